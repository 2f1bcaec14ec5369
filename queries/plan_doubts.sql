-- Purpose: what is wrong with promises and results of a plan's activities, with the evidence.
-- Grain: one row per correction of a target.
-- Parameters: plan_id
-- Columns: target_id, period_end, printed, used, reason, evidence
select
    correction.target_id,
    correction.period_end,
    correction.printed,
    correction.used,
    correction.reason,
    correction.evidence
from correction
inner join activity_target on activity_target.target_id = correction.target_id
inner join activity on activity.activity_id = activity_target.activity_id
where activity.plan_id = $plan_id
order by correction.target_id, correction.period_end

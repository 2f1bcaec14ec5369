-- Purpose: every delivered figure of a plan's activities.
-- Grain: one row per target and period.
-- Parameters: plan_id
-- Columns: target_id, period_start, period_end, value, status, printed, note, source_title, source_place
select
    activity_result.target_id,
    activity_result.period_start,
    activity_result.period_end,
    activity_result.value,
    activity_result.status,
    activity_result.printed,
    activity_result.note,
    source.title as source_title,
    activity_result.source_place
from activity_result
inner join activity_target on activity_target.target_id = activity_result.target_id
inner join activity on activity.activity_id = activity_target.activity_id
inner join source on source.source_id = activity_result.source_id
where activity.plan_id = $plan_id
order by activity_result.target_id, activity_result.period_start, activity_result.period_end

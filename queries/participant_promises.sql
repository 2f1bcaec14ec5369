-- Purpose: what the activities of a plan promised to reach, start, complete and bring about with participants, and what they delivered.
-- Grain: one row per promise that counts participants and delivered figure; one without a figure when nothing was delivered.
-- Parameters: plan_id
-- Columns: activity_id, activity_name, focus_area_name, target_id, step, measure, unit, target_low, target_high, cadence, promise_printed,
--          period_start, period_end, value, status, printed, note, source_title, source_place
select
    activity.activity_id,
    activity.name as activity_name,
    focus_area.name as focus_area_name,
    activity_target.target_id,
    step_measure.step,
    activity_target.measure,
    activity_target.unit,
    activity_target.target_low,
    activity_target.target_high,
    activity_target.cadence,
    activity_target.printed as promise_printed,
    activity_result.period_start,
    activity_result.period_end,
    activity_result.value,
    activity_result.status,
    activity_result.printed,
    activity_result.note,
    source.title as source_title,
    coalesce(activity_result.source_place, activity_target.source_place) as source_place
from step_measure
inner join activity_target on activity_target.target_id = step_measure.target_id
inner join activity on activity.activity_id = activity_target.activity_id
left join focus_area on focus_area.focus_area_id = activity.focus_area_id
left join activity_result on activity_result.target_id = step_measure.target_id
left join source on source.source_id = coalesce(activity_result.source_id, activity_target.source_id)
where activity.plan_id = $plan_id
order by
    activity.sort_order,
    case step_measure.step when 'reached' then 1 when 'started' then 2 when 'completed' then 3 when 'result' then 4 else 5 end,
    activity_target.target_id,
    activity_result.period_start

-- Purpose: the counted steps of an activity's participants, by where they live.
-- Grain: one row per activity, step, area and period.
-- Parameters: plan_id
-- Columns: activity_id, activity_name, focus_area_name, step, area_id, area_name, period_start, period_end, value, status, note, measure,
--          source_title, source_place
select
    participant_step.activity_id,
    activity.name as activity_name,
    focus_area.name as focus_area_name,
    participant_step.step,
    participant_step.area_id,
    area.name as area_name,
    participant_step.period_start,
    participant_step.period_end,
    participant_step.value,
    participant_step.status,
    participant_step.note,
    activity_target.measure,
    source.title as source_title,
    participant_step.source_place
from participant_step
inner join activity on activity.activity_id = participant_step.activity_id
left join focus_area on focus_area.focus_area_id = activity.focus_area_id
inner join area on area.area_id = participant_step.area_id
left join activity_target on activity_target.target_id = participant_step.target_id
inner join source on source.source_id = participant_step.source_id
where activity.plan_id = $plan_id
order by activity.sort_order, participant_step.period_start, area.sort_order, participant_step.step

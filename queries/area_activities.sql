-- Purpose: the activities of a plan that reach an area.
-- Grain: one row per activity.
-- Parameters: area_id, plan_id
-- Columns: activity_id, name, purpose, target_group, responsible, focus_area_name, source_place
select
    activity.activity_id,
    activity.name,
    activity.purpose,
    activity.target_group,
    activity.responsible,
    focus_area.name as focus_area_name,
    activity.source_place
from activity
inner join activity_area on activity_area.activity_id = activity.activity_id
left join focus_area on focus_area.focus_area_id = activity.focus_area_id
where activity_area.area_id = $area_id and activity.plan_id = $plan_id
order by activity.sort_order

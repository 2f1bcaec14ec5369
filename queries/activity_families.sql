-- Purpose: the activities of every plan with what each goes on from, for the family tree.
-- Grain: one row per activity.
-- Columns: activity_id, plan_id, name, continues (activity_ids separated by |), focus_area_name
select
    activity.activity_id,
    activity.plan_id,
    activity.name,
    activity.continues,
    focus_area.name as focus_area_name
from activity
inner join plan on plan.plan_id = activity.plan_id
left join focus_area on focus_area.focus_area_id = activity.focus_area_id
order by plan.starts, activity.sort_order

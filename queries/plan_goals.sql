-- Purpose: the goals of one level of a plan, also those without indicators.
-- Grain: one row per goal.
-- Parameters: plan_id, level
-- Columns: goal_id, title, target_text, focus_area_id, focus_area_name
select
    goal.goal_id,
    goal.title,
    goal.target_text,
    goal.focus_area_id,
    focus_area.name as focus_area_name
from goal
left join focus_area on focus_area.focus_area_id = goal.focus_area_id
where goal.plan_id = $plan_id and goal.level = $level
order by goal.sort_order

-- Purpose: all figures of a plan's goals, to see where each indicator went since its baseline.
-- Grain: one row per indicator, area and period; an indicator without figures has one row without area.
-- Parameters: plan_id
-- Columns: goal_id, goal_title, level, focus_area_name, indicator_id, short_title, unit, decimals, direction, period_kind, area_id, area_name,
--          area_kind, period_start, period_end, value, status, role
select
    goal.goal_id,
    goal.title as goal_title,
    goal.level,
    coalesce(focus_area.name, 'Hele planen') as focus_area_name,
    indicator.indicator_id,
    indicator.short_title,
    indicator.unit,
    indicator.decimals,
    indicator.direction,
    indicator.period_kind,
    observation.area_id,
    area.name as area_name,
    area.kind as area_kind,
    observation.period_start,
    observation.period_end,
    observation.value,
    observation.status,
    observation.role
from goal
inner join indicator on indicator.goal_id = goal.goal_id
left join focus_area on focus_area.focus_area_id = goal.focus_area_id
left join observation on observation.indicator_id = indicator.indicator_id
left join area on area.area_id = observation.area_id
where goal.plan_id = $plan_id
order by focus_area.sort_order, goal.sort_order, indicator.sort_order, area.sort_order, observation.period_end

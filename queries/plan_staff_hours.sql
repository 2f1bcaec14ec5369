-- Purpose: staff hours a year promised to a plan, by organisation, for activities and for whole themes.
-- Grain: one row per promise of hours.
-- Parameters: plan_id
-- Columns: hours_id, focus_area_name, activity_name, organisation, hours_per_year, theme_hours and plan_hours (sums), printed, note, source_title, source_place
select
    staff_hours.hours_id,
    coalesce(focus_area.name, 'Uden indsatsområde') as focus_area_name,
    activity.name as activity_name,
    staff_hours.organisation,
    staff_hours.hours_per_year,
    sum(staff_hours.hours_per_year) over (partition by focus_area.focus_area_id) as theme_hours,
    sum(staff_hours.hours_per_year) over () as plan_hours,
    staff_hours.printed,
    staff_hours.note,
    source.title as source_title,
    staff_hours.source_place
from staff_hours
left join activity on activity.activity_id = staff_hours.activity_id
left join focus_area on focus_area.focus_area_id = coalesce(staff_hours.focus_area_id, activity.focus_area_id)
inner join source on source.source_id = staff_hours.source_id
where activity.plan_id = $plan_id or focus_area.plan_id = $plan_id
order by focus_area.sort_order, staff_hours.hours_per_year desc

-- Purpose: the dated milestones of a plan, those of the plan as a whole first.
-- Grain: one row per milestone.
-- Parameters: plan_id
-- Columns: milestone_id, focus_area_id, focus_area_name, title, due, done, note, source_id, source_title, source_place
select
    milestone.milestone_id,
    milestone.focus_area_id,
    coalesce(focus_area.name, 'Hele planen') as focus_area_name,
    milestone.title,
    milestone.due,
    milestone.done,
    milestone.note,
    milestone.source_id,
    source.title as source_title,
    milestone.source_place
from milestone
left join focus_area on focus_area.focus_area_id = milestone.focus_area_id
inner join source on source.source_id = milestone.source_id
where milestone.plan_id = $plan_id
order by milestone.focus_area_id is not null, focus_area.sort_order, coalesce(milestone.due, milestone.done), milestone.milestone_id

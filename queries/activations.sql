-- Purpose: every time the preparedness plan was put in force, with the deadline of its level.
-- Grain: one row per activation, the newest first.
-- Columns: activation_id, area_id, area_name, level, level_title, deadline_value, deadline_unit, opened, convened, closed (Danish time), note
select
    preparedness_activation.activation_id,
    preparedness_activation.area_id,
    area.name as area_name,
    preparedness_activation.level,
    coalesce(preparedness_level.title, preparedness_activation.level) as level_title,
    preparedness_level.deadline_value,
    preparedness_level.deadline_unit,
    preparedness_activation.opened,
    preparedness_activation.convened,
    preparedness_activation.closed,
    preparedness_activation.note
from preparedness_activation
inner join area on area.area_id = preparedness_activation.area_id
left join preparedness_level on preparedness_level.level = preparedness_activation.level
order by preparedness_activation.opened desc, preparedness_activation.activation_id

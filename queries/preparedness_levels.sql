-- Purpose: the levels of the preparedness plan with triggers and deadlines, mildest first.
-- Grain: one row per level.
-- Columns: level, title, trigger, deadline_value, deadline_unit, action, source_title, source_place
select
    preparedness_level.level,
    preparedness_level.title,
    preparedness_level.trigger,
    preparedness_level.deadline_value,
    preparedness_level.deadline_unit,
    preparedness_level.action,
    source.title as source_title,
    preparedness_level.source_place
from preparedness_level
inner join source on source.source_id = preparedness_level.source_id
order by case preparedness_level.level when 'green' then 1 when 'yellow' then 2 else 3 end

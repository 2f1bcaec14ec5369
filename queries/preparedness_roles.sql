-- Purpose: the roles of the preparedness plan: who takes part, who does what, who speaks to the press.
-- Grain: one row per role.
-- Columns: kind, organisation, role, does, note, source_title
select
    preparedness_role.kind,
    preparedness_role.organisation,
    preparedness_role.role,
    preparedness_role.does,
    preparedness_role.note,
    source.title as source_title
from preparedness_role
inner join source on source.source_id = preparedness_role.source_id
order by preparedness_role.kind, preparedness_role.place

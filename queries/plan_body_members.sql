-- Purpose: who sits in a plan's bodies, by organisation and role.
-- Grain: one row per seat.
-- Parameters: plan_id
-- Columns: body, organisation, role, note
select
    body,
    organisation,
    role,
    note
from body_member
where plan_id = $plan_id
order by body, seat

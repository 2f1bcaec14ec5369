-- Purpose: the plan periods, newest first.
-- Grain: one row per plan.
-- Columns: plan_id, name, starts, ends
select
    plan_id,
    name,
    starts,
    ends
from plan
order by starts desc

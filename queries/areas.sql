-- Purpose: every area in the plan's order, for choices, colours and names.
-- Grain: one row per area.
-- Columns: area_id, name, kind, sort_order, color, note
select
    area_id,
    name,
    kind,
    sort_order,
    color,
    note
from area
order by sort_order

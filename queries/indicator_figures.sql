-- Purpose: every figure of one indicator with its place, for charts, tables and the auditor.
-- Grain: one row per area and period.
-- Parameters: indicator_id
-- Columns: area_id, area_name, area_kind, area_order, color, period_start, period_end, value, numerator, denominator,
--          status, role, note, source_title, source_place
select
    observation.area_id,
    area.name as area_name,
    area.kind as area_kind,
    area.sort_order as area_order,
    area.color,
    observation.period_start,
    observation.period_end,
    observation.value,
    observation.numerator,
    observation.denominator,
    observation.status,
    observation.role,
    observation.note,
    document.title as source_title,
    observation.source_place
from observation
inner join area on area.area_id = observation.area_id
inner join source as document on document.source_id = observation.source_id
where observation.indicator_id = $indicator_id
order by area.sort_order, observation.period_end

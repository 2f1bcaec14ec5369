-- Purpose: every figure of one document with all it takes to compare it, for matrices and small multiples.
-- Grain: one row per indicator, area and period.
-- Parameters: source_id
-- Columns: indicator metadata incl. target, area_id, area_name, area_kind, area_order, color, period_start, period_end, value,
--          numerator, denominator, status, role, note, source_title, source_place, register_title
select
    indicator.indicator_id,
    indicator.title,
    indicator.short_title,
    indicator.topic,
    indicator.unit,
    indicator.decimals,
    indicator.direction,
    indicator.period_kind,
    indicator.measurement,
    indicator.target_operator,
    indicator.target_low,
    indicator.target_high,
    indicator.target_reference,
    indicator.target_text,
    indicator.sort_order as indicator_order,
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
    observation.source_place,
    register.title as register_title
from observation
inner join indicator on indicator.indicator_id = observation.indicator_id
inner join area on area.area_id = observation.area_id
inner join source as document on document.source_id = observation.source_id
inner join source as register on register.source_id = indicator.source_id
where observation.source_id = $source_id
order by indicator.sort_order, area.sort_order, observation.period_end

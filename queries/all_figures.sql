-- Purpose: the published figures for download, one wide row each.
-- Grain: one row per indicator, area and period.
-- Columns: indicator_id, indicator, definition, population, unit, area_id, area, period_kind, period_start, period_end,
--          value, numerator, denominator, status, note, register, document, place
select
    observation.indicator_id,
    indicator.title as indicator,
    indicator.definition,
    indicator.population,
    indicator.unit,
    observation.area_id,
    area.name as area,
    indicator.period_kind,
    observation.period_start,
    observation.period_end,
    observation.value,
    observation.numerator,
    observation.denominator,
    observation.status,
    observation.note,
    register.title as register,
    document.title as document,
    observation.source_place as place
from observation
inner join indicator on indicator.indicator_id = observation.indicator_id
inner join area on area.area_id = observation.area_id
inner join source as register on register.source_id = indicator.source_id
inner join source as document on document.source_id = observation.source_id
order by indicator.sort_order, area.sort_order, observation.period_end

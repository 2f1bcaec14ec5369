-- Purpose: the figures that the rules are applied to, for every housing area.
-- Grain: one row per measure, area and period.
-- Columns: measure, bound, use_note, indicator_id, title, unit, decimals, period_kind, area_id, area_name, area_order, period_start,
--          period_end, value, numerator, denominator, status, printed, note, source_title, source_place, register_title
select
    criterion_figure.measure,
    criterion_figure.bound,
    criterion_figure.note as use_note,
    indicator.indicator_id,
    indicator.title,
    indicator.unit,
    indicator.decimals,
    indicator.period_kind,
    observation.area_id,
    area.name as area_name,
    area.sort_order as area_order,
    observation.period_start,
    observation.period_end,
    observation.value,
    observation.numerator,
    observation.denominator,
    observation.status,
    observation.printed,
    observation.note,
    document.title as source_title,
    observation.source_place,
    register.title as register_title
from criterion_figure
inner join indicator on indicator.indicator_id = criterion_figure.indicator_id
inner join observation on observation.indicator_id = indicator.indicator_id
inner join area on area.area_id = observation.area_id
inner join source as document on document.source_id = observation.source_id
inner join source as register on register.source_id = indicator.source_id
where area.kind = 'housing_area'
order by area.sort_order, criterion_figure.measure, observation.period_end

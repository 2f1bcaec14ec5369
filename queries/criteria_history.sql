-- Purpose: what earlier documents print about the state's lists and the criteria.
-- Grain: one row per indicator, area and period of the topic criteria that no rule is applied to.
-- Columns: title, area_name, period_kind, period_start, period_end, value, printed, status, note, source_title, source_place
select
    indicator.title,
    area.name as area_name,
    indicator.period_kind,
    observation.period_start,
    observation.period_end,
    observation.value,
    observation.printed,
    observation.status,
    observation.note,
    document.title as source_title,
    observation.source_place
from observation
inner join indicator on indicator.indicator_id = observation.indicator_id
inner join area on area.area_id = observation.area_id
inner join source as document on document.source_id = observation.source_id
left join criterion_figure on criterion_figure.indicator_id = indicator.indicator_id
where indicator.topic = 'criteria' and criterion_figure.indicator_id is null
order by observation.period_end desc, area.sort_order, indicator.sort_order

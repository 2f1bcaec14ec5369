-- Purpose: which figures there are and why others are missing.
-- Grain: one row per indicator, area and year the period ends in; the best status wins when a year has several.
-- Parameters: source_id
-- Columns: indicator_id, title, area_id, area_name, area_order, year, status, figures, rows
select
    observation.indicator_id,
    indicator.title,
    observation.area_id,
    area.name as area_name,
    area.sort_order as area_order,
    cast(extract(year from observation.period_end) as integer) as year,
    case
        when sum(case when observation.value is not null and observation.status <> 'doubtful' then 1 else 0 end) > 0 then 'published'
        when count(observation.value) > 0 then 'doubtful'
        else min(observation.status)
    end as status,
    count(observation.value) as figures,
    count(*) as rows
from observation
inner join indicator on indicator.indicator_id = observation.indicator_id
inner join area on area.area_id = observation.area_id
where observation.source_id = $source_id
group by
    observation.indicator_id, indicator.title, indicator.sort_order, observation.area_id, area.name, area.sort_order,
    extract(year from observation.period_end)
order by indicator.sort_order, area.sort_order, year

-- Purpose: what can be shown on a map: every indicator and period with a usable figure for at least three housing areas.
-- Grain: one row per indicator and period.
-- Columns: indicator_id, title, short_title, topic, unit, decimals, period_kind, method_note, period_start, period_end, areas,
--          source_title (document), register_title, source_id
with

housing_area as (
    select area_id
    from area
    where kind = 'housing_area'
),

measured as (
    select
        observation.indicator_id,
        observation.period_start,
        observation.period_end,
        min(observation.source_id) as source_id,
        count(*) as areas
    from observation
    inner join housing_area on housing_area.area_id = observation.area_id
    where observation.value is not null and observation.status in ('published', 'corrected')
    group by observation.indicator_id, observation.period_start, observation.period_end
    having count(*) >= 3
),

final as (
    select
        indicator.indicator_id,
        indicator.title,
        indicator.short_title,
        indicator.topic,
        indicator.unit,
        indicator.decimals,
        indicator.period_kind,
        indicator.method_note,
        measured.period_start,
        measured.period_end,
        measured.areas,
        document.title as source_title,
        register.title as register_title,
        measured.source_id,
        indicator.sort_order
    from measured
    inner join indicator on indicator.indicator_id = measured.indicator_id
    inner join source as document on document.source_id = measured.source_id
    inner join source as register on register.source_id = indicator.source_id
)

select * from final
order by source_id, sort_order, period_end

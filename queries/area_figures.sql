-- Purpose: every figure of one area with the municipality's figure of the same indicator and period beside it.
-- Grain: one row per indicator and period that the area has.
-- Parameters: area_id
-- Columns: indicator metadata, period, value and status of the area, reference_value and reference_status of the
--          municipality, source_id, source_title, source_place, register_title
with

municipality as (
    select observation.*
    from observation
    inner join area on area.area_id = observation.area_id
    where area.kind = 'municipality'
),

final as (
    select
        indicator.indicator_id,
        indicator.goal_id,
        indicator.title,
        indicator.short_title,
        indicator.topic,
        indicator.unit,
        indicator.decimals,
        indicator.direction,
        indicator.period_kind,
        indicator.measurement,
        indicator.sort_order as indicator_order,
        observation.period_start,
        observation.period_end,
        observation.value,
        observation.numerator,
        observation.denominator,
        observation.status,
        observation.note,
        observation.source_id,
        observation.source_place,
        municipality.value as reference_value,
        municipality.status as reference_status,
        document.title as source_title,
        register.title as register_title
    from observation
    inner join indicator on indicator.indicator_id = observation.indicator_id
    left join municipality
        on municipality.indicator_id = observation.indicator_id
        and municipality.period_start = observation.period_start
        and municipality.period_end = observation.period_end
    left join source as document on document.source_id = observation.source_id
    left join source as register on register.source_id = indicator.source_id
    where observation.area_id = $area_id
)

select * from final
order by indicator_order, period_end

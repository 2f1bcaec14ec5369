-- Purpose: all figures of the strategic goals of a plan, for the start page.
-- Grain: one row per strategic indicator, area and period; an indicator without figures has one row without area.
-- Parameters: plan_id
-- Columns: goal and indicator metadata, area_id, area_name, area_kind, area_order, period_start, period_end, value,
--          numerator, denominator, status, note, source_title, source_place, register_title
with

goals as (
    select * from goal where plan_id = $plan_id and level = 'strategic'
),

final as (
    select
        goals.goal_id,
        goals.title as goal_title,
        goals.sort_order as goal_order,
        indicator.indicator_id,
        indicator.title,
        indicator.short_title,
        indicator.unit,
        indicator.decimals,
        indicator.direction,
        indicator.period_kind,
        indicator.measurement,
        indicator.method_note,
        indicator.sort_order as indicator_order,
        observation.area_id,
        area.name as area_name,
        area.kind as area_kind,
        area.sort_order as area_order,
        observation.period_start,
        observation.period_end,
        observation.value,
        observation.numerator,
        observation.denominator,
        observation.status,
        observation.note,
        observation.source_place,
        document.title as source_title,
        register.title as register_title
    from goals
    inner join indicator on indicator.goal_id = goals.goal_id
    left join observation on observation.indicator_id = indicator.indicator_id
    left join area on area.area_id = observation.area_id
    left join source as document on document.source_id = observation.source_id
    left join source as register on register.source_id = indicator.source_id
)

select * from final
order by goal_order, indicator_order, area_order, period_end

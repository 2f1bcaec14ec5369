-- Purpose: the catalogue of indicators with definition, source and how much there is of each.
-- Grain: one row per indicator.
-- Columns: indicator metadata, goal_title, register_title, register_publisher, source_id, source_title, figures,
--          first_period, last_period
with

figures as (
    select
        indicator_id,
        source_id,
        count(value) as figures,
        min(period_start) as first_period,
        max(period_end) as last_period
    from observation
    group by indicator_id, source_id
),

final as (
    select
        indicator.indicator_id,
        indicator.title,
        indicator.short_title,
        indicator.definition,
        indicator.population,
        indicator.unit,
        indicator.decimals,
        indicator.direction,
        indicator.period_kind,
        indicator.measurement,
        indicator.method_note,
        indicator.topic,
        indicator.comparable_with,
        indicator.target_low,
        indicator.target_high,
        goal.title as goal_title,
        register.title as register_title,
        register.publisher as register_publisher,
        figures.source_id,
        document.title as source_title,
        figures.figures,
        figures.first_period,
        figures.last_period,
        indicator.sort_order
    from indicator
    left join figures on figures.indicator_id = indicator.indicator_id
    left join goal on goal.goal_id = indicator.goal_id
    left join source as register on register.source_id = indicator.source_id
    left join source as document on document.source_id = figures.source_id
)

select * from final
order by sort_order

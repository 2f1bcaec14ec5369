-- Purpose: the catalogue of indicators with definition, source and how much there is of each.
-- Grain: one row per indicator.
-- Columns: indicator metadata, goal_title, register_title, register_publisher, source_id (which gave most figures),
--          source_title (all of them), figures, first_period, last_period
with

by_source as (
    select
        observation.indicator_id,
        observation.source_id,
        source.title,
        count(observation.value) as figures,
        min(observation.period_start) as first_period,
        max(observation.period_end) as last_period
    from observation
    inner join source on source.source_id = observation.source_id
    group by observation.indicator_id, observation.source_id, source.title
),

-- Figures of one indicator can come from a document and, later, from loads; the one that gave most names it.
figures as (
    select
        indicator_id,
        arg_max(source_id, figures) as source_id,
        string_agg(title, ', ' order by figures desc, title) as source_title,
        cast(sum(figures) as bigint) as figures,
        min(first_period) as first_period,
        max(last_period) as last_period
    from by_source
    group by indicator_id
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
        figures.source_title,
        figures.figures,
        figures.first_period,
        figures.last_period,
        indicator.sort_order
    from indicator
    left join figures on figures.indicator_id = indicator.indicator_id
    left join goal on goal.goal_id = indicator.goal_id
    left join source as register on register.source_id = indicator.source_id
)

select * from final
order by sort_order

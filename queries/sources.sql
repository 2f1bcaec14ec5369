-- Purpose: the documents and registers behind the figures, with how many figures each gave.
-- Grain: one row per source.
-- Columns: source_id, kind, title, publisher, published, licence, figures, promises
with

figures as (
    select source_id, count(*) as figures from observation group by source_id
),

behind as (
    select indicator.source_id, count(*) as figures
    from observation
    inner join indicator on indicator.indicator_id = observation.indicator_id
    group by indicator.source_id
),

promises as (
    select source_id, count(*) as promises from activity_target group by source_id
),

final as (
    select
        source.source_id,
        source.kind,
        source.title,
        source.publisher,
        source.published,
        source.licence,
        coalesce(figures.figures, behind.figures, 0) as figures,
        coalesce(promises.promises, 0) as promises
    from source
    left join figures on figures.source_id = source.source_id
    left join behind on behind.source_id = source.source_id
    left join promises on promises.source_id = source.source_id
)

select * from final
order by kind, title

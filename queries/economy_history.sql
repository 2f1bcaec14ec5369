-- Purpose: what the documents print about money: raised funds and the size of plans, and statements in words.
-- Grain: one row per figure or statement, the newest first.
-- Columns: title, area_name, amount, printed, period_start, period_end, note, source_title, source_place
with final as (
    select
        indicator.title,
        area.name as area_name,
        observation.value as amount,
        observation.printed,
        observation.period_start,
        observation.period_end,
        coalesce(indicator.method_note, observation.note) as note,
        source.title as source_title,
        observation.source_place
    from observation
    inner join indicator on indicator.indicator_id = observation.indicator_id
    inner join area on area.area_id = observation.area_id
    inner join source on source.source_id = observation.source_id
    where indicator.unit = 'dkk' and indicator.topic = 'other'
    union all
    select
        claim.text as title,
        area.name as area_name,
        claim.value as amount,
        cast(null as varchar) as printed,
        claim.period_start,
        claim.period_end,
        cast(null as varchar) as note,
        claim.source_title,
        claim.source_place
    from claim
    left join area on area.area_id = claim.area_id
    where claim.kind <> 'criteria' and (claim.unit = 'dkk' or claim.subject = 'Økonomi')
)

select * from final
order by period_end desc nulls first, amount desc nulls last, title

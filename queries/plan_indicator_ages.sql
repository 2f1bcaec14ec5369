-- Purpose: the newest usable period of every indicator that a plan's document carries, to see what is overdue.
-- Grain: one row per indicator.
-- Parameters: source_id
-- Columns: indicator_id, title, short_title, period_kind, newest_end (null when no usable figure), register_id, register_title, strategic
with

newest as (
    select
        indicator_id,
        max(case when value is not null and status in ('published', 'corrected') then period_end end) as newest_end
    from observation
    where source_id = $source_id
    group by indicator_id
),

final as (
    select
        indicator.indicator_id,
        indicator.title,
        indicator.short_title,
        indicator.period_kind,
        newest.newest_end,
        register.source_id as register_id,
        register.title as register_title,
        coalesce(goal.level = 'strategic', false) as strategic,
        indicator.sort_order
    from newest
    inner join indicator on indicator.indicator_id = newest.indicator_id
    inner join source as register on register.source_id = indicator.source_id
    left join goal on goal.goal_id = indicator.goal_id
)

select * from final
order by sort_order

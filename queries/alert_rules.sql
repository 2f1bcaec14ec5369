-- Purpose: when the monitor warns on a day: of each kind the newest rule that has begun.
-- Grain: one row per kind.
-- Parameters: day
-- Columns: kind, amount (unit by kind, null where another rule decides), reason
with

begun as (
    select
        kind,
        amount,
        reason,
        row_number() over (partition by kind order by valid_from desc) as place
    from alert_rule
    where valid_from <= $day
),

final as (
    select
        kind,
        amount,
        reason
    from begun
    where place = 1
)

select * from final
order by kind

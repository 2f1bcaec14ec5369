-- Purpose: how many periods each indicator has a usable figure for, to find those that can be shown over time.
-- Grain: one row per indicator with figures.
-- Columns: indicator_id, periods
select
    indicator_id,
    count(distinct period_end) as periods
from observation
where value is not null and status in ('published', 'corrected')
group by indicator_id
order by indicator_id

-- Purpose: every figure and every result in words and as a value, to hold two editions against one another.
-- Grain: one row per indicator, area and period, and one per promise and period.
-- Columns: table_name, row_key, subject, area, period_start, period_end, unit, decimals, value, status, origin (where it came from)
with

figures as (
    select
        'observation' as table_name,
        concat_ws(
            '|', cast(observation.indicator_id as varchar), cast(observation.area_id as varchar), observation.period_start, observation.period_end
        ) as row_key,
        indicator.short_title as subject,
        area.name as area,
        observation.period_start,
        observation.period_end,
        indicator.unit,
        indicator.decimals,
        observation.value,
        observation.status,
        release.origin
    from observation
    inner join indicator on indicator.indicator_id = observation.indicator_id
    inner join area on area.area_id = observation.area_id
    inner join release on release.release_id = observation.release_id
),

results as (
    select
        'activity_result' as table_name,
        concat_ws('|', activity_result.target_id, activity_result.period_start, activity_result.period_end) as row_key,
        activity.name || ': ' || activity_target.measure as subject,
        null as area,
        activity_result.period_start,
        activity_result.period_end,
        activity_target.unit,
        case when activity_result.value = round(activity_result.value) then 0 else 1 end as decimals,
        activity_result.value,
        activity_result.status,
        release.origin
    from activity_result
    inner join activity_target on activity_target.target_id = activity_result.target_id
    inner join activity on activity.activity_id = activity_target.activity_id
    inner join release on release.release_id = activity_result.release_id
),

final as (
    from figures
    union all
    from results
)

select * from final
order by table_name desc, subject, area, period_end

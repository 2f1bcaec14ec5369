-- Purpose: every activity of a plan with its theme, for the page of promises.
-- Grain: one row per activity.
-- Parameters: plan_id
-- Columns: activity_id, name, purpose, target_group, responsible, starts, ends, reservations, focus_area_id,
--          focus_area_name, areas (names separated by comma), areas_reached, source_title, source_place
with

reached as (
    select
        activity_area.activity_id,
        string_agg(area.name, ', ' order by area.sort_order) as areas,
        count(*) as areas_reached
    from activity_area
    inner join area on area.area_id = activity_area.area_id
    group by activity_area.activity_id
),

final as (
    select
        activity.activity_id,
        activity.name,
        activity.purpose,
        activity.target_group,
        activity.responsible,
        activity.starts,
        activity.ends,
        activity.reservations,
        activity.focus_area_id,
        coalesce(focus_area.name, 'Uden indsatsområde') as focus_area_name,
        reached.areas,
        coalesce(reached.areas_reached, 0) as areas_reached,
        source.title as source_title,
        activity.source_place,
        focus_area.sort_order as focus_order,
        activity.sort_order
    from activity
    left join focus_area on focus_area.focus_area_id = activity.focus_area_id
    left join reached on reached.activity_id = activity.activity_id
    inner join source on source.source_id = activity.source_id
    where activity.plan_id = $plan_id
)

select * from final
order by focus_order, sort_order

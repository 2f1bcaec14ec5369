-- Purpose: every promise of a plan's activities with the days it is made for, and measures the documents report without a promise.
-- Grain: one row per target.
-- Parameters: plan_id
-- Columns: target_id, activity_id, focus_area_id, focus_area_name, measure, unit, target_low, target_high, cadence, direction, printed,
--          note, promised (whether a document promises anything), starts, ends, source_id, source_title, source_place
with

final as (
    select
        activity_target.target_id,
        activity_target.activity_id,
        activity.focus_area_id,
        coalesce(focus_area.name, 'Uden indsatsområde') as focus_area_name,
        activity_target.measure,
        activity_target.unit,
        activity_target.target_low,
        activity_target.target_high,
        activity_target.cadence,
        activity_target.direction,
        activity_target.printed,
        activity_target.note,
        (
            activity_target.target_low is not null or activity_target.target_high is not null or activity_target.printed is not null
        ) as promised,
        greatest(plan.starts, coalesce(activity.starts, plan.starts)) as starts,
        least(plan.ends, coalesce(activity.ends, plan.ends)) as ends,
        activity_target.source_id,
        source.title as source_title,
        activity_target.source_place,
        focus_area.sort_order as focus_order,
        activity.sort_order
    from activity_target
    inner join activity on activity.activity_id = activity_target.activity_id
    inner join plan on plan.plan_id = activity.plan_id
    left join focus_area on focus_area.focus_area_id = activity.focus_area_id
    inner join source on source.source_id = activity_target.source_id
    where activity.plan_id = $plan_id
)

select * from final
order by focus_order, sort_order, target_id

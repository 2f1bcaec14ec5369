-- Purpose: the plans with their days and how much is known of each, newest first.
-- Grain: one row per plan.
-- Columns: plan_id, name, starts, ends, note, activities, promises
with

activities as (
    select
        activity.plan_id,
        count(distinct activity.activity_id) as activities,
        count(activity_target.target_id) as promises
    from activity
    left join activity_target on activity_target.activity_id = activity.activity_id
    group by activity.plan_id
),

final as (
    select
        plan.plan_id,
        plan.name,
        plan.starts,
        plan.ends,
        plan.note,
        coalesce(activities.activities, 0) as activities,
        coalesce(activities.promises, 0) as promises
    from plan
    left join activities on activities.plan_id = plan.plan_id
)

select * from final
order by starts desc

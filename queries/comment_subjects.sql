-- Purpose: what a comment can be about: the plan, its goals, the indicators of its document, its activities, the housing areas.
-- Grain: one row per subject, in the order of the choices.
-- Parameters: plan_id, source_id (the plan's document)
-- Columns: subject_kind, subject_id, subject_name
with

measured as (
    select distinct indicator_id
    from observation
    where source_id = $source_id
),

subjects as (
    select
        1 as place,
        0 as sort_order,
        'plan' as subject_kind,
        plan_id as subject_id,
        name as subject_name
    from plan
    where plan_id = $plan_id
    union all
    select
        2,
        sort_order,
        'goal',
        goal_id,
        title
    from goal
    where plan_id = $plan_id
    union all
    select
        3,
        sort_order,
        'activity',
        activity_id,
        name
    from activity
    where plan_id = $plan_id
    union all
    select
        4,
        sort_order,
        'area',
        cast(area_id as varchar),
        name
    from area
    where kind in ('housing_area', 'areas_total') and exists (from plan where plan_id = $plan_id)
    union all
    select
        5,
        indicator.sort_order,
        'indicator',
        cast(indicator.indicator_id as varchar),
        indicator.title
    from indicator
    inner join measured on measured.indicator_id = indicator.indicator_id
)

select
    subject_kind,
    subject_id,
    subject_name
from subjects
order by place, sort_order, subject_id

-- Purpose: the indicators that a plan's document names together with an activity, as what it argues with or concludes.
-- Grain: one row per activity and indicator.
-- Parameters: plan_id
-- Columns: activity_id, indicator_id, short_title
select distinct
    claim.activity_id,
    indicator.indicator_id,
    indicator.short_title
from claim
inner join activity on activity.activity_id = claim.activity_id
inner join indicator on indicator.indicator_id = claim.indicator_id
where activity.plan_id = $plan_id
order by claim.activity_id, indicator.indicator_id

-- Purpose: what the documents say in words, and the ranges and facts that are no figure of an indicator.
-- Grain: one row per statement of any kind but criteria (claims.sql), those about areas first, the newest first.
-- Columns: claim_id, kind, subject, area_id, area_name, indicator_id, activity_id, activity_name, direction, value, range_low, range_high, unit,
--          period_start, period_end, text, source_id, source_title, source_place, plan_id (of the plan that the document is about)
with document as (

    select source_id, min(plan_id) as plan_id,
    from activity
    group by source_id

)

select
    claim.claim_id,
    claim.kind,
    claim.subject,
    claim.area_id,
    area.name as area_name,
    claim.indicator_id,
    claim.activity_id,
    activity.name as activity_name,
    claim.direction,
    claim.value,
    claim.range_low,
    claim.range_high,
    claim.unit,
    claim.period_start,
    claim.period_end,
    claim.text,
    claim.source_id,
    claim.source_title,
    claim.source_place,
    document.plan_id
from claim
left join area on area.area_id = claim.area_id
left join activity on activity.activity_id = claim.activity_id
left join document on document.source_id = claim.source_id
where claim.kind <> 'criteria'
order by area.sort_order nulls last, claim.period_end desc nulls last, claim.subject, claim.claim_id

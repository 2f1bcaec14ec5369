-- Purpose: what sources say about criteria, lists and reached promises, to be held against what the figures give.
-- Grain: one row per statement of the kind criteria; the others are in statements.sql.
-- Columns: claim_id, plan_id, area_id, area_name, measure, criteria_status, says, value, period_end, text, source_title, source_url,
--          source_place, verified
select
    claim.claim_id,
    claim.plan_id,
    claim.area_id,
    area.name as area_name,
    claim.measure,
    claim.criteria_status,
    claim.says,
    claim.value,
    claim.period_end,
    claim.text,
    claim.source_title,
    claim.source_url,
    claim.source_place,
    claim.verified
from claim
left join area on area.area_id = claim.area_id
where claim.kind = 'criteria'
order by area.sort_order, claim.period_end desc, claim.claim_id

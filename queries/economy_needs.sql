-- Purpose: what the economy of a plan needs, and who delivers it.
-- Grain: one row per thing needed.
-- Parameters: plan_id
-- Columns: kind, title, deliverer, note, source_title, source_place
select
    economy_need.kind,
    economy_need.title,
    economy_need.deliverer,
    economy_need.note,
    source.title as source_title,
    economy_need.source_place
from economy_need
left join source on source.source_id = economy_need.source_id
where economy_need.plan_id = $plan_id
order by
    case economy_need.kind when 'commitment' then 1 when 'budget' then 2 when 'spent' then 3 when 'hours' then 4 else 5 end,
    economy_need.title

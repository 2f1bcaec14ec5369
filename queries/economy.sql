-- Purpose: the amounts of a plan: what was promised, budgeted, spent, bound and raised, and the staff hours that were delivered.
-- Grain: one row per amount, by theme and activity, the earliest first.
-- Parameters: plan_id
-- Columns: economy_id, kind, focus_area_id, focus_area_name, activity_id, activity_name, organisation, financier, area_id, area_name, purpose,
--          period_start, period_end, amount, decision_id, decision_title, decided_on, note, source_title, source_place
select
    economy.economy_id,
    economy.kind,
    focus_area.focus_area_id,
    focus_area.name as focus_area_name,
    economy.activity_id,
    activity.name as activity_name,
    economy.organisation,
    economy.financier,
    economy.area_id,
    area.name as area_name,
    economy.purpose,
    economy.period_start,
    economy.period_end,
    economy.amount,
    economy.decision_id,
    decision.title as decision_title,
    decision.decided_on,
    economy.note,
    source.title as source_title,
    economy.source_place
from economy
left join activity on activity.activity_id = economy.activity_id
left join focus_area on focus_area.focus_area_id = coalesce(economy.focus_area_id, activity.focus_area_id)
left join area on area.area_id = economy.area_id
left join decision on decision.decision_id = economy.decision_id
inner join source on source.source_id = economy.source_id
where economy.plan_id = $plan_id
order by focus_area.sort_order nulls first, activity.sort_order nulls first, economy.period_start, economy.economy_id

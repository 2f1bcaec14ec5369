-- Purpose: every repaired or doubted figure with the reason and the evidence.
-- Grain: one row per correction.
-- Columns: correction_id, indicator_id (null for promises), subject, area_name, period_start, period_end, period_kind, printed, used, reason, evidence, source_title,
--          status (of the figure or the result it belongs to)
select
    correction.correction_id,
    correction.indicator_id,
    coalesce(indicator.title, activity.name || ': ' || activity_target.measure) as subject,
    area.name as area_name,
    observation.period_start,
    correction.period_end,
    indicator.period_kind,
    correction.printed,
    correction.used,
    correction.reason,
    correction.evidence,
    source.title as source_title,
    coalesce(observation.status, activity_result.status, 'corrected') as status
from correction
left join indicator on indicator.indicator_id = correction.indicator_id
left join activity_target on activity_target.target_id = correction.target_id
left join activity on activity.activity_id = activity_target.activity_id
left join area on area.area_id = correction.area_id
left join observation
    on observation.indicator_id = correction.indicator_id
    and observation.area_id = correction.area_id
    and observation.period_end = correction.period_end
left join activity_result
    on activity_result.target_id = correction.target_id
    and activity_result.period_end = correction.period_end
inner join source on source.source_id = correction.source_id
order by source.title, subject, area.sort_order, correction.period_end

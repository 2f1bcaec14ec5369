-- Purpose: how much the database holds, for the footer and the data page.
-- Grain: one row.
-- Columns (newest_period leaves out figures whose date the document does not state): indicators, figures, missing, corrections, activities, promises, results, newest_period
select
    (select count(*) from indicator) as indicators,
    (select count(value) from observation) as figures,
    (select count(*) - count(value) from observation) as missing,
    (select count(*) from correction) as corrections,
    (select count(*) from activity) as activities,
    (select count(*) from activity_target) as promises,
    (select count(*) from activity_result) as results,
    (
        select max(observation.period_end)
        from observation
        inner join indicator on indicator.indicator_id = observation.indicator_id
        where observation.value is not null and indicator.period_kind <> 'unstated'
    ) as newest_period

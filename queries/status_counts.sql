-- Purpose: how many figures have which status, per document, for the data-quality report.
-- Grain: one row per document and status.
-- Columns: source_id, source_title, status, figures
select
    observation.source_id,
    source.title as source_title,
    observation.status,
    count(*) as figures
from observation
inner join source on source.source_id = observation.source_id
group by observation.source_id, source.title, observation.status
order by source.title, observation.status

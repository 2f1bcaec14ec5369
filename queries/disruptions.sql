-- Purpose: what made some years unlike the others, so that results can carry a note.
-- Grain: one row per event.
-- Columns: disruption_id, title, starts, ends, note, source_title, source_place
select
    disruption.disruption_id,
    disruption.title,
    disruption.starts,
    disruption.ends,
    disruption.note,
    source.title as source_title,
    disruption.source_place
from disruption
inner join source on source.source_id = disruption.source_id
order by disruption.starts

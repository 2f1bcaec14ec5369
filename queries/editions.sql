-- Purpose: the editions that were made, the newest first.
-- Grain: one row per edition.
-- Columns: edition_id, title, frozen_on, meeting_id, meeting_date, meeting_body, data_version, sha256, figures, note
select
    edition.edition_id,
    edition.title,
    edition.frozen_on,
    edition.meeting_id,
    meeting.date as meeting_date,
    coalesce(meeting_body.name, meeting.body) as meeting_body,
    edition.data_version,
    edition.sha256,
    edition.figures,
    edition.note
from edition
left join meeting on meeting.meeting_id = edition.meeting_id
left join meeting_body on meeting_body.plan_id = meeting.plan_id and meeting_body.body = meeting.body
order by edition.frozen_on desc, edition.edition_id desc

-- Purpose: the meetings of a plan's bodies: dated ones and the slots of the yearly rhythm.
-- Grain: one row per meeting or slot.
-- Parameters: plan_id
-- Columns: meeting_id, body, body_name, date, season, kind, note, source_id, source_title, source_place
select
    meeting.meeting_id,
    meeting.body,
    coalesce(meeting_body.name, meeting.body) as body_name,
    meeting.date,
    meeting.season,
    meeting.kind,
    meeting.note,
    meeting.source_id,
    source.title as source_title,
    meeting.source_place
from meeting
left join meeting_body on meeting_body.body = meeting.body and meeting_body.plan_id = meeting.plan_id
inner join source on source.source_id = meeting.source_id
where meeting.plan_id = $plan_id
order by meeting.date, meeting.body desc, meeting.meeting_id

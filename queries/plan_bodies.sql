-- Purpose: the bodies of a plan: what each follows and what must be delivered before its meetings.
-- Grain: one row per body; lists are separated by |.
-- Parameters: plan_id
-- Columns: body, name, meetings_per_year, regular_meetings, weeks_before_board, follows, agenda, inputs, chair, secretariat, decides, note,
--          source_title, source_place
select
    meeting_body.body,
    meeting_body.name,
    meeting_body.meetings_per_year,
    meeting_body.regular_meetings,
    meeting_body.weeks_before_board,
    meeting_body.follows,
    meeting_body.agenda,
    meeting_body.inputs,
    meeting_body.chair,
    meeting_body.secretariat,
    meeting_body.decides,
    meeting_body.note,
    source.title as source_title,
    meeting_body.source_place
from meeting_body
inner join source on source.source_id = meeting_body.source_id
where meeting_body.plan_id = $plan_id
order by meeting_body.meetings_per_year desc, meeting_body.body

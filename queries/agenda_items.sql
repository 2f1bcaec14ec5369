-- Purpose: the agendas of meetings with their items: saved views with a headline and a comment each.
-- Grain: one row per item, the newest agenda first, its items in their order.
-- Columns: agenda_id, agenda_title, meeting_id, meeting_body, meeting_date (null without a meeting), position, headline, comment, page, choices
with

final as (
    select
        agenda_item.agenda_id,
        agenda_item.agenda_title,
        agenda_item.meeting_id,
        meeting.body as meeting_body,
        meeting.date as meeting_date,
        agenda_item.position,
        agenda_item.headline,
        agenda_item.comment,
        agenda_item.page,
        agenda_item.choices
    from agenda_item
    left join meeting on meeting.meeting_id = agenda_item.meeting_id
)

select * from final
order by agenda_id desc, position

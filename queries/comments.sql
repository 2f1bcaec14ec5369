-- Purpose: the officer's dated comments with what they are about and the meeting they were written for.
-- Grain: one row per comment, the newest first.
-- Columns: comment_id, subject_kind, subject_id, subject_name, focus_area_name (null across themes), meeting_id, meeting_body, meeting_date,
--          written_on, situation, causes, next_steps
with

final as (
    select
        comment.comment_id,
        comment.subject_kind,
        comment.subject_id,
        coalesce(plan.name, indicator.short_title, goal.title, activity.name, area.name) as subject_name,
        focus_area.name as focus_area_name,
        comment.meeting_id,
        meeting.body as meeting_body,
        meeting.date as meeting_date,
        comment.written_on,
        comment.situation,
        comment.causes,
        comment.next_steps
    from comment
    left join plan on comment.subject_kind = 'plan' and plan.plan_id = comment.subject_id
    left join indicator on comment.subject_kind = 'indicator' and cast(indicator.indicator_id as varchar) = comment.subject_id
    left join goal
        on
            (comment.subject_kind = 'goal' and goal.goal_id = comment.subject_id)
            or (comment.subject_kind = 'indicator' and goal.goal_id = indicator.goal_id)
    left join activity on comment.subject_kind = 'activity' and activity.activity_id = comment.subject_id
    left join area on comment.subject_kind = 'area' and cast(area.area_id as varchar) = comment.subject_id
    left join focus_area on focus_area.focus_area_id = coalesce(goal.focus_area_id, activity.focus_area_id)
    left join meeting on meeting.meeting_id = comment.meeting_id
)

select * from final
order by written_on desc, comment_id desc

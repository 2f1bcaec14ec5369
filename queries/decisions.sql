-- Purpose: the decisions of a plan's bodies with the goal they follow up on and whether they are carried out.
-- Grain: one row per decision: open ones first by their day, then those done, the newest first.
-- Parameters: plan_id
-- Columns: decision_id, body, body_name, meeting_id, meeting_date, goal_id, goal_title, decided_on, title, text, responsible, due, done
select
    decision.decision_id,
    decision.body,
    coalesce(meeting_body.name, decision.body) as body_name,
    decision.meeting_id,
    meeting.date as meeting_date,
    decision.goal_id,
    goal.title as goal_title,
    decision.decided_on,
    decision.title,
    decision.text,
    decision.responsible,
    decision.due,
    decision.done
from decision
left join meeting_body on meeting_body.plan_id = decision.plan_id and meeting_body.body = decision.body
left join meeting on meeting.meeting_id = decision.meeting_id
left join goal on goal.goal_id = decision.goal_id
where decision.plan_id = $plan_id
order by decision.done desc nulls first, decision.due asc nulls last, decision.decided_on desc, decision.decision_id

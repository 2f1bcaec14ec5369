-- Purpose: the names and texts of the database that the screen shows in its own language
-- Grain: one row per text and the column it stands in
-- Columns: place (table.column), text
with texts as (
    select 'area.name' as place, area.name as text from area
    union all
    select 'area.note' as place, area.note as text from area
    union all
    select 'area_shape.note' as place, area_shape.note as text from area_shape
    union all
    select 'tie_out.note' as place, tie_out.note as text from tie_out
    union all
    select 'plan.name' as place, plan.name as text from plan
    union all
    select 'focus_area.name' as place, focus_area.name as text from focus_area
    union all
    select 'goal.title' as place, goal.title as text from goal
    union all
    select 'goal.target_text' as place, goal.target_text as text from goal
    union all
    select 'indicator.title' as place, indicator.title as text from indicator
    union all
    select 'indicator.short_title' as place, indicator.short_title as text from indicator
    union all
    select 'indicator.definition' as place, indicator.definition as text from indicator
    union all
    select 'indicator.population' as place, indicator.population as text from indicator
    union all
    select 'indicator.method_note' as place, indicator.method_note as text from indicator
    union all
    select 'indicator.target_text' as place, indicator.target_text as text from indicator
    union all
    select 'activity.name' as place, activity.name as text from activity
    union all
    select 'activity.purpose' as place, activity.purpose as text from activity
    union all
    select 'activity.target_group' as place, activity.target_group as text from activity
    union all
    select 'activity.responsible' as place, activity.responsible as text from activity
    union all
    select 'activity.reservations' as place, activity.reservations as text from activity
    union all
    select 'activity_target.measure' as place, activity_target.measure as text from activity_target
    union all
    select 'activity_target.note' as place, activity_target.note as text from activity_target
    union all
    select 'activity_result.note' as place, activity_result.note as text from activity_result
    union all
    select 'staff_hours.organisation' as place, staff_hours.organisation as text from staff_hours
    union all
    select 'staff_hours.note' as place, staff_hours.note as text from staff_hours
    union all
    select 'economy_rule.source' as place, economy_rule.source as text from economy_rule
    union all
    select 'economy_need.title' as place, economy_need.title as text from economy_need
    union all
    select 'economy_need.deliverer' as place, economy_need.deliverer as text from economy_need
    union all
    select 'economy_need.note' as place, economy_need.note as text from economy_need
    union all
    select 'milestone.title' as place, milestone.title as text from milestone
    union all
    select 'milestone.note' as place, milestone.note as text from milestone
    union all
    select 'meeting.kind' as place, meeting.kind as text from meeting
    union all
    select 'meeting.note' as place, meeting.note as text from meeting
    union all
    select 'criterion.title' as place, criterion.title as text from criterion
    union all
    select 'criterion.population' as place, criterion.population as text from criterion
    union all
    select 'criterion.note' as place, criterion.note as text from criterion
    union all
    select 'preparedness_level.title' as place, preparedness_level.title as text from preparedness_level
    union all
    select 'preparedness_level.trigger' as place, preparedness_level.trigger as text from preparedness_level
    union all
    select 'preparedness_level.action' as place, preparedness_level.action as text from preparedness_level
    union all
    select 'correction.reason' as place, correction.reason as text from correction
    union all
    select 'correction.evidence' as place, correction.evidence as text from correction
    union all
    select 'observation.note' as place, observation.note as text from observation
    union all
    select 'source.title' as place, source.title as text from source
    union all
    select 'disclosure_rule.source' as place, disclosure_rule.source as text from disclosure_rule
    union all
    select 'address_range.rule' as place, address_range.rule as text from address_range
    union all
    select 'body_member.role' as place, body_member.role as text from body_member
    union all
    select 'body_member.note' as place, body_member.note as text from body_member
    union all
    select 'body_member.organisation' as place, body_member.organisation as text from body_member
    union all
    select 'claim.subject' as place, claim.subject as text from claim
    union all
    select 'claim.text' as place, claim.text as text from claim
    union all
    select 'criterion_figure.note' as place, criterion_figure.note as text from criterion_figure
    union all
    select 'alert_rule.reason' as place, alert_rule.reason as text from alert_rule
    union all
    select 'disruption.note' as place, disruption.note as text from disruption
    union all
    select 'meeting_body.name' as place, meeting_body.name as text from meeting_body
    union all
    select 'meeting_body.agenda' as place, meeting_body.agenda as text from meeting_body
    union all
    select 'meeting_body.chair' as place, meeting_body.chair as text from meeting_body
    union all
    select 'meeting_body.decides' as place, meeting_body.decides as text from meeting_body
    union all
    select 'meeting_body.follows' as place, meeting_body.follows as text from meeting_body
    union all
    select 'meeting_body.inputs' as place, meeting_body.inputs as text from meeting_body
    union all
    select 'meeting_body.note' as place, meeting_body.note as text from meeting_body
    union all
    select 'meeting_body.secretariat' as place, meeting_body.secretariat as text from meeting_body
    union all
    select 'preparedness_role.role' as place, preparedness_role.role as text from preparedness_role
    union all
    select 'preparedness_role.does' as place, preparedness_role.does as text from preparedness_role
    union all
    select 'preparedness_role.note' as place, preparedness_role.note as text from preparedness_role
    union all
    select 'preparedness_role.organisation' as place, preparedness_role.organisation as text from preparedness_role
    union all
    select 'source.licence' as place, source.licence as text from source
    union all
    select 'source.publisher' as place, source.publisher as text from source
),

final as (
    select distinct place, text
    from texts
    where text is not null and text <> ''
)

select place, text
from final
order by place, text

"""Fremdrift: where the plan stands in time, meetings and decisions, the progress report, milestones and hours, the age of the figures."""

import streamlit as st

from pages.kit import choices, clock, database, roles, theme, timeline
from pages.kit.guard import footer, guard
from pages.kit.language import tr
from pages.kit.wording import PLAN_2025
from pages.progress import alerts as progress_alerts
from pages.progress import figures, meetings, report
from pages.progress import views as progress_views

guest = guard("progress")


st.title(tr("Fremdrift"))
views = {
    "moeder": tr("Møder og hvad der mangler"),
    "varsler": tr("Varsler"),
    "beslutninger": tr("Beslutninger"),
    "rapport": tr("Statusrapport"),
    "milepaele": tr("Milepæle og timer"),
    "helbred": tr("Datastatus"),
}
plan = database.ask("plan_periods").set_index("plan_id").loc[PLAN_2025]
today = clock.today()
milestones = database.ask("plan_milestones", plan_id=PLAN_2025)
sentence, below = figures.lead(plan, milestones, today)
theme.render("kit/lead.html", sentence=sentence, sub=below)
events = figures.events(milestones, database.ask("plan_meetings", plan_id=PLAN_2025), today)
line = timeline.timeline(plan["name"], plan["starts"].date(), plan["ends"].date(), today, events)
view = None
if roles.board_mode():
    view = choices.choose(tr("Vis"), views, "vis", width=420)
if view in (None, "moeder"):
    progress_views.now(PLAN_2025, line, today)
if view == "moeder":
    footer(guest)
    st.stop()
view = view or choices.choose(tr("Vis"), views, "vis", widget=st.radio, horizontal=True)
if view == "moeder":
    meetings.meetings(PLAN_2025, today)
elif view == "varsler":
    progress_alerts.alerts(PLAN_2025)
elif view == "beslutninger":
    meetings.decisions(PLAN_2025, today)
elif view == "rapport":
    report.report(plan, PLAN_2025, guest.role, today)
elif view == "milepaele":
    progress_views.milestones(PLAN_2025, today)
    progress_views.staff_hours(PLAN_2025)
else:
    progress_views.health(PLAN_2025, today)
footer(guest)

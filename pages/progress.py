"""Fremdrift: where the plan stands in time, meetings and decisions, the progress report, milestones and hours, the age of the figures."""

import streamlit as st

from pages.parts import choices, clock, database, meeting_views, progress_rows, progress_views, report_views, theme
from pages.parts.guard import footer, guard
from pages.parts.language import tr
from pages.parts.texts import PLAN_2025

guest = guard("Fremdrift")

st.title(tr("Fremdrift"))
views = {
    "moeder": tr("Møder og hvad der mangler"),
    "beslutninger": tr("Beslutninger"),
    "rapport": tr("Statusrapport"),
    "milepaele": tr("Milepæle og timer"),
    "helbred": tr("Monitorens tal"),
}
plan = database.ask("plan_periods").set_index("plan_id").loc[PLAN_2025]
sentence, below = progress_rows.clock_sentence(plan, clock.today())
theme.render("lead.html", sentence=sentence, sub=below)
theme.render("clock.html", share=progress_rows.clock_share(plan, clock.today()), text=sentence)
view = choices.choose(tr("Vis"), views, "vis", widget=st.radio, horizontal=True)
if view == "moeder":
    meeting_views.meetings(PLAN_2025, clock.today())
elif view == "beslutninger":
    meeting_views.decisions(PLAN_2025, clock.today())
elif view == "rapport":
    report_views.report(plan, PLAN_2025, guest.role, clock.today())
elif view == "milepaele":
    progress_views.milestones(PLAN_2025, clock.today())
    progress_views.staff_hours(PLAN_2025)
else:
    progress_views.health(PLAN_2025, clock.today())
footer(guest)

"""Fremdrift: where the plan stands in time, meetings and decisions, the progress report, milestones and hours, the age of the figures."""

import streamlit as st

from pages.kit import choices, clock, database, theme
from pages.kit.guard import footer, guard
from pages.kit.language import tr
from pages.kit.wording import PLAN_2025
from pages.progress import figures, meetings, report
from pages.progress import views as progress_views

guest = guard("progress")

st.title(tr("Fremdrift"))
views = {
    "moeder": tr("Møder og hvad der mangler"),
    "beslutninger": tr("Beslutninger"),
    "rapport": tr("Statusrapport"),
    "milepaele": tr("Milepæle og timer"),
    "helbred": tr("Monitorens tal"),
}
plan = database.ask("plan_periods").set_index("plan_id").loc[PLAN_2025]
sentence, below = figures.clock_sentence(plan, clock.today())
theme.render("kit/lead.html", sentence=sentence, sub=below)
theme.render("progress/clock.html", share=figures.clock_share(plan, clock.today()), text=sentence)
view = choices.choose(tr("Vis"), views, "vis", widget=st.radio, horizontal=True)
if view == "moeder":
    meetings.meetings(PLAN_2025, clock.today())
elif view == "beslutninger":
    meetings.decisions(PLAN_2025, clock.today())
elif view == "rapport":
    report.report(plan, PLAN_2025, guest.role, clock.today())
elif view == "milepaele":
    progress_views.milestones(PLAN_2025, clock.today())
    progress_views.staff_hours(PLAN_2025)
else:
    progress_views.health(PLAN_2025, clock.today())
footer(guest)

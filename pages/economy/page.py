"""Økonomi: budget, spending and where the pace leads, hours promised and delivered, commitments and raised funds."""

import streamlit as st

from pages.economy import figures, texts
from pages.economy import views as economy_views
from pages.kit import choices, clock, roles, theme
from pages.kit.guard import footer, guard
from pages.kit.language import tr
from pages.kit.meeting import board
from pages.kit.wording import PLAN_2025

guest = guard("economy")

st.title(tr("Økonomi"))
found = figures.load(PLAN_2025, clock.today())
theme.render("kit/lead.html", sentence=texts.sentence(found), sub=texts.below(found))
views = {
    "forbrug": tr("Forbrug og budget") if found.has_budget else tr("Hvad der mangler"),
    "timer": tr("Medarbejdertimer"),
    "midler": tr("Tilsagn og rejste midler"),
    "historik": tr("Tidligere planer"),
}
first, second = board.columns(5, 5)
with first:
    view = choices.choose(tr("Vis"), views, "vis", **board.side_by_side())
if view == "forbrug":
    if found.has_budget:
        with second:
            by = economy_views.by()
        economy_views.spending(found, by)
    economy_views.missing(found)
# Without a budget the first view shows all that is known, so that it is no empty page.
everything = view == "forbrug" and not found.has_budget and not roles.board_mode()
if view == "timer" or everything:
    economy_views.hours(found)
if view == "midler":
    economy_views.funds(found)
if view == "historik" or everything:
    economy_views.history(found)
footer(guest)

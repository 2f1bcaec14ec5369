"""Overblik: the four strategic goals with their indicators, the areas beside the municipality."""

import streamlit as st

from pages.parts import board_views, cards, compare_block, database, guide, roles, theme
from pages.parts.guard import footer, guard
from pages.parts.language import tr
from pages.parts.texts import PLAN_2025

guest = guard("Overblik")

sentence, goals = database.kept(cards.start_page, PLAN_2025)

st.title(tr("Helhedsplanen i Randers 2025-29"))
theme.render(
    "lead.html",
    sentence=sentence,
    sub=tr("De fire strategiske mål. Alle 7 boligområder under ét, hvis ikke andet står. Vælg en indikator for at se tal og kilde."),
)
if roles.board_mode():
    board_views.overview(PLAN_2025)
else:
    guide.show()
    compare_block.two_areas(database.ask("areas"))
    theme.render("goals.html", goals=goals)
footer(guest)

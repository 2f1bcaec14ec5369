"""Overblik: the four strategic goals with their indicators, the areas beside the municipality."""

import streamlit as st

from pages.kit import database, roles, since, theme
from pages.kit.guard import footer, guard
from pages.kit.language import tr
from pages.kit.wording import PLAN_2025
from pages.overview import compare_block, guide, meeting, texts

guest = guard("overview")

sentence, goals = database.kept(texts.start_page, PLAN_2025)

st.title(tr("Helhedsplanen i Randers 2025-29"))
theme.render(
    "kit/lead.html",
    sentence=sentence,
    sub=tr("De fire strategiske mål. Alle 7 boligområder under ét, hvis ikke andet står. Vælg en indikator for at se tal og kilde."),
)
if roles.board_mode():
    meeting.draw(PLAN_2025)
else:
    guide.show()
    compare_block.two_areas(database.ask("areas"))
    theme.render("overview/goals.html", goals=goals)
    since.show()
footer(guest)

"""Overblik: the four strategic goals with their indicators, the areas beside the municipality."""

import streamlit as st

from pages.parts import cards, compare_block, database, theme
from pages.parts.guard import footer, guard
from pages.parts.texts import PLAN_2025, situation
from queries.verdicts import standing

guest = guard("Overblik")

figures = database.ask("strategic_figures", plan_id=PLAN_2025)
goals = database.ask("plan_goals", plan_id=PLAN_2025, level="strategic")
by_goal = {
    str(goal_id): [standing(rows) for _, rows in group.groupby("indicator_id", sort=False)]
    for goal_id, group in figures.groupby("goal_id", sort=False)
}

st.title("Helhedsplanen i Randers 2025-29")
theme.render(
    "lead.html",
    sentence=situation([item for items in by_goal.values() for item in items]),
    sub="De fire strategiske mål. Alle 7 boligområder under ét, hvis ikke andet står. Vælg en indikator for at se tal og kilde.",
)
compare_block.two_areas(database.ask("areas"))
theme.render("goals.html", goals=cards.goal_columns(goals, by_goal))
footer(guest)

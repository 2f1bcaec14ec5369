"""Antagelser: the chain the plan builds on, from activities to goals, and where it is broken."""

import streamlit as st

from pages.assumptions import texts
from pages.kit import choices, clock, database, roles, theme
from pages.kit import plan as kit_plan
from pages.kit.guard import footer, guard
from pages.kit.language import tr
from pages.kit.wording import PLAN_2025
from queries import assumptions

guest = guard("assumptions")

plan = kit_plan.load(PLAN_2025, clock.today())
strategic, sub_goals = (database.ask("plan_goals", plan_id=PLAN_2025, level=level) for level in ("strategic", "sub_goal"))
goals = texts.with_theme(strategic, sub_goals)
chains = assumptions.chains(
    plan,
    goals,
    database.ask("plan_goal_figures", plan_id=PLAN_2025),
    database.ask("activity_indicators", plan_id=PLAN_2025),
)
found = assumptions.findings(chains)
if roles.board_mode():
    ids = texts.theme_ids(plan.activities, goals)
    st.title(tr("Antagelser"))
    chosen = choices.choose(tr("Indsatsområde"), {ids[one.theme]: one.theme for one in chains}, "indsats", width=520)
    theme.render("kit/lead.html", sentence=texts.sentence(found), sub="")
    theme.render("assumptions/room.html", chain=texts.room(next(one for one in chains if ids[one.theme] == chosen)))
    footer(guest)
    st.stop()

theme.render("assumptions/chain.html", sentence=texts.sentence(found), chains=[texts.chain(one) for one in chains], title=tr("Antagelser"))
theme.render("assumptions/findings.html", findings=texts.findings(found))
footer(guest)

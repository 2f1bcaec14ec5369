"""Antagelser: the chain the plan builds on, from activities to goals, and where it is broken."""

from pages.assumptions import texts
from pages.kit import clock, database, theme
from pages.kit import plan as kit_plan
from pages.kit.guard import footer, guard
from pages.kit.language import tr
from pages.kit.wording import PLAN_2025
from queries import assumptions

guest = guard("assumptions")

strategic, sub_goals = (database.ask("plan_goals", plan_id=PLAN_2025, level=level) for level in ("strategic", "sub_goal"))
chains = assumptions.chains(
    kit_plan.load(PLAN_2025, clock.today()),
    texts.with_theme(strategic, sub_goals),
    database.ask("plan_goal_figures", plan_id=PLAN_2025),
    database.ask("activity_indicators", plan_id=PLAN_2025),
)
found = assumptions.findings(chains)

theme.render("assumptions/chain.html", sentence=texts.sentence(found), chains=[texts.chain(one) for one in chains], title=tr("Antagelser"))
theme.render("assumptions/findings.html", findings=texts.findings(found))
footer(guest)

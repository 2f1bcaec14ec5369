"""The plan's strategic goals and how they stand, in the version in force."""

from __future__ import annotations

from pages.kit import database
from queries.standings import GoalStandings, by_goal


def strategic(plan_id: str) -> list[GoalStandings]:
    """Every strategic goal of the plan with the standings of its indicators."""
    return by_goal(database.ask("plan_goals", plan_id=plan_id, level="strategic"), database.ask("strategic_figures", plan_id=plan_id))

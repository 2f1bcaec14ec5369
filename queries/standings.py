"""How a plan's goals stand: the standings of their indicators, goal by goal, for the start page, a meeting and the papers."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from queries.verdicts import Standing, standing


@dataclass(frozen=True)
class GoalStandings:
    """A goal with the standings of its indicators, none where it has no indicators; `focus_area` is None without a theme."""

    title: str
    focus_area: str | None
    standings: tuple[Standing, ...]


def by_goal(goals: pd.DataFrame, figures: pd.DataFrame) -> list[GoalStandings]:
    """Every goal in the plan's order, from the answers to plan_goals and strategic_figures."""
    found = {
        goal_id: tuple(standing(rows) for _, rows in group.groupby("indicator_id", sort=False))
        for goal_id, group in figures.groupby("goal_id", sort=False)
    }
    return [
        GoalStandings(str(title), None if pd.isna(theme) else str(theme), found.get(goal_id, ()))
        for goal_id, title, theme in goals[["goal_id", "title", "focus_area_name"]].itertuples(index=False)
    ]

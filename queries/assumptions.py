"""The chain a plan builds on: activities of a theme, its sub-goals with their indicators, its strategic goal.

The plan ties activities to goals by the theme and names an indicator for a few only. An indicator belongs to nobody alone, so
nothing here says that an activity moved one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from queries.attainment import Status
from queries.plan import Plan
from queries.progress import moved, since_baseline
from queries.verdicts import Course

SUB_GOAL, STRATEGIC = "sub_goal", "strategic"


@dataclass(frozen=True)
class Indicator:
    """An indicator of a goal: `measured` areas with a usable figure, `course` since the baseline (None: not measured again)."""

    indicator_id: str
    title: str
    measured: int
    course: Course | None


@dataclass(frozen=True)
class Goal:
    """A goal with its indicators, none where the plan gives it none."""

    goal_id: str
    title: str
    level: str
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True)
class Activity:
    """An activity: its promises counted by status, and the indicators the document names with it."""

    activity_id: str
    name: str
    promises: int
    counts: Mapping[Status, int]
    named: tuple[str, ...]


@dataclass(frozen=True)
class Chain:
    """One theme from left to right."""

    theme: str
    activities: tuple[Activity, ...]
    sub_goals: tuple[Goal, ...]
    strategic: tuple[Goal, ...]


@dataclass(frozen=True)
class Findings:
    """Where the chain is broken: goals whose theme has no activity, goals without an indicator, activities without one named."""

    without_activity: tuple[str, ...]
    without_indicator: tuple[str, ...]
    unnamed: tuple[str, ...]


def chains(plan: Plan, goals: pd.DataFrame, figures: pd.DataFrame, named: pd.DataFrame) -> tuple[Chain, ...]:
    """Theme by theme in the plan's order.

    `goals`: rows of plan_goals of both levels with a column level; `figures`: plan_goal_figures; `named`: activity_indicators.
    """
    courses = {str(entry["indicator_id"]): entry for entry in since_baseline(figures)}
    by_goal = {
        str(goal_id): tuple(_indicator(courses[str(key)]) for key in group["indicator_id"].unique())
        for goal_id, group in figures.groupby("goal_id", sort=False)
    }
    made = [
        (str(row["focus_area_name"]), Goal(str(row["goal_id"]), str(row["title"]), str(row["level"]), by_goal.get(str(row["goal_id"]), ())))
        for row in goals.to_dict("records")
    ]
    words = {str(key): tuple(group["short_title"]) for key, group in named.groupby("activity_id")}
    activities = [(str(row["focus_area_name"]), _activity(row, plan, words)) for row in plan.activities.to_dict("records")]
    themes = dict.fromkeys([*(theme for theme, _ in activities), *(theme for theme, _ in made)])
    return tuple(
        Chain(
            theme,
            tuple(activity for own, activity in activities if own == theme),
            tuple(goal for own, goal in made if own == theme and goal.level == SUB_GOAL),
            tuple(goal for own, goal in made if own == theme and goal.level == STRATEGIC),
        )
        for theme in themes
    )


def _indicator(entry: Mapping[str, Any]) -> Indicator:
    return Indicator(str(entry["indicator_id"]), str(entry["short_title"]), int(entry["measured"]), moved(entry))


def _activity(row: Mapping[Any, Any], plan: Plan, named: Mapping[str, tuple[str, ...]]) -> Activity:
    activity_id = str(row["activity_id"])
    own = plan.targets[(plan.targets["activity_id"] == activity_id) & plan.targets["promised"]]["target_id"]
    statuses = [plan.attainments[str(target_id)].status for target_id in own]
    counts = {status: statuses.count(status) for status in Status if status in statuses}
    return Activity(activity_id, str(row["name"]), len(statuses), counts, named.get(activity_id, ()))


def findings(made: tuple[Chain, ...]) -> Findings:
    """What is missing in the chains."""
    goals = [(chain, goal) for chain in made for goal in (*chain.strategic, *chain.sub_goals)]
    return Findings(
        tuple(goal.title for chain, goal in goals if not chain.activities),
        tuple(goal.title for _, goal in goals if not goal.indicators),
        tuple(activity.name for chain in made for activity in chain.activities if not activity.named),
    )

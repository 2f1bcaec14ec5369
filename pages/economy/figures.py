"""What Økonomi shows, as typed values: the lines of the budget, the hours, the commitments and what is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pages.kit import database
from queries import economy
from queries.economy import Hours, Line, Rule, Year


@dataclass(frozen=True)
class Economy:
    """One plan's economy on a day; shared between sessions, so nobody changes it.

    `missing` are rows of economy_needs of which nothing is recorded; `promised`, `raised` and `committed` are rows of their questions.
    """

    rule: Rule | None
    total: Line | None
    lines: dict[str, list[Line]]
    years: list[Year]
    hours: list[Hours]
    committed: pd.DataFrame
    raised: pd.DataFrame
    moved: pd.DataFrame
    missing: pd.DataFrame
    history: pd.DataFrame

    @property
    def has_budget(self) -> bool:
        """Whether any budget is recorded."""
        return self.total is not None and self.total.budget > 0

    @property
    def granted(self) -> float:
        """All commitments together, in kroner."""
        return float(self.committed["amount"].sum())


def load(plan_id: str, today: date) -> Economy:
    """The economy of a plan in the version in force."""
    return database.kept(_kept, plan_id, today)


def _kept(plan_id: str, today: date) -> Economy:
    return made(database.ask, plan_id, today)


def made(ask: Callable[..., pd.DataFrame], plan_id: str, today: date) -> Economy:
    """The economy of a plan as `ask` answers, for a page or a paper."""
    rows = ask("economy", plan_id=plan_id)
    rule = economy.rule_on(ask("economy_rules"), today)
    plan = ask("plan_periods").set_index("plan_id").loc[plan_id]
    starts, ends = plan["starts"].date(), plan["ends"].date()
    needs = ask("economy_needs", plan_id=plan_id)
    kinds = set(rows["kind"])
    budget = rows[rows["kind"] == "budget"]
    money = not rows[rows["kind"].isin(["budget", "spent", "bound"])].empty
    return Economy(
        rule,
        economy.total(rows, rule) if rule and money else None,
        {by: economy.lines(rows, rule, by) for by in economy.GROUPS} if rule and money else {},
        economy.years(rows, starts, ends),
        economy.hours(ask("plan_staff_hours", plan_id=plan_id), rows, rule, starts),
        rows[rows["kind"] == "commitment"],
        rows[rows["kind"] == "raised"],
        budget[budget["decision_id"].notna()],
        needs[~needs["kind"].isin(kinds)],
        ask("economy_history"),
    )

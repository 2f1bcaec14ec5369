"""How the money and the hours of a plan stand: budget, spent and bound, on or off the line, and where the pace leads.

The rules in words, the same on the screen (Økonomi, "Sådan er det regnet"):

- Each activity and organisation is reckoned up to the last day its spending is known, and held against the part of its budget that
  falls on the days up to then. Sums are sums of these; who has a budget and no spending is left out, and counted (`silent`).
- Off the line is further from that than the rule's tolerance and its least amount, both.
- The pace so far is carried on to the last day of the budget: never from fewer months than the rule says, never over a hole, and never
  below what is spent and bound already.
- Bound money is what the newest period says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import pandas as pd

_MONTH = 365.25 / 12


class Standing(StrEnum):
    """How spending stands beside what was expected by then."""

    ON_LINE = "on_line"
    OVER = "over"
    UNDER = "under"
    UNKNOWN = "unknown"


class Gap(StrEnum):
    """Why there is no standing or no forecast."""

    NO_BUDGET = "no_budget"
    NO_SPENDING = "no_spending"
    TOO_SHORT = "too_short"
    HOLE = "hole"


@dataclass(frozen=True)
class Rule:
    """When spending is off its line, in percent and kroner, and how many months a pace needs."""

    tolerance_percent: float
    least_amount: float
    least_months: int
    valid_from: date
    source: str


@dataclass(frozen=True)
class Line:
    """One line of the economy, in kroner (or hours). `until` is the last day of known spending, the earliest of its parts.

    `expected` is the budget up to then. `silent` parts have a budget and no spending: they are in `budget`, not in the rest.
    """

    key: str
    name: str
    group: str | None
    budget: float
    spent: float
    bound: float
    expected: float
    until: date | None
    standing: Standing
    why: Gap | None
    forecast: float | None
    no_forecast: Gap | None
    silent: int = 0

    @property
    def left(self) -> float:
        """What is neither spent nor bound."""
        return self.budget - self.spent - self.bound

    @property
    def difference(self) -> float:
        """Spent beyond what was expected by then; negative when less."""
        return self.spent - self.expected

    @property
    def off_the_line(self) -> bool:
        """Whether somebody must look at it."""
        return self.standing in (Standing.OVER, Standing.UNDER)


@dataclass(frozen=True)
class _Part:
    """One activity or theme of one organisation."""

    budget: float
    spent: float
    bound: float
    expected: float
    until: date | None
    forecast: float | None
    no_forecast: Gap | None


def rule_on(rules: pd.DataFrame, day: date) -> Rule | None:
    """The newest rule that has begun, from rows of economy_rules."""
    begun = rules[rules["valid_from"] <= pd.Timestamp(day)].sort_values("valid_from")
    if begun.empty:
        return None
    row = begun.iloc[-1]
    return Rule(
        float(row["tolerance_percent"]), float(row["least_amount"]), int(row["least_months"]), row["valid_from"].date(), str(row["source"])
    )


# What lines can be made of: the column that tells them apart, the one that names them, and the one they are grouped by.
GROUPS: dict[str, tuple[str, str, str | None]] = {
    "theme": ("focus_area_id", "focus_area_name", None),
    "activity": ("activity_id", "activity_name", "focus_area_name"),
    "organisation": ("organisation", "organisation", None),
}


def lines(rows: pd.DataFrame, rule: Rule, by: str) -> list[Line]:
    """The lines of a plan in the order of its budget, `by` one of GROUPS; `rows` are those of the question economy.

    What belongs to no activity (or theme) has the key and name "".
    """
    key, name, group = GROUPS[by]
    money = rows[rows["kind"].isin(["budget", "spent", "bound"])]
    keys = [key] if group is None or group == key else [key, group]
    found = []
    for _, own in money.groupby(keys, dropna=False, sort=False):
        first = own.iloc[0]
        above = None if group is None or pd.isna(first[group]) else str(first[group])
        found.append(_line(own, rule, _text(first[key]), _text(first[name]), above))
    return found


def total(rows: pd.DataFrame, rule: Rule) -> Line:
    """The plan as one line."""
    return _line(rows[rows["kind"].isin(["budget", "spent", "bound"])], rule, "", "", None)


def off_the_line(rows: pd.DataFrame, rules: pd.DataFrame, day: date) -> list[Line]:
    """The activities whose spending is off the line on a day, for whoever warns of them."""
    rule = rule_on(rules, day)
    return [] if rule is None else [line for line in lines(rows, rule, "activity") if line.off_the_line]


def standing(amount: float, expected: float, rule: Rule, least: float | None = None) -> Standing:
    """How an amount stands beside what was expected; `least` in place of the rule's kroner, for hours."""
    difference = amount - expected
    if abs(difference) <= max(rule.tolerance_percent / 100 * expected, rule.least_amount if least is None else least):
        return Standing.ON_LINE
    return Standing.OVER if difference > 0 else Standing.UNDER


def _line(rows: pd.DataFrame, rule: Rule, key: str, name: str, group: str | None) -> Line:
    parts = [_part(own, rule) for _, own in rows.groupby(["focus_area_id", "activity_id", "organisation"], dropna=False, sort=False)]
    spending = [part for part in parts if part.until is not None]
    budgeted = [part for part in parts if part.budget > 0]
    known = [part for part in spending if part.budget > 0]
    why = None if known else (Gap.NO_SPENDING if budgeted else Gap.NO_BUDGET)
    budget, spent = sum(part.budget for part in parts), sum(part.spent for part in spending)
    expected = sum(part.expected for part in known)
    unforecast = next((part.no_forecast for part in budgeted if part.no_forecast is not None), why)
    return Line(
        key, name, group, budget, spent, sum(part.bound for part in parts), expected,
        min((part.until for part in spending if part.until is not None), default=None),
        Standing.UNKNOWN if why else standing(sum(part.spent for part in known), expected, rule), why,
        None if unforecast else sum(part.forecast or 0.0 for part in budgeted), unforecast,
        silent=sum(part.until is None for part in budgeted),
    )  # fmt: skip


def _part(rows: pd.DataFrame, rule: Rule) -> _Part:
    budget, spent, bound = (rows[rows["kind"] == kind] for kind in ("budget", "spent", "bound"))
    newest = bound[bound["period_end"] == bound["period_end"].max()] if not bound.empty else bound
    amounts = float(budget["amount"].sum()), float(spent["amount"].sum()), float(newest["amount"].sum())
    if spent.empty:
        return _Part(*amounts, 0.0, None, None, Gap.NO_SPENDING)
    until = spent["period_end"].max().date()
    if budget.empty:
        return _Part(*amounts, 0.0, until, None, Gap.NO_BUDGET)
    expected = float(sum(row.amount * _share(row.period_start.date(), row.period_end.date(), until) for row in budget.itertuples()))
    starts, ends = min(budget["period_start"].min(), spent["period_start"].min()).date(), budget["period_end"].max().date()
    days = (until - starts).days + 1
    gap = Gap.HOLE if _hole(spent, starts) else Gap.TOO_SHORT if days < rule.least_months * _MONTH - 2 else None
    pace = amounts[1] / days
    forecast = max(amounts[1] + pace * max((ends - until).days, 0), amounts[1] + amounts[2])
    return _Part(*amounts, expected, until, None if gap else forecast, gap)


def _share(starts: date, ends: date, until: date) -> float:
    """The part of a period that lies up to a day, by its days."""
    if until < starts:
        return 0.0
    return min(1.0, ((until - starts).days + 1) / ((ends - starts).days + 1))


def _hole(rows: pd.DataFrame, starts: date) -> bool:
    """Whether spending is unknown for some days between the first day and the last one known."""
    known = starts - timedelta(days=1)
    for row in rows.sort_values("period_start").itertuples():
        if row.period_start.date() > known + timedelta(days=1):  # type: ignore[union-attr]
            return True
        known = max(known, row.period_end.date())  # type: ignore[union-attr]
    return False


def _text(cell: object) -> str:
    return "" if cell is None or pd.isna(cell) else str(cell)  # type: ignore[call-overload]


@dataclass(frozen=True)
class Year:
    """One year of a plan with what falls in it, by days."""

    starts: date
    ends: date
    budget: float
    spent: float


def years(rows: pd.DataFrame, starts: date, ends: date) -> list[Year]:
    """Budget and spending of each year of a plan, counted from its first day; an amount over several years is shared by days."""
    found, first = [], starts
    while first <= ends:
        following = first.replace(year=first.year + 1)
        last = min(following - timedelta(days=1), ends)
        sums = (
            sum(
                row.amount * (_share(row.period_start.date(), row.period_end.date(), last) - _before(row, first))
                for row in rows[rows["kind"] == kind].itertuples()
            )
            for kind in ("budget", "spent")
        )
        found.append(Year(first, last, *sums))
        first = following
    return found


def _before(row: object, first: date) -> float:
    return _share(row.period_start.date(), row.period_end.date(), first - timedelta(days=1))  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Hours:
    """What one organisation promised and delivered. `until` is the last day of delivered hours; None when none are recorded."""

    organisation: str
    per_year: float
    delivered: float
    expected: float
    until: date | None
    standing: Standing


def hours(promised: pd.DataFrame, rows: pd.DataFrame, rule: Rule | None, starts: date) -> list[Hours]:
    """Promised and delivered hours by organisation, the largest promise first; `promised` are rows of plan_staff_hours."""
    per_year = promised.groupby("organisation", sort=False)["hours_per_year"].sum()
    delivered = rows[rows["kind"] == "hours"]
    found = [_hours(name, float(per_year.get(name, 0.0)), delivered, rule, starts) for name in _names(per_year.index, delivered)]
    return sorted(found, key=lambda one: -one.per_year)


def _names(promised: Iterable[str], delivered: pd.DataFrame) -> Sequence[str]:
    return list(dict.fromkeys([*promised, *delivered["organisation"].dropna()]))


def _hours(name: str, per_year: float, delivered: pd.DataFrame, rule: Rule | None, starts: date) -> Hours:
    own = delivered[delivered["organisation"] == name]
    if own.empty:
        return Hours(name, per_year, 0.0, 0.0, None, Standing.UNKNOWN)
    until, amount = own["period_end"].max().date(), float(own["amount"].sum())
    expected = per_year * ((until - starts).days + 1) / 365.25
    judged = Standing.UNKNOWN if rule is None or per_year == 0 else standing(amount, expected, rule, least=0.0)
    return Hours(name, per_year, amount, expected, until, judged)

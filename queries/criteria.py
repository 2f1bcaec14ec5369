"""The state's criteria applied to figures: which side of the line, how far, how sure, and which category follows.

The rules are dated rows (question criteria_rules), the figures rows of criteria_figures. A verdict has three values:
True, False, and None for what cannot be decided. None is carried on: a category with two undecided criteria may be
decided all the same. Nothing is guessed: a base that is not known is not invented, only bounded by the residents.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from queries.verdicts import TRUSTED

ORIGIN = "origin"
RESIDENTS = "residents"
# Which way a value must stand to the limit for the rule to hold.
OPERATORS: dict[str, Callable[[float, float], bool]] = {">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le}


@dataclass(frozen=True)
class Rule:
    """One rule of law in one period of validity; `least` of `of` counted rules must hold, None for one that must itself."""

    criterion_id: str
    status: str
    measure: str
    title: str
    operator: str
    threshold: float
    unit: str
    least: int | None
    of: int | None
    averaging_years: int | None
    verified: bool
    valid_from: date | None
    valid_to: date | None
    law_place: str
    population: str
    note: str
    source_url: str

    def in_force(self, on: date) -> bool:
        """Whether the rule holds on a day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True)
class Figure:
    """A value as it is known: `low` and `high` are what rounding or "more than" leave open, `base` the group when it is known."""

    measure: str
    value: float
    low: float
    high: float
    above_low: bool = False
    base: float | None = None
    count: float | None = None
    row: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Applied:
    """One rule applied to one area: `holds` None when it cannot be decided, `figure` None when there is none to use."""

    rule: Rule
    figure: Figure | None
    holds: bool | None

    @property
    def above(self) -> bool | None:
        """Whether the printed value is above the limit; None without a figure or exactly on it."""
        if self.figure is None or self.figure.value == self.rule.threshold:
            return None
        return self.figure.value > self.rule.threshold


@dataclass(frozen=True)
class Category:
    """One category of the act for one area: the rules applied, how many of the counted ones hold, and what follows."""

    status: str
    gates: tuple[Applied, ...]
    counted: tuple[Applied, ...]
    holds: bool | None

    @property
    def certain(self) -> int:
        """Counted rules that surely hold."""
        return sum(item.holds is True for item in self.counted)

    @property
    def possible(self) -> int:
        """Counted rules that hold or may hold."""
        return sum(item.holds is not False for item in self.counted)


def rules(frame: pd.DataFrame) -> list[Rule]:
    """Rows of criteria_rules as rules, in the order of the frame."""
    return [
        Rule(
            criterion_id=str(row["criterion_id"]), status=str(row["status"]), measure=str(row["measure"]), title=str(row["title"]),
            operator=str(row["operator"]), threshold=float(row["threshold"]), unit=str(row["unit"]), least=_whole(row["counts_least"]),
            of=_whole(row["counts_of"]), averaging_years=_whole(row["averaging_years"]), verified=bool(row["verified"]),
            valid_from=_day(row["valid_from"]), valid_to=_day(row["valid_to"]), law_place=str(row["law_place"]),
            population=_text(row["population"]), note=_text(row["note"]), source_url=_text(row["source_url"]),
        )
        for _, row in frame.iterrows()
    ]  # fmt: skip


def figure_of(row: Mapping[str, Any]) -> Figure | None:
    """The usable figure in a row of criteria_figures, or None when it may not feed a verdict.

    A share printed without decimals may be half a percentage point off; a count is exact; a lower limit is open upwards.
    """
    if row["status"] not in TRUSTED or pd.isna(row["value"]):
        return None
    value, base, count = float(row["value"]), _float(row["denominator"]), _float(row["numerator"])
    if row["bound"] == "lower":
        return Figure(str(row["measure"]), value, value, math.inf, above_low=True, row=row)
    slack = 0.0
    if row["unit"] == "percent":
        if base and count is not None:
            value = 100 * count / base
        else:
            slack = 0.5 * 10.0 ** -printed_decimals(_text(row["printed"]), int(row["decimals"]))
    return Figure(str(row["measure"]), value, value - slack, value + slack, base=base, count=count, row=row)


def printed_decimals(printed: str, decimals: int) -> int:
    """Decimals of the first number in a printed text ("60,3 %" has one, "63 %" none); `decimals` when it holds no digit."""
    found = re.search(r"\d+(?:,(\d+))?", printed)
    return len(found.group(1) or "") if found else decimals


def apply(rule: Rule, figure: Figure | None) -> Applied:
    """One rule against one figure; undecided when rounding or "more than" leaves both sides open."""
    if figure is None:
        return Applied(rule, None, None)
    holds = OPERATORS[rule.operator]
    ends = [holds(figure.low, rule.threshold), holds(figure.high, rule.threshold)]
    if figure.above_low and rule.operator == ">" and figure.low == rule.threshold:
        ends[0] = True
    return Applied(rule, figure, ends[0] if ends[0] == ends[1] else None)


def category(status: str, in_force: Sequence[Rule], figures: Mapping[str, Figure]) -> Category:
    """What follows for one area from the rules of one category in force on one day and the area's figures by measure."""
    applied = [apply(rule, figures.get(rule.measure)) for rule in in_force if rule.status == status]
    gates = tuple(item for item in applied if item.rule.least is None)
    counted = tuple(item for item in applied if item.rule.least is not None)
    made = Category(status, gates, counted, None)
    conditions = [item.holds for item in gates]
    if counted:
        conditions.append(_at_least(made, int(counted[0].rule.least or 0)))
    holds: bool | None = None
    if any(condition is False for condition in conditions):
        holds = False
    elif conditions and all(conditions):
        holds = True
    return replace(made, holds=holds)


def _at_least(made: Category, least: int) -> bool | None:
    if made.certain >= least:
        return True
    return None if made.possible >= least else False


def figures_of_area(rows: pd.DataFrame, on: date) -> dict[str, Figure]:
    """The figure of each measure of one area for the list of the year of `on`.

    `rows`: criteria_figures of one area. Figures of the year itself; residents and origin, which are counted on a day,
    from the day nearest to 1 January of the year and at most a year away.
    """
    found: dict[str, Figure] = {}
    for measure, group in rows.groupby("measure", sort=False):
        dated = group["period_kind"] == "date"
        away = (group["period_end"] - pd.Timestamp(on.year, 1, 1)).abs().where(dated)
        near = group[(dated & (away <= pd.Timedelta(days=366))) | (~dated & (group["period_end"].dt.year == on.year))]
        for _, row in near.assign(away=away).sort_values("away").iterrows():
            figure = figure_of({str(key): value for key, value in row.items()})
            if figure is not None:
                found[str(measure)] = figure
                break
    return found


def with_whole_area_base(figures: Mapping[str, Figure]) -> dict[str, Figure]:
    """The figures with the residents as the base of the origin share, which the act counts among all residents.

    Only when both were counted on the same day.
    """
    found = dict(figures)
    residents, origin = found.get(RESIDENTS), found.get(ORIGIN)
    if residents and origin and residents.row and origin.row and residents.row["period_end"] == origin.row["period_end"]:
        found[ORIGIN] = replace(origin, base=residents.value)
    return found


def years_with_figures(rows: pd.DataFrame) -> list[int]:
    """The years, newest first, that have a figure other than those counted on a day."""
    years = rows.loc[(rows["period_kind"] != "date") & rows["value"].notna(), "period_end"].dt.year
    return sorted({int(year) for year in years}, reverse=True)


def agrees(claim: Mapping[str, Any], categories: Mapping[str, Category]) -> bool | None:
    """Whether a source's statement fits what the figures give; None when the figures cannot tell.

    `claim` is a row of the question claims, `categories` the area's categories of the same year by status.
    """
    applied = [item for made in categories.values() for item in made.gates + made.counted if item.rule.measure == claim["measure"]]
    if claim["says"] == "value":
        figure = next((item.figure for item in applied if item.figure), None)
        return None if figure is None else figure.low <= float(claim["value"]) <= figure.high
    made = categories.get(str(claim["criteria_status"]))
    if made is None:
        return None
    own = [item.holds for item in made.gates + made.counted if item.rule.measure == claim["measure"]]
    holds = made.holds if pd.isna(claim["measure"]) else next(iter(own), None)
    return None if holds is None else holds == (claim["says"] == "holds")


def _whole(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)


def _float(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)


def _day(value: Any) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()


def _text(value: Any) -> str:
    return "" if pd.isna(value) else str(value)

"""What a level would mean in persons, and what pace would reach it by the end of a plan: arithmetic on the figures, no promise.

The rules: only usable figures of one unbroken line count, at least three of them; a hidden figure breaks the line, and a hidden newest
figure gives nothing at all. Persons are only said where the source prints the group. The range is the smallest and the largest
yearly change between two figures so far, carried on for the years that are left.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pandas as pd

from queries.series import drawable
from queries.verdicts import TRUSTED

LEAST_POINTS = 3
_YEAR = 365.25


class Lacking(StrEnum):
    """Why something cannot be worked out."""

    HIDDEN = "hidden"  # the newest figure is hidden
    NO_FIGURE = "no_figure"
    NO_LEVEL = "no_level"  # nothing to hold it against in the same period
    NO_BASE = "no_base"  # the source does not print the group
    NOT_A_SHARE = "not_a_share"
    TOO_FEW = "too_few"  # fewer than three figures in an unbroken line
    ENDED = "ended"  # the plan has ended, or the figure is not of this plan


@dataclass(frozen=True)
class Persons:
    """How many of `base` persons a step from `value` to `level` (percent) is; negative when fewer."""

    value: float
    level: float
    base: int
    persons: int


@dataclass(frozen=True)
class Pace:
    """Changes a year, in the unit of the figure: needed to reach `target` on `ends`, and the mean, least and most so far.

    `expected`, `low` and `high` are where the mean and the two ends of the range lead; shares stay between 0 and 100.
    """

    target: float
    ends: date
    points: int
    needed: float
    mean: float
    expected: float
    low: float
    high: float


@dataclass(frozen=True)
class Scenario:
    """Both parts for one area; each is what was worked out, or why it could not be."""

    persons: Persons | Lacking
    pace: Pace | Lacking

    @property
    def says_something(self) -> bool:
        """Whether any part could be worked out."""
        return isinstance(self.persons, Persons) or isinstance(self.pace, Pace)


def scenario(rows: pd.DataFrame, unit: str, level: pd.DataFrame, ends: date | None) -> Scenario:
    """The scenario of one area's figures of one indicator, held against those of another area (the municipality).

    `rows`, `level`: rows of indicator_figures of one area each; `ends`: last day of the plan, None when it does not apply.
    """
    newest = _newest(rows)
    if isinstance(newest, Lacking):
        return Scenario(newest, newest)
    same = level[(level["period_start"] == newest["period_start"]) & (level["period_end"] == newest["period_end"])]
    same = same[same["status"].isin(TRUSTED) & same["value"].notna()]
    if same.empty:
        return Scenario(Lacking.NO_LEVEL, Lacking.NO_LEVEL)
    target = float(same.iloc[0]["value"])
    return Scenario(persons(newest, unit, target), pace(rows, unit, target, ends))


def _newest(rows: pd.DataFrame) -> pd.Series | Lacking:
    """The newest usable figure; nothing when a newer one is hidden, because an older one would stand for it."""
    ordered = rows.sort_values("period_end")
    usable = ordered[ordered["status"].isin(TRUSTED) & ordered["value"].notna()]
    hidden = ordered[ordered["status"] == "suppressed"]
    if len(hidden) and (usable.empty or hidden["period_end"].iloc[-1] >= usable["period_end"].iloc[-1]):
        return Lacking.HIDDEN
    return Lacking.NO_FIGURE if usable.empty else usable.iloc[-1]


def persons(newest: pd.Series, unit: str, level: float) -> Persons | Lacking:
    """A step of a share in whole persons, of the group the source prints."""
    if unit != "percent":
        return Lacking.NOT_A_SHARE
    if pd.isna(newest["denominator"]) or newest["denominator"] <= 0:
        return Lacking.NO_BASE
    base, value = int(newest["denominator"]), float(newest["value"])
    return Persons(value, level, base, round((level - value) * base / 100))


def pace(rows: pd.DataFrame, unit: str, target: float, ends: date | None) -> Pace | Lacking:
    """The pace that reaches `target` on the last day of the plan, beside that of the newest unbroken piece of the line."""
    newest = _newest(rows)
    if isinstance(newest, Lacking):
        return newest
    drawn = drawable(rows)
    line = drawn[drawn["piece"] == drawn["piece"].iloc[-1]]
    if len(line) < LEAST_POINTS:
        return Lacking.TOO_FEW
    if ends is None or newest["period_end"].date() >= ends:
        return Lacking.ENDED
    years = line["period_end"].diff().dt.days.iloc[1:] / _YEAR
    yearly = line["value"].diff().iloc[1:] / years
    left = (pd.Timestamp(ends) - newest["period_end"]).days / _YEAR
    value, mean = float(newest["value"]), float((line["value"].iloc[-1] - line["value"].iloc[0]) / years.sum())
    expected, low, high = (_within(value + change * left, unit) for change in (mean, float(yearly.min()), float(yearly.max())))
    return Pace(target, ends, len(line), (target - value) / left, mean, expected, low, high)


def _within(value: float, unit: str) -> float:
    return min(max(value, 0.0), 100.0) if unit == "percent" else max(value, 0.0)

"""Whether a figure is as new as it can be expected to be, and where a plan stands in time.

No lag is set by hand: of an indicator that comes every year one whole period may have ended without a figure, because
sources publish afterwards. When two have, it is overdue.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import pandas as pd

# Kinds of period that come round every year; the others have no rhythm to be late in.
_YEARLY = ("date", "month", "quarter", "rolling_quarter", "year", "school_year", "twelve_months", "two_years", "three_years")
# Danish seasons as the weather service counts them: the month each begins in.
SEASON_STARTS = {"forår": 3, "sommer": 6, "efterår": 9, "vinter": 12}


class Freshness(StrEnum):
    """How new the newest figure is."""

    CURRENT = "current"
    WAITING = "waiting"
    OVERDUE = "overdue"
    NO_RHYTHM = "no_rhythm"
    NO_FIGURES = "no_figures"


def freshness(period_kind: str, newest_end: pd.Timestamp | None, today: date) -> Freshness:
    """How new an indicator is whose newest usable period ended on `newest_end`."""
    if newest_end is None or pd.isna(newest_end):
        return Freshness.NO_FIGURES
    if period_kind not in _YEARLY:
        return Freshness.NO_RHYTHM
    missed = 0
    while (pd.Timestamp(newest_end) + pd.DateOffset(years=missed + 1)).date() < today:
        missed += 1
    return (Freshness.CURRENT, Freshness.WAITING)[missed] if missed < 2 else Freshness.OVERDUE


def with_freshness(indicators: pd.DataFrame, today: date) -> pd.DataFrame:
    """Rows of plan_indicator_ages with a column freshness."""
    kinds = [freshness(str(kind), end, today) for kind, end in zip(indicators["period_kind"], indicators["newest_end"], strict=True)]
    return indicators.assign(freshness=kinds)


def promise_freshness(cadence: str, starts: date, newest_end: date | None, today: date) -> Freshness:
    """How new the results of a promise are: one a year is overdue when a whole year of the plan has gone without figures.

    Other promises have no day to be late on; without figures they wait.
    """
    if cadence != "per_year":
        return Freshness.WAITING if newest_end is None else Freshness.CURRENT
    whole_years = today.year - starts.year - ((today.month, today.day) < (starts.month, starts.day))
    if whole_years < 1:
        return Freshness.WAITING if newest_end is None else Freshness.CURRENT
    last_year_ended = (pd.Timestamp(starts) + pd.DateOffset(years=whole_years)).date()
    reported = newest_end is not None and newest_end >= last_year_ended - timedelta(days=1)
    return Freshness.CURRENT if reported else Freshness.OVERDUE


@dataclass(frozen=True)
class Clock:
    """Where a plan stands in time; `gone` and `share` are 0 before it starts and everything after it has ended."""

    days: int
    gone: int
    share: float
    year: int
    years: int


def clock(starts: date, ends: date, today: date) -> Clock:
    """Days gone of a plan, their share in percent, and which year of the plan it is (0 before the start)."""
    days = (ends - starts).days + 1
    gone = min(max((today - starts).days + 1, 0), days)
    years = max(1, round(days / 365.25))
    inside = min(max(today, starts), ends)
    year = 0 if today < starts else inside.year - starts.year + ((inside.month, inside.day) >= (starts.month, starts.day))
    return Clock(days, gone, 100 * gone / days, year, years)


@dataclass(frozen=True)
class Slot:
    """When a meeting is: a set day, or the season it falls in from `first` to `last`, or nothing at all."""

    day: date | None
    first: date | None = None
    last: date | None = None
    season: str | None = None


def next_slot(set_day: pd.Timestamp | None, season: str | None, today: date) -> Slot:
    """The set day of a meeting, else the season it belongs to: the one going on or the next to come."""
    if set_day is not None and pd.notna(set_day):
        return Slot(pd.Timestamp(set_day).date())
    if season is None or pd.isna(season) or season not in SEASON_STARTS:
        return Slot(None)
    for year in (today.year - 1, today.year, today.year + 1):
        first = pd.Timestamp(year, SEASON_STARTS[season], 1)
        last = first + pd.DateOffset(months=3) - pd.DateOffset(days=1)
        if last.date() >= today:
            return Slot(None, first.date(), last.date(), season)
    raise AssertionError("a season comes round within a year")


class MilestoneState(StrEnum):
    """How a milestone stands."""

    DONE = "done"
    PAST_DUE = "past_due"
    COMING = "coming"
    UNDATED = "undated"


def milestone_state(due: pd.Timestamp | None, done: pd.Timestamp | None, today: date) -> MilestoneState:
    """Done when a day of completion is recorded; past due when the day has gone by and none is."""
    if done is not None and pd.notna(done):
        return MilestoneState.DONE
    if due is None or pd.isna(due):
        return MilestoneState.UNDATED
    return MilestoneState.PAST_DUE if pd.Timestamp(due).date() < today else MilestoneState.COMING

"""The one function that says how a promise of an activity stands: promised, delivered, expected by now, status.

The rules in words, the same on the screen (Aktiviteter, "Sådan er det regnet"):

- Only trusted results count. A doubtful, unreadable or missing one never feeds a verdict; it is told as the reason.
- A result before the promise began is a starting point and not a delivery. A result for a longer period replaces
  those inside it, so that nothing is counted twice.
- What is counted adds up: over the plan (`plan_total`) or as so many a year (`per_year`). While the plan runs it is held
  against the share of the promise that falls in the time the results cover; counts are expected in whole ones.
- Shares and averages do not add up. While the plan runs the newest decides. Afterwards all must stand on one side of the
  promise, because the plan's own share lies between the yearly ones; only a falling share is judged by where it ended.
- A range is reached at its lower end; a ceiling is broken as soon as it is passed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Any

from queries.verdicts import TRUSTED

_TOLERANCE = 1e-9


class Status(StrEnum):
    """How a promise stands."""

    ACHIEVED = "achieved"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    NOT_ACHIEVED = "not_achieved"
    NO_FIGURES = "no_figures"
    CANNOT_JUDGE = "cannot_judge"


class Reason(StrEnum):
    """Why it stands so."""

    REACHED = "reached"
    ON_PACE = "on_pace"
    BEHIND_PACE = "behind_pace"
    SHORT = "short"
    PASSED_CEILING = "passed_ceiling"
    NOT_STARTED = "not_started"
    NO_RESULTS = "no_results"
    NEVER_REPORTED = "never_reported"
    NO_NUMBER = "no_number"
    CONTRADICTORY = "contradictory"
    DOUBTFUL = "doubtful"
    UNREADABLE = "unreadable"
    SUPPRESSED = "suppressed"
    NOT_COLLECTED = "not_collected"
    NOT_PUBLISHED = "not_published"
    IN_WORDS = "in_words"
    OVERLAPPING = "overlapping"
    INCOMPLETE = "incomplete"
    MIXED_YEARS = "mixed_years"


# Without a usable figure the first of these that occurs is the reason.
_UNUSABLE = (Reason.DOUBTFUL, Reason.UNREADABLE, Reason.SUPPRESSED, Reason.NOT_COLLECTED, Reason.NOT_PUBLISHED)


@dataclass(frozen=True)
class Promise:
    """What was promised and for which days. `low` and `high` are None when the promise has no such end."""

    unit: str
    low: float | None
    high: float | None
    cadence: str
    direction: str
    starts: date
    ends: date

    @property
    def adds_up(self) -> bool:
        """Whether results of different periods may be added."""
        return self.unit != "percent" and self.cadence != "average"

    @property
    def days(self) -> int:
        """Days of the promise."""
        return (self.ends - self.starts).days + 1


@dataclass(frozen=True)
class Result:
    """One delivered figure with the days it covers."""

    starts: date
    ends: date
    value: float | None
    status: str
    note: str | None = None

    @property
    def usable(self) -> bool:
        """Whether it may feed a verdict."""
        return self.status in TRUSTED and self.value is not None


@dataclass(frozen=True)
class Attainment:
    """The verdict with everything needed to show how it was reached.

    `delivered` is held against the promise as it is printed: the sum, the figure per year, or the newest share.
    `expected` is the sum expected on `expected_on`. `percent` is delivered against the promise; None for shares (see
    `distance`, in percentage points), ceilings and promises of zero.
    """

    status: Status
    reason: Reason
    delivered: float | None = None
    total: float | None = None
    percent: float | None = None
    distance: float | None = None
    expected: float | None = None
    expected_on: date | None = None
    used: tuple[Result, ...] = ()
    unused: tuple[Result, ...] = ()
    met: int = 0
    complete: bool = True
    disrupted: tuple[str, ...] = field(default=())


def assess(promise: Promise, results: Sequence[Result], today: date, disruptions: Sequence[tuple[str, date, date]] = ()) -> Attainment:
    """How `promise` stands on `today` given its results; `disruptions` are (title, first day, last day).

    Results may come in any order. The rules are those at the top of this module.
    """
    inside = [item for item in results if item.ends >= promise.starts and item.starts <= min(promise.ends, today)]
    used = _widest([item for item in inside if item.usable], promise, today)
    facts: dict[str, Any] = {
        "used": tuple(used),
        "unused": tuple(sorted((item for item in results if item not in used), key=lambda item: (item.starts, item.ends))),
        "disrupted": tuple(title for title, first, last in disruptions if first <= promise.ends and last >= promise.starts),
        "complete": _covers(used, promise, today),
    }
    if promise.low is None and promise.high is None:
        return Attainment(Status.CANNOT_JUDGE, Reason.NO_NUMBER, delivered=used[-1].value if used else None, **facts)
    if (promise.direction == "up" and promise.low is None) or (promise.direction == "down" and promise.high is None):
        return Attainment(Status.CANNOT_JUDGE, Reason.CONTRADICTORY, **facts)
    if not used:
        return _without_figures(promise, inside, today, facts)
    if promise.adds_up:
        if any(before.ends >= after.starts for before, after in pairwise(used)):
            return Attainment(Status.CANNOT_JUDGE, Reason.OVERLAPPING, **facts)
        return _added(promise, used, today, facts)
    return _level(promise, used, today, facts)


def _widest(usable: Sequence[Result], promise: Promise, today: date) -> list[Result]:
    """In order of time, without those that lie inside another; one that covers the whole promise so far stands alone."""
    whole = [item for item in usable if item.starts <= promise.starts and item.ends >= min(promise.ends, today)]
    if whole:
        return [min(whole, key=lambda item: item.ends - item.starts)]
    ordered = sorted(usable, key=lambda item: (item.starts, -item.ends.toordinal()))
    kept: list[Result] = []
    for item in ordered:
        if not kept or item.ends > kept[-1].ends:
            kept.append(item)
    return kept


def _covers(used: Sequence[Result], promise: Promise, today: date) -> bool:
    """Whether the results leave no day of the promise so far out."""
    reached = promise.starts
    for item in used:
        if item.starts > reached:
            return False
        reached = max(reached, item.ends + timedelta(days=1))
    return reached > min(promise.ends, today)


def _without_figures(promise: Promise, inside: Sequence[Result], today: date, facts: dict[str, Any]) -> Attainment:
    ended = today > promise.ends
    expected = {} if ended else _expected(promise, max(promise.starts, today) if today >= promise.starts else None)
    if not inside:
        if ended:
            return Attainment(Status.CANNOT_JUDGE, Reason.NEVER_REPORTED, **facts)
        reason = Reason.NOT_STARTED if today < promise.starts else Reason.NO_RESULTS
        return Attainment(Status.NO_FIGURES, reason, **facts, **expected)
    found = {item.status for item in inside}
    reason = next((reason for reason in _UNUSABLE if reason.value in found), Reason.IN_WORDS)
    waiting = not ended and reason in (Reason.NOT_COLLECTED, Reason.NOT_PUBLISHED)
    return Attainment(Status.NO_FIGURES if waiting else Status.CANNOT_JUDGE, reason, **facts, **expected)


def _expected(promise: Promise, on: date | None, years: float | None = None) -> dict[str, Any]:
    """The sum expected on a day, of what adds up: the time gone of the plan, or so many for every one of the `years` covered."""
    bound = promise.high if promise.direction == "down" else promise.low
    if on is None or bound is None or not promise.adds_up:
        return {}
    on = min(on, promise.ends)
    if promise.cadence == "per_year":
        share = years_between(promise.starts, on) if years is None else years
    else:
        share = ((on - promise.starts).days + 1) / promise.days
    return {"expected": _in_whole(promise, bound * share), "expected_on": on}


def _in_whole(promise: Promise, amount: float) -> float:
    """Counts come in whole ones, so half a course is never missing and half a case is never too much."""
    if promise.unit != "count":
        return amount
    return float(math.ceil(amount - _TOLERANCE) if promise.direction == "down" else math.floor(amount + _TOLERANCE))


def _added(promise: Promise, used: Sequence[Result], today: date, facts: dict[str, Any]) -> Attainment:
    total = math.fsum(item.value for item in used if item.value is not None)
    yearly = promise.cadence == "per_year"
    spans = [years_between(item.starts, min(item.ends, today)) for item in used]
    years = sum(spans)
    facts |= {"total": total, "delivered": total / years if yearly else total}
    facts |= _expected(promise, min(used[-1].ends, today), years)
    facts |= {"met": sum(_meets(promise, (item.value or 0) / span) for item, span in zip(used, spans, strict=True)) if yearly else 0}
    facts |= _against(promise, facts["delivered"])
    ended, complete = today > promise.ends, bool(facts["complete"])
    too_many = promise.direction != "up" and promise.high is not None and facts["delivered"] > promise.high + _TOLERANCE
    enough = promise.direction == "down" or promise.low is None or facts["delivered"] >= promise.low - _TOLERANCE
    if ended:
        if not yearly and not complete and not too_many and not (promise.direction == "up" and enough):
            return Attainment(Status.CANNOT_JUDGE, Reason.INCOMPLETE, **facts)
        if too_many:
            return Attainment(Status.NOT_ACHIEVED, Reason.PASSED_CEILING, **facts)
        return _final(enough, facts)
    if not yearly and too_many:
        return Attainment(Status.NOT_ACHIEVED, Reason.PASSED_CEILING, **facts)
    if not yearly and promise.direction == "up" and enough:
        return Attainment(Status.ACHIEVED, Reason.REACHED, **facts)
    on_pace = _on_pace(promise, total, float(facts.get("expected", 0)), too_many and yearly)
    return Attainment(*((Status.ON_TRACK, Reason.ON_PACE) if on_pace else (Status.BEHIND, Reason.BEHIND_PACE)), **facts)


def _on_pace(promise: Promise, total: float, expected: float, above: bool) -> bool:
    if promise.direction == "down":
        return total <= expected + _TOLERANCE
    return not above and total >= expected - _TOLERANCE


def _level(promise: Promise, used: Sequence[Result], today: date, facts: dict[str, Any]) -> Attainment:
    met = [_meets(promise, float(item.value or 0)) for item in used]
    facts |= {"delivered": used[-1].value, "met": sum(met)} | _against(promise, float(used[-1].value or 0))
    if today <= promise.ends:
        return Attainment(*((Status.ON_TRACK, Reason.ON_PACE) if met[-1] else (Status.BEHIND, Reason.BEHIND_PACE)), **facts)
    where_it_ended = promise.direction == "down" and promise.cadence == "plan_total"
    if where_it_ended or all(met) or not any(met):
        return _final(met[-1], facts)
    return Attainment(Status.CANNOT_JUDGE, Reason.MIXED_YEARS, **facts)


def _final(reached: bool, facts: dict[str, Any]) -> Attainment:
    if reached:
        return Attainment(Status.ACHIEVED, Reason.REACHED, **facts)
    return Attainment(Status.NOT_ACHIEVED, Reason.SHORT, **facts)


def _meets(promise: Promise, value: float) -> bool:
    enough = promise.direction == "down" or promise.low is None or value >= promise.low - _TOLERANCE
    few_enough = promise.direction == "up" or promise.high is None or value <= promise.high + _TOLERANCE
    return enough and few_enough


def _against(promise: Promise, delivered: float) -> dict[str, float]:
    """Percent of the promise for amounts, percentage points from it for shares."""
    bound = promise.high if promise.direction == "down" else promise.low
    if bound is None:
        return {}
    if promise.unit == "percent":
        return {"distance": round(delivered - bound, 6) + 0.0}
    if promise.direction == "up" and bound > 0:
        return {"percent": 100 * delivered / bound}
    return {}


def years_between(starts: date, ends: date) -> float:
    """Years from the first to the last day, both counted; whole months are twelfths, so that a year is exactly one."""
    after = ends + timedelta(days=1)
    if starts.day == after.day:
        return ((after.year - starts.year) * 12 + after.month - starts.month) / 12
    return ((after - starts).days) / 365.25

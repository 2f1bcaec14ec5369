"""What must hold for every promise, whatever is promised and delivered."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from queries.attainment import Attainment, Promise, Reason, Result, Status, assess

UNITS = ["count", "percent", "hours", "days", "dkk", "text"]
GOOD = {Status.ACHIEVED: 3, Status.ON_TRACK: 2, Status.BEHIND: 1, Status.NOT_ACHIEVED: 0}
DAYS = st.dates(date(2013, 1, 1), date(2030, 12, 31))
VALUES = st.floats(0, 5000, allow_nan=False, width=32)
STATUSES = st.sampled_from(["published", "corrected", "doubtful", "suppressed", "not_published", "not_collected", "unreadable"])


@st.composite
def promises(draw: st.DrawFn) -> Promise:
    low, high = draw(st.none() | VALUES), draw(st.none() | VALUES)
    if low is not None and high is not None and low > high:
        low, high = high, low
    starts = draw(DAYS)
    ends = starts + timedelta(days=draw(st.integers(0, 2000)))
    unit = draw(st.sampled_from(UNITS))
    return Promise(
        unit,
        low,
        high,
        draw(st.sampled_from(["per_year", "plan_total", "average"])),
        draw(st.sampled_from(["up", "down", "none"])),
        starts,
        ends,
    )


@st.composite
def results(draw: st.DrawFn) -> Result:
    starts = draw(DAYS)
    ends = starts + timedelta(days=draw(st.integers(0, 800)))
    return Result(starts, ends, draw(st.none() | VALUES), draw(STATUSES))


@settings(max_examples=60)
@given(promises(), st.lists(results(), max_size=6), DAYS)
def test_there_is_always_one_status_and_a_reason(promise: Promise, given_results: list[Result], today: date) -> None:
    found = assess(promise, given_results, today)
    assert isinstance(found.status, Status)
    assert isinstance(found.reason, Reason)
    # Every result is either used or told as not used, and none is both.
    assert all((item in found.used) != (item in found.unused) for item in given_results)


@settings(max_examples=60)
@given(promises(), st.lists(results(), max_size=6), DAYS)
def test_a_doubtful_result_never_feeds_a_verdict(promise: Promise, given_results: list[Result], today: date) -> None:
    found = assess(promise, given_results, today)
    assert all(item.status in ("published", "corrected") and item.value is not None for item in found.used)
    if found.status in GOOD:
        without = [item for item in given_results if item.usable]
        assert assess(promise, without, today).status is found.status


@settings(max_examples=60)
@given(promises(), st.lists(results(), max_size=6), DAYS)
def test_an_ended_promise_is_never_on_its_way(promise: Promise, given_results: list[Result], today: date) -> None:
    found = assess(promise, given_results, today)
    if today > promise.ends:
        assert found.status in (Status.ACHIEVED, Status.NOT_ACHIEVED, Status.CANNOT_JUDGE)
    elif promise.unit == "percent" or promise.cadence == "average":
        assert found.status in (Status.ON_TRACK, Status.BEHIND, Status.NO_FIGURES, Status.CANNOT_JUDGE)


@settings(max_examples=60)
@given(promises(), DAYS)
def test_no_results_is_no_verdict(promise: Promise, today: date) -> None:
    assert assess(promise, [], today).status in (Status.NO_FIGURES, Status.CANNOT_JUDGE)


@settings(max_examples=60)
@given(promises(), st.lists(results(), max_size=6), DAYS)
def test_a_promise_without_a_number_cannot_be_judged(promise: Promise, given_results: list[Result], today: date) -> None:
    bare = Promise(promise.unit, None, None, promise.cadence, promise.direction, promise.starts, promise.ends)
    assert assess(bare, given_results, today).status is Status.CANNOT_JUDGE


def whole(promise: Promise, value: float, today: date) -> Attainment:
    """The attainment when one result covers the promise so far."""
    return assess(promise, [Result(promise.starts, min(promise.ends, max(today, promise.starts)), value, "published")], today)


@settings(max_examples=60)
@given(promises(), VALUES, VALUES, DAYS)
def test_more_is_never_worse_where_up_is_better(promise: Promise, first: float, second: float, today: date) -> None:
    upwards = Promise(promise.unit, promise.low or 0.0, promise.high, promise.cadence, "up", promise.starts, promise.ends)
    less, more = whole(upwards, min(first, second), today).status, whole(upwards, max(first, second), today).status
    if less in GOOD and more in GOOD:
        assert GOOD[more] >= GOOD[less]


@settings(max_examples=60)
@given(promises(), VALUES, VALUES, DAYS)
def test_less_is_never_worse_where_down_is_better(promise: Promise, first: float, second: float, today: date) -> None:
    downwards = Promise(promise.unit, None, promise.high or 0.0, promise.cadence, "down", promise.starts, promise.ends)
    less, more = whole(downwards, min(first, second), today).status, whole(downwards, max(first, second), today).status
    if less in GOOD and more in GOOD:
        assert GOOD[less] >= GOOD[more]


@settings(max_examples=60)
@given(promises(), VALUES)
def test_the_promised_figure_itself_is_achieved(promise: Promise, amount: float) -> None:
    after = promise.ends + timedelta(days=1)
    for direction, low, high in (("up", amount, None), ("down", None, amount), ("none", amount, amount)):
        exact = Promise("count", low, high, "plan_total", direction, promise.starts, promise.ends)
        assert whole(exact, amount, after).status is Status.ACHIEVED


@settings(max_examples=60)
@given(promises(), st.lists(st.integers(0, 300), min_size=1, max_size=8), DAYS)
def test_a_sum_does_not_depend_on_how_it_is_divided(promise: Promise, parts: list[int], today: date) -> None:
    """The same delivery in one row or in many gives the same total, percent and, once it has ended, the same status."""
    counted = Promise(
        "count", promise.low or 1.0, None, "plan_total", "up", promise.starts, promise.starts + timedelta(days=len(parts) * 30 - 1)
    )
    after = counted.ends + timedelta(days=1)
    many = [
        Result(counted.starts + timedelta(days=30 * place), counted.starts + timedelta(days=30 * place + 29), value, "published")
        for place, value in enumerate(parts)
    ]
    one = [Result(counted.starts, counted.ends, sum(parts), "published")]
    assert assess(counted, many, after).total == assess(counted, one, after).total
    assert assess(counted, many, after).status is assess(counted, one, after).status

"""The hand-made table: every kind of promise and result with the status a person gives it."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from queries.attainment import Attainment, Promise, Reason, Result, Status, assess, years_between

TABLE = Path(__file__).with_name("cases.csv")
CASES = list(csv.DictReader(TABLE.open(encoding="utf-8")))


def number(text: str) -> float | None:
    return float(text) if text else None


def results(text: str) -> list[Result]:
    """ "2018-01-01/2018-12-31=79;...", a status after a colon when it is not published."""
    found = []
    for piece in text.split(";") if text else []:
        period, _, rest = piece.partition("=")
        value, _, status = rest.partition(":")
        starts, ends = (date.fromisoformat(day) for day in period.split("/"))
        found.append(Result(starts, ends, number(value), status or "published"))
    return found


def judged(case: dict[str, str]) -> Attainment:
    promise = Promise(
        case["unit"], number(case["low"]), number(case["high"]), case["cadence"], case["direction"],
        date.fromisoformat(case["starts"]), date.fromisoformat(case["ends"]),
    )  # fmt: skip
    return assess(promise, results(case["results"]), date.fromisoformat(case["today"]))


def test_the_table_is_large_and_uses_every_status_and_reason() -> None:
    assert len(CASES) >= 40
    assert {case["status"] for case in CASES} == {status.value for status in Status}
    assert {case["reason"] for case in CASES} == {reason.value for reason in Reason}
    assert len({case["case"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_status_of_the_table(case: dict[str, str]) -> None:
    found = judged(case)
    assert (found.status.value, found.reason.value) == (case["status"], case["reason"])
    expected = number(case["percent"])
    assert (found.percent is None) == (expected is None)
    if expected is not None:
        assert found.percent == pytest.approx(expected, abs=1e-3)


def test_order_of_results_does_not_matter() -> None:
    for case in CASES:
        turned = case | {"results": ";".join(reversed(case["results"].split(";")))}
        assert judged(turned) == judged(case)


def test_expected_by_now_is_in_whole_ones_and_to_the_day_reported() -> None:
    promise = Promise("count", 80, 80, "per_year", "up", date(2025, 8, 1), date(2029, 7, 31))
    waiting = assess(promise, [], date(2026, 11, 21))
    assert (waiting.expected, waiting.expected_on) == (104.0, date(2026, 11, 21))
    reported = assess(promise, [Result(date(2025, 8, 1), date(2026, 7, 31), 85, "published")], date(2026, 11, 21))
    assert (reported.expected, reported.expected_on) == (80.0, date(2026, 7, 31))


def test_distance_of_a_share_is_in_percentage_points() -> None:
    promise = Promise("percent", 90, 90, "plan_total", "up", date(2017, 6, 1), date(2021, 6, 30))
    found = assess(promise, [Result(date(2017, 6, 1), date(2020, 12, 31), 91.4, "published")], date(2026, 1, 1))
    assert found.distance == pytest.approx(1.4)
    assert found.percent is None
    assert not found.complete


def test_corona_years_carry_a_note() -> None:
    corona = [("Corona", date(2020, 1, 1), date(2021, 6, 30))]
    old = Promise("count", 8, 8, "plan_total", "up", date(2013, 5, 1), date(2017, 4, 30))
    hit = Promise("count", 8, 8, "plan_total", "up", date(2017, 6, 1), date(2021, 6, 30))
    assert assess(old, [], date(2026, 1, 1), corona).disrupted == ()
    assert assess(hit, [], date(2026, 1, 1), corona).disrupted == ("Corona",)


def test_years_that_kept_a_yearly_promise_are_counted() -> None:
    promise = Promise("count", 12, None, "per_year", "up", date(2021, 1, 1), date(2024, 12, 31))
    years = [Result(date(year, 1, 1), date(year, 12, 31), value, "published") for year, value in ((2021, 10), (2022, 14), (2023, 12))]
    found = assess(promise, years, date(2026, 1, 1))
    assert (found.met, len(found.used), found.delivered) == (2, 3, 12)


@pytest.mark.parametrize(
    ("starts", "ends", "years"),
    [
        (date(2021, 1, 1), date(2021, 12, 31), 1),
        (date(2020, 1, 1), date(2020, 12, 31), 1),
        (date(2013, 5, 1), date(2017, 4, 30), 4),
        (date(2025, 8, 1), date(2026, 1, 31), 0.5),
        (date(2025, 8, 1), date(2025, 8, 1), 1 / 365.25),
    ],
)
def test_years_between(starts: date, ends: date, years: float) -> None:
    assert years_between(starts, ends) == pytest.approx(years)

"""Working days, public holidays and hours of the clock; the age of figures; where a plan stands in time."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.deadlines import DayKind, count_working_days, due, holiday_name, is_working_day
from queries.freshness import Freshness, MilestoneState, clock, freshness, milestone_state, next_slot, promise_freshness

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("opened", "ends"),
    [
        (date(2026, 11, 16), date(2026, 11, 19)),  # an ordinary Monday
        (date(2026, 11, 19), date(2026, 11, 24)),  # over a weekend
        (date(2026, 11, 21), date(2026, 11, 25)),  # opened on a Saturday
        (date(2026, 4, 1), date(2026, 4, 9)),  # over Easter
        (date(2026, 5, 13), date(2026, 5, 19)),  # over Ascension Day
        (date(2026, 5, 22), date(2026, 5, 28)),  # over Whit Monday
        (date(2026, 12, 23), date(2026, 12, 29)),  # over Christmas; 24 December is a working day, 25 a holiday
        (date(2026, 12, 30), date(2027, 1, 5)),  # over New Year
        (date(2023, 5, 4), date(2023, 5, 10)),  # Store bededag was a holiday
        (date(2024, 4, 25), date(2024, 4, 30)),  # and is one no longer
        (date(2026, 6, 4), date(2026, 6, 9)),  # Grundlovsdag counts as a working day
    ],
)
def test_three_working_days(opened: date, ends: date) -> None:
    found = due(datetime.combine(opened, datetime.min.time()), 3, "working_days")
    assert found.ends.date() == ends
    assert [item.number for item in found.days if item.kind is DayKind.WORKING] == [1, 2, 3]


def test_the_holidays_have_danish_names() -> None:
    named = {item.name for item in count_working_days(date(2026, 4, 1), 3) if item.kind is DayKind.HOLIDAY}
    assert named == {"Skærtorsdag", "Langfredag", "Påskedag", "Anden påskedag"}
    assert holiday_name(date(2026, 6, 5)) == ""


@pytest.mark.parametrize(
    ("opened", "ends"),
    [
        (datetime(2026, 11, 21, 23, 30), datetime(2026, 11, 22, 23, 30)),
        (datetime(2026, 3, 28, 10, 0), datetime(2026, 3, 29, 11, 0)),  # the clocks go forward
        (datetime(2026, 10, 24, 10, 0), datetime(2026, 10, 25, 9, 0)),  # the clocks go back
        (datetime(2026, 12, 24, 18, 0), datetime(2026, 12, 25, 18, 0)),  # holidays do not stop the hours
    ],
)
def test_twenty_four_hours(opened: datetime, ends: datetime) -> None:
    assert due(opened, 24, "hours").ends == ends


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(ValueError, match="working_days eller hours"):
        due(datetime(2026, 1, 1), 1, "weeks")


@settings(max_examples=60)
@given(st.dates(date(2010, 1, 1), date(2040, 12, 31)), st.integers(1, 10))
def test_the_days_counted_are_working_days_and_none_is_left_out(opened: date, number: int) -> None:
    days = count_working_days(opened, number)
    assert [item.day for item in days] == [opened + timedelta(days=place) for place in range(len(days))]
    counted = [item.day for item in days if item.kind is DayKind.WORKING]
    assert counted == [item.day for item in days[1:] if is_working_day(item.day)]
    assert len(counted) == number
    assert days[-1].day == counted[-1]


@pytest.mark.parametrize(
    ("kind", "newest", "expected"),
    [
        ("year", "2025-12-31", Freshness.CURRENT),
        ("year", "2024-12-31", Freshness.WAITING),
        ("year", "2023-12-31", Freshness.OVERDUE),
        ("school_year", "2026-07-31", Freshness.CURRENT),
        ("school_year", "2024-07-31", Freshness.OVERDUE),
        ("date", "2026-01-01", Freshness.CURRENT),
        ("date", "2025-01-01", Freshness.WAITING),
        ("twelve_months", "2024-09-30", Freshness.OVERDUE),
        ("quarter", "2024-06-30", Freshness.OVERDUE),
        ("survey", "2018-12-31", Freshness.NO_RHYTHM),
        ("unstated", "2023-12-31", Freshness.NO_RHYTHM),
        ("year", None, Freshness.NO_FIGURES),
    ],
)
def test_age_of_a_figure(kind: str, newest: str | None, expected: Freshness) -> None:
    assert freshness(kind, None if newest is None else pd.Timestamp(newest), TODAY) is expected


@pytest.mark.parametrize(
    ("cadence", "newest", "today", "expected"),
    [
        ("per_year", None, date(2026, 7, 31), Freshness.WAITING),
        ("per_year", None, date(2026, 8, 1), Freshness.OVERDUE),
        ("per_year", date(2026, 7, 31), date(2026, 8, 1), Freshness.CURRENT),
        ("per_year", date(2026, 6, 30), date(2026, 8, 1), Freshness.OVERDUE),
        ("plan_total", None, date(2028, 1, 1), Freshness.WAITING),
        ("average", date(2025, 12, 31), date(2028, 1, 1), Freshness.CURRENT),
    ],
)
def test_age_of_a_promise(cadence: str, newest: date | None, today: date, expected: Freshness) -> None:
    assert promise_freshness(cadence, date(2025, 8, 1), newest, today) is expected


@pytest.mark.parametrize(
    ("today", "gone", "year"),
    [
        (date(2025, 7, 31), 0, 0), (date(2025, 8, 1), 1, 1), (date(2026, 7, 31), 365, 1), (date(2026, 8, 1), 366, 2),
        (date(2029, 7, 31), 1461, 4), (date(2031, 1, 1), 1461, 4),
    ],
)  # fmt: skip
def test_clock_of_the_plan(today: date, gone: int, year: int) -> None:
    found = clock(date(2025, 8, 1), date(2029, 7, 31), today)
    assert (found.gone, found.year, found.years, found.days) == (gone, year, 4, 1461)
    assert 0 <= found.share <= 100


def test_seasons_come_round() -> None:
    assert next_slot(None, "forår", TODAY).first == date(2027, 3, 1)
    assert next_slot(None, "efterår", TODAY).first == date(2026, 9, 1)
    assert next_slot(None, "efterår", date(2026, 12, 1)).first == date(2027, 9, 1)
    assert next_slot(None, "vinter", date(2027, 1, 15)).first == date(2026, 12, 1)
    assert next_slot(pd.Timestamp("2027-03-04"), "forår", TODAY).day == date(2027, 3, 4)
    assert next_slot(None, None, TODAY).day is None


def test_milestones() -> None:
    day = pd.Timestamp("2025-12-31")
    assert milestone_state(day, None, TODAY) is MilestoneState.PAST_DUE
    assert milestone_state(day, None, date(2025, 12, 31)) is MilestoneState.COMING
    assert milestone_state(day, day, TODAY) is MilestoneState.DONE
    assert milestone_state(None, None, TODAY) is MilestoneState.UNDATED

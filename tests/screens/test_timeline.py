"""The line of a plan's time: no words where they would run into others."""

from __future__ import annotations

from datetime import date

from pages.kit.timeline import Event, timeline
from queries.freshness import MilestoneState

STARTS, ENDS = date(2025, 8, 1), date(2029, 7, 31)


def words(*days: date) -> list[tuple[str, str]]:
    events = [Event(day, f"Punkt {day.year}", MilestoneState.COMING) for day in days]
    (lane,) = timeline("Planen", STARTS, ENDS, date(2026, 11, 28), {"Hele planen": events}).lanes
    return [(moment.text, moment.side) for moment in lane.moments]


def test_the_last_words_are_left_out_where_those_before_need_the_room() -> None:
    assert words(date(2028, 1, 1), ENDS) == [("Punkt 2028", "right"), ("", "left")]
    assert words(date(2025, 12, 1), ENDS)[-1] == ("Punkt 2029", "left")
    assert words(ENDS) == [("Punkt 2029", "left")]

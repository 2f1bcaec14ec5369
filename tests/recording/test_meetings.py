"""The meeting wheel with entered dates, the breaks of its rhythm, and what is due before a meeting. Synthetic dates."""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd
import pytest

from queries import meetings, progress
from queries.deadlines import Kept, due, kept
from queries.meetings import Break
from queries.verdicts import Course

TODAY = date(2026, 11, 21)
BODIES = pd.DataFrame(
    {
        "body": ["board", "steering_group", "conference"],
        "meetings_per_year": pd.array([4, 3, 1], dtype="Int32"),
        "weeks_before_board": pd.array([None, 3, None], dtype="Int32"),
    }
)
SLOTS = [
    ("s_spring", "steering_group", None, "forår", "Fast møde"),
    ("s_summer", "steering_group", None, "sommer", "Fast møde"),
    ("s_autumn", "steering_group", None, "efterår", "Fast møde"),
    ("b_spring", "board", None, "forår", "Fast møde"),
    ("b_autumn", "board", None, "efterår", "Fast møde"),
    ("b_1", "board", None, None, "Strategisk møde"),
    ("b_2", "board", None, None, "Strategisk møde"),
]


def year(*entered: tuple[str, str, str, str | None, str]) -> pd.DataFrame:
    """The slots of the rhythm and entered meetings as rows of plan_meetings."""
    frame = pd.DataFrame([*SLOTS, *entered], columns=["meeting_id", "body", "date", "season", "kind"])
    return frame.assign(date=pd.to_datetime(frame["date"]), body_name=frame["body"], note=None)


def steering(day: str, season: str = "forår", key: str = "s") -> tuple[str, str, str, str, str]:
    return key, "steering_group", day, season, "Fast møde"


def board(day: str, season: str | None = "forår", kind: str = "Fast møde", key: str = "b") -> tuple[str, str, str, str | None, str]:
    return key, "board", day, season, kind


@pytest.mark.parametrize(
    ("entered", "expected"),
    [
        ([steering("2027-03-03"), board("2027-03-24")], []),  # three weeks to the day
        ([steering("2027-03-10"), board("2027-03-24")], []),  # two: still about three
        ([steering("2027-03-17"), board("2027-03-24")], [("s", Break.TOO_LATE)]),
        ([steering("2027-03-31"), board("2027-03-24")], [("s", Break.TOO_LATE)]),  # after the board
        ([steering("2027-03-01"), board("2027-04-26")], [("s", Break.TOO_EARLY)]),
        ([steering("2027-03-03")], [("s", Break.NO_PARTNER)]),
        ([board("2027-03-24")], [("b", Break.NO_PARTNER)]),
        ([steering("2027-06-16", "sommer")], []),  # no board in summer
        ([board("2027-01-20", None, "Strategisk møde")], []),
        ([steering("2027-06-01"), board("2027-06-22")], [("s", Break.OUT_OF_SEASON), ("b", Break.OUT_OF_SEASON)]),
        ([steering("2027-06-02", "sommer"), steering("2027-06-09", "sommer", "t")], [("t", Break.TWICE)]),
        ([steering("2026-03-03"), board("2026-03-24")], []),  # the year is not over
        ([steering("2025-06-03", "sommer")], [(None, Break.TOO_FEW)]),
    ],
)
def test_dates_that_break_the_rhythm(entered, expected) -> None:
    assert [(one.meeting_id, one.kind) for one in meetings.remarks(year(*entered), BODIES, TODAY)] == expected


def test_a_break_says_how_much_and_when_it_would_be() -> None:
    (late,) = meetings.remarks(year(steering("2027-03-17"), board("2027-03-24")), BODIES, TODAY)
    assert (late.weeks, late.expected) == (1, 3)
    (lonely,) = meetings.remarks(year(steering("2027-03-03")), BODIES, TODAY)
    assert (lonely.other, lonely.around) == ("board", date(2027, 3, 24))
    (few,) = meetings.remarks(year(steering("2025-06-03", "sommer")), BODIES, TODAY)
    assert (few.year, few.count, few.expected) == (2025, 1, 3)


def test_a_date_fills_its_slot_in_the_year_the_slot_stands_for() -> None:
    entered = [steering("2027-03-03"), steering("2028-03-01", key="later"), board("2026-12-02", None, "Strategisk møde", "extra")]
    places = {place.row["meeting_id"]: place.held for place in meetings.wheel(year(*entered), TODAY)}
    assert places["s"] == date(2027, 3, 3)
    assert "s_spring" not in places
    assert places["extra"] == date(2026, 12, 2)
    assert "b_1" not in places
    assert places["b_2"] is None
    assert places["later"] == date(2028, 3, 1)


def test_the_next_meeting_is_a_day_before_a_season_and_never_one_that_was_held() -> None:
    own = year(steering("2026-10-07", "efterår"))
    group = own[own["body"] == "steering_group"]
    place = meetings.next_meeting(group, TODAY)
    assert place is not None
    # Autumn 2026 has had its meeting, so spring comes next.
    assert (place.row["meeting_id"], place.slot.first) == ("s_spring", date(2027, 3, 1))
    with_day = year(steering("2026-10-07", "efterår"), steering("2027-06-02", "sommer", "t"))
    place = meetings.next_meeting(with_day[with_day["body"] == "steering_group"], TODAY)
    assert place is not None
    assert place.held == date(2027, 6, 2)
    assert meetings.next_meeting(own[own["body"] == "nobody"], TODAY) is None


def test_what_is_due_before_a_meeting() -> None:
    decisions = pd.DataFrame(
        [
            ("Overdue", "2026-11-01", None),
            ("Done", "2026-11-01", "2026-11-02"),
            ("Later", "2027-06-01", None),
            ("Without a deadline", None, None),
        ],
        columns=["title", "due", "done"],
    ).assign(responsible="Sekretariatsleder", body_name="Styregruppen")
    milestones = pd.DataFrame([("Milestone", "2026-12-31", None)], columns=["title", "due", "done"]).assign(focus_area_name="Hele planen")
    frames = [frame.assign(due=pd.to_datetime(frame["due"]), done=pd.to_datetime(frame["done"])) for frame in (decisions, milestones)]
    found = meetings.outstanding(*frames, until=date(2027, 3, 3), today=TODAY)
    assert list(zip(found["title"], found["late"], strict=True)) == [("Overdue", 20), ("Milestone", -40)]
    assert meetings.outstanding(frames[0].iloc[:0], frames[1].iloc[:0], TODAY, TODAY).empty


def test_comments_of_a_meeting() -> None:
    rows = [
        ("before", "2026-10-01", None), ("since", "2026-12-01", None), ("after", "2027-03-04", None),
        ("written for it", "2026-01-01", "s"), ("written for another", "2027-01-01", "x"),
    ]  # fmt: skip
    comments = pd.DataFrame(rows, columns=["comment_id", "written_on", "meeting_id"])
    comments["written_on"] = pd.to_datetime(comments["written_on"])
    entered = year(steering("2026-10-07", "efterår", "x"), steering("2027-03-03"))
    assert meetings.before(entered, "s") == date(2026, 10, 7)
    assert list(meetings.comments_for(comments, entered, "s")["comment_id"]) == ["written for it", "since"]
    assert list(meetings.comments_for(comments, entered, "x")["comment_id"]) == ["before", "written for another"]


OPENED = datetime(2026, 4, 1, 10, 0)  # the day before Maundy Thursday: three working days end on 9 April


@pytest.mark.parametrize(
    ("level", "convened", "closed", "now", "expected"),
    [
        ((3, "working_days"), datetime(2026, 4, 9, 23, 0), None, datetime(2026, 5, 1), Kept.KEPT),
        ((3, "working_days"), datetime(2026, 4, 10, 0, 0), None, datetime(2026, 5, 1), Kept.BROKEN),
        ((24, "hours"), datetime(2026, 4, 2, 10, 0), None, datetime(2026, 5, 1), Kept.KEPT),
        ((24, "hours"), datetime(2026, 4, 2, 10, 1), None, datetime(2026, 5, 1), Kept.BROKEN),
        ((24, "hours"), None, None, datetime(2026, 4, 1, 23, 0), Kept.RUNNING),
        ((24, "hours"), None, None, datetime(2026, 4, 2, 10, 1), Kept.PASSED),
        ((24, "hours"), None, datetime(2026, 4, 1, 20, 0), datetime(2026, 5, 1), Kept.NOT_GATHERED),
        ((24, "hours"), None, datetime(2026, 4, 3, 20, 0), datetime(2026, 5, 1), Kept.PASSED),
    ],
)
def test_whether_the_group_was_gathered_in_time(level, convened, closed, now, expected) -> None:
    assert kept(due(OPENED, *level).ends, convened, closed, now) is expected
    assert kept(None, convened, closed, now) is Kept.NO_DEADLINE


def series(indicator: str, area: str, kind: str, *values: tuple[int, float, str | None]) -> list[dict[str, object]]:
    about = {"goal_title": "g", "level": "sub_goal", "focus_area_name": "f", "indicator_id": indicator, "short_title": indicator}
    about |= {"unit": "percent", "decimals": 1, "direction": "down", "period_kind": "year", "area_id": area, "area_kind": kind}
    return [
        {**about, "period_end": pd.Timestamp(year, 12, 31), "value": value, "role": role, "status": "published"}
        for year, value, role in values
    ]


def test_where_indicators_went_since_their_baseline() -> None:
    rows = [
        *series("together", "areas_7", "areas_total", (2022, 40, None), (2023, 30, "baseline"), (2024, 35, None)),
        *series("together", "vangdalen", "housing_area", (2023, 30, "baseline"), (2024, 20, None)),
        *series("apart", "vangdalen", "housing_area", (2023, 30, None), (2024, 20, None)),
        *series("apart", "energivej", "housing_area", (2023, 30, None), (2024, 31, None)),
        *series("once", "vangdalen", "housing_area", (2023, 30, "baseline")),
    ]
    together, apart, once = progress.since_baseline(pd.DataFrame(rows))
    # From what the source calls the baseline, not from the first figure.
    assert (together["difference"], progress.moved(together)) == (5, Course.WORSE)
    assert (apart["courses"], progress.moved(apart), apart["difference"]) == ([Course.BETTER, Course.WORSE], Course.UNKNOWN, None)
    assert (once["measured"], progress.moved(once)) == (1, None)


def test_progress_says_everything_a_page_tells() -> None:
    rows = [
        *series("both", "vangdalen", "housing_area", (2020, 9, None), (2021, 8, None)),
        *series("both", "areas_7", "areas_total", (2024, 31.25, None), (2021, 40, "baseline"), (2022, 30, "baseline")),
        *series("only", "vangdalen", "housing_area", (2021, 8, None), (2023, 8, None)),
        *series("none", "randers_kommune", "municipality", (2021, 8, None), (2023, 7, None)),
        *series("doubted", "areas_7", "areas_total", (2021, 8, "baseline"), (2023, 7, None)),
    ]
    rows[-1]["status"] = "doubtful"
    both, only, none, doubted = progress.since_baseline(pd.DataFrame(rows))
    # The first of two periods that are called baseline, to the printed decimals; the areas together go before single ones.
    assert both == {
        "goal_title": "g", "level": "sub_goal", "focus_area_name": "f", "indicator_id": "both", "short_title": "both",
        "unit": "percent", "decimals": 1, "direction": "down", "period_kind": "year", "of": "areas_total", "measured": 1,
        "courses": [Course.BETTER], "difference": -8.8, "newest": pd.Timestamp(2024, 12, 31),
    }  # fmt: skip
    told = ("of", "measured", "courses", "difference", "newest")
    assert tuple(only[key] for key in told) == ("housing_area", 1, [Course.UNCHANGED], None, pd.Timestamp(2023, 12, 31))
    assert tuple(none[key] for key in told) == ("housing_area", 0, [], None, None)
    assert tuple(doubted[key] for key in told) == ("areas_total", 1, [], None, pd.Timestamp(2021, 12, 31))
    assert [progress.moved(entry) for entry in (both, only, none, doubted)] == [Course.BETTER, Course.UNCHANGED, None, None]


def test_every_word_of_a_break() -> None:
    def told(*entered: object) -> list[meetings.Remark]:
        return meetings.remarks(year(*entered), BODIES, TODAY)

    assert told(steering("2027-03-17"), board("2027-03-24")) == [
        meetings.Remark(Break.TOO_LATE, "steering_group", "s", "board", weeks=1, expected=3)
    ]
    assert told(steering("2027-03-03")) == [
        meetings.Remark(Break.NO_PARTNER, "steering_group", "s", "board", date(2027, 3, 24), expected=3)
    ]
    assert told(board("2027-03-24")) == [meetings.Remark(Break.NO_PARTNER, "board", "b", "steering_group", date(2027, 3, 3), expected=3)]
    assert told(steering("2027-06-02", "sommer"), steering("2027-06-09", "sommer", "t")) == [
        meetings.Remark(Break.TWICE, "steering_group", "t", season="sommer", year=2027)
    ]
    assert told(steering("2025-06-03", "sommer")) == [meetings.Remark(Break.TOO_FEW, "steering_group", year=2025, count=1, expected=3)]
    assert told(steering("2027-06-01"), board("2027-06-22"))[0] == meetings.Remark(
        Break.OUT_OF_SEASON, "steering_group", "s", season="forår"
    )
    # A week to either side of "about three weeks" is no break, and a day more is one.
    assert told(steering("2027-03-03"), board("2027-03-31")) == []
    assert told(steering("2027-03-03"), board("2027-03-17")) == []
    assert [one.kind for one in told(steering("2027-03-02"), board("2027-03-31"))] == [Break.TOO_EARLY]
    assert [one.kind for one in told(steering("2027-03-04"), board("2027-03-17"))] == [Break.TOO_LATE]


@pytest.mark.parametrize(("month", "season"), [(3, "forår"), (6, "sommer"), (9, "efterår"), (12, "vinter")])
def test_a_season_is_three_months(month: int, season: str) -> None:
    inside = {(month - 1 + step) % 12 + 1 for step in range(3)}
    for number in range(1, 13):
        found = meetings.remarks(year(steering(f"2027-{number:02}-15", season)), BODIES, TODAY)
        assert any(one.kind is Break.OUT_OF_SEASON for one in found) is (number not in inside)


def test_days_past_a_deadline() -> None:
    day = pd.Timestamp(2026, 11, 20)
    assert meetings.days_late(day, None, TODAY) == 1
    assert meetings.days_late(day, pd.NaT, date(2026, 11, 18)) == -2
    assert meetings.days_late(day, day, TODAY) is None
    assert meetings.days_late(None, None, TODAY) is None
    assert meetings.days_late(pd.NaT, None, TODAY) is None


def test_the_list_of_what_is_due_has_everything_a_row_shows() -> None:
    decisions = pd.DataFrame(
        [("D", pd.Timestamp(2026, 12, 1), pd.NaT, "Leder", "Bestyrelsen")], columns=["title", "due", "done", "responsible", "body_name"]
    )
    milestones = pd.DataFrame(
        [("M", pd.Timestamp(2026, 11, 1), pd.NaT, "Hele planen"), ("Done", pd.Timestamp(2026, 11, 1), pd.Timestamp(2026, 11, 1), "x")],
        columns=["title", "due", "done", "focus_area_name"],
    )
    found = meetings.outstanding(decisions, milestones, date(2026, 12, 1), TODAY)
    assert found.astype({"responsible": "object"}).fillna({"responsible": "-"}).to_dict("records") == [
        {"kind": "milestone", "title": "M", "responsible": "-", "about": "Hele planen", "due": pd.Timestamp(2026, 11, 1), "late": 20},
        {"kind": "decision", "title": "D", "responsible": "Leder", "about": "Bestyrelsen", "due": pd.Timestamp(2026, 12, 1), "late": -10},
    ]
    assert list(meetings.outstanding(decisions, milestones, date(2026, 11, 30), TODAY)["title"]) == ["M"]

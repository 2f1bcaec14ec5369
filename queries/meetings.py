"""The meeting wheel: which slot of the yearly rhythm an entered date fills, where dates break the rhythm, what is due when.

A slot is a row of `meeting` without a date, from the terms of reference; an entered meeting has one. They belong together by
body, kind and season. Frames are the answers to plan_meetings, plan_bodies, decisions, plan_milestones and comments.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import pandas as pd

from queries.freshness import SEASON_STARTS, MilestoneState, Slot, milestone_state, next_slot

# "About three weeks before": a week to either side is still about three.
WEEKS_EITHER_WAY = 1
_MONTHS_OF_A_SEASON = 3
_MOST_YEARS = 10


class Break(StrEnum):
    """How an entered date goes against the rhythm."""

    TOO_EARLY = "too_early"  # more than about so many weeks before the board
    TOO_LATE = "too_late"  # fewer, or after the board
    NO_PARTNER = "no_partner"  # no date yet for the meeting that belongs to it
    OUT_OF_SEASON = "out_of_season"
    TWICE = "twice"  # the same meeting of the year has two dates
    TOO_FEW = "too_few"  # a year has ended with fewer than the rhythm says


@dataclass(frozen=True)
class Remark:
    """One break: the meeting it is said of (None for a whole year), and what the sentence needs.

    `around` is when the other meeting would be by the rhythm, `weeks` how many weeks before the board it is now.
    """

    kind: Break
    body: str
    meeting_id: str | None = None
    other: str = ""
    around: date | None = None
    weeks: float = 0
    season: str = ""
    year: int = 0
    count: int = 0
    expected: int = 0


def dated(meetings: pd.DataFrame) -> pd.DataFrame:
    """The meetings that have a day, in their order."""
    return meetings[meetings["date"].notna()].sort_values(["date", "meeting_id"])


def remarks(meetings: pd.DataFrame, bodies: pd.DataFrame, today: date) -> list[Remark]:
    """Every way in which the entered dates go against the rhythm, in the order of the dates."""
    entered, found = dated(meetings), []
    for _, row in entered.iterrows():
        found += [*_season(row), *_twice(row, entered), *_weeks(row, meetings, bodies, today)]
    return found + _too_few(entered, bodies, today)


def _season(row: pd.Series) -> list[Remark]:
    season = row["season"]
    if pd.isna(season) or season not in SEASON_STARTS:
        return []
    months = {(SEASON_STARTS[season] - 1 + month) % 12 + 1 for month in range(_MONTHS_OF_A_SEASON)}
    if row["date"].month in months:
        return []
    return [Remark(Break.OUT_OF_SEASON, str(row["body"]), str(row["meeting_id"]), season=str(season))]


def _same(rows: pd.DataFrame, row: pd.Series, body: str) -> pd.DataFrame:
    """Dated rows of a body in the season and year of `row`."""
    return rows[(rows["body"] == body) & (rows["season"] == row["season"]) & (rows["date"].dt.year == row["date"].year)]


def _twice(row: pd.Series, entered: pd.DataFrame) -> list[Remark]:
    if pd.isna(row["season"]):
        return []
    same = _same(entered, row, str(row["body"]))
    if same.iloc[0]["meeting_id"] == row["meeting_id"]:
        return []
    return [Remark(Break.TWICE, str(row["body"]), str(row["meeting_id"]), season=str(row["season"]), year=row["date"].year)]


def _weeks(row: pd.Series, meetings: pd.DataFrame, bodies: pd.DataFrame, today: date) -> list[Remark]:
    """How the day lies to that of the meeting it goes with: the steering group's to the board's of the same season and year."""
    found: list[Remark] = []
    for _, about in bodies[bodies["weeks_before_board"].notna()].iterrows():
        group, weeks = str(about["body"]), int(about["weeks_before_board"])
        if row["body"] in (group, "board") and all(_has_slot(meetings, body, row["season"]) for body in (group, "board")):
            found += _pair(row, group, weeks, dated(meetings), today)
    return found


def _pair(row: pd.Series, group: str, weeks: int, entered: pd.DataFrame, today: date) -> list[Remark]:
    body, first = str(row["body"]), row["body"] == group
    partners = _same(entered, row, "board" if first else group)
    if partners.empty:
        if row["date"].date() < today:
            return []
        around = (row["date"] + timedelta(weeks=weeks if first else -weeks)).date()
        return [Remark(Break.NO_PARTNER, body, str(row["meeting_id"]), "board" if first else group, around, expected=weeks)]
    if not first:
        return []  # Said once, at the meeting that comes first.
    gap = (partners.iloc[0]["date"] - row["date"]).days / 7
    if abs(gap - weeks) <= WEEKS_EITHER_WAY:
        return []
    kind = Break.TOO_EARLY if gap > weeks else Break.TOO_LATE
    return [Remark(kind, body, str(row["meeting_id"]), "board", weeks=gap, expected=weeks)]


def _has_slot(meetings: pd.DataFrame, body: str, season: str) -> bool:
    slots = meetings[meetings["date"].isna()]
    return bool(((slots["body"] == body) & (slots["season"] == season)).any())


def _too_few(entered: pd.DataFrame, bodies: pd.DataFrame, today: date) -> list[Remark]:
    found = []
    for _, about in bodies.iterrows():
        if pd.isna(about["meetings_per_year"]):
            continue
        years = entered[entered["body"] == about["body"]]["date"].dt.year
        counts = years.value_counts().sort_index()
        expected = int(about["meetings_per_year"])
        found += [
            Remark(Break.TOO_FEW, str(about["body"]), year=int(year), count=int(count), expected=expected)
            for year, count in counts.items()
            if int(year) < today.year and count < expected
        ]
    return found


@dataclass(frozen=True)
class Place:
    """One place in the wheel: the row it is about (an entered meeting, or the slot while none is) and when it is."""

    row: dict[str, Any]
    slot: Slot

    @property
    def held(self) -> date | None:
        """The day, when one is set."""
        return self.slot.day


def wheel(meetings: pd.DataFrame, today: date) -> list[Place]:
    """The slots with the dates that fill them in the year they stand for, then entered meetings that fill none.

    A slot without a season stands for this year. Meetings of earlier years that fill none are left out.
    """
    entered = dated(meetings)
    used: set[str] = set()
    places = []
    for _, slot in meetings[meetings["date"].isna()].iterrows():
        when = next_slot(None, slot["season"], today)
        year = when.first.year if when.first else today.year
        match = next((row for _, row in _of_slot(entered, slot, year).iterrows() if row["meeting_id"] not in used), None)
        if match is None:
            places.append(Place(_record(slot), when))
        else:
            used.add(str(match["meeting_id"]))
            places.append(Place(_record(match), Slot(match["date"].date())))
    others = entered[~entered["meeting_id"].isin(used) & (entered["date"].dt.year >= today.year)]
    return places + [Place(_record(row), Slot(row["date"].date())) for _, row in others.iterrows()]


def _of_slot(entered: pd.DataFrame, slot: pd.Series, year: int) -> pd.DataFrame:
    same_season = entered["season"].isna() if pd.isna(slot["season"]) else entered["season"] == slot["season"]
    same_kind = entered["kind"].isna() if pd.isna(slot["kind"]) else entered["kind"] == slot["kind"]
    return entered[(entered["body"] == slot["body"]) & same_kind & same_season & (entered["date"].dt.year == year)]


def next_meeting(meetings: pd.DataFrame, today: date) -> Place | None:
    """The next meeting among `meetings` of one body: the first day set from today on, else the slot that comes first.

    A slot whose meeting has been held this year stands for the year after. None when nothing comes that is known.
    """
    entered = dated(meetings)
    coming = entered[entered["date"].dt.date >= today]
    if len(coming):
        return Place(_record(coming.iloc[0]), Slot(coming.iloc[0]["date"].date()))
    slots = [(_free(slot, entered, today), slot) for _, slot in meetings[meetings["date"].isna()].iterrows()]
    known = [(when.first, when, slot) for when, slot in slots if when.first is not None]
    if not known:
        return None
    _, when, slot = min(known, key=lambda entry: entry[0])
    return Place(_record(slot), when)


def _free(slot: pd.Series, entered: pd.DataFrame, today: date) -> Slot:
    """The first coming season of a slot in which no meeting has been entered for it."""
    when = next_slot(None, slot["season"], today)
    for _ in range(_MOST_YEARS):
        if when.first is None or when.last is None or _of_slot(entered, slot, when.first.year).empty:
            break
        when = next_slot(None, slot["season"], when.last + timedelta(days=1))
    return when


def _record(row: pd.Series) -> dict[str, Any]:
    return {str(name): value for name, value in row.to_dict().items()}


def days_late(due: pd.Timestamp | None, done: pd.Timestamp | None, today: date) -> int | None:
    """Whole days past the deadline of what is not done; negative while there is time, None when done or without a deadline."""
    if due is None or pd.isna(due) or (done is not None and pd.notna(done)):
        return None
    return int((today - pd.Timestamp(due).date()).days)


def outstanding(decisions: pd.DataFrame, milestones: pd.DataFrame, until: date, today: date) -> pd.DataFrame:
    """What must be done by `until`: open decisions and milestones due by then, the longest overdue first.

    Columns: kind (decision, milestone), title, responsible (role; missing for milestones), about (focus area or body), due, late (days).
    """
    rows = [
        {"kind": "decision", "title": row["title"], "responsible": row["responsible"], "about": row["body_name"], "due": row["due"],
         "late": days_late(row["due"], row["done"], today)}
        for _, row in decisions.iterrows()
    ] + [
        {"kind": "milestone", "title": row["title"], "responsible": None, "about": row["focus_area_name"], "due": row["due"],
         "late": days_late(row["due"], row["done"], today)}
        for _, row in milestones.iterrows()
        if milestone_state(row["due"], row["done"], today) in (MilestoneState.PAST_DUE, MilestoneState.COMING)
    ]  # fmt: skip
    found = pd.DataFrame(rows, columns=["kind", "title", "responsible", "about", "due", "late"])
    found = found[found["late"].notna()]
    return found[pd.to_datetime(found["due"]).dt.date <= until].sort_values("due").reset_index(drop=True)


def before(meetings: pd.DataFrame, meeting_id: str) -> date | None:
    """The day of the same body's meeting before this one; None for the first."""
    own = dated(meetings).set_index("meeting_id")
    this = own.loc[meeting_id]
    earlier = own[(own["body"] == this["body"]) & (own["date"] < this["date"])]
    return None if earlier.empty else earlier["date"].iloc[-1].date()


def comments_for(comments: pd.DataFrame, meetings: pd.DataFrame, meeting_id: str) -> pd.DataFrame:
    """The comments written for a meeting, and those for none that were written since the meeting before, the oldest first."""
    day, since = dated(meetings).set_index("meeting_id").loc[meeting_id, "date"], before(meetings, meeting_id)
    free = comments["meeting_id"].isna() & (comments["written_on"] <= day)
    if since is not None:
        free &= comments["written_on"] > pd.Timestamp(since)
    return comments[(comments["meeting_id"] == meeting_id) | free].sort_values(["written_on", "comment_id"])

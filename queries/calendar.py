"""What a calendar holds of a plan: meetings with a day, open deadlines, and running deadlines of the preparedness plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import pandas as pd

from queries.deadlines import COPENHAGEN, due
from queries.meetings import dated


class Kind(StrEnum):
    """What is in the calendar."""

    MEETING = "meeting"
    DECISION = "decision"
    MILESTONE = "milestone"
    PREPAREDNESS = "preparedness"


@dataclass(frozen=True)
class Event:
    """One entry: a whole day, or a moment with its zone. `key` stays the same when the day is moved.

    `title` and `about`: body and kind of a meeting, decision and responsible role, milestone and theme, area and level.
    """

    kind: Kind
    key: str
    when: date | datetime
    title: str
    about: str = ""


def events(meetings: pd.DataFrame, decisions: pd.DataFrame, milestones: pd.DataFrame, activations: pd.DataFrame) -> list[Event]:
    """From the answers to plan_meetings, decisions, plan_milestones and activations, in order of time.

    Notes are left out: they are for the board, and a calendar is handed on.
    """
    found = [
        Event(Kind.MEETING, str(row["meeting_id"]), row["date"].date(), str(row["body_name"]), _text(row["kind"]))
        for row in dated(meetings).to_dict("records")
    ]
    found += [
        Event(Kind.DECISION, str(row["decision_id"]), row["due"].date(), str(row["title"]), _text(row["responsible"]))
        for row in decisions.to_dict("records")
        if _open(row)
    ]
    found += [
        Event(Kind.MILESTONE, str(row["milestone_id"]), row["due"].date(), str(row["title"]), str(row["focus_area_name"]))
        for row in milestones.to_dict("records")
        if _open(row)
    ]
    found += [event for row in activations.to_dict("records") if (event := _activation(row)) is not None]
    return sorted(found, key=lambda event: (_day(event.when), event.kind, event.key))


def _open(row: Any) -> bool:
    return bool(pd.notna(row["due"]) and pd.isna(row["done"]))


def _activation(row: Any) -> Event | None:
    """The deadline of an activation that runs: the group has not been gathered, and nobody closed it."""
    if pd.notna(row["convened"]) or pd.notna(row["closed"]) or pd.isna(row["deadline_value"]):
        return None
    ends = due(row["opened"].to_pydatetime(), float(row["deadline_value"]), str(row["deadline_unit"])).ends
    return Event(
        Kind.PREPAREDNESS, str(row["activation_id"]), ends.replace(tzinfo=COPENHAGEN), str(row["area_name"]), str(row["level_title"])
    )


def _text(value: Any) -> str:
    return "" if pd.isna(value) else str(value)


def _day(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when

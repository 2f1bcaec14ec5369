"""What Deltagere shows, as typed values: the steps of each activity, follow-up, before and after, and earlier plans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pages.kit import database

# The steps of the picture in their order, and what else is counted of the same people.
STEPS = ("reached", "started", "completed", "result")
FOLLOWED = (("asked_6", "kept_6", 6), ("asked_12", "kept_12", 12))
EVERYBODY, TOGETHER = "randers_kommune", "areas_7"


@dataclass(frozen=True)
class Count:
    """One counted step: a number, or the status that says why there is none."""

    value: float | None
    status: str


@dataclass(frozen=True)
class Step:
    """A step of everybody, and of those from the seven areas together and one by one; None where nobody counted it."""

    step: str
    everybody: Count | None
    together: Count | None
    areas: Mapping[str, Count]


@dataclass(frozen=True)
class Part:
    """So many of so many: who still has the result after some months, or fulfils the measure before and after."""

    whole: Count
    part: Count


@dataclass(frozen=True)
class Activity:
    """The participants of one activity in one period."""

    activity_id: str
    name: str
    theme: str | None
    starts: date
    ends: date
    steps: tuple[Step, ...]
    followed: Mapping[int, Part]
    before: Part | None
    after: Part | None
    measure: str | None
    source: str


def periods(rows: pd.DataFrame) -> list[tuple[date, date]]:
    """The periods that steps are counted for, the newest first."""
    found = rows[["period_start", "period_end"]].drop_duplicates().sort_values(["period_end", "period_start"], ascending=False)
    return [(row.period_start.date(), row.period_end.date()) for row in found.itertuples()]  # type: ignore[union-attr]


def counting(plan_id: str) -> int:
    """How many activities of a plan promise something that is counted in participants."""
    return int(database.ask("participant_promises", plan_id=plan_id)["activity_id"].nunique())


def newest(rows: pd.DataFrame) -> list[Activity]:
    """The activities of the newest period in rows of participant_steps; none when nothing is counted."""
    if rows.empty:
        return []
    starts, ends = periods(rows)[0]
    return _of_period(rows, starts, ends)


def activities(plan_id: str, starts: date, ends: date) -> list[Activity]:
    """The activities that are counted in a period, in the order of the plan."""
    return _of_period(database.ask("participant_steps", plan_id=plan_id), starts, ends)


def _of_period(rows: pd.DataFrame, starts: date, ends: date) -> list[Activity]:
    own = rows[(rows["period_start"] == pd.Timestamp(starts)) & (rows["period_end"] == pd.Timestamp(ends))]
    return [_activity(str(key), group) for key, group in own.groupby("activity_id", sort=False)]


def _activity(activity_id: str, rows: pd.DataFrame) -> Activity:
    first = rows.iloc[0]
    counts = {(str(row["step"]), str(row["area_id"])): _count(row) for row in rows.to_dict("records")}
    names = dict(zip(rows["area_id"].astype(str), rows["area_name"].astype(str), strict=True))
    measures = rows["measure"].dropna()
    return Activity(
        activity_id, str(first["activity_name"]), None if pd.isna(first["focus_area_name"]) else str(first["focus_area_name"]),
        first["period_start"].date(), first["period_end"].date(),
        tuple(_step(step, counts, names) for step in STEPS if any(own == step for own, _ in counts)),
        {months: part for asked, kept, months in FOLLOWED if (part := _part(counts, asked, kept)) is not None},
        _part(counts, "measured", "before"), _part(counts, "measured", "after"),
        None if measures.empty else str(measures.iloc[0]), f"{first['source_title']}: {first['source_place']}",
    )  # fmt: skip


def _count(row: Mapping[str, object]) -> Count:
    value = row["value"]
    return Count(None if pd.isna(value) else float(value), str(row["status"]))  # type: ignore[arg-type, call-overload]


def _step(step: str, counts: Mapping[tuple[str, str], Count], names: Mapping[str, str]) -> Step:
    areas = {names[area]: count for (own, area), count in counts.items() if own == step and area not in (EVERYBODY, TOGETHER)}
    return Step(step, counts.get((step, EVERYBODY)), counts.get((step, TOGETHER)), areas)


def _part(counts: Mapping[tuple[str, str], Count], whole: str, part: str) -> Part | None:
    found = counts.get((whole, EVERYBODY)), counts.get((part, EVERYBODY))
    return Part(found[0], found[1]) if found[0] is not None and found[1] is not None else None

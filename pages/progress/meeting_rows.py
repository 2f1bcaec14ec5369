"""Meetings ready for the screen: the wheel's columns, the dates that are set, what is due before the next one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from pages.kit import database, decisions, formats, meeting_names, tables
from pages.kit.language import mark, tr
from queries.freshness import Slot
from queries.meetings import Place, dated, next_meeting, outstanding
from queries.meetings import wheel as places

SEASONS = ("forår", "sommer", "efterår", None)
_KINDS = {"decision": mark("Beslutning: {title}"), "milestone": mark("Milepæl: {title}")}
Remarks = Sequence[tuple[str | None, str]]


@dataclass(frozen=True)
class Year:
    """A plan's meetings as text: the wheel, those with a day, what is said of no single meeting; its bodies by id."""

    wheel: list[dict[str, Any]]
    dates: list[dict[str, str]]
    remarks: list[str]
    bodies: dict[str, str]


@dataclass(frozen=True)
class Before:
    """What is to be done before a body's next meeting: its terms, its seats, what is due until which day."""

    lines: list[tuple[str, list[str]]]
    members: list[dict[str, Any]]
    until: date
    due: list[dict[str, str]]


def year(plan_id: str, today: date) -> Year | None:
    """The year of a plan's meetings; None when its document names none."""
    rows = database.ask("plan_meetings", plan_id=plan_id)
    if rows.empty:
        return None
    bodies = database.ask("plan_bodies", plan_id=plan_id)
    found = meeting_names.remarks(rows, bodies, today)
    of_all = [sentence for about, sentence in found if about is None]
    return Year(wheel(rows, found, today), dates(rows, found, today), of_all, dict(zip(bodies["body"], bodies["name"], strict=True)))


def before(plan_id: str, body: str, today: date) -> Before:
    """What is due before the next meeting of one of the plan's bodies, and from whom."""
    rows = database.ask("plan_meetings", plan_id=plan_id)
    about = database.ask("plan_bodies", plan_id=plan_id).set_index("body").loc[body]
    coming = next_meeting(rows[rows["body"] == body], today)
    members = database.ask("plan_body_members", plan_id=plan_id)
    own = members[members["body"] == body]
    day = until(coming, today)
    open_until = outstanding(database.ask("decisions", plan_id=plan_id), database.ask("plan_milestones", plan_id=plan_id), day, today)
    return Before(
        body_lines(about, coming), [{str(key): cell for key, cell in row.items()} for row in own.to_dict("records")], day, due(open_until)
    )


def date_columns() -> list[tables.Column]:
    """The columns of dates()."""
    return [
        ("day", tr("Dag"), False), ("body", tr("Møde i"), False), ("kind", tr("Slags"), False), ("state", tr("Status"), False),
        ("remarks", tr("Rytmen"), False), ("note", tr("Bemærkning"), False),
    ]  # fmt: skip


def due_columns() -> list[tables.Column]:
    """The columns of due()."""
    return [
        ("title", tr("Hvad"), False), ("responsible", tr("Fra hvem"), False), ("about", tr("Hører til"), False),
        ("due", tr("Frist"), True), ("state", tr("Status"), False),
    ]  # fmt: skip


def wheel(meetings: pd.DataFrame, found: Remarks, today: date) -> list[dict[str, Any]]:
    """The year's meetings in columns by season, those without a season last; within a column by day."""
    cards: dict[str | None, list[tuple[date, dict[str, Any]]]] = {season: [] for season in SEASONS}
    for place in places(meetings, today):
        season = place.row["season"] if place.row["season"] in cards else None
        cards[season].append((place.held or place.slot.last or date.max, _card(place, found, today)))
    return [
        {
            "title": tr("Uden fast årstid") if season is None else meeting_names.season(season).capitalize(),
            "meetings": [card for _, card in sorted(own, key=lambda pair: pair[0])],
        }
        for season, own in cards.items()
    ]


def _card(place: Place, found: Remarks, today: date) -> dict[str, Any]:
    row = place.row
    return {
        "body": row["body_name"],
        "kind": row["kind"] if pd.notna(row["kind"]) else tr("Møde"),
        "when": when(place.slot),
        "held": bool(place.held and place.held < today),
        "note": row["note"] if pd.notna(row["note"]) else "",
        "remarks": meeting_names.of_meeting(found, str(row["meeting_id"])),
    }


def when(slot: Slot) -> str:
    """A set day, or the season with the reservation that no day is set."""
    if slot.day is not None:
        return formats.day(slot.day)
    if slot.season is None or slot.first is None:
        return tr("Dato ikke fastsat")
    season = meeting_names.season(slot.season).capitalize()
    return tr("{season} {year} – dato ikke fastsat", season=season, year=slot.first.year)


def dates(meetings: pd.DataFrame, found: Remarks, today: date) -> list[dict[str, str]]:
    """The meetings that have a day, the latest first."""
    return [
        {
            "day": formats.weekday(row["date"]),
            "body": row["body_name"],
            "kind": _kind(row),
            "state": _state(row["date"].date(), today),
            "remarks": " ".join(meeting_names.of_meeting(found, str(row["meeting_id"]))),
            "note": row["note"],
        }
        for _, row in dated(meetings).iloc[::-1].iterrows()
    ]


def _kind(row: pd.Series) -> str:
    season = meeting_names.season(str(row["season"])) if pd.notna(row["season"]) else None
    return ", ".join(str(part) for part in (row["kind"], season) if pd.notna(part))


def _state(day: date, today: date) -> str:
    if day == today:
        return tr("i dag")
    return tr("✓ holdt") if day < today else tr("→ kommer")


def until(coming: Place | None, today: date) -> date:
    """The day of the next meeting, or the last day of its season; today when nothing is known."""
    if coming is None:
        return today
    return coming.slot.day or coming.slot.last or today


def body_lines(about: pd.Series, coming: Place | None) -> list[tuple[str, list[str]]]:
    """What the terms of reference say of a body, and its next meeting."""
    lines = [(tr("Næste møde"), [tr("Intet møde er planlagt") if coming is None else when(coming.slot)])]
    for heading, key in ((tr("Skal være klar"), "inputs"), (tr("Faste punkter"), "agenda"), (tr("Beslutter"), "decides")):
        if pd.notna(about[key]):
            lines.append((heading, str(about[key]).split("|")))
    more = ((tr("Følger"), "follows"), (tr("Samler stoffet ind"), "secretariat"), (tr("Formand"), "chair"), (tr("Bemærkning"), "note"))
    for heading, key in more:
        if pd.notna(about[key]):
            lines.append((heading, [str(about[key])]))
    return [*lines, (tr("Kilde"), [f"{about['source_title']}, {about['source_place']}"])]


def due(rows: pd.DataFrame) -> list[dict[str, str]]:
    """Open decisions and milestones (rows of outstanding()) with who answers for them."""
    return [
        {
            "title": _titled(str(row["kind"]), str(row["title"])),
            "responsible": row["responsible"] if pd.notna(row["responsible"]) else tr("ikke angivet"),
            "about": row["about"],
            "due": formats.day(row["due"]),
            "state": f"{'!' if row['late'] > 0 else '→'} {decisions.deadline(int(row['late']))}",
        }
        for _, row in rows.iterrows()
    ]


def _titled(kind: str, title: str) -> str:
    return tr(_KINDS[kind], title=title)

"""What was changed in the plan on the way, as the monitor's list of recordings knows it: milestones, indicators, money moved."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from pages.economy import texts as economy_texts
from pages.kit import formats
from pages.pack.parts import Column
from pages.report.blocks import Block, Count, Day, Reference, Table, listed, text
from pages.report.figures import Told

_FIGURES = ("observation", "activity_result", "participant_step")


def of_plan(told: Told) -> list[Block]:
    """A table of the changes within the report's days, and how many figures were recorded anew."""
    changes = _within(told)
    made: list[Block] = []
    rows = tuple(row for change in changes.to_dict("records") if (row := _row(told, change)))
    if rows:
        columns = (Column("Dato", 1.3), Column("Ændring", 3.4), Column("Før", 1.8), Column("Efter", 1.8), Column("Begrundelse", 2))
        table = Table("tabel-aendringer", "Ændringer i perioden", columns, rows, "Kilde: registreret i monitoren.")
        made += [text("Hvad der er ændret i planen undervejs, står i ", Reference(table.anchor), "."), table]
    else:
        made.append(text("Der er ikke registreret ændringer af milepæle, møder, beslutninger, indikatorer eller budgetter i perioden."))
    made += _borders(told)
    again = tuple(f"{row['release_id']} {row['number']}" for row in changes.to_dict("records") if _is_figure(told, row) and row["before"])
    if again:
        made.append(text(Count(len(again), again), " tal er ændret eller trukket tilbage, efter at de var registreret første gang."))
    return made


def _borders(told: Told) -> list[Block]:
    """The days within the report from which the areas have other borders than before; the first borders known are no change."""
    days = sorted(told.answers["map_borders"]["valid_from"].dropna())[1:]
    inside = [(Day(day),) for day in days if pd.Timestamp(told.request.starts) <= day <= pd.Timestamp(told.request.ends)]
    return [text("Områdernes grænser er ændret fra ", *listed(inside), ".")] if inside else []


def _within(told: Told) -> pd.DataFrame:
    """Changes of the releases in force that were made within the report's days, the oldest first, with day and note."""
    releases = told.answers["releases"]
    day = releases["loaded_at"].dt.normalize()
    starts, ends = pd.Timestamp(told.request.starts), pd.Timestamp(told.request.ends)
    kept = releases[releases["in_force"].fillna(False).astype(bool) & (releases["kind"] != "text") & (day >= starts) & (day <= ends)]
    changes = told.answers["changes"].merge(kept[["release_id", "loaded_at", "note"]], on="release_id")
    return changes.astype(object).where(changes.notna(), None).sort_values(["loaded_at", "release_id", "number"], kind="stable")


def _is_figure(told: Told, change: dict[Any, Any]) -> bool:
    of_plan = {item.indicator_id for item in told.measured} | set(told.judged.targets["target_id"]) | set(told.judged.names)
    return change["table_name"] in _FIGURES and str(change["row_key"]).split("|")[0] in of_plan


def _row(told: Told, change: dict[Any, Any]) -> tuple[str, ...] | None:
    """Day, what, before, after and why; None for what is told elsewhere or belongs to another plan."""
    before, after = (json.loads(change[side]) if change[side] else None for side in ("before", "after"))
    either = after or before or {}
    what: tuple[str, str, str] | None = None
    if change["table_name"] == "milestone" and either.get("plan_id") == told.request.plan_id:
        what = _milestone(before, after)
    elif change["table_name"] == "indicator" and str(change["row_key"]) in {item.indicator_id for item in told.measured}:
        what = _indicator(before, after)
    elif change["table_name"] == "economy" and either.get("plan_id") == told.request.plan_id and either.get("decision_id"):
        what = _moved(told, before, after)
    elif change["table_name"] == "meeting" and either.get("plan_id") == told.request.plan_id:
        what = _meeting(told, before, after)
    elif change["table_name"] == "decision" and either.get("plan_id") == told.request.plan_id:
        what = _decision(before, after)
    return (formats.day(change["loaded_at"]), *what, change["note"] or "–") if what else None


def _meeting(told: Told, before: dict[str, Any] | None, after: dict[str, Any] | None) -> tuple[str, str, str] | None:
    """A meeting with a day that was moved or called off; to set the first day of one changes no plan."""
    if before is None or not before.get("date") or (after and after.get("date") == before["date"]):
        return None
    meetings = told.answers["plan_meetings"]
    names = dict(zip(meetings["body"], meetings["body_name"], strict=True))
    new = formats.day(pd.Timestamp(after["date"])) if after and after.get("date") else "–"
    word = "Møde aflyst" if new == "–" else "Møde flyttet"
    return f"{word}: {str(names.get(before['body'], before['body'])).lower()}", formats.day(pd.Timestamp(before["date"])), new


def _decision(before: dict[str, Any] | None, after: dict[str, Any] | None) -> tuple[str, str, str] | None:
    """A decision that was taken back, reworded or given another deadline; new ones and those done are told with the decisions."""
    if before is None:
        return None
    if after is None:
        return f"Beslutning trukket tilbage: {before['title']}", _due(before), "–"
    if (before["title"], before.get("text")) != (after["title"], after.get("text")):
        said = ["; ".join(str(part) for part in (row["title"], row.get("text")) if part) for row in (before, after)]
        return "Beslutning omskrevet", said[0], said[1]
    return (f"Ny frist for beslutning: {after['title']}", _due(before), _due(after)) if before.get("due") != after.get("due") else None


def _milestone(before: dict[str, Any] | None, after: dict[str, Any] | None) -> tuple[str, str, str] | None:
    if before is None or after is None:
        known = after or before or {}
        word = "Ny milepæl" if before is None else "Milepæl udgået"
        return f"{word}: {known['title']}", _due(before), _due(after)
    if before["title"] != after["title"]:
        return "Milepæl omskrevet", f"{before['title']}, {_due(before)}", f"{after['title']}, {_due(after)}"
    # A milestone that was reached is told with the milestones.
    return (f"Ny frist: {after['title']}", _due(before), _due(after)) if before.get("due") != after.get("due") else None


def _due(row: dict[str, Any] | None) -> str:
    return "–" if row is None else formats.day(pd.Timestamp(row["due"])) if row.get("due") else "uden frist"


def _indicator(before: dict[str, Any] | None, after: dict[str, Any] | None) -> tuple[str, str, str] | None:
    if before is None or after is None:
        word = "Ny indikator" if before is None else "Indikator udgået"
        return f"{word}: {(after or before or {})['title']}", "–", "–"
    if before["title"] != after["title"]:
        return "Indikator har fået nyt navn", str(before["title"]), str(after["title"])
    old, new = (str(row.get("definition") or "–") for row in (before, after))
    return (f"Ny definition: {after['title']}", old, new) if old != new else None


def _moved(told: Told, before: dict[str, Any] | None, after: dict[str, Any] | None) -> tuple[str, str, str]:
    known = after or before or {}
    whose = told.judged.names.get(str(known.get("activity_id")), "planen som helhed")
    old, new = (economy_texts.money(float(row["amount"])) if row else "–" for row in (before, after))
    return f"{economy_texts.KINDS[str(known['kind'])]} til {whose}, efter en beslutning", old, new

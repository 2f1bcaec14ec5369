"""Meetings in words: their names, and the sentences about dates that break the rhythm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from pages.parts import database, formats
from queries import meetings as wheel
from queries.meetings import Break, Remark


def name(row: Mapping[str, Any] | pd.Series) -> str:
    """ "Styregruppen 3. marts 2027" """
    return f"{row['body_name']} {formats.day(row['date'])}"


def dated(plan_id: str, body: str | None = None) -> dict[str, str]:
    """The meetings of a plan that have a day, the latest first: id -> name."""
    rows = wheel.dated(database.ask("plan_meetings", plan_id=plan_id)).iloc[::-1]
    return {str(row["meeting_id"]): name(row) for _, row in rows.iterrows() if body in (None, row["body"])}


def remarks(meetings: pd.DataFrame, bodies: pd.DataFrame, today: date) -> list[tuple[str | None, str]]:
    """Every break of the rhythm as (meeting_id or None, sentence)."""
    names = dict(zip(bodies["body"], bodies["name"], strict=True))
    return [(one.meeting_id, _sentence(one, names)) for one in wheel.remarks(meetings, bodies, today)]


def of_meeting(found: Sequence[tuple[str | None, str]], meeting_id: str) -> list[str]:
    """The sentences about one meeting."""
    return [sentence for about, sentence in found if about == meeting_id]


def _sentence(one: Remark, names: Mapping[str, str]) -> str:
    body, other = names.get(one.body, one.body), names.get(one.other, one.other)
    if one.kind is Break.NO_PARTNER:
        side = "efter" if one.other == "board" else "før"
        return f"{other} har ingen dato ca. {one.expected} uger {side}; det ville være omkring {formats.day(one.around or date.min)}."
    if one.kind in (Break.TOO_EARLY, Break.TOO_LATE):
        weeks = formats.number(abs(one.weeks), 0 if float(one.weeks).is_integer() else 1)
        where = f"{weeks} uger før" if one.weeks > 0 else f"{weeks} uger efter" if one.weeks < 0 else "samme dag som"
        return f"Mødet ligger {where} {_low(other)}; rytmen er ca. {one.expected} uger før."
    if one.kind is Break.OUT_OF_SEASON:
        return f"Datoen ligger ikke i den årstid, mødet hører til ({one.season})."
    if one.kind is Break.TWICE:
        return f"Der er allerede sat dato for mødet i {_low(body)}, {one.season} {one.year}."
    return f"{body}: sat dato for {one.count} af de {one.expected} møder i {one.year}."


def _low(body: str) -> str:
    return body[0].lower() + body[1:]

"""Meetings in words: their names, and the sentences about dates that break the rhythm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from pages.kit import database, formats
from pages.kit.language import mark, tr
from queries import meetings as wheel
from queries.meetings import Break, Remark

# The seasons of the database, which are keys there. With a capital, so that the answers keep the keys (content.py).
_SEASONS = {"forår": mark("Forår"), "sommer": mark("Sommer"), "efterår": mark("Efterår"), "vinter": mark("Vinter")}


def season(key: str) -> str:
    """A season inside a sentence: "forår"."""
    return tr(_SEASONS[key]).lower() if key in _SEASONS else key


def name(row: Mapping[str, Any] | pd.Series) -> str:
    """ "Styregruppen 3. marts 2027" """
    return tr("{body} {day}", body=row["body_name"], day=formats.day(row["date"]))


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
        around = formats.day(one.around or date.min)
        if one.other == "board":
            pattern = mark("{body} har ingen dato ca. {weeks} uger efter; det ville være omkring {day}.")
        else:
            pattern = mark("{body} har ingen dato ca. {weeks} uger før; det ville være omkring {day}.")
        return tr(pattern, body=other, weeks=one.expected, day=around)
    if one.kind in (Break.TOO_EARLY, Break.TOO_LATE):
        return _apart(one, _low(other))
    if one.kind is Break.OUT_OF_SEASON:
        return tr("Datoen ligger ikke i den årstid, mødet hører til ({season}).", season=season(one.season))
    if one.kind is Break.TWICE:
        when = {"season": season(one.season), "year": one.year}
        return tr("Der er allerede sat dato for mødet i {body}, {season} {year}.", body=_low(body), **when)
    return tr(
        "{body}: sat dato for {count} af de {expected} møder i {year}.", body=body, count=one.count, expected=one.expected, year=one.year
    )


def _apart(one: Remark, other: str) -> str:
    """How many weeks lie between two meetings, and how many the rhythm says."""
    weeks = formats.number(abs(one.weeks), 0 if float(one.weeks).is_integer() else 1)
    if one.weeks > 0:
        pattern = mark("Mødet ligger {weeks} uger før {body}; rytmen er ca. {expected} uger før.")
    elif one.weeks < 0:
        pattern = mark("Mødet ligger {weeks} uger efter {body}; rytmen er ca. {expected} uger før.")
    else:
        return tr("Mødet ligger samme dag som {body}; rytmen er ca. {expected} uger før.", body=other, expected=one.expected)
    return tr(pattern, weeks=weeks, body=other, expected=one.expected)


def _low(body: str) -> str:
    return body[0].lower() + body[1:]

"""Activations of the preparedness plan ready for the screen: the log, and whether the group was gathered in time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pandas as pd

from pages.kit import formats
from pages.kit.language import mark, tr, trn
from queries.deadlines import Deadline, Kept, due, kept

LEVELS = {"green": ("●", mark("Grønt")), "yellow": ("▲", mark("Gult")), "red": ("■", mark("Rødt"))}
_WORDS = {
    Kept.KEPT: ("✓", mark("frist overholdt")),
    Kept.BROKEN: ("✗", mark("frist overskredet")),
    Kept.RUNNING: ("…", mark("fristen løber")),
    Kept.PASSED: ("✗", mark("fristen er gået, uden at gruppen er samlet")),
    Kept.NOT_GATHERED: ("○", mark("lukket før fristen, uden at gruppen blev samlet")),
    Kept.NO_DEADLINE: ("?", mark("niveauet har ingen frist")),
}
COLUMNS = [
    ("area", mark("Område"), False), ("level", mark("Niveau"), False), ("kept", mark("Frist"), False), ("opened", mark("Åbnet"), False),
    ("convened", mark("Samlet"), False), ("closed", mark("Lukket"), False),
]  # fmt: skip


def moment(value: Any) -> str:
    """ "1. april 2026 kl. 10.30", in English "1 April 2026 at 10:30" """
    at = pd.Timestamp(value)
    return tr("{day} kl. {time:%H.%M}", day=formats.day(at), time=at)


def standing(row: pd.Series, now: datetime) -> tuple[Kept, Deadline | None]:
    """How an activation (row of the question activations) stands, and the deadline it had."""
    opened, convened, closed = (None if pd.isna(row[name]) else row[name].to_pydatetime() for name in ("opened", "convened", "closed"))
    has_deadline = opened is not None and pd.notna(row["deadline_value"])
    deadline = due(opened, float(row["deadline_value"]), str(row["deadline_unit"])) if opened and has_deadline else None
    return kept(deadline.ends if deadline else None, convened, closed, now), deadline


def kept_words(row: pd.Series, now: datetime) -> str:
    """ "✓ frist overholdt (senest torsdag den 9. april 2026, ved dagens slutning)" """
    found, deadline = standing(row, now)
    sign, word = _WORDS[found]
    said = f"{sign} {tr(word)}"
    if deadline is None:
        return said
    if row["deadline_unit"] == "hours":
        return tr("{said} (senest {moment})", said=said, moment=formats.moment(deadline.ends))
    return tr("{said} (senest {day}, ved dagens slutning)", said=said, day=formats.weekday(deadline.ends))


def log(rows: pd.DataFrame, now: datetime, with_notes: bool) -> list[dict[str, str]]:
    """The activations as rows of text, the newest first; the note is for the board and officers."""
    return [
        {
            "area": row["area_name"],
            "level": _level(row),
            "kept": kept_words(row, now),
            "note": row["note"] if with_notes and pd.notna(row["note"]) else "",
            **{name: moment(row[name]) if pd.notna(row[name]) else "–" for name in ("opened", "convened")},
            "closed": moment(row["closed"]) if pd.notna(row["closed"]) else tr("ikke lukket"),
        }
        for _, row in rows.iterrows()
    ]


def _level(row: pd.Series) -> str:
    sign, word = LEVELS.get(str(row["level"]), ("", str(row["level_title"])))
    return f"{sign} {tr(word)}".strip()


def sentence(rows: pd.DataFrame, now: datetime) -> str:
    """How many activations there are and how their deadlines were kept."""
    states = [standing(row, now)[0] for _, row in rows.iterrows()]
    parts = [f"{tr(word)} ({formats.number(states.count(state))})" for state, (_, word) in _WORDS.items() if state in states]
    number, kinds = formats.number(len(states)), ", ".join(parts)
    return trn("1 aktivering: {kinds}.", "{number} aktiveringer: {kinds}.", len(states), number=number, kinds=kinds)

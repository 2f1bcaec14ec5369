"""Activations of the preparedness plan ready for the screen: the log, and whether the group was gathered in time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pandas as pd

from pages.parts import formats
from queries.deadlines import Deadline, Kept, due, kept

LEVELS = {"green": ("●", "Grønt"), "yellow": ("▲", "Gult"), "red": ("■", "Rødt")}
_WORDS = {
    Kept.KEPT: ("✓", "frist overholdt"),
    Kept.BROKEN: ("✗", "frist overskredet"),
    Kept.RUNNING: ("…", "fristen løber"),
    Kept.PASSED: ("✗", "fristen er gået, uden at gruppen er samlet"),
    Kept.NOT_GATHERED: ("○", "lukket før fristen, uden at gruppen blev samlet"),
    Kept.NO_DEADLINE: ("?", "niveauet har ingen frist"),
}
COLUMNS = [
    ("area", "Område", False), ("level", "Niveau", False), ("kept", "Frist", False), ("opened", "Åbnet", False),
    ("convened", "Samlet", False), ("closed", "Lukket", False),
]  # fmt: skip


def moment(value: Any) -> str:
    """ "1. april 2026 kl. 10.30" """
    at = pd.Timestamp(value)
    return f"{formats.day(at)} kl. {at:%H.%M}"


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
    if deadline is None:
        return f"{sign} {word}"
    hours = row["deadline_unit"] == "hours"
    until = formats.moment(deadline.ends) if hours else f"{formats.weekday(deadline.ends)}, ved dagens slutning"
    return f"{sign} {word} (senest {until})"


def log(rows: pd.DataFrame, now: datetime, with_notes: bool) -> list[dict[str, str]]:
    """The activations as rows of text, the newest first; the note is for the board and officers."""
    return [
        {
            "area": row["area_name"],
            "level": " ".join(LEVELS.get(str(row["level"]), ("", str(row["level_title"])))).strip(),
            "kept": kept_words(row, now),
            "note": row["note"] if with_notes and pd.notna(row["note"]) else "",
            **{name: moment(row[name]) if pd.notna(row[name]) else "–" for name in ("opened", "convened")},
            "closed": moment(row["closed"]) if pd.notna(row["closed"]) else "ikke lukket",
        }
        for _, row in rows.iterrows()
    ]


def sentence(rows: pd.DataFrame, now: datetime) -> str:
    """How many activations there are and how their deadlines were kept."""
    states = [standing(row, now)[0] for _, row in rows.iterrows()]
    parts = [f"{word} ({formats.number(states.count(state))})" for state, (_, word) in _WORDS.items() if state in states]
    count = "1 aktivering" if len(states) == 1 else f"{formats.number(len(states))} aktiveringer"
    return f"{count}: {', '.join(parts)}."

"""What an officer is about to make: rows to put or withdraw, before anything is written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import pandas as pd

from data import schema

Action = Literal["put", "withdraw"]
SEPARATOR = "|"
# What officers may put rows into. Areas, plans, goals and promises come from the documents alone.
TABLES = frozenset(
    {
        "observation",
        "indicator",
        "activity_result",
        "milestone",
        "meeting",
        "comment",
        "decision",
        "preparedness_activation",
        "edition",
        "agenda_item",
        "economy",
        "participant_step",
    }
)
_TYPES = {
    "double": "et tal",
    "integer": "et helt tal",
    "date": "en dato (åååå-mm-dd)",
    "timestamp": "et tidspunkt",
    "boolean": "ja eller nej",
}


@dataclass(frozen=True)
class Change:
    """One row: `put` takes the whole row without release_id, `withdraw` its key alone. Dates are ISO text."""

    table: str
    action: Action
    row: Mapping[str, Any]

    @property
    def key(self) -> str:
        """The row's key as text."""
        return key_text(self.table, self.row)


@dataclass(frozen=True)
class Draft:
    """A release that is not made yet.

    `kind` is one of release.kind in schema.yml, `role` who makes it, `origin` where it comes from in Danish words.
    """

    kind: str
    role: str
    origin: str
    changes: tuple[Change, ...] = ()
    note: str | None = None
    file_name: str | None = None
    file_sha256: str | None = None
    undoes: str | None = None


def key_text(table: str, row: Mapping[str, Any]) -> str:
    """The key of a row of `table` as text, the same for a row of a frame and for one of a draft."""
    columns = schema.tables()[table]["columns"]
    return SEPARATOR.join(_key_part(row[name], columns[name]["type"]) for name in schema.tables()[table]["key"])


def _key_part(value: Any, kind: str) -> str:
    if kind in ("date", "timestamp"):
        # Only ISO text: "1/8 2026" would otherwise be some day or other.
        moment = pd.Timestamp(datetime.fromisoformat(value) if isinstance(value, str) else value)
        return str(moment.date().isoformat() if kind == "date" else moment.isoformat())
    return str(value)


def plain(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as JSON holds it: the table's own columns without release_id and without empty ones, dates as ISO text."""
    found = {}
    for name, column in schema.tables()[table]["columns"].items():
        value = row.get(name)
        if name == "release_id" or value is None or pd.isna(value):
            continue
        found[name] = _plain_value(value, column["type"])
    return found


def unreadable(change: Change) -> str | None:
    """What is wrong with the form of a row, as a Danish sentence, or None: an unknown column, no key, a cell of another type."""
    columns = schema.tables()[change.table]["columns"]
    if unknown := sorted(set(change.row) - set(columns)):
        return f"kolonnen {', '.join(unknown)} findes ikke. Kendte er: {', '.join(columns)}."
    for name in schema.tables()[change.table]["key"]:
        if change.row.get(name) in (None, ""):
            return f"{name} mangler. Udfyld den."
    for name, value in change.row.items():
        try:
            if value is not None and not pd.isna(value):
                # This cell alone: casting a frame would type every column of the table for each cell.
                schema.converted(pd.Series([_plain_value(value, columns[name]["type"])]), columns[name]["type"])
        except (ValueError, TypeError):
            return f"{name} er {value!r}, som ikke kan læses som {_TYPES.get(columns[name]['type'], 'tekst')}. Ret cellen."
    return None


def _plain_value(value: Any, kind: str) -> Any:
    if kind in ("date", "timestamp"):
        return _key_part(value, kind)
    if kind == "integer":
        return int(value)
    if kind == "double":
        return float(value)
    return bool(value) if kind == "boolean" else str(value)


def as_json(content: Any) -> str:
    """Text that is the same for the same content."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

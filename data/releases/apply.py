"""Lay the releases over the text: tables with the rows in force, the list of releases, and the trace of every change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from data import schema
from data.reading import Content
from data.releases.draft import Change, as_json, key_text, plain
from data.releases.ledger import Entry, in_force, read_rows


def with_releases(content: Content, entries: Sequence[Entry], rows: Mapping[str, Sequence[Change]]) -> Content:
    """The content with `entries` laid over it; `rows` holds the changes of each by release_id.

    Raises ValueError when a cell cannot be read as its column's type.
    """
    if not entries:
        return content
    valid = in_force(list(entries))
    laid = _Laid(content.tables)
    for entry in valid:
        for number, change in enumerate(rows[entry.release_id], start=1):
            laid.add(entry.release_id, number, change)
    tables = {**content.tables, **laid.tables()}
    releases = [_release(entry, entry in valid) for entry in entries]
    tables["release"] = _joined("release", tables["release"], releases)
    tables["change"] = _joined("change", tables["change"], laid.trace)
    tables["correction"] = _still_true(tables["correction"], laid.trace)
    return replace(content, tables=tables)


def read_all(folder: Path, entries: Sequence[Entry]) -> dict[str, list[Change]]:
    """The rows of every release by release_id, those out of force too. Raises LedgerError."""
    return {entry.release_id: read_rows(folder, entry) for entry in entries}


def _still_true(corrections: pd.DataFrame, trace: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """The corrections without those of printed figures that a release has replaced; what stood is kept in the trace."""
    replaced = {(entry["table_name"], *_place(entry)) for entry in trace if entry["before"] is not None}
    kept = [
        ("observation", row["indicator_id"], row["area_id"], row["period_end"]) not in replaced
        and ("activity_result", row["target_id"], None, row["period_end"]) not in replaced
        for row in corrections.to_dict("records")
    ]
    return corrections[kept]


def _place(entry: Mapping[str, Any]) -> tuple[str | None, str | None, pd.Timestamp | None]:
    """What a correction calls a figure: indicator and area or promise, and the last day of its period."""
    parts = str(entry["row_key"]).split("|")
    if entry["table_name"] == "observation":
        return parts[0], parts[1], pd.Timestamp(parts[3])
    return (parts[0], None, pd.Timestamp(parts[2])) if entry["table_name"] == "activity_result" else (None, None, None)


class _Laid:
    """Tables as rows by key, filled when a change first touches them."""

    def __init__(self, before: Mapping[str, pd.DataFrame]) -> None:
        self._before = before
        self._rows: dict[str, dict[str, dict[str, Any]]] = {}
        self.trace: list[dict[str, Any]] = []

    def add(self, release_id: str, number: int, change: Change) -> None:
        table = self._table(change.table)
        stood = table.pop(change.key, None)
        if change.action == "put":
            table[change.key] = {**change.row, "release_id": release_id}
        self.trace.append(
            {
                "release_id": release_id,
                "number": number,
                "table_name": change.table,
                "row_key": change.key,
                "action": change.action,
                "before": None if stood is None else as_json(plain(change.table, stood)),
                "after": as_json(plain(change.table, change.row)) if change.action == "put" else None,
            }
        )

    def _table(self, name: str) -> dict[str, dict[str, Any]]:
        if name not in self._rows:
            self._rows[name] = rows_by_key(name, self._before[name])
        return self._rows[name]

    def tables(self) -> dict[str, pd.DataFrame]:
        return {name: _cast(name, list(rows.values())) for name, rows in self._rows.items()}


def rows_by_key(table: str, frame: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """The rows of a table by their key as text, as plain values."""
    found = {}
    for row in frame.to_dict("records"):
        kept = plain(table, row)
        if pd.notna(row.get("release_id")):
            kept["release_id"] = row["release_id"]
        found[key_text(table, row)] = kept
    return found


def _release(entry: Entry, valid: bool) -> dict[str, Any]:
    return {
        "release_id": entry.release_id,
        "loaded_at": entry.made_at,
        "origin": entry.origin,
        "sha256": entry.rows_sha256,
        "rows": entry.rows,
        "kind": entry.kind,
        "role": entry.role,
        "file_name": entry.file_name,
        "file_sha256": entry.file_sha256,
        "note": entry.note,
        "undoes": entry.undoes,
        "in_force": valid,
        "chain": entry.chain,
    }


def _joined(table: str, frame: pd.DataFrame, rows: list[dict[str, Any]]) -> pd.DataFrame:
    return pd.concat([frame, _cast(table, rows)], ignore_index=True)


def _cast(table: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    return schema.cast(table, pd.DataFrame(rows, columns=schema.columns(table)))

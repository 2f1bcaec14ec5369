"""Checks that follow from schema.yml alone: required cells, allowed values, unique keys, known references."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
import pandera.errors

from data import schema
from data.checks.finding import Finding

_SENTENCES = {
    "not_nullable": "{column} mangler. Udfyld cellen.",
    "isin": "{column} er {value!r}, som ikke er tilladt. Tilladt er: {allowed}.",
    "unique": "nøglen findes flere gange. Behold én række.",
}


def check_structure(tables: dict[str, pd.DataFrame]) -> list[Finding]:
    """Rows that break a rule of schema.yml."""
    findings = []
    for name, frame in tables.items():
        if frame.empty:
            continue  # Its columns are those of schema.yml, and it has no cell that could break a rule.
        findings += _against_schema(name, frame)
        findings += _references(name, frame, tables)
    return findings


def _against_schema(table: str, frame: pd.DataFrame) -> list[Finding]:
    try:
        schema.pandera_schema(table).validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        found = {_finding(table, frame, str(case.check), str(case.column), case.failure_case, case.index) for case in cases.itertuples()}
        return sorted(found)
    return []


def _finding(table: str, frame: pd.DataFrame, check: str, column: str, value: object, index: object) -> Finding:
    spec = schema.tables()[table]
    kind = next((kind for kind in ("not_nullable", "isin") if check.startswith(kind)), "unique")
    allowed = ", ".join(spec["columns"].get(column, {}).get("values", []))
    where = key_of(table, frame.loc[index]) if index in frame.index else column  # type: ignore[index]
    return Finding(table, where, _SENTENCES[kind].format(column=column, value=value, allowed=allowed))


def _references(table: str, frame: pd.DataFrame, tables: dict[str, pd.DataFrame]) -> list[Finding]:
    findings = []
    for column, spec in schema.tables()[table]["columns"].items():
        if "refers" not in spec:
            continue
        other, other_column = spec["refers"].split(".")
        if other not in tables:
            continue
        wrong = frame[column].notna() & ~frame[column].isin(tables[other][other_column])
        if not wrong.any():
            continue
        findings += [
            Finding(table, key_of(table, row), f"{column} {row[column]!r} findes ikke i {other}. Ret stavningen eller opret den.")
            for _, row in frame[wrong].iterrows()
        ]
    return findings


def key_of(table: str, row: pd.Series | Mapping[str, Any]) -> str:
    """The key of a row as text, dates as ISO."""
    return join_key(row[name] for name in schema.tables()[table]["key"])


def join_key(parts: Iterable[object]) -> str:
    """The parts of a key as text, dates as ISO."""
    return " / ".join(str(part.date()) if isinstance(part, pd.Timestamp) else str(part) for part in parts)

"""The table definitions of schema.yml as DDL, as pandera schemas and as lists of columns."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd
import yaml

from data.paths import SCHEMA

if TYPE_CHECKING:
    import pandera.pandas as pa

# Raise when tables or columns change meaning: the version of every build depends on it, every file states it, and
# queries/ refuses a file of another one. 2: the file states its schema. 3: releases of officers, and what they record.
# 4: agendas of meetings. 6: the economy of the plan and its participants. 7: rules of alerts.
SCHEMA_VERSION = 7

_PANDAS_TYPES = {
    "text": "str",
    "key": "str",
    "integer": "Int64",
    "double": "float64",
    "date": "datetime64[us]",
    "timestamp": "datetime64[us]",
    "boolean": "boolean",
    "geometry": "object",
}
_DUCKDB_TYPES = {
    "text": "varchar",
    "integer": "integer",
    "double": "double",
    "date": "date",
    "timestamp": "timestamp",
    "boolean": "boolean",
}


@cache
def tables() -> dict[str, dict[str, Any]]:
    """Table name -> definition, in an order where every table comes after those it refers to."""
    # The C loader is safe as well and ten times as fast.
    definition: dict[str, dict[str, Any]] = yaml.load(SCHEMA.read_text("utf-8"), Loader=yaml.CSafeLoader)["tables"]
    return definition


def columns(table: str) -> list[str]:
    """Column names of a table in the order of the database."""
    return list(tables()[table]["columns"])


@cache
def empty(table: str) -> pd.DataFrame:
    """A frame of the table's columns and types without rows; not to be changed, all share it."""
    spec = tables()[table]["columns"]
    return pd.DataFrame({name: pd.Series([], dtype=_PANDAS_TYPES[column["type"]]) for name, column in spec.items()})


def cast(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with exactly the table's columns in order, typed; a missing column becomes null.

    Raises ValueError when a cell cannot be read as the column's type.
    """
    if frame.empty:
        return empty(table)
    spec = tables()[table]["columns"]
    typed = {name: _typed(table, name, column["type"], frame) for name, column in spec.items()}
    return pd.DataFrame(typed, columns=list(spec))


def _typed(table: str, name: str, kind: str, frame: pd.DataFrame) -> pd.Series:
    if name not in frame:
        values: pd.Series = pd.Series([None] * len(frame), index=frame.index, dtype="object")
    else:
        values = frame[name]
    try:
        return converted(values, kind)
    except (ValueError, TypeError) as error:
        raise ValueError(f"{table}.{name}: {_first_unreadable(table, values, kind, frame)} kan ikke læses som {kind}") from error


def converted(values: pd.Series, kind: str) -> pd.Series:
    """The cells as a column of type `kind` holds them. Raises ValueError or TypeError when one cannot be read as that."""
    if values.dtype == _PANDAS_TYPES[kind] and kind != "geometry":
        return values
    if kind == "date":
        # Only ISO dates: without a format, "2020" and "01-02-2020" would be read as some day or other.
        return pd.to_datetime(values, format="%Y-%m-%d", errors="raise").astype("datetime64[us]")
    if kind == "timestamp":
        return pd.to_datetime(values, errors="raise").astype("datetime64[us]")
    if kind in ("double", "integer"):
        return pd.to_numeric(values, errors="raise").astype(_PANDAS_TYPES[kind])
    return values.astype(_PANDAS_TYPES[kind])


def _first_unreadable(table: str, values: pd.Series, kind: str, frame: pd.DataFrame) -> str:
    """The first cell that cannot be read, with the key of its row."""
    for position in range(len(values)):
        try:
            converted(values.iloc[[position]], kind)
        except (ValueError, TypeError):
            key = " / ".join(str(frame[name].iloc[position]) for name in tables()[table]["key"] if name in frame)
            return f"'{values.iloc[position]}' i rækken {key}"
    return "kolonnen"


@cache
def pandera_schema(table: str) -> pa.DataFrameSchema:
    """Null, value and uniqueness rules of one table."""
    import pandera.pandas as pa  # here, because the server reads the ledger and checks no tables

    spec = tables()[table]
    checks = {
        name: pa.Column(
            dtype=None,
            nullable=not column.get("required", False),
            checks=[pa.Check.isin(column["values"])] if "values" in column else None,
        )
        for name, column in spec["columns"].items()
    }
    return pa.DataFrameSchema(checks, unique=spec["key"], strict=True)


def key_types(frames: Mapping[str, pd.DataFrame]) -> list[str]:
    """One CREATE TYPE statement per table with a `key`: an ENUM of its keys in `frames`, in the order of text.

    Numbers that rise as the text does keep every ORDER BY as it was, and a filter on one key skips whole row groups.
    """
    statements = []
    for table, spec in tables().items():
        for name, column in spec["columns"].items():
            if column["type"] == "key" and "refers" not in column:
                keys = sorted(set(frames[table][name].dropna())) if table in frames else []
                statements.append(f"create type {key_type(f'{table}.{name}')} as enum ({', '.join(map(_quoted, keys))})")
    return statements


def key_type(column: str) -> str:
    """Name of the ENUM of the keys in `column` (table.column)."""
    return f"{column.replace('.', '_')}_key"


def ddl() -> list[str]:
    """CREATE TABLE statements, in order; the types of key_types() come before."""
    from pyproj import CRS

    # The core of DuckDB knows no coordinate system by its code, so the full definition goes in.
    geometry = f"geometry({_quoted(CRS.from_epsg(25832).to_json())})"
    statements = []
    for table, spec in tables().items():
        lines = []
        for name, column in spec["columns"].items():
            own = {"geometry": geometry, "key": key_type(column.get("refers", f"{table}.{name}"))}
            kind = own.get(column["type"]) or _DUCKDB_TYPES[column["type"]]
            lines.append(f"{name} {kind}{' not null' if column.get('required') else ''}")
        statements.append(f"create table {table} ({', '.join(lines)})")
    return statements


def comments() -> list[str]:
    """COMMENT statements for every table and column: the file explains itself to whoever opens it."""
    statements = []
    for table, spec in tables().items():
        statements.append(f"comment on table {table} is {_quoted(spec['comment'])}")
        for name, column in spec["columns"].items():
            statements.append(f"comment on column {table}.{name} is {_quoted(column['comment'])}")
    return statements


def meta(version: str) -> list[str]:
    """What a file says of itself: a view and no table, because nothing is ever put into it."""
    return [
        f"create view meta as select {SCHEMA_VERSION} as schema_version, {_quoted(version)} as data_version",
        "comment on view meta is 'One row: the schema version of this file and the version of its content.'",
    ]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

"""The table definitions of schema.yml as DDL, as pandera schemas and as lists of columns."""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd
import pandera.pandas as pa
import yaml
from pyproj import CRS

from data.paths import SCHEMA

# Raise when tables or columns change meaning: the version of every build depends on it.
SCHEMA_VERSION = 1

_PANDAS_TYPES = {
    "text": "str",
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
    definition: dict[str, dict[str, Any]] = yaml.safe_load(SCHEMA.read_text("utf-8"))["tables"]
    return definition


def columns(table: str) -> list[str]:
    """Column names of a table in the order of the database."""
    return list(tables()[table]["columns"])


def empty(table: str) -> pd.DataFrame:
    """A frame of the table's columns and types without rows."""
    return cast(table, pd.DataFrame(columns=columns(table)))


def cast(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with exactly the table's columns in order, typed; a missing column becomes null.

    Raises ValueError when a cell cannot be read as the column's type.
    """
    spec = tables()[table]["columns"]
    typed = {name: _typed(table, name, column["type"], frame) for name, column in spec.items()}
    return pd.DataFrame(typed, columns=list(spec))


def _typed(table: str, name: str, kind: str, frame: pd.DataFrame) -> pd.Series:
    if name not in frame:
        values: pd.Series = pd.Series([None] * len(frame), index=frame.index, dtype="object")
    else:
        values = frame[name]
    try:
        if kind in ("date", "timestamp"):
            return pd.to_datetime(values, errors="raise").astype("datetime64[us]")
        if kind in ("double", "integer"):
            return pd.to_numeric(values, errors="raise").astype(_PANDAS_TYPES[kind])
        return values.astype(_PANDAS_TYPES[kind])
    except (ValueError, TypeError) as error:
        raise ValueError(f"{table}.{name}: {error}") from error


@cache
def pandera_schema(table: str) -> pa.DataFrameSchema:
    """Null, value and uniqueness rules of one table."""
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


def ddl() -> list[str]:
    """CREATE TABLE and COMMENT statements for every table, in order."""
    # The core of DuckDB knows no coordinate system by its code, so the full definition goes in.
    geometry = f"geometry({_quoted(CRS.from_epsg(25832).to_json())})"
    statements = []
    for table, spec in tables().items():
        lines = []
        for name, column in spec["columns"].items():
            kind = geometry if column["type"] == "geometry" else _DUCKDB_TYPES[column["type"]]
            lines.append(f"{name} {kind}{' not null' if column.get('required') else ''}")
        statements.append(f"create table {table} ({', '.join(lines)})")
        statements.append(f"comment on table {table} is {_quoted(spec['comment'])}")
        for name, column in spec["columns"].items():
            statements.append(f"comment on column {table}.{name} is {_quoted(column['comment'])}")
    return statements


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

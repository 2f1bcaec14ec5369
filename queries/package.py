"""The published data as a data package: CSV and Parquet of every table with a datapackage.json (Frictionless v1)."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from queries.connection import Database

# Tables whose rows are figures or describe them; geometry and the release log are not part of the package.
TABLES = (
    "area",
    "plan",
    "focus_area",
    "goal",
    "indicator",
    "observation",
    "correction",
    "source",
    "activity",
    "activity_target",
    "activity_result",
    "staff_hours",
    "milestone",
    "criterion",
    "economy",
    "participant_step",
)
_FIELD_TYPES = {
    "VARCHAR": "string",
    "DOUBLE": "number",
    "INTEGER": "integer",
    "DATE": "date",
    "BOOLEAN": "boolean",
    "TIMESTAMP": "datetime",
}


def data_package(database: Database, write: Callable[[pd.DataFrame], str]) -> bytes:
    """A zip with one CSV and one Parquet file per table and their description.

    CSV follows the standard (comma, decimal point, ISO dates, UTF-8); Excel in Danish is served by the other download.
    `write` makes the CSV of a table (geo/cells.py keeps formulas out of it); the Parquet files hold the text as it is.
    """
    description = database.ask("table_columns")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in TABLES:
            frame = database.table(table)
            archive.writestr(f"data/{table}.csv", write(frame))
            days = description[(description["table_name"] == table) & (description["data_type"] == "DATE")]["column_name"]
            archive.writestr(f"data/{table}.parquet", _parquet(frame, list(days)))
        package = json.dumps(describe(description, database.version), ensure_ascii=False, indent=2)
        archive.writestr("datapackage.json", package)
    return buffer.getvalue()


def _parquet(frame: pd.DataFrame, days: list[str]) -> bytes:
    """The frame as a Parquet file in which `days` are dates and not midnights."""
    table = pa.Table.from_pandas(frame, preserve_index=False)
    for name in days:
        table = table.set_column(table.column_names.index(name), name, table[name].cast(pa.date32()))
    buffer = io.BytesIO()
    pq.write_table(table, buffer)
    return buffer.getvalue()


def describe(description: pd.DataFrame, version: str) -> dict[str, Any]:
    """The content of datapackage.json from the comments in the database (question table_columns)."""
    resources = []
    for table in TABLES:
        columns = description[description["table_name"] == table]
        resources.append(_resource(table, "csv", columns))
        resources.append(_resource(table, "parquet", columns))
    return {
        "name": "boligsocial-monitor",
        "title": "Boligsocial Monitor for Randers: offentliggjorte tal",
        "version": version,
        "licenses": [
            {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/", "title": "Creative Commons Attribution 4.0"}
        ],
        "resources": resources,
    }


def _resource(table: str, form: str, columns: pd.DataFrame) -> dict[str, Any]:
    resource: dict[str, Any] = {
        "name": table if form == "csv" else f"{table}-parquet",
        "path": f"data/{table}.{form}",
        "format": form,
        "description": str(columns["table_comment"].iloc[0]),
        "profile": "tabular-data-resource",
        "schema": {
            "fields": [
                {"name": row.column_name, "type": _FIELD_TYPES[str(row.data_type)], "description": row.column_comment}
                for row in columns.itertuples()
            ]
        },
    }
    if form == "csv":
        resource |= {"mediatype": "text/csv", "encoding": "utf-8"}
    return resource

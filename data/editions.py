"""Editions: the published figures of a day, kept for good as plain text in one file that anybody can read.

An archive holds one CSV file per table and a list of what it is. The same figures give the same bytes, so that an edition
can be made again from the text and the ledger of its day and compared by its hash. The database file that pages open is
made from it whenever it is missing, in the schema of the monitor that reads it.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from data import schema
from data.opening import reading
from data.pointer import Version, read_pointer

FOLDER = "editions"
ABOUT = "edition.json"
FORMAT = 1
_EPOCH = (1980, 1, 1, 0, 0, 0)
# Values for columns that a later schema requires and an older archive does not have.
_FILLED = {"text": "", "key": "", "integer": 0, "double": 0.0, "boolean": True}


class EditionError(Exception):
    """An archive is missing, or is not what was frozen; the message says which and what to do."""


def archive(published: Path, about: Mapping[str, Any]) -> bytes:
    """The archive of a published database file. `about` is kept beside the tables; the same input gives the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made, reading(published) as connection:
        content = {"format": FORMAT, "schema_version": schema.SCHEMA_VERSION, **about}
        _add(made, ABOUT, json.dumps(content, ensure_ascii=False, sort_keys=True, indent=2).encode())
        for table, spec in schema.tables().items():
            order = ", ".join(f"{name}::varchar" for name in spec["key"])
            columns = ", ".join(_as_text(name, column["type"]) for name, column in spec["columns"].items())
            # Names come from schema.yml, never from data.
            frame = connection.execute(f"select {columns} from {table} order by {order}").df()  # noqa: S608
            _add(made, f"{table}.csv", _csv(frame))
    return buffer.getvalue()


def _csv(frame: pd.DataFrame) -> bytes:
    """The table as CSV. A lone carriage return is not quoted by itself, and most programs would read it as the end of a row."""
    returns = any(isinstance(cell, str) and "\r" in cell for name in frame for cell in frame[name])
    text: str = frame.to_csv(index=False, lineterminator="\n", quoting=csv.QUOTE_ALL if returns else csv.QUOTE_MINIMAL)
    return text.encode()


def _as_text(name: str, kind: str) -> str:
    return f"hex(st_aswkb({name})::blob) as {name}" if kind == "geometry" else f"{name}::varchar as {name}"


def _add(made: zipfile.ZipFile, name: str, content: bytes) -> None:
    made.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED, 6)


def read_archive(content: bytes) -> tuple[dict[str, Any], dict[str, pd.DataFrame]]:
    """What an archive says it is, and its tables in the schema of today: columns that are gone are left out, new ones are empty.

    Raises EditionError.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            about: dict[str, Any] = json.loads(opened.read(ABOUT))
            known = set(opened.namelist())
            tables = {
                table: _table(table, opened.read(f"{table}.csv")) if f"{table}.csv" in known else schema.empty(table)
                for table in schema.tables()
            }
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise EditionError(f"En udgave kan ikke læses: {error}. Hent den fra sikkerhedskopien (docs/operations.md).") from error
    if about.get("format") != FORMAT:
        raise EditionError("En udgave er gemt af en nyere monitor. Opdatér monitoren.")
    return about, tables


def _table(table: str, content: bytes) -> pd.DataFrame:
    # Only "\n" ends a row; older archives hold lone carriage returns without quotes.
    frame = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False, lineterminator="\n").replace({"": None})
    for name, column in schema.tables()[table]["columns"].items():
        if name in frame and column["type"] == "geometry":
            frame[name] = frame[name].map(lambda text: None if text is None else bytes.fromhex(text))
        elif name in frame and column["type"] == "boolean":
            frame[name] = frame[name].map({"true": True, "false": False}).astype("object")
        elif name in frame and column["type"] == "date":
            frame[name] = frame[name].str[:10]
        elif name not in frame and column.get("required"):
            frame[name] = (column.get("values") or [_FILLED.get(column["type"])])[0]
    return schema.cast(table, frame)


def archive_file(state: Path, sha256: str) -> Path:
    """Where the archive with that hash lies."""
    return state / FOLDER / f"{sha256}.zip"


def read_file(state: Path, sha256: str) -> tuple[dict[str, Any], dict[str, pd.DataFrame]]:
    """The archive with that hash, checked byte by byte. Raises EditionError."""
    path = archive_file(state, sha256)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise EditionError(f"Udgaven {path.name} mangler. Hent den fra sikkerhedskopien (docs/operations.md).") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise EditionError(f"Udgaven {path.name} er ændret, siden den blev gemt. Hent den fra sikkerhedskopien.")
    return read_archive(content)


def database_file(folder: Path, sha256: str) -> Path:
    """The file that pages open for the edition with that hash."""
    return folder / f"edition-{sha256[:16]}-s{schema.SCHEMA_VERSION}.duckdb"


def unfold(
    folder: Path, state: Path, rows: Iterable[Mapping[str, Any]], write: Callable[[Path, dict[str, pd.DataFrame], str], None]
) -> None:
    """Make the database files of the editions in `rows` that have none yet; `write` is build.write_file. Raises EditionError."""
    for row in rows:
        path = database_file(folder, row["sha256"])
        if not path.exists():
            write(path, read_file(state, row["sha256"])[1], row["data_version"])


def freeze(folder: Path, title: str, day: date, meeting_id: str | None, note: str | None) -> tuple[dict[str, Any], bytes]:
    """The row of `edition` for the version in force, and its archive. Raises EditionError when there is no version."""
    version: Version | None = read_pointer(folder)
    if version is None:
        raise EditionError("Der er ingen database at lave en udgave af. Kør 'make build'.")
    content = archive(version.published, {"title": title, "frozen_on": day.isoformat(), "data_version": version.version})
    digest = hashlib.sha256(content).hexdigest()
    with reading(version.published) as connection:
        figures = connection.execute("select count(*) from observation where value is not null").fetchall()[0][0]
    row = {
        "edition_id": f"{day.isoformat()}-{digest[:8]}", "title": title, "frozen_on": day.isoformat(), "meeting_id": meeting_id,
        "data_version": version.version, "sha256": digest, "figures": int(figures), "note": note,
    }  # fmt: skip
    return {name: cell for name, cell in row.items() if cell is not None}, content

"""The one way to open a database file: read-only, locked down, a cursor for each query.

One DuckDB connection shared by threads returns wrong rows without any error, and Streamlit gives every browser
session a thread of its own, so nothing outside this module touches the connection itself.
"""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

QUESTIONS = Path(__file__).resolve().parent
# The file is small: more threads cost more in start-up than they gain, and sessions run side by side anyway.
_CONFIG = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "lock_configuration": True,
    "threads": 2,
}


class NoDatabaseError(Exception):
    """There is no database to read; the message says in Danish why and what to do."""


class UnknownQuestionError(Exception):
    """A question that has no file in queries/."""


def build_folder() -> Path:
    """Folder of the database files and the pointer; `MONITOR_BUILD_DIR` overrides it."""
    return Path(os.environ.get("MONITOR_BUILD_DIR", QUESTIONS.parent / "data" / "build"))


def current_version(folder: Path) -> tuple[str, Path]:
    """Name and published file of the version in force.

    Raises NoDatabaseError when nothing is built, the pointer cannot be read, or it points at nothing.
    """
    pointer = folder / "current.json"
    try:
        content = json.loads(pointer.read_text("utf-8"))
        version, path = str(content["version"]), folder / Path(content["database"]).name
    except FileNotFoundError as error:
        raise NoDatabaseError("Der er ikke bygget nogen database endnu. Kør 'make build' og genindlæs siden.") from error
    except (OSError, json.JSONDecodeError, KeyError, TypeError) as error:
        raise NoDatabaseError(f"Pegepinden {pointer.name} kan ikke læses. Kør 'make build' og genindlæs siden.") from error
    if not path.exists():
        raise NoDatabaseError(f"Databasefilen {path.name} findes ikke. Kør 'make build' og genindlæs siden.")
    return version, path


class Database:
    """An open database file. Safe to share between threads: every question gets its own cursor."""

    def __init__(self, path: Path, version: str) -> None:
        self.path = path
        self.version = version
        try:
            self._connection = duckdb.connect(str(path), read_only=True, config=_CONFIG)  # type: ignore[arg-type]
        except duckdb.Error as error:
            raise NoDatabaseError(f"Databasefilen {path.name} kan ikke åbnes. Kør 'make build' og genindlæs siden.") from error

    def ask(self, question: str, **parameters: Any) -> pd.DataFrame:
        """The answer to the question in queries/<question>.sql as a frame; columns as its header says.

        Raises UnknownQuestionError for a name without a file, duckdb.Error for missing parameters.
        """
        sql = _sql(question)
        needed = {name: parameters[name] for name in _parameters(sql)}
        with self._connection.cursor() as cursor:
            return cursor.execute(sql, needed).df()

    def table(self, name: str) -> pd.DataFrame:
        """All rows of one table in key order. Raises UnknownQuestionError for a name that is not a plain identifier."""
        if not re.fullmatch(r"[a-z][a-z_]*", name):
            raise UnknownQuestionError(name)
        with self._connection.cursor() as cursor:
            return cursor.execute(f"from {name}").df()

    def close(self) -> None:
        """Release the file."""
        self._connection.close()


@cache
def _sql(question: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", question):
        raise UnknownQuestionError(question)
    path = QUESTIONS / f"{question}.sql"
    if not path.exists():
        raise UnknownQuestionError(question)
    return path.read_text("utf-8")


@cache
def _parameters(sql: str) -> tuple[str, ...]:
    """Names of the parameters ($name) outside comments."""
    code = re.sub(r"--.*", "", sql)
    return tuple(dict.fromkeys(re.findall(r"\$([a-z_]+)", code)))


def questions() -> list[str]:
    """Names of all questions."""
    return sorted(path.stem for path in QUESTIONS.glob("*.sql"))

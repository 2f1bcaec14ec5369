"""The one way to open a database file: read-only, locked down, a cursor for each query.

One DuckDB connection shared by threads returns wrong rows without any error, and Streamlit gives every browser
session a thread of its own, so nothing outside this module touches the connection itself.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from weakref import WeakSet

import duckdb
import pandas as pd

from queries.frames import plain
from queries.sql_text import UnknownQuestionError, parameters_of, sql_of

# The schema the questions are written for; data/schema.py writes it into every file, and a test holds the two together.
SCHEMA = 7
CURRENT, PREVIOUS = "current.json", "previous.json"
REMEDY = "Kør 'make build' og genindlæs siden."
_LONGEST_QUESTION = 5.0
_DAMAGE = (duckdb.OperationalError, duckdb.InternalError, duckdb.FatalException)
# The file is small: more threads cost more in start-up than they gain, and sessions run side by side anyway.
_CONFIG = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "lock_configuration": True,
    "threads": 2,
}


class NoDatabaseError(Exception):
    """There is no database to read; the message says in Danish why and what to do, `reason` in one word for a counter."""

    def __init__(self, message: str, reason: str = "unreadable") -> None:
        super().__init__(message)
        self.reason = reason


class DamagedDatabaseError(NoDatabaseError):
    """An open database stopped answering: its disk, or its file, is damaged."""


def build_folder() -> Path:
    """Folder of the database files and the pointer; `MONITOR_BUILD_DIR` overrides it."""
    return Path(os.environ.get("MONITOR_BUILD_DIR", Path(__file__).resolve().parents[1] / "data" / "build"))


@dataclass(frozen=True)
class Choice:
    """A version that can be read, and a Danish sentence when it is not the newest."""

    version: str
    path: Path
    internal: Path
    internal_sum: str | None
    note: str = ""


def choose_version(folder: Path) -> Choice:
    """The version in force, or the one before it while its file cannot be read.

    Raises NoDatabaseError when nothing is built or neither can be read; the message is then about the newest.
    """
    try:
        return _pointed(folder / CURRENT)
    except NoDatabaseError as error:
        try:
            before = _pointed(folder / PREVIOUS)
        except NoDatabaseError:
            raise error from None
        note = f"{error} Indtil da vises den forrige version, {before.version}."
        return replace(before, note=note)


def current_version(folder: Path) -> tuple[str, Path]:
    """Name and published file of the version that choose_version() gives; raises as it does."""
    choice = choose_version(folder)
    return choice.version, choice.path


def version_before(folder: Path) -> Choice:
    """The version that was in force before the present one. Raises NoDatabaseError when there is none that can be read."""
    return _pointed(folder / PREVIOUS)


def _pointed(pointer: Path) -> Choice:
    """What a pointer points at, checked. Raises NoDatabaseError."""
    try:
        content = json.loads(pointer.read_text("utf-8"))
        version = str(content["version"])
        path, internal = (pointer.parent / Path(content[name]).name for name in ("database", "internal"))
        sums = content.get("sha256") or {}
        expected, internal_sum = sums.get(path.name), sums.get(internal.name)
    except FileNotFoundError as error:
        raise NoDatabaseError(f"Der er ikke bygget nogen database endnu. {REMEDY}", "missing") from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NoDatabaseError(f"Pegepinden {pointer.name} kan ikke læses. {REMEDY}", "pointer") from error
    check_file(path, expected)
    return Choice(version, path, internal, internal_sum)


def edition_file(folder: Path, sha256: str) -> Path:
    """The file of the edition whose archive has that hash; data/editions.py makes it, and a test holds the names together."""
    return folder / f"edition-{sha256[:16]}-s{SCHEMA}.duckdb"


def check_file(path: Path, expected: str | None) -> None:
    """Raise NoDatabaseError unless `path` is a whole file of the schema that the questions are written for.

    `expected` is its SHA-256; None when it is not known. The answer is remembered until the file changes.
    """
    try:
        identity = _identity(path)
    except OSError as error:
        raise NoDatabaseError(f"Databasefilen {path.name} findes ikke. {REMEDY}", "gone") from error
    fault = _fault(path, expected, identity)
    if fault:
        raise NoDatabaseError(*fault)


@lru_cache(maxsize=64)
def _fault(path: Path, expected: str | None, _state: tuple[int, int, int]) -> tuple[str, str] | None:
    """Message and reason of what is wrong with a file for as long as it stays as it is. Raises for what may pass."""
    try:
        if expected is not None and _checksum(path) != expected:
            return f"Databasefilen {path.name} er beskadiget eller ikke kopieret færdig. {REMEDY}", "damaged"
    except OSError as error:
        raise NoDatabaseError(f"Databasefilen {path.name} kan ikke læses. {REMEDY}", "unreadable") from error
    schema = _schema_of(path)
    if schema > SCHEMA:
        return f"Databasefilen {path.name} er lavet af en nyere udgave af monitoren. Opdatér monitoren.", "newer_schema"
    if schema < SCHEMA:
        return f"Databasefilen {path.name} er lavet af en ældre udgave af monitoren. {REMEDY}", "older_schema"
    return None


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _schema_of(path: Path) -> int:
    """The schema version a file states; 1 for files from before they did."""
    try:
        with _connect(path) as connection:
            return int(connection.execute("select schema_version from meta").fetchall()[0][0])
    except duckdb.CatalogException:
        return 1
    except (duckdb.Error, IndexError) as error:
        raise NoDatabaseError(f"Databasefilen {path.name} kan ikke åbnes. {REMEDY}", "damaged") from error


def forget_checks() -> None:
    """Check every file anew at its next use: one that was whole has shown itself to be broken."""
    _fault.cache_clear()


def _identity(path: Path) -> tuple[int, int, int]:
    stat = path.stat()
    return stat.st_ino, stat.st_size, stat.st_mtime_ns


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a file. The engine gives a second opener of a path what the first one opened, although the file was replaced
    meanwhile (a broken one that was built anew); so those who hold what was there before let go of it first.
    """
    identity = _identity(path) if path.exists() else None
    with _open_lock:
        stale = [database for database in _open_ones if database.path == path and database.identity != identity]
    for database in stale:
        database.retire()
    return duckdb.connect(str(path), read_only=True, config=_CONFIG)  # type: ignore[arg-type]


def _unobserved(_question: str, _seconds: float) -> None:
    """What happens with the time of a question until somebody sets Database.observer."""


class Database:
    """An open database file. Safe to share between threads: every question gets its own cursor.

    It lets go of the file when nobody holds it any more; close() does so at once.
    """

    # Called with every question and how long it took; the server counts with it.
    observer: Callable[[str, float], None] = staticmethod(_unobserved)

    def __init__(self, path: Path, version: str, note: str = "") -> None:
        self.path = path
        self.version = version
        self.note = note
        self._idle = threading.Condition()
        self._asking = 0
        self._connection: duckdb.DuckDBPyConnection | None = None
        with self._idle:
            self._open()
        with _open_lock:
            _open_ones.add(self)

    def _open(self) -> duckdb.DuckDBPyConnection:
        try:
            # First who it is, then opening: what is opened anew does not count as stale itself.
            self.identity = _identity(self.path)
            self._connection = _connect(self.path)
        except (duckdb.Error, OSError) as error:
            raise NoDatabaseError(f"Databasefilen {self.path.name} kan ikke åbnes. {REMEDY}", "damaged") from error
        return self._connection

    @contextlib.contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._idle:
            connection = self._connection or self._open()
            self._asking += 1
        try:
            with connection.cursor() as cursor:
                yield cursor
        finally:
            with self._idle:
                self._asking -= 1
                self._idle.notify_all()

    def retire(self) -> None:
        """Let go of the file when the questions under way are answered; the next question opens what is there then."""
        with self._idle:
            self._idle.wait_for(lambda: self._asking == 0, timeout=_LONGEST_QUESTION)
            if self._connection is not None:
                self._connection.close()
            self._connection = None

    def ask(self, question: str, **parameters: Any) -> pd.DataFrame:
        """The answer to the question in queries/<question>.sql as a frame; columns as its header says.

        Raises UnknownQuestionError for a name without a file, KeyError for a missing parameter, DamagedDatabaseError
        when the file cannot be read any more.
        """
        sql = sql_of(question)
        needed = {name: parameters[name] for name in parameters_of(sql)}
        started = time.perf_counter()
        answer = self._answer(sql, needed)
        Database.observer(question, time.perf_counter() - started)
        return answer

    def table(self, name: str) -> pd.DataFrame:
        """All rows of one table in key order. Raises UnknownQuestionError for a name that is not a plain identifier."""
        if not re.fullmatch(r"[a-z][a-z_]*", name):
            raise UnknownQuestionError(name)
        return self._answer(f"from {name}", {})

    def _answer(self, sql: str, parameters: dict[str, Any]) -> pd.DataFrame:
        try:
            with self._cursor() as cursor:
                return plain(cursor.sql(sql, params=parameters).to_arrow_table())
        except duckdb.Error as error:
            # A block whose checksum is wrong is reported as a plain error, one that cannot be read as an operational one.
            if type(error) is duckdb.Error or isinstance(error, _DAMAGE):
                forget_checks()
                raise DamagedDatabaseError(f"Databasefilen {self.path.name} kan ikke læses. {REMEDY}", "damaged") from error
            raise

    def close(self) -> None:
        """Release the file."""
        self.retire()


# Who holds a file open; a Database that nobody uses any more leaves by itself.
_open_ones: WeakSet[Database] = WeakSet()
_open_lock = threading.Lock()

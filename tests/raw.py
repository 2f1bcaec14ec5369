"""Opening a database file past the questions, for tests that look at what is in it."""

from __future__ import annotations

from pathlib import Path

import duckdb

from queries import connection


def raw(path: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection for one thread; use it with `with`.

    With the app's own settings: within a process a file can be open with one set of settings only.
    """
    return connection._connect(path)

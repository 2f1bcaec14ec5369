"""Reading a finished database file from the side that writes them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import duckdb


@contextlib.contextmanager
def reading(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection whose tables are those of `path`, read-only. Raises duckdb.Error when the file cannot be read.

    Attached to a connection of its own: opened directly, a file that a page of the same process has open with the page's
    settings would be refused.
    """
    quoted = str(path).replace("'", "''")
    with duckdb.connect() as connection:
        connection.execute(f"attach '{quoted}' as monitor (read_only)")
        connection.execute("use monitor")
        yield connection

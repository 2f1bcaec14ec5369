"""A national file of a few thousand made-up rows, written once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from benchmarks import national
from queries.connection import Database

SIZE = national.Size(areas=40, indicators=5, months=24)


@pytest.fixture(scope="session")
def national_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    path = national.write(tmp_path_factory.mktemp("national") / "national.duckdb", SIZE)
    database = Database(path, national.VERSION)
    yield database
    database.close()

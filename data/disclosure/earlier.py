"""What was published before, which everybody who kept the file still knows."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd

from data import schema
from data.disclosure.figures import KEYS


def read_earlier(path: Path) -> dict[str, pd.DataFrame]:
    """The tables with figures of an earlier published file, for the argument `earlier` of `published`.

    Raises duckdb.Error when the file cannot be read.
    """
    with duckdb.connect(str(path), read_only=True) as connection:
        return {name: schema.cast(name, connection.execute(f"from {name}").df()) for name in KEYS}  # names of schema.yml

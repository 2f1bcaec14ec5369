"""What was published before, which everybody who kept the file still knows."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data import schema
from data.disclosure.figures import KEYS
from data.opening import reading


def read_earlier(path: Path) -> dict[str, pd.DataFrame]:
    """The tables with figures of an earlier published file, for the argument `earlier` of `published`.

    Raises duckdb.Error when the file cannot be read.
    """
    with reading(path) as connection:
        return {name: schema.cast(name, connection.execute(f"from {name}").df()) for name in KEYS}  # names of schema.yml

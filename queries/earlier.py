"""Which file a version is held against: the edition before, or while there is none the data version before."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from queries.connection import PREVIOUS, NoDatabaseError, edition_file, version_before
from queries.deadlines import COPENHAGEN


@dataclass(frozen=True)
class Earlier:
    """An earlier published file and the day it stood for; `title` and `edition_id` are None for a data version."""

    day: date
    version: str
    path: Path
    title: str | None = None
    edition_id: str | None = None


def of_edition(row: pd.Series, folder: Path) -> Earlier:
    """The file of an edition, given its row of the question editions."""
    day = pd.Timestamp(row["frozen_on"]).date()
    return Earlier(day, str(row["data_version"]), edition_file(folder, str(row["sha256"])), str(row["title"]), str(row["edition_id"]))


def last(editions: pd.DataFrame, folder: Path, version: str, today: date) -> Earlier | None:
    """What the version in force is held against: the newest edition of an earlier day, else the data version before it.

    `editions` as the question gives them, the newest first. None when there is neither, or when the file before is unreadable.
    """
    earlier = editions[editions["frozen_on"] < pd.Timestamp(today)]
    return of_edition(earlier.iloc[0], folder) if len(earlier) else version_in_force_before(folder, version)


def before(editions: pd.DataFrame, folder: Path, edition_id: str) -> Earlier | None:
    """The edition before another one; None for the first."""
    place = list(editions["edition_id"]).index(edition_id) + 1
    return of_edition(editions.iloc[place], folder) if place < len(editions) else None


def on(editions: pd.DataFrame, folder: Path, day: date) -> Earlier | None:
    """The newest edition made by the end of `day`; None when every edition is later."""
    made = editions[editions["frozen_on"] <= pd.Timestamp(day)]
    return of_edition(made.iloc[0], folder) if len(made) else None


def version_in_force_before(folder: Path, version: str) -> Earlier | None:
    """The data version before `version`, and the day it came into force; None when there is none that can be read."""
    try:
        choice = version_before(folder)
        moment = datetime.fromisoformat(json.loads((folder / PREVIOUS).read_text("utf-8"))["pointed_at"])
    except (NoDatabaseError, OSError, ValueError, KeyError, TypeError):
        return None
    return None if choice.version == version else Earlier(moment.astimezone(COPENHAGEN).date(), choice.version, choice.path)

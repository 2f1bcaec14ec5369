"""From a file that was read to a release: held against the figures in force, made a draft, said in words."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data import schema
from data.loading.compare import compare
from data.loading.findings import Finding, worst_first
from data.loading.known import Known
from data.loading.reading import Reading, to_changes
from data.opening import reading as opened
from data.pointer import read_pointer
from data.releases.draft import Change, Draft, key_text


def in_force(folder: Path) -> tuple[Known, pd.DataFrame]:
    """What the internal file in force knows, and its rows of `observation`. Raises FileNotFoundError without a database."""
    version = read_pointer(folder)
    if version is None:
        raise FileNotFoundError(f"Der er ingen database i {folder}. Kør 'make build'.")
    with opened(version.internal) as connection:
        # Names of schema.yml.
        tables = {
            name: schema.cast(name, connection.execute(f"from {name}").df()) for name in ("area", "indicator", "source", "observation")
        }
    return Known.of_tables(tables), tables["observation"]


def findings(reading: Reading, known: Known, held: pd.DataFrame) -> list[Finding]:
    """Everything that speaks against a reading, worst first: what is wrong with it, then what is odd beside what is held."""
    return worst_first([*reading.findings, *(compare(reading, held, known) if reading.ok else [])])


def draft_of(reading: Reading, role: str, held: pd.DataFrame, note: str | None = None) -> Draft:
    """The release that a reading makes of what is `held`: a figure that is a baseline stays one when it is loaded anew.

    Raises ValueError when the reading has errors.
    """
    marked = held[held["role"].notna()].to_dict("records")
    marks = {key_text("observation", row): str(row["role"]) for row in marked}
    changes = []
    for table, whole in to_changes(reading):
        row = {name: cell for name, cell in whole.items() if cell is not None}
        if table == "observation" and (mark := marks.get(key_text(table, row))):
            row["role"] = mark
        changes.append(Change(table, "put", row))
    return Draft(
        "import",
        role,
        f"Indlæsning: {reading.mapping.title}",
        tuple(changes),
        note,
        file_name=reading.file_name,
        file_sha256=reading.sha256,
    )

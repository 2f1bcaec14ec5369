"""The questions about releases and editions, on the SYNTHETIC content with releases laid over it."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest

from data.build import write_files
from data.pointer import Version
from data.releases.apply import with_releases
from data.releases.draft import Change
from data.releases.ledger import Entry
from queries.connection import Database
from tests.fixture_content import RULES, make_content

TARGET, FIRST, LAST = "fx_t_children", "2020-08-01", "2021-06-30"


def entry(number: int, note: str | None, undoes: str | None = None) -> Entry:
    return Entry(
        number, f"r{number}", "undo" if undoes else "recording", "officer", f"2026-11-0{number}T08:00:00", f"Registrering {number}", 1, "0",
        "", note=note, file_name=f"{number}.csv", undoes=undoes,
    )  # fmt: skip


def result(value: float) -> Change:
    row = {"target_id": TARGET, "period_start": FIRST, "period_end": LAST, "value": value, "status": "published"}
    return Change("activity_result", "put", {**row, "source_id": "helhedsplan-2025-29", "source_place": "Registrering"})


def edition() -> Change:
    row = {"edition_id": "e1", "title": "Efterår", "frozen_on": "2026-11-03", "data_version": "abc", "sha256": "f" * 64, "figures": 5}
    return Change("edition", "put", row)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    content = make_content()
    key = content.tables["activity_target"]["target_id"].iloc[0]
    rows = {
        "r1": [Change("activity_result", "put", {**result(20).row, "target_id": key})],
        "r2": [Change("activity_result", "put", {**result(25).row, "target_id": key})],
        "r3": [edition()],
        "r4": [Change("activity_result", "put", {**result(99).row, "target_id": key})],
        "r5": [],
    }
    entries = [entry(1, "Først"), entry(2, "Rettet"), entry(3, None), entry(4, None), entry(5, None, undoes="r4")]
    laid = with_releases(content, entries, rows)
    version = Version.in_folder(tmp_path_factory.mktemp("releases"), "laid")
    write_files(version, laid.tables, RULES)
    opened = Database(version.internal, version.version)
    yield opened
    opened.close()


def test_releases(database: Database) -> None:
    answer = database.ask("releases")
    made = answer[answer["kind"] != "text"]
    assert list(made["release_id"]) == ["r5", "r4", "r3", "r2", "r1"]
    assert dict(zip(made["release_id"], made["in_force"], strict=True)) == {"r5": True, "r4": False, "r3": True, "r2": True, "r1": True}
    assert list(made["undoes"].dropna()) == ["r4"]
    assert (answer["kind"] == "text").sum() == 2


def test_changes(database: Database) -> None:
    answer = database.ask("changes")
    assert list(answer["release_id"]) == ["r1", "r2", "r3"]
    assert answer["before"].isna().tolist() == [True, False, True]
    assert '"value":20' in answer["before"].iloc[1]
    assert '"value":25' in answer["after"].iloc[1]


def test_revisions(database: Database) -> None:
    answer = database.ask("revisions").set_index("table_name")
    assert answer.loc["activity_result", ["origin", "note"]].tolist() == ["Registrering 2", "Rettet"]
    assert answer.loc["activity_result", "loaded_at"] == pd.Timestamp("2026-11-02 08:00")


def test_editions(database: Database) -> None:
    answer = database.ask("editions")
    assert answer[["edition_id", "title", "figures"]].values.tolist() == [["e1", "Efterår", 5]]
    assert answer["frozen_on"].iloc[0] == pd.Timestamp("2026-11-03")


def test_edition_figures(database: Database) -> None:
    answer = database.ask("edition_figures").set_index("row_key")
    key = next(name for name in answer.index if name.endswith(f"|{FIRST}|{LAST}"))
    assert answer.loc[key, ["value", "decimals", "origin"]].tolist() == [25.0, 0, "Registrering 2"]
    revised = database.ask("revisions")
    assert set(revised[revised["table_name"] == "activity_result"]["row_key"]) <= set(answer.index), "keys are written alike"
    figures = answer[answer["table_name"] == "observation"]
    assert len(figures) == len(database.table("observation"))
    assert figures.index.is_unique


def test_nobody_asks_more_than_there_is(fixture_database: Database) -> None:
    assert fixture_database.ask("editions").empty
    assert fixture_database.ask("changes").empty
    assert fixture_database.ask("revisions").empty
    assert set(fixture_database.ask("releases")["kind"]) == {"text"}

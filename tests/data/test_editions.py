"""Editions: the figures of a day kept for good, read again by a later monitor, made again to the same bytes."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data import editions, schema
from data.build import build, write_file
from data.editions import EditionError, freeze
from data.pointer import read_pointer
from data.releases.commit import Folders, commit, preview
from data.releases.draft import Change, Draft
from tests.data.test_releases import asked, built, made, recording, result
from tests.raw import raw

__all__ = ["built"]
DAY = date(2026, 11, 21)

pytestmark = pytest.mark.usefixtures("quick_commits")


@pytest.fixture
def folders(built: Path, tmp_path: Path) -> Folders:
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return Folders(tmp_path / "build", tmp_path / "state", tmp_path / "text")


def frozen(folders: Folders, title: str = "Bestyrelsen, november") -> dict[str, Any]:
    """Make an edition of what is in force, as the page does."""
    row, content = freeze(folders.build, title, DAY, None, None)
    draft = Draft("edition", "officer", f"Udgave: {title}", (Change("edition", "put", row),))
    commit(draft, preview(draft, folders).parent, folders, editions={row["sha256"]: content})
    return row


def figures(path: Path) -> list[tuple[Any, ...]]:
    with raw(path) as connection:
        return connection.execute("select target_id, period_end::varchar, value from activity_result order by all").fetchall()


def test_an_edition_keeps_its_figures_while_the_others_go_on(folders: Folders) -> None:
    made(folders, recording(result(12)))
    row = frozen(folders)
    made(folders, recording(result(14)))
    path = editions.database_file(folders.build, row["sha256"])
    assert [value for _, _, value in figures(path)] == [18.0, 12.0]
    assert asked(folders, "select value from activity_result order by all", internal=False)[0] == (14.0,)
    assert asked(folders, "select title, sha256 from edition") == [("Bestyrelsen, november", row["sha256"])]
    with raw(path) as connection:
        assert connection.execute("from meta").fetchall() == [(schema.SCHEMA_VERSION, row["data_version"])]


def test_an_edition_is_made_again_bit_for_bit(folders: Folders, tmp_path: Path) -> None:
    made(folders, recording(result(12)))
    row = frozen(folders)
    # Another place, from the text and the ledger as they stood when it was made.
    state = tmp_path / "elsewhere" / "state"
    shutil.copytree(folders.state, state)
    ledger = (state / "ledger.jsonl").read_text("utf-8").splitlines()
    (state / "ledger.jsonl").write_text(ledger[0] + "\n", "utf-8")
    for copy in (state / "rows").glob("r00002-*"):
        copy.unlink()
    build(tmp_path / "elsewhere" / "build", folders.root, None, state)
    again, content = freeze(tmp_path / "elsewhere" / "build", row["title"], DAY, None, None)
    assert again == row
    assert content == editions.archive_file(folders.state, row["sha256"]).read_bytes()


def test_a_lost_database_file_of_an_edition_is_made_from_its_archive(folders: Folders) -> None:
    row = frozen(folders)
    path = editions.database_file(folders.build, row["sha256"])
    before = figures(path)
    path.unlink()
    build(folders.build, folders.root, None, folders.state)
    assert path.exists()
    assert figures(path) == before


def test_a_later_monitor_reads_an_older_archive(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    row = frozen(folders)
    before = figures(editions.database_file(folders.build, row["sha256"]))
    # A schema of five years on: one more table, one more required column, one column gone.
    later = {name: {**spec, "columns": dict(spec["columns"])} for name, spec in schema.tables().items()}
    later["activity_result"]["columns"]["checked_by"] = {"type": "text", "required": True, "comment": "Role"}
    later["activity_result"]["columns"].pop("printed")
    later["audit"] = {"comment": "New", "key": ["audit_id"], "columns": {"audit_id": {"type": "text", "required": True, "comment": "Slug"}}}
    monkeypatch.setattr(schema, "tables", lambda: later)
    monkeypatch.setattr(schema, "SCHEMA_VERSION", schema.SCHEMA_VERSION + 1)
    schema.empty.cache_clear()
    schema.pandera_schema.cache_clear()
    editions.unfold(folders.build, folders.state, [row], write_file)
    path = editions.database_file(folders.build, row["sha256"])
    assert path.name.endswith(f"-s{schema.SCHEMA_VERSION}.duckdb")
    assert figures(path) == before
    monkeypatch.undo()
    schema.empty.cache_clear()
    schema.pandera_schema.cache_clear()


def test_a_changed_or_missing_archive_is_said(folders: Folders) -> None:
    row = frozen(folders)
    path = editions.archive_file(folders.state, row["sha256"])
    content = path.read_bytes()
    version = read_pointer(folders.build)
    editions.database_file(folders.build, row["sha256"]).unlink()
    path.write_bytes(content[:-1] + b"x")
    with pytest.raises(EditionError, match="er ændret, siden den blev gemt"):
        build(folders.build, folders.root, None, folders.state)
    path.unlink()
    with pytest.raises(EditionError, match=r"mangler\. Hent den fra sikkerhedskopien"):
        build(folders.build, folders.root, None, folders.state)
    assert read_pointer(folders.build) == version


def test_without_a_database_there_is_nothing_to_freeze(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match="make build"):
        freeze(tmp_path, "Tom", DAY, None, None)

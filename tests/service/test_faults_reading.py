"""The fault table of docs/operations.md, reading: the version before or a clear message, never a traceback or a wrong figure."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from benchmarks.client import Browser
from data import pointer, schema
from data.pointer import Version, write_pointer
from queries import connection
from queries.connection import DamagedDatabaseError, Database, NoDatabaseError, choose_version
from service import health
from tests.processes import without_rights
from tests.service.breaking import FAULTS, NEW, OLD, cut_short, folder, master, page_on, pointer_gone, published, shown, without_before
from tests.service.servers import PROBE, Server, monitor

__all__ = ["folder", "master"]


def test_nothing_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(tmp_path))
    app = page_on(tmp_path)
    assert not app.exception
    assert app.error[0].value == "Der er ikke bygget nogen database endnu. Kør 'make build' og genindlæs siden."


@pytest.mark.parametrize(("breaks", "words", "reason"), FAULTS.values(), ids=FAULTS)
def test_broken_version_falls_back_on_the_one_before(breaks: Callable[[Path], None], words: str, reason: str, folder: Path) -> None:
    breaks(folder)
    choice = choose_version(folder)
    assert choice.version == OLD
    assert words in choice.note
    assert choice.note.endswith(f"Indtil da vises den forrige version, {OLD}.")
    database = Database(choice.path, choice.version, choice.note)
    assert set(database.table("observation")["value"].dropna()) == {11.0}
    app = page_on(folder)
    assert not app.exception
    assert app.warning[0].value == choice.note
    assert f"dataversion {OLD}" in shown(app)


@pytest.mark.parametrize(("breaks", "words", "reason"), FAULTS.values(), ids=FAULTS)
def test_broken_version_without_one_before_is_a_message(breaks: Callable[[Path], None], words: str, reason: str, folder: Path) -> None:
    breaks(folder)
    without_before(folder)
    with pytest.raises(NoDatabaseError) as error:
        choose_version(folder)
    assert error.value.reason == reason
    app = page_on(folder)
    assert not app.exception
    assert words in app.error[0].value
    assert "dataversion" not in shown(app)


def test_both_versions_broken_is_a_message_about_the_newest(folder: Path) -> None:
    cut_short(folder)
    published(folder, OLD).write_bytes(b"")
    with pytest.raises(NoDatabaseError, match=rf"monitor-{NEW}\.duckdb er beskadiget"):
        choose_version(folder)


def test_lost_pointer_leads_to_the_one_before(folder: Path) -> None:
    pointer_gone(folder)
    assert choose_version(folder).version == OLD


def say_choice(folder: Path) -> int:
    """What the server would choose; for a process of its own."""
    choice = choose_version(folder)
    sys.stdout.write(f"{choice.version} {choice.note}")
    return 0


def test_file_the_server_may_not_read(folder: Path) -> None:
    published(folder).chmod(0)
    done = without_rights(say_choice, folder)
    assert done.stdout.startswith(f"{OLD} Databasefilen monitor-{NEW}.duckdb kan ikke læses")


def test_file_that_breaks_under_a_running_page(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    choice = choose_version(folder)
    database = Database(choice.path, choice.version)
    copy = Database(Path(shutil.copy(choice.path, folder / "kopi")), NEW)
    tables = {table: copy.table(table) for table in schema.tables()}
    with choice.path.open("r+b") as file:
        file.truncate(20_000)
    # Each table is as it was or an error, never anything else.
    errors = 0
    for table, expected in tables.items():
        try:
            assert database.table(table).equals(expected), table
        except DamagedDatabaseError:
            errors += 1
    assert errors > 0
    # The next run looks again and takes the version before.
    assert choose_version(folder).version == OLD


def test_broken_file_that_was_built_anew_is_read_at_the_next_run(folder: Path) -> None:
    """The server holds the broken file open, and the new one has its name: the engine would go on with the old."""
    choice = choose_version(folder)
    whole = choice.path.read_bytes()
    held = Database(choice.path, choice.version)
    with choice.path.open("r+b") as file:
        file.truncate(20_000)
    with pytest.raises(DamagedDatabaseError):
        held.table("observation")
    assert choose_version(folder).version == OLD
    # As a build does it: beside, and moved into place.
    (folder / "ny.tmp").write_bytes(whole)
    os.replace(folder / "ny.tmp", choice.path)
    assert choose_version(folder) == choice
    assert set(held.table("observation")["value"].dropna()) == {22.0}
    assert set(Database(choice.path, choice.version).table("observation")["value"].dropna()) == {22.0}


def test_page_stops_with_a_message_when_its_file_breaks(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise DamagedDatabaseError("Databasefilen monitor-ny.duckdb kan ikke læses.", "damaged")

    with monkeypatch.context() as patch:
        patch.setattr(Database, "ask", broken)
        app = page_on(folder)
    assert not app.exception
    assert app.error[0].value == "Databasefilen monitor-ny.duckdb kan ikke læses."


def test_one_run_shows_one_version(folder: Path) -> None:
    """The pointer moves in the middle of a page; the page goes on with the version it began with."""

    def page() -> None:
        import os
        from pathlib import Path

        import streamlit as st

        from data.pointer import Version, write_pointer
        from pages.kit import database
        from pages.kit.guard import guard

        folder = Path(os.environ["MONITOR_BUILD_DIR"])
        guest = guard("overview")
        st.write(guest.database.table("area")["note"].iloc[0])
        write_pointer(folder, Version.in_folder(folder, "ny" if guest.database.version == "gammel" else "gammel"))
        st.write(database.ask("indicator_figures", indicator_id="fx_outside")["value"].dropna().iloc[0])
        st.write(guest.database.version)

    app = AppTest.from_function(page, default_timeout=300).run()
    assert not app.exception
    assert [text.value for text in app.markdown] == ["område ny", "`22.0`", "ny"]
    assert [text.value for text in app.run().markdown] == ["område gammel", "`11.0`", "gammel"]


def test_version_that_leaves_the_cache_still_answers(folder: Path) -> None:
    """More versions than are kept open: a page that holds an old one is not cut off."""
    from pages.kit import database

    held = database._open(choose_version(folder))
    for number in range(5):
        copy = Version.in_folder(folder, f"v{number}")
        shutil.copy(published(folder), copy.published)
        shutil.copy(Version.in_folder(folder, NEW).internal, copy.internal)
        write_pointer(folder, copy)
        database._open(choose_version(folder))
    assert len(held.ask("areas")) == 5


def test_clock_that_jumps_changes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which version is newest is said by the pointer, not by a time."""

    class Past(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return datetime(1999, 1, 1, tzinfo=UTC)

    monkeypatch.setattr(pointer, "datetime", Past)
    write_pointer(folder, Version.in_folder(folder, OLD))
    assert json.loads((folder / pointer.NAME).read_text("utf-8"))["pointed_at"].startswith("1999")
    for path in folder.iterdir():
        os.utime(path, (0, 0))
    assert choose_version(folder).version == OLD
    os.utime(published(folder, OLD), (4e9, 4e9))
    assert choose_version(folder).version == OLD


def test_slow_disk_fails_the_health_check_in_time_and_keeps_one_thread(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    release, begun, ended = threading.Event(), [], []

    def slow(folder: Path) -> connection.Choice:
        begun.append(1)
        release.wait(600)
        ended.append(1)
        return choose_version(folder)

    monkeypatch.setattr(health, "choose_version", slow)

    async def check() -> None:
        probe = health._Probe()
        for _ in range(5):
            with pytest.raises(TimeoutError):
                await probe.ask(0.05)
        assert (len(begun), ended) == (1, []), "answered before the disk did, and asked once"
        release.set()
        assert await probe.ask(600) == (NEW, "", True)

    asyncio.run(check())


# --- a server through all of them --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server(master: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    place = tmp_path_factory.mktemp("server")
    folder = Path(shutil.copytree(master, place / "build"))
    (place / "state").mkdir()
    with monitor(folder, place / "log", PROBE, MONITOR_STATE_DIR=str(place / "state")) as running:
        yield running, folder


@pytest.mark.parametrize("fault", FAULTS)
def test_server_lives_through_a_broken_version_and_its_repair(fault: str, server: tuple[Server, Path], master: Path) -> None:
    running, folder = server
    breaks, words, reason = FAULTS[fault]
    visitor = Browser(running.base)
    assert visitor.open("/aaben").says(f"dataversion {NEW}")
    breaks(folder)
    # A tab that is open, and a new one.
    for screen in (visitor.run(), Browser(running.base).open("/aaben")):
        assert screen.says(words)
        assert screen.says(f"dataversion {OLD}")
    status, _, body = visitor.get("/healthz")
    assert (status, json.loads(body)) == (200, {"status": "degraded", "version": OLD})
    assert b"monitor_data_fallback 1.0" in visitor.get("/metrics")[2]
    without_before(folder)
    screen = visitor.run()
    assert screen.says(words)
    assert not screen.says("dataversion")
    status, _, body = visitor.get("/healthz")
    assert (status, json.loads(body)) == (503, {"status": "no database", "reason": reason})
    assert f'monitor_load_errors_total{{reason="{reason}"}}'.encode() in visitor.get("/metrics")[2]
    shutil.copytree(master, folder, dirs_exist_ok=True)
    assert visitor.run().says(f"dataversion {NEW}")
    assert visitor.get("/healthz")[0] == 200
    assert not any(line["level"] == "error" for line in running.lines())


def test_a_damaged_list_of_releases_is_in_the_health_check_while_pages_go_on(server: tuple[Server, Path], master: Path) -> None:
    running, folder = server
    shutil.copytree(master, folder, dirs_exist_ok=True)
    ledger = folder.parent / "state" / "ledger.jsonl"
    visitor = Browser(running.base)
    ledger.write_bytes(b"{}")
    status, _, body = visitor.get("/healthz")
    assert (status, json.loads(body)) == (200, {"status": "degraded", "version": NEW, "reason": "ledger"})
    assert b"monitor_ledger_fault 1.0" in visitor.get("/metrics")[2]
    assert visitor.open("/aaben").says(f"dataversion {NEW}")
    ledger.unlink()
    assert json.loads(visitor.get("/healthz")[2]) == {"status": "ok", "version": NEW}

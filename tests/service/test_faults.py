"""The fault table of docs/operations.md, row by row: a clear message or the version before, never a traceback or a wrong figure.

Each test is named in the table's last column, and a test below holds the two together.
"""

from __future__ import annotations

import asyncio
import ctypes
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from benchmarks.client import Browser
from data import build as building
from data import pointer, schema
from data.build import build
from data.locking import BusyError, writing
from data.pointer import Version, read_pointer, write_pointer
from queries import connection
from queries.connection import DamagedDatabaseError, Database, NoDatabaseError, choose_version
from service import health
from tests.data.text_folder import edit, write_text
from tests.fixture_content import make_content, write_database
from tests.service.servers import PROBE, ROOT, Server, monitor

OLD, NEW = "gammel", "ny"


# --- what stands in the folder ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an old version and the new one in force; figures say which version they are of."""
    folder = tmp_path_factory.mktemp("master")
    for name, value in ((OLD, 11.0), (NEW, 22.0)):
        content = make_content()
        content.tables["area"] = content.tables["area"].assign(note=f"område {name}")
        content.tables["observation"] = content.tables["observation"].assign(value=value, status="published")
        write_database(folder, content, name)
    return folder


@pytest.fixture
def folder(master: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = Path(shutil.copytree(master, tmp_path / "build"))
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(copy))
    return copy


def published(folder: Path, name: str = NEW) -> Path:
    return Version.in_folder(folder, name).published


def without_before(folder: Path) -> None:
    (folder / pointer.PREVIOUS).unlink()


def cut_short(folder: Path) -> None:
    path = published(folder)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def half_copied(folder: Path) -> None:
    path = published(folder)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 2 // 3].ljust(len(whole), b"\0"))


def other_content(folder: Path) -> None:
    """The file of one version under the name of another: it opens, and its figures would be wrong."""
    shutil.copy(published(folder, OLD), published(folder))


def one_bit(folder: Path) -> None:
    path = published(folder)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def gone(folder: Path) -> None:
    published(folder).unlink()


def pointer_garbled(folder: Path) -> None:
    (folder / pointer.NAME).write_bytes(b'{"version": "n')


def pointer_gone(folder: Path) -> None:
    (folder / pointer.NAME).unlink()


def states_schema(path: Path, number: int | None) -> None:
    """Let a file state another schema version, or none, as files did before they stated any; the pointer follows."""
    copy = path.with_suffix(".copy")
    shutil.copy(path, copy)
    with duckdb.connect(str(copy)) as opened:
        opened.execute("drop view meta")
        if number is not None:
            opened.execute(f"create view meta as select {number} as schema_version, 'x' as data_version")
    os.replace(copy, path)
    for name in (pointer.NAME, pointer.PREVIOUS):
        file = path.parent / name
        if file.exists():
            content = json.loads(file.read_text("utf-8"))
            if path.name in content["sha256"]:
                content["sha256"][path.name] = pointer.checksum(path)
                file.write_text(json.dumps(content))


def newer_schema(folder: Path) -> None:
    states_schema(published(folder), connection.SCHEMA + 1)


def older_schema(folder: Path) -> None:
    states_schema(published(folder), None)


FAULTS: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "cut short": (cut_short, "beskadiget eller ikke kopieret færdig", "damaged"),
    "half copied": (half_copied, "beskadiget eller ikke kopieret færdig", "damaged"),
    "content of another": (other_content, "beskadiget eller ikke kopieret færdig", "damaged"),
    "one bit": (one_bit, "beskadiget eller ikke kopieret færdig", "damaged"),
    "gone": (gone, "findes ikke", "gone"),
    "pointer garbled": (pointer_garbled, "kan ikke læses", "pointer"),
    "newer schema": (newer_schema, "nyere udgave af monitoren. Opdatér monitoren", "newer_schema"),
    "older schema": (older_schema, "ældre udgave af monitoren", "older_schema"),
}


def page_on(folder: Path) -> AppTest:
    return AppTest.from_file(str(ROOT / "pages/overview.py"), default_timeout=30).run()


def shown(app: AppTest) -> str:
    return "\n".join([*(str(element.proto) for element in app.get("html")), *(note.value for note in (*app.error, *app.warning))])


# --- reading -----------------------------------------------------------------------------------------------------------


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


def test_file_the_server_may_not_read(folder: Path) -> None:
    published(folder).chmod(0)
    done = without_rights(folder, "from queries.connection import *; c = choose_version(build_folder()); print(c.version, c.note)")
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
        from pages.parts import database
        from pages.parts.guard import guard

        folder = Path(os.environ["MONITOR_BUILD_DIR"])
        guest = guard("Skift")
        st.write(guest.database.table("area")["note"].iloc[0])
        write_pointer(folder, Version.in_folder(folder, "ny" if guest.database.version == "gammel" else "gammel"))
        st.write(database.ask("indicator_figures", indicator_id="fx_outside")["value"].dropna().iloc[0])
        st.write(guest.database.version)

    app = AppTest.from_function(page, default_timeout=30).run()
    assert not app.exception
    assert [text.value for text in app.markdown] == ["område ny", "`22.0`", "ny"]
    assert [text.value for text in app.run().markdown] == ["område gammel", "`11.0`", "gammel"]


def test_version_that_leaves_the_cache_still_answers(folder: Path) -> None:
    """More versions than are kept open: a page that holds an old one is not cut off."""
    from pages.parts import database

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
    release, begun = threading.Event(), []

    def slow(folder: Path) -> connection.Choice:
        begun.append(1)
        release.wait(30)
        return choose_version(folder)

    monkeypatch.setattr(health, "choose_version", slow)

    async def check() -> None:
        probe = health._Probe()
        for _ in range(5):
            started = time.monotonic()
            with pytest.raises(TimeoutError):
                await probe.ask(0.05)
            assert time.monotonic() - started < 5
        assert len(begun) == 1
        release.set()
        assert await probe.ask(30) == (NEW, "")

    asyncio.run(check())


# --- a server through all of them --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server(master: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    place = tmp_path_factory.mktemp("server")
    folder = Path(shutil.copytree(master, place / "build"))
    with monitor(folder, place / "log", PROBE) as running:
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


# --- writing -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module", autouse=True)
def geometry() -> Iterator[None]:
    """Shapes and addresses are the same in every build here, and slow to make."""
    patch = pytest.MonkeyPatch()
    made = building.geo_build.geometry_tables()
    patch.setattr(building.geo_build, "geometry_tables", lambda: made)
    yield
    patch.undo()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A text folder that builds fast, and its first version in out/."""
    place = tmp_path_factory.mktemp("small")
    text = write_text(place / "text")
    build(place / "out", text, None)
    return place


@pytest.fixture
def out(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the first version, and a change of text waiting to be built."""
    shutil.copytree(small, tmp_path, dirs_exist_ok=True)
    edit(tmp_path / "text", "school.csv", "Ikke målt.", "Ikke målt endnu.")
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(tmp_path / "out"))
    return tmp_path / "out"


def text_of(out: Path) -> Path:
    return out.parent / "text"


def whole(out: Path) -> Version:
    """The version in force, after every byte of it was checked."""
    choice = choose_version(out)
    assert not choice.note
    connection.check_file(choice.internal, choice.internal_sum)
    for path in (choice.path, choice.internal):
        database = Database(path, choice.version)
        assert len(database.table("observation")) == 9
        database.close()
    return Version.in_folder(out, choice.version)


def without_rights(folder: Path, code: str, limit: int | None = None) -> subprocess.CompletedProcess[str]:
    """Run code on `folder` as somebody whom the rights of files bind; `limit` is the largest file it may write."""

    def restrict() -> None:
        if os.geteuid() == 0:
            # Without capabilities even root is bound by them (prctl PR_CAPBSET_DROP, all of them).
            for capability in range(41):
                ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)
        if limit is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    environment = {**os.environ, "MONITOR_BUILD_DIR": str(folder), "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, preexec_fn=restrict, check=False)


BUILD_SMALL = """
import sys
from pathlib import Path
from data import __main__ as commands
from data.build import build
commands.build = lambda folder, state=None: build(folder, Path({text!r}), None)
sys.exit(commands.main(["build"]))
"""


def test_disk_full_during_a_build(out: Path) -> None:
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    for limit in (5_000, 100_000):
        done = without_rights(out, BUILD_SMALL.format(text=str(text_of(out))), limit)
        assert done.returncode == 1
        assert done.stderr.startswith("Disken er fuld. Slet gamle filer, eller giv mappen mere plads. Databasen er ikke ændret.")
        assert "Traceback" not in done.stderr
        assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    whole(out)


def test_data_folder_that_cannot_be_written(out: Path) -> None:
    out.chmod(0o555)
    try:
        done = without_rights(out, BUILD_SMALL.format(text=str(text_of(out))))
        assert done.returncode == 1
        assert done.stderr.startswith(f"Der kan ikke skrives i {out}.")
        assert "Traceback" not in done.stderr
        # Reading goes on, and a build that has nothing new to write is no error.
        read = without_rights(
            out,
            "from queries.connection import *; c = choose_version(build_folder()); print(len(Database(c.path, c.version).ask('areas')))",
        )
        assert int(read.stdout) > 7, read.stderr
        edit(text_of(out), "school.csv", "Ikke målt endnu.", "Ikke målt.")
        done = without_rights(out, BUILD_SMALL.format(text=str(text_of(out))))
        assert (done.returncode, done.stderr) == (0, "")
    finally:
        out.chmod(0o755)


def test_broken_file_is_mended_by_the_next_build(out: Path, small: Path) -> None:
    """The message says 'make build'; it has to help although the text has not changed."""
    edit(text_of(out), "school.csv", "Ikke målt endnu.", "Ikke målt.")
    version = read_pointer(out)
    assert version is not None
    for breaks in (
        lambda path: path.write_bytes(path.read_bytes()[:50_000]),
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b"x"),
    ):
        breaks(version.published)
        assert build(out, text_of(out), None) == version
        assert whole(out) == version
    # Also when the pointer is lost as well, and nobody knows the checksum any more.
    (out / pointer.NAME).unlink()
    version.internal.write_bytes(version.internal.read_bytes()[:300_000])
    assert build(out, text_of(out), None) == version
    assert whole(out) == version


def test_file_of_another_schema_is_built_anew(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An upgrade: the monitor reads schema 2 now, the folder holds a version of before."""
    monkeypatch.setattr(schema, "SCHEMA_VERSION", 1)
    before = build(out, text_of(out), None)
    monkeypatch.undo()
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(out))
    for path in (before.published, before.internal):
        states_schema(path, None)
    (out / pointer.PREVIOUS).unlink()
    with pytest.raises(NoDatabaseError, match=r"lavet af en ældre udgave af monitoren\. Kør 'make build'"):
        choose_version(out)
    after = build(out, text_of(out), None)
    assert after.version != before.version
    assert whole(out) == after
    # The old file stays beside it, as editions must.
    assert before.published.exists()


def test_every_file_states_the_schema_the_questions_are_written_for(out: Path) -> None:
    assert connection.SCHEMA == schema.SCHEMA_VERSION
    version = build(out, text_of(out), None)
    for path in (version.published, version.internal):
        with duckdb.connect(str(path), read_only=True) as opened:
            assert opened.execute("from meta").fetchall() == [(schema.SCHEMA_VERSION, version.version)]


def killed_at(step: int, out: Path, change: Callable[[pytest.MonkeyPatch], None]) -> int:
    """Build in a process that kills itself at its `step`th touch of the folder; gives how it ended."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    try:
        touched = 0

        def touch() -> None:
            nonlocal touched
            touched += 1
            if touched == step:
                os.kill(os.getpid(), signal.SIGKILL)

        def audit(event: str, arguments: tuple[object, ...]) -> None:
            if event in ("open", "os.rename", "os.remove", "os.mkdir") and str(out) in str(arguments[0]):
                touch()

        sys.addaudithook(audit)
        patch = pytest.MonkeyPatch()
        change(patch)
        # The engine writes past Python; its steps are met before and after one table, and what it does last.
        patch.setattr(building, "_insert", around(touch, building._insert, lambda table: table == "observation"))
        for module in (building, pointer):
            patch.setattr(module, "sync_folder", around(touch, module.sync_folder))
        build(out, text_of(out), None)
        os._exit(0)
    except BaseException:
        os._exit(9)


def around(touch: Callable[[], None], function: Callable[..., Any], chosen: Callable[[Any], bool] = lambda _: True) -> Callable[..., Any]:
    """The function with a touch before and after it; `chosen` says for which second argument."""

    def wrapped(*arguments: Any) -> Any:
        if len(arguments) > 1 and not chosen(arguments[1]):
            return function(*arguments)
        touch()
        answer = function(*arguments)
        touch()
        return answer

    return wrapped


def referred_to(table: str) -> dict[str, Any]:
    """Definitions of the table and of every table it leads to, in the order of the schema."""
    everything, found = schema.tables(), [table]
    for name in found:
        columns = everything[name]["columns"].values()
        found += {column["refers"].split(".")[0] for column in columns if "refers" in column} - set(found)
    return {name: spec for name, spec in everything.items() if name in found}


def test_build_killed_at_any_point(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every touch of the folder once, from the first file to the pointer: the version before or the new one, whole."""
    (tmp_path / "text").mkdir()
    out, start = tmp_path / "out", tmp_path / "start"
    wanted, content, tables = "x" * 12, make_content(), referred_to("observation")

    def change(patch: pytest.MonkeyPatch) -> None:
        # What is read and checked before the first touch is there already; observation and what it refers to stand for
        # all tables.
        patch.setattr(schema, "tables", lambda: tables)
        patch.setattr(building, "read_content", lambda _root: content)
        patch.setattr(building, "version_of", lambda _content: wanted)
        patch.setattr(building, "complete_tables", lambda _content: {name: content.tables[name] for name in tables})
        patch.setattr(building, "check_content", lambda *_: [])
        patch.setattr(building.disclosure, "read_rules", lambda _root: {})
        patch.setattr(building.disclosure, "published", lambda made, *_: made)

    change(monkeypatch)
    first = build(start, tmp_path, None)
    wanted = "y" * 12
    ends: list[int] = []
    seen = set()
    while not ends or os.WIFSIGNALED(ends[-1]):
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(start, out)
        ends.append(killed_at(len(ends) + 1, out, change))
        choice = choose_version(out)
        assert not choice.note, len(ends)
        connection.check_file(choice.internal, choice.internal_sum)
        for path in (choice.path, choice.internal):
            database = Database(path, choice.version)
            assert len(database.table("observation")) == 67
            database.close()
        seen.add(choice.version)
        # The next build goes through and leaves nothing of the killed one.
        if len(ends) % 7 == 0:
            assert build(out, tmp_path, None).version == wanted
            assert not list(out.glob(".*"))
    assert os.WEXITSTATUS(ends[-1]) == 0
    assert seen == {first.version, wanted}
    assert len(ends) > 15, ends


def test_two_builds_on_the_same_folder(out: Path, tmp_path: Path) -> None:
    """Two processes, two texts, one folder: both versions whole, the pointer at one, the other the one before."""
    other = Path(shutil.copytree(text_of(out), tmp_path / "other"))
    edit(other, "school.csv", "Ikke målt endnu.", "Ikke målt i år.")
    code = [BUILD_SMALL.format(text=str(text)) for text in (text_of(out), other)]
    running = [
        subprocess.Popen([sys.executable, "-c", each], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE)
        for each in code
    ]
    assert [(process.communicate()[1], process.returncode) for process in running] == [(b"", 0)] * 2
    versions = {Version.in_folder(out, building.version_of(building.Sources.read(text))) for text in (text_of(out), other)}
    assert len(versions) == 2
    assert whole(out) in versions
    assert {read_pointer(out), read_pointer(out, pointer.PREVIOUS)} == versions
    assert all(pointer.is_whole(out, version) for version in versions)
    assert not list(out.glob(".*"))


def test_build_waits_for_another_and_says_so_when_it_takes_too_long(out: Path) -> None:
    with writing(out), pytest.raises(BusyError, match="En anden bygning skriver i"), writing(out, wait=0.1):
        pass
    with writing(out, wait=0):
        pass


def test_what_a_killed_build_left_is_tidied_up(out: Path) -> None:
    for name in (".monitor-x.duckdb.17-abc", ".monitor-x.duckdb.17-abc.wal", ".current.json.17-abc"):
        (out / name).write_bytes(b"x")
    build(out, text_of(out), None)
    assert not list(out.glob(".*"))


def test_broken_version_never_becomes_the_one_before(out: Path) -> None:
    first = whole(out)
    second = build(out, text_of(out), None)
    second.published.write_bytes(b"x")
    edit(text_of(out), "school.csv", "Ikke målt endnu.", "Ikke målt i år.")
    build(out, text_of(out), None)
    assert read_pointer(out, pointer.PREVIOUS) == first


# --- the table ---------------------------------------------------------------------------------------------------------


def test_fault_table_names_every_test_here_and_no_other() -> None:
    text = (ROOT / "docs/operations.md").read_text("utf-8")
    table = text.split("## Faults")[1].split("\n## ")[0]
    named = set(re.findall(r"`(test_\w+)`", table))
    everywhere = {
        name for path in (ROOT / "tests").rglob("test_*.py") for name in re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.M)
    }
    assert named <= everywhere
    here = set(re.findall(r"^def (test_\w+)", Path(__file__).read_text("utf-8"), re.M)) - {
        "test_fault_table_names_every_test_here_and_no_other"
    }
    assert here <= named

"""The fault table of docs/operations.md, writing: the version before stays, whole, and the next build goes through."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import duckdb
import pytest

from data import build as building
from data import pointer, schema
from data.build import build
from data.locking import BusyError, writing
from data.pointer import Version, read_pointer
from queries import connection
from queries.connection import Database, NoDatabaseError, build_folder, choose_version
from tests.data.text_folder import edit
from tests.processes import Started, without_rights
from tests.service.breaking import states_schema
from tests.service.small_build import build_command, geometry, out, small, text_of, whole

__all__ = ["geometry", "out", "small"]


def test_disk_full_during_a_build(out: Path) -> None:
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    for limit in (5_000, 100_000):
        done = without_rights(build_command, text_of(out), limit=limit)
        assert done.returncode == 1
        assert done.stderr.startswith("Disken er fuld. Slet gamle filer, eller giv mappen mere plads. Databasen er ikke ændret.")
        assert "Traceback" not in done.stderr
        assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    whole(out)


def areas_in_force() -> int:
    choice = choose_version(build_folder())
    sys.stdout.write(str(len(Database(choice.path, choice.version).ask("areas"))))
    return 0


def test_data_folder_that_cannot_be_written(out: Path) -> None:
    out.chmod(0o555)
    try:
        done = without_rights(build_command, text_of(out))
        assert done.returncode == 1
        assert done.stderr.startswith(f"Der kan ikke skrives i {out}.")
        assert "Traceback" not in done.stderr
        # Reading goes on, and a build that has nothing new to write is no error.
        read = without_rights(areas_in_force)
        assert int(read.stdout) > 7, read.stderr
        edit(text_of(out), "school.csv", "Ikke målt endnu.", "Ikke målt.")
        done = without_rights(build_command, text_of(out))
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


def test_two_builds_on_the_same_folder(out: Path, tmp_path: Path) -> None:
    """Two processes, two texts, one folder: both versions whole, the pointer at one, the other the one before."""
    other = Path(shutil.copytree(text_of(out), tmp_path / "other"))
    edit(other, "school.csv", "Ikke målt endnu.", "Ikke målt i år.")
    running = [Started(build_command, text) for text in (text_of(out), other)]
    assert [(done.stderr, done.returncode) for done in (process.finished() for process in running)] == [("", 0)] * 2
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

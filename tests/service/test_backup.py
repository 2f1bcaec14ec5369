"""Backup and restore: two commands, everything back as it was, and nothing harmed by a broken copy."""

from __future__ import annotations

import json
import os
import shutil
import signal
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from data import __main__ as commands
from data import backup as module
from data import pointer
from data.backup import BackupError, backup, restore
from data.pointer import Version, read_pointer
from data.releases import ledger
from data.releases.draft import Change
from queries.connection import Database, choose_version
from tests.fixture_content import make_content, write_database
from tests.processes import Started


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two versions, and an edition in a folder of its own as later pages may put there."""
    folder = tmp_path_factory.mktemp("master")
    for name, value in (("gammel", 11.0), ("ny", 22.0)):
        content = make_content()
        content.tables["observation"] = content.tables["observation"].assign(value=value, status="published")
        write_database(folder, content, name)
    (folder / "editions").mkdir()
    (folder / "editions" / "2026-11.json").write_text('{"version": "gammel"}')
    return folder


@pytest.fixture
def folder(master: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = Path(shutil.copytree(master, tmp_path / "build"))
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(copy))
    monkeypatch.setenv("MONITOR_STATE_DIR", str(tmp_path / "state"))
    return copy


@pytest.fixture(scope="module")
def saved(master: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("copy") / "kopi.zip"
    backup(master, file)
    return file


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_two_commands_bring_everything_back(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = content(folder)
    file = tmp_path / "kopi.zip"
    assert commands.main(["backup", str(file)]) == 0
    assert f"{len(before)} filer er kopieret til {file}." in capsys.readouterr().out
    shutil.rmtree(folder)
    assert commands.main(["restore", str(file)]) == 0
    assert "Version ny fra 20" in capsys.readouterr().out
    assert content(folder) == before
    choice = choose_version(folder)
    assert (choice.version, choice.note) == ("ny", "")
    assert set(Database(choice.path, "ny").table("observation")["value"].dropna()) == {22.0}


def test_copy_is_for_its_owner_only(saved: Path) -> None:
    """It holds the internal file."""
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    with zipfile.ZipFile(saved) as archive:
        assert {"monitor-ny-internal.duckdb", "editions/2026-11.json", "previous.json"} <= set(archive.namelist())


def test_version_in_force_becomes_the_one_before(folder: Path, saved: Path) -> None:
    write_database(folder, name="nyest")
    assert restore(folder, saved).version == "ny"
    assert read_pointer(folder) == Version.in_folder(folder, "ny")
    assert read_pointer(folder, pointer.PREVIOUS) == Version.in_folder(folder, "nyest")
    # What came after the copy stays.
    assert Version.in_folder(folder, "nyest").published.exists()


def test_restoring_what_is_there_changes_nothing(folder: Path, saved: Path) -> None:
    before = content(folder)
    assert restore(folder, saved).version == "ny"
    assert content(folder) == before


def test_broken_version_is_mended_from_the_copy(folder: Path, saved: Path) -> None:
    Version.in_folder(folder, "ny").published.write_bytes(b"x")
    assert choose_version(folder).version == "gammel"
    restore(folder, saved)
    choice = choose_version(folder)
    assert (choice.version, choice.note) == ("ny", "")


def test_copy_of_an_older_monitor_says_what_to_do(master: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = Path(shutil.copytree(master, tmp_path / "old"))
    path = Version.in_folder(folder, "ny").published
    with duckdb.connect(str(path)) as opened:
        opened.execute("drop view meta")
    file = tmp_path / "kopi.zip"
    backup(folder, file)
    assert restore(tmp_path / "new", file).warning == "Kopien er fra en ældre udgave af monitoren. Kør 'make build' for at lave den om."


def test_nothing_to_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(tmp_path))
    assert commands.main(["backup", str(tmp_path / "kopi.zip")]) == 1
    assert capsys.readouterr().err.startswith("Der er ingen database i")
    assert not list(tmp_path.iterdir())


def rewritten(saved: Path, target: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The copy with its members changed."""
    with zipfile.ZipFile(saved) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target


def listed(members: dict[str, bytes], change: Callable[[dict[str, dict[str, object]]], None]) -> None:
    content = json.loads(members[module.LIST])
    change(content["files"])
    members[module.LIST] = json.dumps(content).encode()


def rename(old: str, new: str) -> Callable[[dict[str, bytes]], None]:
    def change(members: dict[str, bytes]) -> None:
        members[new] = members.pop(old)
        listed(members, lambda files: files.__setitem__(new, files.pop(old)))

    return change


def put(name: str, data: bytes) -> Callable[[dict[str, bytes]], None]:
    return lambda members: members.__setitem__(name, data)


def drop(name: str) -> Callable[[dict[str, bytes]], None]:
    return lambda members: members.__delitem__(name)


def swap(members: dict[str, bytes]) -> None:
    """The figures of one version under the name of another."""
    members["monitor-ny.duckdb"] = members["monitor-gammel.duckdb"]


BROKEN: dict[str, tuple[Callable[[dict[str, bytes]], None], str]] = {
    "content changed": (put("current.json", b"{}"), "current.json i kopien er beskadiget."),
    "database changed": (swap, "monitor-ny.duckdb i kopien er beskadiget."),
    "member missing": (drop("monitor-ny.duckdb"), "indeholder ikke det, dens indholdsliste siger"),
    "member too many": (put("extra.sh", b"x"), "indeholder ikke det, dens indholdsliste siger"),
    "no list": (drop(module.LIST), "ikke en sikkerhedskopi af monitoren"),
    "list is no JSON": (put(module.LIST, b"{"), "ikke en sikkerhedskopi af monitoren"),
    "out of the folder": (rename("previous.json", "../previous.json"), "ulovligt filnavn"),
    "absolute": (rename("previous.json", "/etc/previous.json"), "ulovligt filnavn"),
    "hidden": (rename("previous.json", ".ssh/authorized_keys"), "ulovligt filnavn"),
    "backslash": (rename("previous.json", "..\\previous.json"), "ulovligt filnavn"),
    "no pointer": (rename("current.json", "other.json"), "ingen gyldig pegepind"),
    "bigger than said": (
        lambda m: listed(m, lambda files: files["monitor-ny.duckdb"].__setitem__("bytes", 10)), "monitor-ny.duckdb i kopien er beskadiget."
    ),
    "bigger than the disk": (
        lambda m: listed(m, lambda files: files["monitor-ny.duckdb"].__setitem__("bytes", 10**18)), "ikke plads på disken"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "words"), BROKEN.values(), ids=BROKEN)
def test_broken_copy_is_refused_and_nothing_has_changed(
    change: Callable[[dict[str, bytes]], None], words: str, folder: Path, saved: Path, tmp_path: Path
) -> None:
    before = content(folder)
    with pytest.raises(BackupError, match=words):
        restore(folder, rewritten(saved, tmp_path / "broken.zip", change))
    assert content(folder) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken.zip", "build"]


@pytest.mark.parametrize("share", [0.0, 0.3, 0.99])
def test_copy_cut_short_is_refused(share: float, folder: Path, saved: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = content(folder)
    cut = tmp_path / "cut.zip"
    whole = saved.read_bytes()
    cut.write_bytes(whole[: int(len(whole) * share)])
    assert commands.main(["restore", str(cut)]) == 1
    assert capsys.readouterr().err == "cut.zip er ikke en hel sikkerhedskopi.\n"
    assert content(folder) == before


def test_copy_that_is_not_there(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["restore", str(tmp_path / "findes-ikke.zip")]) == 1
    assert capsys.readouterr().err.startswith("Filen eller mappen findes ikke. Databasen er ikke ændret.")


def restore_killed_at(step: int, folder: Path, saved: Path) -> int:
    """Restore and be killed before the `step`th move into the folder; for a process of its own."""
    moves, move = 0, os.replace

    def counted(source: object, target: object) -> None:
        nonlocal moves
        moves += 1
        if moves == step:
            os.kill(os.getpid(), signal.SIGKILL)
        move(source, target)  # type: ignore[arg-type]

    os.replace = counted
    restore(folder, saved)
    return 0


def test_restore_killed_at_any_move(master: Path, saved: Path, tmp_path: Path) -> None:
    """Killed before each move into the folder: the version of before or of the copy, whole, and a second try goes through."""
    write_database(tmp_path / "start", name="nyest")
    for step in range(1, 9):
        folder = Path(shutil.copytree(tmp_path / "start", tmp_path / str(step)))
        done = Started(restore_killed_at, step, folder, saved).finished()
        # As many moves as files and pointers: the eighth never comes.
        assert (done.returncode, done.stderr) == (-signal.SIGKILL if step < 8 else 0, ""), step
        choice = choose_version(folder)
        assert choice.note == ""
        assert choice.version in ("nyest", "ny")
        assert len(Database(choice.path, choice.version).table("observation")) == 67
        assert restore(folder, saved).version == "ny"
        assert not list(folder.glob(".*"))


def write_releases(state: Path, notes: list[str]) -> None:
    """A ledger of one release per note."""
    entries: list[ledger.Entry] = []
    (state / ledger.ROWS).mkdir(parents=True, exist_ok=True)
    for number, note in enumerate(notes, start=1):
        text = ledger.rows_text((Change("comment", "put", {"comment_id": note}),))
        digest = ledger.sha256(text)
        parts = {"kind": "journal", "role": "officer", "made_at": "2026-11-21T08:00:00", "origin": "Kommentar", "rows": 1, "note": note}
        entries.append(ledger.Entry(number, f"r{number}-{digest[:8]}", rows_sha256=digest, parent=ledger.head(entries), **parts))
        ledger.rows_file(state, entries[-1].release_id).write_text(text, "utf-8")
    (state / ledger.NAME).write_text("".join(f"{entry.line}\n" for entry in entries), "utf-8")


def notes(state: Path) -> list[str | None]:
    """The notes of the releases, each with rows that are whole."""
    found = ledger.read_ledger(state)
    assert all(ledger.read_rows(state, entry) for entry in found)
    return [entry.note for entry in found]


def test_what_officers_recorded_comes_back_and_what_is_newer_is_kept_aside(folder: Path, tmp_path: Path) -> None:
    state, file = tmp_path / "state", tmp_path / "kopi.zip"
    write_releases(state, ["først", "dernæst"])
    backup(folder, file, state)
    shutil.rmtree(state)
    assert restore(folder, file, state).warning.startswith("Kopien er fra en ældre") is False
    assert notes(state) == ["først", "dernæst"]
    write_releases(state, ["først", "dernæst", "siden"])
    warning = restore(folder, file, state).warning
    assert notes(state) == ["først", "dernæst"]
    aside = next(state.glob("replaced-*"))
    assert warning.startswith(f"1 registreringer, som kopien ikke har, er ude af kraft. De er gemt i {aside.name}.")
    assert notes(aside) == ["først", "dernæst", "siden"]
    # A ledger that was damaged is mended by the copy.
    (state / ledger.NAME).write_text("{}", "utf-8")
    restore(folder, file, state)
    assert notes(state) == ["først", "dernæst"]


def test_a_copy_with_damaged_releases_is_neither_made_nor_used(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state, file = tmp_path / "state", tmp_path / "kopi.zip"
    write_releases(state, ["først"])
    rows = next((state / ledger.ROWS).glob("*.jsonl"))
    rows.write_text(rows.read_text("utf-8").replace("f\\u00f8rst", "sidst"), "utf-8")
    with pytest.raises(BackupError, match="Registreringerne kan ikke kopieres"):
        backup(folder, file, state)
    assert not file.exists()
    with monkeypatch.context() as patch:
        patch.setattr(module, "_refuse_broken", lambda *_: None)
        backup(folder, file, state)
    with pytest.raises(BackupError, match="Registreringerne i kopien er beskadiget"):
        restore(folder, file, tmp_path / "new")
    assert not (tmp_path / "new" / ledger.NAME).exists()

"""Nothing that was recorded gets lost: a list that is lost or cut is refused and made again, and a failure says what is true."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data import __main__ as commands
from data import backup as backups
from data import editions, pointer, pruning
from data.backup import BackupError, backup, restore
from data.build import build
from data.editions import EditionError, freeze
from data.pointer import Version, read_pointer
from data.releases import ledger, standing
from data.releases.commit import ConflictError, Folders, NothingNewError, UnfinishedError, commit, preview, undo
from data.releases.draft import Change, as_json
from data.releases.ledger import LedgerError
from data.releases.standing import orphans, read_whole
from service import health
from tests.conftest import quicken
from tests.data.test_editions import DAY, frozen
from tests.data.test_releases import RESULTS, asked, built, comment, folders, made, recording, result

__all__ = ["built", "folders"]

pytestmark = pytest.mark.usefixtures("quick_commits")


def healthy() -> bool:
    """What the health check says of the ledger, asked as server.py has it asked."""
    probe = health._Probe()
    probe.ledger_is_whole = standing.is_whole
    return asyncio.run(probe.ask(60))[2]


@pytest.fixture(scope="module")
def made_of_three(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three releases, the second of which undoes the first, to be copied."""
    place = Path(shutil.copytree(built, tmp_path_factory.mktemp("three"), dirs_exist_ok=True))
    folders = Folders(place / "build", place / "state", place / "text")
    with pytest.MonkeyPatch.context() as patch:
        quicken(patch)
        first = made(folders, recording(result(12)))
        made(folders, undo(first, "officer", "Forkert ark", folders))
        made(folders, recording(comment(), note="Æble"))
    return place


@pytest.fixture
def three(made_of_three: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folders:
    place = Path(shutil.copytree(made_of_three, tmp_path / "three"))
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(place / "build"))
    monkeypatch.setenv("MONITOR_STATE_DIR", str(place / "state"))
    return Folders(place / "build", place / "state", place / "text")


def listed(folders: Folders) -> Path:
    return folders.state / ledger.NAME


def without_copies(folders: Folders) -> None:
    for path in (folders.state / ledger.ROWS).glob("*.json"):
        path.unlink()


def without_database(folders: Folders) -> None:
    shutil.rmtree(folders.build)
    folders.build.mkdir()


def cut_at_a_line_end(path: Path) -> None:
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:1]))


LOSSES: dict[str, Callable[[Path], Any]] = {
    "missing": Path.unlink,
    "empty": lambda path: path.write_bytes(b""),
    "cut at a line end": cut_at_a_line_end,
    "cut within a line": lambda path: path.write_bytes(path.read_bytes()[:-30]),
    "no text": lambda path: path.write_bytes(path.read_bytes() + b"\xff\n"),
}


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("witness", [without_copies, without_database])
@pytest.mark.parametrize("loss", LOSSES)
def test_a_list_that_lacks_releases_is_refused_everywhere_and_nothing_is_lost(
    loss: str, witness: Callable[[Folders], None], three: Folders, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Either the database in force or the copies beside the rows tell; one of them alone is enough."""
    witness(three)
    LOSSES[loss](listed(three))
    before = content(three.state), content(three.build)
    release_id = next((three.state / ledger.ROWS).glob("*.jsonl")).stem
    for refused in (
        lambda: build(three.build, three.root, None, three.state),
        lambda: preview(recording(result(20)), three),
        lambda: commit(recording(result(20)), "", three),
        lambda: undo(release_id, "officer", None, three),
    ):
        with pytest.raises(LedgerError, match="Registreringerne er beskadiget"):
            refused()
    assert commands.main(["history"]) == 1
    assert "Registreringerne er beskadiget" in capsys.readouterr().err
    if read_pointer(three.build):
        with pytest.raises(BackupError, match="kan ikke kopieres"):
            backup(three.build, tmp_path / "kopi.zip", three.state)
        assert healthy() is False
    assert (content(three.state), content(three.build)) == before


def test_a_list_that_is_whole_is_healthy_until_rows_are_gone(three: Folders) -> None:
    assert healthy() is True
    next((three.state / ledger.ROWS).glob("*.jsonl")).unlink()
    assert healthy() is False


@pytest.mark.parametrize("witness", [without_copies, without_database])
@pytest.mark.parametrize("loss", LOSSES)
def test_the_list_is_made_again_letter_by_letter(
    loss: str, witness: Callable[[Folders], None], three: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = listed(three).read_bytes()
    witness(three)
    LOSSES[loss](listed(three))
    stood = listed(three).read_bytes() if listed(three).exists() else b""
    assert commands.main(["ledger", "--rebuild"]) == 0
    assert listed(three).read_bytes() == whole
    assert "Listen har nu 3 registreringer" in capsys.readouterr().out
    assert [path.read_bytes() for path in three.state.glob("replaced-*/ledger.jsonl")] == ([stood] if stood else [])
    assert len(read_whole(three.state, three.build)) == 3


def test_the_list_of_an_earlier_monitor_is_made_again_too(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as before:
        before.setattr("data.releases.ledger.escaped", as_json)
        made(folders, recording(result(12), note="Æble"))
    without_copies(folders)
    whole = listed(folders).read_bytes()
    assert "Æble".encode() in whole
    listed(folders).unlink()
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(folders.build))
    monkeypatch.setenv("MONITOR_STATE_DIR", str(folders.state))
    assert commands.main(["ledger", "--rebuild"]) == 0
    assert listed(folders).read_bytes() == whole


def test_a_list_whose_rows_are_gone_is_not_made_again(three: Folders, capsys: pytest.CaptureFixture[str]) -> None:
    listed(three).unlink()
    next((three.state / ledger.ROWS).glob("*.jsonl")).unlink()
    before = content(three.state)
    assert commands.main(["ledger", "--rebuild"]) == 1
    assert "kan ikke læses" in capsys.readouterr().err
    assert content(three.state) == before


def test_rows_without_a_release_are_named_and_never_deleted(three: Folders, capsys: pytest.CaptureFixture[str]) -> None:
    stray = ledger.rows_file(three.state, "r00009-deadbeef")
    stray.write_text("{}\n", "utf-8")
    made(three, recording(result(20)))
    assert stray.read_text("utf-8") == "{}\n"
    assert orphans(three.state, read_whole(three.state, three.build)) == [stray.name]
    assert commands.main(["ledger"]) == 0
    said = capsys.readouterr().out
    assert "4 registreringer." in said
    assert "r00009-deadbeef.jsonl hører til ingen registrering" in said


def test_copies_of_the_lines_of_an_earlier_monitor_are_made_by_the_next_build(three: Folders) -> None:
    without_copies(three)
    without_database(three)
    build(three.build, three.root, None, three.state)
    listed(three).unlink()
    without_database(three)
    with pytest.raises(LedgerError, match=r"står ikke i ledger\.jsonl \(3 i alt\)"):
        build(three.build, three.root, None, three.state)


def test_a_copy_brought_back_puts_the_newer_releases_out_of_the_list_for_good(three: Folders, tmp_path: Path) -> None:
    file = tmp_path / "kopi.zip"
    backup(three.build, file, three.state)
    made(three, recording(result(20)))
    rows = len(list((three.state / ledger.ROWS).glob("*.jsonl")))
    restored = restore(three.build, file, three.state)
    assert restored.warning.startswith("1 registreringer, som kopien ikke har, er ude af kraft.")
    assert len(read_whole(three.state, three.build)) == 3
    assert len(list((three.state / ledger.ROWS).glob("*.jsonl"))) == rows
    made(three, recording(result(21)))
    assert [row[1] for row in asked(three, RESULTS)] == [18.0, 21.0]


# --- failures after the point of no return -----------------------------------------------------------------------------


def _breaks(*_: Any) -> None:
    raise OSError(5, "Input/output error")


def _breaks_for(folder: Path) -> Callable[[Path], None]:
    whole = pointer.sync_folder
    return lambda path: _breaks() if path == folder else whole(path)


# What breaks after the ledger has its new line. The folder of the ledger is synced for it alone: rows lie in one of their own.
STEPS: dict[str, Callable[[Folders], tuple[str, Callable[..., None]]]] = {
    "name of the ledger": lambda folders: ("data.pointer.sync_folder", _breaks_for(folders.state)),
    "reading back": lambda _: ("data.releases.commit.read_back", _breaks),
    "copy of the line": lambda _: ("data.releases.commit.keep_copies", _breaks),
    "pointer": lambda _: ("data.releases.commit.write_pointer", _breaks),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_failure_after_the_ledger_says_that_it_is_saved_and_saving_again_finishes(
    step: str, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = recording(result(12))
    parent = preview(draft, folders).parent
    before = read_pointer(folders.build)
    with monkeypatch.context() as patch:
        patch.setattr(*STEPS[step](folders))
        with pytest.raises(UnfinishedError, match=r"Registreringen er gemt \(r00001-.*Lav den ikke om"):
            commit(draft, parent, folders)
    assert len(ledger.read_ledger(folders.state)) == 1
    assert read_pointer(folders.build) == before
    commit(draft, parent, folders)
    assert len(read_whole(folders.state, folders.build)) == 1
    assert [row[1] for row in asked(folders, RESULTS)] == [18.0, 12.0]
    # Somebody who records it anew is told that it is there; another draft of that moment is a conflict as always.
    with pytest.raises(NothingNewError):
        commit(draft, preview(draft, folders).parent, folders)
    with pytest.raises(ConflictError):
        commit(recording(result(14)), parent, folders)


def test_recording_anew_what_is_saved_but_not_in_force_puts_it_in_force(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = recording(result(12))
    parent = preview(draft, folders).parent
    with monkeypatch.context() as patch:
        patch.setattr("data.releases.commit.write_pointer", _breaks)
        with pytest.raises(UnfinishedError):
            commit(draft, parent, folders)
    with pytest.raises(NothingNewError):
        commit(draft, preview(draft, folders).parent, folders)
    assert [row[1] for row in asked(folders, RESULTS)] == [18.0, 12.0]


@pytest.mark.parametrize("name", ["rows", "ledger.jsonl"])
def test_a_disk_that_gives_back_something_else_changes_nothing(name: str, folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    made(folders, recording(result(12)))
    before, version = listed(folders).read_bytes(), read_pointer(folders.build)
    whole = Path.read_bytes

    def other(path: Path) -> bytes:
        # What is being written lies under a name with a dot until it is moved.
        return whole(path)[:-1] if path.name.startswith(".") and name in str(path) else whole(path)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", other)
        with pytest.raises(OSError, match="blev ikke læst tilbage, som den blev skrevet"):
            commit(recording(result(14)), preview(recording(result(14)), folders).parent, folders)
    assert listed(folders).read_bytes() == before
    assert read_pointer(folders.build) == version


def test_a_restore_that_breaks_off_half_way_says_so(three: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "kopi.zip"
    backup(three.build, file, three.state)
    with monkeypatch.context() as patch:
        patch.setattr(backups, "_move", _breaks)
        with pytest.raises(BackupError, match=r"afbrudt, mens den flyttede filer.*med samme fil igen"):
            restore(three.build, file, three.state)
    assert restore(three.build, file, three.state).version


# --- what does not stay ------------------------------------------------------------------------------------------------


def test_an_edition_that_fails_leaves_no_archive(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    made(folders, recording(result(12)))
    row, archive = freeze(folders.build, "Bestyrelsen", DAY, None, None)
    draft = recording(Change("edition", "put", row))
    parent = preview(draft, folders).parent

    def refuses(*_: Any) -> Version:
        editions.database_file(folders.build, row["sha256"]).write_bytes(b"halv")
        raise EditionError("kan ikke foldes ud")

    with monkeypatch.context() as patch:
        patch.setattr("data.releases.commit.write_version", refuses)
        with pytest.raises(EditionError):
            commit(draft, parent, folders, editions={row["sha256"]: archive})
    assert list((folders.state / editions.FOLDER).iterdir()) == []
    assert list(folders.build.glob("edition-*")) == []
    # One that is kept already stays when something else is refused.
    kept = frozen(folders)
    again = recording(Change("edition", "put", {**kept, "edition_id": "2026-11-21-anden"}))
    parent = preview(again, folders).parent
    with monkeypatch.context() as patch:
        patch.setattr("data.releases.commit.write_version", refuses)
        with pytest.raises(EditionError):
            commit(again, parent, folders, editions={kept["sha256"]: archive})
    assert [path.stem for path in (folders.state / editions.FOLDER).iterdir()] == [kept["sha256"]]


def test_the_build_folder_keeps_editions_the_version_in_force_and_the_last_ones(folders: Folders) -> None:
    row = frozen(folders)
    before = read_pointer(folders.build)
    assert before is not None
    # Versions of other days, all newer than the one in force, as after a clock that was set back.
    for number in range(pruning.KEPT_VERSIONS + 3):
        version = Version.in_folder(folders.build, f"{number:012}")
        for path in (version.published, version.internal):
            path.write_bytes(b"x")
            os.utime(path, (4_000_000_000 + number, 4_000_000_000 + number))
    made(folders, recording(result(12)))
    current, previous = read_pointer(folders.build), read_pointer(folders.build, pointer.PREVIOUS)
    assert current is not None
    assert previous == before
    newest = [Version.in_folder(folders.build, f"{number:012}") for number in range(3, pruning.KEPT_VERSIONS + 3)]
    kept = {path.name for version in (current, previous, *newest) for path in (version.published, version.internal)}
    assert {path.name for path in folders.build.glob("*.duckdb")} == {*kept, editions.database_file(folders.build, row["sha256"]).name}

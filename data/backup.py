"""The database files and what officers recorded as one file, and back again.

A copy is a zip with a list of its content and checksums. Restoring checks every byte before it touches anything and
moves the pointer last, so that a broken copy or a kill leaves the folder with the version it had.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

import duckdb

from data import schema
from data.locking import copying, writing
from data.opening import reading
from data.pointer import NAME, PREVIOUS, Version, beside, is_whole, read_pointer, replace_text, sync_folder
from data.releases import ledger
from data.releases.standing import read_whole

LIST = "backup.json"
STATE = "state/"
FORMAT = 1
_HALF = (
    "Gendannelsen blev afbrudt, mens den flyttede filer: {error}. Registreringer fra kopien kan være på plads, uden at databasen er "
    "skiftet. Giv plads eller adgang på disken, og kør 'python -m data restore' med samme fil igen."
)
_LARGEST_LIST = 10_000_000
_PIECE = 1 << 20


class BackupError(Exception):
    """A copy cannot be made or used; the message says in Danish why."""


@dataclass(frozen=True)
class Restored:
    """What is in force after restoring, when the copy was made, and what must be known about it (Danish, or nothing)."""

    version: str
    made: str
    warning: str = ""


def backup(folder: Path, target: Path, state: Path | None = None) -> int:
    """Copy every version and pointer in `folder`, and the releases in `state`, to the file `target`; the number of files.

    The copy holds the internal files too, so only its owner may read it. Raises BackupError or OSError.
    """
    if read_pointer(folder) is None:
        raise BackupError(f"Der er ingen database i {folder} at kopiere.")
    temporary = beside(target)
    try:
        # In the order of those who write, so that nobody waits for the other.
        with _still(state), copying(folder):
            if state:
                _refuse_broken(state, folder, "Registreringerne kan ikke kopieres")
            handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                count = _write([(folder, ""), *([(state, STATE)] if state else [])], file)
                file.flush()
                os.fsync(file.fileno())
        with zipfile.ZipFile(temporary) as archive:
            if broken := archive.testzip():
                raise BackupError(f"Kopien af {broken} blev ikke som originalen. Prøv en anden disk.")
        os.replace(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)
    return count


def _refuse_broken(state: Path, folder: Path, what: str) -> None:
    """Raise BackupError unless `state` has every release, with its rows, that the database in `folder` was built from."""
    try:
        for entry in read_whole(state, folder):
            ledger.read_rows(state, entry)
    except ledger.LedgerError as error:
        raise BackupError(f"{what}. {error}") from error


def _still(state: Path | None) -> contextlib.AbstractContextManager[None]:
    return copying(state) if state and state.is_dir() else contextlib.nullcontext()


def _write(folders: list[tuple[Path, str]], file: IO[bytes]) -> int:
    listed: dict[str, dict[str, Any]] = {}
    # The database files are compressed already; level 1 takes the air out of the rest.
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for path, name in ((path, prefix + path.relative_to(folder).as_posix()) for folder, prefix in folders for path in _files(folder)):
            digest, size = hashlib.sha256(), 0
            with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as copy:
                for piece in _pieces(source):
                    digest.update(piece)
                    size += len(piece)
                    copy.write(piece)
            listed[name] = {"sha256": digest.hexdigest(), "bytes": size}
        content = {"format": FORMAT, "made": datetime.now(UTC).isoformat(timespec="seconds"), "files": listed}
        archive.writestr(LIST, json.dumps(content, indent=2))
    return len(listed)


def _files(folder: Path) -> list[Path]:
    """Everything in the folder but what is being written and what points out of it."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sorted(path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts))


def _pieces(source: IO[bytes]) -> Iterator[bytes]:
    while piece := source.read(_PIECE):
        yield piece


def restore(folder: Path, source: Path, state: Path | None = None) -> Restored:
    """Bring `folder` and `state` to what the copy `source` holds; versions that are there only stay, the pointer moves last.

    The version in force until now becomes the one before, and a ledger that the copy does not continue is kept beside the
    restored one. Raises BackupError or OSError, and then nothing has changed, or the message says that it was broken off.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if state:
        state.mkdir(parents=True, exist_ok=True)
    try:
        with (
            zipfile.ZipFile(source) as archive,
            writing(state) if state else contextlib.nullcontext(),
            writing(folder),
            _workspace(folder) as workspace,
        ):
            content = _listed(archive)
            _unpack(archive, content["files"], workspace)
            version = read_pointer(workspace)
            if version is None or not version.published.exists():
                raise BackupError("Kopien har ingen gyldig pegepind.")
            warning = _schema_warning(version)
            if state:
                _refuse_broken(workspace / STATE, workspace, "Registreringerne i kopien er beskadiget")
            try:
                if state:
                    warning = " ".join(part for part in (_move_state(workspace / STATE, state), warning) if part)
                _move(workspace, folder, [name for name in content["files"] if not name.startswith(STATE)])
            except OSError as error:
                raise BackupError(_HALF.format(error=error)) from error
            return Restored(version.version, str(content.get("made", "")), warning)
    except (zipfile.BadZipFile, EOFError) as error:
        raise BackupError(f"{source.name} er ikke en hel sikkerhedskopi.") from error


@contextlib.contextmanager
def _workspace(folder: Path) -> Iterator[Path]:
    # On the same disk as the folder, so that the last step is a move.
    workspace = folder / f".restore-{secrets.token_hex(4)}"
    workspace.mkdir(mode=0o700)
    try:
        yield workspace
    finally:
        shutil.rmtree(workspace, ignore_errors=True)


def _listed(archive: zipfile.ZipFile) -> dict[str, Any]:
    """The copy's list of content, checked against what is in it. Raises BackupError."""
    try:
        if archive.getinfo(LIST).file_size > _LARGEST_LIST:
            raise BackupError("Kopiens indholdsliste er for stor.")
        content = json.loads(archive.read(LIST))
        files = content["files"]
        known = content["format"] == FORMAT
        sizes = {name: (str(entry["sha256"]), int(entry["bytes"])) for name, entry in files.items()}
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise BackupError("Filen er ikke en sikkerhedskopi af monitoren.") from error
    if not known:
        raise BackupError("Kopien er lavet af en anden udgave af monitoren og kan ikke læses af denne.")
    if sorted([*sizes, LIST]) != sorted(archive.namelist()):
        raise BackupError("Kopien indeholder ikke det, dens indholdsliste siger.")
    for name in sizes:
        path = PurePosixPath(name)
        if path.is_absolute() or "\\" in name or any(part.startswith(".") or not part for part in name.split("/")):
            raise BackupError(f"Kopien indeholder et ulovligt filnavn: {name}")
    return {**content, "files": sizes}


def _unpack(archive: zipfile.ZipFile, files: dict[str, tuple[str, int]], workspace: Path) -> None:
    if sum(size for _, size in files.values()) > shutil.disk_usage(workspace).free:
        raise BackupError("Der er ikke plads på disken til sikkerhedskopien.")
    for name, (expected, size) in files.items():
        target = workspace / name
        target.parent.mkdir(parents=True, exist_ok=True)
        digest, written = hashlib.sha256(), 0
        with archive.open(name) as source, target.open("wb") as file:
            for piece in _pieces(source):
                written += len(piece)
                if written > size:
                    break
                digest.update(piece)
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        if written != size or digest.hexdigest() != expected:
            raise BackupError(f"{name} i kopien er beskadiget.")


def _schema_warning(version: Version) -> str:
    """What to do when the copy's files are of another schema than this monitor reads."""
    try:
        with reading(version.published) as connection:
            found = int(connection.execute("select schema_version from meta").fetchall()[0][0])
    except duckdb.CatalogException:
        found = 1
    except (duckdb.Error, IndexError) as error:
        raise BackupError(f"{version.published.name} i kopien kan ikke åbnes.") from error
    if found < schema.SCHEMA_VERSION:
        return "Kopien er fra en ældre udgave af monitoren. Kør 'make build' for at lave den om."
    return "Kopien er fra en nyere udgave af monitoren. Opdatér monitoren." if found > schema.SCHEMA_VERSION else ""


def _move_state(copied: Path, state: Path) -> str:
    """Put the copy's releases in force; what must be known about those it does not have (Danish, or nothing)."""
    stood, restored = _text(state / ledger.NAME), _text(copied / ledger.NAME)
    warning = ""
    if not restored.startswith(stood):
        aside = state / f"replaced-{ledger.sha256(stood)[:8]}"
        shutil.copytree(state, aside, ignore=shutil.ignore_patterns("replaced-*"), dirs_exist_ok=True)
        lost = len(set(stood.split("\n")) - set(restored.split("\n")))
        warning = f"{lost} registreringer, som kopien ikke har, er ude af kraft. De er gemt i {aside.name}."
    if (copied / ledger.ROWS).is_dir():
        shutil.copytree(copied / ledger.ROWS, state / ledger.ROWS, dirs_exist_ok=True)
    if restored and restored != stood:
        replace_text(state / ledger.NAME, restored)
    elif stood and not restored:
        (state / ledger.NAME).unlink()
    # Their rows stay, and so does everything of them in the folder beside; without a copy of its line a release is out.
    listed = {entry.release_id for entry in ledger.read_ledger(state)}
    for path in (state / ledger.ROWS).glob("*.json"):
        if path.stem not in listed:
            path.unlink()
    return warning


def _text(path: Path) -> str:
    # Read as bytes: text mode would turn a lone "\r" into the end of a line.
    return path.read_bytes().decode("utf-8", "replace") if path.exists() else ""


def _move(workspace: Path, folder: Path, files: list[str]) -> None:
    before, new = read_pointer(folder), read_pointer(workspace)
    assert new is not None
    # The version in force already: its files stay, because the pointer beside them holds their checksums.
    kept = before is not None and before.version == new.version and bool(is_whole(folder, before))
    staying = {NAME, PREVIOUS} | ({new.published.name, new.internal.name} if kept else set())
    for name in sorted(set(files) - staying):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(workspace / name, target)
    sync_folder(folder)
    if kept:
        return
    if before is not None and before.version != new.version and is_whole(folder, before):
        replace_text(folder / PREVIOUS, (folder / NAME).read_text("utf-8"))
    elif PREVIOUS in files:
        replace_text(folder / PREVIOUS, (workspace / PREVIOUS).read_text("utf-8"))
    replace_text(folder / NAME, (workspace / NAME).read_text("utf-8"))

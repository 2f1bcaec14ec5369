"""The pointer file: which version of the database is in force.

Database files are immutable and named by version; `current.json` is replaced in one step, so a reader sees the
old version or the new one, never a mixture. It holds the checksums of its files, so that a reader can tell a whole
file from one that was cut short, and how many releases of officers it was built from, so that a list of them that was lost
or cut is noticed; `previous.json` keeps the pointer before it, so that there is something to fall back on.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from data.opening import reading

NAME = "current.json"
PREVIOUS = "previous.json"


@dataclass(frozen=True)
class Version:
    """One version of the database: its name and its two files."""

    version: str
    published: Path
    internal: Path

    @classmethod
    def in_folder(cls, folder: Path, version: str) -> Version:
        """The version's files as they are named in `folder`."""
        return cls(version, folder / f"monitor-{version}.duckdb", folder / f"monitor-{version}-internal.duckdb")


def write_pointer(folder: Path, version: Version) -> None:
    """Point at `version`; the pointer is on disk before this returns. The version it replaces is kept as the one before."""
    files = [path for path in (version.published, version.internal) if path.exists()]
    content = {
        "version": version.version,
        "database": version.published.name,
        "internal": version.internal.name,
        "sha256": {path.name: checksum(path) for path in files},
        "ledger": _built_from(version),
        "pointed_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    before = read_pointer(folder)
    # A version whose files are broken is nothing to fall back on; then the one before it stays.
    if before is not None and before.version != version.version and is_whole(folder, before):
        replace_text(folder / PREVIOUS, (folder / NAME).read_text("utf-8"))
    replace_text(folder / NAME, json.dumps(content, indent=2))


def read_pointer(folder: Path, name: str = NAME) -> Version | None:
    """The version in force, or None when nothing has been built or the pointer cannot be read."""
    content = _content(folder / name)
    try:
        return Version(content["version"], folder / content["database"], folder / content["internal"])
    except (KeyError, TypeError):
        return None


def ledger_of(folder: Path) -> tuple[int, str] | None:
    """How many releases the version in force was built from, and the chain of the last; None when no version can tell.

    A pointer that is lost or older than this question is made good by the one before or by the file itself.
    """
    for name in (NAME, PREVIOUS):
        version = read_pointer(folder, name)
        if version is None:
            continue
        told = _content(folder / name).get("ledger") or _built_from(version)
        if isinstance(told, dict) and isinstance(told.get("releases"), int) and isinstance(told.get("head"), str):
            return told["releases"], told["head"]
    return None


def _built_from(version: Version) -> dict[str, Any] | None:
    """The releases that a version lists; None when its internal file, which has their hashes without a key, cannot be read."""
    if not version.internal.exists():
        return None
    try:
        with reading(version.internal) as connection:
            chains = connection.execute(
                "select chain from release where chain is not null order by loaded_at, length(release_id), release_id"
            ).fetchall()
    except duckdb.Error:
        return None
    return {"releases": len(chains), "head": chains[-1][0] if chains else ""}


def is_whole(folder: Path, version: Version) -> bool | None:
    """Whether the files of `version` are those that a pointer in `folder` was written for, byte by byte.

    None when no pointer there knows the version's checksums.
    """
    for name in (NAME, PREVIOUS):
        content = _content(folder / name)
        if content.get("version") == version.version and content.get("sha256"):
            sums = content["sha256"]
            return all(path.exists() and sums.get(path.name) == checksum(path) for path in (version.published, version.internal))
    return None


def checksum(path: Path) -> str:
    """SHA-256 of a file, read piece by piece."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def replace_text(path: Path, text: str) -> None:
    """Put `text` at `path` in one step; it and its name are on disk before this returns."""
    replace_bytes(path, text.encode())


def replace_bytes(path: Path, content: bytes) -> None:
    """Put `content` at `path` in one step; it was read back, and it and its name are on disk, before this returns."""
    temporary = beside(path)
    try:
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if temporary.read_bytes() != content:
            raise OSError(errno.EIO, f"{path.name} blev ikke læst tilbage, som den blev skrevet")
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(path.parent)


def beside(path: Path) -> Path:
    """A name beside `path` that no other writer uses; two containers on one volume can have the same process id."""
    return path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}")


def sync_folder(folder: Path) -> None:
    """Bring the names in `folder` to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _content(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}

"""The pointer file: which version of the database is in force.

Database files are immutable and named by version; `current.json` is replaced in one step, so a reader sees the
old version or the new one, never a mixture.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

NAME = "current.json"


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
    """Point at `version`; the pointer is on disk before this returns."""
    content = {
        "version": version.version,
        "database": version.published.name,
        "internal": version.internal.name,
        "pointed_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    temporary = folder / f".{NAME}.{os.getpid()}"
    with temporary.open("w", encoding="utf-8") as file:
        json.dump(content, file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, folder / NAME)


def read_pointer(folder: Path) -> Version | None:
    """The version in force, or None when nothing has been built."""
    try:
        content = json.loads((folder / NAME).read_text("utf-8"))
        return Version(content["version"], folder / content["database"], folder / content["internal"])
    except (FileNotFoundError, json.JSONDecodeError, KeyError):
        return None

"""Which database files stay in the build folder.

Each save makes a version of some fourteen megabytes. Kept are the version in force, the one before it, which is shown when
the newest cannot be read, every edition, and the newest few, because a page that began on one of them may still open it.
Everything that is taken away can be built again from the text and the ledger.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from data.pointer import NAME, PREVIOUS, Version, read_pointer

KEPT_VERSIONS = 5


def prune(folder: Path) -> list[str]:
    """Take away the files of old versions, under the lock of whoever writes in `folder`; the versions taken away.

    A file that cannot be taken away stays: the version in force does not depend on it.
    """
    with contextlib.suppress(OSError):
        gone = _old(folder)
        for version in gone:
            for path in (version.published, version.internal):
                path.unlink(missing_ok=True)
        return [version.version for version in gone]
    return []


def _old(folder: Path) -> list[Version]:
    ages: dict[str, int] = {}
    for path in folder.glob("monitor-*.duckdb"):
        name = path.stem.removeprefix("monitor-").removesuffix("-internal")
        ages[name] = max(ages.get(name, 0), path.stat().st_mtime_ns)
    newest = sorted(ages, key=lambda name: (ages[name], name), reverse=True)[:KEPT_VERSIONS]
    pointed = [read_pointer(folder, name) for name in (NAME, PREVIOUS)]
    kept = {*newest, *(version.version for version in pointed if version)}
    return [Version.in_folder(folder, name) for name in sorted(set(ages) - kept)]

"""Kill an officer's commit at random moments and look at what is left: `python -m tests.recording.kills 500`.

Each commit has a process of its own, which is killed somewhere between its first and its last write. Afterwards the
ledger and the pointer must each be as before or as after, the files in force whole, and the next commit must go through.
Prints one line of JSON.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from data.build import Sources, build, version_of
from data.pointer import Version, is_whole, read_pointer
from data.releases import commit as module
from data.releases import ledger
from data.releases.commit import Folders, commit, preview
from data.releases.draft import Change, Draft
from tests.data.text_folder import edit, write_text
from tests.processes import Started


def draft(value: int) -> Draft:
    """A result that no commit before has recorded."""
    row = {
        "target_id": "tx_t_courses", "period_start": "2026-08-01", "period_end": "2027-07-31", "value": float(1000 + value),
        "status": "published", "source_id": "recording", "source_place": "Registrering",
    }  # fmt: skip
    return Draft("recording", "officer", "Registrering", (Change("activity_result", "put", row),))


def prepared(place: Path) -> Folders:
    """A small text, built, with room for recordings."""
    root = write_text(place / "text")
    with (root / "sources.yml").open("a", encoding="utf-8") as file:
        file.write("- {source_id: recording, kind: register, title: Registreret, publisher: Bysekretariatet}\n")
    edit(root, "activity_results.csv", "2025-08-01,2029-07-31,18", "2025-08-01,2026-07-31,18")
    edit(root, "corrections.csv", "2029-07-31,l8", "2026-07-31,l8")
    build(place / "build", root, None)
    return Folders(place / "build", place / "state", root)


def child(folders: Folders, value: int, tables: dict[str, pd.DataFrame]) -> Started:
    """Start a commit in a process of its own."""
    return Started(commit_only, folders, value, ledger.head(ledger.read_ledger(folders.state)), tables)


def commit_only(folders: Folders, value: int, parent: str, tables: dict[str, pd.DataFrame]) -> int:
    """A commit whose content was checked beforehand, which takes most of one and writes nothing: so that kills hit the writing."""
    only_writing()
    module.checked = lambda sources: tables  # type: ignore[assignment]
    commit(draft(value), parent, folders)
    return 0


def seen(folders: Folders) -> tuple[int, Version]:
    """How many releases the ledger lists, and the version in force; both checked byte by byte."""
    version = read_pointer(folders.build)
    assert version is not None, "no version in force"
    assert is_whole(folders.build, version), "the files in force are not those that were written"
    entries = ledger.read_ledger(folders.state)
    for entry in entries[-2:]:
        ledger.read_rows(folders.state, entry)
    return len(entries), version


def version_at(folders: Folders, count: int) -> str:
    """The version that the first `count` releases make."""
    sources = Sources.read(folders.root, folders.state)
    return version_of(Sources(sources.text, sources.entries[:count], sources.rows, sources.root, sources.state))


def run(folders: Folders, kills: int, seed: int) -> dict[str, Any]:
    """Commit and kill; raises AssertionError with the first loss or mixture."""
    chance = random.Random(seed)  # noqa: S311  # when to kill, nothing secret
    tables = module.checked(Sources.read(folders.root, folders.state))
    started = time.monotonic()
    took = []
    for value in (-1, -2, -3):
        began = time.monotonic()
        done = child(folders, value, tables).finished()
        assert done.returncode == 0, done.stderr
        took.append(time.monotonic() - began)
    usual = sorted(took)[1]
    outcomes: Counter[str] = Counter()
    before, _ = seen(folders)
    for value in range(1, kills + 1):
        commits = child(folders, value, tables)
        commits.process.join(chance.uniform(0.3 * usual, 1.2 * usual))
        commits.process.kill()
        commits.finished()
        after, version = seen(folders)
        assert after in (before, before + 1), f"kill {value}: {before} releases became {after}"
        names = {count: version_at(folders, count) for count in {before, after}}
        assert version.version in names.values(), f"kill {value}: a version that no ledger made"
        finished = version.version == names[after]
        outcomes["nothing" if after == before else "whole" if finished else "ledger only"] += 1
        if not finished:
            module.write_pointer(folders.build, _rebuilt(folders))
        before = after
    build_again = build(folders.build, folders.root, None, folders.state)
    assert read_pointer(folders.build) == build_again
    final = preview(draft(kills + 1), folders)
    commit(draft(kills + 1), final.parent, folders)
    assert seen(folders)[0] == before + 1
    return {"kills": kills, "outcomes": dict(outcomes), "seconds": round(time.monotonic() - started, 1)}


def _rebuilt(folders: Folders) -> Version:
    """What the next build makes of a ledger that is ahead of the pointer."""
    return build(folders.build, folders.root, None, folders.state)


def main() -> None:
    """Run in a folder that is taken away afterwards."""
    kills, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    place = Path(tempfile.mkdtemp())
    try:
        only_writing()
        print(json.dumps(run(prepared(place), kills, seed)))  # noqa: T201  # a command
    finally:
        shutil.rmtree(place, ignore_errors=True)


def only_writing() -> None:
    """Builds without what writes nothing: drawing by geo/, reading text that does not change, working out small numbers."""
    from data import build as build_module

    build_module.geo_build.geometry_tables = dict  # type: ignore[assignment]
    build_module.read_content = cache(build_module.read_content)
    build_module.disclosure.published = lambda tables, *_: tables  # type: ignore[assignment]


if __name__ == "__main__":
    main()

"""Whether the ledger is all that was recorded: held against the database in force, and against the rows beside it.

The rows of a release carry a copy of its line in the ledger, written once the release is in. So a line that is missing is
noticed without a database, and the list can be made again from the rows.
"""

from __future__ import annotations

import errno
from collections.abc import Sequence
from pathlib import Path

from data.paths import build_folder, state_folder
from data.pointer import ledger_of, replace_text
from data.releases import ledger
from data.releases.ledger import Entry

REBUILD = "Kør 'python -m data ledger --rebuild', eller hent mappen med registreringer fra sikkerhedskopien (docs/operations.md)."


def read_whole(state: Path, folder: Path) -> list[Entry]:
    """All releases in the order they were made, none missing that the database in `folder` was built from. Raises LedgerError."""
    entries = ledger.read_ledger(state)
    refuse_unlisted(state, entries)
    refuse_shorter(entries, folder)
    return entries


def is_whole() -> bool:
    """Whether all that officers recorded is there, in the folders the settings name; otherwise nothing can be saved or built."""
    state = state_folder()
    try:
        refuse_without_rows(state, read_whole(state, build_folder()))
    except ledger.LedgerError:
        return False
    return True


def refuse_shorter(entries: Sequence[Entry], folder: Path) -> None:
    """Raise LedgerError when the database in force in `folder` was built from releases that `entries` lack."""
    stands = ledger_of(folder)
    if stands is None:
        return
    count, chain = stands
    if len(entries) < count:
        lists = f"listen {ledger.NAME} har {len(entries)}" if entries else f"listen {ledger.NAME} mangler"
        raise ledger.broken(f"databasen i kraft er bygget af {count} registreringer, men {lists}", REBUILD)
    if ledger.head(entries[:count]) != chain:
        raise ledger.broken(f"databasen i kraft er bygget af andre registreringer end dem, {ledger.NAME} har", REBUILD)


def refuse_unlisted(state: Path, entries: Sequence[Entry]) -> None:
    """Raise LedgerError when rows of a release that was in lie in `state` without a line in the ledger."""
    if lost := sorted(_copies(state) - {entry.release_id for entry in entries}):
        raise ledger.broken(f"rækkerne i {', '.join(lost[:5])} er her, men står ikke i {ledger.NAME} ({len(lost)} i alt)", REBUILD)


def refuse_without_rows(state: Path, entries: Sequence[Entry]) -> None:
    """Raise LedgerError when the rows of a release that `entries` list are gone; what is in them is read by a build."""
    there = {path.stem for path in (state / ledger.ROWS).glob("*.jsonl")}
    if gone := [entry.release_id for entry in entries if entry.release_id not in there]:
        raise ledger.broken(f"rækkerne i {', '.join(gone[:5])} mangler ({len(gone)} i alt)")


def read_back(state: Path, entries: Sequence[Entry]) -> None:
    """Raise OSError unless the ledger and the rows of its last release are on the disk as they were written."""
    if ledger.read_ledger(state) != list(entries):
        raise OSError(errno.EIO, f"{ledger.NAME} blev ikke læst tilbage, som den blev skrevet")
    ledger.read_rows(state, entries[-1])


def orphans(state: Path, entries: Sequence[Entry]) -> list[str]:
    """Files of rows that no line of the ledger knows: what a save that was broken off left, or rows whose line was lost."""
    listed = {entry.release_id for entry in entries}
    return sorted(path.name for path in (state / ledger.ROWS).glob("*.jsonl") if path.stem not in listed)


def copy_file(state: Path, release_id: str) -> Path:
    """Where the copy of a release's line lies."""
    return state / ledger.ROWS / f"{release_id}.json"


def keep_copies(state: Path, entries: Sequence[Entry]) -> None:
    """Write the copies that are missing: of the newest release, or of all that an earlier monitor made. Raises OSError."""
    there = _copies(state)
    for entry in entries:
        if entry.release_id not in there:
            replace_text(copy_file(state, entry.release_id), f"{entry.line}\n")


def _copies(state: Path) -> set[str]:
    return {path.stem for path in (state / ledger.ROWS).glob("*.json")}

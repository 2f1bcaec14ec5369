"""The ledger: one line per release, each holding the hash of the line before it.

`ledger.jsonl` lists the releases and `rows/<release_id>.jsonl` holds the rows of each. Both are only ever added to. A line
that is changed, taken out or put in between breaks the chain, and the build refuses it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from data.releases.draft import Change, as_json

NAME = "ledger.jsonl"
ROWS = "rows"


class LedgerError(Exception):
    """The ledger or the rows of a release are not what was written; the message says where, and what to do."""


@dataclass(frozen=True)
class Entry:
    """One release as the ledger lists it; the fields are those of table `release`, and `parent` is the line before."""

    number: int
    release_id: str
    kind: str
    role: str
    made_at: str
    origin: str
    rows: int
    rows_sha256: str
    parent: str
    note: str | None = None
    file_name: str | None = None
    file_sha256: str | None = None
    undoes: str | None = None

    @property
    def line(self) -> str:
        """The line in the ledger."""
        return as_json(asdict(self))

    @property
    def chain(self) -> str:
        """Hash of this line and, through `parent`, of all before it."""
        return hashlib.sha256(self.line.encode()).hexdigest()


def read_ledger(folder: Path) -> list[Entry]:
    """All releases in the order they were made; none when there is no ledger. Raises LedgerError."""
    path = folder / NAME
    if not path.exists():
        return []
    entries: list[Entry] = []
    known = {field.name for field in fields(Entry)}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        try:
            found: dict[str, Any] = json.loads(line)
            entry = Entry(**{name: value for name, value in found.items() if name in known})
        except (ValueError, TypeError, AttributeError) as error:
            raise _broken(f"linje {number} i {NAME} kan ikke læses") from error
        if entry.number != number or entry.parent != head(entries) or entry.line != line:
            raise _broken(f"linje {number} i {NAME} passer ikke med linjen før")
        entries.append(entry)
    return entries


def head(entries: list[Entry]) -> str:
    """What the ledger stands at: the chain of its last release, or nothing."""
    return entries[-1].chain if entries else ""


def in_force(entries: list[Entry]) -> list[Entry]:
    """The releases that no release in force undoes, in order; an undone undo brings its release back."""
    undone: set[str] = set()
    for entry in reversed(entries):
        if entry.undoes and entry.release_id not in undone:
            undone.add(entry.undoes)
    return [entry for entry in entries if entry.release_id not in undone]


def read_rows(folder: Path, entry: Entry) -> list[Change]:
    """The rows of a release. Raises LedgerError when they are not those it was made with."""
    try:
        text = rows_file(folder, entry.release_id).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _broken(f"rækkerne i {entry.release_id} kan ikke læses") from error
    if sha256(text) != entry.rows_sha256:
        raise _broken(f"rækkerne i {entry.release_id} er ændret, siden de blev gemt")
    return [Change(**json.loads(line)) for line in text.splitlines()]


def rows_file(folder: Path, release_id: str) -> Path:
    """Where the rows of a release lie."""
    return folder / ROWS / f"{release_id}.jsonl"


def rows_text(changes: tuple[Change, ...]) -> str:
    """The rows as their file holds them."""
    return "".join(f"{as_json({'table': one.table, 'action': one.action, 'row': dict(one.row)})}\n" for one in changes)


def sha256(text: str) -> str:
    """Hash of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def _broken(what: str) -> LedgerError:
    return LedgerError(
        f"Registreringerne er beskadiget: {what}. Intet er ændret, og den database, der er i kraft, vises fortsat. Hent mappen "
        "med registreringer fra sikkerhedskopien (docs/operations.md)."
    )

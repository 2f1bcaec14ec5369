"""The ledger: one line per release, each holding the hash of the line before it.

`ledger.jsonl` lists the releases, `rows/<release_id>.jsonl` holds the rows of each and `rows/<release_id>.json` a copy of its
line in the ledger. All are only ever added to. A line that is changed, taken out, put in between or lost breaks the chain or
misses its copy, and everything that reads the ledger refuses it.

A line ends at "\\n" and nowhere else: text of officers may hold U+2028, U+2029 and U+0085, at which str.splitlines() cuts.
Lines are written with such letters escaped; ledgers of earlier monitors hold them as they are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from data import schema
from data.releases.draft import TABLES, Change, as_json

NAME = "ledger.jsonl"
ROWS = "rows"


class LedgerError(Exception):
    """The ledger or the rows of a release are not what was written; the message says where, and what to do."""


class NewerLedgerError(LedgerError):
    """The ledger holds what this version of the monitor does not know."""


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
    # The line as it stands in the ledger, which is what the hash is of; empty for a release that is not written yet.
    written: str = field(default="", compare=False, repr=False)

    @property
    def line(self) -> str:
        """The line in the ledger."""
        return self.written or escaped({name: getattr(self, name) for name in FIELDS})

    @property
    def chain(self) -> str:
        """Hash of this line and, through `parent`, of all before it."""
        return sha256(self.line)


FIELDS = tuple(one.name for one in fields(Entry) if one.name != "written")


def read_ledger(folder: Path) -> list[Entry]:
    """All releases in the order they were made; none when there is no ledger. Raises LedgerError."""
    try:
        entries = parse((folder / NAME).read_bytes())
    except FileNotFoundError:
        entries = []
    except OSError as error:
        raise broken(f"{NAME} kan ikke læses ({error.strerror})") from error
    return entries


def parse(content: bytes) -> list[Entry]:
    """The releases that the bytes of a ledger list. Raises LedgerError."""
    entries: list[Entry] = []
    for number, line in enumerate(_lines(content, NAME), start=1):
        try:
            found: dict[str, Any] = json.loads(line)
            canonical = line in (escaped(found), as_json(found))
            entry = Entry(**{name: value for name, value in found.items() if name in FIELDS}, written=line)
        except (ValueError, TypeError, AttributeError) as error:
            raise broken(f"linje {number} i {NAME} kan ikke læses") from error
        if entry.number != number or entry.parent != head(entries) or not canonical:
            raise broken(f"linje {number} i {NAME} passer ikke med linjen før")
        if unknown := sorted(set(found) - set(FIELDS)):
            raise _newer(f"linje {number} i {NAME} har {', '.join(unknown)}")
        if entry.kind not in schema.tables()["release"]["columns"]["kind"]["values"]:
            raise _newer(f"linje {number} i {NAME} er af slagsen „{entry.kind}“")
        entries.append(entry)
    return entries


def head(entries: Sequence[Entry]) -> str:
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
    path = rows_file(folder, entry.release_id)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise broken(f"rækkerne i {entry.release_id} kan ikke læses ({error.strerror})") from error
    if hashlib.sha256(content).hexdigest() != entry.rows_sha256:
        raise broken(f"rækkerne i {entry.release_id} er ændret, siden de blev gemt")
    return [_change(line, entry.release_id) for line in _lines(content, path.name)] if content else []


def _change(line: str, release_id: str) -> Change:
    """One row; what its table or a column is called is known, because a newer monitor may have put it."""
    found: dict[str, Any] = json.loads(line)
    change = Change(found["table"], found["action"], found["row"])
    if unknown := sorted(set(found) - {"table", "action", "row"}):
        raise _newer(f"rækkerne i {release_id} har {', '.join(unknown)}")
    if change.table not in TABLES or change.action not in ("put", "withdraw"):
        raise _newer(f"rækkerne i {release_id} er af slagsen „{change.table} {change.action}“")
    if unknown := sorted(set(change.row) - set(schema.columns(change.table))):
        raise _newer(f"rækkerne i {release_id} har kolonnen {', '.join(unknown)} i {change.table}")
    return change


def _lines(content: bytes, name: str) -> list[str]:
    """The lines of a file that is written line by line. Raises LedgerError for one that is empty, cut or no UTF-8."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise broken(f"{name} er ikke UTF-8 fra byte {error.start + 1}") from error
    if not text.endswith("\n"):
        raise broken(f"{name} er skåret af" if text else f"{name} er tom")
    return text[:-1].split("\n")


def rows_file(folder: Path, release_id: str) -> Path:
    """Where the rows of a release lie."""
    return folder / ROWS / f"{release_id}.jsonl"


def rows_text(changes: Sequence[Change]) -> str:
    """The rows as their file holds them."""
    return "".join(f"{escaped({'table': one.table, 'action': one.action, 'row': dict(one.row)})}\n" for one in changes)


def escaped(content: Any) -> str:
    """JSON in ASCII letters alone, the same text for the same content; no letter in it can be taken for the end of a line."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"))


def sha256(text: str) -> str:
    """Hash of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def broken(what: str, remedy: str = "Hent mappen med registreringer fra sikkerhedskopien (docs/operations.md).") -> LedgerError:
    """The error of a ledger of which `what` is wrong."""
    return LedgerError(f"Registreringerne er beskadiget: {what}. Intet er ændret, og den database, der er i kraft, vises fortsat. {remedy}")


def _newer(what: str) -> NewerLedgerError:
    return NewerLedgerError(
        f"Registreringerne er gemt af en nyere udgave af monitoren: {what}, som denne udgave ikke kender. Intet er ændret, og den "
        "database, der er i kraft, vises fortsat. Sæt den nyere udgave af monitoren i drift igen (docs/operations.md)."
    )

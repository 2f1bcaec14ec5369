"""Make the list of releases again, from the copies beside the rows and from what the databases in force say of them.

A line is taken only when it is, letter by letter, what the hash of the line after it or of the database was made of. Rows
that no line belongs to are left where they are; they were never in force.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb

from data.locking import writing
from data.opening import reading
from data.pointer import NAME as POINTER
from data.pointer import PREVIOUS, read_pointer, replace_text
from data.releases import ledger, standing
from data.releases.draft import as_json
from data.releases.ledger import Entry

# Column of table `release` -> field of the ledger; the others have the same name.
_COLUMNS = {"sha256": "rows_sha256"}
_ASKED = ("release_id", "kind", "role", "loaded_at", "origin", "rows", "sha256", "note", "file_name", "file_sha256", "undoes", "chain")


@dataclass(frozen=True)
class Rebuilt:
    """How many releases the list has now, how many of them it did not have, and where the list that stood is kept (Danish)."""

    entries: int
    found: int
    warning: str = ""


def rebuild(state: Path, folder: Path) -> Rebuilt:
    """Write the ledger of `state` anew when more of it can be found than it has; what stood is kept beside it.

    Raises LedgerError when what is found is not all of it, or rows are missing, and OSError; then nothing has changed.
    """
    state.mkdir(parents=True, exist_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    with writing(state), writing(folder):
        stood = _bytes(state / ledger.NAME)
        lines = {line for line in (*_of_the_list(stood), *_of_the_copies(state), *_of_the_databases(folder)) if line}
        entries = _longest(lines)
        text = "".join(f"{entry.line}\n" for entry in entries)
        if entries:
            ledger.parse(text.encode())
        standing.refuse_unlisted(state, entries)
        standing.refuse_shorter(entries, folder)
        for entry in entries:
            ledger.read_rows(state, entry)
        if text.encode() == stood:
            return Rebuilt(len(entries), 0)
        warning = _kept_aside(state, stood)
        replace_text(state / ledger.NAME, text)
        standing.keep_copies(state, entries)
    return Rebuilt(len(entries), sum(entry.line.encode() not in stood.split(b"\n") for entry in entries), warning)


def _of_the_list(stood: bytes) -> Iterator[str]:
    """The lines that can be read of a list that is cut or damaged."""
    for line in stood.split(b"\n"):
        with contextlib.suppress(UnicodeDecodeError):
            yield line.decode()


def _of_the_copies(state: Path) -> Iterator[str]:
    for path in sorted((state / ledger.ROWS).glob("*.json")):
        with contextlib.suppress(UnicodeDecodeError):
            yield path.read_bytes().decode().removesuffix("\n")


def _of_the_databases(folder: Path) -> Iterator[str]:
    """The lines that the releases listed in the version in force, and in the one before it, had in the ledger."""
    for name in (POINTER, PREVIOUS):
        version = read_pointer(folder, name)
        path = next((path for path in (version.internal, version.published) if path.exists()), None) if version else None
        if path is not None:
            with contextlib.suppress(duckdb.Error):
                yield from _lines(path)


def _lines(path: Path) -> Iterator[str]:
    # Names of this module.
    query = f"select {', '.join(_ASKED)} from release where chain is not null order by loaded_at, length(release_id), release_id"  # noqa: S608
    with reading(path) as connection:
        rows = [dict(zip(_ASKED, row, strict=True)) for row in connection.execute(query).fetchall()]
    parent = ""
    for number, row in enumerate(rows, start=1):
        chain = row.pop("chain")
        made_at = row.pop("loaded_at").isoformat(timespec="seconds")
        content: dict[str, Any] = {_COLUMNS.get(name, name): cell for name, cell in row.items()}
        content |= {"number": number, "parent": parent, "made_at": made_at}
        yield from (line for line in (ledger.escaped(content), as_json(content)) if ledger.sha256(line) == chain)
        parent = chain


def _longest(lines: Iterable[str]) -> list[Entry]:
    """The longest list that hangs together from the first release on; of two, the one that was made last."""
    after: dict[str, list[Entry]] = {}
    for line in sorted(lines):
        with contextlib.suppress(ValueError, TypeError, AttributeError):
            found = json.loads(line)
            entry = Entry(**{name: cell for name, cell in found.items() if name in ledger.FIELDS})
            after.setdefault(entry.parent, []).append(replace(entry, written=line))
    # One at a time, because a list of thousands is too deep for a function that calls itself.
    best: list[Entry] = []
    waiting: list[list[Entry]] = [[]]
    while waiting:
        list_so_far = waiting.pop()
        following = [entry for entry in after.get(ledger.head(list_so_far), []) if entry.number == len(list_so_far) + 1]
        if len(following) == 1:
            list_so_far.append(following[0])
            waiting.append(list_so_far)
        elif following:
            waiting += [[*list_so_far, entry] for entry in following]
        elif (len(list_so_far), _made(list_so_far)) > (len(best), _made(best)):
            best = list_so_far
    return best


def _made(entries: list[Entry]) -> str:
    return entries[-1].made_at if entries else ""


def _kept_aside(state: Path, stood: bytes) -> str:
    """Keep the list that stood in a folder of its own; a Danish sentence that says where, or nothing."""
    if not stood:
        return ""
    aside = state / f"replaced-{hashlib.sha256(stood).hexdigest()[:8]}"
    aside.mkdir(exist_ok=True)
    shutil.copy2(state / ledger.NAME, aside / ledger.NAME)
    return f" Den liste, der stod, er gemt i {aside.name}."


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""

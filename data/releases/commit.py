"""Make a release: check it as the build would, write it, and put a new version of the database in force.

The order is rows, database files, ledger, pointer. The ledger is the point of no return: failed or killed before it, nothing
has happened; after it, the release is in, and saving again or the next build finishes what was begun. What is in force is
whole at every moment. Rows and ledger are read back before the pointer moves; rows are never deleted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

from data.build import RefusedBuildError, Sources, checked, put_in_force, write_version
from data.checks.finding import Finding
from data.editions import archive_file, database_file
from data.locking import writing
from data.paths import ROOT, build_folder, state_folder
from data.pointer import Version, replace_bytes, replace_text, write_pointer
from data.pruning import prune
from data.reading import Content
from data.releases import ledger
from data.releases.apply import rows_by_key
from data.releases.draft import TABLES, Change, Draft, plain, unreadable
from data.releases.ledger import Entry
from data.releases.standing import keep_copies, read_back, read_whole
from data.releases.words import FREE_TEXT, personal_data, too_long

# What commit() raises when a folder cannot be written, for those who say so on a screen.
UNWRITABLE = (OSError, duckdb.Error)
_NO_TEXT = "rummer et tegn, der ikke kan gemmes som tekst. Skriv teksten igen i stedet for at kopiere den."
_ROLES = {"officer": "medarbejder", "board": "bestyrelse"}


class ConflictError(Exception):
    """Somebody else made a release since this one was begun; `since` lists what."""

    def __init__(self, since: list[Entry]) -> None:
        self.since = since
        made = "; ".join(f"{entry.origin} ({_ROLES.get(entry.role, entry.role)}, {_danish_time(entry)})" for entry in since)
        super().__init__(
            f"Andre har gemt, siden du begyndte: {made}. Intet af dit er gemt, og intet er overskrevet. Se de nye tal igennem, og gem igen."
        )


class NothingNewError(Exception):
    """The draft says what the database says already."""

    def __init__(self) -> None:
        super().__init__("Alt i registreringen findes allerede med samme indhold. Intet er ændret.")


class UnfinishedError(Exception):
    """The release is in the ledger, but the version it makes is not in force; `entry` is the release."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        super().__init__(
            f"Registreringen er gemt ({entry.release_id}), men databasen kunne ikke skiftes, så siderne viser stadig de gamle tal. "
            "Lav den ikke om. Gem den samme igen for at gøre den færdig, eller kør 'make build'; det giver ingen dobbelt registrering."
        )


@dataclass(frozen=True)
class Preview:
    """What a draft would do: `changes` without those that change nothing, the row each replaces, and what is wrong."""

    parent: str
    changes: tuple[Change, ...]
    before: tuple[dict[str, object] | None, ...]
    findings: list[Finding]


@dataclass(frozen=True)
class Folders:
    """Where things lie: text, database files, ledger."""

    build: Path
    state: Path
    root: Path = ROOT

    @classmethod
    def of_the_settings(cls) -> Folders:
        """The folders that the environment names."""
        return cls(build_folder(), state_folder())


def preview(draft: Draft, folders: Folders) -> Preview:
    """What `draft` would do to the content as it stands now, without writing. Raises LedgerError, UnreadableTextError."""
    sources = Sources.read(folders.root, folders.state, folders.build)
    parent = ledger.head(sources.entries)
    if findings := _refusals(draft):
        return Preview(parent, draft.changes, (None,) * len(draft.changes), findings)
    changes, before = _effective(draft, sources.content)
    if not changes and draft.undoes is None:
        return Preview(parent, changes, before, [])
    draft = replace(draft, changes=changes)
    try:
        checked(_with(sources, _entry(draft, sources.entries, datetime.now(UTC)), changes))
    except RefusedBuildError as error:
        findings = error.findings
    return Preview(parent, changes, before, findings)


def commit(
    draft: Draft,
    parent: str,
    folders: Folders,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    editions: Mapping[str, bytes] | None = None,
) -> Version:
    """Make the release and put it in force; returns the new version.

    `parent` is what preview() said the ledger stood at, `editions` the archives by hash that the draft's editions need.
    Called again after UnfinishedError with the same draft and parent, it finishes the release and makes no second one.
    Raises ConflictError when the ledger stands elsewhere now, NothingNewError, RefusedBuildError with all findings, LedgerError,
    BusyError, or OSError and duckdb.Error when a folder cannot be written; in each case nothing has changed. Raises
    UnfinishedError when the release is in, but not in force.
    """
    folders.state.mkdir(parents=True, exist_ok=True)
    folders.build.mkdir(parents=True, exist_ok=True)
    with writing(folders.state), writing(folders.build):
        before = Sources.read(folders.root, folders.state, folders.build)
        if ledger.head(before.entries) != parent:
            if (entry := _made_before(draft, parent, before)) is not None:
                return _finished(folders, before, entry)
            raise ConflictError(_since(before.entries, parent))
        if findings := _refusals(draft):
            raise RefusedBuildError(findings)
        changes, _ = _effective(draft, before.content)
        if not changes and draft.undoes is None:
            # What is there already may be in the ledger alone, when the save that put it there did not get to its end.
            put_in_force(folders.build, before)
            raise NothingNewError
        entry = _entry(replace(draft, changes=changes), before.entries, clock())
        sources = _with(before, entry, changes)
        version = _prepared(folders, sources, entry, editions or {})
        _entered(folders, sources, entry, version)
    return version


def _prepared(folders: Folders, sources: Sources, entry: Entry, editions: Mapping[str, bytes]) -> Version:
    """Write all that the release needs before the ledger names it; archives of editions that fail are taken away again."""
    tables = checked(sources)
    made = [
        path
        for sha256 in editions
        for path in (archive_file(folders.state, sha256), database_file(folders.build, sha256))
        if not path.exists()
    ]
    try:
        for sha256, content in editions.items():
            place = archive_file(folders.state, sha256)
            place.parent.mkdir(exist_ok=True)
            replace_bytes(place, content)
        rows = ledger.rows_file(folders.state, entry.release_id)
        rows.parent.mkdir(exist_ok=True)
        replace_text(rows, ledger.rows_text(sources.rows[entry.release_id]))
        return write_version(folders.build, sources, tables)
    except Exception:
        for path in made:
            path.unlink(missing_ok=True)
        raise


def _entered(folders: Folders, sources: Sources, entry: Entry, version: Version) -> None:
    """Write the ledger, then the pointer. Raises what kept the ledger from being written, or UnfinishedError after it."""
    try:
        replace_text(folders.state / ledger.NAME, "".join(f"{one.line}\n" for one in sources.entries))
        read_back(folders.state, sources.entries)
        keep_copies(folders.state, sources.entries)
        write_pointer(folders.build, version)
    except (*UNWRITABLE, ledger.LedgerError) as error:
        # A name that did not get to the disk may be there all the same; what the ledger says now is what is true.
        if f"{entry.line}\n".encode() not in _bytes(folders.state / ledger.NAME):
            raise
        raise UnfinishedError(entry) from error
    prune(folders.build)


def _made_before(draft: Draft, parent: str, now: Sources) -> Entry | None:
    """The release that came after `parent`, if it is this draft: a save that did not get to its end is called again."""
    count = next((number for number, entry in enumerate(now.entries, start=1) if entry.chain == parent), 0)
    if (count == 0 and parent) or count == len(now.entries):
        return None
    then, after = replace(now, entries=now.entries[:count]), now.entries[count]
    changes, _ = _effective(draft, then.content)
    mine = _entry(replace(draft, changes=changes), then.entries, datetime.now(UTC))
    return after if replace(mine, made_at=after.made_at) == after else None


def _finished(folders: Folders, now: Sources, entry: Entry) -> Version:
    try:
        return put_in_force(folders.build, now)
    except UNWRITABLE as error:
        raise UnfinishedError(entry) from error


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _danish_time(entry: Entry) -> str:
    made = datetime.fromisoformat(entry.made_at).replace(tzinfo=UTC).astimezone(ZoneInfo("Europe/Copenhagen"))
    return f"{made:%d-%m-%Y kl. %H.%M}"


def undo(release_id: str, role: str, note: str | None, folders: Folders) -> Draft:
    """A draft that takes a release out of force. Raises KeyError for one that is none or out of force already, LedgerError."""
    target = {entry.release_id: entry for entry in ledger.in_force(read_whole(folders.state, folders.build))}[release_id]
    return Draft("undo", role, f"Fortrød {target.origin}", note=note, undoes=release_id)


def _effective(draft: Draft, content: Content) -> tuple[tuple[Change, ...], tuple[dict[str, object] | None, ...]]:
    """The changes that change something, the last one for each row, and the row each replaces."""
    tables = {name: rows_by_key(name, content.tables[name]) for name in {change.table for change in draft.changes} & TABLES}
    latest = {(change.table, change.key): change for change in draft.changes}
    changes, before = [], []
    for change in latest.values():
        stood = tables.get(change.table, {}).get(change.key)
        known = None if stood is None else plain(change.table, stood)
        after = plain(change.table, change.row) if change.action == "put" else None
        if known != after:
            changes.append(replace(change, row=after) if after is not None else change)
            before.append(known)
    return tuple(changes), tuple(before)


def _refusals(draft: Draft) -> list[Finding]:
    """What no check of the content can see: tables that are not an officer's, rows out of shape, words about people."""
    found = []
    for number, change in enumerate(draft.changes, start=1):
        if change.table not in TABLES:
            found.append(Finding(change.table, f"række {number}", "kan kun ændres i kildekoden. Ret teksten under data/ og byg igen."))
        # Before anything else is made of them: a text that is too long is nothing to search or to repeat.
        elif reasons := [reason for name, value in change.row.items() if (reason := too_long(name, str(value)))]:
            found += [Finding(change.table, f"række {number}", reason) for reason in reasons]
            continue
        elif reason := unreadable(change):
            found.append(Finding(change.table, f"række {number}", reason))
        texts = [str(value) for name, value in change.row.items() if name in FREE_TEXT and value is not None]
        found += [Finding(change.table, f"række {number}", reason) for text in texts if (reason := personal_data(text))]
        found += [Finding(change.table, f"række {number}", _NO_TEXT) for value in change.row.values() if _is_no_text(value)]
    found += [Finding("release", "filen eller bemærkningen", _NO_TEXT) for value in vars(draft).values() if _is_no_text(value)]
    if draft.note and not _is_no_text(draft.note) and (reason := too_long("bemærkningen", draft.note) or personal_data(draft.note)):
        found.append(Finding("release", draft.origin, reason))
    return sorted(set(found))


def _is_no_text(value: object) -> bool:
    """Whether it is text that no file can hold: half of a pair of UTF-16, or the zero that ends text in many programs."""
    return isinstance(value, str) and ("\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value))


def _entry(draft: Draft, entries: tuple[Entry, ...], now: datetime) -> Entry:
    digest = ledger.sha256(ledger.rows_text(draft.changes))
    # A clock that was set back must not put a release before those it was made upon.
    last = entries[-1].made_at if entries else ""
    made_at = max(now.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds"), last)
    number = len(entries) + 1
    return Entry(
        number=number, release_id=f"r{number:05d}-{digest[:8]}", kind=draft.kind, role=draft.role, made_at=made_at,
        origin=draft.origin, rows=len(draft.changes), rows_sha256=digest, parent=ledger.head(entries), note=draft.note,
        file_name=draft.file_name, file_sha256=draft.file_sha256, undoes=draft.undoes,
    )  # fmt: skip


def _with(sources: Sources, entry: Entry, changes: tuple[Change, ...]) -> Sources:
    return replace(sources, entries=(*sources.entries, entry), rows={**sources.rows, entry.release_id: changes})


def _since(entries: tuple[Entry, ...], parent: str) -> list[Entry]:
    """Releases after the one that `parent` names; all when it names none of them."""
    places = [place for place, entry in enumerate(entries, start=1) if entry.chain == parent]
    return list(entries[places[0] :] if places else entries)

"""Commands of the officer and of make.

`python -m data build | check | coverage [--update] | backup FILE | restore FILE | import FILE --mapping NAME | history |
undo RELEASE | ledger [--rebuild]`
"""

from __future__ import annotations

import argparse
import errno
import hashlib
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb

from data.backup import BackupError, backup, restore
from data.build import RefusedBuildError, build, complete_tables
from data.checks import check_content
from data.checks.coverage import count_rows
from data.editions import EditionError
from data.locking import BusyError
from data.paths import COVERAGE, build_folder, state_folder
from data.reading import Content, UnreadableTextError, read_content
from data.releases import rebuild, standing
from data.releases.commit import ConflictError, Folders, NothingNewError, UnfinishedError, commit, preview, undo
from data.releases.draft import Draft
from data.releases.ledger import LedgerError, in_force

REFUSALS = (
    RefusedBuildError, UnreadableTextError, LedgerError, EditionError, BackupError, NothingNewError, ConflictError,
    UnfinishedError,
)  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when it went well, 1 with a Danish message on standard error when not."""
    parser = argparse.ArgumentParser(prog="python -m data", description="Byg og kontrollér databasen.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("build", help="byg en ny version af databasen")
    commands.add_parser("check", help="kontrollér indholdet uden at bygge")
    coverage = commands.add_parser("coverage", help="vis antal rækker pr. kilde")
    coverage.add_argument("--update", action="store_true", help="gem antallene som de forventede")
    commands.add_parser("backup", help="kopiér alle versioner til én fil").add_argument("file", type=Path)
    commands.add_parser("restore", help="hent versionerne tilbage fra en kopi").add_argument("file", type=Path)
    loading = commands.add_parser("import", help="indlæs tal fra en fil, en database eller en hentning")
    if (arguments if arguments is not None else sys.argv[1:])[:1] == ["import"]:
        # What reads files, databases and the net takes a third of a second to load, which no build should wait for.
        from data.loading.command import add_arguments

        add_arguments(loading)
    loading.add_argument("--look", action="store_true", help="vis, hvad der ville ske, uden at gemme")
    commands.add_parser("history", help="vis alt, der er registreret og indlæst")
    listing = commands.add_parser("ledger", help="kontrollér listen over registreringer")
    listing.add_argument("--rebuild", action="store_true", help="genskab listen fra rækkerne og databasen i kraft")
    commands.add_parser("undo", help="tag en registrering ud af kraft").add_argument("release")
    chosen = parser.parse_args(arguments)
    run: dict[str, Callable[[], int]] = {
        "build": _build,
        "check": _check,
        "coverage": lambda: _coverage(chosen.update),
        "backup": lambda: _backup(chosen.file),
        "restore": lambda: _restore(chosen.file),
        "import": lambda: _import(chosen),
        "history": _history,
        "ledger": lambda: _ledger(chosen.rebuild),
        "undo": lambda: _undo(chosen.release),
    }
    try:
        return run[chosen.command]()
    except REFUSALS as error:
        print(error, file=sys.stderr)
    except (OSError, duckdb.Error) as error:
        print(f"{_disk(error)} Databasen er ikke ændret.\nTeknisk: {error}", file=sys.stderr)
    return 1


def _disk(error: Exception) -> str:
    """What kept a command from reading or writing, in a sentence a person can act on."""
    number = getattr(error, "errno", None)
    text = str(error).lower()
    if isinstance(error, BusyError):
        return "Mappen er optaget."
    if number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) or "no space" in text or "file too large" in text or "disk full" in text:
        return "Disken er fuld. Slet gamle filer, eller giv mappen mere plads."
    if number in (errno.EACCES, errno.EPERM, errno.EROFS) or "permission denied" in text or "read-only file system" in text:
        return f"Der kan ikke skrives i {build_folder()}. Giv brugeren skriveadgang, eller vælg en anden mappe med MONITOR_BUILD_DIR."
    if number == errno.ENOENT:
        return "Filen eller mappen findes ikke."
    return "Der kunne ikke læses eller skrives."


def _build() -> int:
    version = build(build_folder(), state=state_folder())
    print(f"Databasen er version {version.version}: {version.published.name}")
    return 0


def _backup(target: Path) -> int:
    count = backup(build_folder(), target, state_folder())
    print(f"{count} filer er kopieret til {target}. Kopien rummer interne tal og skal gemmes som de.")
    return 0


def _restore(source: Path) -> int:
    restored = restore(build_folder(), source, state_folder())
    print(f"Version {restored.version} fra {restored.made} er gendannet. Den forrige version er gemt.")
    if restored.warning:
        print(restored.warning)
    return 0


def _import(chosen: argparse.Namespace) -> int:
    from data.loading.command import NothingToReadError, lines, read_as_asked
    from data.releases import economy_extract, loads

    if chosen.mapping in economy_extract.names():
        return _import_economy(chosen)
    folders = Folders.of_the_settings()
    known, held = loads.in_force(folders.build)
    try:
        reading = read_as_asked(chosen, known)
    except NothingToReadError as error:
        print(error, file=sys.stderr)
        return 1
    found = loads.findings(reading, known, held)
    print("\n".join(lines(replace(reading, findings=found))))
    if not reading.ok:
        return 1
    return _saved(loads.draft_of(reading, "officer", held), folders, chosen.look)


def _import_economy(chosen: argparse.Namespace) -> int:
    """Amounts of a finance system's extract, as Registrering takes them."""
    from data.releases import economy_extract, economy_file

    if chosen.file is None:
        print("Nævn filen med udtrækket fra økonomisystemet.", file=sys.stderr)
        return 1
    try:
        content = chosen.file.read_bytes()
    except OSError as error:
        print(f"{chosen.file} kan ikke åbnes: {error.strerror or error}.", file=sys.stderr)
        return 1
    extract = economy_extract.load(chosen.mapping)
    found = economy_extract.read(chosen.file.name, content, extract)
    if found.findings or not found.changes:
        said = [f"FEJL: {one}" for one in found.findings] or ["Ingen rækker i filen har et beløb."]
        print("\n".join([*said, "Intet er gemt. Ret filen, og indlæs den igen."]))
        return 1
    words = {kind: word for word, kind in economy_file.KINDS.items()}
    print("Summer: " + "; ".join(f"{words[kind]} {economy_file.written(amount)}" for kind, amount in found.sums.items()) + ".")
    digest = hashlib.sha256(content).hexdigest()
    draft = Draft("import", "officer", f"Indlæsning: {extract.title}", found.changes, file_name=chosen.file.name, file_sha256=digest)
    return _saved(draft, Folders.of_the_settings(), chosen.look)


def _saved(draft: Draft, folders: Folders, look: bool) -> int:
    """Commit the draft, or only say what it would change. Raises RefusedBuildError."""
    seen = preview(draft, folders)
    if seen.findings:
        raise RefusedBuildError(seen.findings)
    if look:
        print(f"{len(seen.changes)} rækker ville blive nye eller ændret. Intet er gemt.")
        return 0
    version = commit(draft, seen.parent, folders)
    print(f"{len(seen.changes)} rækker er gemt. Databasen er version {version.version}.")
    return 0


def _history() -> int:
    entries = standing.read_whole(state_folder(), build_folder())
    valid = {entry.release_id for entry in in_force(entries)}
    for entry in entries:
        state = "" if entry.release_id in valid else " (fortrudt)"
        print(f"{entry.release_id}  {entry.made_at}  {entry.role}  {entry.rows} rækker  {entry.origin}{state}")
    print(f"{len(entries)} registreringer.")
    for name in standing.orphans(state_folder(), entries):
        print(f"{name} hører til ingen registrering: den er fra en gem, der blev afbrudt, og er ikke i kraft.")
    return 0


def _ledger(again: bool) -> int:
    state, folder = state_folder(), build_folder()
    if again:
        made = rebuild.rebuild(state, folder)
        print(f"Listen har nu {made.entries} registreringer; {made.found} af dem er genskabt." + made.warning)
    return _history()


def _undo(release: str) -> int:
    folders = Folders.of_the_settings()
    try:
        draft = undo(release, "officer", None, folders)
    except KeyError:
        print(f"{release} er ingen registrering i kraft. Se dem med 'python -m data history'. Intet er ændret.", file=sys.stderr)
        return 1
    version = commit(draft, preview(draft, folders).parent, folders)
    print(f"{release} er fortrudt. Databasen er version {version.version}.")
    return 0


def _check() -> int:
    content = read_content()
    findings = check_content(Content(complete_tables(content), content.relations), COVERAGE)
    for finding in findings:
        print(finding)
    print("Ingen fejl." if not findings else f"{len(findings)} fejl.")
    return 1 if findings else 0


def _coverage(update: bool) -> int:
    counts = count_rows(read_content().tables)
    if update:
        counts.to_csv(COVERAGE, index=False)
    print(counts.to_string(index=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())

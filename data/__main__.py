"""Commands of the officer and of make: `python -m data build | check | coverage [--update] | backup FILE | restore FILE`."""

from __future__ import annotations

import argparse
import errno
import sys
from collections.abc import Callable
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
from data.releases.ledger import LedgerError


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
    chosen = parser.parse_args(arguments)
    run: dict[str, Callable[[], int]] = {
        "build": _build,
        "check": _check,
        "coverage": lambda: _coverage(chosen.update),
        "backup": lambda: _backup(chosen.file),
        "restore": lambda: _restore(chosen.file),
    }
    try:
        return run[chosen.command]()
    except (RefusedBuildError, UnreadableTextError, LedgerError, EditionError, BackupError) as error:
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

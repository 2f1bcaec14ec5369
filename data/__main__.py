"""Commands of the officer and of make: `python -m data build | check | coverage [--update]`."""

from __future__ import annotations

import argparse
import sys

from data.build import RefusedBuildError, build, complete_tables
from data.checks import check_content
from data.checks.coverage import count_rows
from data.paths import COVERAGE, build_folder
from data.reading import Content, UnreadableTextError, read_content


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when it went well, 1 with a Danish message on standard error when not."""
    parser = argparse.ArgumentParser(prog="python -m data", description="Byg og kontrollér databasen.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("build", help="byg en ny version af databasen")
    commands.add_parser("check", help="kontrollér indholdet uden at bygge")
    coverage = commands.add_parser("coverage", help="vis antal rækker pr. kilde")
    coverage.add_argument("--update", action="store_true", help="gem antallene som de forventede")
    chosen = parser.parse_args(arguments)
    try:
        return {"build": _build, "check": _check}.get(chosen.command, lambda: _coverage(chosen.update))()
    except (RefusedBuildError, UnreadableTextError) as error:
        print(error, file=sys.stderr)
        return 1


def _build() -> int:
    version = build(build_folder())
    print(f"Databasen er version {version.version}: {version.published.name}")
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

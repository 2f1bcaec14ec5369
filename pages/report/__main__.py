"""`python -m pages.report KIND --plan PLAN [--from DAY] [--to DAY] [--edition ID]`: a report as a Word file."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from pages.pack.model import Edition, InternalFiguresError
from pages.report.making import make
from pages.report.model import Kind, Report, ReportError, Request
from queries.connection import Database, NoDatabaseError, build_folder, check_file, choose_version, edition_file
from queries.deadlines import COPENHAGEN

_KINDS = f"{', '.join(list(Kind)[:-1])} eller {list(Kind)[-1]}"
_WHY: dict[type[OSError], str] = {
    FileNotFoundError: "den eller mappen findes ikke", PermissionError: "der er ikke adgang", IsADirectoryError: "det er en mappe",
    FileExistsError: "mappens navn er en fil", NotADirectoryError: "mappens navn er en fil",
}  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the report; 0 when it is written, 1 with a Danish message on stderr when not."""
    chosen = _parser().parse_args(arguments)
    try:
        if chosen.kind is None:
            raise ReportError(f"Skriv, hvilken rapport der skal laves: {_KINDS}.")
        # A place that cannot be written to is told before the work.
        names_file = bool(chosen.out.suffix) and not chosen.out.is_dir()
        folder = chosen.out.parent if names_file else chosen.out
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK):
            raise PermissionError(errno.EACCES, "", str(folder))
        report = _made(chosen)
        target = chosen.out if names_file else folder / report.name
        target.write_bytes(report.content)
    except (NoDatabaseError, ReportError, InternalFiguresError) as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        why = next((words for kind, words in _WHY.items() if isinstance(error, kind)), "maskinen siger nej")
        print(f"Filen ”{error.filename}” kan ikke læses eller skrives: {why}. Ret --template eller --out, og prøv igen.", file=sys.stderr)
        return 1
    print(target)
    print(_left_to_write(report))
    return 0


def _left_to_write(report: Report) -> str:
    count = len(report.to_write)
    places = "1 sted" if count == 1 else f"{count} steder"
    return f"{places} mangler tekst: {', '.join(report.to_write)}" if count else "Ingen steder mangler tekst."


def _kind(text: str) -> Kind:
    try:
        return Kind(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"”{text}” er ingen rapport. Skriv {', '.join(Kind)}.") from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"”{text}” er ingen dag. Skriv den som 2025-08-01.") from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m pages.report", description=__doc__)
    parser.add_argument("kind", type=_kind, nargs="?", metavar="KIND", help="resultatevaluering, aarsrapport or opsamling")
    parser.add_argument("--plan", default="", help="plan_id, such as plan-2017-21")
    parser.add_argument("--from", dest="starts", type=_day, help="first day; the plan's without it")
    parser.add_argument("--to", dest="ends", type=_day, help="last day; the edition's without it")
    parser.add_argument("--edition", help="edition_id; the newest figures without it")
    parser.add_argument("--meeting", help="meeting_id, for opsamling")
    parser.add_argument("--template", type=Path, help=".docx or .dotx whose styles and cover are used")
    parser.add_argument("--outline", action="store_true", help="questions where a person must write")
    parser.add_argument("--database", type=Path, help="folder with the database files; the monitor's own without it")
    parser.add_argument("--out", type=Path, default=Path(), help="file or folder; the current folder without it")
    return parser


def _made(chosen: argparse.Namespace) -> Report:
    database, edition = opened(chosen.database or build_folder(), chosen.edition)
    try:
        request = Request(
            kind=chosen.kind, plan_id=chosen.plan, starts=chosen.starts or plan_starts(database, chosen.plan),
            ends=min(chosen.ends or edition.date, edition.date), edition=edition, outline=chosen.outline,
            template=chosen.template.read_bytes() if chosen.template else None, meeting_id=chosen.meeting,
        )  # fmt: skip
        return make(database, request, lambda share, text: print(f"{share:4.0%} {text}", file=sys.stderr, flush=True))
    finally:
        database.close()


def opened(folder: Path, edition_id: str | None) -> tuple[Database, Edition]:
    """The published file of an edition, or of the version in force, with what it is called.

    Raises NoDatabaseError, ReportError for an edition that does not exist.
    """
    choice = choose_version(folder)
    newest = Database(choice.path, choice.version, choice.note)
    if edition_id is None:
        banner = "Ikke en udgave: tallene kan ændre sig"
        return newest, Edition("De nyeste tal", datetime.now(COPENHAGEN).date(), choice.version, banner)
    editions = newest.ask("editions").set_index("edition_id")
    newest.close()
    if edition_id not in editions.index:
        known = ", ".join(editions.index) or "ingen"
        raise ReportError(f"Udgaven ”{edition_id}” findes ikke. Lavede udgaver: {known}.")
    row: Any = editions.loc[edition_id]
    path = edition_file(folder, str(row["sha256"]))
    check_file(path, None)
    version = str(row["data_version"])
    return Database(path, version), Edition(str(row["title"]), pd.Timestamp(row["frozen_on"]).date(), version)


def plan_starts(database: Database, plan_id: str) -> date:
    """The plan's first day. Raises ReportError for a plan that does not exist."""
    plans = database.ask("plan_periods").set_index("plan_id")
    if plan_id not in plans.index:
        asked = f"Planen ”{plan_id}” findes ikke" if plan_id else "Skriv med --plan, hvilken plan rapporten gælder"
        raise ReportError(f"{asked}. Vælg en af: {', '.join(plans.index)}.")
    day: date = plans.loc[plan_id, "starts"].date()
    return day


if __name__ == "__main__":
    sys.exit(main())

"""`python -m pages.pack --out FOLDER [--database FOLDER] [--agenda FILE]`: the board pack of the version in force."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pages.kit import since
from pages.pack import AgendaItem, Comment, Decision, Edition, make
from queries.connection import Database, NoDatabaseError, build_folder, choose_version
from queries.deadlines import COPENHAGEN


class AgendaFileError(ValueError):
    """The file of agenda, comments and decisions cannot be used; the message is Danish and says where."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the three files; 0 when they are written, 1 with a Danish message on stderr when not."""
    parser = argparse.ArgumentParser(prog="python -m pages.pack", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for the three files; made when it is not there")
    parser.add_argument("--database", type=Path, help="folder with the database files; the monitor's own without it")
    parser.add_argument("--agenda", type=Path, help="JSON file with edition, agenda, comments and decisions, as docs/operations.md says")
    chosen = parser.parse_args(arguments)
    try:
        content = read(chosen.agenda) if chosen.agenda else {}
        choice = choose_version(chosen.database or build_folder())
        database = Database(choice.path, choice.version, choice.note)
        edition, agenda, comments, decisions = said(content, choice.version)
    except (NoDatabaseError, AgendaFileError) as error:
        print(error, file=sys.stderr)
        return 1
    changed = since.of_folder(database, chosen.database or build_folder(), edition.date)
    pack = make(database, edition, agenda, comments, decisions, lambda share, text: print(f"{share:4.0%} {text}", flush=True), changed)
    chosen.out.mkdir(parents=True, exist_ok=True)
    for name, file in pack.files().items():
        (chosen.out / name).write_bytes(file)
        print(chosen.out / name)
    database.close()
    return 0


def read(path: Path) -> dict[str, Any]:
    """The JSON object in a file. Raises AgendaFileError."""
    try:
        content = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise AgendaFileError(f"Filen {path.name} kan ikke læses som JSON: {error}. Ret filen, eller udelad --agenda.") from error
    if not isinstance(content, dict):
        raise AgendaFileError(f"Filen {path.name} skal indeholde ét objekt med edition, agenda, comments og decisions.")
    return content


def said(content: dict[str, Any], version: str) -> tuple[Edition, list[AgendaItem], list[Comment], list[Decision]]:
    """Edition, agenda, comments and decisions from the file's content. Raises AgendaFileError with the part that is wrong."""
    part = "edition"
    try:
        about = content.get("edition", {})
        day = date.fromisoformat(about["date"]) if "date" in about else datetime.now(COPENHAGEN).date()
        edition = Edition(str(about.get("title", "Bestyrelsesmøde")), day, version, str(about.get("banner", "")))
        part = "agenda"
        agenda = [AgendaItem(**item) for item in content.get("agenda", [])]
        part = "comments"
        comments = [Comment(**item | {"written_on": date.fromisoformat(item["written_on"])}) for item in content.get("comments", [])]
        part = "decisions"
        decisions = [Decision(**item | {"decided_on": date.fromisoformat(item["decided_on"])}) for item in content.get("decisions", [])]
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise AgendaFileError(f"Delen ”{part}” i filen med dagsordenen har en forkert form: {error}. Ret den, og prøv igen.") from error
    return edition, agenda, comments, decisions


if __name__ == "__main__":
    sys.exit(main())

"""Results of activities from a file: the template that is handed out, and reading it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from data.checks.finding import Finding
from data.checks.recorded import SOURCE
from data.loading import grids
from data.releases.draft import Change
from data.releases.table_file import figure, number, opened, period, rows_of

__all__ = ["COLUMNS", "REASONS", "Read", "number", "read", "result", "template_rows"]

# Heading of the template -> what it holds. The first four explain a row to people and are not read back.
COLUMNS = {
    "aktivitet": "activity",
    "løfte": "measure",
    "lovet": "promised",
    "enhed": "unit",
    "løfte-id": "target_id",
    "fra": "period_start",
    "til": "period_end",
    "resultat": "value",
    "hvis intet tal": "reason",
    "bemærkning": "note",
}
_REQUIRED = ("løfte-id", "fra", "til", "resultat")
# Why there is no figure: what the template says -> status.
REASONS = {"ikke opgjort": "not_collected", "ikke offentliggjort": "not_published"}
_REASON_NOTES = {"not_collected": "Ikke opgjort for perioden.", "not_published": "Opgjort, men ikke offentliggjort."}
PLACE = "Registrering"


@dataclass(frozen=True)
class Read:
    """What a file says: rows to put, and everything wrong with it. With findings nothing of it should be saved."""

    changes: tuple[Change, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    blank: int = 0


def result(target_id: str, starts: date, ends: date, value: float | None, status: str, note: str | None) -> Change:
    """A recorded result as a row to put; without a figure, `status` says why."""
    row = {
        "target_id": target_id, "period_start": starts.isoformat(), "period_end": ends.isoformat(), "value": value,
        "status": status if value is None else "published", "source_id": SOURCE, "source_place": PLACE,
        "note": note or (_REASON_NOTES.get(status) if value is None else None),
    }  # fmt: skip
    return Change("activity_result", "put", {name: cell for name, cell in row.items() if cell is not None})


def read(name: str, content: bytes, promises: Mapping[str, str]) -> Read:
    """Read a filled template, CSV or Excel; `promises` maps the target_ids that may be recorded to what they count.

    Parsed in a child process with limits. A row without result and without a reason is blank and passed over.
    """
    grid, findings = opened(name, content)
    return Read(findings=findings) if grid is None else _rows(grid, promises)


def _rows(grid: grids.Grid, promises: Mapping[str, str]) -> Read:
    rows, wrong = rows_of(grid, _REQUIRED)
    changes: list[Change] = []
    findings, blank = wrong, 0
    seen: dict[str, int] = {}
    for position, row in rows:
        if not _says_something(row):
            blank += 1
            continue
        change, problems = _row(row, promises)
        if change is not None and (twice := seen.setdefault(change.key, position)) != position:
            problems = [f"samme løfte og periode står også i række {twice}. Slet den ene."]
        findings += [Finding("fil", f"række {position}", problem) for problem in problems]
        if change is not None and not problems:
            changes.append(change)
    return Read(tuple(changes), findings, blank)


def _says_something(row: Mapping[str, grids.Cell]) -> bool:
    return any(grids.text_of(row.get(name)) for name in ("resultat", "hvis intet tal", "bemærkning"))


def _row(row: Mapping[str, grids.Cell], promises: Mapping[str, str]) -> tuple[Change | None, list[str]]:
    problems: list[str] = []
    target_id = grids.text_of(row["løfte-id"])
    if target_id not in promises:
        problems.append(f"løftet „{target_id}“ findes ikke i planen. Ret løfte-id; det står i skabelonen.")
    days, unread = period(row)
    problems += unread
    reason = grids.text_of(row.get("hvis intet tal")).casefold()
    if reason and reason not in REASONS:
        problems.append(f"„{reason}“ er ingen grund. Skriv {' eller '.join(REASONS)}, eller lad cellen stå tom.")
    value: float | None = None
    try:
        value = figure(row["resultat"], "resultatet")
    except ValueError as error:
        problems.append(str(error))
    if value is not None and reason:
        problems.append("både et tal og en grund til, at der intet er. Slet det ene.")
    if value is None and not reason and not problems:
        problems.append("en bemærkning, men intet resultat. Skriv et tal eller en grund i „hvis intet tal“.")
    if problems:
        return None, problems
    note = grids.text_of(row.get("bemærkning")) or None
    return result(target_id, days["fra"], days["til"], value, REASONS.get(reason, "published"), note), []


def template_rows(
    promises: Sequence[Mapping[str, Any]], starts: date, ends: date, recorded: Mapping[str, Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Rows of the template for one period: one per promise that has a number, filled with what is recorded already.

    `promises`: activity, measure, promised, unit, target_id, starts, ends. `recorded`: row of activity_result by target_id.
    """
    words = {status: word for word, status in REASONS.items()}
    rows = []
    for promise in promises:
        known = recorded.get(str(promise["target_id"]), {})
        rows.append(
            {
                "aktivitet": promise["activity"],
                "løfte": promise["measure"],
                "lovet": promise["promised"],
                "enhed": promise["unit"],
                "løfte-id": promise["target_id"],
                "fra": max(starts, promise["starts"]),
                "til": min(ends, promise["ends"]),
                "resultat": known.get("value"),
                "hvis intet tal": words.get(str(known.get("status", ""))),
                "bemærkning": known.get("note"),
            }
        )
    return rows

"""Results of activities from a file: the template that is handed out, and reading it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

from babel.numbers import NumberFormatError, parse_decimal

from data import child
from data.checks.finding import Finding
from data.checks.recorded import SOURCE
from data.loading import grids, inside
from data.releases.draft import Change
from geo.plan import rules as geo_rules

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


def number(text: str) -> float:
    """A figure as Danes write it: "1.270,5". Raises ValueError with a Danish sentence."""
    try:
        return float(parse_decimal(text.replace("\u2212", "-").replace("\u00a0", ""), locale="da_DK", strict=True))
    except NumberFormatError as error:
        raise ValueError(f"„{text}“ kan ikke læses som et tal. Skriv for eksempel 1.270 eller 40,6.") from error


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
    form = "excel" if PurePath(name).suffix.lower() in (".xlsx", ".xlsm", ".xls") else "csv"
    options = {"format": form, "name": name, "sheets": ["*"], "encoding": "detect", "delimiter": "detect"}
    try:
        answer = child.run("data.loading.inside:cells", inside.payload(content, **options, cpr_share=geo_rules()["cpr_share"]))
    except child.LimitError as error:
        return Read(findings=[Finding("fil", name, str(error))])
    found, problems = grids.loaded(answer)
    refused = [Finding("fil", str(problem.place) or name, str(problem)) for problem in problems if problem.level == "error"]
    if refused or not found:
        return Read(findings=refused or [Finding("fil", name, "Filen har ingen tabel. Hent skabelonen igen.")])
    return _rows(found[0], promises)


def _rows(grid: grids.Grid, promises: Mapping[str, str]) -> Read:
    headings = [grids.text_of(cell).casefold() for cell in grid.rows[0]]
    if missing := [name for name in _REQUIRED if name not in headings]:
        text = f"Kolonnen {', '.join(missing)} mangler. Hent skabelonen igen, og skriv i den."
        return Read(findings=[Finding("fil", "overskriften", text)])
    changes, findings, blank = [], [], 0
    seen: dict[str, int] = {}
    for position, cells in zip(grid.numbers[1:], grid.rows[1:], strict=True):
        row = {name: cell for name, cell in zip(headings, cells, strict=False) if name}
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
    days = {}
    for name in ("fra", "til"):
        try:
            days[name] = _day(row[name])
        except ValueError as error:
            problems.append(f"{name}: {error}")
    reason = grids.text_of(row.get("hvis intet tal")).casefold()
    if reason and reason not in REASONS:
        problems.append(f"„{reason}“ er ingen grund. Skriv {' eller '.join(REASONS)}, eller lad cellen stå tom.")
    value: float | None = None
    try:
        value = _value(row["resultat"])
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


def _day(cell: grids.Cell) -> date:
    if isinstance(cell, date):
        return cell
    text = grids.text_of(cell)
    for form in ("%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise ValueError(f"„{text}“ er ingen dato. Skriv for eksempel 31-07-2026.")


def _value(cell: grids.Cell) -> float | None:
    if isinstance(cell, grids.Percent):
        return cell.value
    if isinstance(cell, float):
        return cell
    if isinstance(cell, date):
        raise ValueError("resultatet er en dato. Formatér cellen som tal, og skriv tallet igen.")
    text = grids.text_of(cell)
    return number(text.rstrip("% \u00a0")) if text else None


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

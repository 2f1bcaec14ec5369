"""The counted steps of participants from a file: one row per activity, area and period; never a row per person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from data.checks.finding import Finding
from data.checks.participants import STEP_WORDS, TOGETHER
from data.checks.recorded import SOURCE
from data.disclosure.steps import EVERYBODY
from data.loading import grids
from data.releases.draft import Change
from data.releases.results_file import REASONS, Read
from data.releases.table_file import Row, figure, opened, period, rows_of

COLUMNS = ("aktivitet", "aktivitet-id", "bopæl", "fra", "til", *STEP_WORDS.values(), "løfte-id", "hvis intet tal", "bemærkning")
_REQUIRED = ("aktivitet-id", "bopæl", "fra", "til")
# What the template calls the two totals.
TOTALS = {EVERYBODY: "Alle deltagere", TOGETHER: "De syv områder"}
PLACE = "Registrering"
_REASON_NOTES = {"not_collected": "Ikke opgjort for perioden.", "not_published": "Opgjort, men ikke offentliggjort."}


def step(
    activity_id: str, name: str, area_id: str, starts: date, ends: date, value: float | None, *, reason: str | None = None,
    target_id: str | None = None, note: str | None = None,
) -> Change:  # fmt: skip
    """A counted step as a row to put; without a figure, `reason` is the status that says why."""
    row = {
        "activity_id": activity_id, "step": name, "area_id": area_id, "period_start": starts.isoformat(), "period_end": ends.isoformat(),
        "value": value, "status": "published" if value is not None else reason, "target_id": target_id, "source_id": SOURCE,
        "source_place": PLACE, "note": note or (_REASON_NOTES.get(reason or "") if value is None else None),
    }  # fmt: skip
    return Change("participant_step", "put", {column: cell for column, cell in row.items() if cell is not None})


def read(name: str, content: bytes, activities: Mapping[str, str], areas: Mapping[str, str], promises: Mapping[str, str]) -> Read:
    """Read a filled template: `activities` and `areas` are names by key, `promises` the activity of each promise.

    A row without any count and without a reason is blank and passed over.
    """
    grid, findings = opened(name, content)
    if grid is None:
        return Read(findings=findings)
    rows, findings = rows_of(grid, _REQUIRED)
    places = {word.casefold(): key for key, word in {**areas, **TOTALS}.items()}
    changes: list[Change] = []
    seen: dict[str, int] = {}
    blank = 0
    for position, row in rows:
        if not any(grids.text_of(row.get(column)) for column in (*STEP_WORDS.values(), "hvis intet tal")):
            blank += 1
            continue
        made, problems = _row(row, activities, places, promises)
        twice = [seen[change.key] for change in made if seen.setdefault(change.key, position) != position]
        if twice:
            problems = [f"samme aktivitet, bopæl og periode står også i række {twice[0]}. Slet den ene."]
        findings += [Finding("fil", f"række {position}", problem) for problem in problems]
        changes += [] if problems else made
    return Read(tuple(changes), findings, blank)


def _row(row: Row, activities: Mapping[str, str], places: Mapping[str, str], promises: Mapping[str, str]) -> tuple[list[Change], list[str]]:
    problems: list[str] = []
    activity_id, place = grids.text_of(row.get("aktivitet-id")), grids.text_of(row.get("bopæl"))
    if activity_id not in activities:
        problems.append(f"aktiviteten „{activity_id}“ findes ikke i planen. Ret aktivitet-id; det står i skabelonen.")
    area_id = places.get(place.casefold())
    if area_id is None:
        problems.append(f"„{place}“ er intet boligområde. Skriv et af de syv, {' eller '.join(TOTALS.values())}.")
    days, unread = period(row)
    problems += unread
    reason = grids.text_of(row.get("hvis intet tal")).casefold()
    if reason and reason not in REASONS:
        problems.append(f"„{reason}“ er ingen grund. Skriv {' eller '.join(REASONS)}, eller lad cellen stå tom.")
    target_id = grids.text_of(row.get("løfte-id")) or None
    if target_id and promises.get(target_id) != activity_id:
        problems.append(f"løftet „{target_id}“ hører ikke til aktiviteten. Ret løfte-id, eller lad cellen stå tom.")
    counts: dict[str, float] = {}
    for name, word in STEP_WORDS.items():
        try:
            value = figure(row.get(word), word)
        except ValueError as error:
            problems.append(f"{word}: {error}")
            continue
        if value is not None:
            counts[name] = value
    if counts and reason:
        problems.append("både tal og en grund til, at der ingen er. Slet det ene.")
    if problems or area_id is None:
        return [], problems
    note = grids.text_of(row.get("bemærkning")) or None
    if reason:
        return [step(activity_id, "started", area_id, days["fra"], days["til"], None, reason=REASONS[reason], note=note)], []
    return [
        step(activity_id, name, area_id, days["fra"], days["til"], value, note=note, target_id=target_id if name == "result" else None)
        for name, value in counts.items()
    ], []


def template_rows(
    activities: Mapping[str, str], areas: Mapping[str, str], starts: date, ends: date, known: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Rows of the template for one period, filled with what is recorded: for each activity all participants, the seven areas, each area."""
    counts = {(row["activity_id"], row["area_id"], row["step"]): row for row in known}
    rows = []
    for activity_id, name in activities.items():
        for area_id, place in {**TOTALS, **areas}.items():
            own = {word: counts.get((activity_id, area_id, key), {}).get("value") for key, word in STEP_WORDS.items()}
            rows.append({"aktivitet": name, "aktivitet-id": activity_id, "bopæl": place, "fra": starts, "til": ends} | own)
    return rows

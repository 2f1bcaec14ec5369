"""Amounts of a plan's economy from a file: the template that is handed out, and reading it back; sums in the file must tie."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from data.checks.finding import Finding
from data.checks.recorded import SOURCE
from data.loading import grids
from data.releases.draft import Change
from data.releases.table_file import Row, kroner, opened, period, rows_of

COLUMNS = (
    "slags", "aktivitet", "indsatsområde", "organisation", "finansieringskilde", "boligområde", "formål", "fra", "til", "beløb",
    "beslutning", "bemærkning",
)  # fmt: skip
_REQUIRED = ("slags", "fra", "til", "beløb")
# What the template says -> kind.
KINDS = {
    "tilsagn": "commitment", "budget": "budget", "forbrug": "spent", "bundet": "bound", "rejste midler": "raised", "timer": "hours",
}  # fmt: skip
TOTAL = "i alt"
PLACE = "Registrering"
# Half an øre: sums of printed amounts are exact.
_TIE = 0.005


@dataclass(frozen=True)
class Subjects:
    """What a plan has: the names of its activities, themes, areas and decisions by key."""

    plan_id: str
    activities: Mapping[str, str]
    themes: Mapping[str, str]
    areas: Mapping[str, str]
    decisions: Mapping[str, str]


@dataclass(frozen=True)
class Read:
    """What a file says: rows to put, and everything wrong with it. With findings nothing of it should be saved.

    `sums` is what the rows give by kind, for the officer to hold beside the source.
    """

    changes: tuple[Change, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    blank: int = 0
    sums: Mapping[str, float] = field(default_factory=dict)


def entry(
    plan_id: str,
    kind: str,
    starts: date,
    ends: date,
    amount: float,
    *,
    source_id: str = SOURCE,
    source_place: str = PLACE,
    **more: str | None,
) -> Change:
    """An amount as a row to put: `more` are columns of economy. The same subject and period has the same key, whatever the amount."""
    told = {name: cell.strip() for name, cell in more.items() if cell and cell.strip()}
    subject = told.get("activity_id") or told.get("focus_area_id") or "plan"
    besides = "|".join(told.get(name, "") for name in ("organisation", "financier", "area_id", "purpose"))
    digest = hashlib.sha256(besides.casefold().encode()).hexdigest()[:6]
    row = {
        "economy_id": told.pop("economy_id", f"{kind}-{subject}-{digest}-{starts.isoformat()}-{ends.isoformat()}"), "plan_id": plan_id,
        "kind": kind, "period_start": starts.isoformat(), "period_end": ends.isoformat(), "amount": round(amount, 2),
        "source_id": source_id, "source_place": source_place,
    }  # fmt: skip
    return Change("economy", "put", row | told)


def read(name: str, content: bytes, subjects: Subjects) -> Read:
    """Read a filled template. A row „i alt“ states the sum of all rows, „i alt forbrug“ that of a kind.

    A sum that does not tie refuses the file.
    """
    grid, findings = opened(name, content)
    if grid is None:
        return Read(findings=findings)
    rows, findings = rows_of(grid, _REQUIRED)
    changes: list[Change] = []
    totals: list[tuple[int, str, float]] = []
    seen: dict[str, int] = {}
    blank = 0
    for position, row in rows:
        said = grids.text_of(row.get("slags")).casefold()
        if not said or not any(grids.text_of(row.get(name)) for name in ("beløb", "fra", "til")):
            blank += 1
            continue
        if said.startswith(TOTAL):
            found, problems = _total(row, said)
            totals += [(position, *found)] if found else []
        else:
            change, problems = _row(row, said, subjects)
            if change is not None and (twice := seen.setdefault(change.key, position)) != position:
                problems = [f"det samme står også i række {twice}. Læg dem sammen i én række."]
            changes += [change] if change is not None and not problems else []
        findings += [Finding("fil", f"række {position}", problem) for problem in problems]
    sums = sums_of(changes)
    if not findings:
        findings += _untied(totals, sums)
    return Read(tuple(changes), findings, blank, sums)


def sums_of(changes: Iterable[Change]) -> dict[str, float]:
    """What the rows give by kind."""
    sums: dict[str, float] = defaultdict(float)
    for change in changes:
        sums[str(change.row["kind"])] += float(change.row["amount"])
    return {kind: round(amount, 2) for kind, amount in sums.items()}


def untied(what: str, stated: float, given: float) -> str | None:
    """Why a stated sum does not tie with what the rows give, as a Danish sentence, or None."""
    if abs(stated - given) < _TIE:
        return None
    return (
        f"{what} er {written(stated)} kr., men rækkerne giver {written(given)} kr. Forskellen er {written(stated - given)} kr. "
        "Find den række, der mangler eller er forkert. Intet er gemt."
    )


def written(amount: float) -> str:
    """An amount as Danes write it: 1.234,50; without øre when there are none."""
    text = f"{amount:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return text.removesuffix(",00")


def _untied(totals: Sequence[tuple[int, str, float]], sums: Mapping[str, float]) -> list[Finding]:
    found = []
    for position, kind, stated in totals:
        money = sum(amount for name, amount in sums.items() if name != "hours")
        problem = untied(f"„{TOTAL}“", stated, sums.get(kind, 0.0) if kind else money)
        found += [Finding("fil", f"række {position}", problem)] if problem else []
    return found


def _total(row: Row, said: str) -> tuple[tuple[str, float] | None, list[str]]:
    word = said.removeprefix(TOTAL).strip()
    if word and word not in KINDS:
        return None, [f"„{said}“ er ingen kendt sum. Skriv {TOTAL}, eller {TOTAL} og en slags: {', '.join(KINDS)}."]
    try:
        amount = kroner(row.get("beløb"))
    except ValueError as error:
        return None, [str(error)]
    return (KINDS.get(word, ""), amount or 0.0), []


def _row(row: Row, said: str, subjects: Subjects) -> tuple[Change | None, list[str]]:
    problems: list[str] = []
    if said not in KINDS:
        problems.append(f"„{said}“ er ingen slags. Skriv {', '.join(KINDS)}.")
    days, unread = period(row)
    problems += unread
    amount: float | None = None
    try:
        amount = kroner(row.get("beløb"))
        if amount is None:
            problems.append("beløbet mangler. Skriv det, eller slet rækken.")
    except ValueError as error:
        problems.append(str(error))
    keys: dict[str, Any] = {}
    for name, column, known in (
        ("aktivitet", "activity_id", subjects.activities), ("indsatsområde", "focus_area_id", subjects.themes),
        ("boligområde", "area_id", subjects.areas), ("beslutning", "decision_id", subjects.decisions),
    ):  # fmt: skip
        keys[column], problem = _named(grids.text_of(row.get(name)), name, known)
        problems += [problem] if problem else []
    if problems or amount is None:
        return None, problems
    if keys["activity_id"]:
        keys["focus_area_id"] = None  # The activity has its theme.
    texts: dict[str, Any] = {
        column: grids.text_of(row.get(name))
        for name, column in (
            ("organisation", "organisation"),
            ("finansieringskilde", "financier"),
            ("formål", "purpose"),
            ("bemærkning", "note"),
        )
    }
    return entry(subjects.plan_id, KINDS[said], days["fra"], days["til"], amount, **keys, **texts), []


def _named(text: str, what: str, known: Mapping[str, str]) -> tuple[str | None, str | None]:
    """The key of a name (or of the key itself); an unknown one is said with what there is."""
    if not text:
        return None, None
    by_name = {name.casefold(): key for key, name in known.items()} | {key.casefold(): key for key in known}
    if key := by_name.get(text.casefold()):
        return key, None
    offered = "; ".join(list(known.values())[:6]) or "ingen endnu"
    return None, f"{what} „{text}“ findes ikke. Kendte er: {offered}{' …' if len(known) > 6 else ''}."


def template_rows(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What is recorded already as rows of the template; `rows` are those of the question economy, names instead of keys."""
    words = {kind: word for word, kind in KINDS.items()}
    return [
        {
            "slags": words[str(row["kind"])], "aktivitet": row["activity_name"], "indsatsområde": row["focus_area_name"],
            "organisation": row["organisation"], "finansieringskilde": row["financier"], "boligområde": row["area_name"],
            "formål": row["purpose"], "fra": row["period_start"], "til": row["period_end"], "beløb": row["amount"],
            "beslutning": row["decision_title"], "bemærkning": row["note"],
        }
        for row in rows
    ]  # fmt: skip

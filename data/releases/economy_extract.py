"""Amounts of a plan's economy from an extract of a finance system, by a mapping: postings summed by subject and period.

A mapping is a YAML file in data/mappings/economy/; docs/loading.md describes its fields. Only the columns it names are read, so that
texts and suppliers never come in. What cannot be placed is an error with its row, and the stated sum must tie.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

from data.checks.finding import Finding
from data.loading import grids
from data.loading.periods import parse_period
from data.paths import ROOT
from data.releases.draft import Change
from data.releases.economy_file import Read, entry, sums_of, untied
from data.releases.table_file import Row, kroner, opened, rows_of

FOLDER = ROOT / "mappings" / "economy"
Kind = Literal["commitment", "budget", "spent", "bound", "raised", "hours"]
_Key = tuple[str, str, str, str, str]


class Values(BaseModel):
    """A column and what its texts mean."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    column: str
    values: dict[str, str]


class Kinds(BaseModel):
    """The column that tells the kinds of amounts apart."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    column: str
    values: dict[str, Kind]


class Extract(BaseModel):
    """One kind of extract."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    about: str = ""
    layout_known: bool = True
    source_id: str
    plan_id: str
    kind: Kinds
    amount: str
    period: str
    organisation: str
    activity: Values | None = None
    focus_area: Values | None = None
    total: str | None = None

    @property
    def columns(self) -> list[str]:
        """Every column that is read, each once."""
        named = [self.kind.column, self.amount, self.period, *(one.column for one in (self.activity, self.focus_area) if one)]
        return list(dict.fromkeys(named))


def names() -> list[str]:
    """The mappings there are."""
    return sorted(path.stem for path in FOLDER.glob("*.yml"))


def load(name: str, folder: Path = FOLDER) -> Extract:
    """A mapping by its name. Raises pydantic.ValidationError for one that is none, OSError for one that is not there."""
    return Extract.model_validate(yaml.safe_load((folder / f"{name}.yml").read_text("utf-8")))


def read(name: str, content: bytes, extract: Extract) -> Read:
    """Read an extract: one row per kind, subject and period, the postings added up."""
    grid, findings = opened(name, content)
    if grid is None:
        return Read(findings=findings)
    rows, findings = rows_of(grid, [column.casefold() for column in extract.columns])
    if findings:
        missing = (
            f"Udtrækket skal have kolonnerne {', '.join(extract.columns)}. {findings[0].message.split('.')[0]}. Ret kolonneopsætningen."
        )
        return Read(findings=[Finding("fil", "overskriften", missing)])
    sums: dict[_Key, float] = defaultdict(float)
    postings: dict[_Key, int] = defaultdict(int)
    stated: list[tuple[int, float]] = []
    blank = 0
    for position, row in rows:
        if not any(grids.text_of(cell) for cell in row.values()):
            blank += 1
            continue
        key, amount, problems = _posting(row, extract)
        findings += [Finding("fil", f"række {position}", problem) for problem in problems]
        if amount is None:
            continue
        if key is None:
            stated += [(position, amount)] if not problems else []
            continue
        sums[key] += amount
        postings[key] += 1
    for position, amount in stated if not findings else []:
        problem = untied(f"„{extract.total}“", amount, sum(sums.values()))
        findings += [Finding("fil", f"række {position}", problem)] if problem else []
    if extract.total and not stated and not findings:
        text = f"linjen „{extract.total}“ mangler, så det kan ikke kontrolleres, at alle posteringer er med. Hent udtrækket igen."
        findings = [Finding("fil", name, text)]
    changes = tuple(_change(key, amount, postings[key], extract) for key, amount in sums.items() if round(amount, 2))
    return Read(changes, findings, blank, sums_of(changes))


def _posting(row: Row, extract: Extract) -> tuple[_Key | None, float | None, list[str]]:
    """Where a posting belongs and its amount; no key for the row that states the sum. Sentences say what cannot be placed."""
    try:
        amount = kroner(row.get(extract.amount.casefold()))
    except ValueError as error:
        return None, None, [str(error)]
    first = grids.text_of(next(iter(row.values()), None))
    if extract.total and first.casefold() == extract.total.casefold():
        return None, amount, []
    problems = [] if amount is not None else [f"{extract.amount} mangler. Ret udtrækket."]
    kind_text = grids.text_of(row.get(extract.kind.column.casefold()))
    kind = extract.kind.values.get(kind_text)
    if kind is None:
        problems.append(f"„{kind_text}“ i {extract.kind.column} er ukendt. Tilføj den i kolonneopsætningen, eller ret udtrækket.")
    activity, theme = (_placed(row, values) for values in (extract.activity, extract.focus_area))
    if not activity and not theme:
        places = [one for one in (extract.activity, extract.focus_area) if one]
        column = places[0].column if places else ""
        text = grids.text_of(row.get(column.casefold()))
        problems.append(f"„{text}“ i {column} hører ikke til nogen aktivitet. Tilføj den i kolonneopsætningen, eller tag rækken ud.")
    period_text = grids.text_of(row.get(extract.period.casefold()))
    periods = parse_period(period_text)
    if not periods:
        problems.append(f"„{period_text}“ i {extract.period} er ingen periode. Skriv for eksempel 2025M08 eller august 2025.")
    if problems or kind is None:
        return ("", "", "", "", ""), None, problems
    return (kind, activity, theme, periods[0].start.isoformat(), periods[0].end.isoformat()), amount, []


def _placed(row: Row, values: Values | None) -> str:
    return "" if values is None else values.values.get(grids.text_of(row.get(values.column.casefold())), "")


def _change(key: _Key, amount: float, postings: int, extract: Extract) -> Change:
    kind, activity, theme, starts, ends = key
    note = f"Lagt sammen af {postings} posteringer." if postings > 1 else None
    return entry(
        extract.plan_id, kind, date.fromisoformat(starts), date.fromisoformat(ends), amount, source_id=extract.source_id,
        source_place=extract.title, activity_id=activity, focus_area_id=None if activity else theme, organisation=extract.organisation,
        note=note,
    )  # fmt: skip

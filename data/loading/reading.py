"""Read a file by a mapping: observations and everything that speaks against them. Nothing is written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from data import child, schema
from data.loading.checks import check, check_mapping, gather, without_people
from data.loading.findings import REFUSALS, Finding, Refused, error, worst_first
from data.loading.grids import Grid, loaded
from data.loading.inside import payload
from data.loading.interpret import Interpreter
from data.loading.known import Known, known_from_text
from data.loading.layout import lay_out
from data.loading.mapping import Mapping
from data.loading.pace import Pace
from data.loading.rules import rules
from data.loading.sums import summed
from geo.plan import rules as geo_rules

# The columns of table observation that a load sets.
COLUMNS = [name for name in schema.columns("observation") if name not in ("release_id", "role")]
_INSIDE = "data.loading.inside:cells"


@dataclass(frozen=True)
class Reading:
    """What a file says by its mapping.

    `observations` has COLUMNS, typed as schema.yml says; it is empty for a file that is refused. `indicators` are rows of
    table indicator that come along. `findings` are worst first.
    """

    observations: pd.DataFrame
    indicators: list[dict[str, Any]]
    findings: list[Finding]
    mapping: Mapping
    file_name: str
    sha256: str
    grids: Sequence[Grid] = field(default=(), repr=False)

    @property
    def form(self) -> str:
        """How the file turned out to be written („Jobindsats v3“, „CSV, Windows-1252, semikolon“), or nothing."""
        return next((grid.form for grid in self.grids if grid.form), "")

    @property
    def errors(self) -> list[Finding]:
        """What stops the load."""
        return [found for found in self.findings if found.level == "error"]

    @property
    def ok(self) -> bool:
        """Whether it may be committed."""
        return not self.errors


def read(path: Path, mapping: Mapping, known: Known | None = None, *, today: date | None = None) -> Reading:
    """Read a file. `known` is what the database in force says, by default what the text under data/ says.

    The file's bytes are taken apart in a child process with limits of time, memory and output. Raises OSError when the
    file cannot be opened; everything else that is wrong with it is a finding.
    """
    size = path.stat().st_size
    if size > rules()["file_bytes"]:
        what = f"filen er {size / 1e6:.0f} MB, og grænsen er {rules()['file_bytes'] // 1_000_000} MB"
        found = error("too_large", what, "Del den op, eller vælg færre tal i udtrækket.")
        return _empty(mapping, path.name, "", [found])
    return read_bytes(path.read_bytes(), path.name, mapping, known, today=today)


def read_bytes(
    content: bytes,
    name: str,
    mapping: Mapping,
    known: Known | None = None,
    *,
    today: date | None = None,
    run: Callable[..., bytes] = child.run,
) -> Reading:
    """Read an upload or a fetched answer, as read() does. `run` takes the bytes apart; by default in a child process."""
    sha256 = hashlib.sha256(content).hexdigest()
    sent = payload(
        content,
        format=mapping.format,
        name=name,
        sheets=mapping.sheets,
        encoding=mapping.encoding,
        delimiter=mapping.delimiter,
        cpr_share=geo_rules()["cpr_share"],
    )
    try:
        grids, findings = loaded(run(_INSIDE, sent, seconds=rules()["seconds"], megabytes=rules()["megabytes"]))
    except child.LimitError as problem:
        limit = error("limit", str(problem).rstrip("."), "Gem tabellen alene i en ny fil, eller vælg færre tal.")
        return _empty(mapping, name, sha256, [limit])
    return read_grids(grids, findings, name, sha256, mapping, known, today=today)


def read_grids(
    grids: Sequence[Grid],
    findings: Sequence[Finding],
    name: str,
    sha256: str,
    mapping: Mapping,
    known: Known | None = None,
    *,
    today: date | None = None,
) -> Reading:
    """Give cells their meaning; `findings` is what was found when they were taken out."""
    known = known or known_from_text()
    found = [*findings, *check_mapping(mapping, known)]
    if not grids:
        return _empty(mapping, name, sha256, found)
    interpreter, pace = Interpreter(mapping, known, today or date.today()), Pace(rules()["interpret_seconds"])
    try:
        laid = lay_out(grids, mapping, name, pace)
        read_out = interpreter.figures(laid.figures, pace)
    except Refused as refusal:
        return _empty(mapping, name, sha256, [*found, refusal.finding])
    figures, unsummed = summed(read_out, interpreter.indicators, replace(known, indicators=interpreter.indicators))
    observations, doubles = gather(figures, replace(known, indicators=interpreter.indicators), interpreter.refused)
    found += [*laid.findings, *interpreter.findings, *unsummed, *doubles, *check(observations, interpreter.indicators)]
    if any(one.kind in REFUSALS for one in found):
        return _empty(mapping, name, sha256, without_people(found))
    if not observations and not any(one.level == "error" for one in found):
        found.append(error("nothing_read", "filen gav ingen tal", "Se efter, at tilknytningen er den rigtige, og at only passer."))
    rows = [one.row(mapping.source_id, mapping.title) for one in observations]
    used = {row["indicator_id"] for row in rows}
    indicators = [
        _indicator(one.model_dump(), known.next_order + number)
        for number, one in enumerate(mapping.indicators)
        if one.indicator_id in used and one.indicator_id not in known.indicators
    ]
    return Reading(_frame(rows), indicators, worst_first(found), mapping, name, sha256, grids)


def to_changes(reading: Reading) -> list[tuple[str, dict[str, Any]]]:
    """(table, row) for every row the load puts: indicators first, then observations; whole rows without release_id.

    Dates are ISO text, what is missing is None. Raises ValueError when the reading has errors.
    """
    if not reading.ok:
        raise ValueError(f"Filen {reading.file_name} har fejl og kan ikke gemmes: {reading.errors[0]}")
    rows: list[tuple[str, dict[str, Any]]] = [("indicator", row) for row in reading.indicators]
    for row in reading.observations.to_dict("records"):
        whole = {str(name): None if pd.isna(value) else value for name, value in row.items()}
        for name in ("period_start", "period_end"):
            whole[name] = row[name].date().isoformat()
        rows.append(("observation", {**whole, "role": None}))
    return rows


def _indicator(fields: dict[str, Any], sort_order: int) -> dict[str, Any]:
    """A row of table indicator; a target is given by a plan's document and never by a load."""
    row = dict.fromkeys(schema.columns("indicator"))
    return {**row, **fields, "comparable_with": "|".join(fields["comparable_with"]) or None, "sort_order": sort_order}


def _frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    for row in rows:
        row["period_start"], row["period_end"] = row["period_start"].isoformat(), row["period_end"].isoformat()
    return schema.cast("observation", pd.DataFrame(rows, columns=COLUMNS))[COLUMNS]


def _empty(mapping: Mapping, name: str, sha256: str, findings: list[Finding]) -> Reading:
    return Reading(_frame([]), [], worst_first(findings), mapping, name, sha256)

"""A table as cells with places, before anybody says what they mean; goes through JSON out of the child process."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from data.loading.findings import Finding


class Percent(NamedTuple):
    """A number that the sheet shows as a percentage: 0.406 with the format 0,0 % is Percent(40.6)."""

    value: float


# JSON-stat gives each dimension a column of texts and one of codes, and some categories a unit.
CODE_SUFFIX, UNIT_SUFFIX = " (kode)", " (enhed)"

# Text as it stands, a number, a day, a percentage, or nothing.
Cell = str | float | date | Percent | None


@dataclass(frozen=True)
class Grid:
    """Rows of cells. `sheet` is None when the file has only one table; `numbers` are the rows' numbers in the file.

    `merged` holds merged ranges as (first row, first column, last row, last column), rows by number, columns from 0.
    `letters` tells whether columns are called A, B, C. `form` says how the file turned out to be written.
    """

    rows: Sequence[Sequence[Cell]]
    numbers: Sequence[int]
    sheet: str | None = None
    merged: Sequence[tuple[int, int, int, int]] = field(default_factory=tuple)
    letters: bool = False
    form: str = ""


def column_letter(index: int) -> str:
    """0 -> 'A', 26 -> 'AA', as a spreadsheet counts."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def dumped(grids: Iterable[Grid], findings: Iterable[Finding]) -> bytes:
    """What the child process hands out."""
    content = {
        "grids": [
            {
                "sheet": grid.sheet,
                "numbers": list(grid.numbers),
                "merged": [list(area) for area in grid.merged],
                "letters": grid.letters,
                "form": grid.form,
                "rows": [[_plain(cell) for cell in row] for row in grid.rows],
            }
            for grid in grids
        ],
        "findings": [found.as_dict() for found in findings],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def loaded(content: bytes) -> tuple[list[Grid], list[Finding]]:
    """What dumped() wrote."""
    parsed = json.loads(content)
    grids = [
        Grid(
            rows=[[_cell(cell) for cell in row] for row in entry["rows"]],
            numbers=entry["numbers"],
            sheet=entry["sheet"],
            merged=[(a, b, c, d) for a, b, c, d in entry["merged"]],
            letters=entry["letters"],
            form=entry["form"],
        )
        for entry in parsed["grids"]
    ]
    return grids, [Finding.from_dict(fields) for fields in parsed["findings"]]


def _plain(cell: Cell) -> Any:
    if isinstance(cell, date):
        return {"d": cell.isoformat()}
    if isinstance(cell, Percent):
        return {"p": cell.value}
    return cell


def _cell(plain: Any) -> Cell:
    if isinstance(plain, dict):
        return date.fromisoformat(plain["d"]) if "d" in plain else Percent(plain["p"])
    return float(plain) if isinstance(plain, (int, float)) else plain


def text_of(cell: Cell) -> str:
    """A cell as a person reads it in Danish: 40,6, 40,6 %, 2024-01-31, the text itself, or nothing."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Percent):
        return f"{text_of(cell.value)} %"
    return f"{cell:.12g}".replace(".", ",") if cell != int(cell) else str(int(cell))

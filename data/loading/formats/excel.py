"""Cells of a workbook's sheets, as the sheets show them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from fnmatch import fnmatchcase
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from data.loading.findings import Finding, Place, Refused, error, warning
from data.loading.formats.workbook import Sheet, Workbook, inspect
from data.loading.grids import Cell, Grid, Percent, column_letter

_VALUES = "Kopiér arket, og indsæt det igen med „Indsæt speciel > Værdier“."


def read_excel(content: bytes, patterns: list[str]) -> tuple[list[Grid], list[Finding], list[str]]:
    """Grids of the visible sheets whose names match `patterns`, findings, and every other text in the file.

    A sheet that is hidden is read only when a pattern is its whole name. Raises Refused.
    """
    book = inspect(content)
    wanted = [sheet for sheet in book.sheets if _wanted(sheet, patterns)]
    findings = [*book.findings, *_formulas(book, wanted), *_hidden_lines(wanted)]
    if not wanted:
        there = ", ".join(f"„{sheet.name}“" for sheet in book.sheets)
        what = f"filen har intet ark, der hedder {' eller '.join(f'„{pattern}“' for pattern in patterns)}; den har {there}"
        findings.append(error("sheet_missing", what, "Ret sheets i tilknytningen."))
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        grids = [_grid(workbook.get_sheet_by_name(sheet.name), sheet) for sheet in wanted]
        others = [text for sheet in book.sheets if sheet not in wanted for text in _words(workbook.get_sheet_by_name(sheet.name))]
    except (CalamineError, OSError, ValueError) as problem:
        if isinstance(problem, Refused):
            raise
        raise Refused(error("broken_file", "arkene kan ikke læses", "Hent filen igen fra kilden, og indlæs den.")) from problem
    return grids, findings, [*book.texts, *others, *(sheet.name for sheet in book.sheets)]


def _wanted(sheet: Sheet, patterns: Iterable[str]) -> bool:
    if sheet.hidden:
        return sheet.name in patterns
    return any(fnmatchcase(sheet.name.casefold(), pattern.casefold()) for pattern in patterns)


def _formulas(book: Workbook, wanted: list[Sheet]) -> Iterator[Finding]:
    for sheet in book.sheets:
        if not sheet.formulas:
            continue
        first, more = sheet.formulas[0], len(sheet.formulas) - 1
        what = f"cellen {first} er en formel" + (f", og {more} andre er det også" if more else "")
        if sheet in wanted:
            yield error("formula", what, f"Et regnet tal kan ændre sig. {_VALUES}", Place(sheet.name))
        else:
            yield warning("formula_elsewhere", what, "Arket bliver ikke læst.", Place(sheet.name))


def _hidden_lines(wanted: list[Sheet]) -> Iterator[Finding]:
    for sheet in wanted:
        if sheet.hidden_lines:
            yield warning(
                "hidden_rows",
                "arket har skjulte rækker eller kolonner, som også bliver læst",
                "Se efter, at de skal med.",
                Place(sheet.name),
            )


def _grid(sheet: CalamineSheet, about: Sheet) -> Grid:
    rows = [
        [_cell(value, f"{column_letter(column)}{number}", about) for column, value in enumerate(row)]
        for number, row in enumerate(sheet.to_python(skip_empty_area=False), start=1)
    ]
    merged = [(top[0] + 1, top[1], bottom[0] + 1, bottom[1]) for top, bottom in sheet.merged_cell_ranges or []]
    return Grid(rows, range(1, len(rows) + 1), about.name, merged, letters=True)


def _cell(value: Any, place: str, about: Sheet) -> Cell:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "SAND" if value else "FALSK"
    if isinstance(value, (int, float)):
        return Percent(round(float(value) * 100, 9)) if place in about.percent_cells else float(value)
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, (date, str)):
        return value
    return str(value) if isinstance(value, (time, timedelta)) else repr(value)


def _words(sheet: CalamineSheet) -> Iterator[str]:
    """Cells of a sheet that is not read, for the look at people only."""
    for row in sheet.iter_rows():
        for value in row:
            if isinstance(value, float) and value.is_integer():
                yield str(int(value))
            elif value not in ("", None):
                yield str(value)

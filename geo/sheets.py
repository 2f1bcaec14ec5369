"""Excel files: which sheet and which row hold the headings that are wanted, and the rows under them as text."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Any

import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from geo.errors import GeoError
from geo.tables import ROWS_ABOVE, IsHeading, Source, TextTable, heading_position, headings_of

EXCEL_ROWS_AT_A_TIME = 20_000


def read_workbook(source: Source, is_heading: IsHeading | None = None, sheet: str | None = None) -> TextTable:
    """The table of one sheet, as geo.tables.read_table describes it. Hidden sheets are read only by name."""
    try:
        workbook = CalamineWorkbook.from_filelike(source.open())
        shown = [entry.name for entry in workbook.sheets_metadata if entry.visible == SheetVisibleEnum.Visible]
        name = _chosen_sheet(source, workbook, shown or workbook.sheet_names, is_heading, sheet)
        rows = workbook.get_sheet_by_name(name).iter_rows()
        first: list[list[Any]] = [[_cell(value) for value in row] for row in islice(rows, ROWS_ABOVE)]
    except (CalamineError, OSError, ValueError, IndexError) as error:
        if isinstance(error, GeoError):
            raise
        raise GeoError(f"Filen „{source.name}“ kan ikke åbnes som Excel-fil.") from error
    position = heading_position(first, is_heading)
    if position is None:
        raise GeoError(f"Arket „{name}“ i „{source.name}“ er tomt.")
    headings = headings_of(first[position], source)
    left: Iterator[list[Any]] = chain(first[position + 1 :], rows)
    searched = (
        f"Der er ledt på {'arkene ' if len(shown) > 1 else 'arket '}{_quoted(shown)}." if sheet is None else f"Arket „{name}“ er læst."
    )
    return TextTable(headings, searched, lambda columns: (batch.select(columns) for batch in _excel_batches(left, headings)))


def _chosen_sheet(source: Source, workbook: Any, names: list[str], is_heading: IsHeading | None, sheet: str | None) -> str:
    """The sheet that is named, or the only one with the headings that are wanted, or the first."""
    if sheet is not None:
        named = next((name for name in workbook.sheet_names if name.casefold().strip() == sheet.casefold().strip()), None)
        if named is None:
            raise GeoError(f"„{source.name}“ har intet ark, der hedder „{sheet}“; den har {_quoted(workbook.sheet_names)}.")
        return str(named)
    wanted = []
    for name in names if is_heading is not None else []:
        first = [[_cell(value).strip() for value in row] for row in islice(workbook.get_sheet_by_name(name).iter_rows(), ROWS_ABOVE)]
        if any(is_heading(row) for row in first):  # type: ignore[misc]  # names is empty without is_heading
            wanted.append(name)
    if len(wanted) > 1:
        raise GeoError(
            f"„{source.name}“ har adresser på flere ark: {_quoted(wanted)}. Vælg ét af dem (--sheet „{wanted[0]}“), eller saml dem "
            "på ét ark."
        )
    return wanted[0] if wanted else names[0]


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f"„{name}“" for name in names)


def _excel_batches(rows: Iterator[list[Any]], headings: list[str]) -> Iterator[pa.RecordBatch]:
    pending: list[list[str]] = []
    for row in rows:
        if any(cell != "" for cell in row):
            pending.append([_cell(value) for value in row])
        if len(pending) == EXCEL_ROWS_AT_A_TIME:
            yield _batch(pending, headings)
            pending = []
    if pending:
        yield _batch(pending, headings)


def _batch(rows: list[list[str]], headings: list[str]) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays([pa.array(column, pa.string()) for column in zip(*rows, strict=True)], headings)


def _cell(value: Any) -> str:
    """A cell as a person sees it: 7.0 is 7, true and dates keep their text."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)

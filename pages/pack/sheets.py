"""One sheet of the workbook: a title, a line that says what it is, and a table in which numbers are numbers and days are days."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pages.kit import theme
from pages.pack import words
from pages.pack.master import ACCENT

_FONT = {"font_name": "Arial", "font_size": 10, "valign": "top"}
_HEAD_ROW = 3
_LINE = 13.5  # points of one line of ten-point text
_A3, _A4 = 8, 9
Row = Mapping[Any, Any]


@dataclass(frozen=True)
class Field:
    """A column of a sheet: heading, key in the rows, kind (text, number, day) and width in characters."""

    heading: str
    key: str
    kind: str = "text"
    width: float = 16


@dataclass(frozen=True)
class Sheet:
    """A sheet before it is written. `about` says in a line what the rows are; `empty` what to say when there are none."""

    name: str
    about: str
    fields: tuple[Field, ...]
    rows: Sequence[Row]
    empty: str = words.NOTHING_HERE
    frozen: int = 1


class Styles:
    """The cell formats of one workbook."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def of(self, **look: Any) -> Any:
        """The format with this look on the common ground; made once."""
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({**_FONT, **look})
        return self._made[key]

    def number(self, decimals: int) -> Any:
        """A figure with its decimals; the separators are those of the reader's own program."""
        return self.of(num_format="#,##0" + ("." + "0" * decimals if decimals else ""))


def write(book: Any, styles: Styles, sheet: Sheet, line: str) -> None:
    """The sheet with widths, frozen headings and first column, a filter, and set up to be printed."""
    drawn = book.add_worksheet(sheet.name)
    drawn.hide_gridlines(2)
    drawn.set_row(0, 24)
    drawn.write_string(0, 0, sheet.name, styles.of(font_size=16, bold=True, font_color=theme.INK))
    drawn.write_string(1, 0, f"{sheet.about} {line}.", styles.of(font_color=theme.QUIET))
    for place, field in enumerate(sheet.fields):
        drawn.set_column(place, place, field.width)
    if not sheet.rows:
        drawn.write_string(_HEAD_ROW, 0, sheet.empty, styles.of(bold=True))
        return
    for number, row in enumerate(sheet.rows, _HEAD_ROW + 1):
        drawn.set_row(number, _LINE * max(_lines(row.get(field.key), field) for field in sheet.fields))
        for place, field in enumerate(sheet.fields):
            _cell(drawn, styles, (number, place), row.get(field.key), field.kind, row)
    head = styles.of(bold=True, font_color="#FFFFFF", bg_color=theme.MUNICIPALITY, text_wrap=True, valign="vcenter")
    drawn.add_table(
        _HEAD_ROW, 0, _HEAD_ROW + len(sheet.rows), len(sheet.fields) - 1,
        {
            "columns": [{"header": field.heading, "header_format": head} for field in sheet.fields],
            "style": "Table Style Light 1", "name": "T_" + "".join(part for part in sheet.name if part.isascii() and part.isalnum()),
        },
    )  # fmt: skip
    drawn.set_row(_HEAD_ROW, 32)
    drawn.freeze_panes(_HEAD_ROW + 1, sheet.frozen)
    drawn.set_landscape()
    drawn.set_paper(_A3 if sum(field.width for field in sheet.fields) > 150 else _A4)
    drawn.fit_to_pages(1, 0)
    drawn.repeat_rows(_HEAD_ROW)
    drawn.set_footer(f"&L&8{line}&R&8Side &P af &N")


def _lines(value: Any, field: Field) -> int:
    """Lines that a cell takes: heights are set, because programs that print do not all find them themselves."""
    if field.kind != "text" or value is None or pd.isna(value):
        return 1
    return len(textwrap.wrap(str(value), max(int(field.width), 8))) or 1


def _cell(drawn: Any, styles: Styles, at: tuple[int, int], value: Any, kind: str, row: Row) -> None:
    if value is None or pd.isna(value) or value == "":
        drawn.write_blank(*at, None, styles.of())
    elif kind == "number":
        drawn.write_number(*at, float(value), styles.number(_decimals(row)))
    elif kind == "day":
        drawn.write_datetime(
            *at, pd.Timestamp(value).to_pydatetime().replace(tzinfo=None), styles.of(num_format="dd-mm-yyyy", align="left")
        )
    else:
        drawn.write_string(*at, str(value), styles.of(text_wrap=True, indent=int(at[1] > 0)))


def _decimals(row: Row) -> int:
    decimals = row.get("decimals", 0)
    return 0 if decimals is None or pd.isna(decimals) else int(decimals)


def front(book: Any, styles: Styles, title: str, lines: Sequence[str], listed: Sequence[Sheet], notes: Sequence[tuple[str, str]]) -> None:
    """The first sheet: what the file is, the list of sheets, and how the figures are read."""
    drawn = book.add_worksheet("Om")
    drawn.hide_gridlines(2)
    drawn.set_column(0, 0, 26)
    drawn.set_column(1, 1, 110)
    drawn.set_row(0, 30)
    drawn.write_string(0, 0, title, styles.of(font_size=20, bold=True, font_color=theme.INK))
    at = 1
    for line in lines:
        drawn.write_string(at, 0, line, styles.of(font_size=11))
        at += 1
    at = _listing(drawn, styles, at + 1, "Arkene", [(sheet.name, sheet.about) for sheet in listed], linked=True)
    _listing(drawn, styles, at + 1, words.METHOD, notes, linked=False)
    drawn.set_landscape()
    drawn.set_paper(_A4)
    drawn.fit_to_pages(1, 0)


def _listing(drawn: Any, styles: Styles, at: int, heading: str, rows: Sequence[tuple[str, str]], *, linked: bool) -> int:
    drawn.write_string(at, 0, heading, styles.of(font_size=13, bold=True, font_color=ACCENT))
    for name, text in rows:
        at += 1
        if linked:
            drawn.write_url(at, 0, f"internal:'{name}'!A1", styles.of(font_color=ACCENT, underline=1), name)
        else:
            drawn.write_string(at, 0, name, styles.of(bold=True))
        drawn.set_row(at, _LINE * len(textwrap.wrap(text, 105)))
        drawn.write_string(at, 1, text, styles.of(text_wrap=True))
    return at + 1

"""Find the tables in a grid: where each begins and ends, its headings, and which column a name stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from data.loading import patterns
from data.loading.findings import Finding, Place, error
from data.loading.grids import Cell, Grid, column_letter, text_of
from data.loading.mapping import Mapping

_LETTERS = re.compile(r"[A-Z]{1,3}")
_UNIT_LINE = re.compile(r"(?:enhed|måleenhed|unit)\s*[:=]\s*(.+)", re.IGNORECASE)


def plain(text: str) -> str:
    """Text without regard to case and blanks, for comparing headings."""
    return " ".join(text.casefold().split())


@dataclass
class Table:
    """A heading and the rows under it. `headings` has the texts of each heading row, per column."""

    grid: Grid
    title: str
    headings: list[list[str]]
    first: int  # position of the first row in grid.rows
    last: int  # one past the last
    above: Sequence[Sequence[Cell]] = ()  # the rows over the headings

    @cached_property
    def names(self) -> list[str]:
        """One name per column: its heading texts joined."""
        return [" / ".join(dict.fromkeys(text for text in texts if text)) for texts in self.headings]

    def place(self, row: int | None = None, column: int | None = None) -> Place:
        """Where a row (position in the grid) and a column are, as a person finds them."""
        shown = None
        if column is not None:
            shown = column_letter(column) if self.grid.letters or not self.names[column] else self.names[column]
        return Place(self.grid.sheet, None if row is None else self.grid.numbers[row], shown)

    def columns_called(self, name: str) -> list[int]:
        """Columns with this heading, whole or in one of its rows; of „Område|Area“ the first that is there.

        A letter is a column as a spreadsheet counts them, when no heading is that letter.
        """
        for one in [name, *(name.split("|") if "|" in name else [])]:
            wanted = plain(one)
            found = [column for column, own in enumerate(self.names) if plain(own) == wanted]
            found = found or [column for column, texts in enumerate(self.headings) if wanted in map(plain, texts)]
            if not found and _LETTERS.fullmatch(one.strip()):
                found = [column for column in range(len(self.headings)) if column_letter(column) == one.strip()]
            if found:
                return found
        return []

    @cached_property
    def unit(self) -> str:
        """The unit that a line above the headings states („Enhed: km2“), or nothing."""
        above = (text_of(cell) for row in self.above for cell in row)
        return next((match[1].strip() for text in above if (match := _UNIT_LINE.match(text))), "")


def tables_of(grid: Grid, mapping: Mapping) -> tuple[list[Table], list[Finding]]:
    """The tables of a grid in their order, and what is missing when there is none."""
    if mapping.blocks is None:
        start = _header_position(grid, mapping)
        if start is None:
            where = "" if mapping.header_row is None else f" i række {mapping.header_row}"
            return [], [error("heading_missing", f"der er ingen overskrifter{where}", "Ret header_row i tilknytningen.", Place(grid.sheet))]
        return [_table(grid, mapping, "", start, len(grid.rows))], []
    starts = [number for number, row in enumerate(grid.rows) if matches(mapping.blocks.starts, row)]
    if not starts:
        what = f"ingen række begynder en tabel (mønstret „{mapping.blocks.starts}“)"
        return [], [error("block_missing", what, "Ret blocks.starts i tilknytningen.", Place(grid.sheet))]
    tables = []
    for start, end in zip(starts, [*starts[1:], len(grid.rows)], strict=True):
        stop = next((row for row in range(start + 1, end) if mapping.blocks.ends and matches(mapping.blocks.ends, grid.rows[row])), end)
        header = next((row for row in range(start + 1, stop) if filled(grid.rows[row])), stop)
        tables.append(_table(grid, mapping, first_text(grid.rows[start]), header, stop, start))
    return tables, []


def _header_position(grid: Grid, mapping: Mapping) -> int | None:
    if mapping.header_row is None:
        return next((number for number, row in enumerate(grid.rows) if filled(row)), None)
    wanted = mapping.header_row
    return next((number for number, at in enumerate(grid.numbers) if at == wanted and filled(grid.rows[number])), None)


def _table(grid: Grid, mapping: Mapping, title: str, header: int, stop: int, begins: int = 0) -> Table:
    width = max((len(row) for row in grid.rows[header:stop]), default=0)
    levels = []
    for level in range(mapping.header_rows):
        row = grid.rows[header + level] if header + level < stop else []
        texts = [text_of(cell) for cell in row] + [""] * (width - len(row))
        levels.append(_filled_right(texts) if level < mapping.header_rows - 1 else texts)
    # Only the lines of its own: many tables that each looked at all above would take the square of the rows.
    above = [first_text(row) for row in grid.rows[begins:header]] if not title else [title]
    headings = [[level[column] for level in levels] for column in range(width)]
    # A heading that was filled from the left stands over no column of its own where the lowest row is empty.
    for column, texts in enumerate(headings):
        if len(texts) > 1 and not texts[-1] and not text_of(at(grid.rows[header], column)):
            headings[column] = [""] * len(texts)
    first = min(header + mapping.header_rows, stop)
    return Table(grid, next((text for text in above if text), ""), headings, first, stop, grid.rows[begins:header])


def _filled_right(texts: list[str]) -> list[str]:
    filled, last = [], ""
    for text in texts:
        last = text or last
        filled.append(last)
    return filled


def at(row: Sequence[Cell], column: int) -> Cell:
    """The cell, or nothing past the end of a short row."""
    return row[column] if column < len(row) else None


def filled(row: Sequence[Cell]) -> bool:
    """Whether any cell says something."""
    return any(text_of(cell) for cell in row)


def first_text(row: Sequence[Cell]) -> str:
    """The first text in a row."""
    return next((text_of(cell) for cell in row if text_of(cell)), "")


def matches(pattern: str, row: Sequence[Cell]) -> bool:
    """Whether the row's first text matches the pattern."""
    return patterns.search(pattern, first_text(row)) is not None

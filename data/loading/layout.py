"""Find the tables in a grid and take out every figure with the texts that say what it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from data.loading.findings import Finding, Place, error
from data.loading.grids import Cell, Grid, column_letter, text_of
from data.loading.mapping import Mapping, TemplateField

_KEYS: tuple[TemplateField, ...] = ("area", "period", "indicator")
_TEMPLATES: tuple[TemplateField, ...] = ("area", "period", "indicator", "measure", "note", "source_place")


@dataclass(frozen=True)
class RawFigure:
    """One cell with a figure, and the texts that the mapping takes for its area, period, indicator and so on.

    `places` says where the texts of area, period and indicator stand. `measure` is value, numerator, denominator, or the
    file's own word for it when the mapping has a template for that. `period_cell` is the cell itself when the period is a
    whole cell, because a day may be stored as a number.
    """

    place: Place
    places: dict[TemplateField, Place]
    cell: Cell
    area: str
    period: str
    period_cell: Cell
    indicator: str
    measure: str
    note: str
    source_place: str


@dataclass
class Table:
    """A heading and the rows under it. `headings` has the texts of each heading row, per column."""

    grid: Grid
    title: str
    headings: list[list[str]]
    first: int  # position of the first row in grid.rows
    last: int  # one past the last

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


@dataclass
class Laid:
    """What a file holds once its tables are found."""

    figures: list[RawFigure] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def plain(text: str) -> str:
    """Text without regard to case and blanks, for comparing headings."""
    return " ".join(text.casefold().split())


def lay_out(grids: Sequence[Grid], mapping: Mapping, file_name: str) -> Laid:
    """Every figure of the grids by the mapping's layout, and what is wrong with the tables' form."""
    laid = Laid()
    for grid in grids:
        tables, findings = _tables(grid, mapping)
        laid.findings += findings
        for table in tables:
            _Reader(table, mapping, file_name, laid).read()
    return laid


def _tables(grid: Grid, mapping: Mapping) -> tuple[list[Table], list[Finding]]:
    if mapping.blocks is None:
        start = _header_position(grid, mapping)
        if start is None:
            where = "" if mapping.header_row is None else f" i række {mapping.header_row}"
            return [], [error("heading_missing", f"der er ingen overskrifter{where}", "Ret header_row i tilknytningen.", Place(grid.sheet))]
        return [_table(grid, mapping, "", start, len(grid.rows))], []
    starts = [number for number, row in enumerate(grid.rows) if _matches(mapping.blocks.starts, row)]
    if not starts:
        what = f"ingen række begynder en tabel (mønstret „{mapping.blocks.starts}“)"
        return [], [error("block_missing", what, "Ret blocks.starts i tilknytningen.", Place(grid.sheet))]
    tables = []
    for start, end in zip(starts, [*starts[1:], len(grid.rows)], strict=True):
        stop = next((row for row in range(start + 1, end) if mapping.blocks.ends and _matches(mapping.blocks.ends, grid.rows[row])), end)
        header = next((row for row in range(start + 1, stop) if _filled(grid.rows[row])), stop)
        tables.append(_table(grid, mapping, _first_text(grid.rows[start]), header, stop))
    return tables, []


def _header_position(grid: Grid, mapping: Mapping) -> int | None:
    if mapping.header_row is None:
        return next((number for number, row in enumerate(grid.rows) if _filled(row)), None)
    wanted = mapping.header_row
    return next((number for number, at in enumerate(grid.numbers) if at == wanted and _filled(grid.rows[number])), None)


def _table(grid: Grid, mapping: Mapping, title: str, header: int, stop: int) -> Table:
    width = max((len(row) for row in grid.rows[header:stop]), default=0)
    levels = []
    for level in range(mapping.header_rows):
        row = grid.rows[header + level] if header + level < stop else []
        texts = [text_of(cell) for cell in row] + [""] * (width - len(row))
        levels.append(_filled_right(texts) if level < mapping.header_rows - 1 else texts)
    above = [_first_text(grid.rows[row]) for row in range(header)] if not title else [title]
    headings = [[level[column] for level in levels] for column in range(width)]
    # A heading that was filled from the left stands over no column of its own where the lowest row is empty.
    for column, texts in enumerate(headings):
        if len(texts) > 1 and not texts[-1] and not text_of(_at(grid.rows[header], column)):
            headings[column] = [""] * len(texts)
    return Table(grid, next((text for text in above if text), ""), headings, min(header + mapping.header_rows, stop), stop)


def _filled_right(texts: list[str]) -> list[str]:
    filled, last = [], ""
    for text in texts:
        last = text or last
        filled.append(last)
    return filled


def _at(row: Sequence[Cell], column: int) -> Cell:
    return row[column] if column < len(row) else None


def _filled(row: Sequence[Cell]) -> bool:
    return any(text_of(cell) for cell in row)


def _first_text(row: Sequence[Cell]) -> str:
    return next((text_of(cell) for cell in row if text_of(cell)), "")


def _matches(pattern: str, row: Sequence[Cell]) -> bool:
    return bool(re.search(pattern, _first_text(row)))


class _Reader:
    """Reads one table."""

    def __init__(self, table: Table, mapping: Mapping, file_name: str, laid: Laid) -> None:
        self.table, self.mapping, self.laid = table, mapping, laid
        self.special = {"sheet": table.grid.sheet or "", "title": table.title, "file": file_name}
        self.columns: dict[str, int] = {}
        self.filled: dict[int, Cell] = {}
        self.templates = {name: mapping.template(name) for name in _TEMPLATES}
        self.keys = [name for key in _KEYS for name in self.templates[key].names]
        period = self.templates["period"]
        self.whole_period = next((name for name in period.names if period == f"{{{name}}}"), "")
        # The column that an area, period or indicator stands in when it is one; else its place is the figure's own.
        self.stands: dict[TemplateField, int | None] = {}

    def read(self) -> None:
        """Put the table's figures and findings into what is laid out."""
        before = len(self.laid.findings)
        self._find_columns()
        named = {key: self.templates[key].names for key in _KEYS}
        self.stands = {key: self.columns.get(names[0]) if len(names) == 1 else None for key, names in named.items()}
        figures = self._figure_columns()
        if self._check_widths():
            self._check_form(figures)
        if any(found.level == "error" for found in self.laid.findings[before:]):
            return
        for position in range(self.table.first, self.table.last):
            self._read_row(position, figures)

    def _find_columns(self) -> None:
        names = [plain(name) for name in self.table.names]
        repeated = [name for name, times in Counter(name for name in names if name).items() if times > 1]
        for name in repeated:
            column = len(names) - 1 - names[::-1].index(name)
            what = f"overskriften „{self.table.names[column]}“ står over flere kolonner"
            self._wrong("heading_twice", what, "Giv hver kolonne sit navn i filen.", column)
        wanted = list(self.mapping.columns)
        if not isinstance(self.mapping.figures, str):
            wanted += list(self.mapping.figures.values() if isinstance(self.mapping.figures, dict) else self.mapping.figures)
        for name in wanted:
            found = [column for column, own in enumerate(names) if own == plain(name)]
            found = found or [column for column, texts in enumerate(self.table.headings) if plain(name) in map(plain, texts)]
            if len(found) == 1:
                self.columns[name] = found[0]
            elif not found:
                there = ", ".join(f"„{own}“" for own in self.table.names if own)
                what = f"der er ingen kolonne „{name}“; overskrifterne er {there}"
                self._wrong(
                    "heading_missing", what, "Ret navnet i tilknytningen, eller header_row, hvis overskrifterne står et andet sted."
                )
            elif plain(name) not in repeated:
                self._wrong("heading_twice", f"„{name}“ passer på {len(found)} kolonner", "Skriv hele overskriften i tilknytningen.")

    def _figure_columns(self) -> dict[int, str]:
        """Columns with figures and what each holds: a measure, or the file's own word for it."""
        own = self.mapping.figures
        if isinstance(own, dict):
            return {self.columns[name]: measure for measure, name in own.items() if name in self.columns}
        if isinstance(own, list):
            return {self.columns[name]: "" for name in own if name in self.columns}
        used = set(self.columns.values())
        return {column: "" for column in range(len(self.table.headings)) if column not in used and self._in_use(column)}

    def _in_use(self, column: int) -> bool:
        if self.table.names[column]:
            return True
        rows = self.table.grid.rows[self.table.first : self.table.last]
        return any(text_of(_at(row, column)) for row in rows if not self._ignored(row))

    def _check_form(self, figures: dict[int, str]) -> None:
        for column in figures:
            if not self.table.names[column]:
                remedy = "Skriv en overskrift over kolonnen, eller slet den."
                self._wrong("heading_empty", "kolonnen har tal, men ingen overskrift", remedy, column)
        numbers = self.table.grid.numbers
        for top, left, bottom, right in self.table.grid.merged:
            rows = [row for row in range(self.table.first, self.table.last) if top <= numbers[row] <= bottom]
            if rows and any(left <= column <= right for column in figures) and len(rows) + right - left > 1:
                what = "cellerne er flettet sammen, så det ikke kan ses, hvad tallet gælder"
                self._wrong("merged_cells", what, "Ophæv sammenfletningen i Excel, og skriv tallet i sin egen celle.", left, rows[0])
            elif rows and left == right:
                for row in rows:
                    self.filled[row * 10_000 + left] = _at(self.table.grid.rows[rows[0]], left)

    def _check_widths(self) -> bool:
        """Whether every row has as many cells as the heading; a sheet has no such thing as a short row."""
        even = True
        width = len(self.table.grid.rows[self.table.first - 1])
        for position in range(self.table.first, self.table.last):
            row = self.table.grid.rows[position]
            if not self.table.grid.letters and len(row) != width and not self._ignored(row):
                what = f"rækken har {len(row)} celler, men der er {width} overskrifter"
                remedy = "Sæt anførselstegn om celler, der selv rummer skilletegnet; er det en fodnote, så nævn den under ignore_rows."
                self._wrong("uneven_row", what, remedy, None, position)
                even = False
        return even

    def _read_row(self, position: int, figures: dict[int, str]) -> None:
        row = self.table.grid.rows[position]
        if not _filled(row) or self._ignored(row):
            return
        cells = {name: self._cell(position, row, column) for name, column in self.columns.items()}
        texts = {name: text_of(cell) for name, cell in cells.items()}
        if any(texts[name] not in allowed for name, allowed in self.mapping.only.items()):
            return
        if not any(text_of(_at(row, column)) for column in figures) and not all(texts[name] for name in self.keys):
            return  # A line between two groups of rows.
        for column, measure in figures.items():
            levels = self.table.headings[column]
            values = {**texts, **self.special, "heading": self.table.names[column]}
            values |= {f"heading{number}": text for number, text in enumerate(levels, start=1)}
            self.laid.figures.append(self._figure(position, column, measure, values, cells))

    def _figure(self, position: int, column: int, measure: str, values: dict[str, str], cells: dict[str, Cell]) -> RawFigure:
        templates, own = self.templates, self.table.place(position, column)
        return RawFigure(
            place=own,
            places={name: self.table.place(position, where) if where is not None else own for name, where in self.stands.items()},
            cell=_at(self.table.grid.rows[position], column),
            area=templates["area"].filled(values),
            period=templates["period"].filled(values),
            period_cell=cells.get(self.whole_period),
            indicator=templates["indicator"].filled(values),
            measure=measure or (templates["measure"].filled(values) if self.mapping.measure else "value"),
            note=templates["note"].filled(values),
            source_place=templates["source_place"].filled(values),
        )

    def _cell(self, position: int, row: Sequence[Cell], column: int) -> Cell:
        cell = _at(row, column)
        merged = self.filled.get(position * 10_000 + column)
        if cell is None and merged is not None:
            return merged
        if cell is None and any(self.columns.get(name) == column for name in self.mapping.fill_down):
            above = (self.table.grid.rows[earlier] for earlier in range(position - 1, self.table.first - 1, -1))
            return next((_at(one, column) for one in above if text_of(_at(one, column))), None)
        return cell

    def _ignored(self, row: Sequence[Cell]) -> bool:
        return any(_matches(pattern, row) for pattern in self.mapping.ignore_rows)

    def _wrong(self, kind: str, what: str, remedy: str, column: int | None = None, row: int | None = None) -> None:
        self.laid.findings.append(error(kind, what, remedy, self.table.place(row, column)))

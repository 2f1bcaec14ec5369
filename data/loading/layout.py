"""Find the tables in a grid and take out every figure with the texts that say what it is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from data.loading.breakdowns import Part, numeric
from data.loading.findings import Finding, Place, error
from data.loading.grids import CODE_SUFFIX, UNIT_SUFFIX, Cell, Grid, column_letter, text_of
from data.loading.mapping import Mapping
from data.loading.mapping_parts import TemplateField, Unused
from data.loading.pace import Pace
from data.loading.rules import rules
from data.loading.tables import Table, at, filled, matches, plain, tables_of

# Columns that state the unit of the row's figures.
_UNIT_HEADINGS = frozenset({"enhed", "måleenhed", "unit"})
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
    # What the columns say that name no figure, and what unit the heading, the title or a column of units states.
    parts: tuple[Part, ...] = ()
    units: tuple[str, ...] = ()


@dataclass
class Laid:
    """What a file holds once its tables are found."""

    figures: list[RawFigure] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def lay_out(grids: Sequence[Grid], mapping: Mapping, file_name: str, pace: Pace) -> Laid:
    """Every figure of the grids by the mapping's layout, and what is wrong with the tables' form. Raises Refused when time is up."""
    laid = Laid()
    for grid in grids:
        tables, findings = tables_of(grid, mapping)
        laid.findings += findings
        for table in pace.over(tables):
            _Reader(table, mapping, file_name, laid).read(pace)
    return laid


class _Reader:
    """Reads one table."""

    def __init__(self, table: Table, mapping: Mapping, file_name: str, laid: Laid) -> None:
        self.table, self.mapping, self.laid = table, mapping, laid
        self.special = {"sheet": table.grid.sheet or "", "title": table.title, "file": file_name}
        self.columns: dict[str, int] = {}
        self.filled: dict[int, Cell] = {}
        self.unused: dict[int, tuple[str, Unused | None]] = {}
        # A sheet prints the text of a stub once and leaves it out below.
        self.latest: dict[int, str] = {}
        self.unit_column: int | None = None
        # The last cell that said something, of each column that is filled down.
        self.above: dict[int, Cell] = {}
        self.templates = {name: mapping.template(name) for name in _TEMPLATES}
        self.keys = [name for key in _KEYS for name in self.templates[key].names]
        period = self.templates["period"]
        self.whole_period = next((name for name in period.names if period == f"{{{name}}}"), "")
        # The column that an area, period or indicator stands in when it is one; else its place is the figure's own.
        self.stands: dict[TemplateField, int | None] = {}

    def read(self, pace: Pace) -> None:
        """Put the table's figures and findings into what is laid out."""
        before = len(self.laid.findings)
        self._find_columns()
        named = {key: self.templates[key].names for key in _KEYS}
        self.stands = {key: self.columns.get(names[0]) if len(names) == 1 else None for key, names in named.items()}
        figures = self._figure_columns()
        self._find_unused(figures)
        if self._check_widths():
            self._check_form(figures)
        if any(found.level == "error" for found in self.laid.findings[before:]):
            return
        carried = [self.columns[name] for name in self.mapping.fill_down if name in self.columns]
        for position in pace.over(range(self.table.first, self.table.last)):
            self._read_row(position, figures)
            if len(self.laid.figures) > rules()["figures"]:
                what = f"filen giver mere end {rules()['figures']} tal"
                self._wrong("too_large", what, "Del den op, eller vælg færre tal i udtrækket.", None, position)
                return
            row = self.table.grid.rows[position]
            self.above |= {column: cell for column in carried if text_of(cell := at(row, column))}

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
            self._find(name, repeated, needed=True)
        for name in self.mapping.unused:
            self._find(name, repeated, needed=False)

    def _find(self, name: str, repeated: Sequence[str], *, needed: bool) -> None:
        found = self.table.columns_called(name)
        if len(found) == 1:
            self.columns[name] = found[0]
        elif found and plain(name) not in repeated:
            self._wrong("heading_twice", f"„{name}“ passer på {len(found)} kolonner", "Skriv hele overskriften i tilknytningen.")
        elif not found and needed:
            there = ", ".join(f"„{own}“" for own in self.table.names if own) or "der ingen af"
            what = f"der er ingen kolonne „{name}“; overskrifterne er {there}"
            remedy = "Ret navnet i tilknytningen (en kolonne uden overskrift nævnes med sit bogstav, {B}), eller header_row."
            self._wrong("heading_missing", what, remedy)

    def _figure_columns(self) -> dict[int, str]:
        """Columns with figures and what each holds: a measure, or the file's own word for it."""
        own = self.mapping.figures
        if isinstance(own, dict):
            return {self.columns[name]: measure for measure, name in own.items() if name in self.columns}
        if isinstance(own, list):
            return {self.columns[name]: "" for name in own if name in self.columns}
        used = set(self.columns.values())
        free = (column for column in range(len(self.table.headings)) if column not in used and self._in_use(column))
        return {column: "" for column in free if not self._divides(column)}

    def _divides(self, column: int) -> bool:
        """Whether a column among the figures holds words that divide them (Mænd, 0-17 år) and no figures."""
        rows = self.table.grid.rows[self.table.first : self.table.last]
        cells = [cell for row in rows if not self._ignored(row) and text_of(cell := at(row, column)) not in self.mapping.marks]
        texts = [cell.strip() for cell in cells if isinstance(cell, str) and cell.strip()]
        if not texts or any(cell is not None and not isinstance(cell, str) for cell in cells) or any(map(numeric, texts)):
            return False
        named = plain(self.table.names[column]) in rules()["dividing_headings"]
        return named or all(text[0].isalpha() and not any(sign.isdigit() for sign in text) for text in texts)

    def _find_unused(self, figures: dict[int, str]) -> None:
        """Columns that name no figure and are none, with what the mapping expects of them."""
        naming = [name for field in _TEMPLATES for name in self.templates[field].names]
        used = {self.columns[name] for name in [*naming, *self.mapping.only] if name in self.columns} | set(figures)
        ruled = {self.columns[name]: (name, rule) for name, rule in self.mapping.unused.items() if name in self.columns}
        if self.mapping.format == "jsonstat":
            used |= self._of_the_same_dimension(used | set(ruled))
        for column in range(len(self.table.headings)):
            name = self.table.names[column] or column_letter(column)
            if plain(name) in _UNIT_HEADINGS or name.endswith(UNIT_SUFFIX):
                self.unit_column = column
            elif column in ruled and column not in used:
                self.unused[column] = (name, ruled[column][1])
            elif column not in used and plain(name) not in rules()["remark_headings"] and self._in_use(column):
                self.unused[column] = (name, None)

    def _of_the_same_dimension(self, named: set[int]) -> set[int]:
        """JSON-stat writes a dimension's text and code: who names one has named the other; of two unnamed the text is looked at."""
        columns: dict[str, list[int]] = {}
        for column, name in enumerate(self.table.names):
            columns.setdefault(plain(name.removesuffix(CODE_SUFFIX)), []).append(column)
        twins = [pair for pair in columns.values() if len(pair) > 1]
        return {column for pair in twins for column in (pair if named & set(pair) else pair[1:]) if column not in named}

    def _in_use(self, column: int) -> bool:
        if self.table.names[column]:
            return True
        rows = self.table.grid.rows[self.table.first : self.table.last]
        return any(text_of(at(row, column)) for row in rows if not self._ignored(row))

    def _check_form(self, figures: dict[int, str]) -> None:
        for column in figures:
            if not self.table.names[column]:
                remedy = "Skriv en overskrift over kolonnen, eller slet den."
                self._wrong("heading_empty", "kolonnen har tal, men ingen overskrift", remedy, column)
        numbers = self.table.grid.numbers
        for top, left, bottom, right in self.table.grid.merged:
            within = (bisect_left(numbers, top, self.table.first), bisect_right(numbers, bottom, self.table.first, self.table.last))
            rows = range(within[0], min(within[1], self.table.last))
            if rows and any(left <= column <= right for column in figures) and len(rows) + right - left > 1:
                what = "cellerne er flettet sammen, så det ikke kan ses, hvad tallet gælder"
                self._wrong("merged_cells", what, "Ophæv sammenfletningen i Excel, og skriv tallet i sin egen celle.", left, rows[0])
            elif rows and left == right:
                for row in rows:
                    self.filled[row * 10_000 + left] = at(self.table.grid.rows[rows[0]], left)

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
        if not filled(row) or self._ignored(row):
            return
        for column in self.unused:
            self.latest[column] = text_of(at(row, column)) or (self.latest.get(column, "") if self.table.grid.letters else "")
        cells = {name: self._cell(position, row, column) for name, column in self.columns.items()}
        texts = {name: text_of(cell) for name, cell in cells.items()}
        if any(texts[name] not in allowed for name, allowed in self.mapping.only.items()):
            return
        if not any(text_of(at(row, column)) for column in figures) and not all(texts[name] for name in self.keys):
            return  # A line between two groups of rows.
        parts = [Part(name, self.latest[column], rule) for column, (name, rule) in self.unused.items() if self.latest[column] or rule]
        unit = "" if self.unit_column is None else text_of(at(row, self.unit_column))
        for column, measure in figures.items():
            levels = self.table.headings[column]
            values = {**texts, **self.special, "heading": self.table.names[column]}
            values |= {f"heading{number}": text for number, text in enumerate(levels, start=1)}
            figure = self._figure(position, column, measure, values, cells)
            of_heading = [*parts, *self._heading_parts(column)]
            units = (self.table.unit, unit, self.table.names[column])
            self.laid.figures.append(replace(figure, parts=tuple(of_heading), units=tuple(text for text in units if text)))

    def _heading_parts(self, column: int) -> Iterator[Part]:
        """Rows of the heading that no template and no name of a figure column takes."""
        own = self.mapping.figures
        texts = " ".join(self.templates.values())
        if "{heading}" in texts:
            return
        names = {plain(name) for name in (own.values() if isinstance(own, dict) else own if isinstance(own, list) else ())}
        if plain(self.table.names[column]) in names:
            return
        for number, text in enumerate(self.table.headings[column], start=1):
            name = f"heading{number}"
            if text and f"{{{name}}}" not in texts and plain(text) not in names:
                yield Part(name, text, self.mapping.unused.get(name))

    def _figure(self, position: int, column: int, measure: str, values: dict[str, str], cells: dict[str, Cell]) -> RawFigure:
        templates, own = self.templates, self.table.place(position, column)
        return RawFigure(
            place=own,
            places={name: self.table.place(position, where) if where is not None else own for name, where in self.stands.items()},
            cell=at(self.table.grid.rows[position], column),
            area=templates["area"].filled(values),
            period=templates["period"].filled(values),
            period_cell=cells.get(self.whole_period),
            indicator=templates["indicator"].filled(values),
            measure=measure or (templates["measure"].filled(values) if self.mapping.measure else "value"),
            note=templates["note"].filled(values),
            source_place=templates["source_place"].filled(values),
        )

    def _cell(self, position: int, row: Sequence[Cell], column: int) -> Cell:
        cell = at(row, column)
        merged = self.filled.get(position * 10_000 + column)
        if cell is None and merged is not None:
            return merged
        if cell is None and any(self.columns.get(name) == column for name in self.mapping.fill_down):
            return self.above.get(column)
        return cell

    def _ignored(self, row: Sequence[Cell]) -> bool:
        return any(matches(pattern, row) for pattern in self.mapping.ignore_rows)

    def _wrong(self, kind: str, what: str, remedy: str, column: int | None = None, row: int | None = None) -> None:
        self.laid.findings.append(error(kind, what, remedy, self.table.place(row, column)))

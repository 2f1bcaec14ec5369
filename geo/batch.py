"""Coding a file of addresses: the same rows back with their area, and counts per area.

The file streams through in pieces: memory does not grow with its length. Nothing is kept, and a file with CPR numbers
is refused before anything is handed out.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.coder import PIECE, Coder, plan_coder
from geo.columns import find_all, find_columns, missing_column, named_column
from geo.errors import GeoError
from geo.plan import area_names
from geo.privacy import CprGuard, counts_per_area
from geo.tables import Source, TextTable, read_table
from geo.writers import open_writer

STATUS_TEXT = {
    "inside": "i et af de syv områder",
    "outside": "uden for de syv områder",
    "unreadable": "kan ikke læses",
}
# Columns added to the rows of the file: the stable id, then what a person reads.
ADDED = ("area_id", "område", "status", "forklaring", "range_id")


@dataclass(frozen=True)
class Summary:
    """What a coded file held. `statuses` counts rows by inside, outside, unreadable; `reasons` by the codes of
    reasons.yml; `counts` is counts_per_area."""

    rows: int
    statuses: dict[str, int]
    reasons: dict[str, int]
    counts: pd.DataFrame


@dataclass(frozen=True)
class AddressColumns:
    """Headings of the columns that make the address of a row.

    Either `address`, or `street` and `number`; `places` (postcode, town, country) and `municipalities` say where it is; `towns`
    are the places that hold a town and nothing else.
    """

    address: str | None
    street: str | None
    number: str | None
    letter: str | None
    places: list[str]
    towns: list[str]
    municipalities: list[str]


@dataclass(frozen=True)
class Coding:
    """A coded table: the rows with ADDED columns, and its summary."""

    rows: pd.DataFrame
    summary: Summary


def code_bytes(content: bytes, name: str, address_column: str | None = None, sheet: str | None = None) -> Coding:
    """Code an uploaded file in memory. `name` tells the format; `address_column` picks a column by its heading, `sheet` one of several
    sheets.

    Raises GeoError (Danish) for a file that cannot be read, has no address column or holds CPR numbers.
    """
    tally = _Tally()
    pieces = list(_coded(Source(name, content), address_column, sheet, tally))
    return Coding(pa.concat_tables(pieces).to_pandas(), tally.summary())


def code_file(path: Path, out: Path, address_column: str | None = None, sheet: str | None = None) -> Summary:
    """Code a file into another one (.csv for Danish Excel, .xlsx or .parquet); `out` appears when all is well.

    Raises GeoError (Danish) as code_bytes does, and when `out` is the file itself or of an unknown kind.
    """
    if out.resolve() == Path(path).resolve():
        raise GeoError("Resultatet må ikke skrives oven i filen selv; vælg et andet navn til --out.")
    tally = _Tally()
    with open_writer(out) as write:
        for piece in _coded(Source.of_path(path), address_column, sheet, tally):
            write(piece)
    return tally.summary()


class _Tally:
    def __init__(self) -> None:
        self.statuses: Counter[str] = Counter()
        self.areas: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()

    def add(self, coded: pa.Table) -> None:
        for counter, column in ((self.statuses, "status"), (self.areas, "area_id"), (self.reasons, "reason")):
            for entry in pc.value_counts(coded[column].drop_null()).to_pylist():
                counter[entry["values"]] += entry["counts"]

    def summary(self) -> Summary:
        statuses = {status: self.statuses[status] for status in STATUS_TEXT}
        return Summary(sum(statuses.values()), statuses, dict(self.reasons.most_common()), counts_per_area(self.areas))


def _coded(source: Source, address_column: str | None, sheet: str | None, tally: _Tally) -> Iterator[pa.Table]:
    table = read_table(source, lambda cells: _holds_address(cells, address_column), sheet)
    guard = CprGuard(table.headings)
    columns = _address_columns(table, address_column)
    coder = plan_coder()
    rows = 0
    for piece in _pieces(table.batches(), guard):
        yield _code_piece(piece, columns, coder, tally)
        rows += piece.num_rows
    if rows == 0:
        raise GeoError(f"Filen „{source.name}“ har overskrifter, men ingen rækker.")


def _pieces(batches: Iterator[pa.RecordBatch], guard: CprGuard) -> Iterator[pa.Table]:
    """Batches of the file, checked for CPR numbers and cut to the size a coder takes."""
    for batch in batches:
        guard.check(batch)
        for start in range(0, batch.num_rows, PIECE):
            yield pa.Table.from_batches([batch.slice(start, PIECE)])


def _holds_address(headings: Sequence[str], address_column: str | None) -> bool:
    """Whether a row of cells can be the headings of addresses."""
    if address_column is not None:
        return named_column(headings, address_column) is not None
    found = find_columns(headings, ["address", "street", "number"])
    return "address" in found or {"street", "number"} <= found.keys()


def _address_columns(table: TextTable, address_column: str | None) -> AddressColumns:
    """Which columns make the address: one address column, or street and number; and all that say where it is."""
    headings = table.headings
    found = find_columns(headings, ["address", "street", "number", "letter", "house_number"])
    if address_column is not None:
        named = named_column(headings, address_column)
        if named is None:
            raise missing_column(headings, f"kolonnen „{address_column}“", ["address"], table.searched)
        found = {"address": named} | {meaning: found[meaning] for meaning in ("house_number", "letter") if meaning in found}
    if "address" not in found and not {"street", "number"} <= found.keys():
        raise missing_column(headings, "en adressekolonne (eller vejnavn og husnummer)", ["address", "street", "number"], table.searched)
    places = [name for meaning in ("postcode", "place", "country") for name in find_all(headings, meaning)]
    used = {name for meaning, name in found.items() if meaning in ("address", "street", "number", "house_number", "letter")}
    return AddressColumns(
        address=found.get("address"),
        street=found.get("street"),
        number=found.get("house_number" if "address" in found else "number"),
        letter=found.get("letter"),
        places=[name for name in dict.fromkeys(places) if name not in used],
        towns=find_all(headings, "town"),
        municipalities=[name for name in find_all(headings, "municipality") if name not in used],
    )


def _code_piece(piece: pa.Table, columns: AddressColumns, coder: Coder, tally: _Tally) -> pa.Table:
    coded = coder.code(address_texts(piece, columns), "row_no, status, reason, note, range_id, area_id")
    tally.add(coded)
    added = {
        "area_id": coded["area_id"],
        "område": _named(coded["area_id"], area_names()),
        "status": _named(coded["status"], STATUS_TEXT),
        "forklaring": coded["note"],
        "range_id": coded["range_id"],
    }
    taken = set(piece.column_names)
    for name in ADDED:
        piece = piece.append_column(f"{name}_2" if name in taken else name, added[name])
    return piece


def address_texts(piece: pa.Table, columns: AddressColumns) -> pa.ChunkedArray:
    """One line of address per row, put together from the columns there are: street and number first, then every place."""
    house = _house_numbers(piece, columns)
    if columns.address is None:
        text = pc.binary_join_element_wise(piece[columns.street], house, " ")
    else:
        text = piece[columns.address]
        if house is not None:
            # "Adresse" may hold the street alone; a number in it goes before the column's.
            bare = pc.invert(pc.match_substring_regex(text, r"\d"))
            text = pc.if_else(bare, pc.binary_join_element_wise(text, house, " "), text)
    for name in columns.places:
        cells = pc.replace_substring_regex(piece[name], r"^\s*(\d)[.\s\x{a0}](\d{3})\s*$", r"\1\2")
        text = _joined(text, cells, ", by " if name in columns.towns else ", ")
    for name in columns.municipalities:
        text = _joined(text, piece[name], ", kommune ")
    return text


def _house_numbers(piece: pa.Table, columns: AddressColumns) -> pa.ChunkedArray | None:
    """Number and letter of the columns that hold them apart; 7.0, as data frames write it, is 7."""
    if columns.number is None:
        return None
    number = pc.replace_substring_regex(piece[columns.number], r"^\s*(\d+)[.,]0+\s*$", r"\1")
    if columns.letter is None:
        return number
    bare = pc.match_substring_regex(number, r"^\s*\d+\s*$")
    letter = pc.if_else(bare, piece[columns.letter], "")
    return pc.binary_join_element_wise(pc.utf8_trim_whitespace(number), letter, "")


def _joined(text: pa.ChunkedArray, cells: pa.ChunkedArray, between: str) -> pa.ChunkedArray:
    """Text and cell; a cell that is empty, or says so as data frames do, adds nothing, and no address stays none."""
    empty = pc.or_(pc.match_substring_regex(cells, r"(?i)^\s*(?:-|nan|none|null|<na>)?\s*$"), pc.match_substring_regex(text, r"^\s*$"))
    return pc.if_else(empty, text, pc.binary_join_element_wise(text, cells, between))


def _named(column: pa.ChunkedArray, names: dict[str, str]) -> pa.ChunkedArray:
    positions = pc.index_in(column, pa.array(list(names)))
    return pc.take(pa.chunked_array([pa.array(list(names.values()))]), positions)

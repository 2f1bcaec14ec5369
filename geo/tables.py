"""Reading the tables people bring: CSV as Excel, registers and StatBank write it, and Excel files.

Everything is read as text, in pieces, from a path or from bytes in memory; nothing is written anywhere.
"""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.csv as pa_csv

from geo.cells import as_written, batch_as_written
from geo.errors import GeoError

EXCEL = (".xlsx", ".xlsm", ".xls", ".ods")
DELIMITERS = (";", ",", "\t", "|")
# A file of one column has no delimiter; this one does not occur in text, so that commas in addresses stay.
NO_DELIMITER = "\x1f"
BLOCK = 4 * 1024 * 1024
EXCEL_ROWS_AT_A_TIME = 20_000

UTF8_LETTER = re.compile(rb"\xc3[\x80-\xbf]")
# Where a line of a table ends. str.splitlines() would also cut at U+2028, U+0085 and others, which a cell may hold.
_LINE_END = re.compile(r"\r\n|\r|\n")
SINGLE_BYTE_LETTER = re.compile(rb"(?<!\xc3)[\xe6\xf8\xe5\xc6\xd8\xc5]")


@dataclass(frozen=True)
class Source:
    """A file on disk, or one held in memory (an upload) with its name."""

    name: str
    content: bytes | Path

    @classmethod
    def of_path(cls, path: Path | str) -> "Source":
        """Raises GeoError when there is no such file."""
        path = Path(path)
        if not path.is_file():
            raise GeoError(f"Filen „{path}“ findes ikke.")
        return cls(path.name, path)

    @property
    def suffix(self) -> str:
        """The end of the name in lower case, '.csv'."""
        return Path(self.name).suffix.lower()

    def open(self) -> BinaryIO:
        """The content from its beginning."""
        return io.BytesIO(self.content) if isinstance(self.content, bytes) else self.content.open("rb")


@dataclass(frozen=True)
class TextTable:
    """Headings, and batches of rows on demand; every column is text, an empty cell is ''."""

    headings: list[str]
    _read: Callable[[list[str]], Iterator[pa.RecordBatch]]

    def batches(self, columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """The rows, once; only the named columns, or all.

        Raises GeoError for a row with another number of fields than the headings.
        """
        return self._read(list(self.headings if columns is None else columns))


def read_table(source: Source) -> TextTable:
    """Open a CSV or Excel file. Raises GeoError (Danish) for an empty file, mixed encodings and binary content."""
    return _read_excel(source) if source.suffix in EXCEL else _read_csv(source)


def _read_csv(source: Source) -> TextTable:
    encoding = text_encoding(source)
    with source.open() as file:
        text, skipped = without_separator_line(file.read(64 * 1024).decode(encoding, errors="ignore"))
    first = _LINE_END.split(text, maxsplit=1)[0]
    if not first.strip():
        raise GeoError(f"Filen „{source.name}“ er tom eller mangler en linje med overskrifter.")
    delimiter = max(DELIMITERS, key=first.count)
    if delimiter not in first:
        delimiter = NO_DELIMITER
    headings = _headings([as_written(cell) for cell in next(csv.reader([first], delimiter=delimiter))], source)
    return TextTable(headings, lambda columns: _csv_batches(source, encoding, delimiter, headings, skipped + 1, columns))


def without_separator_line(text: str) -> tuple[str, int]:
    """The text without the line "sep=;" that Excel may write first, and how many lines that took away: 1 or 0."""
    first, *rest = _LINE_END.split(text, maxsplit=1)
    return ("".join(rest), 1) if first.lower().startswith("sep=") else (text, 0)


def _headings(cells: Sequence[str], source: Source) -> list[str]:
    """The first line's cells; one without text gets its position as name. Raises GeoError for a heading met twice."""
    headings = [cell.strip() or f"kolonne {position}" for position, cell in enumerate(cells, start=1)]
    repeated = [heading for heading, times in Counter(headings).items() if times > 1]
    if repeated:
        raise GeoError(f"Overskriften „{repeated[0]}“ står flere gange i „{source.name}“; giv hver kolonne sit navn.")
    return headings


def _csv_batches(
    source: Source, encoding: str, delimiter: str, headings: list[str], skipped: int, columns: list[str]
) -> Iterator[pa.RecordBatch]:
    uneven: list[pa_csv.InvalidRow] = []

    def refuse(row: pa_csv.InvalidRow) -> str:
        uneven.append(row)
        return "error"

    try:
        reader = pa_csv.open_csv(
            source.open(),
            pa_csv.ReadOptions(column_names=headings, skip_rows=skipped, encoding=encoding.removesuffix("-sig"), block_size=BLOCK),
            pa_csv.ParseOptions(delimiter=delimiter, newlines_in_values=True, invalid_row_handler=refuse),
            pa_csv.ConvertOptions(column_types=dict.fromkeys(headings, pa.string()), include_columns=columns, strings_can_be_null=False),
        )
        yield from map(batch_as_written, reader)
    except pa.ArrowInvalid as error:
        if uneven:
            raise GeoError(
                f"En række i „{source.name}“ har {uneven[0].actual_columns} felter, men overskrifterne er "
                f"{uneven[0].expected_columns}. Sæt anførselstegn om felter, der rummer skilletegnet „{delimiter}“."
            ) from error
        if "Empty CSV file" in str(error):
            return
        raise GeoError(f"Filen „{source.name}“ kan ikke læses som CSV.") from error
    except UnicodeDecodeError as error:
        raise GeoError(f"Filen „{source.name}“ har tegn, der ikke kan læses. Gem den som UTF-8.") from error


def text_encoding(source: Source) -> str:
    """utf-8, utf-16 or cp1252 (Danish Excel). Raises GeoError for mixed encodings, binary content and empty files."""
    with source.open() as file:
        head = file.read(4096)
    if not head.strip():
        raise GeoError(f"Filen „{source.name}“ er tom.")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\x00" in head:
        raise GeoError(f"Filen „{source.name}“ er ikke en tekstfil. Gem den som CSV eller Excel (.xlsx).")
    if _is_utf8(source):
        return "utf-8-sig" if head.startswith(codecs.BOM_UTF8) else "utf-8"
    in_utf8, first_single, singles = _letters(source)
    if in_utf8 and singles:
        raise GeoError(
            f"Filen „{source.name}“ blander to tegnsæt: {in_utf8} bogstaver (æ, ø, å) er skrevet som UTF-8 og {singles} "
            f"som Windows-1252, første gang i linje {first_single}. Gem hele filen som UTF-8."
        )
    return "cp1252"


def _is_utf8(source: Source) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with source.open() as file:
        try:
            while block := file.read(BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _letters(source: Source) -> tuple[int, int, int]:
    """Danish letters written in UTF-8, the first line with one in a single byte, and how many of those there are."""
    in_utf8 = singles = first_single = 0
    with source.open() as file:
        for number, line in enumerate(file, start=1):
            in_utf8 += len(UTF8_LETTER.findall(line))
            found = len(SINGLE_BYTE_LETTER.findall(line))
            first_single = first_single or (number if found else 0)
            singles += found
    return in_utf8, first_single, singles


def _read_excel(source: Source) -> TextTable:
    # Imported here: only officers bring Excel files, and the reader is not needed to look an address up.
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_filelike(source.open())
        rows = workbook.get_sheet_by_index(0).iter_rows()
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise GeoError(f"Filen „{source.name}“ kan ikke åbnes som Excel-fil.") from error
    first = next((row for row in rows if any(cell != "" for cell in row)), None)
    if first is None:
        raise GeoError(f"Det første ark i „{source.name}“ er tomt.")
    headings = _headings([_cell(value) for value in first], source)
    return TextTable(headings, lambda columns: (batch.select(columns) for batch in _excel_batches(rows, headings)))


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

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
from typing import BinaryIO

import pyarrow as pa
import pyarrow.csv as pa_csv

from geo.cells import as_written, batch_as_written
from geo.errors import GeoError

EXCEL = (".xlsx", ".xlsm", ".xls", ".ods")
DELIMITERS = (";", ",", "\t", "|")
# A file of one column has no delimiter; this one does not occur in text, so that commas in addresses stay.
NO_DELIMITER = "\x1f"
BLOCK = 4 * 1024 * 1024

UTF8_LETTER = re.compile(rb"\xc3[\x80-\xbf]")
# Where a line of a table ends. str.splitlines() would also cut at U+2028, U+0085 and others, which a cell may hold.
_LINE_END = re.compile(r"\r\n|\r|\n")
SINGLE_BYTE_LETTER = re.compile(rb"(?<!\xc3)[\xe6\xf8\xe5\xc6\xd8\xc5]")


# Besides ASCII: what Danish text in Windows-1252 holds. Text of DOS or of an old Mac has other signs where letters belong.
_SIGNS = set("–—‘’“”„•…€£§°²³½¼¾·´«»©®±µ×÷ \xad†™%‰¹ºª¿¡¨¯¸¦¬¤¢¥¶")
_BETWEEN_LETTERS = re.compile(r"(?<=[A-Za-z])[^\x00-\x7f](?=[a-z])")

# A title, a date and a line about the selection stand above the headings at most.
ROWS_ABOVE = 20
# Whether a row of cells holds the headings that are wanted.
IsHeading = Callable[[Sequence[str]], bool]


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
    """Headings, and batches of rows on demand; every column is text, an empty cell is ''.

    `searched` is a sentence that names the sheets that were looked through; empty for a file without sheets.
    """

    headings: list[str]
    searched: str
    _read: Callable[[list[str]], Iterator[pa.RecordBatch]]

    def batches(self, columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """The rows, once; only the named columns, or all.

        Raises GeoError for a row with another number of fields than the headings.
        """
        return self._read(list(self.headings if columns is None else columns))


def read_table(source: Source, is_heading: IsHeading | None = None, sheet: str | None = None) -> TextTable:
    """Open a CSV or Excel file: the first row that `is_heading` knows is the headings, or else the first that is filled.

    `sheet` names one of several sheets. Raises GeoError (Danish) for an empty file, mixed or foreign encodings, binary
    content, a sheet that is not there, and headings on several sheets when none is named.
    """
    if source.suffix in EXCEL:
        # Imported here: only officers bring Excel files, and the reader is not needed to look an address up.
        from geo.sheets import read_workbook

        return read_workbook(source, is_heading, sheet)
    return _read_csv(source, is_heading)


def heading_position(rows: Sequence[Sequence[str]], is_heading: IsHeading | None) -> int | None:
    """Position of the headings among the first rows of a table, titles above them passed over; None when all are empty."""
    first = rows[:ROWS_ABOVE]
    known = (position for position, row in enumerate(first) if is_heading is not None and is_heading([cell.strip() for cell in row]))
    filled = (position for position, row in enumerate(rows) if any(cell.strip() for cell in row))
    return next(known, next(filled, None))


def _read_csv(source: Source, is_heading: IsHeading | None) -> TextTable:
    encoding = text_encoding(source)
    if encoding == "cp1252":
        _refuse_strange_signs(source)
    with source.open() as file:
        text, skipped = without_separator_line(file.read(64 * 1024).decode(encoding, errors="ignore"))
    lines = _LINE_END.split(text, maxsplit=ROWS_ABOVE)[:ROWS_ABOVE]
    delimiter = likely_delimiter(text)
    cut = [next(csv.reader([line], delimiter=delimiter), []) for line in lines]
    position = heading_position(cut, is_heading)
    if position is None:
        raise GeoError(f"Filen „{source.name}“ er tom eller mangler en linje med overskrifter.")
    skipped += position
    if delimiter not in lines[position]:
        delimiter = NO_DELIMITER
    headings = headings_of([as_written(cell) for cell in cut[position]], source)
    return TextTable(headings, "", lambda columns: _csv_batches(source, encoding, delimiter, headings, skipped + 1, columns))


def without_separator_line(text: str) -> tuple[str, int]:
    """The text without the line "sep=;" that Excel may write first, and how many lines that took away: 1 or 0."""
    first, *rest = _LINE_END.split(text, maxsplit=1)
    return ("".join(rest), 1) if first.lower().startswith("sep=") else (text, 0)


def likely_delimiter(text: str) -> str:
    """The delimiter that cuts most lines into the same number of cells, more than one; semicolon when none does."""
    best, most = ";", 0
    for candidate in DELIMITERS:
        try:
            widths = Counter(len(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=candidate) if row)
        except csv.Error:
            continue
        width, lines = max(((width, lines) for width, lines in widths.items() if width > 1), key=lambda pair: pair[1], default=(1, 0))
        if width > 1 and lines > most:
            best, most = candidate, lines
    return best


def _refuse_strange_signs(source: Source) -> None:
    with source.open() as file:
        for number, line in enumerate(file, start=1):
            if strange := strange_sign(line.decode("cp1252", errors="ignore")):
                raise GeoError(
                    f"Filen „{source.name}“ har tegn, der ikke kan læses: „{strange}“ står i linje {number}, hvor der skulle stå et "
                    "bogstav. Den er gemt i DOS' eller en ældre Macs tegnsæt; gem den som UTF-8 (i Excel: „CSV UTF-8“)."
                )


def strange_sign(text: str) -> str | None:
    """A sign that Danish text in Windows-1252 does not hold where it stands, or None."""
    for sign in _BETWEEN_LETTERS.findall(text):
        if not "À" <= sign <= "ÿ" and sign != "\xad":
            return str(sign)
    return next((sign for sign in text if ord(sign) > 127 and not ("À" <= sign <= "ÿ") and sign not in _SIGNS), None)


def headings_of(cells: Sequence[str], source: Source) -> list[str]:
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
            where = _uneven_row(source, encoding, delimiter, len(headings), skipped)
            raise GeoError(
                f"Række {where} i „{source.name}“ har {uneven[0].actual_columns} felter, men overskrifterne er "
                f"{uneven[0].expected_columns}. Sæt anførselstegn om felter, der rummer skilletegnet „{delimiter}“."
            ) from error
        if "Empty CSV file" in str(error):
            return
        raise GeoError(f"Filen „{source.name}“ kan ikke læses som CSV.") from error
    except UnicodeDecodeError as error:
        raise GeoError(f"Filen „{source.name}“ har tegn, der ikke kan læses. Gem den som UTF-8.") from error


def _uneven_row(source: Source, encoding: str, delimiter: str, width: int, skipped: int) -> int:
    """Number in the file of the first row with another number of cells; Arrow's reader does not tell it."""
    with io.TextIOWrapper(source.open(), encoding=encoding, newline="") as file:
        for _ in range(skipped):
            file.readline()
        reader = csv.reader(file, delimiter=delimiter)
        return next((reader.line_num + skipped for row in reader if row and len(row) != width), skipped + 1)


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

"""Writing coded rows piece by piece. A file appears under its name only when it is whole."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import xlsxwriter

from geo.cells import harmless_table
from geo.errors import GeoError

Write = Callable[[pa.Table], None]
# A sheet ends here, the headings included.
EXCEL_ROWS = 1_048_576


@contextmanager
def open_writer(path: Path) -> Iterator[Write]:
    """A function that writes tables of one schema to `path`; the suffix tells the format.

    Raises GeoError for another suffix than .csv, .xlsx and .parquet.
    """
    kinds: dict[str, type[_Csv] | type[_Excel] | type[_Parquet]] = {".csv": _Csv, ".xlsx": _Excel, ".parquet": _Parquet}
    if path.suffix.lower() not in kinds:
        raise GeoError(f"Kan ikke skrive „{path.name}“: vælg et navn, der ender på .csv, .xlsx eller .parquet.")
    part = path.with_name(f".{path.name}.part")
    writer = kinds[path.suffix.lower()](part)
    try:
        yield writer.write
        writer.close()
        os.replace(part, path)
    except BaseException:
        writer.close()
        part.unlink(missing_ok=True)
        raise


class _Csv:
    """As Danish Excel reads it: semicolons and a byte-order mark."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._file.write(b"\xef\xbb\xbf")
        self._writer: pa_csv.CSVWriter | None = None

    def write(self, table: pa.Table) -> None:
        table = harmless_table(table)
        if self._writer is None:
            options = pa_csv.WriteOptions(delimiter=";", quoting_style="needed")
            self._writer = pa_csv.CSVWriter(self._file, table.schema, write_options=options)
        self._writer.write_table(table)

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._file.close()


class _Parquet:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer: pq.ParquetWriter | None = None

    def write(self, table: pa.Table) -> None:
        if self._writer is None:
            self._writer = pq.ParquetWriter(self._path, table.schema)
        self._writer.write_table(table)

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()


class _Excel:
    def __init__(self, path: Path) -> None:
        # A cell that begins with "=" is text from a stranger's file, never a formula.
        options: dict[str, Any] = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(str(path), options)
        self._sheet = self._book.add_worksheet("Adresser")
        self._row = 0

    def write(self, table: pa.Table) -> None:
        if self._row == 0:
            self._sheet.write_row(0, 0, table.column_names)
            self._row = 1
        if self._row + table.num_rows > EXCEL_ROWS:
            raise GeoError("Resultatet har flere rækker, end et Excel-ark kan rumme; skriv det som .csv.")
        for row in zip(*(column.to_pylist() for column in table.columns), strict=True):
            self._sheet.write_row(self._row, 0, row)
            self._row += 1

    def close(self) -> None:
        self._book.close()

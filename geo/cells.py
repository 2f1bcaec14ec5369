"""Text in the cells of CSV files that a spreadsheet would take for a formula.

A cell that begins with = + - @, a tab or a line end is run by Excel and LibreOffice when the file is opened. As OWASP
describes (CSV Injection), such a cell is written with an apostrophe before it; one that begins with apostrophes and then such a
letter gets one more, so that reading can take exactly one away. Numbers stay numbers, and so does a sign alone.
"""

import csv
import re
from typing import Any, cast

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

# Both engines, Python's and Arrow's RE2, take these alike; no group repeats another, so they are linear.
_RISKY = "^'*[=+\\-@\t\r\n]"
_NUMBER = "^[+-](?:[0-9][0-9., \u00a0]{0,30}%?)?$"
_WRITTEN = "^'+[=+\\-@\t\r\n]"
# What such a cell begins with. Few columns have one: whole columns are asked this, which costs a third of a pattern.
_FIRST = pa.array([sign.encode() for sign in "'=+-@\t\r\n"])


def harmless(text: str) -> str:
    """The text as a cell of a CSV file holds it."""
    risky = re.match(_RISKY, text) and not re.fullmatch(_NUMBER, text)
    return f"'{text}" if risky else text


def as_written(text: str) -> str:
    """What harmless() was given, from a cell of a CSV file."""
    return text[1:] if re.match(_WRITTEN, text) else text


def harmless_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with its headings and texts as a CSV file may hold them; numbers and days as they are."""
    made = frame.copy(deep=False)
    for position, kind in enumerate(frame.dtypes):
        if not (pd.api.types.is_numeric_dtype(kind) or pd.api.types.is_datetime64_any_dtype(kind)):
            cells = [harmless(cell) if isinstance(cell, str) else cell for cell in frame.iloc[:, position]]
            made.isetitem(position, pd.Series(cells, index=frame.index, dtype="object"))
    return made.set_axis([harmless(str(name)) for name in frame.columns], axis=1)


def csv_text(frame: pd.DataFrame, **options: Any) -> str:
    """The frame as CSV without its index, dates as ISO, harmless; `options` are those of DataFrame.to_csv()."""
    safe = harmless_frame(frame)
    # A lone carriage return is not quoted by itself, and every reader takes it for the end of a row.
    returns = any(isinstance(cell, str) and "\r" in cell for column in range(safe.shape[1]) for cell in safe.iloc[:, column])
    quoting = csv.QUOTE_ALL if returns else csv.QUOTE_MINIMAL
    text: str = safe.to_csv(index=False, date_format="%Y-%m-%d", quoting=quoting, **options)
    return text


def harmless_table(table: pa.Table) -> pa.Table:
    """The same of an Arrow table."""
    for position, column in enumerate(table.schema):
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            cells = table.column(position)
            if not pc.any(pc.is_in(pc.binary_slice(cells.cast(pa.binary()), 0, 1), value_set=_FIRST)).as_py():
                continue
            risky = pc.and_(pc.match_substring_regex(cells, _RISKY), pc.invert(pc.match_substring_regex(cells, _NUMBER)))
            quoted = pc.binary_join_element_wise(pa.scalar("'", column.type), cells, pa.scalar("", column.type))
            table = table.set_column(position, column, pc.if_else(risky, quoted, cells))
    return table.rename_columns([harmless(name) for name in table.column_names])


def batch_as_written(batch: pa.RecordBatch) -> pa.RecordBatch:
    """A batch of text columns with each cell as it was before harmless()."""
    return pa.RecordBatch.from_arrays([_as_written(column) for column in batch], names=batch.schema.names)


def _as_written(column: pa.Array) -> pa.Array:
    if not pc.any(pc.starts_with(column, "'")).as_py():
        return column
    return cast(pa.Array, pc.replace_substring_regex(column, pattern="^'('*[=+\\-@\t\r\n])", replacement="\\1"))

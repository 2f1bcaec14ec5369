"""Answers as frames of plain types, so that pages can count on what a column is."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

# A column with a hole keeps its kind in pandas' own types.
_WITH_HOLES = {pa.int32(): pd.Int32Dtype(), pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
_TEXT = {pa.string(): pd.StringDtype(na_value=float("nan"))}


def plain(answer: pa.Table) -> pd.DataFrame:
    """An answer as a frame of str, float64, datetime64[us], int32, int64, bool, and bytes as object.

    Keys that the file keeps as numbers are text again, never categories. Whole numbers and truth values with a hole are
    Int32, Int64 or boolean. Raises TypeError for a type that has no rule here.
    """
    # By way of Arrow, because the driver's own frames make a Python object of every text: a third of a small answer's time,
    # three quarters of a large one's.
    return pd.DataFrame({name: _column(name, column) for name, column in zip(answer.column_names, answer.columns, strict=True)}, copy=False)


def _column(name: str, column: pa.ChunkedArray) -> pd.Series:
    kind = column.type
    if pa.types.is_dictionary(kind) or pa.types.is_string(kind):
        # The type is said outright, because text without a single text would come as a column of nothing.
        return column.cast(pa.string()).to_pandas(types_mapper=_TEXT.get)
    if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        return column.cast(pa.timestamp("us")).to_pandas()
    if pa.types.is_decimal(kind):
        return column.cast(pa.float64()).to_pandas()
    if kind in _WITH_HOLES or pa.types.is_float64(kind) or pa.types.is_binary(kind):
        return column.to_pandas(types_mapper=_WITH_HOLES.get if column.null_count else None)
    raise TypeError(f"{name} is {kind}, which pages cannot count on; cast it in the question")

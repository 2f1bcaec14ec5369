"""Tables a person reads: plain HTML with Danish text, readable by screen readers and printable as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from pages.parts import theme

Column = tuple[str, str, bool]
Row = Mapping[str, Any]


def show(columns: Sequence[Column], rows: Sequence[Row], caption: str) -> None:
    """A table of ready text. `columns` are (key, heading, numeric); a row's `href` links its first cell."""
    show_groups(columns, [(None, rows)], caption)


def show_groups(columns: Sequence[Column], groups: Sequence[tuple[str | None, Sequence[Row]]], caption: str) -> None:
    """A table in parts, each under a heading of its own."""
    filled = [(heading, [_without_nulls(row) for row in rows]) for heading, rows in groups if rows]
    if not filled:
        st.info(f"{caption}: der er ingen rækker at vise.", icon=":material/info:")
        return
    theme.render("table.html", columns=columns, groups=filled, caption=caption)


def _without_nulls(row: Row) -> dict[str, Any]:
    # Nothing but a missing value differs from itself, or can not be compared with itself.
    return {key: "" if value is None or value is pd.NA or value != value else value for key, value in row.items()}  # noqa: PLR0124

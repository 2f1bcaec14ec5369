"""Tables a person reads: plain HTML, readable by screen readers and printable as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from pages.kit import notes, theme
from pages.kit.language import tr
from pages.kit.plain import escaped

Column = tuple[str, str, bool]
Row = Mapping[str, Any]


def show(columns: Sequence[Column], rows: Sequence[Row], caption: str) -> None:
    """A table of ready text. `columns` are (key, heading, numeric); a row's `href` links its first cell.

    A heading is marked for the catalogue where it is written and translated here, or a ready text.
    """
    show_groups(columns, [(None, rows)], caption)


def show_groups(columns: Sequence[Column], groups: Sequence[tuple[str | None, Sequence[Row]]], caption: str) -> None:
    """A table in parts, each under a heading of its own."""
    filled = [(heading, [_without_nulls(row) for row in rows]) for heading, rows in groups if rows]
    if not filled:
        notes.info(tr("{caption}: der er ingen rækker at vise.", caption=escaped(caption)))
        return
    heads = [(key, tr(heading), numeric) for key, heading, numeric in columns]
    theme.render("kit/table.html", columns=heads, groups=filled, caption=caption)


def _without_nulls(row: Row) -> dict[str, Any]:
    # Nothing but a missing value differs from itself, or can not be compared with itself.
    return {key: "" if value is None or value is pd.NA or value != value else value for key, value in row.items()}  # noqa: PLR0124

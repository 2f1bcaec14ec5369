"""A table of a meeting: few enough rows to be read across the room, cut where the screen ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd
import streamlit as st

from pages.kit import formats, theme
from pages.kit.language import tr

# Rows below the headings of a table: with an agenda its headline and comment take the place of some.
MOST_ROWS, MOST_ROWS_WITH_AGENDA = 10, 8
Cell = Mapping[str, str]


@dataclass(frozen=True)
class MeetingTable:
    """A table for kit/meeting/board_table.html: headings, rows of cells (text, tone), a caption, and what is left out.

    A row may carry `span`: the number of rows its first cell stands for, 0 when the one above stands for it. `line` is how
    many letters of the first cell stand on a line, where they may take several.
    """

    heads: Sequence[str]
    rows: Sequence[Mapping[str, Any]]
    caption: str
    more: str = ""
    sources: Sequence[str] = field(default=())
    line: int = 1000


def cell(text: str, tone: str = "") -> Cell:
    """A cell of ready text."""
    return {"text": text, "tone": tone}


def cut(table: MeetingTable, most: int) -> MeetingTable:
    """The table with the rows that fit on so many lines, and how many are left out."""
    lines = 0
    for place, row in enumerate(table.rows):
        lines += 1 + len(row["cells"][0]["text"]) // table.line
        if lines > most:
            left = formats.number(len(table.rows) - place)
            return replace(table, rows=table.rows[:place], more=tr("Og {left} mere på den fulde side.", left=left))
    return table


def once(titles: Sequence[str]) -> list[str]:
    """Each title once, in the order they come."""
    return list(dict.fromkeys(titles))


def sources(rows: pd.DataFrame) -> list[str]:
    """The registers and periods of the rows, for the line below a table."""
    periods = [
        formats.period(str(kind), start, end)
        for kind, start, end in rows[["period_kind", "period_start", "period_end"]].itertuples(index=False)
    ]
    return [*once(list(rows["register_title"])), *once(periods)]


def with_agenda() -> bool:
    """Whether the page is shown as an item of an agenda, whose words take some of the height."""
    return theme.AGENDA_PARAMETERS[0] in st.query_params


def show(table: MeetingTable) -> None:
    """Draw the rows that fit, and how many are left out."""
    most = MOST_ROWS_WITH_AGENDA if with_agenda() else MOST_ROWS
    theme.render("kit/meeting/board_table.html", table=cut(table, most))

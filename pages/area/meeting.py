"""Boligområde in a meeting: who lives in the area, and its shares beside the municipality's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from pages.area import texts as area_texts
from pages.kit import notes, theme, wording
from pages.kit.language import tr
from pages.kit.meeting import tables
from pages.kit.meeting.tables import MeetingTable


def draw(name: str, shown: area_texts.AreaPage) -> None:
    """Who lives in the area, and its shares beside the municipality's."""
    theme.render("kit/meeting/board_facts.html", facts=shown.facts[:3])
    if shown.beside.empty:
        notes.info(tr("Der er ingen andele for området, som kan holdes op mod kommunen i samme periode."))
    else:
        tables.show(_shares(shown.beside, shown.beside_rows, name))


def _shares(beside: pd.DataFrame, rows: Sequence[Mapping[str, str]], name: str) -> MeetingTable:
    """The shares of an area beside the municipality: `rows` are those of area.texts.table_rows(beside)."""
    made = [
        {
            "cells": [
                tables.cell(title), tables.cell(row["value"], "bm-num"), tables.cell(row["reference"], "bm-num"),
                tables.cell(row["difference"], wording.TONES.get(course, "")),
            ]
        }
        for row, title, course in zip(rows, beside["title"], beside["course"], strict=True)
    ]  # fmt: skip
    heads = [tr("Indikator"), tr("Området"), tr("Kommunen"), tr("Forskel")]
    return MeetingTable(heads, made, tr("{area} og kommunen", area=name), sources=tables.sources(beside))

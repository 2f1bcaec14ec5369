"""The maps of a pack: those its agenda shows, or the one that Kort begins with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from pages.kit import map_ground
from pages.kit.map_ground import Ground
from pages.map import figures, svg, texts
from pages.pack.model import AgendaItem
from pages.pack.parts import Column, MapChapter, Table
from queries.connection import Database

PAGE = "Kort"
_MOST = 3
_WIDTHS = {"name": 2.2, "text": 1.1, "distance": 1.8}


def chapters(database: Database, agenda: Sequence[AgendaItem], day: date) -> tuple[MapChapter, ...]:
    """One chapter per indicator, with the borders of `day`; none where the file has nothing to show on a map.

    Origin is on a map only where an item of the agenda asks for it in so many words, as on the screen.
    """
    catalogue = database.ask("map_indicators")
    begun = map_ground.in_force(map_ground.borders(database.ask), day)
    rows = _chosen(catalogue, agenda)
    if not rows:
        return ()
    under, shapes = map_ground.read(database.ask, begun), database.ask("map_shapes", day=begun or date.min)
    return tuple(_chapter(database, row, zoom, under, shapes) for row, zoom in rows)


def _chosen(catalogue: pd.DataFrame, agenda: Sequence[AgendaItem]) -> list[tuple[pd.Series, str]]:
    """Rows of map_indicators, each with the area it is drawn close to: what the agenda's items name, else the default. Where no period is
    named it is the indicator's newest.
    """
    found: dict[tuple[str, str, str], tuple[pd.Series, str]] = {}
    asked = [item.choices for item in agenda if item.page == PAGE] or [{}]
    for choices in asked:
        offered = catalogue if choices.get("oprindelse") == "ja" else catalogue[catalogue["topic"] != figures.ON_REQUEST]
        own = offered[offered["indicator_id"] == choices.get("indikator", figures.DEFAULT)]
        own = own if len(own) else offered[offered["indicator_id"] == next(iter(offered["indicator_id"]), None)]
        for _, row in [*own.iterrows()][::-1]:
            period, zoom = figures.period_key(row), choices.get("zoom", "")
            if choices.get("periode", period) == period:
                found[(str(row["indicator_id"]), period, zoom)] = row, zoom
                break
    return list(found.values())[:_MOST]


def _chapter(database: Database, about: pd.Series, zoom: str, under: Ground, shapes: pd.DataFrame) -> MapChapter:
    shown = figures.map_of(about, database.ask("indicator_figures", indicator_id=about["indicator_id"]), shapes, under.residents)
    drawn = svg.still([shown], under, zoom, False, [])
    columns, rows = texts.short_table(shown)
    heads = tuple(Column(heading, _WIDTHS[key], numeric) for key, heading, numeric in columns)
    title = f"{shown.short_title}, {shown.period}"
    return MapChapter(
        indicator_id=shown.indicator_id,
        title=title,
        sentence=figures.sentence(shown),
        svg=drawn.svg,
        ratio=drawn.height / drawn.width,
        table=Table(title, heads, tuple(tuple(row[key] or "–" for key, _, _ in columns) for row in rows)),
        source=f"{shown.source} {under.note}",
    )

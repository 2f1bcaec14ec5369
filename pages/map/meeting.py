"""Kort in a meeting: areas with their names and values in letters for the room; two maps are a table of their figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from pages.kit import database, look, theme
from pages.kit.language import tr
from pages.kit.map_ground import Ground, view_of
from pages.kit.map_marks import FONT
from pages.kit.meeting import pictures, tables
from pages.kit.meeting.tables import MeetingTable
from pages.map import figures, texts
from pages.map import svg as map_svg
from pages.map.figures import MapOfPeriod
from pages.map.layout import Sizes, layout
from queries import shapes


def draw(shown: Sequence[MapOfPeriod], under: Ground, zoom: str, sentence: str, entrances: bool) -> None:
    """The map with its classes beside it; two maps are a table of their figures, which fits where they do not."""
    if len(shown) > 1:
        columns, rows = texts.beside(shown[0], shown[1])
        tables.show(_two_maps(columns, rows, tr("De to kort ved siden af hinanden")))
        return
    item = shown[0]
    drawn = _map(database.stamp() + under.variant, item.key, zoom, entrances, look.current(), item, under)
    heading = f"{texts.unit_heading(item)}, {item.period}"
    theme.render(
        "kit/meeting/board_map.html",
        picture=drawn,
        alternative=sentence,
        heading=heading,
        rows=texts.legend(item),
        missing=texts.missing_legend(item),
        no_municipality=texts.no_municipality(item),
        source=f"{item.title}. {under.made_of} {item.source}",
    )


@st.cache_resource(max_entries=100, show_spinner=False)
def _map(stamp: str, key: str, zoom: str, entrances: bool, shown_in: str, _item: MapOfPeriod, _under: Ground) -> pictures.Picture:
    width, height = pictures.MAP_WIDTH, pictures.MAP_HEIGHT
    svg = room(_item, _under, zoom, width, height, pictures.LETTERS, entrances)
    return pictures.Picture(svg, width, height)


def _two_maps(columns: Sequence[tuple[str, str, bool]], rows: Sequence[Mapping[str, str]], caption: str) -> MeetingTable:
    """A table of the map page (texts.py) in large type."""
    made = [{"cells": [tables.cell(row[key], "bm-num" if numeric else "") for key, _, numeric in columns]} for row in rows]
    return MeetingTable([heading for _, heading, _ in columns], made, caption)


def room(shown: MapOfPeriod, under: Ground, zoom: str, width: int, height: int, letters: int, entrances: bool) -> str:
    """The map alone as an address, names and values in `letters` pixels. Schools and roads keep their places without names."""
    margin = (width // 4, height // 4) if zoom in under.shapes else (width // 7, letters * 2)
    window = shapes.window(view_of(under, zoom), width, height, margin)
    placed = layout(under, shown, shapes.PLAN, window, Sizes(letters, letters, narrow=True))
    frame = {"key": "room", "x": 0, "y": 0, "map_y": 0, "width": width, "map_height": height}
    without = {"heading": [], "small": [], "heading_size": 0, "small_size": 0, "bar": None, "legend": None, "legend_y": 0}
    panel = map_svg.drawing(shown, under, window, replace(placed, helps=(), dots=()), entrances) | frame | without
    svg = theme.html(
        "kit/map.svg", width=width, height=height, panels=[panel], notes=[], note_size=0, title=shown.title,
        description=figures.sentence(shown), font=FONT,
    )  # fmt: skip
    return map_svg.Still(svg, width, height, ()).address

"""The map of a meeting: areas with their names and values in letters for the room, and nothing else named."""

from __future__ import annotations

from dataclasses import replace

from pages.kit import theme
from pages.map import figures
from pages.map import svg as map_svg
from pages.map.figures import MapOfPeriod
from pages.map.ground import Ground, Sizes, layout, view_of
from queries import shapes


def room(shown: MapOfPeriod, under: Ground, zoom: str, width: int, height: int, letters: int, entrances: bool) -> str:
    """The map alone as an address, names and values in `letters` pixels. Schools and roads keep their places without names."""
    margin = (width // 4, height // 4) if zoom in under.shapes else (width // 7, letters * 2)
    window = shapes.window(view_of(under, zoom), width, height, margin)
    placed = layout(under, shown, shapes.PLAN, window, Sizes(letters, letters, narrow=True))
    frame = {"key": "room", "x": 0, "y": 0, "map_y": 0, "width": width, "map_height": height}
    without = {"heading": [], "small": [], "heading_size": 0, "small_size": 0, "bar": None, "legend": None, "legend_y": 0}
    panel = map_svg.drawing(shown, under, window, replace(placed, helps=(), dots=()), entrances) | frame | without
    svg = theme.html(
        "map/map.svg", width=width, height=height, panels=[panel], notes=[], note_size=0, title=shown.title,
        description=figures.sentence(shown), font=map_svg.FONT,
    )  # fmt: skip
    return map_svg.Still(svg, width, height, ()).address

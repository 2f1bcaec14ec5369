"""The static map: one SVG for screen, print and files, drawn in the plan's own projection (EPSG:25832)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot
from typing import Any

import vl_convert

from pages.kit import theme
from pages.kit.map_ground import Ground, view_of
from pages.kit.map_labels import LINE_HEIGHT, Placed
from pages.kit.map_marks import FABRIC, FONT, FONT_RATIO, address, bar_box, dot, path_of, scale_bar, side, square, text_of, within
from pages.map import figures, texts
from pages.map.dots import dots
from pages.map.figures import MapOfPeriod
from pages.map.layout import LEADER_FROM, Layout, Sizes, layout
from pages.map.legend import drawn_legend, wrapped
from queries import shapes

_GAP = 28
# Pixels between the lines of a hatching.
_HATCH = 8
# Metres: the radius of a dot for ten dwellings.
_DOT = 4.0


@dataclass(frozen=True)
class Still:
    """A finished map: the SVG, its size in pixels, and where the areas are in it (per cent) with where they lead."""

    svg: str
    width: float
    height: float
    links: tuple[dict[str, Any], ...]

    @property
    def address(self) -> str:
        """The SVG, in the colours of this run's look, as an address that a page can show without asking anybody."""
        return address(self.svg)


def still(maps: Sequence[MapOfPeriod], under: Ground, zoom: str, narrow: bool, lines: Sequence[str], entrances: bool = True) -> Still:
    """One picture with a map after the other: side by side on wide paper, one below the other on narrow.

    `zoom` is an area_id or anything else for all areas; `lines` are written below (source, data version); `entrances`
    draws the dots of a register where there is one.
    """
    width, height = (360, 420) if narrow else (1000, 640) if len(maps) == 1 else (680, 560)
    panels = [_panel(number, shown, under, zoom, width, height, narrow, entrances) for number, shown in enumerate(maps)]
    x = y = 0.0
    for panel in panels:
        panel["x"], panel["y"] = x, y
        if narrow:
            y += panel["height"] + _GAP
        else:
            x += width + _GAP
    whole = width if narrow else x - _GAP
    top = y - _GAP if narrow else max(panel["height"] for panel in panels)
    size = 11 if narrow else 13
    notes = [part for line in lines for part in wrapped(line, size, whole, bold=False)]
    whole_height = round(top + 14 + len(notes) * size * 1.35)
    svg = theme.html(
        "kit/map.svg",
        width=whole,
        height=whole_height,
        panels=panels,
        notes=[{"y": round(top + 10 + (number + 1) * size * 1.35, 1), "text": text} for number, text in enumerate(notes)],
        note_size=size,
        title="; ".join(shown.title for shown in maps),
        description=" ".join(figures.sentence(shown) for shown in maps),
        font=FONT,
    )
    return Still(svg, whole, whole_height, tuple(link for panel in panels for link in _links(panel, whole, whole_height)))


def _links(panel: dict[str, Any], width: float, height: float) -> list[dict[str, Any]]:
    """Where the areas of a panel are in the whole picture."""
    found = []
    for area in panel["areas"]:
        if area["box"] is not None:
            left, top, right, bottom = area["box"]
            across, down = panel["x"], panel["y"] + panel["map_y"]
            found.append(
                {
                    "href": area["href"],
                    "label": f"{area['name']}: {area['text']}",
                    "left": round(100 * (across + left) / width, 2),
                    "top": round(100 * (down + top) / height, 2),
                    "width": round(100 * (right - left) / width, 2),
                    "height": round(100 * (bottom - top) / height, 2),
                }
            )
    return found


def png(svg: str) -> bytes:
    """The map as PNG in twice the screen's density."""
    picture: bytes = vl_convert.svg_to_png(svg, scale=2)
    return picture


def pdf(svg: str) -> bytes:
    """The map as PDF with vectors and text."""
    page: bytes = vl_convert.svg_to_pdf(svg)
    return page


def _panel(
    number: int, shown: MapOfPeriod, under: Ground, zoom: str, width: int, height: int, narrow: bool, entrances: bool
) -> dict[str, Any]:
    margin = (width // 4, height // 4) if zoom in under.shapes else (28, 56) if narrow else (width // 7, 48)
    window = shapes.window(view_of(under, zoom), width, height, margin)
    sizes = Sizes(12, 9, narrow=True) if narrow else Sizes(17, 12)
    names = layout(under, shown, shapes.PLAN, window, sizes, [bar_box(window)], zoom if zoom in under.shapes else "")
    size = 15 if narrow else 20
    heading = wrapped(shown.title, size, width, bold=True)
    small = 12 if narrow else 15
    under_heading = wrapped(shown.period, small, width, bold=False)
    top = len(heading) * size * LINE_HEIGHT + len(under_heading) * small * LINE_HEIGHT + 10
    legend = drawn_legend(shown, width, narrow)
    return {
        # Two maps of one page must not share the name of their frame.
        "key": f"{'narrow' if narrow else 'wide'}-{number}",
        "width": width,
        "map_height": height,
        "map_y": round(top, 1),
        "heading": [{"y": round((row + FONT_RATIO) * size * LINE_HEIGHT, 1), "text": text} for row, text in enumerate(heading)],
        "heading_size": size,
        "small": [
            {"y": round(len(heading) * size * LINE_HEIGHT + (row + FONT_RATIO) * small * LINE_HEIGHT, 1), "text": text}
            for row, text in enumerate(under_heading)
        ],
        "small_size": small,
        **drawing(shown, under, window, names, entrances),
        "bar": scale_bar(window),
        "legend_y": round(top + height + 10, 1),
        "height": round(top + height + 10 + legend["height"], 1),
        "legend": legend,
    }  # fmt: skip


def drawing(shown: MapOfPeriod, under: Ground, window: shapes.Window, names: Layout, entrances: bool) -> dict[str, Any]:
    """What map.svg draws inside the frame of one map."""
    borders = [path_of(shapes.clipped(item.geometry, window), window) for item in under.background if item.layer == "border"]
    return {
        "borders": "".join(borders),
        "fabric": "".join(square(window, x, y, FABRIC) for x, y in under.fabric if within(window, x, y)),
        "areas": [_area(area, under, window) for area in shown.areas if area.area_id in under.shapes],
        "buildings": _buildings(under, window),
        "entrances": [window.pixel(point.x, point.y) for point in under.entrances if entrances and within(window, point.x, point.y)],
        "dots": [window.pixel(*dot) for dot in names.dots],
        "helps": [text_of(placed, window) for placed in names.helps],
        "leaders": [line for key, placed in names.areas.items() if (line := _leader(key, placed, under, window))],
        "labels": [text_of(placed, window) for placed in names.areas.values()],
    }


def _buildings(under: Ground, window: shapes.Window) -> str:
    """The areas' buildings by their dwellings, or a dot for every ten of them."""
    if under.dotted:
        return "".join(dot(window, x, y, _DOT) for x, y, _ in dots(under.buildings) if within(window, x, y))
    shown = [item for item in under.buildings if within(window, item.point.x, item.point.y)]
    return "".join(square(window, item.point.x, item.point.y, side(item.dwellings)) for item in shown)


def _leader(key: str, placed: Placed, under: Ground, window: shapes.Window) -> list[float] | None:
    """The line from a name to the edge of its area in pixels (x1, y1, x2, y2); none where the name stands at its area."""
    x, y, to_x, to_y = placed.leader or (0.0, 0.0, 0.0, 0.0)
    end_x, end_y = shapes.first_touch(under.shapes[key].geometry, (x, y), (to_x, to_y))
    if hypot(end_x - x, end_y - y) < LEADER_FROM * window.scale:
        return None
    return [*window.pixel(x, y), *window.pixel(end_x, end_y)]


def _area(area: figures.AreaOnMap, under: Ground, window: shapes.Window) -> dict[str, Any]:
    geometry = shapes.clipped(under.shapes[area.area_id].geometry, window)
    hatching, box = "", None
    if not geometry.is_empty:
        low_x, low_y, high_x, high_y = geometry.bounds
        box = (*window.pixel(low_x, high_y), *window.pixel(high_x, low_y))
        if area.hatch:
            hatching = path_of(shapes.hatch(geometry, _HATCH * window.scale * 1.4, crossed=area.hatch == "crossed"), window)
    return {
        "path": path_of(geometry, window),
        "color": area.color,
        "hatching": hatching,
        "name": area.name,
        "text": area.text,
        "href": texts.area_link(area.area_id),
        "box": box,
    }

"""The static map: one SVG for screen, print and files, drawn in the plan's own projection (EPSG:25832)."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import vl_convert

from pages.kit import formats, theme
from pages.kit.language import tr
from pages.map import figures, labels, texts
from pages.map.figures import MapOfPeriod
from pages.map.ground import SCHEMATIC, Ground, Layout, Sizes, layout, size_note, view_of
from pages.map.labels import LINE_HEIGHT, Placed
from queries import shapes

_GAP = 28
_SCALE_BARS = (100, 200, 500, 1000, 2000, 5000)
# Pixels between the lines of a hatching.
_HATCH = 8
_CLASS_HEIGHT = 18
_FONT_RATIO = 0.8
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
_KINDS = ("municipality", "water", "river", "road")


@dataclass(frozen=True)
class Still:
    """A finished map: the SVG, its size in pixels, and where the areas are in it (per cent) with where they lead."""

    svg: str
    width: float
    height: float
    links: tuple[dict[str, Any], ...]

    @property
    def address(self) -> str:
        """The SVG as an address that a page can show without asking anybody."""
        return "data:image/svg+xml;base64," + base64.b64encode(self.svg.encode("utf-8")).decode("ascii")


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
    notes = [part for line in lines for part in _wrapped(line, size, whole, bold=False)]
    whole_height = round(top + 14 + len(notes) * size * 1.35)
    svg = theme.html(
        "map/map.svg",
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
    names = layout(under, shown, shapes.PLAN, window, Sizes(12, 9, narrow=True) if narrow else Sizes(17, 12), [_bar_box(window)])
    size = 15 if narrow else 20
    heading = _wrapped(shown.title, size, width, bold=True)
    small = 12 if narrow else 15
    under_heading = _wrapped(f"{shown.period} · {_notice(under)}", small, width, bold=False)
    top = len(heading) * size * LINE_HEIGHT + len(under_heading) * small * LINE_HEIGHT + 10
    legend = _legend(shown, width, narrow)
    return {
        # Two maps of one page must not share the name of their frame.
        "key": f"{'narrow' if narrow else 'wide'}-{number}",
        "width": width,
        "map_height": height,
        "map_y": round(top, 1),
        "heading": [{"y": round((row + _FONT_RATIO) * size * LINE_HEIGHT, 1), "text": text} for row, text in enumerate(heading)],
        "heading_size": size,
        "small": [
            {"y": round(len(heading) * size * LINE_HEIGHT + (row + _FONT_RATIO) * small * LINE_HEIGHT, 1), "text": text}
            for row, text in enumerate(under_heading)
        ],
        "small_size": small,
        **drawing(shown, under, window, names, entrances),
        "bar": _scale_bar(window),
        "legend_y": round(top + height + 10, 1),
        "height": round(top + height + 10 + legend["height"], 1),
        "legend": legend,
    }  # fmt: skip


def drawing(shown: MapOfPeriod, under: Ground, window: shapes.Window, names: Layout, entrances: bool) -> dict[str, Any]:
    """What templates/map.svg draws inside the frame of one map."""
    return {
        "background": _background(under, window),
        "areas": [_area(area, under, window) for area in shown.areas if area.area_id in under.shapes],
        "entrances": [window.pixel(point.x, point.y) for point in under.entrances if entrances and _in(window, point.x, point.y)],
        "dots": [window.pixel(*dot) for dot in names.dots],
        "helps": [_text(placed, window) for placed in names.helps],
        "labels": [_text(placed, window) for placed in names.areas.values()],
    }


def _notice(under: Ground) -> str:
    note = size_note(under)
    return ". ".join(part for part in (tr(SCHEMATIC) if under.schematic else "", note.rstrip(".")) if part) or tr("tegnet om opgangene")


def _in(window: shapes.Window, x: float, y: float) -> bool:
    low_x, low_y, high_x, high_y = window.bounds
    return low_x < x < high_x and low_y < y < high_y


def _background(under: Ground, window: shapes.Window) -> list[dict[str, str]]:
    """Outlines in the order they are painted: land, water, roads."""
    found = []
    for feature in sorted((f for f in under.background if f.kind in _KINDS), key=lambda f: _KINDS.index(f.kind)):
        geometry = shapes.outline(feature.geometry) if feature.kind == "municipality" else feature.geometry
        path = path_of(shapes.clipped(geometry, window), window)
        if path:
            found.append({"kind": feature.kind, "path": path})
    return found


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


def path_of(geometry: Any, window: shapes.Window) -> str:
    """The geometry as the commands of an SVG path."""
    rings = [ring for polygon in shapes.polygons(geometry, 1) for ring in polygon]
    closed = [f"M{_points(ring[:-1], window)}Z" for ring in rings]
    return "".join(closed + [f"M{_points(line, window)}" for line in shapes.lines(geometry, 1)])


def _points(points: shapes.Coordinates, window: shapes.Window) -> str:
    return "L".join("{:g} {:g}".format(*window.pixel(x, y)) for x, y in points)


def _text(placed: Placed, window: shapes.Window) -> dict[str, Any]:
    """Lines of a name with their baselines."""
    label = placed.label
    x, _ = window.pixel(placed.x, placed.y)
    _, top = window.pixel(placed.box.left, placed.box.top)
    lines = label.text.split("\n")
    last = len(lines) - 1
    return {
        "x": x,
        "anchor": {-1: "end", 0: "middle", 1: "start"}[placed.across],
        "size": label.size,
        "lines": [
            # The last line is the value.
            {"y": round(top + (number + _FONT_RATIO) * label.size * LINE_HEIGHT, 1), "text": text, "bold": label.bold and number < last}
            for number, text in enumerate(lines)
        ],
    }


def _bar_box(window: shapes.Window) -> labels.Box:
    """The corner of the scale bar, where no name may stand."""
    left, bottom, _, _ = window.bounds
    return labels.Box(left, bottom, left + 0.45 * window.width * window.scale, bottom + 30 * window.scale)


def _scale_bar(window: shapes.Window) -> dict[str, Any]:
    longest = window.width * window.scale / 5
    metres = max((bar for bar in _SCALE_BARS if bar <= longest), default=_SCALE_BARS[0])
    text = f"{metres // 1000} km" if metres >= 1000 else f"{metres} m"
    return {"length": round(metres / window.scale, 1), "text": text, "north": tr("nord er op")}


def _legend(shown: MapOfPeriod, width: int, narrow: bool) -> dict[str, Any]:
    """Classes from low to high as a bar with the breaks between them, the municipality's mark above its class."""
    size = 11 if narrow else 14
    rows = texts.legend(shown)[::-1]
    unit = formats.unit_name(shown.unit)
    block = min(150, int(width - 2 - labels.text_width(unit, size, bold=False) - 12) // len(rows))
    mark_height = size * 2.4 if shown.municipality is not None else 4
    remarks = [("", text) for text in [texts.no_municipality(shown)] if text]
    remarks += [(row["kind"], row["text"]) for row in texts.missing_legend(shown)]
    missing = []
    # Below the breaks under the bar.
    y = mark_height + _CLASS_HEIGHT + size * 3.2
    for kind, remark in remarks:
        indent = 34 if kind else 0
        for number, text in enumerate(_wrapped(remark, size, width - indent, bold=False)):
            missing.append({"y": round(y, 1), "x": indent, "kind": kind, "text": text, "first": bool(kind) and number == 0})
            y += size * 1.45
    own = next((number for number, row in enumerate(rows) if row["municipality"]), None)
    text = rows[own]["municipality"] if own is not None else ""
    middle = (own + 0.5) * block if own is not None else 0.0
    # The mark's text runs to the side where there is room.
    to_left = middle + labels.text_width(text, size) + 14 > width
    return {
        "size": size,
        "block": block,
        "classes": [{"x": number * block, "color": row["color"]} for number, row in enumerate(rows)],
        "breaks": _breaks(shown, block),
        "single": rows[0]["text"] if len(rows) == 1 else "",
        "unit": unit,
        "mark": {"x": middle, "text": text, "left": to_left} if own is not None else None,
        "top": mark_height,
        "missing": missing,
        "height": round(y - size, 1),
    }


def _breaks(shown: MapOfPeriod, block: int) -> list[dict[str, Any]]:
    return [{"x": (number + 1) * block, "text": text} for number, text in enumerate(texts.break_texts(shown))]


def _wrapped(text: str, size: float, width: float, bold: bool) -> list[str]:
    """The text in lines that fit; a number stays beside its unit (a space that does not break)."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and labels.text_width(longer, size, bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines

"""Marks of a map as SVG, in pixels of a window of the plan's own projection (EPSG:25832)."""

from __future__ import annotations

import base64
from typing import Any

from pages.kit import look
from pages.kit.language import tr
from pages.kit.map_labels import LINE_HEIGHT, Box, Placed
from queries import shapes

_SCALE_BARS = (100, 200, 500, 1000, 2000, 5000)
FONT_RATIO = 0.8
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
# Metres: the side of the square that stands for a building, of the town's and of an area's; its area grows with the dwellings
# up to the largest there is. Pixels: no square is smaller than this.
FABRIC = 12.0
_BUILDING = (15.0, 34.0)
_LEAST, _MOST = 2, 72
_SMALLEST = 1.8


def address(svg: str) -> str:
    """The SVG, in the colours of this run's look, as an address that a page can show without asking anybody."""
    return "data:image/svg+xml;base64," + base64.b64encode(look.recolored(svg).encode("utf-8")).decode("ascii")


def square(window: shapes.Window, x: float, y: float, side: float) -> str:
    """A square of `side` metres about a point as path commands."""
    left, top = window.pixel(x, y)
    pixels = max(side / window.scale, _SMALLEST)
    return f"M{left - pixels / 2:.4g} {top - pixels / 2:.4g}h{pixels:.3g}v{pixels:.3g}h-{pixels:.3g}z"


def dot(window: shapes.Window, x: float, y: float, radius: float) -> str:
    """A circle of `radius` metres as path commands."""
    across, down = window.pixel(x, y)
    pixels = max(radius / window.scale, _SMALLEST / 2)
    half = f"a{pixels:.3g} {pixels:.3g} 0 1 0"
    return f"M{across - pixels:.4g} {down:.4g}{half} {2 * pixels:.3g} 0{half} -{2 * pixels:.3g} 0z"


def side(dwellings: int) -> float:
    """The square's area follows the dwellings, within what can be seen and does not cover the next building."""
    least, most = _BUILDING
    share = (min(max(dwellings, _LEAST), _MOST) - _LEAST) / (_MOST - _LEAST)
    return float((least**2 + share * (most**2 - least**2)) ** 0.5)


def within(window: shapes.Window, x: float, y: float) -> bool:
    """Whether a point of the plane is in the window."""
    low_x, low_y, high_x, high_y = window.bounds
    return low_x < x < high_x and low_y < y < high_y


def path_of(geometry: Any, window: shapes.Window) -> str:
    """The geometry as the commands of an SVG path."""
    rings = [ring for polygon in shapes.polygons(geometry, 1) for ring in polygon]
    closed = [f"M{_points(ring[:-1], window)}Z" for ring in rings]
    return "".join(closed + [f"M{_points(line, window)}" for line in shapes.lines(geometry, 1)])


def _points(points: shapes.Coordinates, window: shapes.Window) -> str:
    return "L".join("{:g} {:g}".format(*window.pixel(x, y)) for x, y in points)


def text_of(placed: Placed, window: shapes.Window) -> dict[str, Any]:
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
            {"y": round(top + (number + FONT_RATIO) * label.size * LINE_HEIGHT, 1), "text": text, "bold": label.bold and number < last}
            for number, text in enumerate(lines)
        ],
    }


def bar_box(window: shapes.Window) -> Box:
    """The corner of the scale bar, where no name may stand."""
    left, bottom, _, _ = window.bounds
    return Box(left, bottom, left + 0.45 * window.width * window.scale, bottom + 30 * window.scale)


def scale_bar(window: shapes.Window) -> dict[str, Any]:
    """Length in pixels and text of the scale bar: at most a fifth of the map."""
    longest = window.width * window.scale / 5
    metres = max((bar for bar in _SCALE_BARS if bar <= longest), default=_SCALE_BARS[0])
    text = f"{metres // 1000} km" if metres >= 1000 else f"{metres} m"
    return {"length": round(metres / window.scale, 1), "text": text, "north": tr("nord er op")}

"""Charts for a meeting: pictures that grow with the screen, their letters held to the size rule of docs/method.md."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st
import vl_convert

from pages.kit import downloads, theme

# Pixels of a picture as wide as a screen of 1920 x 1080 less its margins; with an agenda there is less height.
WIDTH, HEIGHT, HEIGHT_WITH_AGENDA = 1840, 650, 540
# Lower, the names of the seven areas no longer stand beside their own.
MAP_WIDTH, MAP_HEIGHT = 1150, 600
# What is read at six metres, at that size.
LETTERS = 40
_THICKER = {"strokeWidth": 2.2, "size": 4.0}


@dataclass(frozen=True)
class Picture:
    """A finished chart as an address a page shows without asking anybody, and its size in pixels."""

    address: str
    width: int
    height: int


def picture(stamp: str, name: str, choice: tuple[Any, ...], build: Callable[[], Any], height: int) -> Picture:
    """The chart that `build` makes with large letters and thick lines; kept by database.stamp(), name, choice and height."""
    return _picture(stamp, name, choice, height, build)


@st.cache_resource(max_entries=200, show_spinner=False)
def _picture(stamp: str, name: str, choice: tuple[Any, ...], height: int, _build: Callable[[], Any]) -> Picture:
    svg = vl_convert.vegalite_to_svg(json.dumps(enlarged(_build().to_dict(), height)))
    return Picture(_address(svg.encode("utf-8")), WIDTH, height)


def plain(specification: str) -> Picture:
    """A chart of any form at its own proportions, from its specification as text; it grows with the screen as a whole."""
    return _plain(specification)


@st.cache_resource(max_entries=100, show_spinner=False)
def _plain(specification: str) -> Picture:
    svg = downloads.svg(downloads.with_lines(json.loads(specification), []))
    size = re.search(rb'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert size is not None
    width, height = (round(float(side)) for side in size.groups())
    return Picture(_address(svg), width, height)


def _address(svg: bytes) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg).decode("ascii")


def enlarged(specification: dict[str, Any], height: int) -> dict[str, Any]:
    """A single chart (not rows of small ones) as wide as the screen; its title goes, because it stands above the picture."""
    made: dict[str, Any] = _larger(specification)
    made.pop("title", None)
    made |= {"width": WIDTH, "height": height, "autosize": {"type": "fit", "contains": "padding"}}
    axis = {"labelFontSize": LETTERS, "titleFontSize": LETTERS, "labelColor": theme.INK, "gridColor": theme.LINE, "labelPadding": 8}
    legend = {
        "labelFontSize": LETTERS, "titleFontSize": LETTERS, "labelColor": theme.INK, "labelLimit": 620, "orient": "bottom",
        "columns": 3, "symbolType": "stroke", "symbolSize": 2500, "symbolStrokeWidth": 9, "columnPadding": 30, "rowPadding": 4,
    }  # fmt: skip
    made["config"] = {**made["config"], "axis": axis, "legend": legend, "padding": 4}
    return made


def _larger(part: Any) -> Any:
    """Every mark's letters at the rule's size, lines and points thicker; nothing else of the chart changes."""
    if isinstance(part, list):
        return [_larger(one) for one in part]
    if not isinstance(part, dict):
        return part
    made = {key: value if key in ("datasets", "config") else _larger(value) for key, value in part.items()}
    mark = made.get("mark")
    if isinstance(mark, dict):
        larger = {key: mark[key] * factor for key, factor in _THICKER.items() if isinstance(mark.get(key), int | float)}
        made["mark"] = {**mark, **larger, **({"fontSize": LETTERS} if mark.get("type") == "text" else {})}
    return made

"""The screens' charts as pictures for a document: a vector with its picture of pixels for programs that show none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import vl_convert

from pages.pack import typeface

# The document's typeface, or its metric twin, so that labels end where they were measured.
_FONT = "Arial, Liberation Sans, Source Sans Pro"
_PIXELS = 900  # width of the drawing area: its type of 14 comes out at 9 points on the page
_DENSITY = 2.2
_POINTS = 460  # of the page's text width


@dataclass(frozen=True)
class Drawn:
    """A picture in both forms and its width on the page in points."""

    svg: bytes
    png: bytes
    points: int


def drawn(specification: Mapping[str, Any]) -> Drawn:
    """The chart as on the screen, at the width of paper."""
    _fonts()
    own = dict(specification)
    if own.get("width") == "container":
        own["width"] = _PIXELS
    if isinstance(own.get("config"), dict):
        own["config"] = {**own["config"], "font": _FONT}
    svg = str(vl_convert.vegalite_to_svg(json.dumps(own)))
    png: bytes = vl_convert.svg_to_png(svg, scale=_DENSITY * 0.5)
    return Drawn(svg.encode("utf-8"), png, _POINTS)


@cache
def _fonts() -> None:
    vl_convert.register_font_directory(str(typeface.FONTS))

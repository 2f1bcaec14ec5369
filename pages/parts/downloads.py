"""What can be taken along: CSV for Danish Excel, and charts as pictures."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import vl_convert


def csv(frame: pd.DataFrame) -> bytes:
    """Semicolons, decimal comma, dates as ISO, UTF-8 with a byte order mark: what Excel in Danish opens rightly."""
    text: str = frame.to_csv(index=False, sep=";", decimal=",", date_format="%Y-%m-%d")
    return text.encode("utf-8-sig")


def svg(chart: Any) -> bytes:
    """The chart as SVG, with the numbers and dates of its own locale."""
    return str(vl_convert.vegalite_to_svg(_specification(chart))).encode("utf-8")


def png(chart: Any) -> bytes:
    """The chart as PNG in twice the screen's density."""
    picture: bytes = vl_convert.vegalite_to_png(_specification(chart), scale=2)
    return picture


def _specification(chart: Any) -> str:
    return json.dumps(chart.to_dict())

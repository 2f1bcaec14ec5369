"""How wide text is: for breaking tables over slides before a program that would cut them draws them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import font_source_sans_pro
from PIL import ImageFont

FONTS = Path(font_source_sans_pro.__file__).parent / "files"
# Slides are set in Arial, which every machine has or replaces by its metric twin, but which may not be passed on. Source
# Sans measures for it: over Danish text Arial is 1.06 to 1.12 times as wide.
_ARIAL = 1.13
_LINE = 1.2
_POINTS = 72.0
_MEASURED = 100


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / f"SourceSansPro-{'Semibold' if bold else 'Regular'}.ttf"), _MEASURED)


@cache
def width(text: str, size: float, bold: bool = False) -> float:
    """Inches that `text` takes on one line in `size` points."""
    return float(_font(bold).getlength(text)) / _MEASURED * size / _POINTS * _ARIAL


def lines(text: str, inches: float, size: float, bold: bool = False) -> int:
    """Lines that `text` takes in a column of `inches`; a word that is wider than the column takes several."""
    count = 0
    for paragraph in text.split("\n"):
        used = 0.0
        count += 1
        for word in paragraph.split(" "):
            wide = width(word, size, bold)
            gap = width(" ", size, bold) if used else 0.0
            if used and used + gap + wide > inches:
                count, used, gap = count + 1, 0.0, 0.0
            count += int(wide // inches) if wide > inches else 0
            used += gap + (wide % inches if wide > inches else wide)
    return count


def height(text: str, inches: float, size: float, bold: bool = False) -> float:
    """Inches that `text` is high in a column of `inches`."""
    return lines(text, inches, size, bold) * size * _LINE / _POINTS

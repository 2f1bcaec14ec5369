"""The legend of the still map: classes as a bar, the municipality's mark, reasons for holes; all in pixels."""

from __future__ import annotations

from typing import Any

from pages.kit import formats
from pages.kit import map_labels as labels
from pages.map import texts
from pages.map.figures import MapOfPeriod

_CLASS_HEIGHT = 18


def drawn_legend(shown: MapOfPeriod, width: int, narrow: bool) -> dict[str, Any]:
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
        for number, text in enumerate(wrapped(remark, size, width - indent, bold=False)):
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


def wrapped(text: str, size: float, width: float, bold: bool) -> list[str]:
    """The text in lines that fit; a number stays beside its unit (a space that does not break)."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and labels.text_width(longer, size, bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines

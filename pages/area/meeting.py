"""Boligområde in a meeting: who lives in the area, and its spine."""

from __future__ import annotations

from pages.area.texts import AreaPage
from pages.kit import marks, notes, theme
from pages.kit.language import tr
from pages.kit.marks import Picture


def draw(shown: AreaPage, spine: Picture) -> None:
    """Who lives in the area in a line, and how it stands beside the municipality."""
    theme.render("kit/meeting/board_facts.html", facts=shown.facts[:3])
    if spine.rows:
        marks.show(spine)
    else:
        notes.info(tr("Der er ingen andele for området, som kan holdes op mod kommunen i samme periode."))

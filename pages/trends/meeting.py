"""Udvikling in a meeting: a chart over time as a picture that fills the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pages.kit import database, theme
from pages.kit.meeting import pictures, tables


def draw(name: str, choice: tuple[Any, ...], build: Callable[[], Any], heading: str, source: str, alternative: str) -> None:
    """A chart over time as a picture that fills the screen."""
    height = pictures.HEIGHT_WITH_AGENDA if tables.with_agenda() else pictures.HEIGHT
    drawn = pictures.picture(database.stamp(), name, choice, build, height)
    theme.render("kit/meeting/board_picture.html", heading=heading, picture=drawn, alternative=alternative, source=source)

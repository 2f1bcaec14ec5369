"""The PDF: the contents as data for paper.typ, the charts of the screen as vectors, typeset and tagged by Typst."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import typst
import vl_convert

from pages.activities import charts as activities_charts
from pages.criteria import charts as criteria_charts
from pages.kit import charts, downloads, theme, wording
from pages.pack import typeface, words
from pages.pack.model import Edition
from pages.pack.parts import AreaChapter, Contents

_TEMPLATE = Path(__file__).with_name("paper.typ")
# Pixels of the drawing area, so that the type of each chart comes out at nine to eleven points on the page.
_NARROW, _WIDE = 430, 900
# Signs that the typeface lacks; in a picture the whole line would be set in another one.
_SIGNS = str.maketrans({"●": "•", "○": None, "✗": "×"})
_ROWS = 10  # rows of a chart that stand on one page with room for the text around it


def write(contents: Contents, edition: Edition, told: Callable[[float, str], None]) -> bytes:
    """The paper as PDF/UA-1. Raises typst.TypstError when something on it has no text for those who cannot see it."""
    pictures = _pictures(contents, told)
    told(0.95, "Sætter papiret")
    inputs = {"contents": json.dumps(_data(contents, pictures), ensure_ascii=False)} | {name: svg for name, (svg, _) in pictures.items()}
    compiler = typst.Compiler(font_paths=[str(typeface.FONTS)], ignore_system_fonts=True)
    made = compiler.compile(_TEMPLATE.read_bytes(), format="pdf", sys_inputs=inputs, pdf_standards="ua-1", timestamp=edition.moment)
    assert isinstance(made, bytes)
    return made


def _data(contents: Contents, pictures: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    """The contents without frames, the pack's words, and what each picture says in words."""
    said: dict[str, Any] = _plain(contents)
    said["words"] = {name.lower(): value for name, value in vars(words).items() if name.isupper() and isinstance(value, str)}
    said["pictures"] = {name: alternative for name, (_, alternative) in pictures.items()}
    return said


def _plain(value: Any) -> Any:
    """Dataclasses to dictionaries, frames left out: the pictures were made of them."""
    if is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(part) for name, part in vars(value).items() if not isinstance(part, pd.DataFrame)}
    if isinstance(value, (tuple, list)):
        return [_plain(part) for part in value if not isinstance(part, pd.DataFrame)]
    return {key: _plain(part) for key, part in value.items()} if isinstance(value, dict) else value


def _pictures(contents: Contents, told: Callable[[float, str], None]) -> dict[str, tuple[str, str]]:
    """Every chart as SVG with its alternative text, by the name the template asks for."""
    made: dict[str, tuple[str, str]] = {}
    every = "Alle 7 boligområder"
    color = contents.situation.series[0].color if contents.situation else theme.MUNICIPALITY
    if contents.situation is not None:
        rows = contents.situation_beside
        chart = charts.beside(rows, every, color, "Randers Kommune", wording.periods_line(rows))
        made["situation"] = (_svg(chart, _NARROW), contents.situation.alternative)
    for number, goal in enumerate(contents.goals):
        told(0.1, f"Tegner mål {number + 1}")
        if len(goal.beside):
            chart = charts.beside(goal.beside, every, color, "Randers Kommune", wording.periods_line(goal.beside))
            made[f"goal-{number}"] = (_svg(chart, _NARROW), " ".join(bars.alternative for bars in goal.bars))
    for place, area in enumerate(contents.areas):
        told(0.3 + 0.5 * place / len(contents.areas), f"Tegner {area.name}")
        if area.bars is not None:
            made[f"area-{area.area_id}"] = (_svg(_beside(area), _NARROW), area.bars.alternative)
    for number, chapter in enumerate(contents.maps):
        made[f"map-{number}"] = (chapter.svg, f"Kort. {chapter.sentence}")
    if contents.law is not None:
        for number, rows in enumerate(_pages(contents.law.limits)):
            chart = criteria_charts.limits(rows, f"Afstand til grænserne, tal for {contents.law.year}")
            told_rows = (f"{row['area']}, {row['criterion']}: {row['value_text']}, {row['verdict']}" for row in rows.to_dict("records"))
            made[f"law-{number}"] = (_svg(chart, _WIDE), f"Diagram. {'; '.join(told_rows)}.")
    for place, (name, _, bullets) in enumerate(contents.promises.themes):
        for number, rows in enumerate(_pages(bullets)):
            told_rows = (f"{row['heading']}: {row['value_text']} mod lovet {row['promise_text']}" for row in rows.to_dict("records"))
            made[f"promises-{place}-{number}"] = (
                _svg(activities_charts.bullets(rows, name), _WIDE),
                f"Søjlediagram. {'; '.join(told_rows)}.",
            )
    return made


def _beside(area: AreaChapter) -> Any:
    return charts.beside(area.beside, area.name, area.color, "Randers Kommune", area.periods)


def _pages(rows: pd.DataFrame) -> list[pd.DataFrame]:
    """The rows in charts that fit a page each."""
    return [rows.iloc[first : first + _ROWS] for first in range(0, len(rows), _ROWS)]


def _svg(chart: Any, width: int) -> str:
    """The chart as on the screen, at the width of paper."""
    _fonts()
    return downloads.svg(chart.to_dict(validate=False) | {"width": width}).decode("utf-8").translate(_SIGNS)


@cache
def _fonts() -> None:
    """Charts measure their texts with the type that the paper is set in."""
    vl_convert.register_font_directory(str(typeface.FONTS))

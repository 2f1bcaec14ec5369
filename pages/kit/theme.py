"""Look of the screen and the charts: style sheet, HTML templates with escaping, the Altair theme with Danish locale."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import altair as alt
import streamlit as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from streamlit.delta_generator import DeltaGenerator

from pages.kit import formats, language, look, terms
from pages.kit.language import tr, trn

_PAGES = Path(__file__).resolve().parents[1]
INK = "#1D2730"
QUIET = "#4A5763"
LINE = "#D5DCE2"
MUNICIPALITY = "#3C4650"
FONT = "Source Sans, Source Sans Pro, Liberation Sans, Arial, sans-serif"

# The agenda a meeting goes through, and the number of its item.
AGENDA_PARAMETERS = ("dagsorden", "punkt")
# What a link of ours must not lose: the language, the edition one looks at, the meeting's large type and its agenda.
KEPT_PARAMETERS = (language.PARAMETER, "udgave", "visning", *AGENDA_PARAMETERS)
# One that begins with a question mark stays on the page and changes what it names (corner.html).
_OWN_LINK = re.compile(r'href="(?!\w+:|#|/|\?)([^"]*)"')

_MONTHS = ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"]
_DAYS = ["søndag", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag"]
# Set on the chart itself, so that the browser and the exported picture both write the language of the screen.
_DANISH_NUMBERS: dict[str, Any] = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", "\u00a0kr."], "minus": formats.MINUS}
_DANISH_TIME: dict[str, Any] = {
    "dateTime": "%A den %-d. %B %Y %X",
    "date": "%d.%m.%Y",
    "time": "%H.%M.%S",
    "periods": ["", ""],
    "days": _DAYS,
    "shortDays": [day[:3] for day in _DAYS],
    "months": _MONTHS,
    "shortMonths": [month[:3] for month in _MONTHS],
}
# Vega speaks American by itself; the numbers are alike in British English.
_ENGLISH_NUMBERS: dict[str, Any] = {
    "decimal": ".",
    "thousands": ",",
    "grouping": [3],
    "currency": ["DKK\u00a0", ""],
    "minus": formats.MINUS,
}


# What a look adds to the colours of look.py.
_SHEETS = {look.DARK: ["kit/dark.css"], look.CONTRAST: ["kit/contrast.css"]}


def apply(board: bool = False) -> None:
    """Put the style sheet on the page, in a meeting with the one for large type after it, in the colours of the look."""
    names = ["kit/style.css", "kit/marks.css", *(["kit/meeting/board.css"] if board else []), *_SHEETS.get(look.current(), [])]
    st.html(f"<style>{look.recolored(''.join(_stylesheet(name) for name in names))}</style>")


@cache
def _stylesheet(name: str) -> str:
    return (_PAGES / name).read_text("utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(loader=FileSystemLoader(_PAGES), autoescape=True, undefined=StrictUndefined, auto_reload=False)
    environment.globals.update(formats=formats, tr=tr, trn=trn, term_parts=terms.parts)
    return environment


def html(template: str, **values: Any) -> str:
    """A template filled with values, every one of them escaped; it is named by its path in pages/, as "kit/lead.html"."""
    return _environment().get_template(template).render(**values)


def put(markup: str) -> None:
    """Show what html() made earlier, kept by version and choice, in the colours of the look."""
    if markup.strip():
        st.html(look.recolored(_with_kept_parameters(markup)))


def render(template: str, **values: Any) -> None:
    """Show a filled template on the page."""
    put(html(template, **values))


def _with_kept_parameters(markup: str) -> str:
    """The markup with the parameters of the address that stay from page to page added to its links."""
    kept = urlencode({name: st.query_params[name] for name in KEPT_PARAMETERS if name in st.query_params})
    if not kept:
        return markup
    return _OWN_LINK.sub(lambda link: f'href="{link[1]}{"&amp;" if "?" in link[1] else "?"}{kept}"', markup)


def themed(chart: Any) -> Any:
    """The chart, which must be new, with the monitor's type, colours, numbers and dates; the last step of every chart."""
    # Set in place: each of the library's configure steps would make the whole chart anew, half the time a chart takes.
    chart.config = _configuration(language.current())
    return chart


def _locale(spoken: str) -> alt.Locale:
    if spoken == language.ENGLISH:
        return alt.Locale(number=alt.NumberLocale(**_ENGLISH_NUMBERS))
    return alt.Locale(number=alt.NumberLocale(**_DANISH_NUMBERS), time=alt.TimeLocale(**_DANISH_TIME))


@cache
def _configuration(spoken: str) -> alt.Config:
    return alt.Config(
        font=FONT,
        locale=_locale(spoken),
        background="#FFFFFF",
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(
            labelColor=INK, titleColor=INK, gridColor=LINE, domainColor=LINE, tickColor=LINE,
            labelFontSize=14, titleFontSize=14, titleFontWeight="normal", labelLimit=320,
        ),
        legend=alt.LegendConfig(labelFontSize=14, titleFontSize=14, labelColor=INK, labelLimit=320, orient="bottom"),
        title=alt.TitleConfig(fontSize=18, anchor="start", color=INK, subtitleColor=QUIET, subtitleFontSize=14, offset=12),
        header=alt.HeaderConfig(labelFontSize=14, labelColor=INK, labelLimit=400),
    )  # fmt: skip


def room(key: str, height: int) -> DeltaGenerator:
    """A container that is `height` pixels high before the browser has drawn what is in it, so that nothing below moves then.

    The libraries that draw come late on a slow line, and a press on something that moves between down and up is lost.
    """
    st.html(f"<style>.st-key-{key} {{ min-height: {height}px; }}</style>")
    return st.container(key=key)

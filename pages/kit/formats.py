"""Numbers, units, dates and periods in the language of the screen: the only place where a figure becomes text."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache

import pandas as pd
from babel.dates import format_date
from babel.numbers import format_decimal

from pages.kit import language
from pages.kit.language import mark, tr
from queries import statuses

# What Babel calls them. English as in the European Union: 1,270.5 and 1 January 2024.
LOCALES = {language.DANISH: "da_DK", language.ENGLISH: "en_GB"}
NBSP = "\u00a0"
MINUS = "\u2212"

_UNIT_SUFFIX = {
    "percent": mark("\u00a0%"),
    "per_1000": mark(" pr.\u00a01.000"),
    "days": mark(" dage"),
    "hours": mark(" timer"),
    "dkk": mark("\u00a0kr."),
    "percent_change": mark("\u00a0%"),
}
_UNIT_NAMES = {
    "percent": mark("procent"),
    "count": mark("antal"),
    "per_1000": mark("pr. 1.000 indbyggere"),
    "grade": mark("karakter"),
    "days": mark("dage"),
    "hours": mark("timer"),
    "dkk": mark("kroner"),
    "index": mark("indeks"),
    "percent_change": mark("ændring i procent"),
    "rank": mark("placering"),
    "ratio": mark("gange"),
    "text": mark("ord"),
}
_DIFFERENCE_SUFFIX = {
    "percent": mark("\u00a0procentpoint"),
    "percent_change": mark("\u00a0procentpoint"),
    "per_1000": mark(" pr.\u00a01.000"),
    "days": mark(" dage"),
    "dkk": mark("\u00a0kr."),
    "grade": mark(" karakterpoint"),
    "ratio": mark(" gange"),
}


def number(value: float | None, decimals: int = 0) -> str:
    """1270.5 -> "1.270,5", in English "1,270.5"; a missing value is an en dash, never zero."""
    if value is None or pd.isna(value):
        return "–"
    return _number(float(value), int(decimals), _locale())


def _locale() -> str:
    return LOCALES[language.current()]


# The same few thousand figures are written again at every click, and Babel reads its pattern anew each time.
@lru_cache(maxsize=50_000)
def _number(value: float, decimals: int, locale: str) -> str:
    rounded = round(value, decimals) + 0.0
    text: str = format_decimal(abs(rounded), format=_pattern(decimals), locale=locale)
    return f"{MINUS}{text}" if rounded < 0 else text


def _pattern(decimals: int) -> str:
    return "#,##0" + ("." + "0" * int(decimals) if decimals else "")


def figure(value: float | None, unit: str, decimals: int) -> str:
    """A value with its unit: "40,6 %", "1.270", "24,3 pr. 1.000"."""
    if value is None or pd.isna(value):
        return "–"
    return number(value, decimals) + (tr(" gange") if unit == "ratio" else tr(_UNIT_SUFFIX.get(unit, "")))


def status_word(status: str) -> str:
    """Why there is no figure, or how far it is to be trusted, in a word or two; an en dash for a status nobody knows."""
    return tr(statuses.WORDS.get(status, "–"))


def figure_or_status(value: float | None, unit: str, decimals: int, status: str) -> str:
    """The figure, marked when doubtful, or the words for why there is none."""
    if value is None or pd.isna(value):
        return status_word(status)
    text = figure(value, unit, decimals)
    return tr("{figure} (tvivlsomt)", figure=text) if status == "doubtful" else text


def difference(value: float | None, unit: str, decimals: int) -> str:
    """A signed difference in the right unit: "+22,8 procentpoint" for shares."""
    if value is None or pd.isna(value):
        return "–"
    sign = "+" if value > 0 else ""
    return sign + number(value, decimals) + tr(_DIFFERENCE_SUFFIX.get(unit, ""))


def distance(value: float, unit: str, decimals: int) -> str:
    """A difference without its sign, for sentences that say higher or lower in words."""
    return number(abs(value), decimals) + tr(_DIFFERENCE_SUFFIX.get(unit, ""))


def unit_name(unit: str) -> str:
    """The unit in a word, for axis titles and tables."""
    return tr(_UNIT_NAMES[unit])


def day(value: date | pd.Timestamp) -> str:
    """1. januar 2024, in English 1 January 2024."""
    return _dated(value, "d. MMMM y", "d MMMM y")


def weekday(value: date | pd.Timestamp) -> str:
    """mandag den 23. november 2026, in English Monday 23 November 2026."""
    return _dated(value, "EEEE 'den' d. MMMM y", "EEEE d MMMM y")


def _dated(value: date | pd.Timestamp, danish: str, english: str) -> str:
    pattern = danish if language.current() == language.DANISH else english
    return str(format_date(pd.Timestamp(value).date(), pattern, locale=_locale()))


def moment(value: datetime) -> str:
    """mandag den 23. november 2026 kl. 10.30, in English Monday 23 November 2026 at 10:30."""
    time = f"{value:%H.%M}" if language.current() == language.DANISH else f"{value:%H:%M}"
    return tr("{day} kl. {time}", day=weekday(value), time=time)


def period(kind: str, start: pd.Timestamp, end: pd.Timestamp) -> str:
    """A period as people say it: "2023", "skoleåret 2023/24", "1. januar 2024", "okt. 2023–sep. 2024"."""
    return _period(kind, pd.Timestamp(start), pd.Timestamp(end), language.current())


# Kinds of period that are written in a way of their own, whatever their days are.
_PERIODS: dict[str, Callable[[pd.Timestamp, pd.Timestamp], str]] = {
    # Its dates are the latest it can be; a year alone would be read as the year it is about.
    "unstated": lambda _, end: tr("uden dato (senest {year})", year=end.year),
    "date": lambda _, end: day(end),
    "month": lambda _, end: _dated(end, "MMMM y", "MMMM y"),
    "quarter": lambda _, end: tr("{number}. kvartal {year}", number=(end.month + 2) // 3, year=end.year),
    "school_year": lambda start, end: tr("skoleåret {years}", years=f"{start.year}/{end.year % 100:02d}"),
}


@lru_cache(maxsize=10_000)
def _period(kind: str, start: pd.Timestamp, end: pd.Timestamp, _language: str) -> str:
    if kind in _PERIODS or start == end:
        return _PERIODS[kind if kind in _PERIODS else "date"](start, end)
    first, last = (start.month, start.day), (end.month, end.day)
    if kind == "three_years" and (first, last) == ((8, 1), (7, 31)):
        return tr("skoleårene {years}", years=f"{start.year}/{(start.year + 1) % 100:02d}–{end.year - 1}/{end.year % 100:02d}")
    if (first, last) == ((1, 1), (12, 31)):
        return str(end.year) if start.year == end.year else f"{start.year}–{end.year}"
    months = dict.fromkeys(_dated(one, "MMM y", "MMM y") for one in (start, end))
    return "–".join(months)


def short_area(name: str) -> str:
    """An area's name where there is little room: "Glarbjergvej-området" -> "Glarbjergvej"."""
    return re.sub(r"(-området|kvarteret)$", "", name)

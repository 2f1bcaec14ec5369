"""Danish numbers, units, dates and periods: the only place where a figure becomes text."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

import pandas as pd
from babel.dates import format_date
from babel.numbers import format_decimal

from queries import statuses

LOCALE = "da_DK"
NBSP = "\u00a0"
MINUS = "\u2212"

_UNIT_SUFFIX = {
    "percent": f"{NBSP}%",
    "per_1000": f" pr.{NBSP}1.000",
    "days": " dage",
    "hours": " timer",
    "dkk": f"{NBSP}kr.",
}
_UNIT_NAMES = {
    "percent": "procent",
    "count": "antal",
    "per_1000": "pr. 1.000 indbyggere",
    "grade": "karakter",
    "days": "dage",
    "hours": "timer",
    "dkk": "kroner",
    "index": "indeks",
    "ratio": "gange",
    "text": "ord",
}
_DIFFERENCE_SUFFIX = {
    "percent": f"{NBSP}procentpoint",
    "per_1000": f" pr.{NBSP}1.000",
    "days": " dage",
    "dkk": f"{NBSP}kr.",
    "grade": " karakterpoint",
    "ratio": " gange",
}
STATUS_WORDS = statuses.WORDS


def number(value: float | None, decimals: int = 0) -> str:
    """1270.5 -> "1.270,5"; a missing value is an en dash, never zero."""
    if value is None or pd.isna(value):
        return "–"
    return _number(float(value), int(decimals))


# The same few thousand figures are written again at every click, and Babel reads its pattern anew each time.
@lru_cache(maxsize=50_000)
def _number(value: float, decimals: int) -> str:
    rounded = round(value, decimals) + 0.0
    text: str = format_decimal(abs(rounded), format=_pattern(decimals), locale=LOCALE)
    return f"{MINUS}{text}" if rounded < 0 else text


def _pattern(decimals: int) -> str:
    return "#,##0" + ("." + "0" * int(decimals) if decimals else "")


def figure(value: float | None, unit: str, decimals: int) -> str:
    """A value with its unit: "40,6 %", "1.270", "24,3 pr. 1.000"."""
    if value is None or pd.isna(value):
        return "–"
    return number(value, decimals) + (" gange" if unit == "ratio" else _UNIT_SUFFIX.get(unit, ""))


def figure_or_status(value: float | None, unit: str, decimals: int, status: str) -> str:
    """The figure, marked when doubtful, or the words for why there is none."""
    if value is None or pd.isna(value):
        return STATUS_WORDS.get(status, "–")
    text = figure(value, unit, decimals)
    return f"{text} (tvivlsomt)" if status == "doubtful" else text


def difference(value: float | None, unit: str, decimals: int) -> str:
    """A signed difference in the right unit: "+22,8 procentpoint" for shares."""
    if value is None or pd.isna(value):
        return "–"
    sign = "+" if value > 0 else ""
    return sign + number(value, decimals) + _DIFFERENCE_SUFFIX.get(unit, "")


def distance(value: float, unit: str, decimals: int) -> str:
    """A difference without its sign, for sentences that say higher or lower in words."""
    return number(abs(value), decimals) + _DIFFERENCE_SUFFIX.get(unit, "")


def unit_name(unit: str) -> str:
    """The unit in a word, for axis titles and tables."""
    return _UNIT_NAMES[unit]


def day(value: date | pd.Timestamp) -> str:
    """1. januar 2024"""
    return str(format_date(pd.Timestamp(value).date(), "d. MMMM y", locale=LOCALE))


def weekday(value: date | pd.Timestamp) -> str:
    """mandag den 23. november 2026"""
    return str(format_date(pd.Timestamp(value).date(), "EEEE 'den' d. MMMM y", locale=LOCALE))


def moment(value: datetime) -> str:
    """mandag den 23. november 2026 kl. 10.30"""
    return f"{weekday(value)} kl. {value:%H.%M}"


def _month(value: pd.Timestamp) -> str:
    return str(format_date(value.date(), "MMM y", locale=LOCALE))


def period(kind: str, start: pd.Timestamp, end: pd.Timestamp) -> str:
    """A period as people say it: "2023", "skoleåret 2023/24", "1. januar 2024", "okt. 2023–sep. 2024"."""
    return _period(kind, pd.Timestamp(start), pd.Timestamp(end))


@lru_cache(maxsize=10_000)
def _period(kind: str, start: pd.Timestamp, end: pd.Timestamp) -> str:
    if kind == "date" or start == end:
        return day(end)
    if kind == "month":
        return str(format_date(end.date(), "MMMM y", locale=LOCALE))
    if kind == "school_year":
        return f"skoleåret {start.year}/{end.year % 100:02d}"
    whole_years = (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
    if whole_years and start.year == end.year:
        return f"{end.year} (uden dato)" if kind == "unstated" else str(end.year)
    if whole_years:
        return f"{start.year}–{end.year}"
    return f"{_month(start)}–{_month(end)}"

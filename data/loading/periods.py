"""Periods as sources write them: 2024, 2023/24, 2024K1, 2024M06, 2026QMAT06, 1. januar 2024, okt. 2023-sep. 2024, 2022/23-2024/25."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = ("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december")
_MONTH_NAMES = {name[:length]: number for number, name in enumerate(_MONTHS, 1) for length in range(3, len(name) + 1)} | {"sept": 9}
_YEAR = r"((?:19|20)\d\d)"
_NAME = r"([a-zæøå]{3,9})\.?"
_DASH = r"\s*(?:-|til|t\.o\.m\.)\s*"

# What an indicator's period kind can be read from. The words are those of the sentence to the officer.
FITS = {
    "date": ("day",),
    "month": ("month",),
    "quarter": ("quarter",),
    "rolling_quarter": ("rolling_quarter", "quarter"),
    "year": ("year",),
    "survey": ("year",),
    "school_year": ("school_year", "two_years"),
    "twelve_months": ("twelve_months",),
    "two_years": ("two_years",),
    "three_years": ("three_years",),
    "several_years": ("two_years", "three_years", "span"),
    "plan_period": ("three_years", "span"),
    "unstated": ("day", "month", "quarter", "year", "school_year", "two_years", "twelve_months", "three_years", "span"),
}
WORDS = {
    "day": "en dag", "month": "en måned", "quarter": "et kvartal", "rolling_quarter": "tre måneder", "year": "et år",
    "school_year": "et skoleår", "two_years": "to år", "three_years": "tre år", "twelve_months": "12 måneder", "span": "et tidsrum",
}  # fmt: skip
KIND_WORDS = {
    "date": "en dag (1. januar 2024)", "month": "en måned (2024M06)", "quarter": "et kvartal (2024K1)",
    "rolling_quarter": "tre måneder (2026QMAT06, apr. 2026-jun. 2026)", "year": "et år (2024)", "survey": "et år (2024)",
    "school_year": "et skoleår (2023/24)", "twelve_months": "12 måneder (okt. 2023-sep. 2024)", "two_years": "to år (2022-2023)",
    "three_years": "tre år (2022-2024 eller 2022/23-2024/25)",
    "several_years": "flere år (2017-2021)", "plan_period": "en planperiode", "unstated": "en periode",
}  # fmt: skip


@dataclass(frozen=True)
class Period:
    """First and last day, and the form it was written in (a key of WORDS)."""

    form: str
    start: date
    end: date


def parse_period(text: str, *, earliest_year: int = 1980) -> list[Period]:
    """Every period that `text` can mean, none when it is no period.

    2023/24 is a school year; 2023-2024 may be one too, or two calendar years: the indicator's period kind decides.
    Years have four digits; a range must not run backwards, and nothing before `earliest_year` is a period.
    """
    plain = " ".join(text.lower().replace("–", "-").replace("—", "-").split())
    plain = re.sub(r"^(?:pr\.|skoleåret|skoleår|året|år|den)\s+", "", plain)
    found: list[Period] = []
    for pattern, make in _FORMS:
        match = re.fullmatch(pattern, plain, re.ASCII)
        if match:
            try:
                found += make(*match.groups())
            except ValueError:
                continue
    return [period for period in found if earliest_year <= period.start.year and period.start <= period.end]


def fitting(periods: list[Period], kind: str, read_as: str | None = None) -> Period | None:
    """The one that an indicator of this period kind can have, or None.

    `read_as` says what the source means by a longer or shorter period than the kind: `first_day` and `last_day` of it,
    or `last_of_twelve_months` for a month that ends a mean over twelve.
    """
    candidates = [_read(period, read_as) for period in periods]
    return next((period for form in FITS[kind] for period in candidates if period.form == form), None)


def serial_day(number: float) -> date | None:
    """The day that Excel's serial number stands for, when it is one in the years 1982 to 2064."""
    return date(1899, 12, 30) + timedelta(days=int(number)) if 30_000 <= number <= 60_000 and number == int(number) else None


def said(start: date, end: date) -> str:
    """A period in Danish words: 2023, 2023/24, juni 2024, 1. januar 2024, 1. oktober 2023 til 30. september 2024."""
    if start == end:
        return _said_day(start)
    if (start.month, start.day, end) == (1, 1, date(start.year, 12, 31)):
        return str(start.year)
    if (start.month, start.day, end) == (8, 1, date(start.year + 1, 7, 31)):
        return f"{start.year}/{end:%y}"
    if start.day == 1 and end == last_of_month(start.year, start.month):
        return f"{_MONTHS[start.month - 1]} {start.year}"
    return f"{_said_day(start)} til {_said_day(end)}"


def _said_day(day: date) -> str:
    return f"{day.day}. {_MONTHS[day.month - 1]} {day.year}"


def last_of_month(year: int, month: int) -> date:
    """The month's last day."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _read(period: Period, read_as: str | None) -> Period:
    if read_as == "first_day":
        return Period("day", period.start, period.start)
    if read_as == "last_day":
        return Period("day", period.end, period.end)
    if read_as == "last_of_twelve_months" and period.form == "month":
        after = period.end + timedelta(days=1)
        return Period("twelve_months", date(after.year - 1, after.month, 1), period.end)
    return period


def _month_number(name: str) -> int:
    if name not in _MONTH_NAMES:
        raise ValueError(name)
    return _MONTH_NAMES[name]


def _day(year: str, month: str, day: str) -> list[Period]:
    there = date(int(year), int(month), int(day))
    return [Period("day", there, there)]


def _month(year: int, month: int) -> list[Period]:
    return [Period("month", date(year, month, 1), last_of_month(year, month))]


def _quarter(year: str, number: str) -> list[Period]:
    first = 3 * int(number) - 2
    return [Period("quarter", date(int(year), first, 1), last_of_month(int(year), first + 2))]


def _years(first: str, last: str) -> list[Period]:
    """2023/24, 2023-24 and 2023-2024."""
    end = int(last) if len(last) == 4 else int(first[:2] + last)
    if int(first[2:]) == 99 and last == "00":
        end = int(first) + 1
    found = []
    if end == int(first) + 1:
        found.append(Period("school_year", date(int(first), 8, 1), date(end, 7, 31)))
        found.append(Period("two_years", date(int(first), 1, 1), date(end, 12, 31)))
    elif len(last) == 4:
        found.append(Period("three_years" if end == int(first) + 2 else "span", date(int(first), 1, 1), date(end, 12, 31)))
    return found


def _school_year(first: str, last: str) -> list[Period]:
    return [period for period in _years(first, last) if period.form == "school_year"]


def _months(first_year: int, first_month: int, last_year: int, last_month: int) -> list[Period]:
    start, end = date(first_year, first_month, 1), last_of_month(last_year, last_month)
    count = 12 * (last_year - first_year) + last_month - first_month + 1
    return [Period({3: "rolling_quarter", 12: "twelve_months"}.get(count, "span"), start, end)]


def _ending(year: str, month: str, months: int) -> list[Period]:
    """So many months up to the end of this one, as Jobindsats writes QMAT (three) and YMAT (twelve)."""
    first = 12 * int(year) + int(month) - months
    return _months(first // 12, first % 12 + 1, int(year), int(month))


def _school_years(first: str, first_ends: str, last: str, last_ends: str) -> list[Period]:
    """2022/23-2024/25: whole school years from the first to the last."""
    one, other = _school_year(first, first_ends), _school_year(last, last_ends)
    if not one or not other:
        return []
    return [Period("three_years" if int(last) == int(first) + 2 else "span", one[0].start, other[0].end)]


_Make = Callable[..., list[Period]]
_FORMS: tuple[tuple[str, _Make], ...] = (
    (rf"{_YEAR}(?:y01|å)?", lambda year: [Period("year", date(int(year), 1, 1), date(int(year), 12, 31))]),
    (rf"{_YEAR}[kq]([1-4])", _quarter),
    (rf"([1-4])\. (?:kvartal|kvt\.?) {_YEAR}", lambda number, year: _quarter(year, number)),
    (rf"{_YEAR}m(0[1-9]|1[0-2])", lambda year, month: _month(int(year), int(month))),
    (rf"{_YEAR}qmat(0[1-9]|1[0-2])", lambda year, month: _ending(year, month, 3)),
    (rf"{_YEAR}ymat(0[1-9]|1[0-2])", lambda year, month: _ending(year, month, 12)),
    (rf"{_YEAR}-(0[1-9]|1[0-2])", lambda year, month: _month(int(year), int(month))),
    (rf"{_NAME} {_YEAR}", lambda name, year: _month(int(year), _month_number(name))),
    (rf"{_YEAR}-(\d\d)-(\d\d)(?:[ t]00:00(?::00)?(?:\.0+)?z?)?", _day),
    (rf"(\d{{1,2}})[./-](\d{{1,2}})[./-]{_YEAR}", lambda day, month, year: _day(year, month, day)),
    (rf"(\d{{1,2}})\.? {_NAME} {_YEAR}", lambda day, name, year: _day(year, str(_month_number(name)), day)),
    (rf"{_YEAR}/(\d\d|(?:19|20)\d\d)", _school_year),
    (rf"{_YEAR}-((?:19|20)\d\d|\d\d)", _years),
    (rf"{_YEAR}/(\d\d|(?:19|20)\d\d){_DASH}{_YEAR}/(\d\d|(?:19|20)\d\d)", _school_years),
    (
        rf"{_NAME} {_YEAR}{_DASH}{_NAME} {_YEAR}",
        lambda first, year, last, to: _months(int(year), _month_number(first), int(to), _month_number(last)),
    ),
    (
        rf"{_YEAR}m(0[1-9]|1[0-2]){_DASH}{_YEAR}m(0[1-9]|1[0-2])",
        lambda year, first, to, last: _months(int(year), int(first), int(to), int(last)),
    ),
)

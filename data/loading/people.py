"""Does a file speak of single persons? Then nothing of it comes in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from data.loading.findings import Finding, Place, error
from data.loading.grids import Cell, Grid, Percent, column_letter, text_of
from data.loading.rules import rules
from geo import cpr

_WRITTEN = re.compile(cpr.WRITTEN)
_IN_TEXT = re.compile(cpr.IN_TEXT)
_BARE = re.compile(cpr.BARE)
_TEN_DIGITS = re.compile(cpr.TEN_DIGITS)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++\.[\w.]")
_REMEDY = "Monitoren modtager kun optalte tal. Bed kilden om tal pr. område og periode. Intet fra filen er gemt."


def people_in(grids: Iterable[Grid], texts: list[str], cpr_share: float) -> list[Finding]:
    """Findings that refuse the file; they never repeat what was found.

    CPR numbers: one number with its hyphen, or without one in running text, is enough, in any cell, comment, name or
    property. Bare digits in a cell of their own are refused when `cpr_share` (geo/rules.yml) of the column's ten-digit
    cells could be CPR numbers; a column with one such cell is refused by it.

    One row per individual (rules.yml has the limits): a heading that stands over persons only (fødselsdato, fornavn,
    cpr), or two that together do (navn and telefon); a column of dates that are nearly all different and spread over
    many years; several mail addresses.
    """
    grids = list(grids)
    found = [finding for grid in grids for finding in _numbers(grid, cpr_share)]
    found += _numbers(Grid([[text] for text in texts], [0] * len(texts)), cpr_share)[:1]
    for grid in grids:
        found += _rows(grid)
    return found


def _cpr(place: Place) -> Finding:
    return error("cpr", "her står, hvad der ligner et CPR-nummer", _REMEDY, place)


def _person(what: str, place: Place) -> Finding:
    return error("person_rows", what, _REMEDY, place)


def _columns(grid: Grid) -> Iterable[tuple[int, list[tuple[int, Cell]]]]:
    for column in range(max((len(row) for row in grid.rows), default=0)):
        cells = [(number, row[column]) for number, row in zip(grid.numbers, grid.rows, strict=True) if column < len(row)]
        yield column, [(number, cell) for number, cell in cells if cell is not None]


def _numbers(grid: Grid, cpr_share: float) -> list[Finding]:
    found = []
    for column, cells in _columns(grid):
        ten_digits = dates = first = 0
        for number, cell in cells:
            if isinstance(cell, (date, Percent)):
                continue
            text = text_of(cell)
            if isinstance(cell, str) and (_WRITTEN.search(text) or (_IN_TEXT.search(text) and not _BARE.match(text))):
                dates, first = len(cells), number
                break
            if _TEN_DIGITS.match(text):
                ten_digits += 1
                if _BARE.match(text):
                    dates += 1
                    first = first or number
        if dates and dates >= cpr_share * ten_digits:
            found.append(_cpr(Place(grid.sheet, first, column_letter(column)) if first else Place()))
    return found


def _rows(grid: Grid) -> list[Finding]:
    limits = rules()
    found = []
    for row, number in zip(grid.rows[: limits["heading_rows"]], grid.numbers, strict=False):
        headings = {re.sub(r"[\W_]+", "", cell.casefold()): cell for cell in row if isinstance(cell, str)}
        single = [headings[name] for name in limits["person_headings"] if name in headings]
        pairs = [headings[name] for name in limits["person_headings_two"] if name in headings]
        named = single or (pairs if len(pairs) > 1 and {"køn", "alder"} != {name.casefold() for name in pairs} else [])
        if named:
            what = f"overskriften {' og '.join(f'„{name}“' for name in named[:3])} står over oplysninger om enkeltpersoner"
            found.append(_person(what, Place(grid.sheet, number)))
            break
    for column, cells in _columns(grid):
        days = [cell for _, cell in cells if isinstance(cell, date)] or _written_days(cells)
        if _birthdays(days):
            found.append(_person("kolonnen rummer, hvad der ligner fødselsdatoer", Place(grid.sheet, None, column_letter(column))))
        if sum(1 for _, cell in cells if isinstance(cell, str) and _MAIL.search(cell)) >= limits["mail_addresses"]:
            found.append(_person("kolonnen rummer mailadresser", Place(grid.sheet, None, column_letter(column))))
    return found


def _written_days(cells: list[tuple[int, Cell]]) -> list[date]:
    days = []
    for _, cell in cells:
        if not isinstance(cell, str) or not 8 <= len(cell) <= 30 or not cell.strip()[:1].isdigit():
            continue
        parts = re.fullmatch(r"\s*(\d{1,2})[./-](\d{1,2})[./-](\d{4})\s*", cell)
        iso = re.fullmatch(r"\s*(\d{4})-(\d\d)-(\d\d)(?:[ T].*)?", cell)
        numbers = [int(part) for part in (reversed(parts.groups()) if parts else iso.groups() if iso else ())]
        try:
            days += [date(*numbers)] if numbers else []
        except ValueError:
            continue
    return days


def _birthdays(days: list[date]) -> bool:
    limits = rules()["birthdays"]
    if len(days) < limits["least"] or len(set(days)) < limits["different"] * len(days):
        return False
    # Days of status are the first or the last of a month; people are born on any day.
    ordinary = sum(1 for day in days if 1 < day.day < 28)
    return max(days).year - min(days).year >= limits["years"] and ordinary >= len(days) / 2

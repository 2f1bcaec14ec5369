"""Filled templates and extracts as rows under their headings, and the numbers and days in them as Danes write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import PurePath

from babel.numbers import NumberFormatError, parse_decimal

from data import child
from data.checks.finding import Finding
from data.loading import grids, inside
from geo.plan import rules as geo_rules

Row = dict[str, grids.Cell]


def opened(name: str, content: bytes) -> tuple[grids.Grid | None, list[Finding]]:
    """The first table of a CSV or Excel file, taken apart in a child process with limits; or what refuses it.

    A file that speaks of single persons is refused as a whole, and no finding repeats what it held.
    """
    form = "excel" if PurePath(name).suffix.lower() in (".xlsx", ".xlsm", ".xls") else "csv"
    options = {"format": form, "name": name, "sheets": ["*"], "encoding": "detect", "delimiter": "detect"}
    try:
        answer = child.run("data.loading.inside:cells", inside.payload(content, **options, cpr_share=geo_rules()["cpr_share"]))
    except child.LimitError as error:
        return None, [Finding("fil", name, str(error))]
    found, problems = grids.loaded(answer)
    refused = [Finding("fil", str(problem.place) or name, str(problem)) for problem in problems if problem.level == "error"]
    if refused or not found:
        return None, refused or [Finding("fil", name, "Filen har ingen tabel. Hent skabelonen igen.")]
    return found[0], []


def rows_of(grid: grids.Grid, required: Sequence[str]) -> tuple[list[tuple[int, Row]], list[Finding]]:
    """The rows under the first one as heading -> cell, with their numbers in the file; headings in small letters."""
    headings = [grids.text_of(cell).casefold() for cell in grid.rows[0]]
    if missing := [name for name in required if name not in headings]:
        text = f"Kolonnen {', '.join(missing)} mangler. Hent skabelonen igen, og skriv i den."
        return [], [Finding("fil", "overskriften", text)]
    return [
        (number, {name: cell for name, cell in zip(headings, cells, strict=False) if name})
        for number, cells in zip(grid.numbers[1:], grid.rows[1:], strict=True)
    ], []


def number(text: str) -> float:
    """A figure as Danes write it: "1.270,5". Raises ValueError with a Danish sentence."""
    try:
        return float(parse_decimal(text.replace("\u2212", "-").replace("\u00a0", ""), locale="da_DK", strict=True))
    except NumberFormatError as error:
        raise ValueError(f"„{text}“ kan ikke læses som et tal. Skriv for eksempel 1.270 eller 40,6.") from error


def figure(cell: grids.Cell, what: str) -> float | None:
    """A cell as a number, None when it is empty. Raises ValueError with a Danish sentence."""
    if isinstance(cell, grids.Percent):
        return cell.value
    if isinstance(cell, float):
        return cell
    if isinstance(cell, date):
        raise ValueError(f"{what} er en dato. Formatér cellen som tal, og skriv tallet igen.")
    text = grids.text_of(cell)
    return number(text.rstrip("% \u00a0")) if text else None


def kroner(cell: grids.Cell) -> float | None:
    """An amount with Danish signs: "1.234,50 kr.", "kr. 1.234,50", and a minus in front, behind or as brackets.

    Raises ValueError with a Danish sentence.
    """
    if not isinstance(cell, str):
        return figure(cell, "beløbet")
    text = cell.replace("\u2212", "-").replace("\u00a0", " ").strip()
    bare = text.casefold().removeprefix("kr.").removeprefix("dkk").removesuffix("kr.").removesuffix("kr").removesuffix("dkk").strip()
    negative = bare.endswith("-") or (bare.startswith("(") and bare.endswith(")"))
    bare = bare.removesuffix("-").strip("() ") if negative else bare
    if not bare:
        return None
    try:
        amount = number(bare.replace(" ", ""))
    except ValueError as error:
        raise ValueError(f"„{text}“ kan ikke læses som kroner. Skriv for eksempel 1.234,50 eller -500.") from error
    return -amount if negative else amount


def day(cell: grids.Cell) -> date:
    """A day as Danes or ISO write it. Raises ValueError with a Danish sentence."""
    if isinstance(cell, date):
        return cell
    text = grids.text_of(cell)
    for form in ("%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise ValueError(f"„{text}“ er ingen dato. Skriv for eksempel 31-07-2026.")


def period(row: Mapping[str, grids.Cell]) -> tuple[dict[str, date], list[str]]:
    """The days under "fra" and "til" that can be read, and what is wrong with the others."""
    days: dict[str, date] = {}
    problems: list[str] = []
    for name in ("fra", "til"):
        try:
            days[name] = day(row.get(name))
        except ValueError as error:
            problems.append(f"{name}: {error}")
    return days, problems

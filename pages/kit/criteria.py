"""The state's criteria of one year in the version in force, and the sentence that sums them up."""

from __future__ import annotations

from pages.kit import database, formats
from pages.kit.language import tr
from queries.areas_by_criteria import QUESTIONS, VULNERABLE, Area, Criteria, applied
from queries.criteria import years_with_figures


def years() -> dict[str, str]:
    """The years there are figures for, newest first."""
    return {str(year): tr("Tal for {year}", year=year) for year in years_with_figures(database.ask("criteria_figures"))}


def load(year: int, with_origin: bool) -> Criteria:
    """Every housing area by the rules in force on 1 December of `year`; without origin unless asked for."""
    return database.kept(_applied, year, with_origin)


def _applied(year: int, with_origin: bool) -> Criteria:
    return applied([database.ask(question) for question in QUESTIONS], year, with_origin)


def sentence(found: Criteria) -> str:
    """Which areas fulfil the conditions of the main category by the figures."""
    by_answer = {answer: [area.name for area in found.areas if _main(area) is answer] for answer in (True, False, None)}
    yes = by_answer[True]
    text = tr(
        "Tal for {year}: {count} af {areas} områder opfylder betingelserne for udsat boligområde",
        year=found.on.year, count=formats.number(len(yes)), areas=formats.number(len(found.areas)),
    )  # fmt: skip
    # Babel reads no calls inside an f-string, here and below.
    text += ": " + tr(" og ").join(yes) + "." if yes else "."
    if by_answer[None]:
        text += " " + tr("For {areas} kan det ikke afgøres.", areas=", ".join(by_answer[None]))
    return text


def _main(area: Area) -> bool | None:
    made = area.categories.get(VULNERABLE)
    return None if made is None else made.holds

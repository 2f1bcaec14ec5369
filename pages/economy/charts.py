"""The rows of Økonomi as the template takes them: money and hours on one scale each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pages.economy import texts
from pages.kit import formats
from pages.kit.language import tr
from queries.economy import Hours, Line, Rule, Standing


def money_rows(lines: Sequence[Line], by: str, rule: Rule) -> list[dict[str, Any]]:
    """One row per line: the budget as the whole, spent and bound in it, a tick at what was expected by now."""
    longest = max((max(line.budget, line.spent + line.bound) for line in lines), default=0.0) or 1.0
    rows = []
    for line in lines:
        sign, words, css = texts.verdict(line)
        spent = max(line.spent, 0.0)
        rows.append(
            {
                "name": texts.name(line, by), "under": line.group, "whole": _share(line.budget, longest), "part": _share(spent, longest),
                "bound": _share(line.bound, longest), "tick": None if line.why else _share(line.expected, longest),
                "value": tr("{spent} af {budget}", spent=texts.money(line.spent), budget=texts.money(line.budget)),
                "sign": sign, "words": words, "css": css, "more": texts.forecast(line, rule),
            }
        )  # fmt: skip
    return rows


def money_legend() -> str:
    """What the parts of a row mean."""
    return tr("Grå: budget. Blå: brugt. Skraveret: bundet. Streg: ventet til og med den sidste dag med kendt forbrug.")


def hour_rows(hours: Sequence[Hours]) -> list[dict[str, Any]]:
    """One row per organisation: a year's promise as the whole, or what was expected by now where hours are delivered."""
    longest = max((max(one.per_year, one.delivered, one.expected) for one in hours), default=0.0) or 1.0
    rows = []
    for one in hours:
        sign, words, css = texts.hours_words(one)
        promised = formats.figure(one.per_year, "hours", 0)
        known = one.standing is not Standing.UNKNOWN and one.until is not None
        said = {"delivered": formats.number(one.delivered), "expected": formats.figure(one.expected, "hours", 0)}
        rows.append(
            {
                "name": one.organisation, "under": None, "whole": _share(one.per_year, longest), "part": _share(one.delivered, longest),
                "bound": 0, "tick": _share(one.expected, longest) if known else None,
                "value": tr("{delivered} af {expected}", **said) if one.until else tr("lovet {hours} om året", hours=promised),
                "sign": sign, "words": words, "css": css,
                "more": tr("til og med {day}; lovet {hours} om året", day=formats.day(one.until), hours=promised) if one.until else "",
            }
        )  # fmt: skip
    return rows


def hour_legend() -> str:
    """What the parts of a row of hours mean."""
    return tr("Grå: lovet om året. Blå: leveret siden planens start. Streg: ventet til og med den sidste dag, der er meldt.")


def _share(amount: float, longest: float) -> float:
    return round(100 * max(amount, 0.0) / longest, 2)

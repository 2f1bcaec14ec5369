"""How far a figure is from the limit of a rule: in persons, against random variation, and what it would take to turn it."""

from __future__ import annotations

import bisect
import math
from dataclasses import dataclass

from queries.criteria import Applied, Figure, Rule
from queries.uncertainty import wilson


@dataclass(frozen=True)
class Distance:
    """Persons between a share and the limit: at least `least` and at most `most` must change sides."""

    least: int
    most: int


def persons_from_line(applied: Applied, base: int | None) -> Distance | None:
    """How many persons must come or go, or of a group of `base` change sides, for the rule to turn.

    A rounded share leaves a span of counts open; a known count leaves one. None when a share has no base, and for what is
    neither a count nor a share of persons.
    """
    figure, rule = applied.figure, applied.rule
    if figure is None or rule.operator not in (">", ">=") or math.isinf(figure.high):
        return None
    if rule.unit == "count":
        counts, line = [int(figure.value)], rule.threshold
    elif rule.unit == "percent" and base is not None and base > 0:
        counts, line = _counts(figure, base), rule.threshold * base / 100
    else:
        return None
    # The largest count that does not fulfil the rule.
    below = math.floor(line + 1e-9) if rule.operator == ">" else math.ceil(line - 1e-9) - 1
    away = [count - below if count > below else below + 1 - count for count in counts]
    return Distance(min(away), max(away))


def _counts(figure: Figure, base: int) -> list[int]:
    """The counts of `base` persons that the figure may stand for."""
    if figure.base == base and figure.count is not None:
        return [int(figure.count)]
    lowest, highest = math.ceil(figure.low * base / 100 - 1e-9), math.floor(figure.high * base / 100 + 1e-9)
    return list(range(lowest, highest + 1)) or [round(figure.value * base / 100)]


def within_random_variation(share: float, limit: float, base: float) -> bool:
    """Whether the limit, in percent, lies inside the Wilson 95 % interval of a share of `base` persons."""
    low, high = wilson(share * base / 100, base)
    return low <= limit <= high


def largest_uncertain_base(share: float, limit: float, most: int) -> int:
    """The largest group, up to `most`, in which the distance to the limit is within random variation; 0 when none is.

    The interval narrows as the group grows, so one group size divides the uncertain from the certain.
    """
    return bisect.bisect_left(range(1, most + 1), True, key=lambda base: not within_random_variation(share, limit, base))


def moved(figure: Figure | None, measure: str, value: float) -> Figure:
    """The same measure at another value, taken as exact, for asking what would follow."""
    return Figure(measure, value, value, value, base=figure.base if figure else None, row=figure.row if figure else None)


def steps(figure: Figure | None, rule: Rule) -> list[float]:
    """The values a slider offers around the figure and the limit: whole persons, or tenths of a percent or a ratio."""
    start = rule.threshold if figure is None else figure.value
    if rule.unit == "count":
        low, high = min(start, rule.threshold) - 50, max(start, rule.threshold) + 50
        return [float(value) for value in range(int(low), int(high) + 1)]
    reach = 2.0 if rule.unit == "ratio" else 10.0
    low, high = max(0.0, min(start, rule.threshold) - reach), max(start, rule.threshold) + reach
    return [tenth / 10 for tenth in range(round(low * 10), round(high * 10) + 1)]


def persons_moved(figure: Figure, value: float, base: int) -> int:
    """How many of `base` persons must change sides for a share to go from the figure to `value`, in whole persons."""
    return math.ceil(abs(figure.value - value) * base / 100 - 1e-9)


def change_in_one_year(figure: Figure, value: float, rule: Rule) -> float | None:
    """How far one year's figure must move for the mean of the rule's years to reach `value`; None without a mean."""
    if not rule.averaging_years or rule.averaging_years < 2:
        return None
    return (value - figure.value) * rule.averaging_years

"""Class breaks for a map: round numbers that group the values as well as any round numbers can.

The natural breaks of Fisher and Jenks minimise the spread inside the classes. Rounding them afterwards can empty a
class, so the search is done among round numbers in the first place: of all ways to place the breaks on multiples of
one round step, the one with the least spread inside the classes is taken. The values of a map are few, so every way
is tried. The tests hold the result against mapclassify's FisherJenks; at run time that library would cost three
seconds and 90 MB to start (it brings scikit-learn and scipy) for a search over a few hundred combinations.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import ceil, comb, floor, log10

# A break on a coarser step is preferred as long as it groups nearly as well as the best of the finer ones.
_GOOD_ENOUGH = 0.95
_STEPS = (5.0, 2.0, 1.0)
# More ways than this are not tried; a finer step would have broken the limit only for values that need no finer step.
_WAYS = 20_000


@dataclass(frozen=True)
class Classes:
    """Ordered breaks between classes; a value equal to a break belongs to the class above it.

    `decimals` is how many decimals the breaks need to be written exactly.
    """

    breaks: tuple[float, ...]
    decimals: int

    @property
    def count(self) -> int:
        """Number of classes."""
        return len(self.breaks) + 1

    def of(self, value: float) -> int:
        """The class of a value, 0 for the lowest."""
        return bisect_right(self.breaks, value)


def class_count(values: Sequence[float]) -> int:
    """How many classes a map of these values gets: never more than there are different values, at most five."""
    distinct = len(set(values))
    if distinct < 6:
        return min(distinct, 3)
    return 4 if distinct < 10 else 5


def classify(values: Sequence[float], decimals: int, wanted: int | None = None) -> Classes:
    """Round breaks for `values` (in the indicator's unit, with its `decimals`); no class is empty.

    `wanted` is the number of classes, class_count of the values when not given; there are fewer when the values are.
    Raises ValueError when there are no values.
    """
    if not values:
        raise ValueError("no values to classify")
    ordered = sorted(values)
    distinct = len(set(ordered))
    number = min(wanted or class_count(ordered), distinct)
    if number == 1:
        return Classes((), 0)
    found: list[tuple[float, float, tuple[float, ...]]] = []
    for step in _steps(ordered[-1] - ordered[0], decimals):
        best = _best(ordered, _candidates(ordered, step), number)
        if best is not None:
            found.append((step, *best))
    if not found:
        # Values closer than one unit of the last decimal: the values themselves are the breaks.
        breaks = tuple(sorted(set(ordered))[1:number])
        return Classes(breaks, decimals)
    good = max(goodness for _, goodness, _ in found)
    step, _, breaks = next(item for item in found if item[1] >= _GOOD_ENOUGH * good)
    return Classes(breaks, _decimals(step))


def _steps(spread: float, decimals: int) -> list[float]:
    """Round steps from coarse to fine: from about half of the spread down to one unit of the last decimal."""
    finest = 10.0**-decimals
    power = ceil(log10(spread)) if spread > 0 else 0
    steps = [factor * 10.0**exponent for exponent in range(power, -decimals - 1, -1) for factor in _STEPS]
    return [step for step in steps if finest * 0.999 <= step <= spread]


def _candidates(ordered: Sequence[float], step: float) -> list[float]:
    """Multiples of `step` with values on both sides, one in each gap between values: the roundest near its middle."""
    chosen: dict[int, tuple[tuple[int, float], float]] = {}
    first, last = floor(ordered[0] / step), ceil(ordered[-1] / step)
    if last - first > _WAYS:
        return []
    for multiple in range(first, last + 1):
        number = round(multiple * step, 10)
        below = bisect_right(ordered, number - 1e-9)
        if 0 < below < len(ordered):
            low, high = ordered[below - 1], ordered[below]
            away = abs(number - (low + high) / 2)
            # A rounder number is taken as long as it stays in the middle half of the gap.
            roundness = (multiple % 10 == 0) + (multiple % 5 == 0) if away <= (high - low) / 4 else 0
            rank = (-roundness, away)
            if below not in chosen or rank < chosen[below][0]:
                chosen[below] = (rank, number)
    return [chosen[below][1] for below in sorted(chosen)]


def _best(ordered: Sequence[float], candidates: Sequence[float], number: int) -> tuple[float, tuple[float, ...]] | None:
    """Goodness of variance fit (1 is perfect) and breaks of the best way; None when the candidates are too few or many."""
    if len(candidates) < number - 1 or comb(len(candidates), number - 1) > _WAYS:
        return None
    cuts = [bisect_right(ordered, candidate - 1e-9) for candidate in candidates]
    spreads: dict[tuple[int, int], float] = {}

    def spread(start: int, end: int) -> float:
        if (start, end) not in spreads:
            spreads[start, end] = _spread(ordered[start:end])
        return spreads[start, end]

    whole = _spread(ordered)
    ways = []
    for way in combinations(range(len(cuts)), number - 1):
        edges = [0, *(cuts[place] for place in way), len(ordered)]
        ways.append((sum(spread(a, b) for a, b in pairwise(edges)), way))
    least, way = min(ways)
    return 1 - least / whole, tuple(candidates[place] for place in way)


def _spread(values: Sequence[float]) -> float:
    mean = sum(values) / len(values)
    return sum((value - mean) ** 2 for value in values)


def _decimals(step: float) -> int:
    return max(0, -floor(log10(step) + 1e-9))

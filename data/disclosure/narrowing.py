"""Bounds that follow from constraints one at a time, and which figures each of them rests on.

Most of what an attacker learns is simple: a total minus the shown parts. Narrowing bounds this way costs microseconds, fixes
the unknowns that shown figures give away, and leaves small groups of the rest for the integer programs of bounds.py.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from data.disclosure.model import Constraint

# More persons than any figure counts; keeps every program bounded.
MOST = 1e7
# What the solver may be off by.
SLACK = 1e-6
# Slowly converging pairs of constraints are left to the programs after this many looks at each constraint.
_LOOKS = 12


@dataclass
class Bounds:
    """Least and greatest value of every unknown, and for each the figures it rests on, as bits of an integer."""

    low: list[float]
    high: list[float]
    low_rests_on: list[int]
    high_rests_on: list[int]
    # The figures that cannot all hold, when some cannot.
    contradiction: int | None = None

    def fixed(self, column: int) -> bool:
        """Whether an unknown is known."""
        return self.high[column] - self.low[column] < 0.5

    def rests_on(self, column: int) -> int:
        """The figures behind both bounds of an unknown."""
        return self.low_rests_on[column] | self.high_rests_on[column]


class Narrowing:
    """The constraints of one component in a form that is quick to walk through."""

    def __init__(self, constraints: Sequence[Constraint], columns: dict[int, int], bit_of: dict[int, int]) -> None:
        self.terms = [[(columns[unknown], factor) for unknown, factor in constraint.terms.items()] for constraint in constraints]
        self.limits = [(constraint.low, constraint.high) for constraint in constraints]
        self.bits = [bit_of.get(constraint.row, 0) for constraint in constraints]
        self.size = len(columns)
        self.touching: list[list[int]] = [[] for _ in columns]
        for place, terms in enumerate(self.terms):
            for column, _ in terms:
                self.touching[column].append(place)

    def bounds(self, active: Sequence[bool]) -> Bounds:
        """Narrow until nothing changes, with the constraints that are `active`."""
        found = Bounds([0.0] * self.size, [MOST] * self.size, [0] * self.size, [0] * self.size)
        waiting = deque(place for place, used in enumerate(active) if used)
        queued, looks = list(active), [0] * len(self.terms)
        while waiting:
            place = waiting.popleft()
            queued[place] = False
            looks[place] += 1
            for column in self._narrow(place, found):
                for other in self.touching[column]:
                    if active[other] and not queued[other] and looks[other] < _LOOKS:
                        queued[other] = True
                        waiting.append(other)
            if found.contradiction is not None:
                break
        return found

    def _narrow(self, place: int, found: Bounds) -> list[int]:
        """What one constraint says about each of its unknowns; the columns whose bounds moved."""
        terms, (low, high) = self.terms[place], self.limits[place]
        least = sum(factor * (found.low[column] if factor > 0 else found.high[column]) for column, factor in terms)
        most = sum(factor * (found.high[column] if factor > 0 else found.low[column]) for column, factor in terms)
        moved = []
        for column, factor in terms:
            old_low, old_high = found.low[column], found.high[column]
            # What is left for this unknown when all others are at the end that leaves most.
            one = (high - least) / factor + (old_low if factor > 0 else old_high)
            other = (low - most) / factor + (old_high if factor > 0 else old_low)
            new_low, new_high = (other, one) if factor > 0 else (one, other)
            new_low = math.ceil(new_low - SLACK) if new_low > 0 else 0
            new_high = math.floor(new_high + SLACK) if new_high < MOST else MOST
            if new_low > old_low + 0.5:
                found.low[column] = float(new_low)
                found.low_rests_on[column] = self._proof(place, column, found, upper=factor < 0)
                moved.append(column)
            if new_high < old_high - 0.5:
                found.high[column] = float(new_high)
                found.high_rests_on[column] = self._proof(place, column, found, upper=factor > 0)
                moved.append(column)
            if found.low[column] > found.high[column]:
                found.contradiction = found.rests_on(column) | self.bits[place]
                return moved
        return moved

    def _proof(self, place: int, column: int, found: Bounds, upper: bool) -> int:
        """The figures a new bound rests on; `upper` when the sum's upper limit gives it, so that the others are at their least."""
        proof = self.bits[place]
        for other, factor in self.terms[place]:
            if other != column:
                proof |= found.low_rests_on[other] if (factor > 0) == upper else found.high_rests_on[other]
        return proof

"""Somebody who reads everything that is published and calculates back what is hidden.

Written on its own: it shares neither code nor model with data/disclosure. Unknown is the count behind each figure of each
area, not of parts of the town; totals, categories, shares and bases are equations between them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

# More than any town has; only keeps the program bounded.
EVERYBODY = 1_000_000
SMALL = (1, 4)
SMALL_BASE = 9


class Figure(NamedTuple):
    """One published row: a count, or a share in percent with its count and base as far as they are shown."""

    what: str
    where: str
    when: Any
    unit: str
    value: float
    count: float
    base: float
    decimals: int
    hidden: str  # "" for shown, "few" for hidden for its own sake, "others" for hidden for others' sake
    reason: str = ""  # what the attacker is told: of a "few" which is small, "count", "rest" or "base"; of "others" which are none


@dataclass
class Attacker:
    """Equations as they are found, and bounds of any unknown. Unknowns are named ("n" or "d", what, where, when)."""

    places: dict[Any, int] = field(default_factory=dict)
    lines: list[tuple[dict[int, float], float, float]] = field(default_factory=list)

    def learn(self, terms: Mapping[Any, float], low: float, high: float) -> None:
        """low <= sum of terms <= high."""
        self.lines.append(({self.places.setdefault(name, len(self.places)): factor for name, factor in terms.items()}, low, high))

    def equal(self, whole: Any, parts: Iterable[Any]) -> None:
        """The parts make up the whole."""
        self.learn({whole: 1.0} | dict.fromkeys(parts, -1.0), 0, 0)

    def within(self, whole: Any, parts: Iterable[Any]) -> None:
        """The parts are some of the whole."""
        self.learn({whole: 1.0} | dict.fromkeys(parts, -1.0), 0, math.inf)

    def read(self, figure: Figure, told: bool = True) -> None:
        """What one row says: its numbers when it is shown, and the rule itself when it is hidden and one is `told` why.

        No note tells why, but the attacker is taken to have guessed it, for figures hidden for others' sake as well.
        """
        count, base = (("n", *figure[:3]), ("d", *figure[:3]))
        if figure.unit != "count":
            self.within(base, [count])
        if figure.hidden:
            if told:
                (self._rule if figure.hidden == "few" else self._not_small)(figure, count, base)
            return
        if figure.unit == "count":
            self.learn({count: 1}, figure.value, figure.value)
            return
        for name, number in ((count, figure.count), (base, figure.base)):
            if not math.isnan(number):
                self.learn({name: 1}, number, number)
        # 12,5 % stands for all shares from 12,45 to 12,55.
        half = 0.5 / 10**figure.decimals
        self.learn({count: 100, base: -(figure.value - half)}, -1e-6, math.inf)
        self.learn({count: 100, base: -(figure.value + half)}, -math.inf, 1e-6)

    def _rule(self, figure: Figure, count: Any, base: Any) -> None:
        if figure.reason == "base":
            self.learn({base: 1}, 0, SMALL_BASE)
        elif figure.reason == "rest":
            self.learn({base: 1, count: -1}, *SMALL)
        else:
            self.learn({count: 1}, *SMALL)

    def _not_small(self, figure: Figure, count: Any, base: Any) -> None:
        """Hidden for others' sake, so not small by itself: nobody or many, and which of the two."""
        self.learn({count: 1}, *((0, 0) if "count" in figure.reason else (SMALL[1] + 1, math.inf)))
        if figure.unit != "count":
            self.learn({base: 1}, SMALL_BASE + 1, math.inf)
            self.learn({base: 1, count: -1}, *((0, 0) if "rest" in figure.reason else (SMALL[1] + 1, math.inf)))

    def bounds(self, name: Any) -> tuple[float, float]:
        """Least and greatest whole number that fits everything; NaN for both when nothing does."""
        if name not in self.places:
            return 0.0, float(EVERYBODY)
        goal = np.zeros(len(self.places))
        goal[self.places[name]] = 1.0
        matrix = np.zeros((len(self.lines), len(self.places)))
        for row, (terms, _, _) in enumerate(self.lines):
            matrix[row, list(terms)] = list(terms.values())
        rules = LinearConstraint(matrix, [line[1] for line in self.lines], [line[2] for line in self.lines])
        ends = []
        for sign in (1.0, -1.0):
            answer = milp(sign * goal, integrality=np.ones(len(goal)), bounds=Bounds(0, EVERYBODY), constraints=rules)
            ends.append(math.nan if answer.x is None else float(np.round(answer.x[self.places[name]])))
        return ends[0], ends[1]

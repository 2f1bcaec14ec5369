"""How narrowly an attacker can pin sums of unknown whole numbers, by integer and linear programs (HiGHS through scipy).

scipy is imported where it is called: it takes half a second, and only builds need it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from data.disclosure.model import ALWAYS, Constraint, Terms

# More persons than any figure counts; keeps every program bounded.
MOST = 1e7
# What the solver may be off by.
SLACK = 1e-6
Vector = NDArray[np.float64]
Mask = NDArray[np.bool_]


class ContradictionError(Exception):
    """The constraints cannot all hold."""


@dataclass
class Program:
    """The constraints of one component over its own unknowns; solutions that were found are kept and tried first."""

    constraints: list[Constraint]
    pool: list[Vector] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.columns = {unknown: column for column, unknown in enumerate(sorted({u for c in self.constraints for u in c.terms}))}
        self.matrix = np.zeros((len(self.constraints), len(self.columns)))
        for place, constraint in enumerate(self.constraints):
            for unknown, factor in constraint.terms.items():
                self.matrix[place, self.columns[unknown]] = factor
        self.low = np.array([constraint.low for constraint in self.constraints])
        self.high = np.array([constraint.high for constraint in self.constraints])
        self.rows = np.array([constraint.row for constraint in self.constraints])

    def range(self, terms: Terms, hidden: Collection[int], enough: float = np.inf) -> tuple[float, float]:
        """The least and greatest value of a sum that fit what is shown; stops early once they are `enough` apart.

        Raises ContradictionError.
        """
        known, goal = self._known(hidden), self._vector(terms)
        values = [float(goal @ solution) for solution in self.pool if self._fits(solution, known)]
        for sign in (1.0, -1.0):
            if values and max(values) - min(values) >= enough - SLACK:
                break
            solution = self._least(-sign * goal, known)
            self.pool.append(solution)
            values.append(float(goal @ solution))
        return min(values), max(values)

    def witnesses(self, terms: Terms, hidden: Collection[int], width: float) -> frozenset[int] | None:
        """Shown rows of which one must go before the sum can be `width` wide; None when linear programming cannot tell.

        The duals of both bounds are the proof: as long as every row they rest on is shown, the bounds stand.
        """
        from scipy.optimize import linprog

        known, goal = self._known(hidden), self._vector(terms)
        upper, lower = known & np.isfinite(self.high), known & np.isfinite(self.low)
        matrix = np.vstack([self.matrix[upper], -self.matrix[lower]])
        limits = np.concatenate([self.high[upper], -self.low[lower]])
        rows = np.concatenate([self.rows[upper], self.rows[lower]])
        bounds, found = [], set()
        for sign in (1.0, -1.0):
            answer = linprog(-sign * goal, A_ub=matrix, b_ub=limits, bounds=(0, MOST), method="highs")
            if not answer.success:
                return None
            bounds.append(-sign * answer.fun)
            found |= set(rows[np.abs(answer.ineqlin.marginals) > SLACK].tolist())
        narrow = np.floor(bounds[0] + SLACK) - np.ceil(bounds[1] - SLACK) < width - SLACK
        return frozenset(row for row in found if row >= 0) if narrow else None

    def contradicting(self, weights: dict[int, float]) -> set[int]:
        """Rows to leave out so that the rest can hold together: the lightest set, by weight of row."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        rows = sorted({int(row) for row in self.rows if row != ALWAYS})
        place = {row: len(self.columns) + number for number, row in enumerate(rows)}
        matrix = np.hstack([self.matrix, np.zeros((len(self.rows), len(rows)))])
        lower, upper = matrix.copy(), matrix.copy()
        for number, row in enumerate(self.rows):
            if row != ALWAYS:
                lower[number, place[row]], upper[number, place[row]] = 2 * MOST, -2 * MOST
        cost = np.concatenate([np.zeros(len(self.columns)), [weights.get(row, 1.0) for row in rows]])
        below, above = np.isfinite(self.low), np.isfinite(self.high)
        limits = [LinearConstraint(lower[below], lb=self.low[below]), LinearConstraint(upper[above], ub=self.high[above])]
        most = np.concatenate([np.full(len(self.columns), MOST), np.ones(len(rows))])
        answer = milp(cost, integrality=np.ones(len(cost)), bounds=Bounds(0, most), constraints=limits)
        if answer.x is None:
            raise ContradictionError("The relations contradict each other whatever the figures are.")
        return {row for row in rows if answer.x[place[row]] > 0.5}

    def holds(self) -> bool:
        """Whether everything can hold together."""
        try:
            self.pool.append(self._least(np.zeros(len(self.columns)), np.ones(len(self.rows), dtype=bool)))
        except ContradictionError:
            return False
        return True

    def knows(self, terms: Terms) -> bool:
        """Whether anything is stated about every unknown of a sum; what nothing is stated about cannot be pinned."""
        return terms.keys() <= self.columns.keys()

    def _vector(self, terms: Terms) -> Vector:
        found = np.zeros(len(self.columns))
        for unknown, factor in terms.items():
            found[self.columns[unknown]] = factor
        return found

    def _known(self, hidden: Collection[int]) -> Mask:
        return ~np.isin(self.rows, list(hidden))

    def _fits(self, solution: Vector, known: Mask) -> bool:
        sums = self.matrix[known] @ solution
        return bool((sums >= self.low[known] - SLACK).all() and (sums <= self.high[known] + SLACK).all())

    def _least(self, cost: Vector, known: Mask) -> Vector:
        from scipy.optimize import Bounds, LinearConstraint, milp

        limits = LinearConstraint(self.matrix[known], self.low[known], self.high[known])
        answer = milp(cost, integrality=np.ones(len(cost)), bounds=Bounds(0, MOST), constraints=limits)
        if answer.x is None:
            raise ContradictionError(answer.message)
        return np.asarray(np.round(answer.x), dtype=np.float64)

"""Integer and linear programs over the few unknowns that hang together; everything else is known and stands as a constant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.disclosure.narrowing import SLACK, Bounds, Narrowing

Vector = NDArray[np.float64]
Weights = Sequence[tuple[int, float]]
# A program that is not solved after this many branches counts as one that proves nothing: more is hidden instead.
BRANCHES = 2_000
SECONDS = 20.0
# From this size on the matrix is kept without its zeros.
_SPARSE = 20_000


@dataclass
class Memory:
    """Solutions and answers of a group that stay true whenever the same unknowns have the same bounds and constraints."""

    solutions: list[Vector] = field(default_factory=list)
    answers: dict[tuple[tuple[int, float], ...], tuple[float, float]] = field(default_factory=dict)


class Group:
    """Unknowns that no shown figure fixes, with the constraints between them."""

    def __init__(self, narrowing: Narrowing, found: Bounds, columns: list[int], places: list[int], memory: Memory) -> None:
        self.columns, self.memory = columns, memory
        self._place = {column: number for number, column in enumerate(columns)}
        self._low = np.array([found.low[column] for column in columns])
        self._high = np.array([found.high[column] for column in columns])
        # What each bound and each constraint rests on, with what is known of the unknowns around the group.
        self._bound_bits = [(found.low_rests_on[column], found.high_rests_on[column]) for column in columns]
        self._bits = [narrowing.bits[place] for place in places]
        matrix = np.zeros((len(places), len(columns)))
        limits = np.array([narrowing.limits[place] for place in places], dtype=np.float64).reshape(len(places), 2)
        for number, place in enumerate(places):
            for column, factor in narrowing.terms[place]:
                if column in self._place:
                    matrix[number, self._place[column]] = factor
                else:
                    limits[number] -= factor * found.low[column]
                    self._bits[number] |= found.rests_on(column)
        self._dense, self._limits = matrix, limits

    def some(self) -> Vector | None:
        """Any solution, or None."""
        if not self.memory.solutions:
            solution = self._solve(np.zeros(len(self.columns)))
            if solution is None:
                return None
            self.memory.solutions.append(solution)
        return self.memory.solutions[0]

    def range(self, weights: Weights, enough: float, guess: bool = False) -> tuple[float, float]:
        """The least and greatest value of a sum that fit; stops early once they are `enough` apart. `guess`: solves nothing.

        A program that could not be solved within its limits gives no more than the solutions already known: too narrow a range
        hides more, never less.
        """
        key = tuple(weights)
        goal = self._goal(weights)
        values = [float(goal @ solution) for solution in self.memory.solutions]
        if key in self.memory.answers:
            values += self.memory.answers[key]
        elif not guess and (not values or max(values) - min(values) < enough - SLACK):
            for sign in (1.0, -1.0):
                solution = self._solve(-sign * goal)
                if solution is not None:
                    self.memory.solutions.append(solution)
                    values.append(float(goal @ solution))
                if values and max(values) - min(values) >= enough - SLACK:
                    break
            else:
                self.memory.answers[key] = (min(values), max(values)) if values else (0.0, 0.0)
        return (min(values), max(values)) if values else (0.0, 0.0)

    def witnesses(self, weights: Weights, width: float) -> int:
        """Figures, as bits, without one of which hidden the sum cannot become `width` wide.

        The duals of both linear bounds are the proof: as long as every figure they rest on is shown, the bounds stand. Where
        linear programming cannot tell, everything around the group is.
        """
        from scipy.optimize import linprog

        goal = self._goal(weights)
        upper, lower = np.isfinite(self._limits[:, 1]), np.isfinite(self._limits[:, 0])
        matrix = np.vstack([self._dense[upper], -self._dense[lower]])
        limits = np.concatenate([self._limits[upper, 1], -self._limits[lower, 0]])
        bits = [*np.array(self._bits, dtype=object)[upper], *np.array(self._bits, dtype=object)[lower]]
        ends, proof = [], 0
        for sign in (1.0, -1.0):
            answer = linprog(-sign * goal, A_ub=matrix, b_ub=limits, bounds=np.column_stack([self._low, self._high]), method="highs")
            if not answer.success:
                return self.everything()
            ends.append(-sign * answer.fun)
            for place in np.flatnonzero(np.abs(answer.ineqlin.marginals) > SLACK):
                proof |= bits[place]
            for side, marginals in enumerate((answer.lower.marginals, answer.upper.marginals)):
                for place in np.flatnonzero(np.abs(marginals) > SLACK):
                    proof |= self._bound_bits[place][side]
        narrow = np.floor(ends[0] + SLACK) - np.ceil(ends[1] - SLACK) < width - SLACK
        return proof if narrow else self.everything()

    def everything(self) -> int:
        """Every figure around the group, as bits."""
        found = 0
        for bits in (*self._bits, *(side for pair in self._bound_bits for side in pair)):
            found |= bits
        return found

    def _goal(self, weights: Weights) -> Vector:
        goal = np.zeros(len(self.columns))
        for column, factor in weights:
            goal[self._place[column]] += factor
        return goal

    def _solve(self, cost: Vector) -> Vector | None:
        from scipy.optimize import Bounds as Limits
        from scipy.optimize import LinearConstraint, milp
        from scipy.sparse import csr_array

        matrix: Any = csr_array(self._dense) if self._dense.size > _SPARSE else self._dense
        answer = milp(
            cost, integrality=np.ones(len(cost)), bounds=Limits(self._low, self._high),
            constraints=[LinearConstraint(matrix, self._limits[:, 0], self._limits[:, 1])] if len(self._limits) else [],
            options={"node_limit": BRANCHES, "time_limit": SECONDS},
        )  # fmt: skip
        return None if answer.x is None else np.asarray(np.round(answer.x), dtype=np.float64)

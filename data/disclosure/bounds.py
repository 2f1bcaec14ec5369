"""How narrowly an attacker can pin sums of unknown whole numbers, by integer and linear programs (HiGHS through scipy).

scipy is imported where it is called: it takes half a second, and only builds need it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from data.disclosure.local import Group, Memory
from data.disclosure.model import ALWAYS, Constraint, Terms
from data.disclosure.narrowing import MOST, SLACK, Bounds, Narrowing

Vector = NDArray[np.float64]


class ContradictionError(Exception):
    """The constraints cannot all hold."""


@dataclass(frozen=True)
class Answer:
    """What is left of a sum: its least and greatest value, and the figures that keep it so narrow, if they do."""

    low: float
    high: float
    proof: frozenset[int] | None = None


@dataclass
class Program:
    """The constraints of one component over its own unknowns. What is hidden decides which of them an attacker has."""

    constraints: list[Constraint]
    memories: dict[tuple[object, ...], Memory] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.columns = {unknown: column for column, unknown in enumerate(sorted({u for c in self.constraints for u in c.terms}))}
        self.rows = sorted({constraint.row for constraint in self.constraints if constraint.row >= 0})
        self._bit = {row: 1 << place for place, row in enumerate(self.rows)}
        self.narrowing = Narrowing(self.constraints, self.columns, self._bit)
        self.start: dict[int, float] = {}
        # How many programs were solved.
        self.programs = 0

    def attack(self, hidden: Collection[int], guess: bool = False) -> Attack:
        """Everything an attacker can do once `hidden` is hidden; with `guess` no program is solved, and what only one could tell
        counts as pinned."""
        gone = set(hidden)
        active = [constraint.row not in gone for constraint in self.constraints]
        return Attack(self, active, self.narrowing.bounds(active), guess)

    def holds(self) -> bool:
        """Whether everything can hold together; one solution is kept, to begin with."""
        attack = self.attack(())
        if attack.bounds.contradiction is not None:
            return False
        start = {column: attack.bounds.low[column] for column in range(len(self.columns)) if attack.bounds.fixed(column)}
        for column in range(len(self.columns)):
            if column not in start:
                group = attack.group(column)
                solution = group.some()
                if solution is None:
                    return False
                start |= dict(zip(group.columns, solution.tolist(), strict=True))
        self.start = start
        return True

    def contradicting(self, weights: dict[int, float]) -> set[int]:
        """Rows to leave out so that the rest can hold together: the lightest set, by weight of row."""
        from scipy.optimize import Bounds as Limits
        from scipy.optimize import LinearConstraint, milp

        stated = np.array([constraint.row for constraint in self.constraints])
        rows = sorted({int(row) for row in stated if row != ALWAYS})
        place = {row: len(self.columns) + number for number, row in enumerate(rows)}
        matrix = np.zeros((len(stated), len(self.columns) + len(rows)))
        for number, constraint in enumerate(self.constraints):
            for unknown, factor in constraint.terms.items():
                matrix[number, self.columns[unknown]] = factor
        low = np.array([constraint.low for constraint in self.constraints])
        high = np.array([constraint.high for constraint in self.constraints])
        lower, upper = matrix.copy(), matrix
        for number, row in enumerate(stated):
            if row != ALWAYS:
                lower[number, place[row]], upper[number, place[row]] = 2 * MOST, -2 * MOST
        cost = np.concatenate([np.zeros(len(self.columns)), [weights.get(row, 1.0) for row in rows]])
        limits = [LinearConstraint(lower[np.isfinite(low)], lb=low[np.isfinite(low)])]
        limits.append(LinearConstraint(upper[np.isfinite(high)], ub=high[np.isfinite(high)]))
        most = np.concatenate([np.full(len(self.columns), MOST), np.ones(len(rows))])
        answer = milp(cost, integrality=np.ones(len(cost)), bounds=Limits(0, most), constraints=limits)
        if answer.x is None:
            raise ContradictionError("The relations contradict each other whatever the figures are.")
        return {row for row in rows if answer.x[place[row]] > 0.5}

    def knows(self, terms: Terms) -> bool:
        """Whether anything is stated about every unknown of a sum; what nothing is stated about cannot be pinned."""
        return terms.keys() <= self.columns.keys()

    def named(self, bits: int) -> frozenset[int]:
        """The figures that bits stand for."""
        return frozenset(row for row in self.rows if self._bit[row] & bits)


@dataclass
class Attack:
    """What can be known of a component with some figures hidden: bounds of single unknowns, and programs where they do not suffice."""

    program: Program
    active: list[bool]
    bounds: Bounds
    guess: bool = False
    _group_of: dict[int, Group] = field(default_factory=dict)

    def answer(self, terms: Terms, width: float) -> Answer:
        """How far a sum can lie; not looked at further once its ends are `width` apart."""
        found = self.bounds
        parts = [(self.program.columns[unknown], factor) for unknown, factor in terms.items()]
        low = sum(factor * (found.low[column] if factor > 0 else found.high[column]) for column, factor in parts)
        high = sum(factor * (found.high[column] if factor > 0 else found.low[column]) for column, factor in parts)
        if high - low < width - SLACK:
            bits = 0
            for column, _ in parts:
                bits |= found.rests_on(column)
            return Answer(low, high, self.program.named(bits))
        fixed = sum(factor * found.low[column] for column, factor in parts if found.fixed(column))
        loose = [(column, factor) for column, factor in parts if not found.fixed(column)]
        if not loose:
            return Answer(fixed, fixed, self.program.named(0))
        group = self.group(*(column for column, _ in loose))
        before = len(group.memory.solutions)
        least, most = group.range(loose, width, self.guess)
        self.program.programs += len(group.memory.solutions) - before
        if most - least >= width - SLACK:
            return Answer(fixed + least, fixed + most)
        bits = group.everything() if self.guess else group.witnesses(loose, width)
        for column, _ in parts:
            bits |= found.rests_on(column) if found.fixed(column) else 0
        return Answer(fixed + least, fixed + most, self.program.named(bits))

    def group(self, *columns: int) -> Group:
        """The unknowns that hang together with some, through constraints that still say something."""
        if len(columns) == 1 and columns[0] in self._group_of:
            return self._group_of[columns[0]]
        narrowing, found = self.program.narrowing, self.bounds
        seen, waiting, places = set(columns), list(columns), set()
        while waiting:
            for place in narrowing.touching[waiting.pop()]:
                if self.active[place] and place not in places:
                    places.add(place)
                    for other, _ in narrowing.terms[place]:
                        if other not in seen and not found.fixed(other):
                            seen.add(other)
                            waiting.append(other)
        key = (tuple(sorted(seen)), tuple(sorted(places)), *((found.low[column], found.high[column]) for column in sorted(seen)))
        # Under the same bounds a group has the same answers, whatever was hidden elsewhere.
        start = self.program.start
        memory = self.program.memories.setdefault(key, Memory([np.array([start[column] for column in sorted(seen)])] if start else []))
        group = Group(narrowing, found, sorted(seen), sorted(places), memory)
        self._group_of |= dict.fromkeys(seen, group)
        return group

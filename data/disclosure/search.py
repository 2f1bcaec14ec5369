"""The least loss for one component: an integer program chooses, an attacker's program bounds, a bound too narrow gives a cut."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from data.disclosure.bounds import Program
from data.disclosure.guards import Guard
from data.disclosure.model import ALWAYS, Constraint

TRUSTED = 1000.0
# What being hidden says follows from a figure, so it goes before the figure, but after a doubtful one.
PRIOR = 1.5
# Programs solved for one component before it is no longer searched for the least loss; the same on every machine.
PROGRAMS = 20_000
# Fewer components than this are not worth starting processes for.
MANY = 200
# Figures of which one must go, as long as the figure that needs it is hidden.
Cut = tuple[frozenset[int], int]
_LOG = logging.getLogger("monitor.disclosure")


@dataclass(frozen=True)
class Task:
    """One component: what is stated, what must stay uncertain, what hiding costs, and what is hidden or remembered already."""

    constraints: list[Constraint]
    guards: list[Guard]
    loss: Mapping[int, float]
    gone: set[int]
    known: set[int]
    weights: Mapping[int, float]


@dataclass
class Clock:
    """The time that choosing may take, and what it came to: a build must neither hang nor be silent."""

    seconds: float
    every: float = 30.0

    def __post_init__(self) -> None:
        self.began = self.said = time.monotonic()
        self.hasty: set[int] = set()

    @classmethod
    def of(cls, rules: Mapping[str, Any]) -> Clock:
        """The clock of disclosure.yml's `choice`."""
        return cls(60.0 * float((rules.get("choice") or {}).get("minutes", 10)))

    def left(self) -> float:
        """Seconds left."""
        return max(0.0, self.began + self.seconds - time.monotonic())

    def tell(self, done: int, of: int) -> None:
        """Say how far it is, now and then."""
        if time.monotonic() - self.said > self.every:
            self.said = time.monotonic()
            _LOG.warning("Små tal: %d af %d grupper af tal er regnet efter %.0f sekunder.", done, of, self.said - self.began)

    def report(self) -> None:
        """Say which figures were hidden without a search for the least loss."""
        if self.hasty:
            text = (
                "Små tal: %d tal er skjult uden at søge det mindste tab, for tiden var gået. Mere end nødvendigt er skjult, aldrig mindre."
            )
            _LOG.warning(text, len(self.hasty))


def solved(tasks: Sequence[Task], clock: Clock) -> Iterator[set[int]]:
    """The figures each task hides, in the order of the tasks; many tasks are shared by the cores."""
    cores = min(len(os.sched_getaffinity(0)), 8)
    if len(tasks) < MANY or cores < 2:
        for place, task in enumerate(tasks):
            clock.tell(place, len(tasks))
            found, sparing = solve(task, clock.left())
            clock.hasty |= set() if sparing else found
            yield found
        return
    # Fresh processes: a fork of one that has used DuckDB or Arrow can crash. multiprocessing would first run the parent's main
    # module in each, which in the server is a page, and starts a child that breaks anew for ever; loky does neither.
    from loky import get_reusable_executor

    with get_reusable_executor(cores) as pool:
        until = time.time() + clock.left()
        for place, (found, sparing) in enumerate(pool.map(_solve_until, ((task, until) for task in tasks), chunksize=8)):
            clock.tell(place, len(tasks))
            clock.hasty |= set() if sparing else found
            yield found


def _solve_until(asked: tuple[Task, float]) -> tuple[set[int], bool]:
    task, until = asked
    return solve(task, max(0.0, until - time.time()))


def _consistent(constraints: list[Constraint], weights: Mapping[int, float]) -> Program:
    """The program of a component. Figures that contradict the others prove nothing to anybody and are left out."""
    program = Program(constraints)
    if program.holds():
        return program
    rows = {constraint.row for constraint in constraints}
    wrong = program.contradicting({row: weights.get(row, TRUSTED) if row >= 0 else PRIOR for row in rows})
    program = Program([constraint for constraint in constraints if constraint.row not in wrong])
    program.holds()
    return program


def solve(task: Task, seconds: float) -> tuple[set[int], bool]:
    """Choose, attack, cut, until every guard of a hidden figure stands; the figures, and whether there was time to be sparing.

    After `seconds`, or too many programs, every figure that could help is hidden, instead of the least of them, and a bound that
    only a program could tell counts as too narrow. That takes a few more looks and hides more, never less.
    """
    began = time.monotonic()
    program = _consistent(task.constraints, task.weights)
    candidates = set(program.rows) - task.gone - task.known
    watched = [guard for guard in task.guards if program.knows(guard.terms)]
    cuts: list[Cut] = []
    chosen: set[int] = set()
    while True:
        hidden = (task.gone | chosen) - task.known
        sparing = program.programs < PROGRAMS and time.monotonic() - began < seconds
        attack = program.attack(hidden, guess=not sparing)
        fresh = []
        for place, guard in enumerate(watched):
            if guard.row != ALWAYS and guard.row not in hidden:
                continue
            answer = attack.answer(guard.terms, guard.width)
            if answer.proof is None:
                continue
            if helping := answer.proof & candidates - hidden:
                fresh.append((helping, guard.row))
            else:
                # Everything that could help is hidden: the figures' own relations leave no more.
                watched[place] = replace(guard, width=answer.high - answer.low)
        if not fresh:
            return chosen, sparing
        cuts += fresh
        chosen = cheapest(cuts, candidates, task.loss) if sparing else chosen.union(*(helping for helping, _ in fresh))


def cheapest(cuts: list[Cut], candidates: set[int], loss: Mapping[int, float]) -> set[int]:
    """The least loss that meets every cut: one of its rows must go, as long as the row it protects is hidden."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import lil_array

    named = sorted(candidates & {row for helping, own in cuts for row in (*helping, own)})
    place = {row: number for number, row in enumerate(named)}
    matrix = lil_array((len(cuts), len(named)))
    least = np.ones(len(cuts))
    for number, (helping, row) in enumerate(cuts):
        for other in helping:
            matrix[number, place[other]] = 1.0
        if row in place:
            matrix[number, place[row]] -= 1.0
            least[number] = 0.0
    # Losses are whole numbers; the order of rows decides between equals and can never outweigh one of them.
    order = np.arange(len(named)) / (len(named) ** 2 + 1)
    answer = milp(
        np.array([loss[row] for row in named]) + order, integrality=np.ones(len(named)), bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix.tocsr(), lb=least), options={"mip_rel_gap": 0},
    )  # fmt: skip
    return {row for row in named if answer.x[place[row]] > 0.5}

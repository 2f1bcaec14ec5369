"""Secondary suppression: the least loss of further figures after which no hidden one can be calculated back.

The cell suppression problem on linked tables, solved as Fischetti and Salazar do (Management Science 47(7), 2001): an integer
program chooses figures to hide, an attacker's program bounds every hidden count, and a bound that is too narrow gives a cut.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from data.disclosure.bounds import SLACK, Program
from data.disclosure.guards import Guard, guards, judged, priors
from data.disclosure.model import ALWAYS, Constraint, build

# A doubtful figure is given up before a trusted one when figures contradict each other.
TRUST = {"doubtful": 1.0}
TRUSTED = 1000.0


def choose(
    figures: pd.DataFrame, primary: pd.Series, rules: Mapping[str, Any], indicators: pd.DataFrame, known: Collection[int] = ()
) -> set[int]:
    """The figures to hide besides `primary`, by their number in `figures`; column `loss` says what hiding one costs.

    `known` are figures that were published before. Whoever kept them can use them still, so more may have to go; but what a
    reader of this file alone could calculate back is hidden first.
    """
    rows = judged(figures, rules)
    model = build(rows, rules, indicators)
    few = set(rows.index[primary])
    constraints = model.constraints + priors(model, rows, few)
    gone = few | set(rows.index[(rows["status"] == "suppressed") & rows["value"].isna()])
    chosen: set[int] = set()
    for remembered in (set(), set(known)) if known else (set(),):
        for stated, own in _components(constraints, guards(model, rows, few, remembered)):
            if stated and any(guard.row == ALWAYS or guard.row in gone | chosen for guard in own):
                chosen |= _solve(_consistent(stated, rows), own, rows["loss"], gone | chosen, remembered)
    return chosen


def _components(constraints: list[Constraint], watched: list[Guard]) -> list[tuple[list[Constraint], list[Guard]]]:
    """Constraints and guards that share unknowns, directly or through others; each set can be solved on its own."""
    parent: dict[int, int] = {}

    def root(unknown: int) -> int:
        while parent.setdefault(unknown, unknown) != unknown:
            parent[unknown] = parent[parent[unknown]]
            unknown = parent[unknown]
        return unknown

    for terms in [*(constraint.terms for constraint in constraints), *(guard.terms for guard in watched)]:
        first, *others = terms
        for other in others:
            parent[root(other)] = root(first)
    found: dict[int, tuple[list[Constraint], list[Guard]]] = {}
    for constraint in constraints:
        found.setdefault(root(next(iter(constraint.terms))), ([], []))[0].append(constraint)
    for guard in watched:
        found.setdefault(root(next(iter(guard.terms))), ([], []))[1].append(guard)
    return list(found.values())


def _consistent(constraints: list[Constraint], rows: pd.DataFrame) -> Program:
    """The program of a component. Figures that contradict the others prove nothing to anybody and are left out."""
    program = Program(constraints)
    if program.holds():
        return program
    wrong = program.contradicting({row: TRUST.get(status, TRUSTED) for row, status in rows["status"].items()})
    program = Program([constraint for constraint in constraints if constraint.row not in wrong])
    program.holds()
    return program


def _solve(program: Program, watched: list[Guard], loss: pd.Series, gone: set[int], known: set[int]) -> set[int]:
    """Choose, attack, cut, until every guard of a hidden figure stands."""
    candidates = sorted({int(row) for row in program.rows if row >= 0} - gone - known)
    watched = [guard for guard in watched if program.knows(guard.terms)]
    cuts: list[tuple[frozenset[int], int]] = []
    chosen: set[int] = set()
    while True:
        hidden = (gone | chosen) - known
        fresh = []
        for place, guard in enumerate(watched):
            if guard.row != ALWAYS and guard.row not in hidden:
                continue
            low, high = program.range(guard.terms, hidden, guard.width)
            if high - low >= guard.width - SLACK:
                continue
            proof = program.witnesses(guard.terms, hidden, guard.width)
            if helping := frozenset(set(candidates) - hidden if proof is None else proof & set(candidates)):
                fresh.append((helping, guard.row))
            else:
                # Everything that could help is hidden: the figures' own relations leave no more.
                watched[place] = replace(guard, width=high - low)
        if not fresh:
            return chosen
        cuts += fresh
        chosen = _cheapest(candidates, cuts, loss)


def _cheapest(candidates: list[int], cuts: list[tuple[frozenset[int], int]], loss: pd.Series) -> set[int]:
    """The least loss that meets every cut: one of its rows must go, as long as the row it protects is hidden."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    place = {row: number for number, row in enumerate(candidates)}
    matrix = np.zeros((len(cuts), len(candidates)))
    least = np.ones(len(cuts))
    for number, (helping, row) in enumerate(cuts):
        matrix[number, [place[other] for other in helping]] = 1.0
        if row in place:
            matrix[number, place[row]] -= 1.0
            least[number] = 0.0
    # Losses are whole numbers; the order of rows decides between equals and can never outweigh one of them.
    order = np.arange(len(candidates)) / (len(candidates) ** 2 + 1)
    answer = milp(
        loss[candidates].to_numpy(float) + order,
        integrality=np.ones(len(candidates)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix, lb=least),
        options={"mip_rel_gap": 0},
    )
    return {row for row in candidates if answer.x[place[row]] > 0.5}

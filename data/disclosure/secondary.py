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

from data.disclosure.bounds import Program
from data.disclosure.guards import Guard, guards, judged, priors
from data.disclosure.model import ALWAYS, Constraint, build

# A doubtful figure is given up before a trusted one when figures contradict each other.
TRUST = {"doubtful": 1.0}
TRUSTED = 1000.0
# What being hidden says follows from a figure, so it goes before the figure, but after a doubtful one.
PRIOR = 1.5
# Figures of which one must go, as long as the figure that needs it is hidden.
Cut = tuple[frozenset[int], int]


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
    gone = few | set(rows.index[(rows["status"] == "suppressed") & rows["value"].isna()])
    weights = {row: TRUST[status] for row, status in rows["status"].items() if status in TRUST}
    loss = rows["loss"].to_dict()
    chosen: set[int] = set()
    for remembered in (set(), set(known)) if known else (set(),):
        for stated, own in _components(model.constraints, guards(model, rows, few, remembered)):
            if stated and any(guard.row == ALWAYS or guard.row in gone | chosen for guard in own):
                inside = sorted({constraint.row for constraint in stated if constraint.row >= 0} | {g.row for g in own if g.row >= 0})
                program = _consistent(stated + priors(model, rows.loc[inside], few), weights)
                chosen |= _solve(program, own, loss, gone | chosen, remembered)
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


def _solve(program: Program, watched: list[Guard], loss: Mapping[int, float], gone: set[int], known: set[int]) -> set[int]:
    """Choose, attack, cut, until every guard of a hidden figure stands."""
    candidates = set(program.rows) - gone - known
    watched = [guard for guard in watched if program.knows(guard.terms)]
    cuts: list[Cut] = []
    chosen: set[int] = set()
    while True:
        hidden = (gone | chosen) - known
        attack = program.attack(hidden)
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
            return chosen
        cuts += fresh
        chosen = cheapest(cuts, candidates, loss)


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

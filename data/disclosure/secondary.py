"""Secondary suppression: the least loss of further figures after which no hidden one can be calculated back.

The cell suppression problem on linked tables, solved as Fischetti and Salazar do (Management Science 47(7), 2001). Here it is parted
into components that share no figure; search.py solves each.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from data.disclosure.chance import beside
from data.disclosure.guards import Guard, guards, judged, priors
from data.disclosure.model import ALWAYS, Constraint, build
from data.disclosure.search import Clock, Task, solved

# A doubtful figure is given up before a trusted one when figures contradict each other.
TRUST = {"doubtful": 1.0}


def choose(
    figures: pd.DataFrame,
    primary: pd.Series,
    rules: Mapping[str, Any],
    indicators: pd.DataFrame,
    known: Collection[int] = (),
    public: Collection[int] = (),
) -> set[int]:
    """The figures to hide besides `primary`, by their number in `figures`; column `loss` says what hiding one costs.

    Rows with `decoy` beside a hidden figure are hidden in any case (chance.py says why). `known` are figures that were published
    before. Whoever kept them can use them still, so more may have to go; but what a reader of this file alone could calculate back
    is hidden first. `public` are figures that stay shown whatever they give away.
    """
    rows = judged(figures, rules)
    model = build(rows, rules, indicators)
    few = set(rows.index[primary])
    gone = few | set(rows.index[(rows["status"] == "suppressed") & rows["value"].isna()])
    decoys = set(rows.index[rows["decoy"]]) - gone if "decoy" in rows else set()
    weights = {row: TRUST[status] for row, status in rows["status"].items() if status in TRUST}
    clock = Clock.of(rules)
    chosen: set[int] = set()
    for remembered in (set(public), {*public, *known}) if known else (set(public),):
        tasks = []
        for stated, own in _components(model.constraints, guards(model, rows, few, remembered)):
            if stated and any(guard.row == ALWAYS or guard.row in gone | chosen for guard in own):
                inside = sorted({constraint.row for constraint in stated if constraint.row >= 0} | {g.row for g in own if g.row >= 0})
                everything = stated + priors(model, rows.loc[inside], few)
                own_gone = (gone | chosen).intersection(inside) | (decoys & beside(everything, own, gone | chosen) - remembered)
                loss = rows.loc[inside, "loss"].to_dict()
                own_weights = {row: weights[row] for row in inside if row in weights}
                tasks.append(Task(everything, own, loss, own_gone, remembered.intersection(inside), own_weights))
        for task, found in zip(tasks, solved(tasks, clock), strict=True):
            chosen |= (found | task.gone) - gone
    clock.report()
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

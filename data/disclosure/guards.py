"""What must stay uncertain when a figure is hidden, and by how much."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.disclosure.model import ALWAYS, Constraint, Model, Terms, plus
from data.disclosure.primary import PER, counted, reasons
from data.disclosure.rules import limits


@dataclass(frozen=True)
class Guard:
    """A sum that must stay uncertain by `width` while `row` is hidden; row is ALWAYS for one that has no figure of its own."""

    terms: Terms
    width: float
    row: int = ALWAYS


def judged(figures: pd.DataFrame, rules: Mapping[str, Any]) -> pd.DataFrame:
    """The figures with what guards are made from: count, few, few_others, small_base, and the limits of their topics."""
    return figures.assign(count=counted(figures), **reasons(figures, rules), **limits(figures["topic"], rules))


def guards(model: Model, rows: pd.DataFrame, primary: Collection[int], known: Collection[int]) -> list[Guard]:
    """A guard for every figure that is or may be hidden, and for every small rest that shown figures would leave.

    The protection interval: the counts that still fit must be at least least_count - 2 apart, so that a hidden 1 to 4 may
    still be any of the four; or, on a smaller base, as far apart as the base itself.
    """
    found = []
    for row in rows[rows["unit"].isin(["count", *PER])].itertuples():
        if row.Index in known or (math.isnan(row.value) and row.status != "suppressed"):
            continue
        few, others = row.least_count - 2.0, row.least_complement - 2.0
        width = others if row.Index in primary and _reason(row) == "few_others" else few
        found.append(Guard(_sum(model, "n", row), width if math.isnan(row.denominator) else min(width, row.denominator), row.Index))
        if row.Index in primary and 0 < row.denominator < row.least_count:
            found.append(Guard(_sum(model, "d", row), few, row.Index))
    return found + _rests(model, rows)


def priors(model: Model, rows: pd.DataFrame, primary: Collection[int]) -> list[Constraint]:
    """What the very fact of being hidden says. The attacker is taken to know the reason, which is more than the notes tell.

    A figure hidden for others' sake says that it is not small: none or at least the limit. So does one that is shown, by its value.
    """
    found = []
    for row in rows[rows["unit"].isin(["count", *PER]) & rows["value"].notna()].itertuples():
        # A number of its own below ALWAYS: it stands while the row is hidden, and can be given up if figures contradict it.
        own = -2 - row.Index
        if row.Index in primary:
            count, base = _sum(model, "n", row), _sum(model, "d", row)
            if _reason(row) == "small_base":
                found.append(Constraint(base, 0, row.least_base - 1, own))
            elif _reason(row) == "few":
                found.append(Constraint(count, 1, row.least_count - 1, own))
            elif _reason(row) == "few_others":
                found.append(Constraint(plus((1, base), (-1, count)), 1, row.least_complement - 1, own))
        elif not row.spared:
            found += _many(model, row, own)
    return found


def _many(model: Model, row: Any, own: int) -> list[Constraint]:
    """That a figure is not small. Whether it is none or many is taken to be known as well, which only makes the attacker stronger."""
    count, base = _sum(model, "n", row), _sum(model, "d", row)
    sides = []
    least, most = _fitting(row)
    if most == 0 or least >= row.least_count:
        sides.append((count, most, row.least_count))
    if not math.isnan(row.denominator):
        left = row.denominator - most
        if least == row.denominator or left >= row.least_complement:
            sides.append((plus((1, base), (-1, count)), left, row.least_complement))
        if row.unit in PER:
            sides.append((base, row.denominator, row.least_base))
    return [Constraint(terms, 0, 0, own) if value == 0 else Constraint(terms, limit, math.inf, own) for terms, value, limit in sides]


def _fitting(row: Any) -> tuple[float, float]:
    """The least and greatest count that fit what is printed; NaN for a mean, which counts no whole persons."""
    if row.unit == "count":
        own = float(row.value) if row.value % 1 == 0 and row.kind != "two_years" else math.nan
        return own, own
    if not math.isnan(row.numerator) or math.isnan(row.denominator):
        return row.numerator, row.numerator
    ends = [(row.value + side * row.half) * row.denominator / PER[row.unit] for side in (-1, 1)]
    return math.ceil(ends[0] - 1e-6), math.floor(ends[1] + 1e-6)


def _reason(row: Any) -> str:
    """Why a figure is hidden; a small base is reason enough and tells nothing of the count."""
    return next(name for name in ("small_base", "few", "few_others", "unclear") if getattr(row, name))


def _sum(model: Model, kind: str, row: Any) -> Terms:
    return model.sum_of(model.quantity(kind, row.concept), (row.start, row.end), row.area)


def _rests(model: Model, rows: pd.DataFrame) -> list[Guard]:
    """Small counts that no figure prints, but that a total and its other parts would give."""
    groups: dict[Any, list[Any]] = {}
    for row in rows[~rows["spared"] & rows["count"].notna()].itertuples():
        groups.setdefault((row.concept, row.start, row.end), []).append(row)
    found = []
    for (concept, *period), group in groups.items():
        printed = {row.area: row for row in group} | {model.parts(row.area)[0]: row for row in group if len(model.parts(row.area)) == 1}
        ways = [(row, parts) for row in group for parts in dict.fromkeys((tuple(model.parts(row.area)), tuple(model.pieces(row.area))))]
        for total, parts in ways:
            left = [part for part in parts if part not in printed]
            inner = [printed[part] for part in parts if part in printed]
            if not left or not inner:
                continue
            for kind, column in (("n", "count"), ("d", "denominator")):
                rest = getattr(total, column) - sum(getattr(row, column) for row in inner)
                if 1 <= rest < total.least_count:
                    quantity = model.quantity(kind, concept)
                    terms = {model.unknown(quantity, tuple(period), part): 1.0 for part in left}
                    found.append(Guard(terms, total.least_count - 2.0))
    return found

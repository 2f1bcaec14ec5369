"""Chance in the choice, from a secret key: what is hidden besides must not be worked out from the rule.

Whoever knows that the cheapest figures were hidden knows that cheaper ones would not have protected, and that says something of the
hidden figures (the minimality attack: R. Wong, A. Fu, K. Wang, J. Pei, Minimality Attack in Privacy Preserving Data Publishing, VLDB
2007). So costs carry noise, and some figures beside hidden ones are hidden without need: any choice that protects may have been made
for any of the numbers it protects. Without the key nobody can repeat the draw; with the same key a build is the same every time.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Iterable

import numpy as np
import pandas as pd

from data.disclosure.guards import Guard
from data.disclosure.model import Constraint


def draw(figures: pd.DataFrame, key: bytes, purpose: str) -> pd.Series:
    """A number above 0 and up to 1 for each figure, from who it is and the key, never from its value."""
    names = zip(figures["concept"], figures["area"], figures["start"], figures["end"], strict=True)
    texts = (f"{purpose}|{concept}|{area}|{start:%Y-%m-%d}|{end:%Y-%m-%d}" for concept, area, start, end in names)
    digests = (hmac.digest(key, text.encode(), hashlib.sha256) for text in texts)
    return pd.Series([(int.from_bytes(digest[:6], "big") + 1) / 2**48 for digest in digests], index=figures.index, dtype="float64")


def with_chance(figures: pd.DataFrame, key: bytes, spread: float, decoys: float) -> pd.DataFrame:
    """The figures with noise on column loss, and a column decoy: hidden without need, as often as `decoys` for the cheapest.

    The noise has no upper end, so that no order of costs is impossible; on average it adds `spread` of the loss.
    """
    least = figures["loss"].min()
    noisy = figures["loss"] * (1 - spread * np.log(draw(figures, key, "loss"))) if spread else figures["loss"]
    decoy = draw(figures, key, "decoy") <= decoys * least / figures["loss"] if decoys else pd.Series(False, index=figures.index)
    countable = figures["value"].notna() & ~figures["spared"]
    return figures.assign(loss=noisy, decoy=decoy & countable)


def beside(constraints: Iterable[Constraint], guards: Iterable[Guard], hidden: Collection[int]) -> set[int]:
    """The figures that share a relation with a hidden one."""
    own = {unknown for guard in guards if guard.row in hidden for unknown in guard.terms}
    listed = list(constraints)
    near = own.union(*(constraint.terms for constraint in listed if own.intersection(constraint.terms)))
    return {constraint.row for constraint in listed if constraint.row >= 0 and near.intersection(constraint.terms)}

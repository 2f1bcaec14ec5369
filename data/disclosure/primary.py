"""Primary suppression: the figures that themselves describe few people."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from data.disclosure.rules import limits

PER = {"percent": 100, "per_1000": 1000}


def primary(figures: pd.DataFrame, rules: Mapping[str, Any]) -> pd.Series:
    """Which figures must be hidden for their own sake, as a boolean series on their index.

    Counts of persons from 1 to least_count - 1 (also of base minus count) and shares on a base under least_base.
    Figures of a municipality or larger are judged by the same rule; those that count no persons (`spared`) are not.
    """
    return reasons(figures, rules).any(axis="columns") & ~figures["spared"]


def reasons(figures: pd.DataFrame, rules: Mapping[str, Any]) -> pd.DataFrame:
    """Why each figure would be hidden: boolean columns few, few_others, small_base, unclear, on the index of `figures`.

    `figures` has columns unit, topic, value, numerator, denominator. Without a printed count it follows from share and base; without
    a base too, each base up to `most` that fits the printed decimals (column half) is tried, and one small one is enough (unclear).
    """
    least = limits(figures["topic"], rules)
    shown = figures["value"].notna()
    count, base = counted(figures), figures["denominator"]
    return pd.DataFrame(
        {
            "few": shown & count.between(1, least["least_count"] - 1),
            "few_others": shown & (base - count).between(1, least["least_complement"] - 1),
            "small_base": shown & figures["unit"].isin(PER) & (base < least["least_base"]),
            "unclear": shown & _unclear(figures, least),
        },
        index=figures.index,
    )


def _unclear(figures: pd.DataFrame, least: pd.DataFrame) -> pd.Series:
    found = figures["named"].copy() if "named" in figures else pd.Series(False, index=figures.index)
    if "most" in figures:
        for row in figures[figures["most"].notna() & figures["value"].notna() & figures["unit"].isin(PER)].itertuples():
            found[row.Index] |= _may_be_small(row, least.loc[row.Index])
    return found


def _may_be_small(row: Any, least: pd.Series) -> bool:
    """Whether some base up to `most` that fits the share is small, or its count or rest is; the first that fits, if none does."""
    fitting: list[tuple[int, int]] = []
    for base in range(1, 10 * int(row.most)):
        if base > row.most and fitting:
            break
        ends = [(row.value + side * row.half) * base / PER[row.unit] for side in (-1, 1)]
        fitting += [(count, base) for count in range(math.ceil(ends[0] - 1e-9), min(base, math.floor(ends[1] + 1e-9)) + 1)]
    small = (
        base < least["least_base"] or 1 <= count < least["least_count"] or 1 <= base - count < least["least_complement"]
        for count, base in fitting
    )  # fmt: skip
    return any(small)


def counted(figures: pd.DataFrame) -> pd.Series:
    """How many persons each figure counts: the count itself, the printed numerator, or what share and base give."""
    count = figures["value"].where(figures["unit"] == "count", figures["numerator"])
    per = figures["unit"].map(PER)
    return count.fillna((figures["value"] * figures["denominator"] / per).round())

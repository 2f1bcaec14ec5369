"""Primary suppression: the figures that themselves describe few people."""

from __future__ import annotations

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
    """Why each figure would be hidden: boolean columns few, few_others, small_base, on the index of `figures`.

    `figures` has columns unit, topic, value, numerator, denominator. Without a printed count it follows from share and base.
    """
    least = limits(figures["topic"], rules)
    shown = figures["value"].notna()
    count, base = counted(figures), figures["denominator"]
    return pd.DataFrame(
        {
            "few": shown & count.between(1, least["least_count"] - 1),
            "few_others": shown & (base - count).between(1, least["least_complement"] - 1),
            "small_base": shown & figures["unit"].isin(PER) & (base < least["least_base"]),
        },
        index=figures.index,
    )


def counted(figures: pd.DataFrame) -> pd.Series:
    """How many persons each figure counts: the count itself, the printed numerator, or what share and base give."""
    count = figures["value"].where(figures["unit"] == "count", figures["numerator"])
    per = figures["unit"].map(PER)
    return count.fillna((figures["value"] * figures["denominator"] / per).round())

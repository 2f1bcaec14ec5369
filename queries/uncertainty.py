"""How much of a share is chance: the Wilson interval of a count out of a base."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from math import sqrt
from typing import Any

import pandas as pd

# The 97.5th percentile of the normal distribution: intervals hold with 95 per cent.
_Z = 1.959963984540054


def wilson(count: float, base: float) -> tuple[float, float]:
    """Lower and upper limit in percent of the 95 per cent Wilson interval for `count` of `base`.

    Source: E. B. Wilson (1927), Journal of the American Statistical Association 22. Raises ValueError when the
    base is not positive or the count lies outside 0 to base.
    """
    if base <= 0 or not 0 <= count <= base:
        raise ValueError(f"count {count} of base {base}")
    share = count / base
    middle = (share + _Z**2 / (2 * base)) / (1 + _Z**2 / base)
    half = _Z * sqrt(share * (1 - share) / base + _Z**2 / (4 * base**2)) / (1 + _Z**2 / base)
    # At 0 and at the whole base one limit is exact; the arithmetic would miss it by a rounding error.
    low = 0.0 if count == 0 else 100 * (middle - half)
    high = 100.0 if count == base else 100 * (middle + half)
    return low, high


def with_intervals(figures: pd.DataFrame) -> pd.DataFrame:
    """The frame with columns low and high in percent, null where no base is known or the unit is not percent.

    A missing count is taken as the whole number nearest to value x base.
    """
    limits = [_limits(row) for row in figures[["unit", "numerator", "denominator", "value"]].to_dict("records")]
    return figures.assign(low=[low for low, _ in limits], high=[high for _, high in limits])


def _limits(row: Mapping[Hashable, Any]) -> tuple[float, float]:
    base, value = row["denominator"], row["value"]
    if row["unit"] != "percent" or pd.isna(base) or pd.isna(value):
        return float("nan"), float("nan")
    count = row["numerator"] if pd.notna(row["numerator"]) else round(value * base / 100)
    return wilson(float(count), float(base))

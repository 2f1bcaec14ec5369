"""Series over time: index to a first year, change from period to period, where a line must break."""

from __future__ import annotations

import pandas as pd

from queries.verdicts import TRUSTED


def drawable(figures: pd.DataFrame) -> pd.DataFrame:
    """Trusted figures of one indicator with a number for each unbroken piece of an area's line (column piece).

    A line breaks where a figure in between is missing or doubtful, and where the distance between two periods is
    longer than the series' own usual step: a gap is drawn as a gap.
    """
    rows = figures.sort_values(["area_order", "period_end"]).copy()
    rows["usable"] = rows["status"].isin(TRUSTED) & rows["value"].notna()
    rows["piece"] = rows.groupby("area_id")["usable"].transform(lambda usable: (~usable).cumsum())
    kept = rows[rows["usable"]].copy()
    step = kept.groupby("area_id")["period_end"].diff()
    usual = step.min()
    # Half a step of slack: months and leap years make steps of unequal length.
    far = step > usual * 1.5 if pd.notna(usual) else pd.Series(False, index=kept.index)
    kept["piece"] = kept["piece"] * 1000 + far.groupby(kept["area_id"]).cumsum()
    return kept.drop(columns="usable")


def indexed(rows: pd.DataFrame, base_end: pd.Timestamp) -> pd.DataFrame:
    """Rows with `value` as index 100 at the period ending `base_end`; areas without a figure there are left out."""
    base = rows[rows["period_end"] == base_end].set_index("area_id")["value"]
    base = base[base != 0]
    kept = rows[rows["area_id"].isin(base.index)]
    return kept.assign(value=100 * kept["value"] / kept["area_id"].map(base))


def as_counts(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with `value` as the count behind the share; those whose count is not known are left out."""
    return rows[rows["numerator"].notna()].assign(value=lambda kept: kept["numerator"])


def changes(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per area: first and newest trusted figure, the difference and the change in percent of the first.

    Columns area_id, area_name, area_order, first_start, first_end, first_value, last_start, last_end, last_value,
    difference, percent (null when the first is zero). Areas with one figure are left out.
    """
    usable = rows[rows["status"].isin(TRUSTED) & rows["value"].notna()].sort_values("period_end")
    found = []
    for area_id, group in usable.groupby("area_id", sort=False):
        if len(group) < 2:
            continue
        first, last = group.iloc[0], group.iloc[-1]
        delta = float(last["value"]) - float(first["value"])
        found.append(
            {
                "area_id": area_id,
                "area_name": first["area_name"],
                "area_order": first["area_order"],
                "first_start": first["period_start"],
                "first_end": first["period_end"],
                "first_value": first["value"],
                "last_start": last["period_start"],
                "last_end": last["period_end"],
                "last_value": last["value"],
                "difference": delta,
                "percent": 100 * delta / first["value"] if first["value"] else float("nan"),
            }
        )
    columns = [
        "area_id", "area_name", "area_order", "first_start", "first_end", "first_value", "last_start", "last_end", "last_value",
        "difference", "percent",
    ]  # fmt: skip
    return pd.DataFrame(found, columns=columns).sort_values("area_order").reset_index(drop=True)

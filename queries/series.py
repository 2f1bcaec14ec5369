"""Series over time: index to a first year, change from period to period, where a line must break."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd

from queries.verdicts import TRUSTED


def drawable(figures: pd.DataFrame) -> pd.DataFrame:
    """Trusted figures with a number for each unbroken piece of an area's line (column piece).

    A line breaks where a figure in between is missing or doubtful, and where the distance between two periods is
    longer than the indicator's own usual step: a gap is drawn as a gap. With a column indicator_id there may be several
    indicators, in the order they first come; without it all rows are of one.
    """
    # All indicators at once: a page shows up to thirty, and each pass over a frame costs more than its few rows.
    series = pd.factorize(figures["indicator_id"])[0] if "indicator_id" in figures else 0
    rows = figures.assign(_series=series).sort_values(["_series", "area_order", "period_end"])
    usable = rows["status"].isin(TRUSTED) & rows["value"].notna()
    holes = (~usable).groupby([rows["_series"], rows["area_id"]]).cumsum()
    kept = rows[usable]
    line = [kept["_series"], kept["area_id"]]
    step = kept["period_end"].groupby(line).diff()
    # Half a step of slack: months and leap years make steps of unequal length.
    far = step > step.groupby(kept["_series"]).transform("min") * 1.5
    return kept.assign(piece=holes[usable] * 1000 + far.groupby(line).cumsum()).drop(columns="_series")


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
    names = ["area_id", "area_name", "area_order", "period_start", "period_end", "value"]
    usable = rows.loc[rows["status"].isin(TRUSTED) & rows["value"].notna(), names].sort_values("period_end")
    by_area: dict[str, list[dict[Hashable, Any]]] = {}
    for row in usable.to_dict("records"):
        by_area.setdefault(row["area_id"], []).append(row)
    found = []
    for area_id, group in by_area.items():
        if len(group) < 2:
            continue
        first, last = group[0], group[-1]
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

"""Compare areas with something: another area, their own first figure or the plan's target. Pure functions on frames."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from queries.verdicts import TRUSTED, Course, held, judge

_PERIOD = ["period_start", "period_end"]


@dataclass(frozen=True)
class Reference:
    """What areas are held against: `kind` area (then `area_id`), baseline or target."""

    kind: str
    area_id: str | None = None


def compare(figures: pd.DataFrame, areas: list[str], reference: Reference) -> pd.DataFrame:
    """One row per indicator and area: the newest figure that has a comparison, else the newest there is.

    `figures` as the question figures gives them. Like is compared with like: the same indicator and period, trusted
    figures only. Added columns: reference_value, distance (rounded to the indicator's decimals), ratio, course, and
    `why` (empty, or no_figure, doubtful, no_reference).
    """
    own = figures[figures["area_id"].isin(areas)].copy()
    own["usable"] = own["status"].isin(TRUSTED) & own["value"].notna()
    own["reference_value"] = _reference_values(figures, own, reference)
    rank = own["usable"].astype(int) + (own["usable"] & own["reference_value"].notna()).astype(int)
    own = own.assign(rank=rank).sort_values(["rank", "period_end"])
    chosen = own.drop_duplicates(["indicator_id", "area_id"], keep="last")
    chosen = chosen.sort_values(["indicator_order", "area_order"]).reset_index(drop=True)
    chosen["reference_value"] = chosen["reference_value"].where(chosen["usable"])
    chosen["distance"] = [
        round(float(value) - float(other), int(decimals)) + 0.0 if pd.notna(other) else float("nan")
        for value, other, decimals in zip(chosen["value"], chosen["reference_value"], chosen["decimals"], strict=True)
    ]
    nonzero = chosen["reference_value"].where(chosen["reference_value"] != 0)
    chosen["ratio"] = chosen["value"] / nonzero
    # Dictionaries, because a Series per row of thirty columns costs more than the comparison.
    rows = chosen.to_dict("records")
    chosen["course"] = [_course(row, reference) for row in rows]
    chosen["why"] = [_why(row) for row in rows]
    return chosen.drop(columns=["usable", "rank"])


def _reference_values(figures: pd.DataFrame, own: pd.DataFrame, reference: Reference) -> pd.Series:
    usable = figures[figures["status"].isin(TRUSTED) & figures["value"].notna()]
    if reference.kind == "baseline":
        return _first_values(usable, own)
    if reference.kind == "target":
        from_area = _values_of(usable, own, own["target_reference"])
        return own["target_low"].fillna(own["target_high"]).fillna(from_area)
    return _values_of(usable, own, pd.Series(reference.area_id, index=own.index))


def _values_of(usable: pd.DataFrame, own: pd.DataFrame, area_ids: pd.Series) -> pd.Series:
    """The value of another area for the same indicator and period, aligned to `own`."""
    keys = ["indicator_id", *_PERIOD]
    others = usable[[*keys, "area_id", "value"]].rename(columns={"area_id": "other", "value": "other_value"})
    wanted = own[[*keys]].assign(other=area_ids.astype("str"))
    others = others.assign(other=others["other"].astype("str"))
    return wanted.merge(others, on=[*keys, "other"], how="left").set_axis(own.index)["other_value"]


def _first_values(usable: pd.DataFrame, own: pd.DataFrame) -> pd.Series:
    """The area's own first figure, null where the row itself is the first: one figure is no development."""
    keys = ["indicator_id", "area_id"]
    first = usable.sort_values("period_end").drop_duplicates(keys)[[*keys, "value", "period_end"]]
    joined = own[[*keys, "period_end"]].merge(first, on=keys, how="left", suffixes=("", "_first")).set_axis(own.index)
    return joined["value"].where(joined["period_end"] > joined["period_end_first"])


def _course(row: Mapping[str, Any], reference: Reference) -> Course:
    if pd.isna(row["distance"]):
        return Course.UNKNOWN
    if reference.kind == "target":
        return Course.BETTER if meets(row["value"], row["target_operator"], row["reference_value"], row["target_high"]) else Course.WORSE
    if reference.kind == "area":
        return held(row["distance"], str(row["direction"]), str(row["unit"]))
    return judge(row["distance"], str(row["direction"]))


def meets(value: float, operator: str, low: float, high: float | None = None) -> bool:
    """Whether `value` fulfils a target with the operator of indicator.target_operator."""
    if operator == "between":
        return low <= value <= (low if high is None or pd.isna(high) else high)
    return {"<": value < low, "<=": value <= low, ">": value > low, ">=": value >= low}[operator]


def _why(row: Mapping[str, Any]) -> str:
    if pd.notna(row["distance"]):
        return ""
    if row["status"] == "doubtful":
        return "doubtful"
    return "no_figure" if pd.isna(row["value"]) else "no_reference"


def widest(compared: pd.DataFrame) -> pd.Series | None:
    """The row with the widest distance among shares that have a better direction; other units cannot be ranked together."""
    shares = compared[(compared["unit"] == "percent") & (compared["direction"] != "none") & compared["distance"].notna()]
    if shares.empty:
        return None
    return shares.loc[shares["distance"].abs().idxmax()]

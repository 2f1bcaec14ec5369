"""The figures of all tables in one shape, so that one set of rules and relations holds for them."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from data.disclosure import steps
from data.disclosure.primary import PER
from data.disclosure.rules import NO_AREA, exempt

COLUMNS = [
    "table", "place", "concept", "area", "start", "end", "unit", "topic", "value", "numerator", "denominator", "status",
    "printed", "kind", "subject", "spared", "named", "public",
]  # fmt: skip
KEYS = {
    "observation": ["indicator_id", "area_id", "period_start", "period_end"],
    "activity_result": ["target_id", "period_start", "period_end"],
    "participant_step": ["activity_id", "step", "area_id", "period_start", "period_end"],
}
_NUMBER = re.compile(r"\d+(?:\.\d{3})*(?:,(\d+))?")


def figures_of(tables: Mapping[str, pd.DataFrame], rules: Mapping[str, Any]) -> pd.DataFrame:
    """One row per figure of `observation`, `activity_result` and `participant_step`, numbered from 0.

    Columns: table and place (its index there); concept (indicator_id, target_id, or steps.concept); area, start, end; unit, topic, value,
    numerator, denominator (also where `bases` names the indicator that holds it); half (half a unit of the last printed
    decimal); status, printed; kind (of the period); subject (figures that stand and are explained together: a document's topic, or an
    activity); spared (counts no persons); named (small by `small`); public (a public document prints it); most (the greatest base it
    can have, by `at_most`).
    """
    small = {name for entry in rules.get("small") or [] for name in entry["of"]}
    rows = pd.concat([_observations(tables, rules), _results(tables, rules), *_steps(tables)], ignore_index=True)
    # What a public document prints, and what was repaired by its other figures, which determine it for everybody who has them.
    documents = set(tables["source"].loc[tables["source"]["kind"] == "document", "source_id"]) if "source" in tables else set()
    public = rows["source_id"].isin(documents) & rows["value"].notna()
    rows = rows.assign(named=rows["concept"].isin(small), public=public)[COLUMNS]
    # Plain objects: what follows walks over the rows, and cells of Arrow text are ten times as slow to take out.
    texts = dict.fromkeys(("table", "concept", "area", "unit", "topic", "status", "printed", "kind"), "object")
    return _with_bounds(_with_bases(_with_halves(rows.astype(texts)), rules), rules)


def _observations(tables: Mapping[str, pd.DataFrame], rules: Mapping[str, Any]) -> pd.DataFrame:
    meta = tables["indicator"].drop_duplicates("indicator_id").set_index("indicator_id")[["unit", "topic", "period_kind"]]
    rows = tables["observation"].join(meta, on="indicator_id").reset_index(names="place")
    spared = rows["topic"].isin(exempt(rules, "exempt_topics")) | rows["indicator_id"].isin(exempt(rules, "exempt_indicators"))
    names = {"indicator_id": "concept", "area_id": "area", "period_start": "start", "period_end": "end", "period_kind": "kind"}
    subject = list(zip(rows["source_id"], rows["topic"], strict=True))
    return rows.rename(columns=names).assign(table="observation", spared=spared, subject=subject)


def _results(tables: Mapping[str, pd.DataFrame], rules: Mapping[str, Any]) -> pd.DataFrame:
    targets = tables["activity_target"].drop_duplicates("target_id").set_index("target_id")[["unit", "activity_id"]]
    rows = tables["activity_result"].join(targets, on="target_id").reset_index(names="place")
    # A promise in words may still be delivered in numbers of persons; what it counts is said by exempt_targets, never guessed.
    unit = rows["unit"].replace("text", "count")
    subject = list(zip(rows["source_id"], rows["activity_id"], strict=True))
    names = {"target_id": "concept", "period_start": "start", "period_end": "end"}
    return rows.rename(columns=names).assign(
        table="activity_result", unit=unit, area=NO_AREA, topic="activity", numerator=float("nan"), denominator=float("nan"),
        kind=None, subject=subject, spared=rows["target_id"].isin(exempt(rules, "exempt_targets")),
    )  # fmt: skip


def _steps(tables: Mapping[str, pd.DataFrame]) -> list[pd.DataFrame]:
    """The steps of participants, all of them persons; none where a caller has no such table."""
    rows = tables.get("participant_step")
    if rows is None or rows.empty:
        return []
    concepts = [steps.concept(activity, step) for activity, step in zip(rows["activity_id"], rows["step"], strict=True)]
    subject = list(zip(rows["source_id"], rows["activity_id"], strict=True))
    names = {"area_id": "area", "period_start": "start", "period_end": "end"}
    made = rows.reset_index(names="place").rename(columns=names).assign(
        table="participant_step", concept=concepts, unit="count", topic="activity", numerator=float("nan"), denominator=float("nan"),
        kind=None, subject=subject, spared=False,
    )  # fmt: skip
    return [made]


def _with_halves(rows: pd.DataFrame) -> pd.DataFrame:
    """A share rounded to 0.1 may be 0.05 off; a count is exact unless it is a mean with decimals of its own."""
    decimals = [_decimals(printed, value) for printed, value in zip(rows["printed"], rows["value"], strict=True)]
    half = pd.Series([0.5 * 10.0**-number for number in decimals], index=rows.index)
    exact = (rows["unit"] == "count") & (rows["value"] % 1 == 0)
    # A figure that was computed anew, or printed as "about", may lie further from its own count and base than its decimals say.
    off = (rows["numerator"] / rows["denominator"] * rows["unit"].map(PER) - rows["value"]).abs().fillna(0)
    return rows.assign(half=half.where(~exact, 0.0).where(off <= half, off))


def _decimals(printed: object, value: float) -> int:
    """Decimals of the first number in the printed text, and at least those of the value itself."""
    found = _NUMBER.search(printed) if isinstance(printed, str) else None
    own = len(f"{value:.6f}".rstrip("0").partition(".")[2]) if not math.isnan(value) else 0
    return max(own, len(found[1] or "") if found else 0)


def _with_bases(rows: pd.DataFrame, rules: Mapping[str, Any]) -> pd.DataFrame:
    """Bases that stand as an indicator of their own: whoever reads both can divide."""
    keys = list(zip(rows["concept"], rows["area"], rows["start"], rows["end"], strict=True))
    known = {key: value for key, value in zip(keys, rows["value"], strict=True) if not math.isnan(value)}
    base_of = {name: entry["base"] for entry in rules.get("bases") or [] for name in entry["of"]}
    linked = [known.get((base_of.get(concept), *place), float("nan")) for concept, *place in keys]
    return rows.assign(denominator=rows["denominator"].fillna(pd.Series(linked, index=rows.index, dtype="float64")))


def _with_bounds(rows: pd.DataFrame, rules: Mapping[str, Any]) -> pd.DataFrame:
    """The greatest base of shares whose base stands nowhere: the whole of the same period, or the largest of those that overlap."""
    most = pd.Series(float("nan"), index=rows.index)
    whole_of = {name: entry["whole"] for entry in rules.get("at_most") or [] for name in entry["of"]}
    for row in rows[rows["concept"].isin(whole_of) & rows["denominator"].isna()].itertuples():
        wholes = rows[(rows["concept"] == whole_of[row.concept]) & (rows["area"] == row.area) & rows["value"].notna()]
        same = wholes[(wholes["start"] == row.start) & (wholes["end"] == row.end)]
        overlapping = wholes[(wholes["start"] <= row.end) & (wholes["end"] >= row.start)]
        most[row.Index] = (overlapping if same.empty else same)["value"].max()
    return rows.assign(most=most)

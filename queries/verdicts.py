"""Pure functions from rows to verdicts: newest figure, distance to the comparison, direction since the first figure.

A doubtful figure never feeds a verdict; a missing one gives "unknown", never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

# Statuses whose value may be used in a sentence, a distance or a direction.
TRUSTED = ("published", "corrected")
# Percentage points: half of the last digit of shares in whole per cent, which is how most of the documents print them.
ALIKE_PERCENT = 0.5


class Course(StrEnum):
    """Where a series goes, judged by the indicator's own better way."""

    BETTER = "better"
    WORSE = "worse"
    UNCHANGED = "unchanged"
    RISING = "rising"
    FALLING = "falling"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Change:
    """First and newest trusted figure of a series and the way between them."""

    course: Course
    difference: float | None = None
    first_start: pd.Timestamp | None = None
    first_end: pd.Timestamp | None = None


def trusted(figures: pd.DataFrame) -> pd.DataFrame:
    """The rows of `figures` (columns value, status) that may feed a verdict."""
    return figures[figures["status"].isin(TRUSTED) & figures["value"].notna()]


def newest(figures: pd.DataFrame) -> pd.DataFrame:
    """The newest trusted row of each area; columns as given, at least area_id, area_order, period_end, value, status."""
    usable = trusted(figures).sort_values(["area_order", "period_end"])
    return usable.drop_duplicates("area_id", keep="last")


def difference(value: float | None, reference: float | None, decimals: int) -> float | None:
    """`value` minus `reference` rounded to the printed decimals; None when one of them is missing."""
    if value is None or reference is None or pd.isna(value) or pd.isna(reference):
        return None
    # Adding zero turns a rounded minus zero into zero, so that it is never shown with a sign.
    return round(float(value) - float(reference), int(decimals)) + 0.0


def judge(delta: float | None, direction: str) -> Course:
    """Whether a difference is better or worse by the indicator's direction; neutral facts only rise or fall."""
    if delta is None or pd.isna(delta):
        return Course.UNKNOWN
    if delta == 0:
        return Course.UNCHANGED
    if direction == "none":
        return Course.RISING if delta > 0 else Course.FALLING
    return Course.BETTER if (delta > 0) == (direction == "up") else Course.WORSE


def change_since_first(series: pd.DataFrame, direction: str, decimals: int) -> Change:
    """Change from the first to the newest trusted figure of one area's series of one indicator.

    `series` has columns period_start, period_end, value, status. With fewer than two figures the course is unknown.
    """
    usable = trusted(series).sort_values("period_end")
    if len(usable) < 2:
        return Change(Course.UNKNOWN)
    first, last = usable.iloc[0], usable.iloc[-1]
    delta = difference(last["value"], first["value"], decimals)
    return Change(judge(delta, direction), delta, first["period_start"], first["period_end"])


def held(delta: float | None, direction: str, unit: str) -> Course:
    """As judge(), between two places at the same time: shares that are alike in whole per cent are as good as equal (docs/method.md)."""
    if delta is not None and unit == "percent" and abs(delta) < ALIKE_PERCENT:
        return Course.UNCHANGED
    return judge(delta, direction)


@dataclass(frozen=True)
class Standing:
    """One indicator as the start page tells it: the areas' figure beside the comparison.

    `distance` is set when one figure stands for all areas; with several areas `compared` is their common verdict,
    or unknown when they differ.
    """

    indicator: dict[str, Any]
    areas: pd.DataFrame
    reference: dict[str, Any] | None
    distance: float | None
    compared: Course
    change: Change
    missing: pd.DataFrame

    @property
    def against_municipality(self) -> bool:
        """Whether all areas together can be held against the municipality."""
        return self.distance is not None and self.reference is not None and self.reference["area_kind"] == "municipality"


# Preferred comparison, first that has a figure of the same period.
_REFERENCE_KINDS = ("municipality", "municipality_rest")
_REFERENCE_AREAS = ("denmark", "social_housing_denmark", "areas_198")


def standing(figures: pd.DataFrame) -> Standing:
    """The standing of one indicator from all its figures (rows of the question strategic_figures).

    The areas' figure is "all areas together" when it is published, otherwise the single areas that have one. The
    comparison is taken from the same period, so that like is compared with like.
    """
    indicator = figures.iloc[0].to_dict()
    present = figures[figures["area_id"].notna()]
    latest = newest(present)
    totals = latest[latest["area_kind"] == "areas_total"]
    areas = totals if len(totals) else latest[latest["area_kind"] == "housing_area"]
    if len(areas):
        areas = areas[areas["period_end"] == areas["period_end"].max()]
    reference = _reference(present, areas)
    distances = [difference(value, reference["value"], indicator["decimals"]) for value in areas["value"]] if reference else []
    courses = {held(delta, indicator["direction"], str(indicator["unit"])) for delta in distances}
    compared = courses.pop() if len(courses) == 1 else Course.UNKNOWN
    distance = distances[0] if len(distances) == 1 else None
    change = Change(Course.UNKNOWN)
    if len(areas) == 1:
        series = present[present["area_id"] == areas.iloc[0]["area_id"]]
        change = change_since_first(series, indicator["direction"], indicator["decimals"])
    own = present["area_kind"].isin(["housing_area", "areas_total"])
    missing = present[own & ~present["status"].isin(TRUSTED)]
    return Standing(indicator, areas, reference, distance, compared, change, missing)


def _reference(figures: pd.DataFrame, areas: pd.DataFrame) -> dict[str, Any] | None:
    usable = trusted(figures)
    if len(areas):
        of_period = [usable[name] == areas.iloc[0][name] for name in ("period_start", "period_end")]
        usable = usable[of_period[0] & of_period[1]]
    by_kind = [usable[usable["area_kind"] == kind] for kind in _REFERENCE_KINDS]
    by_area = [usable[usable["area_id"] == area_id] for area_id in _REFERENCE_AREAS]
    for candidates in (*by_kind, *by_area):
        if len(candidates):
            return {str(key): value for key, value in candidates.iloc[-1].to_dict().items()}
    return None

"""Where the indicators of a plan's goals went since their baseline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from queries.verdicts import Course, difference, judge, trusted

# The areas together when the source publishes them so, else each area for itself.
_KINDS = ("areas_total", "housing_area")


def since_baseline(figures: pd.DataFrame) -> list[dict[str, Any]]:
    """One entry per indicator of plan_goal_figures, in its order: where it went since its baseline.

    `of` is the kind of area counted, `courses` has the course of each area with a trusted baseline and a newer trusted
    figure, `measured` counts the areas with a trusted figure at all, `difference` (in the indicator's unit) is set when the areas
    together were measured twice. The baseline is the figure the source calls so, else the first.
    """
    found = []
    for _, rows in figures.groupby("indicator_id", sort=False):
        usable = trusted(rows)
        kind = next((kind for kind in _KINDS if (usable["area_kind"] == kind).any()), _KINDS[-1])
        own = usable[usable["area_kind"] == kind]
        changes = [change for _, series in own.groupby("area_id", sort=False) if (change := _change(series)) is not None]
        about = rows.iloc[0]
        found.append(
            {
                **{name: about[name] for name in ("goal_title", "level", "focus_area_name", "indicator_id", "short_title")},
                **{name: about[name] for name in ("unit", "decimals", "direction", "period_kind")},
                "of": kind,
                "measured": int(own["area_id"].nunique()),
                "courses": [judge(change, str(about["direction"])) for change in changes],
                "difference": changes[0] if kind == "areas_total" and changes else None,
                "newest": own["period_end"].max() if len(own) else None,
            }
        )
    return found


def _change(series: pd.DataFrame) -> float | None:
    """From the baseline of one area to its newest figure; None while nothing newer is measured."""
    ordered = series.sort_values("period_end")
    marked = ordered[ordered["role"] == "baseline"]
    # A source may call two periods its baseline; the first is where it began.
    first, last = (marked if len(marked) else ordered).iloc[0], ordered.iloc[-1]
    if last["period_end"] <= first["period_end"]:
        return None
    return difference(last["value"], first["value"], int(last["decimals"]))


def moved(entry: Mapping[str, Any]) -> Course | None:
    """The common course of an indicator's areas; None while none was measured twice, unknown when they differ."""
    courses = set(entry["courses"])
    if not courses:
        return None
    return courses.pop() if len(courses) == 1 else Course.UNKNOWN

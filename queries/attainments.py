"""The attainment of all promises at once: from the rows of the database to queries.attainment and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from queries.attainment import Attainment, Promise, Result, Status, assess


def assess_all(targets: pd.DataFrame, results: pd.DataFrame, disruptions: pd.DataFrame, today: date) -> dict[str, Attainment]:
    """The attainment of every target by target_id.

    `targets`: target_id, unit, target_low, target_high, cadence, direction, starts, ends (question plan_targets);
    `results`: target_id, period_start, period_end, value, status, note; `disruptions`: title, starts, ends.
    """
    by_target = {str(key): [_result(row) for _, row in group.iterrows()] for key, group in results.groupby("target_id")}
    years = [(str(row["title"]), row["starts"].date(), row["ends"].date()) for _, row in disruptions.iterrows()]
    return {
        str(row["target_id"]): assess(_promise(row), by_target.get(str(row["target_id"]), []), today, years)
        for _, row in targets.iterrows()
    }


def behind_in_a_row(target: Mapping[Any, Any], results: pd.DataFrame, disruptions: pd.DataFrame, today: date) -> int:
    """At the end of how many of the newest reporting periods in a row a promise was behind, each judged by what was known then.

    `target`: a row of plan_targets; `results`: its rows of plan_results. A period without a usable figure is none.
    """
    promise, items = _promise(target), [_result(row) for _, row in results.iterrows()]
    years = [(str(row["title"]), row["starts"].date(), row["ends"].date()) for _, row in disruptions.iterrows()]
    counted = 0
    for end in sorted({item.ends for item in items if item.usable and item.ends <= today}, reverse=True):
        if assess(promise, [item for item in items if item.ends <= end], end, years).status is not Status.BEHIND:
            break
        counted += 1
    return counted


def _promise(row: Mapping[Any, Any]) -> Promise:
    return Promise(
        unit=str(row["unit"]), low=_number(row["target_low"]), high=_number(row["target_high"]), cadence=str(row["cadence"]),
        direction=str(row["direction"]), starts=row["starts"].date(), ends=row["ends"].date(),
    )  # fmt: skip


def _result(row: pd.Series) -> Result:
    return Result(
        starts=row["period_start"].date(), ends=row["period_end"].date(), value=_number(row["value"]), status=str(row["status"]),
        note=None if pd.isna(row["note"]) else str(row["note"]),
    )  # fmt: skip


def _number(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)

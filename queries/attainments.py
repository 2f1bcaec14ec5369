"""The attainment of all promises at once: from the rows of the database to queries.attainment and back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from queries.attainment import Attainment, Promise, Result, assess


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


def _promise(row: pd.Series) -> Promise:
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

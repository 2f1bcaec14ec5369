"""The steps of an activity's participants as relations: who started was reached, who completed had started, and so on.

Each step is a part of an earlier one, so its complement (those who dropped out) is protected like the step itself, and areas add up
as everywhere. Made from the rows that are there: a step whose own whole nobody counted is a part of the one before that.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from data.disclosure.rules import NO_AREA

# Step -> what it is a part of, the nearest first.
WHOLES: dict[str, tuple[str, ...]] = {
    "started": ("reached",),
    "completed": ("started", "reached"),
    "result": ("started", "reached"),
    "asked_6": ("started", "reached"),
    "kept_6": ("asked_6", "started", "reached"),
    "asked_12": ("started", "reached"),
    "kept_12": ("asked_12", "started", "reached"),
    "measured": ("started", "reached"),
    "before": ("measured", "started", "reached"),
    "after": ("measured", "started", "reached"),
}
_PERIOD = ["period_start", "period_end"]
# The area that stands for everybody who took part, wherever they live.
EVERYBODY = "randers_kommune"


def concept(activity_id: str, step: str) -> str:
    """The name of a step among the figures."""
    return f"{activity_id}:{step}"


def with_steps(rules: Mapping[str, Any], tables: Mapping[str, pd.DataFrame]) -> Mapping[str, Any]:
    """The rules with the relations of the steps that are there: `bases`, and under `same_persons` the promises that count the same.

    A promise is the same as the step of everybody: {total: name of the step, of: [(name, area), (promise, no area)]}.
    """
    rows = tables.get("participant_step")
    if rows is None or rows.empty:
        return rules
    bases = []
    for activity_id, counted in rows.groupby("activity_id")["step"].unique().items():
        there = set(counted)
        for step in sorted(there & WHOLES.keys()):
            whole = next((name for name in WHOLES[step] if name in there), None)
            if whole is not None:
                bases.append({"of": [concept(str(activity_id), step)], "base": concept(str(activity_id), whole)})
    same = [{"total": name, "of": [(name, EVERYBODY), (target, NO_AREA)]} for name, target in sorted(_alike(rows, tables))]
    return {**rules, "bases": [*(rules.get("bases") or []), *bases], "same_persons": same}


def _alike(rows: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> set[tuple[str, str]]:
    """Steps of everybody and promises that count them: those the officer named and those of step_measure, where both say the same."""
    targets = tables["activity_target"]
    counts = targets.loc[targets["unit"] == "count", ["target_id", "activity_id"]]
    measures = tables["step_measure"].merge(counts, on="target_id") if "step_measure" in tables else counts.assign(step=None)
    own = rows[(rows["area_id"] == EVERYBODY) & rows["value"].notna()][["activity_id", "step", *_PERIOD, "value", "target_id"]]
    named = own[own["target_id"].isin(counts["target_id"])]
    known = own.drop(columns="target_id").merge(measures, on=["activity_id", "step"])
    pairs = pd.concat([named, known], ignore_index=True)
    both = pairs.merge(tables["activity_result"][["target_id", *_PERIOD, "value"]], on=["target_id", *_PERIOD, "value"])
    return {(concept(str(row.activity_id), str(row.step)), str(row.target_id)) for row in both.itertuples()}

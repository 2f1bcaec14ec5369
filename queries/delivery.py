"""What a plan delivered: its promises counted by status, as a whole and by theme, and its activities grouped by family."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from queries.attainment import Attainment, Reason, Status


@dataclass(frozen=True)
class Delivery:
    """Counts of one plan or theme; `counts` has every status, `measures` are results reported without a promise.

    `without_number` promises name nothing that can be counted; they are among those that cannot be judged.
    """

    activities: int
    promises: int
    counts: dict[Status, int]
    measures: int
    without_number: int

    @property
    def judged(self) -> int:
        """Promises with a verdict other than missing figures or not to be judged."""
        return self.promises - self.counts[Status.NO_FIGURES] - self.counts[Status.CANNOT_JUDGE]


def delivery(activities: pd.DataFrame, targets: pd.DataFrame, attainments: Mapping[str, Attainment]) -> Delivery:
    """The counts over rows of plan_activities and plan_targets; only what a document promises is counted by status."""
    promised = targets[targets["promised"]]
    found = [attainments[str(target_id)].status for target_id in promised["target_id"]]
    without = sum(attainments[str(target_id)].reason is Reason.NO_NUMBER for target_id in promised["target_id"])
    counts = {status: found.count(status) for status in Status}
    return Delivery(len(activities), len(promised), counts, len(targets) - len(promised), without)


def by_focus_area(activities: pd.DataFrame, targets: pd.DataFrame, attainments: Mapping[str, Attainment]) -> dict[str, Delivery]:
    """The counts of each theme by its name, in the order of the plan."""
    return {
        str(name): delivery(group, targets[targets["focus_area_name"] == name], attainments)
        for name, group in activities.groupby("focus_area_name", sort=False)
    }


def families(activities: pd.DataFrame) -> list[pd.DataFrame]:
    """Activities that go on from one another across plans: one frame per family of at least two, oldest plan first.

    `activities`: rows of activity_families. Each frame has the same columns and `continues_names`, the names of what an
    activity goes on from.
    """
    names = activities.set_index("activity_id")["name"]
    parents = {row["activity_id"]: _parents(row["continues"], names) for _, row in activities.iterrows()}
    leader = {activity_id: activity_id for activity_id in parents}

    def find(activity_id: str) -> str:
        while leader[activity_id] != activity_id:
            activity_id = leader[activity_id]
        return activity_id

    for child, ancestors in parents.items():
        for ancestor in ancestors:
            leader[find(child)] = find(ancestor)
    with_names = activities.assign(
        continues_names=[", ".join(names[ancestor] for ancestor in parents[key]) for key in activities["activity_id"]],
        family=[find(key) for key in activities["activity_id"]],
    )
    groups = [group.drop(columns="family") for _, group in with_names.groupby("family", sort=False)]
    return [group for group in groups if len(group) > 1]


def _parents(continues: str | None, names: pd.Series) -> list[str]:
    """The activities named that exist; an unknown one is a matter for the checks of the build."""
    if continues is None or pd.isna(continues):
        return []
    return [activity_id for activity_id in continues.split("|") if activity_id in names.index]

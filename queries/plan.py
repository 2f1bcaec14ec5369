"""A plan with its promises judged on one day: what the pages about activities and progress and the papers share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import pandas as pd

from queries.attainment import Attainment, Status
from queries.attainments import assess_all
from queries.delivery import Delivery, by_focus_area, delivery

# Asked with the plan's id; their answers are what judged_plan() takes.
QUESTIONS = ("plan_activities", "plan_targets", "plan_results", "plan_doubts")


@dataclass(frozen=True)
class Plan:
    """One plan with everything its pages need, judged on one day. Shared between sessions: nobody changes it.

    The first three are the answers to QUESTIONS; by target_id: `attainments`, `results_of` and `doubts_of` (reason and
    evidence of each doubt); `names` are the activities by id; `themes` the counts by the name of the theme.
    """

    activities: pd.DataFrame
    targets: pd.DataFrame
    results: pd.DataFrame
    attainments: dict[str, Attainment]
    total: Delivery
    themes: dict[str, Delivery]
    names: dict[str, str]
    results_of: dict[str, pd.DataFrame]
    doubts_of: dict[str, list[str]]

    def promised_in(self, focus_area: str) -> pd.DataFrame:
        """The targets of a theme that a document promises."""
        return self.targets[(self.targets["focus_area_name"] == focus_area) & self.targets["promised"]]


def judged_plan(answers: Sequence[pd.DataFrame], disruptions: pd.DataFrame, today: date) -> Plan:
    """The plan from the answers to QUESTIONS, in their order, and to `disruptions`."""
    activities, targets, results, doubts = answers
    attainments = assess_all(targets, results, disruptions, today)
    results_of = {str(key): group for key, group in results.groupby("target_id")}
    for target_id in targets["target_id"]:
        results_of.setdefault(str(target_id), results.iloc[:0])
    texts = doubts.assign(text=doubts["reason"] + " " + doubts["evidence"])
    doubts_of = {str(key): list(group["text"]) for key, group in texts.groupby("target_id")}
    names = dict(zip(activities["activity_id"], activities["name"], strict=True))
    total, themes = delivery(activities, targets, attainments), by_focus_area(activities, targets, attainments)
    return Plan(activities, targets, results, attainments, total, themes, names, results_of, doubts_of)


class Lacking(NamedTuple):
    """An activity that owes figures: who answers for it (None where the plan does not say), and the measures without one."""

    activity: str
    responsible: str | None
    measures: list[str]


def lacking(plan: Plan) -> list[Lacking]:
    """The activities whose promises with a number have no figures, in the order of the plan."""
    measures: dict[str, list[str]] = {}
    promised = plan.targets.loc[plan.targets["promised"], ["activity_id", "target_id", "measure"]]
    for activity_id, target_id, measure in promised.itertuples(index=False):
        if plan.attainments[target_id].status is Status.NO_FIGURES:
            measures.setdefault(activity_id, []).append(measure)
    return [
        Lacking(str(name), None if pd.isna(responsible) else str(responsible), measures[activity_id])
        for activity_id, name, responsible in plan.activities[["activity_id", "name", "responsible"]].itertuples(index=False)
        if activity_id in measures
    ]

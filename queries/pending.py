"""What waits for somebody: deadlines that have passed, promises nobody has reported on, meetings without a day, open decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from queries.attainment import Status
from queries.freshness import Freshness, MilestoneState, milestone_state, promise_freshness
from queries.meetings import Place, dated, days_late, next_meeting
from queries.plan import Plan


@dataclass(frozen=True)
class Pending:
    """Counts of one plan on one day; `decisions` are the open ones, the longest overdue first, with a column late (days)."""

    overdue_milestones: int
    behind: int
    unreported: int
    unreported_due: int
    meetings_without_day: int
    next_board: Place | None
    decisions: pd.DataFrame


def promise_ages(plan: Plan, today: date) -> list[Freshness]:
    """The age of the results of every promise with a number."""
    counted = plan.targets[plan.targets["promised"] & (plan.targets["target_low"].notna() | plan.targets["target_high"].notna())]
    ages = []
    for _, target in counted.iterrows():
        used = plan.attainments[target["target_id"]].used
        newest = max((item.ends for item in used), default=None)
        ages.append(promise_freshness(str(target["cadence"]), target["starts"].date(), newest, today))
    return ages


def pending(plan: Plan, milestones: pd.DataFrame, meetings: pd.DataFrame, decisions: pd.DataFrame, today: date) -> Pending:
    """From a judged plan and the answers to plan_milestones, plan_meetings and decisions.

    `unreported` promises have a number and no figure; `unreported_due` of them should have had one, because a whole year of the plan
    has gone.
    """
    states = [milestone_state(row["due"], row["done"], today) for _, row in milestones.iterrows()]
    late = [days_late(due, done, today) for due, done in zip(decisions["due"], decisions["done"], strict=True)]
    waiting = decisions.assign(late=late)[decisions["done"].isna()].sort_values("due", na_position="last")
    return Pending(
        overdue_milestones=states.count(MilestoneState.PAST_DUE),
        behind=plan.total.counts[Status.BEHIND],
        unreported=plan.total.counts[Status.NO_FIGURES],
        unreported_due=promise_ages(plan, today).count(Freshness.OVERDUE),
        meetings_without_day=len(meetings) - len(dated(meetings)),
        next_board=next_meeting(meetings[meetings["body"] == "board"], today),
        decisions=waiting,
    )

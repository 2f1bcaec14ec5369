"""What changed from one state of the monitor to a later one: figures, promises, milestones and decisions, as values.

A state is what a database file knows, judged on a day: an edition, a data version, or the newest figures. Milestones and
decisions carry days of their own, so a state can also be cut back to an earlier day (`as_of`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

import pandas as pd

from queries.attainment import Status
from queries.differences import differences
from queries.freshness import MilestoneState, milestone_state
from queries.plan import QUESTIONS, Plan, judged_plan

SUPPRESSED = "suppressed"


@dataclass(frozen=True)
class State:
    """What was known on `day`: answers to plan_milestones, decisions, edition_figures and revisions, and the judged plan.

    The last three are None where no file of that day is left; figures and promises are then not compared.
    """

    day: date
    milestones: pd.DataFrame
    decisions: pd.DataFrame
    figures: pd.DataFrame | None = None
    revisions: pd.DataFrame | None = None
    plan: Plan | None = None


def state(ask: Callable[..., pd.DataFrame], plan_id: str, day: date) -> State:
    """What a file knows of a plan, judged on `day`; `ask` asks it a question by name."""
    plan = judged_plan([ask(question, plan_id=plan_id) for question in QUESTIONS], ask("disruptions"), day)
    milestones, decisions = ask("plan_milestones", plan_id=plan_id), ask("decisions", plan_id=plan_id)
    return State(day, milestones, decisions, ask("edition_figures"), ask("revisions"), plan)


class Kind(StrEnum):
    """What happened to a figure, a milestone or a decision."""

    NEW = "new"
    REVISED = "revised"
    WITHDRAWN = "withdrawn"
    REACHED = "reached"
    PASSED = "passed"
    MADE = "made"
    CARRIED_OUT = "carried_out"


@dataclass(frozen=True)
class FigureChange:
    """A figure or a result that is new, revised or withdrawn; `why` in Danish as far as it was said.

    `before` is None where the figure is hidden now, also when it once was public: this page shall not bring it back.
    """

    kind: Kind
    table: str
    key: str
    subject: str
    area: str | None
    period_start: pd.Timestamp
    period_end: pd.Timestamp
    unit: str
    decimals: int
    before: float | None
    before_status: str | None
    after: float | None
    after_status: str | None
    why: str


@dataclass(frozen=True)
class PromiseChange:
    """A promise whose status is another; None where there was none, or is none any more."""

    target_id: str
    activity_id: str
    activity: str
    measure: str
    before: Status | None
    after: Status | None


@dataclass(frozen=True)
class MilestoneChange:
    """A milestone that was reached, or whose deadline passed without it."""

    kind: Kind
    milestone_id: str
    title: str
    about: str
    due: date | None
    done: date | None


@dataclass(frozen=True)
class DecisionChange:
    """A decision that was made, carried out, or taken out of the log."""

    kind: Kind
    decision_id: str
    title: str
    body: str
    decided_on: date
    due: date | None
    done: date | None


@dataclass(frozen=True)
class Since:
    """Everything that changed from the day of the older state to that of the newer one; `compared`: also figures and promises."""

    older: date
    newer: date
    compared: bool
    figures: tuple[FigureChange, ...]
    promises: tuple[PromiseChange, ...]
    milestones: tuple[MilestoneChange, ...]
    decisions: tuple[DecisionChange, ...]

    def count(self, kind: Kind) -> int:
        """How many changes of one kind; what was withdrawn are figures, decisions that left the log are not counted."""
        kinds = [one.kind for one in self.figures] + [one.kind for one in self.milestones]
        kinds += [one.kind for one in self.decisions if one.kind is not Kind.WITHDRAWN]
        return kinds.count(kind)

    @property
    def empty(self) -> bool:
        """Whether nothing changed."""
        return not (self.figures or self.promises or self.milestones or self.decisions)


def as_of(state: State, day: date) -> State:
    """The state with decisions and milestones as they stood at the end of an earlier `day`."""
    decisions, milestones, end = state.decisions, state.milestones, pd.Timestamp(day)
    decisions = decisions[decisions["decided_on"] <= end]
    return replace(
        state,
        day=day,
        decisions=decisions.assign(done=decisions["done"].where(decisions["done"] <= end)),
        milestones=milestones.assign(done=milestones["done"].where(milestones["done"] <= end)),
    )


def since(older: State, newer: State) -> Since:
    """What changed from `older` to `newer`."""
    figures, promises = figure_changes(older, newer), promise_changes(older.plan, newer.plan)
    milestones, decisions = milestone_changes(older, newer), decision_changes(older.decisions, newer.decisions)
    return Since(older.day, newer.day, older.figures is not None and newer.figures is not None, figures, promises, milestones, decisions)


def figure_changes(older: State, newer: State) -> tuple[FigureChange, ...]:
    """Revised figures first, then withdrawn and new ones."""
    if older.figures is None or newer.figures is None or newer.revisions is None:
        return ()
    found = differences(older.figures, newer.figures, newer.revisions)
    return tuple(_figure(row) for row in found.to_dict("records"))


def _figure(row: Mapping[Any, Any]) -> FigureChange:
    hidden = row["after_status"] == SUPPRESSED
    return FigureChange(
        Kind(row["change"]), row["table_name"], row["row_key"], str(row["subject"]), _value(row["area"]), row["period_start"],
        row["period_end"], str(row["unit"]), int(row["decimals"]), None if hidden else _value(row["before"]), _value(row["before_status"]),
        _value(row["after"]), _value(row["after_status"]), str(row["why"]),
    )  # fmt: skip


def _value(cell: Any) -> Any:
    return None if pd.isna(cell) else cell


def promise_changes(older: Plan | None, newer: Plan | None) -> tuple[PromiseChange, ...]:
    """Promises whose status differs, in the order of the newer plan; those that are gone come last."""
    if older is None or newer is None:
        return ()
    before, after = _stands(older), _stands(newer)
    return tuple(
        PromiseChange(
            target_id, *(after.get(target_id) or before[target_id])[:3], *(_status(side.get(target_id)) for side in (before, after))
        )
        for target_id in dict.fromkeys([*after, *before])
        if _status(before.get(target_id)) is not _status(after.get(target_id))
    )


def _stands(plan: Plan) -> dict[str, tuple[str, str, str, Status]]:
    promised = plan.targets.loc[plan.targets["promised"], ["target_id", "activity_id", "measure"]]
    return {
        str(target_id): (str(activity_id), str(plan.names[activity_id]), str(measure), plan.attainments[target_id].status)
        for target_id, activity_id, measure in promised.itertuples(index=False)
    }


def _status(stand: tuple[str, str, str, Status] | None) -> Status | None:
    return None if stand is None else stand[3]


def milestone_changes(older: State, newer: State) -> tuple[MilestoneChange, ...]:
    """Milestones reached or passed since the older day; one that is new counts when its day lies in between."""
    stood = older.milestones.set_index("milestone_id")["done"].to_dict()
    found = []
    for row in newer.milestones.to_dict("records"):
        known = row["milestone_id"] in stood
        done_then = stood[row["milestone_id"]] if known else row["done"] if _by(row["done"], older.day) else None
        before, after = milestone_state(row["due"], done_then, older.day), milestone_state(row["due"], row["done"], newer.day)
        kind = {MilestoneState.DONE: Kind.REACHED, MilestoneState.PAST_DUE: Kind.PASSED}.get(after)
        if kind is not None and before is not after:
            about, due, done = str(row["focus_area_name"]), _day(row["due"]), _day(row["done"])
            found.append(MilestoneChange(kind, str(row["milestone_id"]), str(row["title"]), about, due, done))
    return tuple(found)


def _by(moment: Any, day: date) -> bool:
    return bool(pd.notna(moment) and moment <= pd.Timestamp(day))


def _day(moment: Any) -> date | None:
    return None if pd.isna(moment) else pd.Timestamp(moment).date()


def decision_changes(older: pd.DataFrame, newer: pd.DataFrame) -> tuple[DecisionChange, ...]:
    """Decisions made, carried out (also those made meanwhile), and gone from the log; made ones first."""
    before, after = ({str(row["decision_id"]): row for row in rows.to_dict("records")} for rows in (older, newer))
    made = [_decision(Kind.MADE, row) for key, row in after.items() if key not in before]
    done = [
        _decision(Kind.CARRIED_OUT, row)
        for key, row in after.items()
        if pd.notna(row["done"]) and (key not in before or pd.isna(before[key]["done"]))
    ]
    gone = [_decision(Kind.WITHDRAWN, row) for key, row in before.items() if key not in after]
    return (*made, *done, *gone)


def _decision(kind: Kind, row: Mapping[Any, Any]) -> DecisionChange:
    decided_on, due, done = row["decided_on"].date(), _day(row["due"]), _day(row["done"])
    return DecisionChange(kind, str(row["decision_id"]), str(row["title"]), str(row["body_name"]), decided_on, due, done)

"""What a report tells, as typed values read once from the published file: goals with their indicators, the judged plan, the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from pages.pack.model import InternalFiguresError
from pages.report.blocks import Period, Value
from pages.report.model import ReportError, Request
from queries.attainment import Status
from queries.connection import Database
from queries.plan import QUESTIONS, Plan, judged_plan
from queries.verdicts import TRUSTED, Course, judge

MUNICIPALITY = ("municipality", "municipality_rest")


@dataclass(frozen=True)
class Line:
    """One area's trusted figures of one indicator in order of time; `first` is where it is measured from."""

    area_id: str
    area: str
    kind: str
    values: tuple[Value, ...]
    first: Value

    @property
    def last(self) -> Value:
        """The newest figure."""
        return self.values[-1]

    @property
    def moved(self) -> float | None:
        """From where it began to the newest figure; None while nothing newer is measured."""
        if self.last.period.ends <= self.first.period.ends:
            return None
        return round(self.last.value - self.first.value, self.last.decimals) + 0.0

    def before(self, day: pd.Timestamp) -> Value | None:
        """The newest figure of a period that ended before a day."""
        return next((value for value in reversed(self.values) if value.period.ends < day), None)

    def at(self, period: Period) -> Value | None:
        """The figure of exactly this period."""
        return next((value for value in self.values if value.period == period), None)


@dataclass(frozen=True)
class Measured:
    """An indicator with its figures; `about` is its row in the table indicator, `register` and `documents` are titles."""

    about: Mapping[str, Any]
    figures: pd.DataFrame
    register: str
    documents: tuple[str, ...]

    @property
    def indicator_id(self) -> str:
        """The key of the indicator."""
        return str(self.about["indicator_id"])

    @property
    def direction(self) -> str:
        """The way that is better: up, down or none."""
        return str(self.about["direction"])

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """One per area with a trusted figure, in the order of the plan."""
        usable = self.figures[self.figures["status"].isin(TRUSTED) & self.figures["value"].notna()]
        return tuple(_line(self.about, rows) for _, rows in usable.groupby("area_id", sort=False, observed=True))

    @property
    def own(self) -> tuple[Line, ...]:
        """The lines of the plan's areas: each for itself, or together where only that is published, or whoever it is measured for."""
        kinds = ("housing_area", "areas_total", "benchmark", *MUNICIPALITY)
        groups = (tuple(line for line in self.lines if line.kind == kind) for kind in kinds)
        return next((group for group in groups if group), ())

    @property
    def reference(self) -> Line | None:
        """The municipality's line."""
        return next((line for kind in MUNICIPALITY for line in self.lines if line.kind == kind), None)

    @property
    def missing(self) -> pd.DataFrame:
        """Figures that are missing, hidden or doubted."""
        return self.figures[~self.figures["status"].isin(TRUSTED)]

    def course(self, line: Line) -> Course:
        """Whether an area's way is better or worse by the indicator's direction."""
        return judge(line.moved, self.direction)


def _line(about: Mapping[str, Any], rows: pd.DataFrame) -> Line:
    ordered = rows.sort_values("period_end")
    values = tuple(
        Value(
            str(about["indicator_id"]), str(row["area_id"]), Period(str(about["period_kind"]), row["period_start"], row["period_end"]),
            float(row["value"]), str(about["unit"]), int(about["decimals"]),
        )
        for row in ordered.to_dict("records")
    )  # fmt: skip
    # A source may call two periods its baseline; the first is where it began.
    marked = [value for value, role in zip(values, ordered["role"], strict=True) if role == "baseline"]
    first = ordered.iloc[0]
    return Line(str(first["area_id"]), _in_sentence(str(first["area_name"])), str(first["area_kind"]), values, (marked or list(values))[0])


def _in_sentence(name: str) -> str:
    """The name of an area as it reads inside a sentence: "alle 7 boligområder", but "Vangdalen"."""
    return name[0].lower() + name[1:] if name.startswith(("Alle ", "De ", "Afdelinger ", "Hele ", "Almene ")) else name


@dataclass(frozen=True)
class Goal:
    """A goal of a plan with its indicators; `theme` is None for goals across the themes."""

    goal_id: str
    title: str
    target: str
    theme: str | None
    measured: tuple[Measured, ...]


@dataclass(frozen=True)
class Told:
    """Everything a report says, read once."""

    request: Request
    plan: Mapping[str, Any]
    strategic: tuple[Goal, ...]
    sub_goals: tuple[Goal, ...]
    criteria: tuple[Goal, ...]
    judged: Plan
    apart: tuple[Measured, ...]
    areas: pd.DataFrame
    answers: Mapping[str, pd.DataFrame]
    # Promises whose only results are of periods that end after the report's last day.
    later: tuple[str, ...]

    @property
    def every_goal(self) -> tuple[Goal, ...]:
        """The goals of all levels."""
        return (*self.strategic, *self.sub_goals, *self.criteria)

    @property
    def measured(self) -> tuple[Measured, ...]:
        """Every indicator of the goals."""
        return tuple(item for goal in self.every_goal for item in goal.measured)

    @property
    def name(self) -> str:
        """The plan's name."""
        return str(self.plan["name"])


_OF_PLAN = (
    "decisions", "plan_milestones", "plan_meetings", "plan_staff_hours", "participant_steps", "economy", "economy_needs",
)  # fmt: skip
_OF_ALL = (
    "disruptions", "activity_families", "plan_periods", "statements", "corrections", "sources", "economy_rules", "changes", "releases",
    "map_borders",
)  # fmt: skip


def load(database: Database, request: Request) -> Told:
    """The report's content from the published file.

    Raises InternalFiguresError for the internal file, ReportError for a plan that does not exist or a period that ends before it begins.
    """
    if database.path.stem.endswith("-internal"):
        raise InternalFiguresError("Rapporten laves kun af den offentliggjorte fil. Den interne fil rummer små tal.")
    if request.ends < request.starts:
        raise ReportError("Perioden slutter, før den begynder. Vælg en slutdato, der ligger efter startdatoen.")
    plans = database.ask("plan_periods")
    if request.plan_id not in set(plans["plan_id"]):
        raise ReportError(f"Planen ”{request.plan_id}” findes ikke. Vælg en af: {', '.join(plans['plan_id'])}.")
    answers = {question: database.ask(question) for question in _OF_ALL}
    answers |= {question: database.ask(question, plan_id=request.plan_id) for question in _OF_PLAN}
    about = {str(row["indicator_id"]): row for row in database.table("indicator").to_dict("records")}
    registers = database.ask("sources").set_index("source_id")["title"].to_dict()

    def measured(indicator_id: str) -> Measured:
        figures = database.ask("indicator_figures", indicator_id=indicator_id)
        kept = figures[figures["period_end"] <= pd.Timestamp(request.ends)]
        documents = tuple(dict.fromkeys(str(title) for title in kept["source_title"]))
        row = about[indicator_id]
        return Measured(row, kept, str(registers.get(row["source_id"], "")), documents)

    goals = {level: _goals(database, request.plan_id, level, about, measured) for level in ("strategic", "sub_goal", "success_criterion")}
    judged, later = _judged(database, request)
    told = {item.indicator_id for group in goals.values() for goal in group for item in goal.measured}
    return Told(
        request=request,
        plan=plans.set_index("plan_id").loc[request.plan_id].to_dict(),
        strategic=goals["strategic"],
        sub_goals=goals["sub_goal"],
        criteria=goals["success_criterion"],
        judged=judged,
        apart=tuple(measured(key) for key in _apart(database, judged, told)),
        areas=database.ask("areas"),
        answers=answers,
        later=later,
    )


def _goals(database: Database, plan_id: str, level: str, about: Mapping[str, Any], measured: Any) -> tuple[Goal, ...]:
    of_goal: dict[str, list[str]] = {}
    for key, row in sorted(about.items(), key=lambda item: int(item[1]["sort_order"])):
        if pd.notna(row["goal_id"]):
            of_goal.setdefault(str(row["goal_id"]), []).append(key)
    return tuple(
        Goal(
            str(row["goal_id"]), str(row["title"]), "" if pd.isna(row["target_text"]) else str(row["target_text"]),
            None if pd.isna(row["focus_area_name"]) else str(row["focus_area_name"]),
            tuple(measured(key) for key in of_goal.get(str(row["goal_id"]), ())),
        )
        for row in database.ask("plan_goals", plan_id=plan_id, level=level).to_dict("records")
    )  # fmt: skip


def _judged(database: Database, request: Request) -> tuple[Plan, tuple[str, ...]]:
    """The plan's promises judged by what is known of periods up to the report's last day, and those known of later ones alone."""
    answers = [database.ask(question, plan_id=request.plan_id) for question in QUESTIONS]
    results = answers[QUESTIONS.index("plan_results")]
    kept = results[results["period_end"] <= pd.Timestamp(request.ends)].reset_index(drop=True)
    answers[QUESTIONS.index("plan_results")] = kept
    judged = judged_plan(answers, database.ask("disruptions"), request.judged_on)
    promised = judged.targets.loc[judged.targets["promised"], "target_id"]
    later = set(results["target_id"]) - set(kept["target_id"])
    return judged, tuple(str(key) for key in promised if key in later and judged.attainments[key].status is Status.NO_FIGURES)


def _apart(database: Database, judged: Plan, told: set[str]) -> list[str]:
    """Indicators of the documents that tell of the plan's activities, which measure none of its goals."""
    found: list[str] = []
    indicators = database.table("indicator").set_index("indicator_id")["goal_id"]
    for source_id in dict.fromkeys(judged.targets["source_id"]):
        keys = dict.fromkeys(str(key) for key in database.ask("figures", source_id=source_id)["indicator_id"])
        found += [key for key in keys if key not in told and key not in found and pd.isna(indicators[key])]
    return found


def theme_names(told: Told) -> Sequence[str]:
    """The plan's themes in its order, also those that have goals and no activities."""
    goals = [goal.theme for goal in (*told.sub_goals, *told.criteria) if goal.theme]
    return list(dict.fromkeys([*told.judged.themes, *goals]))

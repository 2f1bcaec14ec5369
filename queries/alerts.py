"""Alerts: what the rules of the monitor find on a day, as values. The rules are rows of alert_rules (data/alerts.yml).

Nothing here sees more than the published file: a hidden figure gives no alert, and no alert says how few somebody was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import pandas as pd

from queries.areas_by_criteria import QUESTIONS as CRITERIA_QUESTIONS
from queries.areas_by_criteria import VULNERABLE, Criteria, applied
from queries.attainment import Status
from queries.attainments import behind_in_a_row
from queries.criteria import Applied, years_with_figures
from queries.criteria_distance import persons_from_line
from queries.economy import Line, off_the_line
from queries.freshness import Freshness, with_freshness
from queries.meetings import outstanding
from queries.plan import QUESTIONS as PLAN_QUESTIONS
from queries.plan import Plan, judged_plan
from queries.standings import GoalStandings, by_goal
from queries.verdicts import Course, difference, judge


class Kind(StrEnum):
    """What an alert is about, in the order of the list."""

    DEADLINE = "deadline"
    BEHIND = "behind"
    SPENDING = "spending"
    CRITERION = "criterion"
    WORSE = "worse"
    OLD = "old"


@dataclass(frozen=True)
class Rule:
    """When the monitor warns: `amount` in the unit of the kind, None where another rule decides; `reason` in Danish."""

    kind: Kind
    amount: float | None
    reason: str


@dataclass(frozen=True)
class Alert:
    """One finding of a rule.

    `subject` and `about` are names: milestone or decision and theme or body, promise and activity, activity or theme and its
    organisation, area and criterion, indicator and area, register. `key` is the id behind the link. `value` is in days late
    (negative while there is time), periods in a row, kroner off the line (below zero: less than expected), persons, procentpoint,
    or late indicators.
    """

    kind: Kind
    subject: str
    about: str
    key: str
    value: float
    day: date | None = None


def rules(rows: pd.DataFrame) -> dict[Kind, Rule]:
    """Rows of alert_rules by kind."""
    return {
        Kind(kind): Rule(Kind(kind), None if pd.isna(amount) else float(amount), str(reason))
        for kind, amount, reason in rows[["kind", "amount", "reason"]].itertuples(index=False)
    }


def found(ask: Callable[..., pd.DataFrame], plan_id: str, document: str, today: date) -> tuple[Alert, ...]:
    """What the rules in force find in a plan and its document, kind by kind; `ask` asks the database a question by name."""
    in_force = rules(ask("alert_rules", day=today))
    milestones, decisions = ask("plan_milestones", plan_id=plan_id), ask("decisions", plan_id=plan_id)
    disruptions = ask("disruptions")
    plan = judged_plan([ask(question, plan_id=plan_id) for question in PLAN_QUESTIONS], disruptions, today)
    goals = by_goal(ask("plan_goals", plan_id=plan_id, level="strategic"), ask("strategic_figures", plan_id=plan_id))
    ages = with_freshness(ask("plan_indicator_ages", source_id=document), today)
    makers: dict[Kind, Callable[[Rule], Sequence[Alert]]] = {
        Kind.DEADLINE: lambda rule: deadlines(rule, decisions, milestones, today),
        Kind.BEHIND: lambda rule: behind(rule, plan, disruptions, today),
        Kind.SPENDING: lambda rule: spending(rule, off_the_line(ask("economy", plan_id=plan_id), ask("economy_rules"), today)),
        Kind.CRITERION: lambda rule: near_limits(rule, _criteria(ask)),
        Kind.WORSE: lambda rule: worse(rule, goals),
        Kind.OLD: lambda rule: old(rule, ages),
    }
    return tuple(alert for kind in Kind if kind in in_force for alert in makers[kind](in_force[kind]))


def _criteria(ask: Callable[..., pd.DataFrame]) -> Criteria | None:
    """The criteria of the newest list, without origin: a list that everybody meets on the start page is not about it."""
    answers = [ask(question) for question in CRITERIA_QUESTIONS]
    years = years_with_figures(answers[1])
    return applied(answers, years[0], with_origin=False) if years else None


def deadlines(rule: Rule, decisions: pd.DataFrame, milestones: pd.DataFrame, today: date) -> list[Alert]:
    """Open decisions and milestones due within the days of the rule, and those past their day, the longest overdue first."""
    due = outstanding(decisions, milestones, today + timedelta(days=int(rule.amount or 0)), today)
    return [
        Alert(rule.kind, str(row["title"]), str(row["about"]), str(row["kind"]), float(row["late"]), row["due"].date())
        for row in due.to_dict("records")
    ]


def behind(rule: Rule, plan: Plan, disruptions: pd.DataFrame, today: date) -> list[Alert]:
    """Promises that are behind now and were at the end of so many reporting periods in a row."""
    found = []
    for target in plan.targets[plan.targets["promised"]].to_dict("records"):
        target_id = str(target["target_id"])
        if plan.attainments[target_id].status is not Status.BEHIND:
            continue
        periods = behind_in_a_row(target, plan.results_of[target_id], disruptions, today)
        if periods >= (rule.amount or 0):
            activity = str(target["activity_id"])
            found.append(Alert(rule.kind, str(target["measure"]), plan.names[activity], target_id, periods))
    return found


def spending(rule: Rule, lines: Sequence[Line]) -> list[Alert]:
    """Activities whose spending is off the line of their budget, by what queries.economy found."""
    return [Alert(rule.kind, line.name or line.group or "", line.group or "", line.key, line.difference, line.until) for line in lines]


def near_limits(rule: Rule, criteria: Criteria | None) -> list[Alert]:
    """Areas at most so many persons from a limit of the main category.

    An area whose residents are surely too few for the category is only told about its residents. A share needs a known base.
    """
    found = []
    for area in criteria.areas if criteria is not None else ():
        made = area.categories.get(VULNERABLE)
        if made is None:
            continue
        too_few = any(item.holds is False for item in made.gates)
        shown = made.gates if too_few else (*made.gates, *made.counted)
        for item in shown:
            persons = _persons(item)
            if persons is not None and persons <= (rule.amount or 0):
                found.append(Alert(rule.kind, area.name, item.rule.title, area.area_id, persons))
    return found


def _persons(item: Applied) -> int | None:
    base = None if item.figure is None or item.figure.base is None else int(item.figure.base)
    distance = persons_from_line(item, base)
    return None if distance is None else distance.most


def worse(rule: Rule, goals: Sequence[GoalStandings]) -> list[Alert]:
    """Strategic indicators in percent at least so many procentpoint worse than the municipality, the widest first."""
    found = []
    for standing in (item for goal in goals for item in goal.standings):
        about, reference = standing.indicator, standing.reference
        if about["unit"] != "percent" or reference is None or reference["area_kind"] != "municipality":
            continue
        for area in standing.areas.to_dict("records"):
            delta = difference(area["value"], reference["value"], int(about["decimals"]))
            if delta is not None and judge(delta, str(about["direction"])) is Course.WORSE and abs(delta) >= (rule.amount or 0):
                found.append(Alert(rule.kind, str(about["short_title"]), str(area["area_name"]), str(about["indicator_id"]), abs(delta)))
    return sorted(found, key=lambda alert: -alert.value)


def old(rule: Rule, ages: pd.DataFrame) -> list[Alert]:
    """Registers with indicators older than their rhythm (rows of with_freshness), those with most first."""
    late = ages[ages["freshness"] == Freshness.OVERDUE]
    found = [
        Alert(rule.kind, str(name), "", str(group["register_id"].iloc[0]), len(group))
        for name, group in late.groupby("register_title", sort=False)
    ]
    return sorted(found, key=lambda alert: -alert.value)


def counts(alerts: Sequence[Alert]) -> Mapping[Kind, int]:
    """How many alerts of each kind that has any, in the order of Kind."""
    return {kind: number for kind in Kind if (number := sum(alert.kind is kind for alert in alerts))}

"""The judged plan of the version in force, made once per version and day."""

from __future__ import annotations

from datetime import date

from pages.kit import database
from queries import plan as plans
from queries.plan import Plan


def load(plan_id: str, today: date) -> Plan:
    """The plan from the version in force, its promises judged as of `today`."""
    return database.kept(_judged, plan_id, today)


def _judged(plan_id: str, today: date) -> Plan:
    answers = [database.ask(question, plan_id=plan_id) for question in plans.QUESTIONS]
    return plans.judged_plan(answers, database.ask("disruptions"), today)

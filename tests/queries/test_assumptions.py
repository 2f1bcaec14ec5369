"""The chain from activities to goals: what belongs together, and what is missing in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from data.pointer import Version
from pages.assumptions import texts
from queries import assumptions
from queries.assumptions import Activity, Chain, Goal, Indicator
from queries.attainment import Status
from queries.connection import Database
from queries.plan import QUESTIONS, judged_plan
from queries.verdicts import Course
from tests.screens.test_every_page import body, opened

PLAN = "plan-2025-29"
FALLING = Indicator("i", "Fravær", 3, Course.BETTER)


@pytest.fixture(scope="module")
def real(real_database: Database) -> tuple[Chain, ...]:
    def ask(question: str, **more: str) -> pd.DataFrame:
        return real_database.ask(question, plan_id=PLAN, **more)

    plan = judged_plan([ask(question) for question in QUESTIONS], real_database.ask("disruptions"), date(2026, 11, 28))
    goals = texts.with_theme(ask("plan_goals", level="strategic"), ask("plan_goals", level="sub_goal"))
    return assumptions.chains(plan, goals, ask("plan_goal_figures"), ask("activity_indicators"))


def test_every_activity_goal_and_indicator_of_the_plan_stands_in_one_theme(real: tuple[Chain, ...]) -> None:
    assert [chain.theme for chain in real] == [
        "Uddannelse og livschancer", "Beskæftigelse", "Kriminalitetsforebyggelse", "Sammenhængskraft og medborgerskab",
    ]  # fmt: skip
    assert [len(chain.activities) for chain in real] == [8, 2, 5, 1]
    assert [(len(chain.sub_goals), len(chain.strategic)) for chain in real] == [(3, 1), (2, 1), (1, 1), (2, 1)]
    grades = next(one for one in real[0].strategic[0].indicators if one.indicator_id == "hp25_grade_9_danish_maths")
    assert (grades.course, grades.measured) == (Course.WORSE, 1)
    assert sum(activity.promises for chain in real for activity in chain.activities) == 63
    assert next(one for one in real[2].activities if one.activity_id == "hp25_a_lommepengejob").named == (
        "Uden job og uddannelse, 15-29 år",
    )
    found = assumptions.findings(real)
    assert (found.without_activity, found.without_indicator, len(found.unnamed)) == ((), (), 12)


def test_what_is_missing_is_a_finding() -> None:
    active = Activity("a", "Brandkadet", 2, {Status.BEHIND: 2}, ("Fravær",))
    whole = Chain("Skole", (active,), (Goal("s", "Fremmøde", "sub_goal", (FALLING,)),), (Goal("g", "Uddannelse", "strategic", (FALLING,)),))
    assert texts.sentence(assumptions.findings((whole,))).startswith("Alle mål har aktiviteter og indikatorer")
    broken = replace(whole, activities=(), sub_goals=(Goal("x", "Uden noget", "sub_goal", ()),))
    found = assumptions.findings((broken, replace(whole, activities=(replace(active, named=()),))))
    assert found == assumptions.Findings(("Uddannelse", "Uden noget"), ("Uden noget",), ("Brandkadet",))
    assert texts.sentence(found) == (
        "2 mål har ingen aktivitet; 1 mål har ingen indikator; 1 aktivitet er ikke knyttet til en bestemt indikator."
    )


def test_an_indicator_is_said_with_sign_and_word_or_why_not() -> None:
    shown = texts.chain(
        Chain(
            "T",
            (),
            (),
            (Goal("g", "Mål", "strategic", (FALLING, replace(FALLING, course=None), replace(FALLING, measured=0, course=None))),),
        )
    )
    assert [one["word"] for one in shown["strategic"][0]["indicators"]] == ["▲ bedre", "○ ikke målt igen", "○ intet brugbart tal"]


def test_activities_and_the_indicators_they_are_named_with(real_database: Database) -> None:
    found = real_database.ask("activity_indicators", plan_id=PLAN)
    assert dict(zip(found["activity_id"], found["indicator_id"], strict=True)) == {
        "hp25_a_brobygning_foreningsliv": "hp25_youth_school_enrolment",
        "hp25_a_family_guidance": "hp25_neet_16_29",
        "hp25_a_lommepengejob": "hp25_neither_work_nor_education_15_29",
        "hp25_a_school_wellbeing": "hp25_low_school_wellbeing",
    }


def test_the_page_shows_every_chain(real_build: Version, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(real_build.published.parent))
    text = body(opened("pages/assumptions/page.py"))
    assert "12 aktiviteter er ikke knyttet til en bestemt indikator" in text
    assert text.count("Brandkadet") >= 1
    assert text.index("Uddannelse og livschancer") < text.index("Sammenhængskraft og medborgerskab")

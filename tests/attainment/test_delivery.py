"""Counts of a plan, the families of activities, and the lengths of a bullet."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from pages.activities import charts as activities_charts
from pages.activities import texts as activities_texts
from pages.kit import promise_texts
from queries import plan as plans
from queries.attainment import Reason, Status
from queries.bullets import bullet
from queries.connection import Database
from queries.delivery import families

TODAY = date(2026, 11, 21)


def loaded(database: Database, plan_id: str, today: date = TODAY) -> plans.Plan:
    """The plan as the page has it, asked without Streamlit."""
    answers = [database.ask(question, plan_id=plan_id) for question in plans.QUESTIONS]
    return plans.judged_plan(answers, database.ask("disruptions"), today)


def test_themes_add_up_to_the_plan(real_database: Database) -> None:
    for plan_id in ("plan-2009-13", "plan-2013-17", "plan-2017-21", "plan-2025-29"):
        plan = loaded(real_database, plan_id)
        assert sum(theme.promises for theme in plan.themes.values()) == plan.total.promises
        assert sum(theme.activities for theme in plan.themes.values()) == plan.total.activities
        assert sum(plan.total.counts.values()) == plan.total.promises
        assert plan.total.promises + plan.total.measures == len(plan.targets)


def test_the_annual_report_is_told_without_being_counted_as_promises(real_database: Database) -> None:
    plan = loaded(real_database, "plan-2013-17")
    assert plan.total.activities == 28
    assert plan.total.promises == 66
    assert plan.total.measures == 71
    assert plan.total.counts[Status.NOT_ACHIEVED] == 4


def test_sentence_of_a_plan(real_database: Database) -> None:
    assert promise_texts.sentence("Helhedsplanen 2017-21", loaded(real_database, "plan-2017-21").total) == (
        "Helhedsplanen 2017-21: 31 af 49 løfter er opnået, 5 er ikke opnået, og 13 kan ikke vurderes. "
        "5 af løfterne har ikke noget tal at måle imod."
    )
    nothing = promise_texts.sentence("Helhedsplanen 2009-13", loaded(real_database, "plan-2009-13").total)
    assert nothing == "Helhedsplanen 2009-13: dokumenterne trykker ingen løfter for de 17 aktiviteter."


def test_families_across_plans(real_database: Database) -> None:
    found = families(real_database.ask("activity_families"))
    names = [list(group["name"]) for group in found]
    assert ["Babycafé", "Boligsociale Mødregrupper", "Familiedage i institutionerne"] in names
    jobs = next(group for group in found if "FritidsTjansen" in set(group["name"]))
    assert set(jobs["name"]) == {
        "FritidsTjansen", "Jobvejledning for voksne", "Lektiehjælp for voksne", "Parat til uddannelse og beskæftigelse", "Fritidstjansen",
        "Legepatruljen",
    }  # fmt: skip
    ready = jobs.set_index("name").loc["Parat til uddannelse og beskæftigelse", "continues_names"]
    assert ready == "FritidsTjansen, Jobvejledning for voksne, Lektiehjælp for voksne"
    assert len({activity for group in found for activity in group["activity_id"]}) == sum(len(group) for group in found)


def test_every_activity_that_is_continued_exists(real_database: Database) -> None:
    activities = real_database.ask("activity_families")
    named = {part for text in activities["continues"].dropna() for part in text.split("|")}
    assert named <= set(activities["activity_id"])


def test_a_family_needs_two() -> None:
    alone = pd.DataFrame({"activity_id": ["a"], "plan_id": ["p"], "name": ["A"], "continues": [None], "focus_area_name": [None]})
    assert families(alone) == []


def test_bullet_lengths_are_percent_of_the_promise(real_database: Database) -> None:
    plan = loaded(real_database, "plan-2017-21")
    targets = plan.targets.set_index("target_id", drop=False)

    def lengths(target_id: str):
        return bullet(targets.loc[target_id], plan.attainments[target_id])

    assert lengths("re17_t_play_patrol").delivered == pytest.approx(162.5)
    assert lengths("re17_t_play_patrol").high == pytest.approx(100 * 40 / 24)
    assert lengths("re17_t_not_ready").delivered == pytest.approx(100 * 50 / 56)
    assert lengths("re17_t_not_ready").high is None
    assert lengths("re17_t_absence_children") is None


def test_chart_cuts_what_is_too_long_and_keeps_the_figure(real_database: Database) -> None:
    plan = loaded(real_database, "plan-2017-21")
    rows = activities_charts.bullet_rows(plan, activities_texts.promise_lines(plan), "Tryghed og trivsel")
    press = rows[rows["heading"].str.contains("Positive historier")].iloc[0]
    assert (press["delivered"], press["cut"], press["value_text"]) == (activities_charts.LONGEST, True, "58")
    assert press["percent_text"] == "725\u00a0%"
    specification = activities_charts.bullets(rows, "Leveret mod lovet").to_dict()
    assert len(specification["layer"]) == 7
    drawn = next(iter(specification["datasets"].values()))
    assert {row["status"] for row in drawn} == {"✓ opnået"}


@pytest.mark.parametrize(
    ("target_id", "promise", "delivered"),
    [
        ("re17_t_play_patrol", "24–40 i alt", "39"),
        ("re17_t_dua_parents", "mindst 24 i alt", "skjult (få personer)"),
        ("re17_t_not_ready", "højst 56\u00a0%", "50\u00a0% (senest)"),
        ("re17_t_shared_meals", "25 i gennemsnit", "31"),
        ("re17_t_absence_children", "160 i alt", "196 (tvivlsomt)"),
        ("re17_t_absence_meetings", "80 i alt", "kan ikke læses"),
        (
            "re17_t_dua_satisfaction",
            "”Oplevet forandring målt ved forældrenes tilfredshed og udbytte” (uden tal)",
            "Alle var tilfredse; næsten alle oplevede færre problemfyldte situationer",
        ),
    ],
)
def test_promise_and_delivery_in_words(real_database: Database, target_id: str, promise: str, delivered: str) -> None:
    plan = loaded(real_database, "plan-2017-21")
    target = plan.targets.set_index("target_id", drop=False).loc[target_id]
    results = plan.results[plan.results["target_id"] == target_id]
    assert promise_texts.promise(target) == promise
    assert promise_texts.delivered(target, plan.attainments[target_id], results) == delivered


def test_calculation_tells_the_sum_and_what_was_left_out(real_database: Database) -> None:
    plan = loaded(real_database, "plan-2013-17")
    target = plan.targets.set_index("target_id", drop=False).loc["re13_t_resident_activities_members"]
    results = plan.results[plan.results["target_id"] == target["target_id"]]
    text = "\n".join(promise_texts.calculation(target, plan.attainments[str(target["target_id"])], results))
    assert "Opfyldelse: 1.162 af 1.264 er 91,9\u00a0% af løftet." in text
    assert "0 af 4 år nåede løftet hver for sig." in text
    assert "Ikke regnet med: 1.264 (2012). Året før planen" in text
    assert "Der er ikke tal for hele perioden." in text


def test_every_status_and_reason_has_words() -> None:
    assert set(promise_texts.STATUS_WORDS) == set(Status)
    assert {word for _, word in promise_texts.STATUS_WORDS.values()} == {
        "opnået", "på vej", "bagud", "ikke opnået", "mangler indberetning", "kan ikke vurderes",
    }  # fmt: skip
    assert set(promise_texts.REASONS) == set(Reason)

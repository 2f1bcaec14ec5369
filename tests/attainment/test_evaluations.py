"""Every pair of expected and achieved in the two evaluations, typed from the documents, with the attainment it must show.

`expected` and `achieved` are as printed (a range by both ends); percent is of the lower end, points are percentage points.
`achieved` is the mean of the years 2013-16 for the membership, the newest year for shares printed year by year.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from data.pointer import Version
from data.reading import read_content
from queries.attainment import Attainment, Status
from queries.attainments import assess_all
from queries.connection import Database

PAIRS = list(csv.DictReader(Path(__file__).with_name("evaluations.csv").open(encoding="utf-8")))
TODAY = date(2026, 11, 21)
PLANS = {"re13": "plan-2013-17", "re17": "plan-2017-21"}


# Results about so few people that the published file has no number of them.
HIDDEN = {
    "re17_t_mothers_completion",
    "re17_t_mothers_parenting",
    "re17_t_family_class_completed",
    "re17_t_dua_parents",
}


def _judged(database: Database) -> dict[str, Attainment]:
    found: dict[str, Attainment] = {}
    for plan_id in PLANS.values():
        targets, results = database.ask("plan_targets", plan_id=plan_id), database.ask("plan_results", plan_id=plan_id)
        found |= assess_all(targets, results, database.ask("disruptions"), TODAY)
    return found


@pytest.fixture(scope="module")
def judged(real_build: Version) -> Iterator[dict[str, Attainment]]:
    """Every target of the two plans, judged by all that the documents print."""
    database = Database(real_build.internal, real_build.version)
    yield _judged(database)
    database.close()


def test_no_pair_of_the_documents_is_left_out() -> None:
    """Promises with a number or printed words; the annual report and what is told without a promise are not pairs."""
    targets = read_content().tables["activity_target"]
    evaluated = targets[targets["target_id"].str.startswith(tuple(PLANS))]
    promised = evaluated[evaluated["target_low"].notna() | evaluated["target_high"].notna() | evaluated["printed"].notna()]
    assert set(promised["target_id"]) == {pair["target_id"] for pair in PAIRS}


@pytest.mark.parametrize("pair", PAIRS, ids=[pair["target_id"] for pair in PAIRS])
def test_attainment_of_the_pair(pair: dict[str, str], judged: dict[str, Attainment]) -> None:
    found = judged[pair["target_id"]]
    assert (found.status.value, found.reason.value) == (pair["status"], pair["reason"])
    if pair["percent"]:
        assert found.percent == pytest.approx(float(pair["percent"]), abs=0.051)
    if pair["points"]:
        assert found.distance == pytest.approx(float(pair["points"]), abs=0.051)
    if found.status in (Status.ACHIEVED, Status.NOT_ACHIEVED):
        assert found.delivered == pytest.approx(float(pair["achieved"].replace(",", ".")))


def test_the_targets_in_the_database_are_the_printed_ones(real_database: Database) -> None:
    targets = real_database.ask("plan_targets", plan_id="plan-2013-17")
    targets = {
        row.target_id: row for row in [*targets.itertuples(), *real_database.ask("plan_targets", plan_id="plan-2017-21").itertuples()]
    }
    for pair in PAIRS:
        if not pair["expected"]:
            continue
        ends = [float(end.rstrip("%")) for end in pair["expected"].split("-")]
        target = targets[pair["target_id"]]
        stated = {float(end) for end in (target.target_low, target.target_high) if pd.notna(end)}
        assert stated == set(ends), pair["target_id"]


def test_counts_of_the_plans(judged: dict[str, Attainment]) -> None:
    counts = {
        prefix: {
            status: sum(judged[pair["target_id"]].status is status for pair in PAIRS if pair["target_id"].startswith(prefix))
            for status in Status
        }
        for prefix in PLANS
    }
    assert counts["re13"] == {
        Status.ACHIEVED: 46, Status.ON_TRACK: 0, Status.BEHIND: 0, Status.NOT_ACHIEVED: 4, Status.NO_FIGURES: 0, Status.CANNOT_JUDGE: 14,
    }  # fmt: skip
    assert counts["re17"] == {
        Status.ACHIEVED: 33, Status.ON_TRACK: 0, Status.BEHIND: 0, Status.NOT_ACHIEVED: 6, Status.NO_FIGURES: 0, Status.CANNOT_JUDGE: 10,
    }  # fmt: skip


def test_what_is_hidden_is_not_judged_on_a_screen_and_all_else_is(judged: dict[str, Attainment], real_database: Database) -> None:
    shown = _judged(real_database)
    differing = {
        key for key, attainment in judged.items() if (shown[key].status, shown[key].reason) != (attainment.status, attainment.reason)
    }
    assert differing == HIDDEN
    assert {shown[key].reason.value for key in HIDDEN} == {"suppressed"}


def test_the_plan_that_runs_has_no_verdicts_before_there_are_results(real_database: Database) -> None:
    targets = real_database.ask("plan_targets", plan_id="plan-2025-29")
    results = real_database.ask("plan_results", plan_id="plan-2025-29")
    found = assess_all(targets, results, real_database.ask("disruptions"), TODAY)
    reported = set(results["target_id"])
    for target in targets.itertuples():
        if target.target_id not in reported:
            with_number = target.unit != "text"
            assert found[target.target_id].status is (Status.NO_FIGURES if with_number else Status.CANNOT_JUDGE)

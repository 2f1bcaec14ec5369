"""Alerts: each rule at its limit, nothing from hidden figures, and every kind once on the SYNTHETIC content."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from data.checks.alerts import check_alerts
from queries import alerts as find
from queries.alerts import Alert, Kind, Rule
from queries.areas_by_criteria import VULNERABLE, Area, Criteria
from queries.attainments import behind_in_a_row
from queries.connection import Database
from queries.criteria import Category, Figure, apply
from queries.criteria import Rule as Law
from queries.economy import Line, Standing
from queries.freshness import Freshness
from queries.standings import GoalStandings
from queries.verdicts import standing
from tests.fixture_content import HP25, PLAN

TODAY = date(2026, 9, 1)
NOBODY = pd.DataFrame({"title": [], "starts": [], "ends": []})


def rule(kind: Kind, amount: float | None) -> Rule:
    return Rule(kind, amount, "Opdigtet")


def test_the_newest_rule_that_has_begun_holds(fixture_database: Database) -> None:
    assert fixture_database.ask("alert_rules", day=date(2025, 7, 31)).empty
    assert find.rules(fixture_database.ask("alert_rules", day=TODAY))[Kind.DEADLINE] == Rule(Kind.DEADLINE, 400, "Opdigtet regel 4")


def test_the_content_finds_deadlines_spending_and_distances(fixture_database: Database) -> None:
    alerts = find.found(fixture_database.ask, PLAN, HP25, TODAY)
    assert [alert.subject for alert in alerts if alert.kind is Kind.DEADLINE] == ["Midtvejsmåling"]
    spending = [alert for alert in alerts if alert.kind is Kind.SPENDING]
    assert [(alert.key, alert.value) for alert in spending] == [("fx_a_guidance", 90_000)]
    assert list(find.counts(alerts)) == [kind for kind in Kind if kind in {alert.kind for alert in alerts}]
    assert find.found(fixture_database.ask, PLAN, HP25, date(2025, 7, 1)) == (), "before the first rule nothing is warned of"


def test_a_deadline_within_the_days_of_the_rule() -> None:
    milestones = pd.DataFrame(
        {"title": ["på dagen", "dagen efter", "overskredet", "nået"], "focus_area_name": "Hele planen",
         "due": pd.to_datetime(["2026-10-01", "2026-10-02", "2026-08-31", "2026-08-01"]),
         "done": pd.to_datetime([None, None, None, "2026-08-01"])}
    )  # fmt: skip
    decisions = pd.DataFrame({"title": ["b"], "responsible": ["r"], "body_name": ["Bestyrelsen"], "due": [pd.NaT], "done": [pd.NaT]})
    found = find.deadlines(rule(Kind.DEADLINE, 30), decisions, milestones, TODAY)
    assert [(alert.subject, alert.value, alert.key) for alert in found] == [("overskredet", 1, "milestone"), ("på dagen", -30, "milestone")]


def results(*values: float) -> pd.DataFrame:
    """Half-yearly results from the first of January 2026 on."""
    days = [("2025-08-01", "2026-01-31"), ("2026-02-01", "2026-07-31"), ("2026-08-01", "2027-01-31")]
    rows = [
        {"period_start": pd.Timestamp(start), "period_end": pd.Timestamp(end), "value": value, "status": "published", "note": None}
        for (start, end), value in zip(days, values, strict=False)
    ]
    return pd.DataFrame(rows)


def test_periods_in_a_row_are_those_that_ended_behind() -> None:
    target = {
        "unit": "count", "target_low": 20.0, "target_high": None, "cadence": "per_year", "direction": "up",
        "starts": pd.Timestamp(2025, 8, 1), "ends": pd.Timestamp(2029, 7, 31),
    }  # fmt: skip
    assert behind_in_a_row(target, results(9, 9), NOBODY, date(2026, 12, 1)) == 2
    assert behind_in_a_row(target, results(10, 9), NOBODY, date(2026, 12, 1)) == 1
    assert behind_in_a_row(target, results(9, 11), NOBODY, date(2026, 12, 1)) == 0
    assert behind_in_a_row(target, results(9, 9, 1), NOBODY, date(2027, 1, 30)) == 2, "a period that has not ended is none"
    assert behind_in_a_row(target, results(9, 9).assign(status="suppressed"), NOBODY, date(2026, 12, 1)) == 0


def law(measure: str, operator: str, threshold: float, unit: str, least: int | None) -> Law:
    counted = 4 if least else None
    return Law(measure, VULNERABLE, measure, measure, operator, threshold, unit, least, counted, None, True, None, None, "§", "", "", "")


def area(residents: float, share: Figure | None) -> Area:
    gates = (apply(law("residents", ">=", 1000, "count", None), Figure("residents", residents, residents, residents, count=residents)),)
    counted = (apply(law("employment", ">", 40, "percent", 2), share),)
    return Area("a", "Vangdalen", {}, {VULNERABLE: Category(VULNERABLE, gates, counted, None)}, pd.DataFrame())


def near(*areas: Area) -> list[tuple[str, float]]:
    made = Criteria(TODAY, [], [], list(areas), with_origin=False)
    return [(alert.about, alert.value) for alert in find.near_limits(rule(Kind.CRITERION, 20), made)]


def test_an_area_within_so_many_persons_of_a_limit() -> None:
    share = Figure("employment", 39.0, 39.0, 39.0, base=1500, count=585)
    assert near(area(1500, share)) == [("employment", 16)], "600 of 1.500 is not over 40 per cent, 601 is"
    assert near(area(1020, None)) == [], "21 must leave"
    assert near(area(1019, None)) == [("residents", 20)]
    assert near(area(950, share)) == [], "too few residents: its shares decide nothing"
    assert near(area(1500, replace(share, base=None, count=None))) == [], "without a base no persons are said"


def strategic(*values: float | None, unit: str = "percent") -> list[GoalStandings]:
    row: dict[str, Any] = {
        "indicator_id": "i", "short_title": "Uden job", "unit": unit, "decimals": 1, "direction": "down", "period_kind": "year",
        "period_start": pd.Timestamp(2024, 1, 1), "period_end": pd.Timestamp(2024, 12, 31), "status": "published", "note": None,
    }  # fmt: skip
    sides = (("areas_7", "Alle 7 boligområder", "areas_total", 1), ("randers_kommune", "Randers Kommune", "municipality", 2))
    rows = [
        row | {"area_id": key, "area_name": name, "area_kind": kind, "area_order": order, "value": value}
        | ({} if value is not None else {"status": "suppressed"})
        for (key, name, kind, order), value in zip(sides, values, strict=True)
    ]  # fmt: skip
    return [GoalStandings("Mål", None, (standing(pd.DataFrame(rows)),))]


@pytest.mark.parametrize(
    ("values", "expected"), [((35.0, 20.0), [15.0]), ((34.9, 20.0), []), ((10.0, 30.0), []), ((None, 20.0), []), ((35.0, None), [])]
)
def test_worse_than_the_municipality_by_the_points_of_the_rule(values: tuple[float | None, ...], expected: list[float]) -> None:
    assert [alert.value for alert in find.worse(rule(Kind.WORSE, 15), strategic(*values))] == expected
    assert find.worse(rule(Kind.WORSE, 15), strategic(99.0, 1.0, unit="per_1000")) == []


def test_late_figures_are_counted_by_register_and_spending_says_how_far() -> None:
    late, current = Freshness.OVERDUE, Freshness.CURRENT
    ages = pd.DataFrame(
        {"register_title": ["A", "B", "B", "B"], "register_id": ["a", "b", "b", "b"], "freshness": [late, late, late, current]}
    )
    assert [(alert.subject, alert.value) for alert in find.old(rule(Kind.OLD, None), ages)] == [("B", 2), ("A", 1)]
    line = Line("x", "Job", "Beskæftigelse", 100, 10, 0, 60, TODAY, Standing.UNDER, None, None, None)
    assert find.spending(rule(Kind.SPENDING, None), [line]) == [Alert(Kind.SPENDING, "Job", "Beskæftigelse", "x", -50, TODAY)]


def test_a_rule_that_counts_needs_an_amount_and_the_others_none() -> None:
    rows = [("worse", 15), ("behind", 0), ("deadline", None), ("old", None), ("spending", 3)]
    table = pd.DataFrame({"kind": kind, "valid_from": pd.Timestamp(2025, 8, 1), "amount": amount} for kind, amount in rows)
    assert [finding.where for finding in check_alerts({"alert_rule": table})] == [
        f"{kind}|2025-08-01" for kind in ("behind", "deadline", "spending")
    ]

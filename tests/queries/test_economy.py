"""The economy of a plan on made-up amounts: on and off the line by the rule, the pace carried on, and why it is not."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from queries.connection import Database
from queries.economy import Gap, Rule, Standing, hours, lines, off_the_line, rule_on, standing, total, years
from tests.fixture_content import PLAN

RULE = Rule(10, 25_000, 6, date(2025, 8, 1), "Opdigtet")


@pytest.fixture
def rows(fixture_database: Database) -> pd.DataFrame:
    return fixture_database.ask("economy", plan_id=PLAN)


def test_an_activity_over_its_line_is_found_and_its_pace_carried_on(rows: pd.DataFrame, fixture_database: Database) -> None:
    by_name = {line.name: line for line in lines(rows, RULE, "activity")}
    guidance, theme, cafe = by_name["Uddannelsesvejledning"], by_name[""], by_name["Café uden måltal"]
    assert (guidance.budget, guidance.spent, guidance.bound, guidance.left) == (2_000_000, 590_000, 50_000, 1_360_000)
    assert (guidance.expected, guidance.standing, guidance.until) == (500_000, Standing.OVER, date(2026, 7, 31))
    # 365 of 1,461 days cost 590,000.
    assert guidance.forecast == pytest.approx(590_000 * 1461 / 365)
    assert (theme.group, theme.standing) == ("Uddannelse og livschancer", Standing.ON_LINE)
    assert (cafe.standing, cafe.why, cafe.forecast, cafe.silent) == (Standing.UNKNOWN, Gap.NO_SPENDING, None, 1)
    rules = fixture_database.ask("economy_rules")
    assert [line.name for line in off_the_line(rows, rules, date(2026, 8, 1))] == ["Uddannelsesvejledning"]
    assert off_the_line(rows, rules, date(2025, 7, 31)) == []


def test_the_plan_is_the_sum_of_what_has_spending_and_says_what_has_none(rows: pd.DataFrame) -> None:
    whole = total(rows, RULE)
    assert (whole.budget, whole.spent, whole.expected, whole.silent) == (6_400_000, 1_600_000, 1_500_000, 1)
    # 100,000 more is within ten per cent of 1,500,000.
    assert (whole.standing, whole.no_forecast) == (Standing.ON_LINE, Gap.NO_SPENDING)


@pytest.mark.parametrize(
    ("amount", "expected", "found"),
    [
        (275_000, 250_000, Standing.ON_LINE), (275_001, 250_000, Standing.OVER), (224_999, 250_000, Standing.UNDER),
        (34_000, 10_000, Standing.ON_LINE), (1_100_000, 1_000_000, Standing.ON_LINE), (1_100_001, 1_000_000, Standing.OVER),
    ],
)  # fmt: skip
def test_off_the_line_takes_both_the_share_and_the_amount(amount: float, expected: float, found: Standing) -> None:
    assert standing(amount, expected, RULE) is found


def spending(*periods: tuple[str, str]) -> pd.DataFrame:
    amounts = [("budget", "2025-08-01", "2029-07-31", 400_000.0), *(("spent", *period, 50_000.0) for period in periods)]
    made = pd.DataFrame(amounts, columns=["kind", "period_start", "period_end", "amount"])
    days = {name: pd.to_datetime(made[name]) for name in ("period_start", "period_end")}
    return made.assign(**days, focus_area_id=None, activity_id="a", organisation="b")


@pytest.mark.parametrize(
    ("periods", "why"),
    [
        ([("2025-08-01", "2025-12-31")], Gap.TOO_SHORT),
        ([("2025-08-01", "2026-01-31")], None),
        ([("2025-08-01", "2025-12-31"), ("2026-02-01", "2026-06-30")], Gap.HOLE),
        ([("2026-01-01", "2026-12-31")], Gap.HOLE),
        ([], Gap.NO_SPENDING),
    ],
)
def test_a_pace_is_carried_on_only_when_it_is_one(periods: list[tuple[str, str]], why: Gap | None) -> None:
    found = total(spending(*periods), RULE)
    assert (found.no_forecast, found.forecast is None) == (why, why is not None)


def test_years_share_an_amount_by_its_days(rows: pd.DataFrame) -> None:
    made = years(spending(("2025-08-01", "2026-07-31")), date(2025, 8, 1), date(2029, 7, 31))
    assert [(year.starts.year, round(year.budget), round(year.spent)) for year in made] == [
        (2025, 99_932, 50_000), (2026, 99_932, 0), (2027, 100_205, 0), (2028, 99_932, 0),
    ]  # fmt: skip
    assert sum(year.budget for year in years(rows, date(2025, 8, 1), date(2029, 7, 31))) == pytest.approx(6_400_000)


def test_hours_delivered_stand_beside_those_promised(rows: pd.DataFrame, fixture_database: Database) -> None:
    promised = fixture_database.ask("plan_staff_hours", plan_id=PLAN)
    found = {one.organisation: one for one in hours(promised, rows, RULE, date(2025, 8, 1))}
    assert list(found) == ["Bysekretariatet", "UUR"]
    assert (found["UUR"].per_year, found["UUR"].delivered, found["UUR"].standing) == (400, 390, Standing.ON_LINE)
    assert found["Bysekretariatet"].standing is Standing.UNDER


def test_the_newest_rule_that_has_begun_applies(fixture_database: Database) -> None:
    rules = fixture_database.ask("economy_rules")
    later = rules.assign(valid_from=pd.Timestamp("2027-01-01"), tolerance_percent=5.0)
    both = pd.concat([later, rules])
    found = [rule_on(both, date(year, 6, 1)) for year in (2025, 2026, 2027)]
    assert [None if rule is None else rule.tolerance_percent for rule in found] == [None, 10, 5]


def test_the_documents_money_is_the_history_with_its_place(real_database: Database) -> None:
    history = real_database.ask("economy_history")
    amounts = set(history["amount"].dropna())
    assert {30_000_000, 88_000_000, 84_000_000, 18_704_800, 37_000_000} <= amounts
    assert history["source_place"].notna().all()
    assert history["title"].str.contains("50 %").any()

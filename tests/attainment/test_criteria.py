"""The state's criteria: operators, rounding, lower limits, the resident gate, what follows, and the documents' statements."""

from __future__ import annotations

import math
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.connection import Database
from queries.criteria import (
    Category,
    Figure,
    Rule,
    agrees,
    apply,
    category,
    figure_of,
    figures_of_area,
    printed_decimals,
    rules,
    with_whole_area_base,
    years_with_figures,
)
from queries.criteria_distance import (
    change_in_one_year,
    largest_uncertain_base,
    moved,
    persons_from_line,
    persons_moved,
    steps,
    within_random_variation,
)

LIST_2023 = date(2023, 12, 1)


def rule(
    measure: str = "employment",
    operator: str = ">",
    threshold: float = 40,
    unit: str = "percent",
    least: int | None = 2,
    years: int | None = 2,
) -> Rule:
    return Rule(
        f"udsat_boligomraade-{measure}", "udsat_boligomraade", measure, measure, operator, threshold, unit, least, 4 if least else None,
        years, True, date(2018, 12, 1), None, "§ 61 a", "Beboere", "", "",
    )  # fmt: skip


def exact(measure: str, value: float, base: float | None = None, count: float | None = None) -> Figure:
    return Figure(measure, value, value, value, base=base, count=count)


@pytest.mark.parametrize(
    ("operator", "below", "on", "above"),
    [(">", False, False, True), (">=", False, True, True), ("<", True, False, False), ("<=", True, True, False)],
)
def test_operators_on_and_around_the_limit(operator: str, below: bool, on: bool, above: bool) -> None:
    answers = [apply(rule(operator=operator), exact("employment", value)).holds for value in (39.9, 40, 40.1)]
    assert answers == [below, on, above]


@pytest.mark.parametrize(
    ("printed", "value", "holds"),
    [("40,6 %", 40.6, True), ("40 %", 40, None), ("40,0 %", 40, None), ("39 %", 39, False), ("41 %", 41, True), ("40,1 %", 40.1, True)],
)
def test_rounding_that_covers_the_limit_leaves_it_undecided(printed: str, value: float, holds: bool | None) -> None:
    row = {
        "measure": "employment", "value": value, "numerator": None, "denominator": None, "status": "published", "bound": None,
        "unit": "percent", "printed": printed, "decimals": 1,
    }  # fmt: skip
    assert apply(rule(), figure_of(row)).holds is holds


def test_a_known_count_leaves_no_rounding() -> None:
    row = {
        "measure": "employment", "value": 40.0, "numerator": 321, "denominator": 802, "status": "published", "bound": None,
        "unit": "percent", "printed": "40,0 %", "decimals": 1,
    }  # fmt: skip
    assert apply(rule(), figure_of(row)).holds is True


def test_a_doubtful_figure_is_no_figure() -> None:
    row = {"measure": "employment", "value": 45.0, "status": "doubtful", "numerator": None, "denominator": None}
    assert figure_of(row) is None
    assert apply(rule(), None).holds is None


@pytest.mark.parametrize(
    ("value", "operator", "threshold", "holds"),
    [(3, ">=", 3, True), (2, ">=", 3, None), (2, ">=", 2, True), (2, ">", 2, True), (2, "<", 2, False)],
)
def test_more_than_is_a_lower_limit(value: float, operator: str, threshold: float, holds: bool | None) -> None:
    figure = Figure("convictions", value, value, math.inf, above_low=True)
    assert apply(rule("convictions", operator, threshold, "ratio"), figure).holds is holds


@pytest.mark.parametrize(("printed", "decimals"), [("60,3 %", 1), ("63 %", 0), ("ca. 1378", 0), ("halvdelen", 2)])
def test_decimals_are_read_from_what_is_printed(printed: str, decimals: int) -> None:
    assert printed_decimals(printed, 2) == decimals


def of_four(*answers: bool | None, gate: bool | None = True) -> Category:
    """A category whose gate and four counted rules get these answers."""
    value = {True: 50.0, False: 30.0, None: None}
    measures = ("employment", "convictions", "education", "income")
    figures = {name: exact(name, value[answer]) for name, answer in zip(measures, answers, strict=True) if answer is not None}
    if gate is not None:
        figures["residents"] = exact("residents", 1270 if gate else 976)
    every = [rule("residents", ">=", 1000, "count", None), *(rule(name) for name in measures)]
    return category("udsat_boligomraade", every, figures)


@pytest.mark.parametrize(
    ("answers", "gate", "holds"),
    [
        ((True, True, False, False), True, True),
        ((True, True, None, None), True, True),
        ((True, False, None, False), True, None),
        ((True, False, False, False), True, False),
        ((False, False, None, False), True, False),
        ((None, None, None, None), True, None),
        ((True, True, True, True), False, False),
        ((None, None, None, None), False, False),
        ((True, True, True, True), None, None),
    ],
)
def test_at_least_two_of_four_behind_the_gate(answers: tuple[bool | None, ...], gate: bool | None, holds: bool | None) -> None:
    assert of_four(*answers, gate=gate).holds is holds


@settings(max_examples=60)
@given(st.lists(st.sampled_from([True, False, None]), min_size=4, max_size=4), st.sampled_from([True, False, None]))
def test_learning_more_never_turns_an_answer_round(answers: list[bool | None], gate: bool | None) -> None:
    """A verdict reached with open questions stands whatever the open ones turn out to be."""
    before = of_four(*answers, gate=gate).holds
    if before is None:
        return
    for filled in (True, False):
        after = of_four(*(filled if answer is None else answer for answer in answers), gate=filled if gate is None else gate)
        assert after.holds is before


def test_persons_from_the_line() -> None:
    of_800 = apply(rule(), exact("employment", 40.625, 800, 325))
    assert (persons_from_line(of_800, 800).least, persons_from_line(of_800, 800).most) == (5, 5)
    under = apply(rule(), exact("employment", 39.5, 800, 316))
    assert persons_from_line(under, 800).least == 5
    rounded = apply(rule(), Figure("employment", 40.6, 40.55, 40.65))
    assert (persons_from_line(rounded, 2000).least, persons_from_line(rounded, 2000).most) == (11, 13)
    assert persons_from_line(rounded, None) is None
    gate = apply(rule("residents", ">=", 1000, "count", None), exact("residents", 976))
    assert persons_from_line(gate, None).least == 24
    above = apply(rule("residents", ">=", 1000, "count", None), exact("residents", 1000))
    assert persons_from_line(above, None).least == 1


@settings(max_examples=60)
@given(st.integers(10, 5000), st.integers(0, 5000), st.sampled_from([">", ">="]), st.sampled_from([30.0, 40.0, 50.0, 60.0]))
def test_moving_that_many_persons_turns_the_rule_and_one_fewer_does_not(base: int, count: int, operator: str, threshold: float) -> None:
    count = min(count, base)
    limit = rule(operator=operator, threshold=threshold)
    now = apply(limit, exact("employment", 100 * count / base, base, count))
    needed = persons_from_line(now, base).least
    step = -1 if now.holds else 1
    turned = apply(limit, exact("employment", 100 * (count + step * needed) / base)).holds
    nearly = apply(limit, exact("employment", 100 * (count + step * (needed - 1)) / base)).holds
    assert turned is not now.holds
    assert nearly is now.holds


def test_random_variation() -> None:
    assert within_random_variation(40.6, 40, 800)
    assert not within_random_variation(40.6, 30, 800)
    assert largest_uncertain_base(43.4, 40, 1270) == 797
    assert largest_uncertain_base(40.6, 40, 1378) == 1378
    assert largest_uncertain_base(40, 40, 100) == 100


@settings(max_examples=60)
@given(st.floats(1, 99), st.floats(1, 99), st.integers(1, 3000))
def test_the_largest_uncertain_group_divides_certain_from_uncertain(share: float, limit: float, most: int) -> None:
    found = largest_uncertain_base(share, limit, most)
    assert found == 0 or within_random_variation(share, limit, found)
    assert found == most or not within_random_variation(share, limit, found + 1)


def test_what_it_would_take() -> None:
    figure = exact("employment", 43.4)
    assert apply(rule(), moved(figure, "employment", 40.0)).holds is False
    assert persons_moved(figure, 40.0, 700) == 24
    assert change_in_one_year(figure, 40.0, rule()) == pytest.approx(-6.8)
    assert change_in_one_year(figure, 40.0, rule(years=1)) is None
    assert 43.4 in steps(figure, rule())
    assert 40.0 in steps(figure, rule())
    assert steps(exact("residents", 976), rule("residents", ">=", 1000, "count"))[-1] >= 1000


# The documents' statements reproduced where the figures support them, and disagreement where they do not.


@pytest.fixture(scope="module")
def areas(real_database: Database) -> dict[str, dict[str, Category]]:
    every, figures = rules(real_database.ask("criteria_rules")), real_database.ask("criteria_figures")
    in_force = [found for found in every if found.in_force(LIST_2023)]
    statuses = list(dict.fromkeys(found.status for found in in_force))
    return {
        str(area_id): {status: category(status, in_force, figures_of_area(rows, LIST_2023)) for status in statuses}
        for area_id, rows in figures.groupby("area_id")
    }


@pytest.mark.parametrize(
    ("area_id", "holds", "certain", "possible"),
    [
        ("gl_jennumparken", True, 2, 4), ("glarbjergvej", True, 2, 4), ("hermann_stillingsvej", False, 1, 3),
        ("energivej", False, 0, 4),
        ("vangdalen", False, 0, 4), ("sjaellandsgade", False, 0, 4), ("centrale_randers", False, 0, 4),
    ],
)  # fmt: skip
def test_vulnerable_area(areas: dict[str, dict[str, Category]], area_id: str, holds: bool, certain: int, possible: int) -> None:
    made = areas[area_id]["udsat_boligomraade"]
    assert (made.holds, made.certain, made.possible) == (holds, certain, possible)


def test_no_area_is_a_parallel_society_by_the_figures(areas: dict[str, dict[str, Category]]) -> None:
    assert all(made["parallelsamfund"].holds is False for made in areas.values())


def test_stillingsvej_is_below_the_education_limit_though_the_plan_says_three_criteria(
    areas: dict[str, dict[str, Category]], real_database: Database
) -> None:
    claims = real_database.ask("claims").set_index("claim_id")
    own = areas["hermann_stillingsvej"]
    assert agrees(claims.loc["hp25-stillingsvej-education"].to_dict(), own) is False
    assert agrees(claims.loc["hp25-stillingsvej-convictions"].to_dict(), own) is True
    assert agrees(claims.loc["hp25-stillingsvej-employment"].to_dict(), own) is None
    assert agrees(claims.loc["hp25-stillingsvej-not-listed"].to_dict(), own) is True


def test_the_ministry_and_the_plan_print_two_figures_for_jennumparken(
    areas: dict[str, dict[str, Category]], real_database: Database
) -> None:
    claims = real_database.ask("claims").set_index("claim_id")
    assert agrees(claims.loc["list-2024-jennumparken-employment"].to_dict(), areas["gl_jennumparken"]) is False


def test_what_the_plan_says_of_the_lists_fits(areas: dict[str, dict[str, Category]], real_database: Database) -> None:
    claims = real_database.ask("claims")
    listed = claims[claims["claim_id"].str.startswith("hp25-") & claims["measure"].isna()]
    assert len(listed) == 7
    assert all(agrees(claim.to_dict(), areas[claim["area_id"]]) for _, claim in listed.iterrows())


def test_years_and_the_base_of_origin(real_database: Database) -> None:
    figures = real_database.ask("criteria_figures")
    assert years_with_figures(figures) == [2023]
    own = with_whole_area_base(figures_of_area(figures[figures["area_id"] == "gl_jennumparken"], LIST_2023))
    assert own["origin"].base == own["residents"].value == 1270
    assert own["employment"].base is None


def test_the_rules_in_force_change_with_the_day(real_database: Database) -> None:
    every = rules(real_database.ask("criteria_rules"))

    def threshold(measure: str, on: date) -> float:
        return next(
            found.threshold for found in every if found.status == "udsat_boligomraade" and found.measure == measure and found.in_force(on)
        )

    assert threshold("education", date(2016, 12, 1)) == 50
    assert threshold("education", LIST_2023) == 60
    assert threshold("convictions", date(2016, 12, 1)) == 2.7
    assert threshold("convictions", LIST_2023) == 3
    assert {found.status for found in every if found.in_force(date(2016, 12, 1))} == {"udsat_boligomraade"}


def test_figures_of_other_years_are_not_used(real_database: Database) -> None:
    figures = real_database.ask("criteria_figures")
    own = figures_of_area(figures[figures["area_id"] == "gl_jennumparken"], date(2020, 12, 1))
    assert own == {}


def test_no_rows_give_no_years() -> None:
    assert years_with_figures(pd.DataFrame({"period_kind": [], "value": [], "period_end": pd.to_datetime([])})) == []

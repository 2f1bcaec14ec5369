"""Comparing areas: like with like, doubtful figures out, targets by their operator."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from pages.compare import texts
from queries.comparison import Reference, compare, meets, widest
from queries.connection import Database
from queries.verdicts import Course

HP25 = "helhedsplan-2025-29"


def row(compared: pd.DataFrame, indicator: str, area: str) -> pd.Series:
    return compared.set_index(["indicator_id", "area_id"]).loc[(indicator, area)]


@pytest.fixture(scope="module")
def figures(fixture_database: Database) -> pd.DataFrame:
    return fixture_database.ask("figures", source_id=HP25)


def test_the_same_period_is_compared(figures: pd.DataFrame) -> None:
    found = row(compare(figures, ["vangdalen"], Reference("area", "randers_kommune")), "fx_charged", "vangdalen")
    # Vangdalen has 2022 only, the municipality has later years too.
    assert found["period_end"].year == 2022
    assert found["distance"] == pytest.approx(found["value"] - found["reference_value"])


def test_two_real_areas(real_database: Database) -> None:
    compared = compare(real_database.ask("figures", source_id=HP25), ["energivej"], Reference("area", "vangdalen"))
    found = row(compared, "hp25_outside_labour_market_own_12m", "energivej")
    assert (found["value"], found["reference_value"], found["distance"]) == (54.0, 36.0, 18.0)
    assert found["course"] == Course.WORSE


def test_equal_figures_differ_by_nothing(figures: pd.DataFrame) -> None:
    found = row(compare(figures, ["gl_jennumparken"], Reference("area", "vangdalen")), "fx_outside", "gl_jennumparken")
    assert found["distance"] == 0
    assert found["course"] == Course.UNCHANGED


def test_a_doubtful_figure_is_never_compared(figures: pd.DataFrame) -> None:
    compared = compare(figures, ["areas_7"], Reference("area", "randers_kommune"))
    found = row(compared, "fx_outside", "areas_7")
    # The doubtful 12.9 of 2023 lies between two good years and is passed over.
    assert found["value"] == 38.1
    doubtful = figures.assign(status="doubtful")
    assert set(compare(doubtful, ["areas_7"], Reference("area", "randers_kommune"))["why"]) <= {"doubtful", "no_figure"}


def test_a_missing_comparison_is_said(figures: pd.DataFrame) -> None:
    found = row(compare(figures, ["areas_7"], Reference("area", "randers_kommune")), "fx_turnout", "areas_7")
    assert found["why"] == "no_reference"
    assert found["course"] == Course.UNKNOWN


def test_own_baseline_needs_two_figures(figures: pd.DataFrame) -> None:
    compared = compare(figures, ["areas_7", "gl_jennumparken"], Reference("baseline"))
    assert row(compared, "fx_outside", "areas_7")["distance"] == pytest.approx(38.1 - 40.2)
    assert row(compared, "fx_outside", "gl_jennumparken")["why"] == "no_reference"


def test_targets_by_number_and_by_area(figures: pd.DataFrame) -> None:
    compared = compare(figures, ["gl_jennumparken", "vangdalen"], Reference("target"))
    by_number = row(compared, "fx_outside", "vangdalen")
    assert (by_number["reference_value"], by_number["course"]) == (30.0, Course.WORSE)
    by_area = row(compared, "fx_absence", "vangdalen")
    assert (
        by_area["reference_value"]
        == row(compare(figures, ["randers_kommune"], Reference("baseline")), "fx_absence", "randers_kommune")["value"]
    )
    assert row(compared, "fx_safe", "gl_jennumparken")["why"] == "no_reference"


@pytest.mark.parametrize(
    ("value", "operator", "low", "high", "expected"),
    [
        (14.0, "<=", 14.0, None, True),
        (14.0, "<", 14.0, None, False),
        (77.0, ">=", 77.0, None, True),
        (77.0, ">", 77.0, None, False),
        (5.0, "between", 4.0, 6.0, True),
        (4.0, "between", 4.0, 6.0, True),
        (6.0, "between", 4.0, 6.0, True),
        (5.0, "between", 5.0, None, True),
        (5.0, "between", 5.0, float("nan"), True),
        (5.1, "between", 5.0, float("nan"), False),
        (7.0, "between", 4.0, 6.0, False),
    ],
)
def test_meets(value: float, operator: str, low: float, high: float | None, expected: bool) -> None:
    assert meets(value, operator, low, high) is expected


def test_widest_ranks_only_shares(figures: pd.DataFrame) -> None:
    compared = compare(figures, ["vangdalen"], Reference("area", "randers_kommune"))
    found = widest(compared)
    assert found is not None
    assert found["unit"] == "percent"
    assert widest(compared[compared["unit"] == "count"]) is None


def test_the_sentence_says_what_differs_and_what_cannot_be_said(real_database: Database) -> None:
    figures = real_database.ask("figures", source_id=HP25)
    compared = compare(figures, ["energivej"], Reference("area", "vangdalen"))
    sentence = texts.sentence(compared, "Vangdalen")
    assert sentence.startswith("Energivej-området er dårligere end Vangdalen på 9 af 10 indikatorer.")
    assert "Størst forskel er 18,0\u00a0procentpoint: uden for arbejdsmarkedet" in sentence
    other = texts.sentence(compare(figures, ["vangdalen"], Reference("area", "energivej")), "Energivej-området")
    assert other.startswith("Vangdalen er bedre end Energivej-området på 9 af 10 indikatorer.")
    worst = compare(
        figures, list(figures[figures["area_kind"] == "housing_area"]["area_id"].unique()), Reference("area", "randers_kommune")
    )
    said = texts.one_sentence(worst[worst["indicator_id"] == "hp25_absence_over_10"], "kommunen")
    assert said.startswith("Dårligst stillet er Sjællandsgadekvarteret med 34,3\u00a0%: 10,6\u00a0procentpoint fra kommunen (23,7\u00a0%).")


def test_nothing_comparable_is_said_plainly(figures: pd.DataFrame) -> None:
    only = figures[figures["indicator_id"] == "fx_turnout"]
    sentence = texts.sentence(compare(only, ["areas_7"], Reference("area", "randers_kommune")), "kommunen")
    assert sentence.startswith("Ingen andele kan holdes op mod kommunen")


def test_the_matrix_keeps_the_plans_order_and_names_the_hidden(real_database: Database) -> None:
    areas = ["vangdalen", "gl_jennumparken"]
    compared = compare(real_database.ask("figures", source_id=HP25), areas, Reference("area", "randers_kommune"))
    heads, groups = texts.matrix(compared, "difference", target=False, reference_name="Randers Kommune")
    assert [head["name"] for head in heads] == ["Gl. Jennumparken", "Vangdalen", "Randers Kommune"]
    values = [cell["value"] for _, rows in groups for line in rows for cell in line["cells"]]
    assert "skjult (få personer)" in values
    assert not any("nan" in value.lower() for value in values)


def test_ratio_is_said_in_times(real_database: Database) -> None:
    compared = compare(real_database.ask("figures", source_id=HP25), ["energivej"], Reference("area", "randers_kommune"))
    text = texts.distance_text(row(compared, "hp25_outside_labour_market_own_12m", "energivej"), "ratio", target=False)
    assert text == "▼ 3,1 gange, dårligere"


def printed(indicator: str, area: str, year: int, value: float | None, status: str = "published", **more: object) -> dict[str, object]:
    """One made-up row as the question figures gives it."""
    about = {"unit": "percent", "decimals": 1, "direction": "down", "indicator_order": 1, "area_order": 1, "period_kind": "year"}
    target = {"target_operator": None, "target_low": None, "target_high": None, "target_reference": None}
    when = {"period_start": pd.Timestamp(year, 1, 1), "period_end": pd.Timestamp(year, 12, 31)}
    return {"indicator_id": indicator, "area_id": area, "value": value, "status": status} | about | target | when | more


def told(rows: list[dict[str, object]], areas: list[str], reference: Reference) -> list[tuple[object, ...]]:
    compared = compare(pd.DataFrame(rows).astype({"value": "float64", "target_low": "float64", "target_high": "float64"}), areas, reference)
    names = ["indicator_id", "area_id", "value", "reference_value", "distance", "course", "why"]
    return [tuple(None if pd.isna(cell) else cell for cell in line) for line in compared[names].itertuples(index=False)]


def test_an_older_figure_with_a_comparison_is_taken_before_a_newer_one_without() -> None:
    rows = [
        printed("i", "home", 2023, 31.0), printed("i", "home", 2021, 33.0), printed("i", "home", 2022, 32.0),
        printed("i", "home", 2024, 90.0, "doubtful"), printed("i", "town", 2021, 13.0), printed("i", "town", 2022, 12.0),
        printed("i", "town", 2023, None, "not_published"), printed("i", "town", 2024, 10.0),
    ]  # fmt: skip
    assert told(rows, ["home"], Reference("area", "town")) == [("i", "home", 32.0, 12.0, 20.0, Course.WORSE, "")]
    # Without any comparison the newest that can be used, and without that the newest of all.
    assert told(rows, ["home"], Reference("area", "nobody")) == [("i", "home", 31.0, None, None, Course.UNKNOWN, "no_reference")]
    doubtful = [row | {"status": "doubtful"} for row in rows]
    assert told(doubtful, ["home"], Reference("area", "town")) == [("i", "home", 90.0, None, None, Course.UNKNOWN, "doubtful")]


def test_rows_stand_in_the_order_of_indicators_and_areas() -> None:
    rows = [
        printed("late", "b", 2023, 1.0, indicator_order=2, area_order=2), printed("late", "a", 2023, None, "suppressed", indicator_order=2),
        printed("early", "b", 2022, 3.0, area_order=2), printed("early", "a", 2023, 2.0), printed("early", "other", 2023, 9.0),
        printed("early", "town", 2023, 2.04), printed("early", "town", 2022, 2.0), printed("late", "town", 2023, 0.0),
    ]  # fmt: skip
    found = told(rows, ["b", "a"], Reference("area", "town"))
    assert found == [
        ("early", "a", 2.0, 2.04, 0.0, Course.UNCHANGED, ""),
        ("early", "b", 3.0, 2.0, 1.0, Course.WORSE, ""),
        ("late", "a", None, None, None, Course.UNKNOWN, "no_figure"),
        ("late", "b", 1.0, 0.0, 1.0, Course.WORSE, ""),
    ]
    assert math.copysign(1, found[0][4]) == 1  # never a rounded minus zero
    compared = compare(pd.DataFrame(rows), ["b", "a"], Reference("area", "town"))
    assert [None if pd.isna(ratio) else round(ratio, 3) for ratio in compared["ratio"]] == [0.98, 1.5, None, None]
    assert list(compared.index) == [0, 1, 2, 3]
    assert not {"usable", "rank", "index"} & set(compared.columns)
    assert set(compared.columns) == {*rows[0], "reference_value", "distance", "ratio", "course", "why"}


def test_baseline_is_the_areas_own_first_trusted_figure() -> None:
    rows = [
        printed("i", "a", 2023, 5.0), printed("i", "a", 2021, 8.0), printed("i", "a", 2020, 99.0, "doubtful"),
        printed("i", "b", 2019, 4.0), printed("i", "b", 2023, 6.0), printed("j", "a", 2018, 1.0, indicator_order=2),
        printed("j", "a", 2019, 1.0, "doubtful", indicator_order=2),
    ]  # fmt: skip
    assert told(rows, ["a", "b"], Reference("baseline")) == [
        ("i", "a", 5.0, 8.0, -3.0, Course.BETTER, ""),
        ("i", "b", 6.0, 4.0, 2.0, Course.WORSE, ""),
        ("j", "a", 1.0, None, None, Course.UNKNOWN, "no_reference"),
    ]


@pytest.mark.parametrize(
    ("target", "reference", "course"),
    [
        ({"target_operator": "<=", "target_low": 30.0}, 30.0, Course.WORSE),
        ({"target_operator": "<=", "target_high": 31.0}, 31.0, Course.BETTER),
        ({"target_operator": ">=", "target_low": 31.0, "target_high": 40.0}, 31.0, Course.BETTER),
        ({"target_operator": "between", "target_low": 30.0, "target_high": 31.0}, 30.0, Course.BETTER),
        ({"target_operator": "between", "target_low": 30.0}, 30.0, Course.WORSE),
        # The level of another area in the same period, where no number is set.
        ({"target_operator": "<", "target_reference": "town"}, 12.0, Course.WORSE),
        ({"target_operator": ">", "target_reference": "town", "target_low": 40.0}, 40.0, Course.WORSE),
    ],
)
def test_target_is_a_number_or_the_level_of_another_area(target: dict[str, object], reference: float, course: Course) -> None:
    rows = [printed("i", "home", 2023, 31.0, **target), printed("i", "town", 2023, 12.0, **target), printed("i", "town", 2022, 50.0)]
    ((_, _, value, held_against, distance, found, why),) = told(rows, ["home"], Reference("target"))
    assert (value, held_against, distance, found, why) == (31.0, reference, 31.0 - reference, course, "")


def test_widest_is_the_largest_distance_either_way_among_shares_that_can_be_judged() -> None:
    rows = [
        printed("a", "home", 2023, 10.0), printed("b", "home", 2023, 40.0, indicator_order=2),
        printed("c", "home", 2023, 99.0, direction="none"), printed("d", "home", 2023, 900.0, unit="count"),
        printed("a", "town", 2023, 30.0), printed("b", "town", 2023, 25.0), printed("c", "town", 2023, 1.0),
        printed("d", "town", 2023, 1.0),
    ]  # fmt: skip
    compared = compare(pd.DataFrame(rows), ["home"], Reference("area", "town"))
    found = widest(compared)
    assert found is not None
    assert (found["indicator_id"], found["distance"]) == ("a", -20.0)
    assert widest(compared[compared["indicator_id"].isin(["c", "d"])]) is None


@pytest.mark.parametrize(("direction", "course"), [("up", Course.BETTER), ("down", Course.WORSE), ("none", Course.RISING)])
def test_a_distance_is_judged_by_the_indicators_own_direction(direction: str, course: Course) -> None:
    rows = [printed("i", "home", 2023, 31.0, direction=direction), printed("i", "town", 2023, 12.0)]
    assert told(rows, ["home"], Reference("area", "town"))[0][5] == course

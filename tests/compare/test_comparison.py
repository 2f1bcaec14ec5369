"""Comparing areas: like with like, doubtful figures out, targets by their operator."""

from __future__ import annotations

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
    compared = compare(real_database.ask("figures", source_id=HP25), ["energivej"], Reference("area", "vangdalen"))
    sentence = texts.sentence(compared, "Vangdalen")
    assert "Energivej-området ligger 18,0\u00a0procentpoint højere end Vangdalen (54,0\u00a0% mod 36,0\u00a0%)" in sentence
    assert f"{int(compared['distance'].isna().sum())} af {len(compared)} tal kan ikke sammenlignes" in sentence


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

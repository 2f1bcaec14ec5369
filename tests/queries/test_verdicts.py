"""Verdicts: only trusted figures, like held against like, and never a guess."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.connection import Database
from queries.verdicts import TRUSTED, Change, Course, Standing, change_since_first, difference, judge, newest, standing, trusted
from tests.fixture_content import PLAN

STATUSES = ["published", "corrected", "doubtful", "suppressed", "not_published", "not_collected", "unreadable"]
ORDER = {
    "gl_jennumparken": 1,
    "vangdalen": 5,
    "areas_7": 20,
    "randers_kommune": 40,
    "randers_excl_nordbyen": 41,
    "denmark": 50,
    "areas_198": 51,
}
KINDS = {
    "gl_jennumparken": "housing_area", "vangdalen": "housing_area", "areas_7": "areas_total", "randers_kommune": "municipality",
    "randers_excl_nordbyen": "municipality_rest", "denmark": "benchmark", "areas_198": "benchmark",
}  # fmt: skip

figures = st.floats(min_value=-1000, max_value=1000, allow_nan=False).map(lambda value: round(value, 2))


def row(area: str | None, end: int, value: float | None, status: str = "published", **more: Any) -> dict[str, Any]:
    """One row as the question strategic_figures gives it."""
    return {
        "indicator_id": "x", "unit": "percent", "decimals": 1, "direction": "down", "area_id": area, "area_name": area,
        "area_kind": KINDS.get(area or ""), "area_order": ORDER.get(area or ""), "period_start": pd.Timestamp(end, 1, 1),
        "period_end": pd.Timestamp(end, 12, 31), "value": value, "status": status, "note": None,
    } | more  # fmt: skip


def stands(*rows: dict[str, Any]) -> Standing:
    return standing(pd.DataFrame(list(rows)))


def series(*points: tuple[int, float | None, str]) -> pd.DataFrame:
    return pd.DataFrame([row("areas_7", end, value, status) for end, value, status in points])


@pytest.fixture(scope="module")
def told(fixture_database: Database) -> dict[str, Standing]:
    """The standing of every strategic indicator of the fixture."""
    rows = fixture_database.ask("strategic_figures", plan_id=PLAN)
    return {str(name): standing(group) for name, group in rows.groupby("indicator_id", sort=False)}


# Differences.


@pytest.mark.parametrize(
    ("value", "reference", "decimals", "expected"),
    [
        (40.6, 17.2, 1, 23.4),
        (38.1, 40.2, 1, -2.1),
        (5.6, 6.8, 1, -1.2),
        (43, 60, 0, -17),
        (0.92, 1.81, 2, -0.89),
        # What disappears in rounding is no difference, and no minus zero.
        (10.04, 10.0, 1, 0.0),
        (9.96, 10.0, 1, 0.0),
        (-0.0, 0.0, 1, 0.0),
        (0.0, 0.0, 0, 0.0),
    ],
)
def test_difference(value: float, reference: float, decimals: int, expected: float) -> None:
    found = difference(value, reference, decimals)
    assert found == expected
    # Zero has a sign in floating point; "-0,0" must never reach the screen.
    assert found is not None
    assert math.copysign(1, found) == (1 if expected >= 0 else -1)


@pytest.mark.parametrize(
    ("value", "reference"), [(None, 1.0), (1.0, None), (None, None), (float("nan"), 1.0), (1.0, float("nan")), (pd.NA, 1.0)]
)
def test_difference_with_a_hole_is_nothing(value: Any, reference: Any) -> None:
    assert difference(value, reference, 1) is None


@given(figures, figures, st.integers(0, 3))
def test_difference_turns_its_sign_and_stays_within_rounding(value: float, reference: float, decimals: int) -> None:
    one, other = difference(value, reference, decimals), difference(reference, value, decimals)
    assert one is not None
    assert one == -other
    assert abs(one - (value - reference)) <= 0.5 * 10**-decimals + 1e-9
    assert str(one) != "-0.0"


# Better or worse.


@pytest.mark.parametrize(
    ("delta", "direction", "expected"),
    [
        (2.0, "up", Course.BETTER),
        (-2.0, "up", Course.WORSE),
        (2.0, "down", Course.WORSE),
        (-2.0, "down", Course.BETTER),
        (2.0, "none", Course.RISING),
        (0.1, "none", Course.RISING),
        (0.1, "up", Course.BETTER),
        (-2.0, "none", Course.FALLING),
        (0.0, "up", Course.UNCHANGED),
        (-0.0, "down", Course.UNCHANGED),
        (0.0, "none", Course.UNCHANGED),
        (None, "up", Course.UNKNOWN),
        (float("nan"), "up", Course.UNKNOWN),
        (float("nan"), "down", Course.UNKNOWN),
        (float("nan"), "none", Course.UNKNOWN),
    ],
)
def test_judge(delta: float | None, direction: str, expected: Course) -> None:
    assert judge(delta, direction) is expected


@given(figures, st.sampled_from(["up", "down"]))
def test_judging_the_other_way_round_is_the_opposite(delta: float, direction: str) -> None:
    opposite = {Course.BETTER: Course.WORSE, Course.WORSE: Course.BETTER, Course.UNCHANGED: Course.UNCHANGED}
    assert judge(-delta, direction) is opposite[judge(delta, direction)]


# Which figures count.


@given(st.lists(st.tuples(st.one_of(st.none(), figures), st.sampled_from(STATUSES)), max_size=8))
def test_only_trusted_figures_remain(points: list[tuple[float | None, str]]) -> None:
    frame = pd.DataFrame(points, columns=["value", "status"]).astype({"value": "float64"})
    kept = trusted(frame)
    assert set(kept["status"]) <= {"published", "corrected"}
    assert kept["value"].notna().all()
    assert len(kept) == sum(status in TRUSTED and value is not None for value, status in points)


def test_newest_is_the_newest_trusted_of_each_area_in_the_plans_order() -> None:
    frame = pd.DataFrame(
        [
            row("randers_kommune", 2023, 17.0),
            row("vangdalen", 2022, 31.0),
            row("vangdalen", 2020, 33.0),
            row("vangdalen", 2023, 99.0, "doubtful"),
            row("gl_jennumparken", 2023, None, "not_collected"),
            row("gl_jennumparken", 2021, 40.0, "corrected"),
        ]
    )
    found = newest(frame)
    assert list(zip(found["area_id"], found["value"], strict=True)) == [
        ("gl_jennumparken", 40.0),
        ("vangdalen", 31.0),
        ("randers_kommune", 17.0),
    ]


# Change since the first figure.


def test_change_since_first() -> None:
    change = change_since_first(series((2022, 38.1, "published"), (2018, 40.2, "published"), (2020, 39.0, "published")), "down", 1)
    assert change == Change(Course.BETTER, -2.1, pd.Timestamp(2018, 1, 1), pd.Timestamp(2018, 12, 31))


def test_doubtful_ends_are_left_out_of_a_change() -> None:
    change = change_since_first(
        series((2017, 99.0, "doubtful"), (2018, 10.0, "published"), (2019, 12.0, "corrected"), (2020, 1.0, "doubtful")), "up", 0
    )
    assert (change.course, change.difference, change.first_end) == (Course.BETTER, 2.0, pd.Timestamp(2018, 12, 31))


@pytest.mark.parametrize(
    "points",
    [
        [],
        [(2020, 1.0, "published")],
        [(2020, 1.0, "published"), (2021, 2.0, "doubtful")],
        [(2020, None, "not_published"), (2021, 2.0, "published")],
        [(2020, None, "unreadable"), (2021, None, "suppressed")],
    ],
)
def test_fewer_than_two_trusted_figures_are_no_development(points: list[tuple[int, float | None, str]]) -> None:
    frame = series(*points) if points else series((2020, 1.0, "published")).iloc[:0]
    assert change_since_first(frame, "up", 1) == Change(Course.UNKNOWN)


def test_a_series_that_ends_where_it_began_is_unchanged() -> None:
    change = change_since_first(series((2020, 10.04, "published"), (2021, 20.0, "published"), (2022, 9.96, "published")), "down", 1)
    assert change.course is Course.BETTER
    assert change.difference == -0.1
    assert change_since_first(series((2020, 10.01, "published"), (2022, 9.99, "published")), "down", 1).course is Course.UNCHANGED


@settings(max_examples=40)
@given(st.lists(st.tuples(figures, st.sampled_from(STATUSES)), min_size=1, max_size=8), st.randoms())
def test_change_depends_on_trusted_figures_only_and_not_on_their_order(points: list[tuple[float, str]], random: Any) -> None:
    dated = [(2000 + place, value, status) for place, (value, status) in enumerate(points)]
    expected = change_since_first(series(*dated), "up", 1)
    # Doubtful and missing figures may say anything.
    altered = [(end, value if status in TRUSTED else 12345.0, status) for end, value, status in dated]
    random.shuffle(altered)
    assert change_since_first(series(*altered), "up", 1) == expected
    good = [value for _, value, status in dated if status in TRUSTED]
    assert (expected.course is Course.UNKNOWN) == (len(good) < 2)
    if len(good) >= 2:
        assert expected.difference == difference(good[-1], good[0], 1)


# The standing of an indicator.


def test_all_areas_together_against_the_municipality(told: dict[str, Standing]) -> None:
    outside = told["fx_outside"]
    assert outside.areas["area_id"].tolist() == ["areas_7"]
    assert (outside.distance, outside.compared, outside.against_municipality) == (20.9, Course.WORSE, True)
    # 12.9 in the doubtful middle year neither starts nor ends the way.
    assert (outside.change.course, outside.change.difference) == (Course.BETTER, -2.1)
    assert outside.change.first_start == pd.Timestamp(2021, 10, 1)
    assert outside.missing["value"].tolist() == [12.9]
    grade = told["fx_grade"]
    assert (grade.distance, grade.compared, grade.change.course) == (-0.8, Course.WORSE, Course.BETTER)
    assert grade.reference is not None
    assert grade.reference["value"] == 7.1


def test_without_the_municipality_the_country_is_named_but_not_counted(told: dict[str, Standing]) -> None:
    safe = told["fx_safe"]
    assert safe.areas["area_id"].tolist() == ["gl_jennumparken"]
    assert safe.reference is not None
    assert safe.reference["area_id"] == "denmark"
    assert (safe.distance, safe.compared) == (-8.0, Course.WORSE)
    assert safe.against_municipality is False
    assert safe.change == Change(Course.UNKNOWN)
    assert safe.missing["area_id"].tolist() == ["vangdalen"]
    assert safe.missing["note"].tolist() == ["Området var ikke med i målingen."]


def test_single_areas_that_agree_have_a_common_verdict_but_no_distance(told: dict[str, Standing]) -> None:
    charged = told["fx_charged"]
    assert charged.areas["area_id"].tolist() == ["gl_jennumparken", "vangdalen"]
    # They tie; both lie above the municipality's 12.2.
    assert charged.areas["value"].tolist() == [25.2, 25.2]
    assert (charged.distance, charged.compared, charged.against_municipality) == (None, Course.WORSE, False)
    assert charged.change == Change(Course.UNKNOWN)


def test_nothing_to_compare_with(told: dict[str, Standing]) -> None:
    turnout = told["fx_turnout"]
    assert (turnout.reference, turnout.distance, turnout.compared) == (None, None, Course.UNKNOWN)
    assert (turnout.change.course, turnout.change.difference) == (Course.BETTER, 2.7)


def test_an_indicator_without_figures(told: dict[str, Standing]) -> None:
    nothing = told["fx_volunteers"]
    assert nothing.areas.empty
    assert nothing.missing.empty
    assert (nothing.reference, nothing.distance, nothing.compared) == (None, None, Course.UNKNOWN)
    assert nothing.change == Change(Course.UNKNOWN)
    assert nothing.indicator["short_title"] == "Frivillige"


def test_areas_on_either_side_of_the_reference_have_no_common_verdict() -> None:
    found = stands(row("gl_jennumparken", 2023, 10.0), row("vangdalen", 2023, 30.0), row("randers_kommune", 2023, 20.0))
    assert (found.compared, found.distance) == (Course.UNKNOWN, None)


def test_comparison_is_of_the_same_period() -> None:
    found = stands(row("areas_7", 2023, 40.0), row("randers_kommune", 2022, 10.0), row("randers_kommune", 2024, 10.0))
    assert (found.reference, found.distance, found.compared) == (None, None, Course.UNKNOWN)


def test_a_mean_of_several_years_is_not_held_against_one_year() -> None:
    longer = row("randers_kommune", 2023, 10.0, period_start=pd.Timestamp(2019, 1, 1))
    assert stands(row("areas_7", 2023, 40.0), longer).reference is None


def test_a_doubtful_comparison_or_figure_gives_no_verdict() -> None:
    doubtful_town = stands(row("areas_7", 2023, 40.0), row("randers_kommune", 2023, 10.0, "doubtful"))
    assert (doubtful_town.reference, doubtful_town.compared) == (None, Course.UNKNOWN)
    # The areas' own newest figure is doubted: the one before it is told, against its own year.
    older = stands(
        row("areas_7", 2022, 30.0),
        row("areas_7", 2023, 99.0, "doubtful"),
        row("randers_kommune", 2022, 20.0),
        row("randers_kommune", 2023, 21.0),
    )
    assert older.areas["value"].tolist() == [30.0]
    assert older.distance == 10.0
    assert older.missing["value"].tolist() == [99.0]


def test_the_municipality_comes_before_the_rest_of_it_and_the_country() -> None:
    rows = [row("areas_7", 2023, 40.0), row("denmark", 2023, 1.0), row("areas_198", 2023, 4.0), row("randers_excl_nordbyen", 2023, 2.0)]
    rest = stands(*rows)
    assert rest.reference is not None
    assert (rest.reference["area_id"], rest.against_municipality) == ("randers_excl_nordbyen", False)
    town = stands(*rows, row("randers_kommune", 2023, 3.0))
    assert town.reference is not None
    assert (town.reference["area_id"], town.against_municipality) == ("randers_kommune", True)
    country = stands(rows[0], rows[1], rows[2])
    assert country.reference is not None
    assert country.reference["area_id"] == "denmark"


def test_a_published_total_is_preferred_and_never_computed() -> None:
    found = stands(
        row("gl_jennumparken", 2023, 10.0), row("vangdalen", 2023, 20.0), row("areas_7", 2023, 17.0), row("randers_kommune", 2023, 5.0)
    )
    assert found.areas["area_id"].tolist() == ["areas_7"]
    assert found.distance == 12.0
    without = stands(row("gl_jennumparken", 2023, 10.0), row("vangdalen", 2023, 20.0), row("randers_kommune", 2023, 5.0))
    assert without.areas["value"].tolist() == [10.0, 20.0]
    assert without.distance is None


def test_areas_are_told_for_one_period() -> None:
    found = stands(row("gl_jennumparken", 2021, 10.0), row("vangdalen", 2023, 20.0), row("randers_kommune", 2023, 5.0))
    assert found.areas["area_id"].tolist() == ["vangdalen"]


def test_level_with_the_municipality() -> None:
    found = stands(row("areas_7", 2023, 17.24), row("randers_kommune", 2023, 17.2))
    assert (found.distance, found.compared) == (0.0, Course.UNCHANGED)


@settings(max_examples=30)
@given(
    st.lists(st.tuples(st.sampled_from(list(KINDS)), st.integers(2019, 2023), figures, st.sampled_from(STATUSES)), min_size=1, max_size=14)
)
def test_a_standing_never_rests_on_a_doubt_or_on_another_period(points: list[tuple[str, int, float, str]]) -> None:
    unique = {(area, end): (value, status) for area, end, value, status in points}
    found = stands(*(row(area, end, value, status) for (area, end), (value, status) in unique.items()))
    for area in found.areas.to_dict("records"):
        assert area["status"] in TRUSTED
        assert area["area_kind"] in ("areas_total", "housing_area")
    if found.reference is not None and len(found.areas):
        assert found.reference["status"] in TRUSTED
        assert set(found.areas["period_end"]) == {found.reference["period_end"]}
    if found.distance is not None:
        assert found.reference is not None
        assert found.distance == difference(found.areas.iloc[0]["value"], found.reference["value"], 1)
    assert set(found.missing["status"]) & set(TRUSTED) == set()


# The strategic indicators of the plan in force, as the board will read them.


@pytest.mark.parametrize(
    ("indicator", "distance", "compared"),
    [
        ("hp25_daycare_1_5", 4.6, Course.BETTER),
        ("hp25_grade_9_danish_maths", -1.2, Course.WORSE),
        ("hp25_basic_school_only_18_29", 17.9, Course.WORSE),
        ("hp25_neither_work_nor_education_15_29", 10.6, Course.WORSE),
        ("hp25_outside_labour_18_64_lbf", 22.8, Course.WORSE),
        ("hp25_turnout_municipal", -20.9, Course.WORSE),
        ("hp25_turnout_national", -17.7, Course.WORSE),
        # Both figures are doubtful: nothing may be said.
        ("hp25_charged_15_29", None, Course.UNKNOWN),
    ],
)
def test_strategic_indicators_of_the_plan(indicator: str, distance: float | None, compared: Course, real_database: Database) -> None:
    rows = real_database.ask("strategic_figures", plan_id=PLAN)
    found = standing(rows[rows["indicator_id"] == indicator])
    assert (found.distance, found.compared) == (distance, compared)
    assert found.against_municipality is (distance is not None)

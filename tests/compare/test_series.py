"""Series over time: gaps, changes, index, and how much is chance."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.connection import Database
from queries.series import as_counts, changes, drawable, indexed
from queries.uncertainty import wilson, with_intervals


def series(*points: tuple[int, float | None, str], area: str = "a") -> pd.DataFrame:
    """Yearly figures of one area."""
    return pd.DataFrame(
        {
            "area_id": area,
            "area_name": area,
            "area_order": 1,
            "period_start": [pd.Timestamp(year, 1, 1) for year, _, _ in points],
            "period_end": [pd.Timestamp(year, 12, 31) for year, _, _ in points],
            "value": [value for _, value, _ in points],
            "status": [status for _, _, status in points],
            "numerator": [None] * len(points),
            "denominator": [None] * len(points),
            "unit": "percent",
        }
    )


def pieces(frame: pd.DataFrame) -> list[list[int]]:
    return [list(group["period_end"].dt.year) for _, group in drawable(frame).groupby("piece")]


def test_a_doubtful_or_missing_year_breaks_the_line() -> None:
    frame = series(
        (2018, 1.0, "published"), (2019, 9.0, "doubtful"), (2020, 2.0, "published"), (2021, None, "unreadable"), (2022, 3, "corrected")
    )
    assert pieces(frame) == [[2018], [2020], [2022]]


def test_a_skipped_year_breaks_the_line() -> None:
    assert pieces(series((2015, 1.0, "published"), (2017, 2.0, "published"), (2018, 3.0, "published"))) == [[2015], [2017, 2018]]


def test_an_even_series_stays_whole() -> None:
    assert pieces(series((2012, 1.0, "published"), (2015, 2.0, "published"))) == [[2012, 2015]]


def test_charged_persons_as_the_evaluation_prints_them(real_database: Database) -> None:
    figures = real_database.ask("indicator_figures", indicator_id="re17_charged_per_1000")
    moved = changes(figures).set_index("area_name")
    assert moved.loc["Vangdalen", "first_value"] == 21.0
    assert moved.loc["Vangdalen", "last_value"] == 35.9
    assert moved.loc["Randers Kommune", "difference"] == pytest.approx(12.2 - 10.5)
    assert moved.loc["Gl. Jennumparken", "percent"] == pytest.approx(100 * (25.2 - 31.3) / 31.3)


def test_unemployed_in_vangdalen(real_database: Database) -> None:
    figures = real_database.ask("indicator_figures", indicator_id="re13_unemployed_18_64")
    vangdalen = changes(figures).set_index("area_name").loc["Vangdalen"]
    assert (vangdalen["first_value"], vangdalen["last_value"]) == (30, 25)
    assert (vangdalen["first_end"].year, vangdalen["last_end"].year) == (2012, 2015)


def test_change_from_zero_has_no_percent() -> None:
    moved = changes(series((2020, 0.0, "published"), (2021, 2.0, "published")))
    assert moved.iloc[0]["difference"] == 2.0
    assert math.isnan(moved.iloc[0]["percent"])


def test_one_figure_is_no_change() -> None:
    assert changes(series((2020, 1.0, "published"), (2021, 5.0, "doubtful"))).empty


def test_index_leaves_out_who_lacks_the_base_year() -> None:
    two = pd.concat([series((2020, 50.0, "published"), (2021, 60.0, "published")), series((2021, 7.0, "published"), area="b")])
    result = indexed(two, pd.Timestamp(2020, 12, 31))
    assert list(result["value"]) == [100.0, 120.0]


def test_counts_need_a_count() -> None:
    frame = series((2020, 50.0, "published"), (2021, 60.0, "published")).assign(numerator=[None, 6])
    assert list(as_counts(frame)["value"]) == [6]


@pytest.mark.parametrize(
    ("count", "base", "low", "high"),
    [(3, 5, 23, 88), (1, 1, 21, 100), (5, 6, 44, 97), (12, 16, 51, 90), (60, 76, 68.5, 87), (325, 800, 37.3, 44.1)],
)
def test_wilson_against_published_examples(count: int, base: int, low: float, high: float) -> None:
    found = wilson(count, base)
    assert found == (pytest.approx(low, abs=0.5), pytest.approx(high, abs=0.5))


@given(st.integers(1, 5000).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))))
def test_wilson_holds_the_share_and_stays_within_bounds(pair: tuple[int, int]) -> None:
    count, base = pair
    low, high = wilson(count, base)
    assert 0 <= low <= 100 * count / base <= high <= 100
    assert low < high


@given(st.integers(1, 5000).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))))
def test_wilson_limits_are_where_the_share_is_just_possible(pair: tuple[int, int]) -> None:
    """Wilson's own definition: shares whose distance to what was counted is 1.96 of their own standard errors."""
    count, base = pair
    for limit in wilson(count, base):
        share = limit / 100
        error = 1.959963984540054 * math.sqrt(max(0.0, share * (1 - share) / base))
        assert abs(share - count / base) == pytest.approx(error, abs=1e-9)


def test_wilson_is_exact_at_nobody_and_everybody() -> None:
    assert {wilson(0, base)[0] for base in range(1, 300)} == {0.0}
    assert {wilson(base, base)[1] for base in range(1, 300)} == {100.0}


@pytest.mark.parametrize(("count", "base"), [(0, 0), (1, 0), (-1, 5), (6, 5)])
def test_wilson_refuses_nonsense(count: int, base: int) -> None:
    with pytest.raises(ValueError, match="base"):
        wilson(count, base)


def test_intervals_only_where_a_base_is_known() -> None:
    frame = series((2020, 40.0, "published"), (2021, 60.0, "published")).assign(denominator=[None, 10])
    result = with_intervals(frame)
    assert math.isnan(result.iloc[0]["low"])
    assert (result.iloc[1]["low"], result.iloc[1]["high"]) == wilson(6, 10)


def test_intervals_rest_on_the_printed_count_else_on_the_nearest_whole_one() -> None:
    frame = series((2020, 60.4, "published"), (2021, 59.6, "published"), (2022, None, "unreadable"), (2023, 60.0, "published"))
    frame = frame.assign(numerator=[607, None, 600, 600], denominator=1000, unit=["percent", "percent", "percent", "count"])
    low = with_intervals(frame)["low"]
    assert list(low[:2]) == [wilson(607, 1000)[0], wilson(596, 1000)[0]]
    assert low[2:].isna().all()


def test_change_has_one_row_per_area_in_the_plans_order() -> None:
    first = series((2022, 30.0, "published"), (2018, 20.0, "corrected"), (2023, 99.0, "doubtful"), area="b").assign(area_order=2)
    second = series((2020, 8.0, "published"), (2021, 9.0, "published"), (2022, 2.0, "published"), area="a")
    start, end = pd.Timestamp("2018-01-01"), pd.Timestamp("2018-12-31")
    assert changes(pd.concat([first, second])).to_dict("records") == [
        {
            "area_id": "a", "area_name": "a", "area_order": 1, "first_start": pd.Timestamp("2020-01-01"),
            "first_end": pd.Timestamp("2020-12-31"), "first_value": 8.0, "last_start": pd.Timestamp("2022-01-01"),
            "last_end": pd.Timestamp("2022-12-31"), "last_value": 2.0, "difference": -6.0, "percent": -75.0,
        },
        {
            "area_id": "b", "area_name": "b", "area_order": 2, "first_start": start, "first_end": end, "first_value": 20.0,
            "last_start": pd.Timestamp("2022-01-01"), "last_end": pd.Timestamp("2022-12-31"), "last_value": 30.0,
            "difference": 10.0, "percent": 50.0,
        },
    ]  # fmt: skip


def test_lines_of_several_indicators_and_areas_break_each_for_itself() -> None:
    """Each indicator has its own usual step; a hole of one area breaks no other's line."""
    yearly = series((2021, 1.0, "published"), (2019, 2.0, "published"), (2018, 3.0, "published"))
    holed = series((2018, 1.0, "published"), (2019, None, "unreadable"), (2020, 4.0, "published"), area="b").assign(area_order=0)
    rare = series((2012, 1.0, "published"), (2016, 2.0, "published"), (2020, 2.0, "published"))
    frame = pd.concat([yearly.assign(indicator_id="z"), holed.assign(indicator_id="z"), rare.assign(indicator_id="y")], ignore_index=True)
    drawn = drawable(frame)
    assert list(drawn.columns) == [*frame.columns, "piece"]
    by_piece = drawn.groupby(["indicator_id", "area_id", "piece"], sort=False)
    lines = [(*key[:2], list(group["period_end"].dt.year)) for key, group in by_piece]
    assert lines == [
        ("z", "b", [2018]),
        ("z", "b", [2020]),
        ("z", "a", [2018, 2019]),
        ("z", "a", [2021]),
        ("y", "a", [2012, 2016, 2020]),
    ]


def test_index_is_a_hundred_in_the_base_period_of_each_area() -> None:
    two = pd.concat(
        [
            series((2020, 50.0, "published"), (2021, 60.0, "published")),
            series((2020, 4.0, "published"), (2021, 3.0, "published"), area="b"),
            series((2020, 0.0, "published"), (2021, 3.0, "published"), area="zero"),
        ]
    )
    result = indexed(two, pd.Timestamp(2020, 12, 31))
    assert list(zip(result["area_id"], result["value"], strict=True)) == [("a", 100.0), ("a", 120.0), ("b", 100.0), ("b", 75.0)]

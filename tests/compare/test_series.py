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


@pytest.mark.parametrize(("count", "base"), [(1, 0), (-1, 5), (6, 5)])
def test_wilson_refuses_nonsense(count: int, base: int) -> None:
    with pytest.raises(ValueError, match="base"):
        wilson(count, base)


def test_intervals_only_where_a_base_is_known() -> None:
    frame = series((2020, 40.0, "published"), (2021, 60.0, "published")).assign(denominator=[None, 10])
    result = with_intervals(frame)
    assert math.isnan(result.iloc[0]["low"])
    assert result.iloc[1]["low"] < 60 < result.iloc[1]["high"]

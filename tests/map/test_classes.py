"""Class breaks: round, full, as good as the natural breaks, and colours that everybody can tell apart."""

from __future__ import annotations

import warnings
from itertools import pairwise

import numpy as np
import pytest
from colorspacious import cspace_convert
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.kit.formats import number
from pages.map import figures as map_figures
from queries.classes import Classes, class_count, classify
from queries.connection import Database
from queries.verdicts import TRUSTED

OUTSIDE = [43.7, 38.3, 48.4, 54.0, 36.0, 30.5, 50.3]


def goodness(values: np.ndarray, classes: list[int]) -> float:
    """Goodness of variance fit: 1 is perfect."""
    own = np.array(classes)
    inside = sum(((values[own == label] - values[own == label].mean()) ** 2).sum() for label in set(classes))
    return float(1 - inside / ((values - values.mean()) ** 2).sum())


def test_the_plans_default_indicator() -> None:
    classes = classify(OUTSIDE, 1)
    assert classes == Classes((35.0, 40.0, 45.0), 0)
    assert [classes.of(value) for value in sorted(OUTSIDE)] == [0, 1, 1, 2, 3, 3, 3]
    # The municipality's 17,2 lies in the lowest class.
    assert classes.of(17.2) == 0


def test_a_value_on_a_break_belongs_to_the_class_above() -> None:
    classes = Classes((35.0, 40.0), 0)
    assert [classes.of(value) for value in (34.9, 35.0, 39.9, 40.0)] == [0, 1, 1, 2]


@pytest.mark.parametrize(
    ("values", "decimals", "breaks"),
    [
        ([33.0], 0, ()),
        ([33.0, 33.0, 33.0], 0, ()),
        ([0.0, 0.0, 0.0], 0, ()),
        ([2.0, 2.0, 3.0], 1, (3.0,)),
        ([-46.0, -23.0, 4.0], 0, (-40.0, 0.0)),
        ([1.4, 1.5], 1, (1.5,)),
        ([28.6, 29.6, 48.6], 1, (29.0, 40.0)),
        ([663, 814, 850, 864, 976, 1270, 1378], 0, (700.0, 900.0, 1100.0)),
    ],
)
def test_few_equal_and_negative_values(values: list[float], decimals: int, breaks: tuple[float, ...]) -> None:
    assert classify(values, decimals).breaks == breaks


def test_no_values_is_an_error() -> None:
    with pytest.raises(ValueError, match="no values"):
        classify([], 1)


def test_number_of_classes_follows_the_number_of_values() -> None:
    assert [class_count(range(count)) for count in (1, 2, 3, 5, 6, 9, 10, 40)] == [1, 2, 3, 3, 4, 4, 5, 5]
    assert class_count([1.0] * 20) == 1


@settings(max_examples=60)
@given(st.lists(st.integers(-5000, 20000), min_size=1, max_size=16), st.integers(0, 2))
def test_classes_are_full_ordered_and_round(tenths: list[int], decimals: int) -> None:
    values = [tenth / 10**decimals for tenth in tenths]
    classes = classify(values, decimals)
    assert {classes.of(value) for value in values} == set(range(classes.count))
    assert list(classes.breaks) == sorted(set(classes.breaks))
    assert classes.decimals <= decimals
    assert all(abs(round(value, classes.decimals) - value) < 1e-9 for value in classes.breaks)
    assert classify(values[::-1], decimals) == classes


def test_every_indicator_is_grouped_nearly_as_well_as_natural_breaks(real_database: Database) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it asks for numba
        from mapclassify import FisherJenks
    catalogue = real_database.ask("map_indicators").drop_duplicates("indicator_id")
    assert len(catalogue) >= 35
    for _, about in catalogue.iterrows():
        figures = real_database.ask("indicator_figures", indicator_id=about["indicator_id"])
        own = figures[(figures["area_kind"] == "housing_area") & figures["status"].isin(TRUSTED) & figures["value"].notna()]
        values = np.sort(own["value"].to_numpy(float))
        classes = classify(list(values), int(about["decimals"]))
        labels = [classes.of(value) for value in values]
        assert set(labels) == set(range(classes.count)), about["indicator_id"]
        if classes.count > 1:
            natural = FisherJenks(values, k=classes.count)
            assert goodness(values, labels) >= 0.95 * goodness(values, list(natural.yb)), about["indicator_id"]


def test_breaks_are_written_in_danish() -> None:
    classes = classify([9.0, 9.0, 9.8, 10.0, 10.8, 10.9, 11.3], 1)
    assert [number(value, classes.decimals) for value in classes.breaks] == ["9,5", "10,5", "11,0"]


@pytest.mark.parametrize("count", [2, 3, 4, 5])
@pytest.mark.parametrize("sight", [None, "deuteranomaly", "protanomaly", "tritanomaly"])
def test_neighbouring_classes_and_no_value_can_be_told_apart(count: int, sight: str | None) -> None:
    seen = [perceived(color, sight) for color in map_figures.COLORS[count]]
    assert all(np.linalg.norm(a - b) > 15 for a, b in pairwise(seen))
    lightness = [color[0] for color in seen]
    assert lightness == sorted(lightness, reverse=True)
    grey = perceived(map_figures.NO_VALUE, sight)
    assert min(np.linalg.norm(color - grey) for color in seen) > 10


def perceived(color: str, sight: str | None) -> np.ndarray:
    """Where a colour lies for normal sight or one of the kinds of colour blindness; ten apart is plainly different."""
    rgb = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    if sight:
        rgb = np.clip(cspace_convert(rgb, {"name": "sRGB1+CVD", "cvd_type": sight, "severity": 100}, "sRGB1"), 0, 1)
    return np.array(cspace_convert(rgb, "sRGB1", "CAM02-UCS"))

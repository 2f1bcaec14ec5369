"""Scenarios: persons and pace by hand, never below three figures, never on hidden ones, and that it is said to be arithmetic."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from pages.kit import scenario as kit_scenario
from queries.scenario import Lacking, Pace, Persons, pace, scenario

ENDS = date(2029, 12, 31)


def series(*values: float | None, base: float | None = 400, status: str = "suppressed", area: str = "vangdalen") -> pd.DataFrame:
    """Calendar years up to 2025; None is a figure that is not there, with the status given."""
    first = 2026 - len(values)
    rows = [
        {"area_id": area, "area_order": 1, "period_start": pd.Timestamp(year, 1, 1), "period_end": pd.Timestamp(year, 12, 31),
         "value": value, "denominator": base, "status": "published" if value is not None else status}
        for year, value in enumerate(values, start=first)
    ]  # fmt: skip
    return pd.DataFrame(rows).astype({"value": "float64", "denominator": "float64"})


TOWN = series(20.0, area="randers_kommune")


def test_the_municipalitys_level_in_persons_of_the_area() -> None:
    assert scenario(series(30.0), "percent", TOWN, ENDS).persons == Persons(30.0, 20.0, 400, -40)
    assert scenario(series(15.0), "percent", TOWN, ENDS).persons == Persons(15.0, 20.0, 400, 20)
    assert scenario(series(30.0, base=None), "percent", TOWN, ENDS).persons is Lacking.NO_BASE
    assert scenario(series(30.0), "grade", TOWN, ENDS).persons is Lacking.NOT_A_SHARE
    earlier = TOWN.assign(period_end=pd.Timestamp(2024, 12, 31))
    assert scenario(series(30.0), "percent", earlier, ENDS).persons is Lacking.NO_LEVEL


def test_the_pace_to_a_target_and_where_the_changes_so_far_lead() -> None:
    found = pace(series(34.0, 33.0, 30.0), "percent", 20.0, ENDS)
    assert isinstance(found, Pace)
    assert found.points == 3
    assert (found.needed, found.mean) == (pytest.approx(-2.5, abs=0.01), pytest.approx(-2.0, abs=0.01))
    assert (found.expected, found.low, found.high) == (
        pytest.approx(22.0, abs=0.05), pytest.approx(18.0, abs=0.05), pytest.approx(26.0, abs=0.05),
    )  # fmt: skip
    down = pace(series(30.0, 15.0, 3.0), "percent", 1.0, ENDS)
    assert isinstance(down, Pace)
    assert (down.low, down.expected) == (0.0, 0.0), "a share cannot fall below nothing"


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (series(34.0, 33.0), Lacking.TOO_FEW),
        (series(34.0, None, 33.0, 32.0), Lacking.TOO_FEW),
        (series(34.0, 33.0, None, 32.0, 31.0, status="not_published"), Lacking.TOO_FEW),
        (series(35.0, 34.0, 33.0, None), Lacking.HIDDEN),
        (series(None), Lacking.HIDDEN),
        (series(None, status="not_collected"), Lacking.NO_FIGURE),
    ],
)
def test_no_pace_below_three_figures_over_a_hole_or_with_a_hidden_one(rows: pd.DataFrame, why: Lacking) -> None:
    assert pace(rows, "percent", 20.0, ENDS) is why


def test_a_hidden_newest_figure_gives_no_persons_from_an_older_one() -> None:
    found = scenario(series(35.0, 34.0, 33.0, None), "percent", TOWN, ENDS)
    assert (found.persons, found.pace, found.says_something) == (Lacking.HIDDEN, Lacking.HIDDEN, False)
    assert scenario(series(30.0), "percent", TOWN, ENDS).says_something


def test_a_plan_that_has_ended_has_no_day_to_reach() -> None:
    assert pace(series(34.0, 33.0, 30.0), "percent", 20.0, date(2025, 12, 31)) is Lacking.ENDED
    assert pace(series(34.0, 33.0, 30.0), "percent", 20.0, None) is Lacking.ENDED


def test_in_words() -> None:
    found = scenario(series(34.0, 33.0, 30.0), "percent", TOWN, ENDS)
    said = [kit_scenario._said(part, "Vangdalen", "percent", 1) for part in (found.persons, found.pace)]
    plain = [text.replace("\u00a0", " ") for text in said]
    assert plain[0] == "Kommunens niveau er 20,0 %. I Vangdalen svarer det til 40 personer færre end i dag (30,0 % af 400)."
    assert plain[1] == (
        "For at nå 20,0 % den 31. december 2029 skal tallet ændre sig −2,5 procentpoint om året. Over de 3 målinger har det ændret sig "
        "−2,0 procentpoint om året. Fortsætter det sådan, bliver det 22,0 %; med den mindste og den største ændring indtil nu 18,0 % til "
        "26,0 %."
    )
    assert kit_scenario._said(Lacking.TOO_FEW, "", "percent", 1) == ("Der er færre end 3 målinger uden hul, så der regnes intet tempo ud.")

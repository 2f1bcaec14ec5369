"""The synthetic national file: as many rows as it says, in the shape of a real build, and never to be taken for one."""

from __future__ import annotations

import pandas as pd
import pytest

from benchmarks import national
from data import schema
from queries.connection import Database
from tests.bench.conftest import SIZE


@pytest.fixture(scope="module")
def rows(national_database: Database) -> pd.DataFrame:
    return national_database.table("observation")


def test_a_national_file_has_28_8_million_rows() -> None:
    assert national.Size().rows == 2_000 * 60 * 20 * 12 == 28_800_000


def test_every_area_has_every_indicator_in_every_month(rows: pd.DataFrame) -> None:
    assert len(rows) == SIZE.rows == 4_800
    assert not rows.duplicated(["indicator_id", "area_id", "period_end"]).any()
    assert set(rows["area_id"]) == set(national.area_ids(SIZE))
    assert set(rows["indicator_id"]) == set(national.indicator_ids(SIZE))
    assert rows["period_end"].max() == national.newest_end(SIZE) == pd.Timestamp("2006-12-31")
    assert (rows["period_end"].dt.is_month_end & rows["period_start"].dt.is_month_start).all()


def test_rows_stand_as_the_writer_sorts_them(rows: pd.DataFrame) -> None:
    order = ["indicator_id", "area_id", "period_end"]
    assert rows[order].equals(rows[order].sort_values(order, ignore_index=True))


def test_a_hole_has_a_status_and_a_figure_has_its_print(rows: pd.DataFrame) -> None:
    holes = rows["value"].isna()
    assert 0.01 < holes.mean() < 0.04
    assert set(rows.loc[holes, "status"]) == {"not_published"}
    assert set(rows.loc[~holes, "status"]) == {"published"}
    figure = rows[~holes].iloc[0]
    assert figure["printed"] == str(figure["value"]).replace(".", ",")
    assert figure["numerator"] == round(figure["value"] * figure["denominator"] / 100)


def test_figures_differ_between_areas_and_months(rows: pd.DataFrame) -> None:
    one = rows[rows["indicator_id"] == national.indicator_ids(SIZE)[1]].dropna(subset="value")
    assert one.groupby("area_id")["value"].mean().nunique() > 20
    assert one.groupby("period_end")["value"].mean().nunique() > 20


def test_the_file_says_that_it_is_made_up(national_database: Database) -> None:
    assert set(national_database.table("area")["note"]) == {national.SAID}
    assert set(national_database.table("release")["origin"]) == {national.SAID}
    assert national_database.version == "synthetic"


def test_it_has_all_tables_of_a_build_and_obeys_their_schema(national_database: Database) -> None:
    for name in schema.tables():
        schema.pandera_schema(name).validate(national_database.table(name), lazy=True)


def test_the_pages_questions_find_the_municipality_beside_an_area(national_database: Database) -> None:
    figures = national_database.ask("area_figures", area_id=national.area_ids(SIZE)[7])
    assert len(figures) == SIZE.indicators * SIZE.months
    assert figures["reference_value"].notna().mean() > 0.9

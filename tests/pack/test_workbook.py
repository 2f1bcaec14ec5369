"""The workbook opened again: numbers are numbers, all of them, and what is hidden is empty."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import duckdb
import pytest

from queries.connection import Database
from tests.pack.conftest import rows_of


def test_the_first_sheet_says_what_the_file_is(book: Any, real_database: Database) -> None:
    assert book.sheetnames[0] == "Om"
    said = [str(cell.value) for row in book["Om"].iter_rows() for cell in row if cell.value]
    assert any(f"Data: version {real_database.version}" in line for line in said)
    assert {name for name in book.sheetnames[1:] if name in said} == set(book.sheetnames[1:]), "every sheet is listed"
    assert any("1-4 personer" in line for line in said), "the note on small numbers"


def test_all_figures_are_there_as_numbers(book: Any, real_database: Database) -> None:
    rows, expected = rows_of(book["Alle tal"]), real_database.ask("all_figures")
    assert len(rows) == len(expected) > 600
    for row, (_, figure) in zip(rows, expected.iterrows(), strict=True):
        assert row["Nøgle"] == figure["indicator_id"]
        value = row["Værdi"]
        assert value is None if figure["value"] != figure["value"] else value == pytest.approx(figure["value"])
        assert isinstance(row["Til"], datetime)
    percent = next(cell for cell in book["Alle tal"]["E"] if isinstance(cell.value, float) and not cell.value.is_integer())
    assert percent.number_format == "#,##0.0"


def test_what_the_internal_file_knows_is_not_in_the_workbook(
    book: Any, internal: duckdb.DuckDBPyConnection, real_database: Database
) -> None:
    figures = real_database.ask("all_figures")
    hidden = figures[figures["status"] == "suppressed"]
    known = {
        (name, str(end)): value
        for name, end, value in internal.sql(
            "select indicator_id || ' ' || area_id, period_end, value from observation where value is not null"
        ).fetchall()
    }
    secret = [
        (row["indicator_id"], row["area"])
        for _, row in hidden.iterrows()
        if (f"{row['indicator_id']} {row['area_id']}", str(row["period_end"].date())) in known
    ]
    assert len(secret) > 30
    shown = {(row["Nøgle"], row["Område"]): row for row in rows_of(book["Alle tal"]) if row["Status"] == "skjult (få personer)"}
    for key in secret:
        assert shown[key]["Værdi"] is shown[key]["Tæller"] is shown[key]["Nævner"] is None


def test_attainment_of_every_promise(book: Any, real_database: Database) -> None:
    rows = rows_of(book["Løfter"])
    assert len(rows) == real_database.ask("plan_periods")["promises"].sum() == 249
    brandkadet = next(row for row in rows if row["Plan"] == "Helhedsplanen 2025-29" and row["Aktivitet"] == "Brandkadet")
    assert brandkadet["Status"] == "… mangler indberetning"
    assert {type(row["Leveret"]) for row in rows} <= {int, float, type(None)}
    assert {row["Status"] for row in rows} >= {"✓ opnået", "✗ ikke opnået", "? kan ikke vurderes"}


def test_definitions_sources_and_corrections_are_complete(book: Any, real_database: Database) -> None:
    assert len(rows_of(book["Definitioner"])) == len(real_database.ask("indicators"))
    assert len(rows_of(book["Kilder"])) == len(real_database.ask("sources"))
    assert len(rows_of(book["Rettelser"])) == len(real_database.ask("corrections"))
    assert all(row["Grund"] for row in rows_of(book["Rettelser"]))


def test_a_comment_never_becomes_a_formula(book: Any) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert "=1+1 skal blive ved med at være tekst" in [row["Bemærkning"] for row in rows_of(book["Bemærkninger"])]


def test_headings_stay_in_sight_and_columns_have_room(book: Any) -> None:
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes in {"B5", "C5"}, sheet.title
        assert all(dimension.width >= 8 for dimension in sheet.column_dimensions.values())
        assert sheet.tables, sheet.title


def test_origin_is_not_among_the_criteria(book: Any) -> None:
    rows = rows_of(book["Kriterier, tal"])
    assert rows
    assert all("oprindelse" not in str(row["Kriterium"]).lower() and row["Kriterium"] for row in rows)

"""The data package: valid by the standard, and the same figures as the database."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import frictionless
import pandas as pd
import pyarrow.parquet as pq
import pytest

from geo.cells import csv_text
from queries.connection import Database
from queries.package import TABLES, data_package


@pytest.fixture(scope="module", params=["fixture_database", "real_database"])
def database(request: pytest.FixtureRequest) -> Database:
    opened: Database = request.getfixturevalue(request.param)
    return opened


@pytest.fixture(scope="module")
def folder(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package unpacked."""
    target = tmp_path_factory.mktemp("package")
    with zipfile.ZipFile(io.BytesIO(data_package(database, csv_text))) as archive:
        assert archive.testzip() is None
        archive.extractall(target)
    return target


@pytest.fixture(scope="module")
def described(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / "datapackage.json").read_text("utf-8"))
    return content


def as_text(frame: pd.DataFrame) -> pd.DataFrame:
    """Every cell as text, so that files with and without types can be held against each other."""

    def text(cell: Any) -> str:
        if pd.isna(cell):
            return ""
        if isinstance(cell, pd.Timestamp):
            return str(cell.date())
        return f"{float(cell):.10g}" if isinstance(cell, (int, float)) and not isinstance(cell, bool) else str(cell)

    return frame.astype("object").map(text)


def test_package_is_valid(folder: Path) -> None:
    """Every CSV and Parquet file is opened and read, cell by cell, against its description."""
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "note"])[:10]
    assert report.stats["tasks"] == 2 * len(TABLES)


def test_validation_can_fail(folder: Path, tmp_path: Path) -> None:
    text = (folder / "data" / "observation.csv").read_text("utf-8")
    (tmp_path / "observation.csv").write_text(text.replace("-12-31", "-13-31", 1), "utf-8")
    described = json.loads((folder / "datapackage.json").read_text("utf-8"))
    resource = next(entry for entry in described["resources"] if entry["name"] == "observation")
    broken = frictionless.Resource.from_descriptor({**resource, "path": "observation.csv"}, basepath=str(tmp_path))
    assert not broken.validate().valid


def test_package_says_what_it_is(described: dict[str, Any], database: Database) -> None:
    assert described["name"] == "boligsocial-monitor"
    assert described["version"] == database.version
    assert described["licenses"]
    by_name = {resource["name"]: resource for resource in described["resources"]}
    assert set(by_name) == {*TABLES, *(f"{table}-parquet" for table in TABLES)}
    fields = {field["name"]: field for field in by_name["observation"]["schema"]["fields"]}
    assert fields["value"]["type"] == "number"
    assert fields["period_end"]["type"] == "date"
    assert fields["value"]["description"] == "Figure in the indicator's unit; null when there is none"
    assert all(resource["description"] for resource in described["resources"])
    assert all(field["description"] for table in TABLES for field in by_name[table]["schema"]["fields"])


@pytest.mark.parametrize("table", TABLES)
def test_files_agree_with_the_database(table: str, folder: Path, database: Database, described: dict[str, Any]) -> None:
    expected = database.table(table)
    flat = pd.read_csv(folder / "data" / f"{table}.csv", keep_default_na=False, dtype=str)
    parquet = pd.read_parquet(folder / "data" / f"{table}.parquet")
    fields = next(entry["schema"]["fields"] for entry in described["resources"] if entry["name"] == table)
    assert list(flat.columns) == list(parquet.columns) == list(expected.columns) == [field["name"] for field in fields]
    wanted = as_text(expected)
    assert as_text(parquet).equals(wanted)
    days = [field["name"] for field in fields if field["type"] == "date"]
    kinds = pq.read_schema(folder / "data" / f"{table}.parquet")
    assert all(str(kinds.field(name).type) == "date32[day]" for name in days)
    numbers = [field["name"] for field in fields if field["type"] in ("number", "integer")]
    for name in numbers:
        flat[name] = pd.to_numeric(flat[name])
    assert as_text(flat).equals(wanted)
    # Whole numbers are written as whole numbers also where some are missing.
    whole = [field["name"] for field in fields if field["type"] == "integer"]
    text = pd.read_csv(folder / "data" / f"{table}.csv", keep_default_na=False, dtype=str)
    assert not any(cell.endswith(".0") for name in whole for cell in text[name])


def test_package_holds_no_small_number(fixture_database: Database) -> None:
    with zipfile.ZipFile(io.BytesIO(data_package(fixture_database, csv_text))) as archive:
        figures = pd.read_csv(archive.open("data/observation.csv"))
        corrections = archive.read("data/correction.csv").decode()
    hidden = figures[(figures["area_id"] == "vangdalen") & figures["indicator_id"].isin(["fx_language_special", "fx_language_general"])]
    assert len(hidden) == 4
    assert hidden[["value", "numerator", "denominator", "printed"]].isna().all(axis=None)
    assert "3 af 13" not in corrections


def test_package_is_the_same_twice(fixture_database: Database) -> None:
    contents = []
    for _ in range(2):
        with zipfile.ZipFile(io.BytesIO(data_package(fixture_database, csv_text))) as archive:
            contents.append({name: archive.read(name) for name in archive.namelist() if not name.endswith(".parquet")})
    assert contents[0] == contents[1]

"""Keys are small numbers in the file and text everywhere else."""

from __future__ import annotations

from datetime import date

import duckdb
import pandas as pd
import pyarrow as pa
import pytest

from data import schema
from queries.connection import Database
from queries.frames import plain
from queries.sql_text import parameters_of, questions, sql_of

UNKNOWN = "findes-ikke"


def columns(kind: str) -> list[tuple[str, str, dict[str, str]]]:
    every = ((table, name, spec) for table, made in schema.tables().items() for name, spec in made["columns"].items())
    return [found for found in every if found[2]["type"] == kind]


def parameters(question: str) -> tuple[str, ...]:
    return parameters_of(sql_of(question))


@pytest.fixture(scope="module")
def types(fixture_database: Database) -> dict[tuple[str, str], str]:
    with fixture_database._cursor() as cursor:
        rows = cursor.execute("select table_name, column_name, data_type from duckdb_columns()").fetchall()
    return {(table, column): kind for table, column, kind in rows}


def test_what_refers_to_a_key_is_a_key() -> None:
    """A join of a number with a text would turn every number of the big table into text first."""
    keys = {f"{table}.{name}" for table, name, spec in columns("key") if "refers" not in spec}
    assert keys == {"area.area_id", "indicator.indicator_id"}
    assert {spec["refers"] for _, _, spec in columns("key") if "refers" in spec} == keys
    assert [spec for _, _, spec in columns("text") if spec.get("refers") in keys] == []


def test_keys_are_numbered_in_the_order_of_text(types: dict[tuple[str, str], str], fixture_database: Database) -> None:
    for table, name in (("area", "area_id"), ("indicator", "indicator_id")):
        known = sorted(fixture_database.table(table)[name])
        assert types[table, name] == types["observation", name] == f"ENUM({', '.join(map(repr, known))})"


def test_rows_stand_by_indicator_area_and_period(fixture_database: Database) -> None:
    order = ["indicator_id", "area_id", "period_end"]
    rows = fixture_database.table("observation")[order]
    assert len(rows) > 20
    assert rows.equals(rows.sort_values(order, ignore_index=True))


@pytest.mark.parametrize("question", questions())
def test_answers_are_plain(question: str, fixture_database: Database) -> None:
    """The same column has the same type in an answer with and without rows, and never that of a category."""
    asked = {name: date(1900, 1, 1) if name == "day" else UNKNOWN for name in parameters(question)}
    answer = fixture_database.ask(question, **asked)
    found = {str(dtype) for dtype in answer.dtypes}
    assert found <= {"str", "float64", "datetime64[us]", "int32", "int64", "Int32", "Int64", "bool", "boolean", "object"}
    texts = {name for name, dtype in answer.dtypes.items() if dtype == "str"}
    assert {"area_id", "indicator_id", "target_reference"} & set(answer) <= texts


@pytest.mark.parametrize("question", [name for name in questions() if set(parameters(name)) & {"area_id", "indicator_id"}])
def test_an_unknown_key_finds_nothing(question: str, fixture_database: Database) -> None:
    assert fixture_database.ask(question, **dict.fromkeys(parameters(question), UNKNOWN)).empty


def test_a_key_with_a_quote_is_a_key() -> None:
    [areas, _] = schema.key_types({"area": pd.DataFrame({"area_id": ["o'hare", "aaby", "aaby"]})})
    with duckdb.connect() as connection:
        connection.execute(areas)
        assert connection.execute("select enum_range(null::area_area_id_key)").fetchall() == [(["aaby", "o'hare"],)]


def test_text_stays_text_without_a_single_text() -> None:
    answer = pa.table({
        "nothing": pa.array([None, None], pa.string()), "key": pa.array(["b", None]).dictionary_encode(),
        "day": pa.array([None, 1], pa.date32()), "whole": pa.array([1, None], pa.int32()), "sure": pa.array([True, False]),
        "sum": pa.array([1, 2], pa.decimal128(38, 0)),
    })  # fmt: skip
    frame = plain(answer)
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == {
        "nothing": "str", "key": "str", "day": "datetime64[us]", "whole": "Int32", "sure": "bool", "sum": "float64",
    }  # fmt: skip
    assert frame["key"].tolist()[0] == "b"
    assert frame["key"].isna().tolist() == [False, True]
    assert frame["day"][1] == pd.Timestamp("1970-01-02")
    assert {str(dtype) for dtype in plain(answer.slice(0, 0))[["nothing", "key"]].dtypes} == {"str"}


def test_a_type_nobody_counts_on_is_refused() -> None:
    with pytest.raises(TypeError, match="several is list"):
        plain(pa.table({"several": pa.array([["a"]])}))

"""Times may only be compared of engines that give the same answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from benchmarks import bench_queries, engines
from benchmarks.engines import AnswersDifferError, same_answer
from queries.connection import Database
from queries.sql_text import parameters_of, questions, sql_of
from tests.bench.conftest import SIZE

Engine = Mapping[str, Callable[[engines.Asked], Any]]
ASKED = bench_queries.asked_of(SIZE)


@pytest.fixture(scope="module")
def frame(national_database: Database) -> pd.DataFrame:
    return engines.load(national_database)


@pytest.fixture(scope="module")
def answering(national_database: Database, frame: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Engine]:
    return {
        "duckdb": engines.duckdb_engine(national_database),
        "pandas": engines.pandas_engine(engines.as_text(frame)),
        "pandas_categories": engines.pandas_engine(frame),
        "sqlite": engines.sqlite_engine(frame, Path(tmp_path_factory.mktemp("sqlite")) / "national.sqlite"),
        "numpy_scan": engines.numpy_scan(frame),
    }


@pytest.mark.parametrize("name", ["pandas", "pandas_categories", "sqlite", "numpy_scan"])
@pytest.mark.parametrize("question", engines.QUESTIONS)
def test_engines_agree(question: str, name: str, answering: dict[str, Engine]) -> None:
    same_answer(question, name, answering["duckdb"][question](ASKED), answering[name][question](ASKED))


@pytest.mark.parametrize("question", engines.QUESTIONS)
def test_polars_agrees(question: str, answering: dict[str, Engine], frame: pd.DataFrame) -> None:
    pytest.importorskip("polars", reason="polars comes with requirements-bench.txt")
    same_answer(question, "polars", answering["duckdb"][question](ASKED), engines.polars_engine(frame)[question](ASKED))


def test_answers_have_the_rows_that_were_asked_for(answering: dict[str, Engine]) -> None:
    found = {question: len(answering["duckdb"][question](ASKED)) for question in engines.QUESTIONS}
    assert found == {
        "newest_of_all_areas": SIZE.areas,
        "average_of_all_areas": SIZE.areas,
        "seven_series": 7 * SIZE.months,
        "all_series_of_seven_areas": 7 * SIZE.months * SIZE.indicators,
        "newest_of_one_area": SIZE.indicators,
    }
    assert set(answering["duckdb"]["seven_series"](ASKED)["area_id"]) == set(ASKED.area_ids)


@pytest.mark.parametrize("question", engines.QUESTIONS)
def test_another_answer_is_refused(question: str, answering: dict[str, Engine], frame: pd.DataFrame) -> None:
    expected = answering["duckdb"][question](ASKED)
    wrong = engines.pandas_engine(frame.assign(value=frame["value"] + 0.1))[question](ASKED)
    with pytest.raises(AnswersDifferError, match=question):
        same_answer(question, "wrong", expected, wrong)
    with pytest.raises(AnswersDifferError, match="rows"):
        same_answer(question, "short", expected, expected.iloc[:-1])
    with pytest.raises(AnswersDifferError, match="columns"):
        same_answer(question, "narrow", expected, expected.drop(columns="value"))
    with pytest.raises(AnswersDifferError, match=question):
        same_answer(question, "scan", expected, expected["value"].to_numpy() + 0.1)


def test_the_benchmark_stops_at_a_wrong_answer(answering: dict[str, Engine], frame: pd.DataFrame) -> None:
    wrong = {**answering, "pandas": engines.pandas_engine(frame.assign(value=0.0))}
    with pytest.raises(AnswersDifferError, match="pandas"):
        bench_queries._side_by_side("average_of_all_areas", ASKED, wrong, rounds=1)


def test_times_become_ratios_to_duckdb(answering: dict[str, Engine]) -> None:
    found = bench_queries._side_by_side("newest_of_one_area", ASKED, answering, rounds=1)
    name = "national_newest_of_one_area"
    assert found[f"{name}_sqlite_ratio"] == pytest.approx(found[f"{name}_sqlite_ms"] / found[f"{name}_duckdb_ms"], abs=0.1)
    assert f"{name}_duckdb_ratio" not in found


def test_every_question_has_something_to_ask_for() -> None:
    missing = {name for question in questions() for name in parameters_of(sql_of(question)) if name not in bench_queries.EXAMPLES}
    assert missing == set(), "give the parameter a value in bench_queries.EXAMPLES"


def test_goals_name_what_is_measured(answering: dict[str, Engine]) -> None:
    found = {name for question in engines.QUESTIONS for name in bench_queries._side_by_side(question, ASKED, answering, rounds=1)}
    assert set(bench_queries.GOALS) <= found

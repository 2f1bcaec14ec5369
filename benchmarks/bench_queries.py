"""How long the questions take: every one on the real file, the interactive ones on a synthetic national file.

On the national file the same question goes to pandas, polars, SQLite and a bare scan with numpy in turn, round after round, so
that a busy machine slows them all alike; an engine whose answer differs stops the benchmark. The ratios are what matters.
"""

from __future__ import annotations

import gc
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import engines, national
from data.build import build
from queries.connection import Database
from queries.sql_text import parameters_of, questions, sql_of

# "<" is at most, ">" at least. Ratios say how many times longer the other takes.
GOALS = {
    **{f"national_{question}_duckdb_ms": ("<", 25.0) for question in engines.QUESTIONS},
    **{f"national_{question}_pandas_ratio": (">", 10.0) for question in engines.QUESTIONS},
}
# A value for each parameter of the real questions, so that they have something to find.
EXAMPLES: dict[str, Any] = {
    "area_id": "vangdalen",
    "indicator_id": "re17_charged_per_1000",
    "source_id": "helhedsplan-2025-29",
    "plan_id": "plan-2025-29",
    "level": "strategic",
    "day": date(2026, 11, 1),
}


def measure(size: national.Size | None = None, rounds: int = 9) -> dict[str, float]:
    """Medians in milliseconds and ratios.

    Returns real_<question>_ms for each question; for each interactive one national_<question>_<engine>_ms and, for the
    other engines, national_<question>_<engine>_ratio (their time divided by DuckDB's); national_rows,
    national_write_seconds and national_file_mib.
    """
    with tempfile.TemporaryDirectory() as name:
        return {**real(Path(name), rounds), **of_national_file(Path(name), size or national.Size(), rounds)}


def real(folder: Path, rounds: int) -> dict[str, float]:
    """Every question on a build of the real content, from asking to the finished frame, without any cache of pages."""
    version = build(folder)
    database = Database(version.published, version.version)
    try:
        asks = {f"real_{question}_ms": _asks(database, question) for question in questions() if _known(question)}
        return medians(asks, rounds)
    finally:
        database.close()


def _known(question: str) -> bool:
    return all(name in EXAMPLES for name in parameters_of(sql_of(question)))


def _asks(database: Database, question: str) -> Callable[[], object]:
    return lambda: database.ask(question, **EXAMPLES)


def of_national_file(folder: Path, size: national.Size, rounds: int) -> dict[str, float]:
    """Write the national file into `folder`, hold the engines' answers together, and time them side by side."""
    started = time.perf_counter()
    path = national.write(folder / "national.duckdb", size)
    found: dict[str, float] = {
        "national_rows": size.rows,
        "national_write_seconds": round(time.perf_counter() - started, 1),
        "national_file_mib": round(path.stat().st_size / 2**20, 1),
    }
    database = Database(path, national.VERSION)
    try:
        asked, answering = asked_of(size), engines_of(database, folder)
        for question in engines.QUESTIONS:
            found |= _side_by_side(question, asked, answering, rounds)
    finally:
        database.close()
    return found


def asked_of(size: national.Size) -> engines.Asked:
    """An indicator and seven areas spread over the file."""
    areas, indicators = national.area_ids(size), national.indicator_ids(size)
    spread = tuple(areas[1 + number * (size.areas - 1) // 7] for number in range(7))
    return engines.Asked(indicators[size.indicators // 2], spread, national.newest_end(size))


def engines_of(database: Database, folder: Path) -> dict[str, Mapping[str, Callable[[engines.Asked], Any]]]:
    """Name -> engine, DuckDB first; all hold the same rows."""
    frame = engines.load(database)
    answering: dict[str, Mapping[str, Callable[[engines.Asked], Any]]] = {
        "duckdb": engines.duckdb_engine(database),
        "pandas": engines.pandas_engine(engines.as_text(frame)),
        "pandas_categories": engines.pandas_engine(frame),
        "polars": engines.polars_engine(frame),
        "sqlite": engines.sqlite_engine(frame, folder / "national.sqlite"),
        "numpy_scan": engines.numpy_scan(frame),
    }
    gc.collect()
    return answering


def _side_by_side(
    question: str, asked: engines.Asked, answering: Mapping[str, Mapping[str, Callable[[engines.Asked], Any]]], rounds: int
) -> dict[str, float]:
    expected = answering["duckdb"][question](asked)
    for name, engine in answering.items():
        engines.same_answer(question, name, expected, engine[question](asked))
    asks = {name: (lambda engine=engine: engine[question](asked)) for name, engine in answering.items()}
    times = medians(asks, rounds)
    found = {f"national_{question}_{name}_ms": value for name, value in times.items()}
    ratios = {f"national_{question}_{name}_ratio": round(value / times["duckdb"], 1) for name, value in times.items() if name != "duckdb"}
    return {**found, **ratios}


def medians(asks: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Median milliseconds of each after one that is not counted, taken in turn."""
    times: dict[str, list[float]] = {name: [] for name in asks}
    for number in range(rounds + 1):
        for name, ask in asks.items():
            started = time.perf_counter()
            ask()
            if number:
                times[name].append((time.perf_counter() - started) * 1000)
    return {name: round(statistics.median(values), 2) for name, values in times.items()}


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))

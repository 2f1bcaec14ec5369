"""The interactive questions of a national file, asked of five engines that must all give the same answer.

DuckDB reads the file the build writes. The others hold the four columns they need in the form that suits them best: pandas
with keys as text (as a frame usually has them) and as categories, polars as categories, SQLite small integers with an index
for each question, and numpy the bare codes: one pass over an unsorted column, which is the limit for anything that reads it all.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd

from queries.connection import Database

if TYPE_CHECKING:
    import polars as pl

Answer: TypeAlias = pd.DataFrame

_AREAS = ", ".join(f"$area_{number}" for number in range(1, 8))
# In the SQL of the house. Several areas are asked for by way of the small table of areas: a join tells the scan which
# numbers to look for, while a list of seven is looked up for every row of the file.
QUESTIONS = {
    # One indicator in every area, newest month: a map or a ranking. One row per area.
    "newest_of_all_areas": """
        select area_id, value from observation
        where indicator_id = $indicator_id and period_end = $period_end""",
    # One indicator in every area over the whole time. One row per area.
    "average_of_all_areas": """
        select area_id, avg(value) as value from observation
        where indicator_id = $indicator_id
        group by area_id""",
    # One indicator in seven areas over time: the lines of Udvikling. One row per area and month.
    "seven_series": f"""
        select observation.area_id, observation.period_end, observation.value
        from observation
        inner join area on area.area_id = observation.area_id
        where observation.indicator_id = $indicator_id and area.area_id in ({_AREAS})""",
    # Everything about seven areas: small multiples, or a download. One row per indicator, area and month.
    "all_series_of_seven_areas": f"""
        select observation.indicator_id, observation.area_id, observation.period_end, observation.value
        from observation
        inner join area on area.area_id = observation.area_id
        where area.area_id in ({_AREAS})""",
    # Where one area stands: the newest figure of each indicator. One row per indicator. Holes are left out after the scan:
    # as a condition of the scan they are looked up for every row of the file.
    "newest_of_one_area": """
        select
            indicator_id,
            max(case when value is not null then period_end end) as period_end,
            max_by(value, period_end) as value
        from observation
        where area_id = $area_1
        group by indicator_id""",
}


@dataclass(frozen=True)
class Asked:
    """What is asked for in one run: an indicator, seven areas and the newest period."""

    indicator_id: str
    area_ids: tuple[str, ...]
    period_end: pd.Timestamp

    @property
    def parameters(self) -> dict[str, Any]:
        """The SQL parameters."""
        areas = {f"area_{number}": area_id for number, area_id in enumerate(self.area_ids, start=1)}
        return {"indicator_id": self.indicator_id, "period_end": self.period_end.date(), **areas}


Engine = dict[str, Callable[[Asked], Answer]]


def duckdb_engine(database: Database) -> Engine:
    """The questions as the app asks them: a cursor, parameters, a frame of plain types."""

    def bound(sql: str) -> Callable[[Asked], Answer]:
        def ask(asked: Asked) -> Answer:
            return database._answer(sql, {name: value for name, value in asked.parameters.items() if f"${name}" in sql})

        return ask

    return {name: bound(sql) for name, sql in QUESTIONS.items()}


def load(database: Database) -> pd.DataFrame:
    """The four columns as a frame with categorical keys, in the order of the file."""
    with database._cursor() as cursor:
        return cursor.execute("select indicator_id, area_id, period_end, value from observation").df()


def as_text(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with its categorical keys as plain strings, which is how frames usually hold them."""
    keys = [name for name in frame if isinstance(frame[name].dtype, pd.CategoricalDtype)]
    texts = {name: frame[name].cat.categories.astype("str").array.take(frame[name].cat.codes.to_numpy()) for name in keys}
    return frame.assign(**texts)


def pandas_engine(frame: pd.DataFrame) -> Engine:
    """Filter with masks, then group, on whatever type the keys of the frame have."""

    def newest_of_all_areas(asked: Asked) -> Answer:
        return frame.loc[(frame["indicator_id"] == asked.indicator_id) & (frame["period_end"] == asked.period_end), ["area_id", "value"]]

    def average_of_all_areas(asked: Asked) -> Answer:
        rows = frame[frame["indicator_id"] == asked.indicator_id]
        return rows.groupby("area_id", observed=True)["value"].mean().reset_index()

    def seven_series(asked: Asked) -> Answer:
        mask = (frame["indicator_id"] == asked.indicator_id) & frame["area_id"].isin(asked.area_ids)
        return frame.loc[mask, ["area_id", "period_end", "value"]]

    def all_series_of_seven_areas(asked: Asked) -> Answer:
        return frame[frame["area_id"].isin(asked.area_ids)]

    def newest_of_one_area(asked: Asked) -> Answer:
        rows = frame[(frame["area_id"] == asked.area_ids[0])].dropna(subset="value").sort_values("period_end")
        return rows.drop_duplicates("indicator_id", keep="last")[["indicator_id", "period_end", "value"]]

    return {function.__name__: function for function in (
        newest_of_all_areas, average_of_all_areas, seven_series, all_series_of_seven_areas, newest_of_one_area,
    )}  # fmt: skip


def polars_engine(frame: pd.DataFrame) -> Engine:
    """The same in polars, in memory, lazily planned. Needs requirements-bench.txt."""
    import polars as pl

    table = pl.from_pandas(frame).with_columns(pl.col("period_end").cast(pl.Datetime("us")))
    indicator, area, period = pl.col("indicator_id"), pl.col("area_id"), pl.col("period_end")

    def collected(query: pl.LazyFrame) -> Answer:
        return query.collect().to_pandas()

    def newest_of_all_areas(asked: Asked) -> Answer:
        wanted = (indicator == asked.indicator_id) & (period == asked.period_end.to_pydatetime())
        return collected(table.lazy().filter(wanted).select("area_id", "value"))

    def average_of_all_areas(asked: Asked) -> Answer:
        return collected(table.lazy().filter(indicator == asked.indicator_id).group_by("area_id").agg(pl.col("value").mean()))

    def seven_series(asked: Asked) -> Answer:
        wanted = (indicator == asked.indicator_id) & _any_of(area, asked.area_ids)
        return collected(table.lazy().filter(wanted).select("area_id", "period_end", "value"))

    def all_series_of_seven_areas(asked: Asked) -> Answer:
        return collected(table.lazy().filter(_any_of(area, asked.area_ids)))

    def newest_of_one_area(asked: Asked) -> Answer:
        rows = table.lazy().filter((area == asked.area_ids[0]) & pl.col("value").is_not_null())
        newest = rows.sort("period_end").group_by("indicator_id").last()
        return collected(newest.select("indicator_id", "period_end", "value"))

    return {function.__name__: function for function in (
        newest_of_all_areas, average_of_all_areas, seven_series, all_series_of_seven_areas, newest_of_one_area,
    )}  # fmt: skip


def _any_of(column: pl.Expr, keys: tuple[str, ...]) -> pl.Expr:
    import polars as pl

    return pl.any_horizontal([column == key for key in keys])


_SQLITE = {
    "newest_of_all_areas": "select area, value from observation where indicator = ? and period_end = ?",
    "average_of_all_areas": "select area, avg(value) from observation where indicator = ? group by area",
    "seven_series": "select area, period_end, value from observation where indicator = ? and area in (?, ?, ?, ?, ?, ?, ?)",
    "all_series_of_seven_areas": "select indicator, area, period_end, value from observation where area in (?, ?, ?, ?, ?, ?, ?)",
    "newest_of_one_area": (
        "select indicator, max(period_end), value from observation where area = ? and value is not null group by indicator"
    ),
}
_SQLITE_COLUMNS = {
    "newest_of_all_areas": ["area_id", "value"],
    "average_of_all_areas": ["area_id", "value"],
    "seven_series": ["area_id", "period_end", "value"],
    "all_series_of_seven_areas": ["indicator_id", "area_id", "period_end", "value"],
    "newest_of_one_area": ["indicator_id", "period_end", "value"],
}


def sqlite_engine(frame: pd.DataFrame, path: Path) -> Engine:
    """A file with integer keys, clustered by (indicator, area, period) and covered by an index that starts with the area."""
    connection = sqlite3.connect(path)
    connection.execute("pragma journal_mode = off")
    connection.execute("pragma synchronous = off")
    connection.execute(
        "create table observation (indicator integer, area integer, period_end integer, value real, "
        "primary key (indicator, area, period_end)) without rowid"
    )
    connection.executemany("insert into observation values (?, ?, ?, ?)", _numbers(frame))
    connection.execute("create index by_area on observation (area, indicator, period_end, value)")
    # For one month of all areas; the clustered order would read the indicator's whole history.
    connection.execute("create index by_period on observation (indicator, period_end, area, value)")
    connection.commit()
    keys = {name: frame[name].cat.categories for name in ("indicator_id", "area_id")}

    def bound(question: str) -> Callable[[Asked], Answer]:
        def ask(asked: Asked) -> Answer:
            indicator, period = int(keys["indicator_id"].get_loc(asked.indicator_id)), _days(asked.period_end)
            areas = [int(keys["area_id"].get_loc(area_id)) for area_id in asked.area_ids]
            parameters = {
                "newest_of_all_areas": [indicator, period], "average_of_all_areas": [indicator], "seven_series": [indicator, *areas],
                "all_series_of_seven_areas": areas, "newest_of_one_area": areas[:1],
            }[question]  # fmt: skip
            rows = connection.execute(_SQLITE[question], parameters).fetchall()
            return _named(pd.DataFrame(rows, columns=_SQLITE_COLUMNS[question]), keys)

        return ask

    return {question: bound(question) for question in _SQLITE}


def _numbers(frame: pd.DataFrame, step: int = 500_000) -> Iterator[tuple[float, ...]]:
    """Rows as plain numbers."""
    for start in range(0, len(frame), step):
        part = frame.iloc[start : start + step]
        days = (part["period_end"].to_numpy("datetime64[D]")).astype(int).tolist()
        # SQLite takes a value that is not a number as a null.
        codes = [part[name].cat.codes.tolist() for name in ("indicator_id", "area_id")]
        yield from zip(*codes, days, part["value"].tolist(), strict=True)


def _days(moment: pd.Timestamp) -> int:
    return int(np.datetime64(moment, "D").astype(int))


def _named(rows: pd.DataFrame, keys: dict[str, pd.Index]) -> pd.DataFrame:
    """SQLite's numbers as what they stand for."""
    for name, categories in keys.items():
        if name in rows:
            rows[name] = categories.astype("str").take(rows[name])
    if "period_end" in rows:
        rows["period_end"] = rows["period_end"].to_numpy("datetime64[D]").astype("datetime64[us]")
    return rows.assign(value=rows["value"].astype("float64"))


def numpy_scan(frame: pd.DataFrame) -> dict[str, Callable[[Asked], Any]]:
    """The values the question is about, by one pass over the whole key column and nothing else: no names, no periods, no frame."""
    codes = {name: np.ascontiguousarray(frame[name].cat.codes) for name in ("indicator_id", "area_id")}
    codes = {name: column.view(f"u{column.itemsize}") for name, column in codes.items()}
    keys = {name: frame[name].cat.categories for name in codes}
    days, values = frame["period_end"].to_numpy(), frame["value"].to_numpy()

    def is_one(name: str, key: str) -> Any:
        return codes[name] == keys[name].get_loc(key)

    def newest_of_all_areas(asked: Asked) -> Any:
        return values[is_one("indicator_id", asked.indicator_id) & (days == asked.period_end.to_datetime64())]

    def is_any(asked: Asked) -> Any:
        wanted = np.zeros(len(keys["area_id"]), dtype=bool)
        wanted[[keys["area_id"].get_loc(area_id) for area_id in asked.area_ids]] = True
        return wanted[codes["area_id"]]

    def average_of_all_areas(asked: Asked) -> Any:
        mask = is_one("indicator_id", asked.indicator_id)
        areas, found = codes["area_id"][mask], values[mask]
        known = ~np.isnan(found)
        return np.bincount(areas[known], found[known]) / np.bincount(areas[known])

    def newest_of_one_area(asked: Asked) -> Any:
        rows = np.flatnonzero(is_one("area_id", asked.area_ids[0]))
        rows = rows[~np.isnan(values[rows])]
        rows = rows[np.lexsort((days[rows], codes["indicator_id"][rows]))]
        last = np.append(np.diff(codes["indicator_id"][rows]) != 0, True)
        return values[rows[last]]

    return {
        "newest_of_all_areas": newest_of_all_areas,
        "average_of_all_areas": average_of_all_areas,
        "seven_series": lambda asked: values[is_one("indicator_id", asked.indicator_id) & is_any(asked)],
        "all_series_of_seven_areas": lambda asked: values[is_any(asked)],
        "newest_of_one_area": newest_of_one_area,
    }


class AnswersDifferError(Exception):
    """Two engines answer the same question differently, so that their times cannot be compared."""


def same_answer(question: str, name: str, expected: Answer, found: Answer | np.ndarray) -> None:
    """Raise AnswersDifferError unless both hold the same rows, whatever their order; of an array, the same values."""
    if isinstance(found, np.ndarray):
        left, right = np.sort(expected["value"].to_numpy("float64")), np.sort(found)
        equal = len(left) == len(right) and bool(np.allclose(left, right, rtol=1e-9, equal_nan=True))
    else:
        columns = sorted(expected.columns)
        if sorted(found.columns) != columns:
            raise AnswersDifferError(f"{question}: {name} has the columns {sorted(found.columns)}, not {columns}")
        equal = _equal(_sorted(expected[columns]), _sorted(found[columns]))
    if not equal:
        raise AnswersDifferError(f"{question}: {name} gives another answer ({len(found)} rows, expected {len(expected)})")


def _sorted(frame: pd.DataFrame) -> pd.DataFrame:
    """Keys as text, periods in one unit, rows in the order of their keys."""
    keys = [name for name in frame.columns if name != "value"]
    typed = frame.assign(**{name: frame[name].astype("datetime64[us]" if name == "period_end" else "str") for name in keys})
    return typed.sort_values(keys).reset_index(drop=True)


def _equal(left: pd.DataFrame, right: pd.DataFrame) -> bool:
    try:
        pd.testing.assert_frame_equal(left, right, check_exact=False, rtol=1e-9)
    except AssertionError:
        return False
    return True

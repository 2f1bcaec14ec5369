"""A synthetic national file, to see how the questions fare far above today's size. Every figure in it is made up.

2,000 areas x 60 indicators x 20 years of months are 28.8 million rows. DuckDB makes them itself, and the file goes through
the schema and the writer of the real build, so that types, sorting and storage are those of the file in use.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from data import schema
from data.build import write_file

VERSION = "synthetic"
SAID = "Opdigtede tal til måling af fart"
MUNICIPALITY = "syn_municipality"
_SOURCE, _RELEASE, _PLAN, _GOAL = "syn_register", "syn_release", "syn_plan", "syn_goal"
_STARTS = "2005-01-01"

# Made-up but not flat: a level for each indicator and area, a season, a trend and noise; one figure in fifty is a hole.
# `cell` is the same pseudo-random number for the same row on every machine and in every version of the engine.
_FIGURES = """
with
indicators as (
    select number as indicator, cast(printf('syn_indicator_%02d', number) as {indicator_key}) as indicator_id
    from range({indicators}) as numbers(number)
),
areas as (
    select
        number as area,
        cast(case when number = 0 then '{municipality}' else printf('syn_area_%04d', number) end as {area_key}) as area_id
    from range({areas}) as numbers(number)
),
months as (
    select
        number as month,
        cast(date '{starts}' + to_months(cast(number as integer)) as date) as period_start,
        cast(date '{starts}' + to_months(cast(number + 1 as integer)) - interval 1 day as date) as period_end
    from range({months}) as numbers(number)
),
cells as (
    select
        *,
        (indicator * 104729 + area * 7919 + month * 1299709 + indicator * area * 31) % 1000003 as cell
    from indicators, areas, months
),
figures as (
    select
        *,
        cell % 50 = 7 as hole,
        100 + (area * 131) % 2900 as base,
        round(20 + indicator * 0.5 + area * 17 % 100 / 10.0 + 3 * sin(month / 6.0) + month / 100.0 + cell % 300 / 100.0, 1) as share
    from cells
)
select
    indicator_id,
    area_id,
    period_start,
    period_end,
    case when not hole then share end as value,
    case when not hole then round(share * base / 100) end as numerator,
    cast(case when not hole then base end as double) as denominator,
    case when hole then 'not_published' else 'published' end as status,
    case when hole then '{said}' end as note,
    '{source}' as source_id,
    'Opdigtet' as source_place,
    '{release}' as release_id,
    case when not hole then replace(cast(share as varchar), '.', ',') end as printed,
    cast(null as varchar) as role
from figures
"""


@dataclass(frozen=True)
class Size:
    """How many areas (the first is the municipality), indicators and months."""

    areas: int = 2000
    indicators: int = 60
    months: int = 240

    @property
    def rows(self) -> int:
        """Rows of `observation`."""
        return self.areas * self.indicators * self.months


def write(path: Path, size: Size | None = None) -> Path:
    """Write the synthetic file to `path` through the writer of the real build; returns `path`."""
    write_file(path, tables(size or Size()), VERSION)
    return path


def tables(size: Size) -> dict[str, pd.DataFrame | str]:
    """All tables of schema.yml: observation as a SELECT, what it refers to as frames, the rest without rows."""
    made: dict[str, pd.DataFrame | str] = {name: schema.empty(name) for name in schema.tables()}
    for name, rows in _described(size).items():
        made[name] = schema.cast(name, pd.DataFrame(rows))
    made["observation"] = _FIGURES.format(
        indicators=size.indicators, areas=size.areas, months=size.months,
        indicator_key=schema.key_type("indicator.indicator_id"), area_key=schema.key_type("area.area_id"),
        municipality=MUNICIPALITY, starts=_STARTS,
        said=SAID, source=_SOURCE, release=_RELEASE,
    )  # fmt: skip
    return made


def area_ids(size: Size) -> list[str]:
    """Keys of the areas, the municipality first."""
    return [MUNICIPALITY, *(f"syn_area_{number:04d}" for number in range(1, size.areas))]


def indicator_ids(size: Size) -> list[str]:
    """Keys of the indicators."""
    return [f"syn_indicator_{number:02d}" for number in range(size.indicators)]


def newest_end(size: Size) -> pd.Timestamp:
    """Last day of the newest month."""
    return pd.Timestamp(_STARTS) + pd.DateOffset(months=size.months) - pd.Timedelta(days=1)


def _described(size: Size) -> dict[str, list[dict[str, object]]]:
    newest = newest_end(size)
    return {
        "area": [
            {"area_id": key, "name": f"Opdigtet {number}", "kind": "housing_area" if number else "municipality", "sort_order": number,
             "color": "#3C4650", "note": SAID}
            for number, key in enumerate(area_ids(size))
        ],
        "plan": [{"plan_id": _PLAN, "name": SAID, "starts": _STARTS, "ends": f"{newest:%Y-%m-%d}"}],
        "source": [{"source_id": _SOURCE, "kind": "register", "title": SAID, "publisher": "Ingen"}],
        "goal": [{"goal_id": _GOAL, "plan_id": _PLAN, "level": "strategic", "title": SAID, "sort_order": 0}],
        "indicator": [
            {"indicator_id": key, "goal_id": _GOAL, "title": f"Opdigtet indikator {number}", "short_title": f"Opdigtet {number}",
             "definition": SAID, "population": "Ingen", "unit": "percent", "decimals": 1, "direction": "down", "period_kind": "month",
             "source_id": _SOURCE, "topic": "other", "measurement": "register", "sort_order": number}
            for number, key in enumerate(indicator_ids(size))
        ],
        "release": [{"release_id": _RELEASE, "origin": SAID, "sha256": "0" * 64, "rows": size.rows, "kind": "text", "in_force": True}],
    }  # fmt: skip

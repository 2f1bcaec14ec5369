"""SYNTHETIC figures of many municipalities, to see how hiding small numbers fares at the size of a country. All made up.

Every municipality has seven areas, the seven together, and itself; indicators come in fives: a base, three categories that
add up to it, and a share of it. Areas add up to the seven, with the rest of the town to the municipality, and where it is
asked for the municipalities to the country.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from data import schema

AREAS = 7
# The smallest and largest number of persons a base counts in an area; the first groups have the small ones.
SMALLEST, LARGEST = 12, 900
GROUP = ("base", "a", "b", "c", "share")
LIMITS = {
    "topic": "default",
    "least_count": 5,
    "least_complement": 5,
    "least_base": 10,
    "valid_from": date(2025, 8, 1),
    "source": "Opdigtet",
}


@dataclass(frozen=True)
class Country:
    """How much of it there is; `indicators` is a multiple of five."""

    municipalities: int = 98
    indicators: int = 60
    years: int = 5
    total: bool = False

    @property
    def groups(self) -> int:
        """How many groups of five indicators."""
        return self.indicators // len(GROUP)

    def rules(self, **more: Any) -> dict[str, Any]:
        """The relations between the figures, with the limits of the fixture."""
        towns = range(self.municipalities)
        parts = {town: [f"m{town}_{place}" for place in range(AREAS)] for town in towns}
        compositions = {f"m{town}_areas": parts[town] for town in towns}
        compositions |= {f"m{town}": [*parts[town], f"m{town}_rest"] for town in towns}
        if self.total:
            compositions["country"] = [part for town in towns for part in compositions[f"m{town}"]]
        checks = [
            {"kind": "categories", "indicators": [f"g{group}_{name}" for name in "abc"], "total": f"g{group}_base"}
            for group in range(self.groups)
        ]
        bases = [{"of": [f"g{group}_share"], "base": f"g{group}_base"} for group in range(self.groups)]
        loss = {"housing_area": 20, "areas_total": 60, "municipality": 100, "otherwise": 100}
        fixed: dict[str, Any] = {"rules": [LIMITS], "exempt_topics": [], "exempt_indicators": []}
        return fixed | {"compositions": compositions, "checks": checks, "bases": bases, "loss": loss} | more

    def tables(self, seed: int = 1) -> dict[str, pd.DataFrame]:
        """The tables that hiding looks at."""
        chance = np.random.default_rng(seed)
        rows = [
            row for group in range(self.groups) for year in range(self.years) for row in self._rows(chance, group, 2020 + year)
        ]  # fmt: skip
        columns = ["indicator_id", "area_id", "year", "value", "numerator", "denominator"]
        frame = pd.DataFrame(rows, columns=columns)
        years = frame.pop("year").astype(str)
        frame = frame.assign(
            period_start=years + "-01-01", period_end=years + "-12-31", status="published", source_id="test",
            printed=[f"{value:g}".replace(".", ",") for value in frame["value"]],
        )  # fmt: skip
        kinds = {"country": "benchmark"}
        areas = [{"area_id": area, "kind": kinds.get(area) or _kind(area)} for area in frame["area_id"].unique()]
        indicators = [
            {"indicator_id": name, "unit": "percent" if name.endswith("share") else "count", "topic": "families"}
            for name in frame["indicator_id"].unique()
        ]
        made = {"observation": frame, "indicator": pd.DataFrame(indicators), "area": pd.DataFrame(areas)}
        empty = {name: schema.empty(name) for name in ("activity_result", "activity_target", "correction")}
        return {name: schema.cast(name, frame) for name, frame in made.items()} | empty

    def _rows(self, chance: np.random.Generator, group: int, year: int) -> list[tuple[Any, ...]]:
        """The figures of one group in one year."""
        middle = SMALLEST * (LARGEST / SMALLEST) ** (group / max(1, self.groups - 1))
        cells: dict[str, np.ndarray[Any, Any]] = {}
        for town in range(self.municipalities):
            sizes = np.append(chance.integers(max(1, int(middle / 2)), int(middle * 2), AREAS), int(middle * chance.integers(40, 400)))
            split = np.array([chance.multinomial(size, [0.6, 0.3, 0.1]) for size in sizes])
            whole = np.column_stack([sizes, split, chance.binomial(sizes, 0.25)])
            cells |= {f"m{town}_{place}": whole[place] for place in range(AREAS)}
            cells |= {f"m{town}_areas": whole[:AREAS].sum(axis=0), f"m{town}": whole.sum(axis=0)}
        if self.total:
            cells["country"] = np.sum([cells[f"m{town}"] for town in range(self.municipalities)], axis=0)
        nothing = float("nan")
        found: list[tuple[Any, ...]] = []
        for area, counts in cells.items():
            found += [
                (f"g{group}_{name}", area, year, float(count), nothing, nothing) for name, count in zip(GROUP[:4], counts[:4], strict=True)
            ]
            found.append((f"g{group}_share", area, year, round(100 * counts[4] / counts[0], 1), float(counts[4]), float(counts[0])))
        return found


def _kind(area: str) -> str:
    return "areas_total" if area.endswith("_areas") else "housing_area" if "_" in area else "municipality"

"""Random SYNTHETIC tables with totals, small counts, rounded shares and holes, and what an attacker learns from them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd
from hypothesis import strategies as st

from data import schema
from tests.disclosure.attacker import Attacker, Figure
from tests.fixture_content import RULES

AREAS = ["vangdalen", "energivej", "glarbjergvej"]
TOTAL = "areas_7"
YEAR = ("2024-01-01", "2024-12-31")
# Many small counts, where the difficulty lies.
COUNTS = st.one_of(st.integers(0, 6), st.integers(0, 40))


@dataclass(frozen=True)
class Table:
    """Counts by category and area; printed as counts with their sum, or as shares of it."""

    counts: tuple[tuple[int, ...], ...]
    shares: bool
    decimals: int
    with_counts: bool
    missing: tuple[tuple[int, int], ...]

    @property
    def categories(self) -> range:
        """Numbers of the categories."""
        return range(len(self.counts))

    def true(self, category: int | None, area: str) -> int:
        """The count of one category, or of all, in one area or all."""
        rows = self.counts if category is None else [self.counts[category]]
        return sum(sum(row) if area == TOTAL else row[AREAS.index(area)] for row in rows)

    @property
    def rules(self) -> dict[str, Any]:
        """The fixture's limits with this table's relations."""
        names = [f"c{category}" for category in self.categories]
        checks: list[dict[str, Any]] = [{"kind": "areas", "indicator": "sum", "parts": AREAS, "total": TOTAL}]
        checks.append({"kind": "categories", "indicators": names, "total": 100 if self.shares else "sum"})
        if self.shares:
            return RULES | {"checks": checks, "bases": [{"of": names, "base": "sum"}]}
        return RULES | {"checks": checks + [checks[0] | {"indicator": name} for name in names]}

    def tables(self) -> dict[str, pd.DataFrame]:
        """The content as the build holds it, before anything is hidden."""
        rows = [self._row(category, area) for category in (*self.categories, None) for area in (*AREAS, TOTAL)]
        names = [f"c{category}" for category in self.categories]
        meta = [{"indicator_id": name, "unit": "percent" if self.shares else "count", "topic": "language"} for name in names]
        areas = [{"area_id": area, "kind": "areas_total" if area == TOTAL else "housing_area"} for area in (*AREAS, TOTAL)]
        made = {
            "observation": rows, "indicator": [*meta, {"indicator_id": "sum", "unit": "count", "topic": "language"}], "area": areas,
            "activity_result": [], "activity_target": [], "correction": [],
        }  # fmt: skip
        return {name: schema.cast(name, pd.DataFrame(entries)) for name, entries in made.items()}

    def _row(self, category: int | None, area: str) -> dict[str, Any]:
        count, base = self.true(category, area), self.true(None, area)
        row: dict[str, Any] = {"indicator_id": "sum" if category is None else f"c{category}", "area_id": area, "value": float(count)}
        row |= {"period_start": YEAR[0], "period_end": YEAR[1], "status": "published", "source_id": "test", "printed": str(count)}
        if category is not None and self.shares:
            share = round(100 * count / base, self.decimals) if base else 0.0
            row |= {"value": share, "printed": f"{share:.{self.decimals}f}".replace(".", ","), "denominator": float(base)}
            row |= {"numerator": float(count)} if self.with_counts else {}
        if category is not None and area != TOTAL and (category, AREAS.index(area)) in self.missing:
            row |= {"value": None, "numerator": None, "denominator": None, "printed": None, "status": "not_collected"}
        return row

    def figures(self, observations: pd.DataFrame, everything: bool = False) -> list[Figure]:
        """What a reader sees of published rows, with the reasons he is told; `everything` hidden that can be."""
        found = []
        for row in observations[observations["status"] != "not_collected"].itertuples():
            category = None if row.indicator_id == "sum" else int(row.indicator_id[1:])
            unit = "percent" if self.shares and category is not None else "count"
            count, base = self.true(category, row.area_id), self.true(None, row.area_id)
            why = {"base": unit == "percent" and base < 10, "count": 1 <= count <= 4, "rest": unit == "percent" and 1 <= base - count <= 4}
            kind = ("few" if any(why.values()) else "others") if row.status == "suppressed" or everything else ""
            reason = next((name for name, small in why.items() if small), "count" * (count == 0) + "rest" * (count == base))
            found.append(
                Figure(row.indicator_id, row.area_id, 2024, unit, row.value, row.numerator, row.denominator, self.decimals, kind, reason)
            )
        return found

    def attacker(self, figures: list[Figure]) -> Attacker:
        """Somebody who knows the figures and that areas and categories add up."""
        attacker = Attacker()
        names = [f"c{category}" for category in self.categories]
        for figure in figures:
            attacker.read(figure)
        for name in (*names, "sum"):
            attacker.equal(("n", name, TOTAL, 2024), [("n", name, area, 2024) for area in AREAS])
        for area in (*AREAS, TOTAL):
            attacker.equal(("n", "sum", area, 2024), [("n", name, area, 2024) for name in names])
            for name in names if self.shares else ():
                attacker.equal(("d", name, area, 2024), [("n", "sum", area, 2024)])
        return attacker

    def pinned(self, observations: pd.DataFrame) -> list[str]:
        """Hidden figures known more narrowly than the rule allows although something could still be hidden."""
        figures = self.figures(observations)
        attacker, darkness = self.attacker(figures), self.attacker(self.figures(observations, everything=True))
        found = []
        for figure in figures:
            if not figure.hidden:
                continue
            low, high = attacker.bounds(("n", *figure[:3]))
            assert not math.isnan(low)
            base = self.true(None, figure.where) if figure.unit == "percent" else math.inf
            wanted = min(3, base)
            if high - low < wanted:
                darkest = darkness.bounds(("n", *figure[:3]))
                wanted = min(wanted, darkest[1] - darkest[0])
            if high - low < wanted:
                found.append(f"{figure.what} {figure.where}: {low:g} to {high:g}")
        return found


@st.composite
def random_tables(draw: st.DrawFn, shares: bool) -> Table:
    """Two or three categories in three areas, some cells not collected."""
    row = st.tuples(COUNTS, COUNTS, COUNTS)
    counts = tuple(draw(st.lists(row, min_size=2, max_size=3)))
    cells = st.tuples(st.integers(0, len(counts) - 1), st.integers(0, len(AREAS) - 1))
    missing = tuple(draw(st.lists(cells, max_size=1)))
    return Table(counts, shares, draw(st.integers(0, 2)), draw(st.booleans()), missing)

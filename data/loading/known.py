"""What the monitor knows already, as far as a load must: areas with their spellings, indicators, sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

import pandas as pd

from data.loading.periods import said
from data.reading import SEPARATOR, read_content


@dataclass(frozen=True)
class Indicator:
    """What a figure of this indicator must be."""

    title: str
    unit: str
    decimals: int
    period_kind: str


@dataclass(frozen=True)
class Known:
    """`areas` maps every spelling (see same_text) to its area_id; `indicators` by id; `next_order` is free for new ones."""

    areas: dict[str, str]
    area_names: dict[str, str]
    indicators: dict[str, Indicator]
    sources: frozenset[str]
    next_order: int

    @classmethod
    def of_tables(cls, tables: Mapping[str, pd.DataFrame]) -> Known:
        """From the frames area, indicator and source, as the text or a database file has them."""
        spellings: dict[str, str] = {}
        for row in tables["area"].to_dict("records"):
            aliases = str(row["aliases"]).split(SEPARATOR) if pd.notna(row["aliases"]) else []
            for text in (row["area_id"], row["name"], *aliases):
                spellings.setdefault(same_text(str(text)), str(row["area_id"]))
        indicators = {
            str(row["indicator_id"]): Indicator(str(row["title"]), str(row["unit"]), int(row["decimals"]), str(row["period_kind"]))
            for row in tables["indicator"].to_dict("records")
        }
        orders = tables["indicator"]["sort_order"]
        return cls(
            spellings,
            dict(zip(tables["area"]["area_id"].astype(str), tables["area"]["name"].astype(str), strict=True)),
            indicators,
            frozenset(tables["source"]["source_id"].astype(str)),
            int(orders.max()) + 1 if len(orders) else 0,
        )

    def named(self, indicator_id: str, area_id: str, start: date | None = None, end: date | None = None) -> str:
        """A figure or a series as a person calls it: „Elevfravær“ for Vangdalen 2023/24."""
        title = self.indicators[indicator_id].title if indicator_id in self.indicators else indicator_id
        period = f" {said(start, end)}" if start is not None and end is not None else ""
        return f"„{title}“ for {self.area_names.get(area_id, area_id)}{period}"


@cache
def known_from_text() -> Known:
    """What the text under data/ says, read once. A page passes what the database in force says instead."""
    return Known.of_tables(read_content().tables)


def same_text(text: str) -> str:
    """The same for spellings that differ only in case, blanks and leading zeros of a code (730 and 0730)."""
    folded = " ".join(text.casefold().split())
    return (folded.lstrip("0") or "0") if folded.isdecimal() else folded

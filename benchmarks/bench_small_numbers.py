"""Hiding small numbers at the size of a country: 98 municipalities with seven areas each, 60 indicators, five years."""

from __future__ import annotations

import time

from benchmarks.report import Goal
from benchmarks.small_numbers import Country
from data import disclosure

GOALS: dict[str, Goal] = {"whole_set_seconds": ("<", 600), "national_total_seconds": ("<", 300)}


def measure() -> dict[str, float]:
    """Seconds for the whole set, on all cores, and for one group of five indicators with a national total; and how many are hidden."""
    found: dict[str, float] = {}
    for name, country in (("national_total", Country(indicators=5, years=1, total=True)), ("whole_set", Country())):
        tables, rules = country.tables(), country.rules()
        began = time.perf_counter()
        figures, few, others = disclosure.decide(tables, rules)
        found[f"{name}_seconds"] = time.perf_counter() - began
        found |= {f"{name}_figures_rows": len(figures), f"{name}_hidden_rows": int(few.sum()), f"{name}_besides_rows": int(others.sum())}
    return found

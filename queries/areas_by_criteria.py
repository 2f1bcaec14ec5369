"""The state's criteria worked out for every housing area from the figures of one year's list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from queries.criteria import (
    ORIGIN,
    RESIDENTS,
    Category,
    Figure,
    Rule,
    category,
    figures_of_area,
    rules,
    with_whole_area_base,
)

VULNERABLE = "udsat_boligomraade"
# The order of the act.
CATEGORIES = (VULNERABLE, "parallelsamfund", "omdannelsesomraade", "forebyggelsesomraade")


# The order of the law's own list.
MEASURES = (RESIDENTS, "employment", "convictions", "education", "income", ORIGIN)


@dataclass(frozen=True)
class Area:
    """One area with its figures of one list and the categories that were worked out."""

    area_id: str
    name: str
    figures: dict[str, Figure]
    categories: dict[str, Category]
    rows: pd.DataFrame

    @property
    def residents(self) -> Figure | None:
        """The number of residents, which no group can be larger than."""
        return self.figures.get(RESIDENTS)


@dataclass(frozen=True)
class Criteria:
    """All areas by the rules in force on the day of one list, 1 December (almenboligloven section 61 a, subsection 5)."""

    on: date
    in_force: list[Rule]
    all_rules: list[Rule]
    areas: list[Area]
    with_origin: bool


QUESTIONS = ("criteria_rules", "criteria_figures", "areas")


def applied(answers: Sequence[pd.DataFrame], year: int, with_origin: bool) -> Criteria:
    """Every housing area by the rules in force on 1 December of `year`, from the answers to QUESTIONS in their order."""
    law, figures, areas = answers
    on = date(year, 12, 1)
    every = rules(law)
    in_force = [rule for rule in every if rule.in_force(on) and (with_origin or not _needs_origin(rule, every, on))]
    made = []
    for _, area in areas.query("kind == 'housing_area'").iterrows():
        rows = figures[figures["area_id"] == area["area_id"]]
        own = {key: figure for key, figure in figures_of_area(rows, on).items() if with_origin or key != ORIGIN}
        own = with_whole_area_base(own)
        made.append(Area(str(area["area_id"]), str(area["name"]), own, categories(in_force, own), rows))
    return Criteria(on, in_force, every, made, with_origin)


def _needs_origin(rule: Rule, every: Sequence[Rule], on: date) -> bool:
    """Whether the rule belongs to a category that cannot be worked out without origin."""
    gates = (other for other in every if other.in_force(on) and other.measure == ORIGIN and other.least is None)
    return rule.measure == ORIGIN or rule.status in {other.status for other in gates}


def categories(in_force: Sequence[Rule], figures: Mapping[str, Figure]) -> dict[str, Category]:
    """Every category of the rules in force, in the order of the act."""
    names = [name for name in CATEGORIES if any(rule.status == name for rule in in_force)]
    return {name: category(name, in_force, figures) for name in names}

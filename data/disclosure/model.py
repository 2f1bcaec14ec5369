"""What an attacker knows, as linear constraints over unknown whole numbers of persons.

One unknown is a count (`n`) or a base (`d`) of one indicator in one period and one area. An area that consists of others is
their sum, so that totals, "the municipality without ..." and single areas are tied together without further words.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from data.disclosure.primary import PER

Terms = dict[int, float]
Key = tuple[str, Any, str]
Places = Mapping[str, set[tuple[Any, Any, str]]]
# Constraints that hold whatever is shown.
ALWAYS = -1
# Kinds of period that overlap their neighbours: a figure of these is a mean over the shorter periods within it.
_MEANS = frozenset({"two_years", "three_years", "rolling_quarter"})


@dataclass(frozen=True)
class Constraint:
    """low <= sum of terms <= high; `row` is the figure that says so, or ALWAYS."""

    terms: Terms
    low: float
    high: float
    row: int = ALWAYS


@dataclass
class Model:
    """The unknowns, numbered as they are met, and all constraints."""

    compositions: Mapping[str, list[str]]
    unknowns: dict[Key, int] = field(default_factory=dict)
    constraints: list[Constraint] = field(default_factory=list)
    same: dict[str, str] = field(default_factory=dict)
    _pieces: dict[str, list[str]] = field(default_factory=dict)
    _sets: dict[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # The largest first: a country is made up of its municipalities, not of all their areas, so that a municipality whose
        # figure is shown parts its areas from those of all others.
        by_size = sorted(self.compositions.items(), key=lambda entry: (-len(entry[1]), entry[0]))
        self._sets = {area: frozenset(parts) for area, parts in by_size}

    def quantity(self, kind: str, concept: str) -> str:
        """The name of the count (`n`) or base (`d`) of an indicator; equal quantities share one."""
        name = f"{kind}:{concept}"
        while name in self.same:
            name = self.same[name]
        return name

    def unite(self, one: str, other: str) -> None:
        """Take two quantities for one."""
        if one != other:
            self.same[one] = other

    def unknown(self, quantity: str, period: Any, area: str) -> int:
        """The number of an unknown. One of an area that has parts is tied to them by a constraint of its own."""
        key = (quantity, period, area)
        number = self.unknowns.get(key)
        if number is None:
            number = self.unknowns[key] = len(self.unknowns)
            if area in self.compositions:
                parts = [(-1.0, {self.unknown(quantity, period, piece): 1.0}) for piece in self.pieces(area)]
                self.add(plus((1, {number: 1.0}), *parts), 0, 0)
        return number

    def parts(self, area: str) -> list[str]:
        """The smallest parts of the town that an area consists of; itself when nothing is said."""
        return self.compositions.get(area) or [area]

    def pieces(self, area: str) -> list[str]:
        """What an area consists of, in few and large pieces: other areas as far as they do not overlap, and what is left."""
        if area not in self.compositions:
            return [area]
        if area not in self._pieces:
            left, found = set(self.parts(area)), []
            for other, parts in self._sets.items():
                if other != area and len(parts) < len(self._sets[area]) and parts <= left:
                    found.append(other)
                    left -= parts
            self._pieces[area] = [*found, *(part for part in self.parts(area) if part in left)]
        return self._pieces[area]

    def sum_of(self, quantity: str, period: Any, area: str) -> Terms:
        """An area's quantity."""
        return {self.unknown(quantity, period, area): 1.0}

    def add(self, terms: Terms, low: float, high: float, row: int = ALWAYS) -> None:
        """State a constraint; one without terms says nothing."""
        if terms := {unknown: factor for unknown, factor in terms.items() if factor}:
            self.constraints.append(Constraint(terms, low, high, row))


def plus(*parts: tuple[float, Terms]) -> Terms:
    """The weighted sum of sums."""
    total: Terms = {}
    for weight, terms in parts:
        for unknown, factor in terms.items():
            total[unknown] = total.get(unknown, 0.0) + weight * factor
    return total


def build(figures: pd.DataFrame, rules: Mapping[str, Any], indicators: pd.DataFrame) -> Model:
    """The model of all figures that count something, with every relation that the rules, the checks and the metadata state."""
    model = Model(rules.get("compositions") or {})
    _unite(model, figures, rules, indicators)
    means = {entry["mean"]: entry["of"] for entry in rules.get("means") or []}
    bases = _bases(figures, {*means.values(), *figures.loc[figures["kind"].isin(_MEANS), "concept"]})
    for figure in figures.itertuples():
        if figure.unit == "count" or figure.unit in PER:
            mean_of = means.get(figure.concept, figure.concept if figure.kind in _MEANS else None)
            if mean_of is None:
                _state(model, figure)
            else:
                _state_mean(model, figure, mean_of, bases)
    _relate(model, figures, rules)
    _limit(model)
    return model


def _unite(model: Model, figures: pd.DataFrame, rules: Mapping[str, Any], indicators: pd.DataFrame) -> None:
    for entry in rules.get("bases") or []:
        for name in entry["of"]:
            model.unite(model.quantity("d", name), model.quantity("n", entry["base"]))
            if "count" in entry:
                model.unite(model.quantity("n", name), model.quantity("n", entry["count"]))
    for check in _shares(rules, figures):
        names = [*check["indicators"], *([check["total"]] if isinstance(check["total"], str) else [])]
        for name in names[1:]:
            model.unite(model.quantity("d", name), model.quantity("d", names[0]))
    for row in indicators.dropna(subset="comparable_with").itertuples():
        for other in row.comparable_with.split("|"):
            _unite_alike(model, figures, row.indicator_id, other)


def _unite_alike(model: Model, figures: pd.DataFrame, one: str, other: str) -> None:
    """Two documents that define alike and print the same where both print have one figure; if they differ, they have two."""
    values: list[dict[Any, float]] = []
    for name in (one, other):
        own = figures[(figures["concept"] == name) & figures["value"].notna()]
        values.append(dict(zip(zip(own["area"], own["start"], own["end"], strict=True), own["value"], strict=True)))
    both = values[0].keys() & values[1].keys()
    if both and all(values[0][place] == values[1][place] for place in both):
        for kind in ("n", "d"):
            model.unite(model.quantity(kind, one), model.quantity(kind, other))


def _shares(rules: Mapping[str, Any], figures: pd.DataFrame) -> list[Mapping[str, Any]]:
    """The checks by category among shares of one base."""
    shares = set(figures.loc[figures["unit"].isin(PER), "concept"])
    return [check for check in rules.get("checks") or [] if check["kind"] == "categories" and set(check["indicators"]) <= shares]


def _state(model: Model, figure: Any) -> None:
    """What one figure says when it is shown."""
    period, row = (figure.start, figure.end), figure.Index
    count = model.sum_of(model.quantity("n", figure.concept), period, figure.area)
    if figure.unit == "count":
        if not math.isnan(figure.value):
            model.add(count, figure.value - figure.half, figure.value + figure.half, row)
        if not math.isnan(figure.denominator):
            # The base stands as a figure of its own, which says how large it is.
            base = model.sum_of(model.quantity("d", figure.concept), period, figure.area)
            model.add(plus((1, base), (-1, count)), 0, float("inf"))
        return
    base = model.sum_of(model.quantity("d", figure.concept), period, figure.area)
    if not math.isnan(figure.numerator):
        model.add(count, figure.numerator, figure.numerator, row)
    if not math.isnan(figure.denominator):
        model.add(base, figure.denominator, figure.denominator, row)
    if not math.isnan(figure.value):
        per = PER[figure.unit]
        model.add(plus((1, count), (-(figure.value - figure.half) / per, base)), -1e-7, float("inf"), row)
        model.add(plus((1, count), (-(figure.value + figure.half) / per, base)), -float("inf"), 1e-7, row)


def _bases(figures: pd.DataFrame, concepts: set[str]) -> dict[tuple[Any, ...], float]:
    """The base of each figure of some indicators, by concept, area and period."""
    own = figures[figures["concept"].isin(concepts)]
    return dict(zip(zip(own["concept"], own["area"], own["start"], own["end"], strict=True), own["denominator"], strict=True))


def _state_mean(model: Model, figure: Any, of: str, bases: Mapping[tuple[Any, ...], float]) -> None:
    """A mean over years: their counts, or their shares where each year's base is known, add up to years x mean."""
    if math.isnan(figure.value):
        return
    years = _periods_within(figure)
    terms: Terms = {}
    for year in years:
        weight = 1.0 if figure.unit == "count" else PER[figure.unit] / bases.get((of, figure.area, *year), float("nan"))
        if math.isnan(weight):
            return  # Without the bases a mean of shares says nothing linear.
        terms = plus((1, terms), (weight, model.sum_of(model.quantity("n", of), year, figure.area)))
    model.add(terms, len(years) * (figure.value - figure.half), len(years) * (figure.value + figure.half), figure.Index)


def _periods_within(figure: Any) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    """The years (calendar or school, as its first day says) under a mean, or the months under a rolling quarter."""
    step = pd.DateOffset(months=1 if figure.kind == "rolling_quarter" else 12)
    first, found = pd.Timestamp(figure.start), []
    while first <= figure.end:
        found.append((first, first + step - pd.Timedelta(days=1)))
        first += step
    return found


def _relate(model: Model, figures: pd.DataFrame, rules: Mapping[str, Any]) -> None:
    """The relations between indicators and areas."""
    places: dict[str, set[tuple[Any, Any, str]]] = {}
    for concept, *place in zip(figures["concept"], figures["start"], figures["end"], figures["area"], strict=True):
        places.setdefault(concept, set()).add((*place,))
    shares = set(figures.loc[figures["unit"].isin(PER), "concept"])
    for check in rules.get("checks") or []:
        if check["kind"] == "categories":
            _categories(model, check, places, shares)
        else:
            _areas(model, check, places)
    for kind, most in (("subsets", float("inf")), ("sums", 0.0)):
        for entry in rules.get(kind) or []:
            parts = entry.get("parts") or [entry["part"]]
            for period, part in _parts(model, [*parts, entry["whole"]], places):
                whole = {model.unknown(model.quantity("n", entry["whole"]), period, part): 1.0}
                counts = [{model.unknown(model.quantity("n", name), period, part): 1.0} for name in parts]
                model.add(plus((1, whole), *((-1, count) for count in counts)), 0, most)
    for entry in rules.get("same_persons") or []:
        for start, end, _ in places.get(entry["total"], set()):
            ends = [model.sum_of(model.quantity("n", name), (start, end), area) for name, area in entry["of"]]
            model.add(plus((1, ends[0]), (-1, ends[1])), 0, 0)


def _parts(model: Model, concepts: Iterable[str], places: Places) -> list[tuple[Any, str]]:
    """Every period and area in which one of the indicators has a figure, and the parts of these areas."""
    places_of = ((start, end, area) for name in concepts for start, end, area in places.get(name, ()))
    return sorted({((start, end), part) for start, end, area in places_of for part in (area, *model.parts(area))})


def _categories(model: Model, check: Mapping[str, Any], places: Places, shares: set[str]) -> None:
    """The categories of a share make up the base, or another indicator's count."""
    total = check["total"]
    for period, part in _parts(model, check["indicators"], places):
        counts = [{model.unknown(model.quantity("n", name), period, part): 1.0} for name in check["indicators"]]
        if isinstance(total, str):
            whole = {model.unknown(model.quantity("n", total), period, part): 1.0}
        elif total == 100 and set(check["indicators"]) <= shares:
            whole = {model.unknown(model.quantity("d", check["indicators"][0]), period, part): 1.0}
        else:
            # Every area has the same total, so that a sum over areas has another.
            if part not in model.compositions:
                model.add(plus(*((1, count) for count in counts)), total, total)
            continue
        model.add(plus((1, whole), *((-1, count) for count in counts)), 0, 0)


def _areas(model: Model, check: Mapping[str, Any], places: Places) -> None:
    """The areas make up the total, for the indicator and for every share whose base it is."""
    named = model.quantity("n", check["indicator"])
    quantities = {named} | {model.quantity("d", check["indicator"])}
    quantities |= {model.quantity("n", name) for name in places if model.quantity("d", name) in quantities}
    for start, end in sorted({(start, end) for start, end, _ in places.get(check["indicator"], ())}):
        for quantity in sorted(quantities):
            parts = [(-1.0, model.sum_of(quantity, (start, end), area)) for area in check["parts"]]
            model.add(plus((1, model.sum_of(quantity, (start, end), check["total"])), *parts), 0, 0)


def _limit(model: Model) -> None:
    """A count is a part of its base, wherever both are met."""
    bases = {model.quantity("n", name[2:]): model.quantity("d", name[2:]) for name in _names(model)}
    for (quantity, period, part), number in list(model.unknowns.items()):
        base = model.unknowns.get((bases.get(quantity, ""), period, part))
        if base is not None and base != number:
            model.add({base: 1.0, number: -1.0}, 0, float("inf"))


def _names(model: Model) -> list[str]:
    return sorted({quantity for quantity, _, _ in model.unknowns} | set(model.same))

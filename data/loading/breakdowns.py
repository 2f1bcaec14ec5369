"""Columns that divide a population (sex, age, school): one part is never taken for the whole.

A mapping says under `unused` what it expects of each column that is no part of a figure's name. A column it does not
mention may hold the total and nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from data.loading.findings import Finding, Place, error, warning
from data.loading.mapping_parts import Unused
from data.loading.numbers import conventions
from data.loading.rules import rules

# Values named in one sentence.
_MOST_VALUES = 4


@dataclass(frozen=True)
class Part:
    """What one column that names no figure says of a figure; `rule` is what the mapping expects of it."""

    column: str
    text: str
    rule: Unused | None

    @property
    def expect(self) -> str:
        """The rule's word, or nothing."""
        return self.rule.expect if self.rule else ""

    @property
    def total(self) -> bool:
        """Whether it is the total: a word of rules.yml or of the mapping, with or without the column's own name."""
        return is_total(self.text, self.column, self.rule.values if self.rule and self.rule.expect == "total" else ())


class Divided(Protocol):
    """A figure with its parts."""

    @property
    def of(self) -> Hashable:
        """What it is a figure of."""

    @property
    def parts(self) -> Sequence[Part]:
        """One for each unused column that says something."""

    @property
    def place(self) -> Place:
        """Where it stands."""


_D = TypeVar("_D", bound=Divided)


def is_total(text: str, column: str = "", words: Iterable[str] = ()) -> bool:
    """Whether a category is the whole: „I alt“, „TOT“, „Køn i alt“ and „Alle aldre“ under Køn and Alder, but not „Mænd i alt“."""
    plain = _plain(text)
    limits = rules()["totals"]
    if plain in limits["words"] or plain in {_plain(word) for word in words}:
        return True
    rest = next((plain[: -len(end)] for end in limits["endings"] if plain.endswith(end)), None)
    if rest is None:
        rest = next((plain[len(start) :] for start in limits["beginnings"] if plain.startswith(start)), None)
    heading = _plain(column)
    # "aldre" under Alder, "ydelsesgrupper" under Ydelsesgruppe: the same first letters, whatever the ending.
    word = rest.split() if rest is not None else []
    return len(word) == 1 and len(heading) >= 3 and word[0][:3] == heading[:3] and word[0].isalpha()


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace(".", " ").replace(",", " ").split())


def numeric(text: str) -> bool:
    """Whether it is a number, so that the column may as well hold another measure as a part."""
    return bool(conventions(text))


def choose(located: Sequence[_D]) -> tuple[list[_D], list[Finding]]:
    """The figures that count everybody, and what is wrong or odd about the columns that divide them."""
    whole, lone = _totals(located)
    columns: dict[str, _Column] = {}
    for one in whole:
        for part in one.parts:
            columns.setdefault(part.column, _Column(part, Place(one.place.sheet))).add(part)
    rest = [column for name, column in columns.items() if name not in lone]
    return whole, [*(column.without_total() for column in lone.values()), *(found for column in rest for found in column.findings())]


def _totals(located: Sequence[_D]) -> tuple[list[_D], dict[str, _Column]]:
    """Figures whose columns with rule `total` hold the total, and the columns that have parts only for some figure."""
    by_figure: dict[Hashable, list[_D]] = defaultdict(list)
    for one in located:
        by_figure[one.of].append(one)
    lone: dict[str, _Column] = {}
    kept = []
    for same in by_figure.values():
        whole = [one for one in same if not _off(one)]
        kept += whole
        for one in same if not whole else ():
            for part in _off(one):
                lone.setdefault(part.column, _Column(part, Place(one.place.sheet))).add(part)
    return kept, lone


def _off(one: Divided) -> list[Part]:
    return [part for part in one.parts if part.expect == "total" and not part.total]


@dataclass
class _Column:
    """The values of one column, in the order they were met."""

    first: Part
    place: Place
    values: dict[str, bool] = field(default_factory=dict)  # whether it is the total

    def add(self, part: Part) -> None:
        if part.text not in self.values:
            self.values[part.text] = part.total

    def findings(self) -> list[Finding]:
        """What the rule says against the values."""
        judge: dict[str, Callable[[], list[Finding]]] = {"single": self._single, "sum": self._sum}
        return judge.get(self.first.expect, self._unmentioned if not self.first.rule else list)()

    def without_total(self) -> Finding:
        remedy = (
            "Hent også det samlede tal, skriv dets navn under unused (total: [...]), eller vælg delen med only, hvis tallet skal gælde den."
        )
        return error("breakdown", f"kolonnen {self._has()}, men der er intet samlet tal", remedy, self.place)

    def _unmentioned(self) -> list[Finding]:
        parts = [text for text, total in self.values.items() if text and not total]
        if not parts:
            return []
        name = self.first.column
        if all(numeric(text) for text in parts):
            remedy = f"Deler den personerne op, så skriv det under unused i tilknytningen; ellers „{name}: ignore“."
            return [warning("unused_column", f"kolonnen {self._has()} og bruges ikke af tilknytningen", remedy, self.place)]
        what = f"kolonnen {self._has()}, og tilknytningen siger ikke, om tallet så kun gælder en del"
        remedy = (
            f"Skriv under unused i tilknytningen „{name}: total“ (kun det samlede tal), „single“, „sum“ eller „ignore“ (deler ikke op)."
        )
        return [error("breakdown", what, remedy, self.place)]

    def _single(self) -> list[Finding]:
        assert self.first.rule is not None
        if len(self.values) > 1:
            what = f"kolonnen {self._has()}, men tilknytningen venter kun én værdi"
            return [error("breakdown", what, "Vælg én med only, eller skriv total eller sum under unused.", self.place)]
        allowed = {_plain(word) for word in self.first.rule.values}
        if not allowed:
            what = f"kolonnen {self._has()}, og alle filens tal gælder kun den"
            return [warning("one_part", what, "Se efter, at det er den, indikatoren handler om.", self.place)]
        if _plain(self.first.text) in allowed:
            return []
        what = f"kolonnen {self._has()}, men tilknytningen venter „{self.first.rule.values[0]}“"
        return [error("breakdown", what, "Vælg det rigtige udtræk, eller ret unused i tilknytningen.", self.place)]

    def _sum(self) -> list[Finding]:
        if any(self.values.values()) and len(self.values) > 1:
            what = f"kolonnen {self._has()}: det samlede tal står mellem de dele, der skal lægges sammen"
            return [error("breakdown", what, "Skriv total i stedet for sum under unused.", self.place)]
        if len(self.values) == 1 and not any(self.values.values()):
            what = f"kolonnen {self._has()}, så der er intet at lægge sammen"
            return [warning("one_part", what, "Se efter, at filen har alle dele.", self.place)]
        return []

    def _has(self) -> str:
        texts = [f"„{text or '(tom)'}“" for text in self.values]
        more = f" og {len(texts) - _MOST_VALUES} andre" if len(texts) > _MOST_VALUES else ""
        return f"„{self.first.column}“ har {'kun ' if len(texts) == 1 else ''}{', '.join(texts[:_MOST_VALUES])}{more}"

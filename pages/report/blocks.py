"""What a report is made of, before it is set: headings, sentences whose figures know where they come from, tables, pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pages.kit import formats
from pages.pack.parts import Column


@dataclass(frozen=True)
class Name:
    """A name or a text of the database, as it stands there."""

    text: str


@dataclass(frozen=True)
class Period:
    """A period of the database in words."""

    kind: str
    starts: pd.Timestamp
    ends: pd.Timestamp

    @property
    def text(self) -> str:
        """The period as people say it."""
        return formats.period(self.kind, self.starts, self.ends)


@dataclass(frozen=True)
class Value:
    """A figure of the table observation: whose, when, how much."""

    indicator_id: str
    area_id: str
    period: Period
    value: float
    unit: str
    decimals: int

    @property
    def text(self) -> str:
        """The figure with its unit."""
        return formats.figure(self.value, self.unit, self.decimals)


@dataclass(frozen=True)
class Distance:
    """How far one figure lies from another, without its sign: the words around it say which is higher."""

    value: Value
    reference: Value

    @property
    def size(self) -> float:
        """The signed difference, rounded to the printed decimals."""
        return round(self.value.value - self.reference.value, self.value.decimals) + 0.0

    @property
    def text(self) -> str:
        """The size with its unit."""
        return formats.distance(self.size, self.value.unit, self.value.decimals)


@dataclass(frozen=True)
class Count:
    """So many of something; `of` lists what was counted, or is how it was counted where that is no list."""

    number: int
    of: tuple[str, ...]

    @property
    def text(self) -> str:
        """The number."""
        return formats.number(self.number)


@dataclass(frozen=True)
class Day:
    """A day in words."""

    day: Any

    @property
    def text(self) -> str:
        """The day as people say it."""
        return formats.day(self.day)


@dataclass(frozen=True)
class Reference:
    """A reference to the table or figure with this anchor; its number is known when the report is set."""

    anchor: str
    text: str = ""


# Text between the parts holds no digits: every figure is a part that says where it comes from.
Part = str | Name | Period | Value | Distance | Count | Day | Reference
Sentence = tuple[Part, ...]


def said(sentence: Sentence) -> str:
    """The sentence as text; references are left out."""
    return "".join(part if isinstance(part, str) else part.text for part in sentence)


def listed(items: Sequence[Sentence]) -> Sentence:
    """ "a, b og c"."""
    found: list[Part] = []
    for place, item in enumerate(items):
        if place:
            found.append(" og " if place == len(items) - 1 else ", ")
        found += item
    return tuple(found)


@dataclass(frozen=True)
class Heading:
    """A heading; `level` from 1, never skipped."""

    level: int
    text: str
    new_page: bool = False


@dataclass(frozen=True)
class Text:
    """A paragraph of sentences, in a style of styles.py; `lead` is what stands before it in strong letters."""

    sentences: tuple[Sentence, ...]
    style: str = "Normal"
    lead: str = ""


@dataclass(frozen=True)
class Bullets:
    """A list with bullets."""

    items: tuple[Sentence, ...]


@dataclass(frozen=True)
class ToWrite:
    """A place where a person must write; `about` says what, `questions` help."""

    about: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A numbered table of finished text, with what it says for those who cannot see it."""

    anchor: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    source: str = ""

    @property
    def alternative(self) -> str:
        """What the table holds, in words."""
        headings = ", ".join(column.heading for column in self.columns)
        return f"{self.caption}. {formats.number(len(self.rows))} rækker med kolonnerne {headings}."


@dataclass(frozen=True)
class Figure:
    """A numbered picture of a chart; `specification` makes its Vega-Lite with its rows, as the screen draws it."""

    anchor: str
    caption: str
    specification: Callable[[], Mapping[str, Any]]
    alternative: str
    source: str = ""


@dataclass(frozen=True)
class PageBreak:
    """The next block begins a new page."""


Block = Heading | Text | Bullets | ToWrite | Table | Figure | PageBreak


def text(*parts: Part, style: str = "Normal", lead: str = "") -> Text:
    """A paragraph of one sentence."""
    return Text((parts,), style, lead)


def sentences_of(blocks: Iterable[Block]) -> list[Sentence]:
    """Every sentence in the blocks."""
    found: list[Sentence] = []
    for block in blocks:
        if isinstance(block, Text):
            found += block.sentences
        elif isinstance(block, Bullets):
            found += block.items
    return found

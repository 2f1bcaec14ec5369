"""What every writer draws: bars, tables and chapters as plain data. Texts are Danish and finished, values are numbers."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from queries.verdicts import Course


@dataclass(frozen=True)
class Series:
    """One row of bars; a missing value is None, never zero."""

    name: str
    color: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Bars:
    """A bar chart with one unit; `decimals` go by category, `point_colors` colour the bars of a single series one by one."""

    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    decimals: tuple[int, ...]
    alternative: str
    stacked: bool = False
    point_colors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, its share of the width, whether it holds figures, and a heading for a narrow place."""

    heading: str
    width: float
    numeric: bool = False
    short: str = ""


@dataclass(frozen=True)
class Table:
    """A table of finished text; a row is as long as `columns`."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Remark:
    """A comment as it is printed: to what, when, what."""

    subject: str
    written: str
    text: str


@dataclass(frozen=True)
class Reading:
    """One strategic indicator in words; `verdict` is sign, word and distance in one."""

    title: str
    value: str
    reference: str
    course: Course
    sign: str
    word: str
    verdict: str
    change: str
    missing: tuple[str, ...]
    period: str
    source: str


@dataclass(frozen=True)
class Goal:
    """One strategic goal with its indicators."""

    heading: str
    title: str
    readings: tuple[Reading, ...]
    bars: tuple[Bars, ...]
    beside: pd.DataFrame
    source: str
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class AreaChapter:
    """One housing area. `beside` are the rows of pages.kit.charts.beside, `groups` table rows by topic."""

    area_id: str
    name: str
    color: str
    sentence: str
    caveat: str
    facts: tuple[dict[str, str], ...]
    bars: Bars | None
    beside: pd.DataFrame
    groups: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
    activities: tuple[tuple[str, ...], ...]
    periods: str
    source: str
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class MapChapter:
    """The areas coloured by an indicator: the sentence that says the map, its SVG, the figures behind it, source and credit."""

    indicator_id: str
    title: str
    sentence: str
    svg: str
    ratio: float
    table: Table
    source: str


@dataclass(frozen=True)
class LawChapter:
    """The state's criteria of the newest list; `limits` are the rows of pages.criteria.charts.limits."""

    sentence: str
    reading: str
    year: int
    table: Table
    names: str
    why: Table
    limits: pd.DataFrame
    source: str


@dataclass(frozen=True)
class PromiseChapter:
    """Activities with attainment: a table of all activities, and per theme its promises and the rows of their chart."""

    sentence: str
    counts: tuple[tuple[str, str], ...]
    bars: Bars | None
    activities: Table
    themes: tuple[tuple[str, Table, pd.DataFrame], ...]
    source: str
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class MissingChapter:
    """What is missing: figures by reason, promises without figures by activity, sources that are late, milestones."""

    sentences: tuple[str, ...]
    reasons: Table
    figures: Table
    registers: Table
    lacking: Table
    late: Table
    source: str


@dataclass(frozen=True)
class SinceChapter:
    """What changed since the edition or the data version before, in a sentence and a table."""

    sentence: str
    table: Table


@dataclass(frozen=True)
class ListChapter:
    """A chapter of one table: its heading, the sentence that answers, what is said when it has no rows, and its source."""

    heading: str
    sentence: str
    table: Table
    empty: str
    source: str


@dataclass(frozen=True)
class Contents:
    """Everything that the three files say."""

    title: str
    day: str
    version: str
    banner: str
    plan: str
    plan_period: str
    line: str
    agenda: tuple[tuple[str, str, str], ...]
    sentence: str
    situation: Bars | None
    situation_beside: pd.DataFrame
    situation_table: Table
    situation_source: str
    since: SinceChapter | None
    goals: tuple[Goal, ...]
    maps: tuple[MapChapter, ...]
    areas: tuple[AreaChapter, ...]
    law: LawChapter | None
    promises: PromiseChapter
    money: tuple[ListChapter, ...]
    missing: MissingChapter
    method: tuple[tuple[str, str], ...]
    decisions: tuple[tuple[str, str, str], ...]
    remarks: tuple[Remark, ...]
    names: dict[str, str]

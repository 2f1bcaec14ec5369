"""The pictures of Sammenlign: a row per indicator for one area and what it is held against, or areas x indicators as a rug."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pages.kit import formats, marks, theme, wording
from pages.kit.language import tr
from pages.kit.marks import Key, Picture, Point, Row, Shape, Tick
from queries.comparison import Reference
from queries.verdicts import TRUSTED, Course

_MUNICIPALITY = "randers_kommune"
# Classes of a rug: how far a cell may be of the farthest in its column before it is drawn darker.
_STEPS = (1 / 3, 2 / 3)
# What says something about who an area is, in a line above its picture.
_ABOUT = ("population", "housing", "families", "origin")
# As many columns as stand beside one another.
MOST_COLUMNS = 8


@dataclass(frozen=True)
class Pair:
    """One area held against something: the rows that can be compared, the facts that only differ, and what can not."""

    judged: pd.DataFrame
    facts: pd.DataFrame
    left: pd.DataFrame


def pair(compared: pd.DataFrame) -> Pair:
    """The rows of compare() of one area, parted."""
    judged = compared["distance"].notna() & (compared["direction"] != "none")
    facts = compared["distance"].notna() & (compared["direction"] == "none") & (compared["unit"] != "dkk")
    return Pair(compared[judged], compared[facts], compared[~judged & ~facts & (compared["direction"] != "none")])


def two(compared: pd.DataFrame, figures: pd.DataFrame, areas: pd.DataFrame, reference: Reference, reference_name: str) -> Picture:
    """A dumbbell per indicator: the area, what it is held against, and the municipality where it has a figure of the same period.

    `compared` has one area; `figures` are all figures of the document, `areas` the answer to the question areas.
    """
    own = pair(compared)
    about = areas.set_index("area_id")
    shape, color = _reference_mark(reference, about)
    municipality = _values_of(figures, _MUNICIPALITY) if reference.area_id != _MUNICIPALITY else {}
    shares = own.judged[own.judged["unit"] == "percent"]
    found = [municipality.get(_key(row), 0.0) for row in shares.to_dict("records")]
    highest = max([*shares["value"], *shares["reference_value"], *found], default=100.0)
    scale = marks.Scale(0, min(100.0, -(-highest // 30) * 30.0))
    rows = _two_rows(own, municipality, scale, (shape, color), reference_name)
    ticks = [Tick(scale.at(at), formats.figure(at, "percent", 0) if at in (0, scale.high) else formats.number(at)) for at in _steps(scale)]
    name = str(compared.iloc[0]["area_name"])
    keys = [Key("area", name, str(compared.iloc[0]["color"])), Key(shape.value, reference_name, color)]
    if any(point.shape is Shape.MUNICIPALITY for row in rows for point in row.points) and shape is not Shape.MUNICIPALITY:
        keys.append(Key("municipality", tr("Randers Kommune")))
    heads = ("", "", tr("{area} mod {reference}", area=name, reference=reference_name))
    return Picture("two", tr("{area} og {reference}", area=name, reference=reference_name), rows, ticks, keys, heads, _foot(own, name))


def _two_rows(
    own: Pair, municipality: Mapping[tuple[Any, ...], float], scale: marks.Scale, held: tuple[Shape, str], reference_name: str
) -> list[Row]:
    rows = []
    before = ""
    shares = own.judged[own.judged["unit"] == "percent"]
    ordered = [row for topic in wording.TOPICS for row in shares.to_dict("records") if row["topic"] == topic]
    for row in ordered:
        topic = tr(wording.TOPICS[str(row["topic"])])
        rows.append(_two_row(row, municipality.get(_key(row)), scale, held, reference_name, "" if topic == before else topic))
        before = topic
    return rows


def _two_row(
    row: Mapping[Any, Any], municipality: float | None, shared: marks.Scale, held: tuple[Shape, str], reference_name: str, group: str
) -> Row:
    unit, decimals = str(row["unit"]), int(row["decimals"])
    values = [float(row["value"]), float(row["reference_value"])]
    area = Point(shared.at(values[0]), Shape.AREA, str(row["color"]))
    other = Point(shared.at(values[1]), held[0], held[1])
    points = list(marks.apart((area, other)))
    if municipality is not None:
        points.append(Point(shared.at(municipality), Shape.MUNICIPALITY))
    lines = () if abs(area.at - other.at) < marks.CLOSE else ((min(area.at, other.at), max(area.at, other.at)),)
    said = [formats.number(value, decimals) for value in values]
    texts = [formats.figure(value, unit, decimals) for value in values]
    spoken = f"{row['area_name']} {texts[0]}, {reference_name} {texts[1]}"
    if municipality is not None:
        named = tr("Randers Kommune")
        spoken += f", {named} {formats.figure(municipality, unit, decimals)}"
    return Row(
        marks.unbroken(str(row["short_title"])), spoken, marks.verdict(row["course"], formats.number(abs(row["distance"]), decimals)),
        tuple(points), group, f"indikator?indikator={row['indicator_id']}", _period(row), lines,
        figures=tr("{own} mod {held}", own=said[0], held=said[1]),
    )  # fmt: skip


def _reference_mark(reference: Reference, about: pd.DataFrame) -> tuple[Shape, str]:
    """The mark of what is compared with: only the municipality is a diamond, an area is a square in its own colour."""
    if reference.area_id is None or reference.area_id not in about.index:
        return Shape.BENCHMARK, "#75838F"
    row = about.loc[reference.area_id]
    if row["kind"] == "municipality":
        return Shape.MUNICIPALITY, str(row["color"])
    if row["kind"] in ("housing_area", "areas_total"):
        return Shape.SECOND, str(row["color"])
    return Shape.BENCHMARK, "#75838F"


def _values_of(figures: pd.DataFrame, area_id: str) -> dict[tuple[Any, ...], float]:
    own = figures[(figures["area_id"] == area_id) & figures["status"].isin(TRUSTED) & figures["value"].notna()]
    return {_key(row): float(row["value"]) for row in own.to_dict("records") if row["unit"] not in ("count", "dkk")}


def _key(row: Mapping[Any, Any]) -> tuple[Any, ...]:
    return row["indicator_id"], row["period_start"], row["period_end"]


def _steps(scale: marks.Scale) -> list[float]:
    return [scale.high * part / 3 for part in range(4)] if scale.high < 100 else [0, 25, 50, 75, 100]


def _period(row: Mapping[Any, Any]) -> str:
    return formats.period(str(row["period_kind"]), row["period_start"], row["period_end"])


def _foot(own: Pair, name: str) -> list[str]:
    lines = [tr("Bedre = bedre for {area}. Afstand i procentpoint, hvor tallene er procent.", area=name)]
    rest = own.judged[own.judged["unit"] != "percent"]
    said = [
        f"{row['short_title']} "
        + tr(
            "{own} mod {held}",
            own=formats.figure(row["value"], unit, decimals),
            held=formats.figure(row["reference_value"], unit, decimals),
        )
        + f" ({tr(marks.VERDICTS[row['course']][1])})"
        for row in rest.to_dict("records")
        for unit, decimals in [(str(row["unit"]), int(row["decimals"]))]
    ]
    if said:
        lines.append(tr("Desuden: {listed}.", listed=" · ".join(said)))
    if len(own.left):
        lines.append(tr("Kan ikke sammenlignes: {indicators}.", indicators=", ".join(own.left["short_title"])))
    return lines


def facts_line(compared: pd.DataFrame, reference_name: str) -> str:
    """Facts that are neither better nor worse: "Beboere 814 mod 864 · Lejemål 344 mod 593"."""
    rows = pair(compared).facts
    rows = rows[rows["topic"].isin(_ABOUT)]
    said = [
        f"{row['short_title']} {formats.figure(row['value'], str(row['unit']), int(row['decimals']))} "
        + tr("mod {held}", held=formats.figure(row["reference_value"], str(row["unit"]), int(row["decimals"])))
        for row in rows.to_dict("records")
    ]
    # Counts of a whole municipality say nothing about those of an area.
    return "" if reference_name == tr("Randers Kommune") else " · ".join(said)


@dataclass(frozen=True)
class RugCell:
    """A cell: sign and figure, how dark (0 to 3), and for a hole why; `spoken` says it in words."""

    text: str
    shade: int
    spoken: str
    why: str = ""


@dataclass(frozen=True)
class RugRow:
    """An area (or what all are held against) with its cells and how it stands in total."""

    name: str
    color: str
    href: str
    cells: Sequence[RugCell]
    total: str


@dataclass(frozen=True)
class Rug:
    """Areas x indicators; `heads` are (title, address); `left` names the indicators without any comparison."""

    caption: str
    heads: Sequence[tuple[str, str]]
    rows: Sequence[RugRow]
    reference: RugRow | None
    left: Sequence[str]


def rug(compared: pd.DataFrame, reference_name: str, source_id: str, topic: str | None = None) -> Rug:
    """The areas of compare() by the indicators that can be judged, in the order of the topics; the darker, the farther in its column."""
    known = compared[(compared["direction"] != "none") & (compared["unit"] != "dkk")]
    usable = known[known["distance"].notna()]
    order = {name: place for place, name in enumerate(wording.TOPICS)}
    titles = (
        usable.drop_duplicates("indicator_id").assign(place=lambda frame: frame["topic"].map(order)).sort_values("place", kind="stable")
    )
    if topic:
        titles = titles[titles["topic"] == topic]
    titles = titles.head(MOST_COLUMNS) if topic else titles
    ids = list(titles["indicator_id"])
    farthest = usable.groupby("indicator_id")["distance"].apply(lambda own: own.abs().max()).to_dict()
    by_key = {(row["area_id"], row["indicator_id"]): row for row in known.to_dict("records")}
    areas = compared.drop_duplicates("area_id").sort_values("area_order")
    rows = []
    for area in areas.to_dict("records"):
        own = [by_key.get((area["area_id"], key)) for key in ids]
        cells = [_cell(row, farthest.get(key, 0.0)) for row, key in zip(own, ids, strict=True)]
        href = f"boligomraade?omraade={area['area_id']}"
        rows.append(
            RugRow(
                formats.short_area(str(area["area_name"])), str(area["color"]), href, cells, _total([row for row in own if row is not None])
            )
        )
    left = known[~known["indicator_id"].isin(set(usable["indicator_id"]))].drop_duplicates("indicator_id")
    heads = [
        (marks.unbroken(str(row["short_title"])), f"sammenlign?vis=en&indikator={row['indicator_id']}&kilde={source_id}")
        for row in titles.to_dict("records")
    ]
    return Rug(
        tr("Områderne i forhold til {reference}", reference=reference_name), heads, rows, _held(usable, ids, reference_name),
        list(left["short_title"]),
    )  # fmt: skip


def _cell(row: Mapping[Any, Any] | None, farthest: float) -> RugCell:
    if row is None:
        return RugCell("–", 0, tr("kilden nævner ikke området"))
    unit, decimals = str(row["unit"]), int(row["decimals"])
    figure = formats.figure_or_status(row["value"], unit, decimals, str(row["status"]))
    if pd.isna(row["value"]):
        word = tr("skjult") if row["status"] == "suppressed" else figure
        return RugCell(word, 0, figure, why=figure)
    if pd.isna(row["distance"]):
        return RugCell(formats.number(row["value"], decimals), 0, figure)
    sign, word = marks.VERDICTS[row["course"]]
    share = abs(float(row["distance"])) / farthest if farthest else 0.0
    shade = 0 if row["course"] is Course.UNCHANGED else 1 + sum(share > step for step in _STEPS)
    return RugCell(f"{sign} {formats.number(row['value'], decimals)}", shade, f"{figure}, {tr(word)}")


def _total(rows: Sequence[Mapping[Any, Any]]) -> str:
    courses = [row["course"] for row in rows if pd.notna(row["distance"])]
    if not courses:
        return "–"
    return tr("dårligere {worse} af {known}", worse=courses.count(Course.WORSE), known=len(courses))


def _held(usable: pd.DataFrame, ids: Sequence[str], reference_name: str) -> RugRow | None:
    """The figures of what all areas are held against, where it is the same for all."""
    cells = []
    for key in ids:
        own = usable[usable["indicator_id"] == key]
        values = list(dict.fromkeys(own["reference_value"]))
        text = " / ".join(formats.number(value, int(own.iloc[0]["decimals"])) for value in values[:2]) if len(values) < 3 else "–"
        cells.append(RugCell(text, 0, text))
    return RugRow(reference_name, theme.MUNICIPALITY, "", cells, "") if cells else None

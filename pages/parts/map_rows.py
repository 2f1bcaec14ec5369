"""A map's figures as text: what each area shows, the legend, the sentence that says it without the picture."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pages.parts import formats
from queries.classes import Classes, classify
from queries.verdicts import TRUSTED, difference

# Light to dark in even steps of perceived difference, also for the three kinds of colour blindness; one list per number
# of classes. Neither end means good or bad.
COLORS: dict[int, tuple[str, ...]] = {
    1: ("#7C7DAF",),
    2: ("#B3C4DE", "#644B87"),
    3: ("#D6E4F0", "#7C7DAF", "#4A1063"),
    4: ("#D6E4F0", "#8D9FCD", "#6C5C93", "#4A1063"),
    5: ("#D6E4F0", "#9DB0D6", "#7C7DAF", "#644B87", "#4A1063"),
}
NO_VALUE = "#C9C9C4"
# What an area without a usable value looks like: how it is hatched, and its word.
MISSING = {"missing": ("", "intet tal"), "hidden": ("lines", "skjult"), "doubtful": ("crossed", "tvivlsomt")}
_KINDS = {"suppressed": "hidden", "doubtful": "doubtful"}
NOT_MENTIONED = "kilden nævner ikke området"
# A count of the whole municipality cannot be held against a count of an area.
_NOT_COMPARED = ("count", "dkk")
MUNICIPALITY = "Randers Kommune"


@dataclass(frozen=True)
class AreaOnMap:
    """One area as the map shows it; every text is ready. `kind` is value, missing, hidden or doubtful."""

    area_id: str
    name: str
    short_name: str
    kind: str
    value: float | None
    text: str
    reason: str
    distance: str
    residents: str
    color: str
    place: str

    @property
    def hatch(self) -> str:
        """Empty, lines or crossed."""
        return MISSING[self.kind][0] if self.kind in MISSING else ""


@dataclass(frozen=True)
class MapOfPeriod:
    """One map: an indicator in one period, all texts ready."""

    indicator_id: str
    key: str
    title: str
    short_title: str
    topic: str
    unit: str
    decimals: int
    period: str
    classes: Classes
    areas: tuple[AreaOnMap, ...]
    municipality: float | None
    municipality_text: str
    source: str

    @property
    def with_value(self) -> list[AreaOnMap]:
        """The areas that have a usable value."""
        return [area for area in self.areas if area.kind == "value"]


def period_key(row: Mapping[str, Any] | pd.Series) -> str:
    """The stable key of a period in a link: its first and last day."""
    return f"{pd.Timestamp(row['period_start']):%Y-%m-%d}_{pd.Timestamp(row['period_end']):%Y-%m-%d}"


def short_name(name: str) -> str:
    """The name as it stands on the map: "Glarbjergvej-området" -> "Glarbjergvej"."""
    return re.sub(r"(-området|kvarteret)$", "", name)


def broken(name: str) -> str:
    """The name on two lines where it has two long words, for narrow maps: "Hermann Stillingsvej"."""
    first, _, rest = name.partition(" ")
    return f"{first}\n{rest}" if min(len(first), len(rest)) > 5 else name


def period_text(row: Mapping[str, Any] | pd.Series) -> str:
    """The period in words."""
    return formats.period(str(row["period_kind"]), row["period_start"], row["period_end"])


def map_of(about: pd.Series, figures: pd.DataFrame, shapes: pd.DataFrame, residents: Mapping[str, str]) -> MapOfPeriod:
    """The map of one row of the question map_indicators.

    `figures` is the answer of indicator_figures, `shapes` that of map_shapes, `residents` area_id -> text. The classes
    are made from all periods, so that a colour means the same when the year is changed.
    """
    unit, decimals = str(about["unit"]), int(about["decimals"])
    classes = scale_of(figures, decimals)
    now = figures[(figures["period_start"] == about["period_start"]) & (figures["period_end"] == about["period_end"])]
    town = now[(now["area_kind"] == "municipality") & now["status"].isin(TRUSTED) & now["value"].notna()]
    municipality = float(town["value"].iloc[0]) if len(town) and unit not in _NOT_COMPARED else None
    by_area = {str(row["area_id"]): row for _, row in now.iterrows()}
    areas = [
        _area(shape, by_area.get(str(shape["area_id"])), unit, decimals, classes, municipality, residents) for _, shape in shapes.iterrows()
    ]
    return MapOfPeriod(
        indicator_id=str(about["indicator_id"]),
        key=f"{about['indicator_id']} {period_key(about)}",
        title=str(about["title"]),
        short_title=str(about["short_title"]),
        topic=str(about["topic"]),
        unit=unit,
        decimals=decimals,
        period=period_text(about),
        classes=classes,
        areas=tuple(areas),
        municipality=municipality,
        municipality_text=formats.figure(municipality, unit, decimals) if municipality is not None else "",
        source=f"Kilde: {about['register_title']}. Trykt i: {about['source_title']}.",
    )


def scale_of(figures: pd.DataFrame, decimals: int) -> Classes:
    """Classes over the usable figures of the housing areas in all periods."""
    usable = figures[(figures["area_kind"] == "housing_area") & figures["status"].isin(TRUSTED) & figures["value"].notna()]
    return classify([float(value) for value in usable["value"]], decimals)


def _area(
    shape: pd.Series,
    row: pd.Series | None,
    unit: str,
    decimals: int,
    classes: Classes,
    municipality: float | None,
    residents: Mapping[str, str],
) -> AreaOnMap:
    status = "missing" if row is None else str(row["status"])
    value = None if row is None or pd.isna(row["value"]) or status not in TRUSTED else float(row["value"])
    kind = "value" if value is not None else _KINDS.get(status, "missing")
    return AreaOnMap(
        area_id=str(shape["area_id"]),
        name=str(shape["name"]),
        short_name=short_name(str(shape["name"])),
        kind=kind,
        value=value,
        text=formats.figure(value, unit, decimals) if value is not None else _status_word(row),
        reason="" if kind == "value" else _reason(row, unit, decimals),
        distance=_distance(value, municipality, unit, decimals),
        residents=residents.get(str(shape["area_id"]), ""),
        color=color(value, classes),
        place="" if row is None else str(row["source_place"]),
    )


def _status_word(row: pd.Series | None) -> str:
    return "intet tal" if row is None else formats.STATUS_WORDS[str(row["status"])].split(" (")[0]


def _reason(row: pd.Series | None, unit: str, decimals: int) -> str:
    """Why there is no usable value; a doubtful figure is shown here and nowhere else on the map."""
    if row is None:
        return NOT_MENTIONED
    word = formats.STATUS_WORDS[str(row["status"])]
    if pd.notna(row["value"]):
        word = f"{word}: trykt som {formats.figure(row['value'], unit, decimals)}"
    return f"{word}. {row['note']}" if pd.notna(row["note"]) else word


def _distance(value: float | None, reference: float | None, unit: str, decimals: int) -> str:
    delta = difference(value, reference, decimals)
    return "" if delta is None else formats.difference(delta, unit, decimals)


def color(value: float | None, classes: Classes) -> str:
    """The colour of a value, or of none."""
    return NO_VALUE if value is None else COLORS[classes.count][classes.of(value)]


def break_texts(shown: MapOfPeriod) -> list[str]:
    """The breaks between the classes, with the decimals they need and the sign of a share."""
    unit = shown.unit if shown.unit == "percent" else "count"
    return [formats.figure(value, unit, shown.classes.decimals) for value in shown.classes.breaks]


def legend(shown: MapOfPeriod) -> list[dict[str, Any]]:
    """The classes from the highest to the lowest: color, text, and the municipality's value where it belongs."""
    classes, unit = shown.classes, shown.unit
    numbers = [formats.figure(value, unit, classes.decimals) for value in classes.breaks]
    bare = [formats.number(value, classes.decimals) for value in classes.breaks]
    if not numbers:
        texts = [formats.figure(shown.with_value[0].value, unit, shown.decimals) if shown.with_value else "alle"]
    else:
        texts = [f"under {numbers[0]}"]
        texts += [f"{low} til under {high}" for low, high in zip(bare, numbers[1:], strict=False)]
        texts.append(f"{numbers[-1]} og derover")
    own = None if shown.municipality is None else classes.of(shown.municipality)
    rows = [
        {
            "color": COLORS[classes.count][number],
            "text": text,
            "municipality": f"{MUNICIPALITY} {shown.municipality_text}" if number == own else "",
        }
        for number, text in enumerate(texts)
    ]
    return rows[::-1]


def missing_legend(shown: MapOfPeriod) -> list[dict[str, str]]:
    """One row per reason for having no value: hatch, the word for its kind, and the areas with the reason."""
    rows = []
    for kind, (hatch, word) in MISSING.items():
        reasons: dict[str, list[str]] = {}
        for area in shown.areas:
            if area.kind == kind:
                reasons.setdefault(area.reason, []).append(area.name)
        rows += [{"kind": kind, "hatch": hatch, "word": word, "text": f"{', '.join(names)}: {reason}"} for reason, names in reasons.items()]
    return rows


def unit_heading(shown: MapOfPeriod) -> str:
    """The unit as the heading of a legend."""
    return formats.unit_name(shown.unit).capitalize()


def no_municipality(shown: MapOfPeriod) -> str:
    """Said where the municipality cannot be marked."""
    if shown.municipality is not None:
        return ""
    if shown.unit in _NOT_COMPARED:
        return "Et antal, ikke en andel: store områder har flere, og hele kommunens antal er ikke sat ved siden af."
    return f"{MUNICIPALITY} har intet tal i samme periode."


def sentence(shown: MapOfPeriod) -> str:
    """The map in words: span, municipality, how many areas have a value."""
    known = shown.with_value
    low, high = min(known, key=_value), max(known, key=_value)
    start = "De syv områder" if len(known) == 7 else f"{len(known)} af {len(shown.areas)} områder har et tal. De"
    if low.value == high.value:
        span = f"{start} har alle {low.text}."
    else:
        span = f"{start} ligger mellem {_with_names(known, low)} og {_with_names(known, high)}."
    town = f" {MUNICIPALITY}: {shown.municipality_text}." if shown.municipality_text else ""
    return f"{shown.short_title}, {shown.period}: {span}{town}"


def _value(area: AreaOnMap) -> float:
    return area.value or 0.0


def _with_names(known: Sequence[AreaOnMap], one: AreaOnMap) -> str:
    names = [area.name for area in known if area.value == one.value]
    return f"{one.text} ({' og '.join(names)})" if len(names) <= 2 else f"{one.text} ({len(names)} områder)"


TABLE = [
    ("name", "Område", False), ("text", "Værdi", True), ("distance", f"Forskel til {MUNICIPALITY}", True), ("period", "Periode", False),
    ("residents", "Beboere", True), ("reason", "Hvis der ikke er et tal", False), ("place", "Sted i dokumentet", False),
]  # fmt: skip
SHORT_TABLE = [("name", "Område", False), ("text", "Værdi", True), ("distance", "Forskel til kommunen", True)]


def table(shown: MapOfPeriod) -> list[dict[str, str]]:
    """Rows of the table behind the map, in the plan's order; the name leads to the area's page."""
    rows = [
        {
            "href": area_link(area.area_id),
            "name": area.name,
            "text": area.text,
            "distance": area.distance,
            "period": shown.period,
            "residents": area.residents,
            "reason": area.reason,
            "place": area.place,
        }
        for area in shown.areas
    ]
    town = {"name": MUNICIPALITY, "text": shown.municipality_text or "intet tal", "period": shown.period}
    return [*rows, {**dict.fromkeys((key for key, _, _ in TABLE), ""), **town}]


def beside(first: MapOfPeriod, second: MapOfPeriod) -> tuple[list[tuple[str, str, bool]], list[dict[str, str]]]:
    """Columns and rows of two maps beside each other; for two periods of one indicator also the change."""
    columns = [
        ("name", "Område", False),
        ("first", f"{first.short_title}, {first.period}", True),
        ("second", f"{second.short_title}, {second.period}", True),
    ]
    if first.indicator_id == second.indicator_id:
        columns.append(("change", f"Ændring til {second.period}", True))
    rows = [
        {
            "href": area_link(left.area_id),
            "name": left.name,
            "first": left.text,
            "second": right.text,
            "change": _distance(right.value, left.value, first.unit, first.decimals) or "–",
        }
        for left, right in zip(first.areas, second.areas, strict=True)
    ]
    town = {"name": MUNICIPALITY, "first": first.municipality_text or "intet tal", "second": second.municipality_text or "intet tal"}
    change = _distance(second.municipality, first.municipality, first.unit, first.decimals) or "–"
    return columns, [*rows, {**town, "change": change}]


def area_link(area_id: str) -> str:
    """Where the page of an area is."""
    return f"boligomraade?omraade={area_id}"


def for_download(maps: Sequence[MapOfPeriod]) -> pd.DataFrame:
    """The figures with Danish headings, numbers as numbers."""
    return pd.DataFrame(
        [
            {
                "indicator_id": shown.indicator_id,
                "indikator": shown.title,
                "område": area.name,
                "periode": shown.period,
                "værdi": area.value,
                "enhed": formats.unit_name(shown.unit),
                "Randers Kommune": shown.municipality,
                "hvis der ikke er et tal": area.reason,
                "sted": area.place,
            }
            for shown in maps
            for area in shown.areas
        ]
    )

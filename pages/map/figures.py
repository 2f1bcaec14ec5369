"""A map's figures as text: what each area shows, the legend, the sentence that says it without the picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from pages.kit import formats
from pages.kit.language import mark, tr
from queries.classes import Classes, classify
from queries.verdicts import TRUSTED, difference

# Light to dark in even steps of perceived difference, also for the three kinds of colour blindness; one list per number
# of classes. Neither end means good or bad.
COLORS: dict[int, tuple[str, ...]] = {
    1: ("#4F6BA8",),
    2: ("#BCD0E3", "#4F6BA8"),
    3: ("#BCD0E3", "#6A89BA", "#262A63"),
    4: ("#BCD0E3", "#86A5CC", "#4F6BA8", "#262A63"),
    5: ("#E9F5FB", "#A8CCE7", "#719FD2", "#3F59A7", "#13194E"),
}
NO_VALUE = "#C9C9C4"
DEFAULT = "hp25_outside_labour_market_own_12m"
# A topic that is never on a map unless the reader asks for it in so many words.
ON_REQUEST = "origin"
# How an area without a usable value is hatched.
MISSING = {"missing": "", "hidden": "lines", "doubtful": "crossed"}
_KINDS = {"suppressed": "hidden", "doubtful": "doubtful"}
NOT_MENTIONED = mark("kilden nævner ikke området")
# A count of the whole municipality cannot be held against a count of an area.
NOT_COMPARED = ("count", "dkk")
MUNICIPALITY = mark("Randers Kommune")


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
        return MISSING.get(self.kind, "")


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
    municipality = float(town["value"].iloc[0]) if len(town) and unit not in NOT_COMPARED else None
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
        source=tr("Kilde: {register}. Trykt i: {document}.", register=about["register_title"], document=about["source_title"]),
    )


def scale_of(figures: pd.DataFrame, decimals: int) -> Classes:
    """Classes over the usable figures of the housing areas in all periods."""
    usable = figures[(figures["area_kind"] == "housing_area") & figures["status"].isin(TRUSTED) & figures["value"].notna()]
    return _classes(tuple(sorted(float(value) for value in usable["value"])), decimals)


@lru_cache(maxsize=500)
def _classes(values: tuple[float, ...], decimals: int) -> Classes:
    return classify(values, decimals)


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
        short_name=formats.short_area(str(shape["name"])),
        kind=kind,
        value=value,
        text=formats.figure(value, unit, decimals) if value is not None else _status_word(row),
        reason="" if kind == "value" else _reason(row, unit, decimals),
        distance=difference_text(value, municipality, unit, decimals),
        residents=residents.get(str(shape["area_id"]), ""),
        color=color(value, classes),
        place="" if row is None else str(row["source_place"]),
    )


def _status_word(row: pd.Series | None) -> str:
    """In a word, for there is no room on the map to say why."""
    if row is None:
        return tr("intet tal")
    status = str(row["status"])
    return tr("skjult") if status == "suppressed" else formats.status_word(status)


def _reason(row: pd.Series | None, unit: str, decimals: int) -> str:
    """Why there is no usable value; a doubtful figure is shown here and nowhere else on the map."""
    if row is None:
        return tr(NOT_MENTIONED)
    word = formats.status_word(str(row["status"]))
    if pd.notna(row["value"]):
        word = tr("{word}: trykt som {figure}", word=word, figure=formats.figure(row["value"], unit, decimals))
    return f"{word}. {row['note']}" if pd.notna(row["note"]) else word


def difference_text(value: float | None, reference: float | None, unit: str, decimals: int) -> str:
    """ "+36,8 procentpoint"; empty where one of the two is missing."""
    delta = difference(value, reference, decimals)
    return "" if delta is None else formats.difference(delta, unit, decimals)


def color(value: float | None, classes: Classes) -> str:
    """The colour of a value, or of none."""
    return NO_VALUE if value is None else COLORS[classes.count][classes.of(value)]


def sentence(shown: MapOfPeriod) -> str:
    """The map in words: span, municipality, how many areas have a value."""
    known = shown.with_value
    low, high = min(known, key=_value), max(known, key=_value)
    ends = {"low": _with_names(known, low), "high": _with_names(known, high)}
    if len(known) == 7:
        alike, span = tr("De syv områder har alle {value}.", value=low.text), tr("De syv områder ligger mellem {low} og {high}.", **ends)
    else:
        counts = {"known": len(known), "areas": len(shown.areas)}
        alike = tr("{known} af {areas} områder har et tal. De har alle {value}.", value=low.text, **counts)
        span = tr("{known} af {areas} områder har et tal. De ligger mellem {low} og {high}.", **ends, **counts)
    town = f" {tr(MUNICIPALITY)}: {shown.municipality_text}." if shown.municipality_text else ""
    return f"{shown.short_title}, {shown.period}: {alike if low.value == high.value else span}{town}"


def _value(area: AreaOnMap) -> float:
    return area.value or 0.0


def _with_names(known: Sequence[AreaOnMap], one: AreaOnMap) -> str:
    names = [area.name for area in known if area.value == one.value]
    if len(names) > 2:
        return tr("{value} ({count} områder)", value=one.text, count=len(names))
    return tr("{value} ({first} og {second})", value=one.text, first=names[0], second=names[1]) if names[1:] else f"{one.text} ({names[0]})"

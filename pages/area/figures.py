"""The pictures of an area: a spine of its indicators against the municipality, who lives there, and the promises that reach it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pages.kit import formats, marks, promise_texts, wording
from pages.kit.language import tr
from pages.kit.marks import Key, Picture, Point, Row, Shape, Tick
from queries.attainment import Status
from queries.plan import Plan
from queries.verdicts import TRUSTED

# Per cent of a row's width: where the municipality stands, where the worst area may reach, and where the best.
_MUNICIPALITY, _WORST, _BEST = 78.0, 4.0, 96.0
# Shares that say who lives in an area, in the order of the screen.
WHO = (
    "hp25_children_under_18_share",
    "hp25_children_single_provider",
    "hp25_non_western_share",
    "hp25_disability_pension_of_not_employed",
)


def spine(shares: pd.DataFrame, figures: pd.DataFrame, area_id: str, name: str, color: str) -> Picture:
    """A row per share: every area's distance to the municipality on a scale of the row's own, turned so that right is better.

    `shares` are rows of area.texts.comparable_shares; `figures` all figures of the document, where the others are looked up.
    """
    usable = figures[figures["status"].isin(TRUSTED) & figures["value"].notna() & (figures["area_kind"] == "housing_area")]
    rows, before = [], ""
    for row in shares.to_dict("records"):
        same = usable[
            (usable["indicator_id"] == row["indicator_id"])
            & (usable["period_start"] == row["period_start"])
            & (usable["period_end"] == row["period_end"])
            & (usable["area_id"] != area_id)
        ]
        topic = tr(wording.TOPICS[str(row["topic"])])
        rows.append(_spine_row(row, [float(value) for value in same["value"]], name, color, "" if topic == before else topic))
        before = topic
    keys = [Key("area", name, color), Key("other", tr("de andre områder")), Key("span", tr("spændet mellem de viste tal"))]
    foot = [
        tr("Hver linje har sin egen skala; længere til højre er bedre. Afstand i procentpoint. Tryk på en linje for definition og kilde.")
    ]
    return Picture(
        "spine", tr("{area} og Randers Kommune, nyeste tal", area=name), rows, [Tick(_MUNICIPALITY, tr("kommunen"), strong=True)],
        keys, (tr("◂ dårligere"), tr("bedre ▸"), tr("området mod kommunen")), foot,
    )  # fmt: skip


def _spine_row(row: Mapping[Any, Any], others: Sequence[float], name: str, color: str, group: str) -> Row:
    better = 1.0 if row["direction"] == "up" else -1.0
    reference = float(row["reference_value"])
    ahead = [better * (value - reference) for value in (float(row["value"]), *others)]
    wide = max(-min(0.0, *ahead) / (_MUNICIPALITY - _WORST), max(0.0, *ahead) / (_BEST - _MUNICIPALITY)) or 1.0
    places = [round(_MUNICIPALITY + one / wide, 2) for one in ahead]
    unit, decimals = str(row["unit"]), int(row["decimals"])
    value, held = (formats.figure(one, unit, decimals) for one in (row["value"], reference))
    distance = abs(round(float(row["value"]) - reference, decimals))
    points = [Point(place, Shape.OTHER) for place in places[1:]] + [Point(places[0], Shape.AREA, color)]
    return Row(
        marks.unbroken(str(row["title"])), tr("{area} {own}, Randers Kommune {held}", area=name, own=value, held=held),
        marks.verdict(row["course"], formats.number(distance, decimals)), tuple(points), group, period=str(row["period"]),
        span=(min(places) - 1, max(places) + 1) if len(places) > 1 else None, figures=tr("{own} mod {held}", own=value, held=held),
        details=_details(row), links=_links(row),
    )  # fmt: skip


def _details(row: Mapping[Any, Any]) -> list[tuple[str, str]]:
    found = [
        (tr("Indikator"), row["title_long"]),
        (tr("Forskel til kommunen"), row["difference_text"]),
        (tr("Periode"), row["period"]),
        (tr("Kilde"), f"{row['register_title']}. {row['source_title']}, {row['source_place']}"),
    ]
    return [(heading, str(text)) for heading, text in found if pd.notna(text)]


def _links(row: Mapping[Any, Any]) -> list[tuple[str, str]]:
    key = row["indicator_id"]
    return [
        (f"indikator?indikator={key}", tr("Definition og alle tal")),
        (f"sammenlign?vis=en&indikator={key}", tr("Sammenlign områderne")),
        (f"kort?indikator={key}", tr("Se på kort")),
    ]


def who(rows: pd.DataFrame, name: str, color: str) -> Picture | None:
    """Who lives there: shares that are neither better nor worse, beside the municipality's; None without any."""
    by_id = {str(row["indicator_id"]): row for row in rows.to_dict("records")}
    found = [by_id[key] for key in WHO if key in by_id and pd.notna(by_id[key]["value"]) and by_id[key]["status"] in TRUSTED]
    if not found:
        return None
    scale = marks.Scale(0, 100)
    made = []
    for row in found:
        unit, decimals = str(row["unit"]), int(row["decimals"])
        area = Point(scale.at(float(row["value"])), Shape.AREA, color)
        held = row["reference_value"]
        value = formats.figure(row["value"], unit, decimals)
        points: tuple[Point, ...] = (area,)
        lines: tuple[tuple[float, float], ...] = ()
        said = value
        if pd.notna(held):
            said = tr("{own} mod {held}", own=value, held=formats.figure(held, unit, decimals))
            first, second, lines = marks.beside(area, Point(scale.at(float(held)), Shape.MUNICIPALITY))
            points = (second, first)
        made.append(Row(marks.unbroken(str(row["short_title"])), f"{name} {said}", marks.Verdict("", said), points, lines=lines))
    keys = [Key("area", name, color), Key("municipality", tr("Randers Kommune"))]
    return Picture("who", tr("Hvem bor her"), made, keys=keys, title=tr("Hvem bor her"))


@dataclass(frozen=True)
class Reaching:
    """An activity that reaches the area, with the class and words of each of its promises."""

    name: str
    promises: Sequence[tuple[str, str, str]]


def reaching(activities: pd.DataFrame, plan: Plan) -> list[tuple[str, list[Reaching]]]:
    """The activities of the question area_activities under their focus area, each with its promises by status."""
    promised = plan.targets[plan.targets["promised"]]
    of_activity = {str(key): list(group["target_id"]) for key, group in promised.groupby("activity_id")}
    measures = dict(zip(promised["target_id"], promised["measure"], strict=True))
    return [
        (
            tr("Uden indsatsområde") if pd.isna(theme) else str(theme),
            [
                Reaching(str(row["name"]), [square(plan, key, str(measures[key])) for key in of_activity.get(str(row["activity_id"]), [])])
                for row in group.to_dict("records")
            ],
        )
        for theme, group in activities.groupby("focus_area_name", sort=False, dropna=False)
    ]


def square(plan: Plan, target_id: str, measure: str) -> tuple[str, str, str]:
    """Class, sign and words of one promise's square."""
    return promise_texts.square(plan.attainments[target_id], measure)


def counts(reached: Sequence[tuple[str, Sequence[Reaching]]], plan: Plan, activities: pd.DataFrame) -> str:
    """ "16 aktiviteter når området. 39 løfter mangler indberetning, 24 kan ikke vurderes." """
    number = sum(len(group) for _, group in reached)
    own = plan.targets[plan.targets["promised"] & plan.targets["activity_id"].isin(activities["activity_id"])]
    found = [plan.attainments[key].status for key in own["target_id"]]
    said = [promise_texts.counted(status, found.count(status)) for status in Status if found.count(status)]
    first = tr("{count} aktiviteter når området.", count=formats.number(number))
    promises = tr("Løfter: {listed}.", listed=", ".join(said))
    return f"{first} {promises}" if said else first

"""What stands around a map: its legend, the tables behind it, the rows to take along."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from pages.kit import formats
from pages.kit.language import tr
from pages.map.figures import COLORS, MISSING, MUNICIPALITY, NOT_COMPARED, MapOfPeriod, difference_text


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
        texts = [formats.figure(shown.with_value[0].value, unit, shown.decimals) if shown.with_value else tr("alle")]
    else:
        texts = [tr("under {value}", value=numbers[0])]
        texts += [tr("{low} til under {high}", low=low, high=high) for low, high in zip(bare, numbers[1:], strict=False)]
        texts.append(tr("{value} og derover", value=numbers[-1]))
    own = None if shown.municipality is None else classes.of(shown.municipality)
    rows = [
        {
            "color": COLORS[classes.count][number],
            "text": text,
            "municipality": f"{tr(MUNICIPALITY)} {shown.municipality_text}" if number == own else "",
        }
        for number, text in enumerate(texts)
    ]
    return rows[::-1]


def missing_legend(shown: MapOfPeriod) -> list[dict[str, str]]:
    """One row per reason for having no value: its kind, the hatch, and the areas with the reason."""
    rows = []
    for kind, hatch in MISSING.items():
        reasons: dict[str, list[str]] = {}
        for area in shown.areas:
            if area.kind == kind:
                reasons.setdefault(area.reason, []).append(area.name)
        rows += [{"kind": kind, "hatch": hatch, "text": f"{', '.join(names)}: {reason}"} for reason, names in reasons.items()]
    return rows


def unit_heading(shown: MapOfPeriod) -> str:
    """The unit as the heading of a legend."""
    name = formats.unit_name(shown.unit)
    return name[:1].upper() + name[1:]


def no_municipality(shown: MapOfPeriod) -> str:
    """Said where the municipality cannot be marked."""
    if shown.municipality is not None:
        return ""
    if shown.unit in NOT_COMPARED:
        return tr("Et antal, ikke en andel: store områder har flere, og hele kommunens antal er ikke sat ved siden af.")
    return tr("Randers Kommune har intet tal i samme periode.")


def table_columns() -> list[tuple[str, str, bool]]:
    """Columns of the table behind the map."""
    return [
        ("name", tr("Område"), False), ("text", tr("Værdi"), True), ("distance", tr("Forskel til Randers Kommune"), True),
        ("period", tr("Periode"), False), ("residents", tr("Beboere"), True), ("reason", tr("Hvis der ikke er et tal"), False),
        ("place", tr("Sted i dokumentet"), False),
    ]  # fmt: skip


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
    town = {"name": tr(MUNICIPALITY), "text": shown.municipality_text or tr("intet tal"), "period": shown.period}
    return [*rows, {**dict.fromkeys((key for key, _, _ in table_columns()), ""), **town}]


def short_table(shown: MapOfPeriod) -> tuple[list[tuple[str, str, bool]], list[dict[str, str]]]:
    """Columns and rows of the narrow list beside a map; a long unit may break, and without distances there is no column."""
    columns = [("name", tr("Område"), False), ("text", tr("Værdi"), True)]
    if any(area.distance for area in shown.areas):
        columns.append(("distance", tr("Forskel til kommunen"), True))
    return columns, [{**row, "distance": row["distance"].replace(formats.NBSP, " ")} for row in table(shown)]


def beside(first: MapOfPeriod, second: MapOfPeriod) -> tuple[list[tuple[str, str, bool]], list[dict[str, str]]]:
    """Columns and rows of two maps beside each other; for two periods of one indicator also the change."""
    columns = [
        ("name", tr("Område"), False),
        ("first", f"{first.short_title}, {first.period}", True),
        ("second", f"{second.short_title}, {second.period}", True),
    ]
    if first.indicator_id == second.indicator_id:
        columns.append(("change", tr("Ændring til {period}", period=second.period), True))
    rows = [
        {
            "href": area_link(left.area_id),
            "name": left.name,
            "first": left.text,
            "second": right.text,
            "change": difference_text(right.value, left.value, first.unit, first.decimals) or "–",
        }
        for left, right in zip(first.areas, second.areas, strict=True)
    ]
    none = tr("intet tal")
    town = {"name": tr(MUNICIPALITY), "first": first.municipality_text or none, "second": second.municipality_text or none}
    change = difference_text(second.municipality, first.municipality, first.unit, first.decimals) or "–"
    return columns, [*rows, {**town, "change": change}]


def area_link(area_id: str) -> str:
    """Where the page of an area is."""
    return f"boligomraade?omraade={area_id}"


def for_download(maps: Sequence[MapOfPeriod]) -> pd.DataFrame:
    """The figures with headings in the language of the screen, numbers as numbers."""
    return pd.DataFrame(
        [
            {
                "indicator_id": shown.indicator_id,
                tr("indikator"): shown.title,
                tr("område"): area.name,
                tr("periode"): shown.period,
                tr("værdi"): area.value,
                tr("enhed"): formats.unit_name(shown.unit),
                tr(MUNICIPALITY): shown.municipality,
                tr("hvis der ikke er et tal"): area.reason,
                tr("sted"): area.place,
            }
            for shown in maps
            for area in shown.areas
        ]
    )

"""What every map is drawn on, read once per version: shapes of the areas, background, entrances; and where names go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot
from typing import Any

import streamlit as st

from pages.kit import database, formats
from pages.kit.language import mark, tr
from pages.map import labels as map_labels
from pages.map.figures import AreaOnMap, MapOfPeriod, broken
from pages.map.labels import Box, Label, Placed
from queries import shapes
from queries.verdicts import newest

RESIDENTS = "hp25_residents"
# In the middle of a sentence.
SCHEMATIC = mark("skematisk placering")
SCHEMATIC_LONG = mark(
    "Skematisk placering: cirklerne ligger ved områdernes stoppesteder og få kendte adresser, ikke om bygningerne. "
    "Rigtige områdegrænser kræver, at et adresseregister indlæses."
)


@dataclass(frozen=True)
class Feature:
    """One feature of the background. `layer` is orientation or landmark."""

    layer: str
    kind: str
    name: str
    geometry: Any


@dataclass(frozen=True)
class Ground:
    """What lies under the figures; geometry in EPSG:25832."""

    shapes: dict[str, shapes.Shape]
    background: tuple[Feature, ...]
    entrances: tuple[Any, ...]
    schematic: bool
    circles: bool
    residents: dict[str, str]
    residents_period: str
    note: str


def ground() -> Ground:
    """The ground of the version in force."""
    return _ground(database.stamp())


@st.cache_resource(max_entries=3, show_spinner=False)
def _ground(stamp: str) -> Ground:
    frame = database.ask("map_shapes")
    counted = newest(database.ask("indicator_figures", indicator_id=RESIDENTS))
    counted = counted[counted["area_kind"] == "housing_area"]
    drawn = shapes.area_shapes(frame, dict(zip(counted["area_id"], counted["value"].astype(float), strict=True)))
    background = database.ask("map_background")
    entrances = database.ask("map_entrances")
    schematic = bool((frame["method"] == "schematic").any())
    dates = [formats.period("date", row["period_start"], row["period_end"]) for _, row in counted.iterrows()]
    return Ground(
        shapes=drawn,
        background=tuple(
            Feature(str(row["layer"]), str(row["kind"]), str(row["name"]), geometry)
            for (_, row), geometry in zip(background.iterrows(), shapes.geometries(background), strict=True)
        ),
        entrances=tuple(shapes.geometries(entrances)),
        schematic=schematic,
        circles=any(shape.method == "circle" for shape in drawn.values()),
        residents={str(row["area_id"]): formats.number(row["value"]) for _, row in counted.iterrows()},
        residents_period=", ".join(dict.fromkeys(dates)),
        note=_note(schematic, bool((frame["method"] == "addresses").any())),
    )


def _note(schematic: bool, addresses: bool) -> str:
    if schematic and addresses:
        return tr(
            "Skematisk placering for de områder, der er vist som cirkler: adresseregisteret har ingen af deres opgange. "
            "De øvrige er tegnet om opgangene i registeret."
        )
    return tr(SCHEMATIC_LONG) if schematic else tr("Områderne er tegnet om opgangene i det indlæste adresseregister.")


def size_note(under: Ground) -> str:
    """What the size of the circles means; empty when there are none."""
    if not under.circles:
        return ""
    if not under.residents:
        return tr("Cirklerne er lige store, fordi beboertallet mangler.")
    return tr("Cirklens areal viser antal beboere ({period}).", period=under.residents_period)


@dataclass(frozen=True)
class Sizes:
    """Type sizes in pixels: names of areas, and of schools, roads and water; on narrow maps long names are broken."""

    area: float
    help: float
    narrow: bool = False


@dataclass(frozen=True)
class Layout:
    """Where names stand in one plane and window."""

    areas: dict[str, Placed]
    helps: tuple[Placed, ...]
    dots: tuple[tuple[float, float], ...]


def layout(
    under: Ground, shown: MapOfPeriod, plane: shapes.Plane, window: shapes.Window, sizes: Sizes, reserved: Sequence[Box] = ()
) -> Layout:
    """Names of the areas with their values, then of schools, roads and water where there is room left.

    Nothing is written in the `reserved` boxes of the plane.
    """
    frame = Box(*window.bounds)
    inside = _inside(under, plane, frame)
    dots = {feature.name: _point(feature, plane) for feature in under.background if feature.layer == "landmark"}
    seen = {name: point for name, point in dots.items() if frame.left < point[0] < frame.right and frame.bottom < point[1] < frame.top}
    labels = [
        Label(area.area_id, _name(area, sizes.narrow), sizes.area, inside[area.area_id]) for area in shown.areas if area.area_id in inside
    ]
    placed = map_labels.place(labels, list(seen.values()), frame, window.scale)
    own = [_dot_label(name, point, sizes.help, window.scale) for name, point in seen.items()]
    taken = [*reserved, *(item.box for item in placed.values()), *(label.of for label in own)]
    helps = map_labels.fill_in(
        [*own, *_line_labels(under, plane, window, sizes.help)],
        taken,
        list(inside.values()),
        frame,
        window.scale,
    )
    return Layout(placed, tuple(helps), tuple(seen.values()))


def _name(area: AreaOnMap, narrow: bool) -> str:
    return f"{broken(area.short_name) if narrow else area.short_name}\n{area.text}"


def _inside(under: Ground, plane: shapes.Plane, frame: Box) -> dict[str, Box]:
    """Boxes of the areas whose middle is in view."""
    boxes = {area_id: Box(*plane.of(shape.geometry).bounds) for area_id, shape in under.shapes.items()}
    return {
        area_id: box
        for area_id, box in boxes.items()
        if frame.left < (box.left + box.right) / 2 < frame.right and frame.bottom < (box.bottom + box.top) / 2 < frame.top
    }


def _point(feature: Feature, plane: shapes.Plane) -> tuple[float, float]:
    point = plane.of(feature.geometry)
    return float(point.x), float(point.y)


def _dot_label(name: str, point: tuple[float, float], size: float, scale: float) -> Label:
    x, y = point
    # A little less than the dot's own half, so that its own name, which keeps its distance, is not held off by it.
    reach = 2 * scale
    return Label(name, name, size, Box(x - reach, y - reach, x + reach, y + reach), bold=False)


def _line_labels(under: Ground, plane: shapes.Plane, window: shapes.Window, size: float) -> list[Label]:
    """A label at the middle of what is seen of each road and water; Gudenå 1, 2 and 3 are one river."""
    longest: dict[str, tuple[float, Box]] = {}
    for feature in under.background:
        if feature.kind in ("municipality", "school", "day_care", "station", "sport", "hospital"):
            continue
        seen = shapes.clipped(plane.of(feature.geometry), window)
        if seen.is_empty:
            continue
        name = feature.name.rstrip("0123456789 ")
        middle = shapes.middle(seen)
        length = hypot(seen.bounds[2] - seen.bounds[0], seen.bounds[3] - seen.bounds[1])
        if name not in longest or length > longest[name][0]:
            longest[name] = (length, Box(*middle, *middle))
    return [Label(name, name, size, box, bold=False) for name, (_, box) in longest.items()]


def view_of(under: Ground, zoom: str) -> Sequence[Any]:
    """The shapes that must be in view: one area's, or all."""
    return [under.shapes[zoom].geometry] if zoom in under.shapes else [shape.geometry for shape in under.shapes.values()]

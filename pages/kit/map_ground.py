"""What every map is drawn on, read once per version: shapes of the areas, background, buildings, entrances."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import shapely
import streamlit as st

from pages.kit import clock, database, formats
from pages.kit.language import mark, tr
from pages.kit.map_labels import Box, Label
from queries import shapes
from queries.verdicts import newest

RESIDENTS = "hp25_residents"
# What the shapes are worth, by how they came about; the least trusted method on the map is said first.
NOTES = {
    "schematic": mark("Områdernes placering er skematisk: udgaven er fra før, bygningerne kom med."),
    "buildings": mark(
        "Områderne er tegnet om deres bygninger i bygningsregisteret (BBR), fundet gennem planens adresselister; "
        "de er ikke kommunens grænser."
    ),
    "addresses": mark("Områderne er tegnet om opgangene i det indlæste adresseregister."),
    "municipal": mark("Områderne er kommunens egne polygoner."),
}
SQUARES = mark(
    "Firkanter: bygninger med mindst to boliger; de mørke ligger i områderne. Ring: skole eller andet kendt sted. "
    "Baggrund: Klimadatastyrelsen (BBR, DAGI); skoler: Styrelsen for It og Læring."
)
# The end of the variant whose buildings are dots; pages/map/dots.py.
_DOTTED = " dots"
_DOTS = mark(
    "Hver prik er 10 boliger i den bygning, den står ved; en prik er ingen person. Ring: skole eller andet kendt sted. "
    "Baggrund: Klimadatastyrelsen (BBR, DAGI); skoler: Styrelsen for It og Læring."
)


@dataclass(frozen=True)
class Feature:
    """One feature of the background. `layer` is border or landmark."""

    layer: str
    kind: str
    name: str
    geometry: Any


@dataclass(frozen=True)
class Building:
    """A residential building of an area: its one registered address, dwellings, year of construction, point in EPSG:25832."""

    area_id: str
    street: str
    house_no: str
    dwellings: int
    year_built: int
    point: Any


@dataclass(frozen=True)
class Ground:
    """What lies under the figures; geometry in EPSG:25832. `fabric` is the town's other residential buildings, `entrances` and
    `addresses` (area_id, address, point) what an imported register has inside the areas.

    `note` says what everything on the map is and whose, `made_of` only what the areas' shapes are drawn from.
    """

    shapes: dict[str, shapes.Shape]
    background: tuple[Feature, ...]
    buildings: tuple[Building, ...]
    fabric: tuple[tuple[float, float], ...]
    entrances: tuple[Any, ...]
    addresses: tuple[tuple[str, str, Any], ...]
    residents: dict[str, str]
    note: str
    made_of: str
    variant: str = ""

    @property
    def dotted(self) -> bool:
        """Whether buildings are drawn as a dot for every so many dwellings."""
        return self.variant.endswith(_DOTTED)


def ground(day: date | None = None, dotted: bool = False) -> Ground:
    """The ground of the version in force, with the borders of a day (default: today), its buildings as squares or as dots."""
    day = day or clock.today()
    # One ground per set of borders, not per day.
    return _ground(database.stamp(), in_force(borders(), day), dotted)


def in_force(starts: Sequence[date], day: date) -> date | None:
    """The day from which the borders of `day` hold."""
    return max((start for start in starts if start <= day), default=None)


def borders(ask: Callable[..., pd.DataFrame] | None = None) -> list[date]:
    """The days from which imported polygons hold, the earliest first; empty when there are none."""
    return [pd.Timestamp(start).date() for start in (ask or database.ask)("map_borders")["valid_from"]]


@st.cache_resource(max_entries=6, show_spinner=False)
def _ground(stamp: str, begun: date | None, dotted: bool) -> Ground:
    return read(database.ask, begun, dotted)


def read(ask: Callable[..., pd.DataFrame], begun: date | None, dotted: bool = False) -> Ground:
    """The ground with the borders that hold from `begun` (None: those without a day); `ask` asks a file a question by name."""
    frame = ask("map_shapes", day=begun or date.min)
    counted = newest(ask("indicator_figures", indicator_id=RESIDENTS))
    counted = counted[counted["area_kind"] == "housing_area"]
    background, built = ask("map_background"), ask("map_buildings")
    own, fabric = built[built["layer"] == "area"], built[built["layer"] == "fabric"]
    registered = ask("map_entrances")
    doors = shapes.geometries(registered)
    square = _DOTS if dotted else SQUARES
    methods = [tr(note) for method, note in NOTES.items() if method in set(frame["method"])]
    return Ground(
        shapes=shapes.area_shapes(frame),
        background=tuple(
            Feature(str(row["layer"]), str(row["kind"]), str(row["name"]), geometry)
            for (_, row), geometry in zip(background.iterrows(), shapes.geometries(background), strict=True)
        ),
        buildings=tuple(
            Building(str(row.area_id), str(row.street), str(row.house_no), int(str(row.dwellings)), int(str(row.year_built)), point)
            for row, point in zip(own.itertuples(), shapes.geometries(own), strict=True)
        ),
        fabric=tuple((point.x, point.y) for point in shapes.geometries(fabric)),
        entrances=tuple(doors),
        addresses=tuple(zip(registered["area_id"].astype(str), registered["address"].astype(str), doors, strict=True)),
        residents={str(row["area_id"]): formats.number(row["value"]) for _, row in counted.iterrows()},
        note=" ".join([*methods, tr(square)] if len(own) else methods),
        made_of=" ".join(methods),
        variant=f"{begun or ''}{_DOTTED if dotted else ''}",
    )


# Landmarks a whole map names, most useful first; closer, everything there is has a name.
_NAMED = ("school", "station", "sport", "hospital")


def is_named(feature: Feature, closer: bool) -> bool:
    """Whether a map names the feature: a landmark that is useful on the whole map, or any where one area is looked at."""
    return feature.layer == "landmark" and (closer or feature.kind in _NAMED)


def point_of(feature: Feature, plane: shapes.Plane) -> tuple[float, float]:
    """Where a landmark is in the plane of a map."""
    point = plane.of(feature.geometry)
    return float(point.x), float(point.y)


def dot_label(name: str, point: tuple[float, float], size: float, scale: float) -> Label:
    """The name of a dot of the map, in `size` pixels at `scale` metres per pixel."""
    x, y = point
    # A little less than the dot's own half, so that its own name, which keeps its distance, is not held off by it.
    reach = 2 * scale
    return Label(name, name, size, Box(x - reach, y - reach, x + reach, y + reach), bold=False)


def street_labels(under: Ground, zoom: str, plane: shapes.Plane, size: float, scale: float) -> list[Label]:
    """The name of each street of the area looked at, beside the building in the middle of its buildings."""
    streets: dict[str, list[Any]] = {}
    for building in under.buildings:
        if building.area_id == zoom:
            streets.setdefault(building.street, []).append(plane.of(building.point))
    labels = []
    for street, points in sorted(streets.items()):
        middle = shapely.MultiPoint(points).centroid
        nearest = min(points, key=middle.distance)
        labels.append(dot_label(street, (nearest.x, nearest.y), size, scale))
    return labels


def view_of(under: Ground, zoom: str) -> Sequence[Any]:
    """The shapes that must be in view: one area's, or all."""
    return [under.shapes[zoom].geometry] if zoom in under.shapes else [shape.geometry for shape in under.shapes.values()]

"""Where the names of a map stand: areas with their values on leader lines, schools, streets where one area is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import shapely

from pages.kit import map_labels
from pages.kit.map_ground import Ground, dot_label, is_named, point_of, street_labels
from pages.kit.map_labels import Box, Label, Placed
from pages.map.figures import AreaOnMap, MapOfPeriod, broken
from queries import shapes


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


# Pixels: a name further than this from its area gets a line to it.
LEADER_FROM = 14.0


def layout(
    under: Ground,
    shown: MapOfPeriod,
    plane: shapes.Plane,
    window: shapes.Window,
    sizes: Sizes,
    reserved: Sequence[Box] = (),
    zoom: str = "",
) -> Layout:
    """Names of the areas with their values on leader lines, then of schools, and of streets where one area is looked at.

    Nothing is written in the `reserved` boxes of the plane.
    """
    frame = Box(*window.bounds)
    parts = {key: [Box(*part.bounds) for part in shapely.get_parts(plane.of(shape.geometry))] for key, shape in under.shapes.items()}
    main = {key: box for key, boxes in parts.items() if (box := _main(boxes, frame)) is not None}
    dots = {feature.name: point_of(feature, plane) for feature in under.background if is_named(feature, closer=bool(zoom))}
    seen = {name: point for name, point in dots.items() if frame.left < point[0] < frame.right and frame.bottom < point[1] < frame.top}
    labels = [
        Label(area.area_id, _name(area, sizes.narrow), sizes.area, main[area.area_id]) for area in shown.areas if area.area_id in main
    ]
    every = [(key, box) for key, boxes in parts.items() for box in boxes]
    placed = map_labels.place(labels, list(seen.values()), frame, window.scale, every)
    own = [dot_label(name, point, sizes.help, window.scale) for name, point in seen.items()]
    streets = street_labels(under, zoom, plane, sizes.help, window.scale)
    taken = [*reserved, *(item.box for item in placed.values()), *(label.of for label in [*own, *streets])]
    covered = [] if zoom else [box for _, box in every]
    helps = map_labels.fill_in([*streets, *own], taken, covered, frame, window.scale)
    return Layout(placed, tuple(helps), tuple(seen.values()))


def _main(boxes: Sequence[Box], frame: Box) -> Box | None:
    """The largest part whose middle is in view: the name's leader goes there."""
    inside = [
        box
        for box in boxes
        if frame.left < (box.left + box.right) / 2 < frame.right and frame.bottom < (box.bottom + box.top) / 2 < frame.top
    ]
    return max(inside, key=lambda box: (box.right - box.left) * (box.top - box.bottom), default=None)


def _name(area: AreaOnMap, narrow: bool) -> str:
    return f"{broken(area.short_name) if narrow else area.short_name}\n{area.text}"

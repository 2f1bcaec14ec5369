"""What the database stores as geometry, made ready to draw: hatching, projections, windows.

Geometry comes as well-known binary in EPSG:25832 (metres) from the questions map_shapes, map_background and
map_entrances. Everything here is a pure function; the same input gives the same coordinates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, log2, pi, radians

import numpy as np
import pandas as pd
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

_TO_LONLAT = pyproj.Transformer.from_crs("EPSG:25832", "EPSG:4326", always_xy=True)
_TO_MERCATOR = pyproj.Transformer.from_crs("EPSG:25832", "EPSG:3857", always_xy=True)
_EQUATOR = 40_075_016.686
_TILE = 512

Coordinates = list[list[float]]


@dataclass(frozen=True)
class Shape:
    """An area as it is drawn: the geometry in EPSG:25832 and how it came about (municipal, addresses, buildings, schematic)."""

    area_id: str
    geometry: BaseGeometry
    method: str


def geometries(frame: pd.DataFrame) -> list[BaseGeometry]:
    """The column wkb as shapely geometry, in order."""
    return list(shapely.from_wkb([bytes(item) for item in frame["wkb"]]))


def area_shapes(frame: pd.DataFrame) -> dict[str, Shape]:
    """area_id -> what to draw; `frame` is the answer of map_shapes."""
    rows = zip(frame["area_id"], frame["method"], geometries(frame), strict=True)
    return {str(area_id): Shape(str(area_id), geometry, str(method)) for area_id, method, geometry in rows}


def hatch(geometry: BaseGeometry, spacing: float, crossed: bool = False) -> BaseGeometry:
    """Parallel lines over the geometry `spacing` metres apart, rising to the right; `crossed` adds those that fall."""
    low_x, low_y, high_x, high_y = geometry.bounds
    height = high_y - low_y
    # Lines start on a fixed raster, so that neighbouring parts are hatched alike.
    starts = np.arange(np.floor((low_x - height) / spacing) * spacing, high_x, spacing)
    lines = [shapely.LineString([(x, low_y), (x + height, high_y)]) for x in starts]
    if crossed:
        starts = np.arange(np.floor(low_x / spacing) * spacing, high_x + height, spacing)
        lines += [shapely.LineString([(x, low_y), (x - height, high_y)]) for x in starts]
    return shapely.intersection(shapely.MultiLineString(lines), geometry)


def lonlat(geometry: BaseGeometry) -> BaseGeometry:
    """The geometry in WGS 84, longitude first."""
    return shapely.transform(geometry, _TO_LONLAT.transform, interleaved=False)


@dataclass(frozen=True)
class Plane:
    """A flat drawing surface in metres: the plan's own (EPSG:25832), or that of a web map.

    A web map is turned almost one degree against the plan here, enough to push labels into each other, so what is laid
    out for the web map is laid out in its own plane: Web Mercator shrunk to true metres at `latitude`.
    """

    latitude: float | None = None

    def of(self, geometry: BaseGeometry) -> BaseGeometry:
        """A geometry in EPSG:25832 as it lies in this plane."""
        if self.latitude is None:
            return geometry
        shrink = cos(radians(self.latitude))
        return shapely.transform(geometry, lambda x, y: _scaled(_TO_MERCATOR.transform(x, y), shrink), interleaved=False)

    def lonlat(self, x: float, y: float) -> list[float]:
        """A point of this plane as longitude and latitude, to a decimetre."""
        if self.latitude is None:
            longitude, latitude = _TO_LONLAT.transform(x, y)
        else:
            shrink = cos(radians(self.latitude))
            east, north = _TO_MERCATOR.transform(x / shrink, y / shrink, direction="INVERSE")
            longitude, latitude = _TO_LONLAT.transform(east, north)
        return [round(longitude, 6), round(latitude, 6)]


PLAN = Plane()


def _scaled(pair: tuple[np.ndarray, np.ndarray], factor: float) -> tuple[np.ndarray, np.ndarray]:
    return pair[0] * factor, pair[1] * factor


def web_plane(shapes: Iterable[BaseGeometry]) -> Plane:
    """The plane of a web map that shows these shapes (EPSG:25832)."""
    return Plane(lonlat(shapely.union_all(list(shapes)).centroid).y)


@dataclass(frozen=True)
class Window:
    """The part of a plane that is shown: middle, metres per pixel and size in pixels."""

    x: float
    y: float
    scale: float
    width: int
    height: int

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Lowest x and y, highest x and y."""
        half_width, half_height = self.width * self.scale / 2, self.height * self.scale / 2
        return self.x - half_width, self.y - half_height, self.x + half_width, self.y + half_height

    def pixel(self, x: float, y: float) -> tuple[float, float]:
        """A point of the plane in pixels from the window's upper left corner, to a tenth."""
        low_x, _, _, high_y = self.bounds
        return round((x - low_x) / self.scale, 1), round((high_y - y) / self.scale, 1)


def window(shapes: Sequence[BaseGeometry], width: int, height: int, margin: tuple[int, int]) -> Window:
    """The window of `width` x `height` pixels that just holds the shapes with `margin` pixels left and right, above and below."""
    low_x, low_y, high_x, high_y = shapely.union_all(list(shapes)).bounds
    across, along = width - 2 * margin[0], height - 2 * margin[1]
    scale = max((high_x - low_x) / across, (high_y - low_y) / along)
    return Window((low_x + high_x) / 2, (low_y + high_y) / 2, scale, width, height)


def zoom_level(metres_per_pixel: float, latitude: float) -> float:
    """The zoom of a web map at which a pixel is that many metres."""
    return log2(_EQUATOR * cos(radians(latitude)) / (_TILE * metres_per_pixel))


def clipped(geometry: BaseGeometry, shown: Window) -> BaseGeometry:
    """What of the geometry lies inside the window, both in the same plane."""
    return shapely.intersection(geometry, shapely.box(*shown.bounds))


def first_touch(geometry: BaseGeometry, start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
    """Where the line from `start` to `end` first meets the geometry; the nearest point of it where the line passes by."""
    line = shapely.LineString([start, end])
    met = shapely.intersection(line, geometry)
    origin = shapely.Point(start)
    touched = shapely.shortest_line(geometry if met.is_empty else met, line if met.is_empty else origin)
    x, y = shapely.get_coordinates(touched)[0]
    return float(x), float(y)


def polygons(geometry: BaseGeometry, digits: int) -> list[list[Coordinates]]:
    """Polygons as lists of rings, the outer one first."""
    parts = [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"]
    return [[_coordinates(ring, digits) for ring in (part.exterior, *part.interiors)] for part in parts]


def lines(geometry: BaseGeometry, digits: int) -> list[Coordinates]:
    """Lines as lists of points."""
    parts = [part for part in shapely.get_parts(geometry) if part.geom_type == "LineString" and not part.is_empty]
    return [_coordinates(part, digits) for part in parts]


def _coordinates(line: BaseGeometry, digits: int) -> Coordinates:
    rounded: Coordinates = np.round(shapely.get_coordinates(line), digits).tolist()
    return rounded


def tiles(shown: Window, plane: Plane, level: int) -> list[tuple[int, int, tuple[float, float, float, float]]]:
    """The web map's tiles that cover the window: x, y and (west, south, east, north) in degrees."""
    low_x, low_y, high_x, high_y = shown.bounds
    west, south = plane.lonlat(low_x, low_y)
    east, north = plane.lonlat(high_x, high_y)
    count = 2**level
    first_x, last_x = (int((longitude + 180) / 360 * count) for longitude in (west, east))
    first_y, last_y = (int(_mercator_row(latitude) * count) for latitude in (north, south))
    return [
        (x, y, (x / count * 360 - 180, _row_latitude((y + 1) / count), (x + 1) / count * 360 - 180, _row_latitude(y / count)))
        for x in range(first_x, last_x + 1)
        for y in range(first_y, last_y + 1)
    ]


def _mercator_row(latitude: float) -> float:
    """0 at the top of the web map's square, 1 at its bottom."""
    return float((1 - np.arcsinh(np.tan(radians(latitude))) / pi) / 2)


def _row_latitude(row: float) -> float:
    return float(np.degrees(np.arctan(np.sinh(pi * (1 - 2 * row)))))

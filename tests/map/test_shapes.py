"""Circles, hatching, projections and windows."""

from __future__ import annotations

from itertools import combinations
from math import pi

import numpy as np
import pandas as pd
import pytest
import shapely

from pages.map.ground import Ground
from queries import shapes
from queries.connection import Database


def frame(*rows: tuple[str, str, shapely.Geometry]) -> pd.DataFrame:
    return pd.DataFrame([{"area_id": key, "method": method, "wkb": bytes(shapely.to_wkb(geometry))} for key, method, geometry in rows])


def square(x: float, y: float) -> shapely.Polygon:
    return shapely.box(x - 100, y - 100, x + 100, y + 100)


def test_circles_follow_the_residents_and_never_touch(ground: Ground) -> None:
    drawn = ground.shapes
    assert len(drawn) == 7
    assert {shape.method for shape in drawn.values()} == {"circle"}
    areas = {area_id: shape.geometry.area for area_id, shape in drawn.items()}
    # Twice the residents, twice the ground: 1.378 in Glarbjergvej, 663 in Centrale Randers.
    assert areas["glarbjergvej"] / areas["centrale_randers"] == pytest.approx(1378 / 663, rel=1e-6)
    assert all(not a.geometry.intersects(b.geometry) for a, b in combinations(drawn.values(), 2))
    assert max(areas.values()) < pi * 280**2


def test_an_area_without_residents_gets_the_smallest_circle() -> None:
    rows = frame(("a", "schematic", square(0, 0)), ("b", "schematic", square(5000, 0)), ("c", "schematic", square(0, 5000)))
    drawn = shapes.area_shapes(rows, {"a": 400.0, "b": 100.0})
    assert drawn["c"].geometry.area == pytest.approx(drawn["b"].geometry.area)
    assert drawn["a"].geometry.area == pytest.approx(4 * drawn["b"].geometry.area)
    alike = shapes.area_shapes(rows, {})
    assert len({round(shape.geometry.area) for shape in alike.values()}) == 1


def test_a_shape_from_addresses_is_drawn_as_it_is() -> None:
    whole = square(0, 0).difference(square(0, 0).buffer(-60)).union(square(900, 0))
    drawn = shapes.area_shapes(frame(("a", "addresses", whole)), {"a": 400.0})
    assert drawn["a"].method == "addresses"
    assert drawn["a"].geometry.equals(whole)
    rings = shapes.polygons(drawn["a"].geometry, 1)
    assert sorted(len(polygon) for polygon in rings) == [1, 2]


def test_hatching_stays_inside_and_crossing_adds_lines() -> None:
    area = square(0, 0)
    lines, crossed = shapes.hatch(area, 20), shapes.hatch(area, 20, crossed=True)
    assert area.buffer(0.01).contains(lines)
    assert lines.length > 1000
    assert crossed.length > 1.8 * lines.length


def test_randers_lies_where_it_lies(ground: Ground) -> None:
    # Energivej in WGS 84, read off the stops of its own street (geo/anchors.csv).
    longitude, latitude = shapely.get_coordinates(shapes.lonlat(ground.shapes["energivej"].geometry).centroid)[0]
    assert (longitude, latitude) == (pytest.approx(10.024, abs=0.005), pytest.approx(56.473, abs=0.003))


def test_a_point_of_the_web_plane_comes_back(ground: Ground) -> None:
    plane = shapes.web_plane([shape.geometry for shape in ground.shapes.values()])
    point = shapely.Point(563990, 6260466)
    there = plane.of(point)
    assert plane.lonlat(there.x, there.y) == pytest.approx(shapely.get_coordinates(shapes.lonlat(point))[0], abs=1e-6)
    # A metre of the plane is a metre on the ground, to half a per mille.
    other = plane.of(shapely.Point(563990, 6259466))
    assert there.distance(other) == pytest.approx(1000, rel=1e-3)


def test_a_window_holds_its_shapes_with_room_around() -> None:
    window = shapes.window([square(0, 0), square(2000, 500)], 700, 600, (60, 40))
    low = window.pixel(-100, -100)
    high = window.pixel(2100, 600)
    assert low[0] == pytest.approx(60)
    assert high[0] == pytest.approx(640)
    assert 40 <= high[1] < low[1] <= 560


def test_zoom_level_of_a_web_map() -> None:
    # At zoom 13 a tile of 512 pixels is 40.075 km / 2^13 at the equator, half of that at 60 degrees.
    assert shapes.zoom_level(40_075_016.686 / 2**13 / 512, 0) == pytest.approx(13)
    assert shapes.zoom_level(40_075_016.686 / 2**14 / 512, 60) == pytest.approx(13)


def test_tiles_cover_the_window(ground: Ground) -> None:
    drawn = [shape.geometry for shape in ground.shapes.values()]
    plane = shapes.web_plane(drawn)
    window = shapes.window([plane.of(geometry) for geometry in drawn], 700, 600, (60, 40))
    tiles = shapes.tiles(window, plane, 14)
    assert (8649, 5062) in {(x, y) for x, y, _ in tiles}
    west, south, east, north = np.array([bounds for _, _, bounds in tiles]).T
    low, high = plane.lonlat(*window.bounds[:2]), plane.lonlat(*window.bounds[2:])
    assert west.min() <= low[0]
    assert south.min() <= low[1]
    assert east.max() >= high[0]
    assert north.max() >= high[1]


def test_same_input_same_coordinates(real_database: Database, ground: Ground) -> None:
    again = shapes.area_shapes(real_database.ask("map_shapes"), {"energivej": 864.0})
    twice = shapes.area_shapes(real_database.ask("map_shapes"), {"energivej": 864.0})
    assert {key: shape.geometry.wkt for key, shape in again.items()} == {key: shape.geometry.wkt for key, shape in twice.items()}

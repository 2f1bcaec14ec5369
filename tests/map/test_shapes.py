"""Shapes, hatching, projections and windows."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
import shapely

from pages.kit.map_ground import Ground
from queries import shapes
from queries.connection import Database


def frame(*rows: tuple[str, str, shapely.Geometry]) -> pd.DataFrame:
    return pd.DataFrame([{"area_id": key, "method": method, "wkb": bytes(shapely.to_wkb(geometry))} for key, method, geometry in rows])


def square(x: float, y: float) -> shapely.Polygon:
    return shapely.box(x - 100, y - 100, x + 100, y + 100)


def test_the_areas_are_drawn_as_they_are_and_say_how(ground: Ground) -> None:
    assert len(ground.shapes) == 7
    assert {shape.method for shape in ground.shapes.values()} == {"buildings"}
    assert all(a.geometry.intersection(b.geometry).area < 1 for a, b in combinations(ground.shapes.values(), 2))
    whole = square(0, 0).difference(square(0, 0).buffer(-60)).union(square(900, 0))
    drawn = shapes.area_shapes(frame(("a", "addresses", whole)))
    assert (drawn["a"].method, drawn["a"].geometry.equals(whole)) == ("addresses", True)
    assert sorted(len(polygon) for polygon in shapes.polygons(whole, 1)) == [1, 2]


def test_the_buildings_of_the_ground_are_the_areas_own(ground: Ground) -> None:
    dwellings = Counter[str]()
    for building in ground.buildings:
        dwellings[building.area_id] += building.dwellings
        assert ground.shapes[building.area_id].geometry.contains(building.point), building
    assert (dwellings["vangdalen"], dwellings["glarbjergvej"]) == (344, 759)
    assert len(ground.fabric) == 1855


def test_a_leader_ends_where_it_first_meets_the_area() -> None:
    assert shapes.first_touch(square(0, 0), (500, 50), (0, 50)) == (100, 50)
    # A line that passes by ends at the nearest corner.
    assert shapes.first_touch(square(0, 0), (500, 300), (0, 300))[1] == 100


def test_a_line_that_was_cut_away_draws_nothing() -> None:
    gone = shapely.intersection(shapely.LineString([(0, 0), (1, 1)]), shapely.box(5, 5, 6, 6))
    assert shapes.lines(gone, 1) == []


def test_hatching_stays_inside_and_crossing_adds_lines() -> None:
    area = square(0, 0)
    lines, crossed = shapes.hatch(area, 20), shapes.hatch(area, 20, crossed=True)
    assert area.buffer(0.01).contains(lines)
    assert lines.length > 1000
    assert crossed.length > 1.8 * lines.length


def test_randers_lies_where_it_lies(ground: Ground) -> None:
    # Energivej in WGS 84, read off a public map.
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


def test_same_input_same_coordinates(real_database: Database) -> None:
    again = shapes.area_shapes(real_database.ask("map_shapes", day=date(2026, 1, 1)))
    twice = shapes.area_shapes(real_database.ask("map_shapes", day=date(2026, 1, 1)))
    assert {key: shape.geometry.wkt for key, shape in again.items()} == {key: shape.geometry.wkt for key, shape in twice.items()}

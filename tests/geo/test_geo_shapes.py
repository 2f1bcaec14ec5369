"""Shapes of the areas, the layers around them, and what the database build takes."""

from itertools import combinations
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
import synthetic_register as synthetic

from geo.build import geometry_tables, input_files
from geo.buildings import placed_buildings
from geo.coder import plan_coder
from geo.layers import borders, landmarks, municipality
from geo.plan import area_names, plan_ranges
from geo.register.importer import import_register
from geo.shapes import building_shapes, entrance_shapes


def entrances(points: dict[str, list[tuple[float, float]]]) -> gpd.GeoDataFrame:
    ids = [area_id for area_id, own in points.items() for _ in own]
    xy = np.array([point for own in points.values() for point in own])
    return gpd.GeoDataFrame({"area_id": ids}, geometry=gpd.points_from_xy(xy[:, 0], xy[:, 1]), crs="EPSG:25832")


def block(x: float, y: float, size: int = 5, step: float = 20) -> list[tuple[float, float]]:
    return [(x + step * column, y + step * row) for column in range(size) for row in range(size)]


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("register")
    import_register(synthetic.write_dar(folder, synthetic.country_rows()), folder / "register.parquet")
    return folder / "register.parquet"


def overlapping(shapes: gpd.GeoDataFrame) -> list[tuple[str, str]]:
    pairs = combinations(zip(shapes["area_id"], shapes.geometry, strict=True), 2)
    return [(one, other) for (one, first), (other, second) in pairs if first.intersection(second).area > 1]


def test_outer_rings_run_clockwise_as_the_charts_need_them() -> None:
    shapes = entrance_shapes(entrances({"vangdalen": block(562000, 6259500), "energivej": block(563000, 6259500)}))
    assert not any(shape.exterior.is_ccw for shape in shapes.geometry)


def test_two_clusters_stay_two_parts_and_a_ring_keeps_its_hole() -> None:
    ring = [(564000 + 200 * np.cos(turn), 6259000 + 200 * np.sin(turn)) for turn in np.linspace(0, 2 * np.pi, 60, endpoint=False)]
    shapes = entrance_shapes(entrances({"vangdalen": block(562000, 6259500) + block(562600, 6259500), "energivej": ring})).set_index(
        "area_id"
    )
    assert len(shapely.get_parts(shapes.geometry["vangdalen"])) == 2
    assert len(shapes.geometry["energivej"].interiors) == 1
    assert set(shapes["method"]) == {"addresses"}
    assert shapes["note"]["vangdalen"] == "Tegnet om 50 opgange i det indlæste adresseregister."


def test_neighbours_do_not_overlap_and_every_entrance_lies_in_its_shape() -> None:
    points = entrances({"vangdalen": block(562000, 6259500), "energivej": block(562100, 6259500)})
    shapes = entrance_shapes(points)
    assert overlapping(shapes) == []
    joined = points.merge(shapes, on="area_id", suffixes=("", "_shape"))
    assert (joined.geometry.distance(joined["geometry_shape"].set_crs(25832)) < 0.2).all()


def test_a_street_of_the_same_name_far_away_is_left_out_and_told() -> None:
    shapes = entrance_shapes(entrances({"vangdalen": [*block(562000, 6259500), (570000, 6265000)]}))
    assert shapes.total_bounds[2] < 563000
    assert "1 opgang langt fra resten er ikke tegnet med" in shapes["note"][0]


def test_one_and_two_entrances_are_enough_for_a_shape() -> None:
    shapes = entrance_shapes(entrances({"vangdalen": [(562000, 6259500)], "energivej": [(563000, 6259500), (563010, 6259500)]}))
    assert set(shapes.geom_type) == {"Polygon"}
    assert shapes.area.min() > 1000


def test_the_same_input_gives_the_same_bytes(register: Path) -> None:
    first, second = (geometry_tables(register)["area_shape"].to_wkb() for _ in range(2))
    assert first.equals(second)
    points = entrances({"vangdalen": block(562000, 6259500) + block(562600, 6259500)})
    turned = points.iloc[::-1].reset_index(drop=True)
    assert entrance_shapes(points).to_wkb().equals(entrance_shapes(turned).to_wkb())


def test_without_a_register_the_shapes_are_those_of_buildings(tmp_path: Path) -> None:
    tables = geometry_tables(tmp_path / "none.parquet")
    assert set(tables) == {
        "address_range",
        "access_address",
        "area_shape",
        "border",
        "building",
        "fabric",
        "landmark",
        "tie_out",
    }
    assert tables["access_address"].empty
    assert set(tables["area_shape"]["method"]) == {"buildings"}
    assert list(tables["area_shape"]["area_id"]) == list(area_names())
    assert list(tables["address_range"].columns)[:10] == [
        "range_id",
        "area_id",
        "street",
        "from_number",
        "from_letter",
        "to_number",
        "to_letter",
        "parity",
        "text",
        "source_place",
    ]


def test_with_a_register_the_shapes_come_from_entrances(register: Path) -> None:
    tables = geometry_tables(register)
    addresses = tables["access_address"]
    assert len(addresses) == 631
    assert addresses["area_id"].isna().sum() == 1
    assert addresses.set_index(["street", "number", "letter"]).loc[("Mariagervej", 28, "B"), "range_id"] == "centrale_randers_mariagervej_5"
    assert list(tables["area_shape"]["area_id"]) == list(area_names())
    assert set(tables["area_shape"]["method"]) == {"addresses"}
    assert overlapping(tables["area_shape"]) == []


def test_an_area_the_register_lacks_is_drawn_from_its_buildings(tmp_path: Path) -> None:
    rows = [row for row in synthetic.plan_rows() if row.street == "Falkevej"]
    import_register([synthetic.write_dawa_csv(tmp_path / "a.csv", rows)], tmp_path / "r.parquet")
    methods = geometry_tables(tmp_path / "r.parquet")["area_shape"].set_index("area_id")["method"]
    assert methods["glarbjergvej"] == "addresses"
    assert (methods.drop("glarbjergvej") == "buildings").all()


def test_the_files_of_a_version_are_listed(register: Path, tmp_path: Path) -> None:
    without = input_files(tmp_path / "none.parquet")
    assert all(path.is_file() for path in without)
    assert {path.name for path in without} >= {"address_ranges.yml", "street_names.yml", "buildings.csv", "ranges.lark"}
    assert set(input_files(register)) - set(without) == {register}


def test_the_background_lies_where_it_should() -> None:
    # Denmark's statistics give the municipality 748 km2; the outline is simplified to 150 m.
    assert municipality().area / 1e6 == pytest.approx(748, rel=0.05)
    assert set(borders()["kind"]) == {"municipality", "parish", "polling_district"}
    assert borders().is_valid.all()
    own = building_shapes(placed_buildings(plan_ranges(), plan_coder()))
    assert own.within(municipality()).all()
    places = landmarks().set_index("name")
    assert {"school", "day_care", "station", "sport", "hospital"} == set(places["kind"])
    assert places.index.is_unique
    # The plan says where this school lies: between Glarbjergvej and Energivej.
    assert (
        places.loc["Nørrevangsskolen og UNX-Ung Nord10", "geometry"].distance(own.set_index("area_id").loc["glarbjergvej", "geometry"])
        < 200
    )

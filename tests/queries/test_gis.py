"""The areas as files for a GIS: opened again by two other readers, with what may be shown and nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import geopandas as gpd
import pyogrio
import pytest
import shapely

from queries import gis
from queries.connection import Database
from tests.fixture_content import JENNUM, VANG

PLACED = "fx_placed"


def test_a_geopackage_has_both_layers_and_the_chosen_figures(fixture_database: Database, tmp_path: Path) -> None:
    (file,) = gis.write(fixture_database, tmp_path / "ud.gpkg", [PLACED, "fx_outside"])
    assert sorted(name for name, _ in pyogrio.list_layers(file)) == ["bygninger", "omraader"]
    areas = gpd.read_file(file, layer="omraader").set_index("area_id")
    assert areas.crs.to_epsg() == 25832
    assert areas.loc[JENNUM, ["name", "method", "data_version", "fx_outside"]].tolist() == [
        "Gl. Jennumparken",
        "buildings",
        "fixture",
        43.7,
    ]
    # 3 and 4 placed children in Vangdalen are hidden: neither is in the file.
    assert areas.loc[JENNUM, PLACED] == 0
    assert areas[PLACED].isna().to_dict() == {JENNUM: False, VANG: True}
    assert gpd.read_file(file, layer="bygninger")["dwellings"].tolist() == [12, 8]
    assert list(tmp_path.iterdir()) == [file]


def test_geojson_is_in_degrees_and_turns_as_the_standard_asks(fixture_database: Database, tmp_path: Path) -> None:
    files = gis.write(fixture_database, tmp_path / "ud.geojson")
    assert [file.name for file in files] == ["ud.geojson", "ud-bygninger.geojson"]
    areas = gpd.read_file(files[0])
    assert areas.crs.to_epsg() == 4326
    assert all(part.exterior.is_ccw for shape in areas.geometry for part in shapely.get_parts(shape))
    longitude, latitude = areas.geometry[0].centroid.coords[0]
    assert (longitude, latitude) == (pytest.approx(10.04, abs=0.05), pytest.approx(56.46, abs=0.05))


def test_geoparquet_is_read_by_duckdb(fixture_database: Database, tmp_path: Path) -> None:
    areas, buildings = gis.write(fixture_database, tmp_path / "ud.parquet", ["fx_outside"])
    with duckdb.connect() as connection:
        rows = connection.execute("select area_id, fx_outside from read_parquet($1) order by area_id", [str(areas)]).fetchall()
        counted = connection.execute("select count(*) from read_parquet($1)", [str(buildings)]).fetchall()
    assert (rows, counted) == ([(JENNUM, 43.7), (VANG, 43.7)], [(2,)])
    assert gpd.read_parquet(areas).crs.to_epsg() == 25832


def test_what_cannot_be_written_is_said_and_leaves_nothing(fixture_database: Database, tmp_path: Path) -> None:
    with pytest.raises(gis.UnknownFormatError, match=r"ud\.tab.*\.gpkg \(GeoPackage\)"):
        gis.write(fixture_database, tmp_path / "ud.tab")
    with pytest.raises(ValueError, match="„nope“ findes ikke"):
        gis.write(fixture_database, tmp_path / "ud.gpkg", ["nope"])
    assert list(tmp_path.iterdir()) == []


def test_the_style_has_the_classes_of_the_map() -> None:
    written = gis.style("fx_outside", (35.0, 40.0), ("#BCD0E3", "#6A89BA", "#262A63"))
    root = ElementTree.fromstring(written.partition("\n")[2])  # noqa: S314  # our own
    renderer = root.find("renderer-v2")
    assert renderer is not None
    assert renderer.get("attr") == "fx_outside"
    assert [item.get("label") for item in renderer.iter("range")] == ["under 35", "35 til under 40", "40 og derover"]
    colors = [option.get("value") for option in renderer.iter("Option") if option.get("name") == "color"]
    assert colors == ["188,208,227,255", "106,137,186,255", "38,42,99,255"]


def test_the_command_writes_the_file_and_says_so(fixture_folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "geo", "shapes", "--out", str(tmp_path / "ud.gpkg"), "--indicator", "fx_outside"]
    environment = {"MONITOR_BUILD_DIR": str(fixture_folder), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment, cwd=Path(__file__).parents[2])
    assert (done.returncode, done.stdout.strip()) == (0, f"Skrevet: {tmp_path / 'ud.gpkg'}"), done.stderr

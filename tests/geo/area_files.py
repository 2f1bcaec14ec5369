"""Files with polygons of the plan's areas, as a municipality could have them; the ground is around the areas' buildings."""

import shutil
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import geopandas as gpd
import pyogrio
import shapely

from geo.buildings import placed_buildings
from geo.coder import plan_coder
from geo.plan import area_names, plan_ranges
from geo.shapes import building_shapes

UTM32, WGS84 = "EPSG:25832", "EPSG:4326"


@cache
def placed() -> gpd.GeoDataFrame:
    return placed_buildings(plan_ranges(), plan_coder())


@cache
def _drawn() -> gpd.GeoDataFrame:
    return building_shapes(placed())


def areas() -> gpd.GeoDataFrame:
    """All areas under their own names in the column `omraade`, in EPSG:25832, every building inside its polygon."""
    drawn = _drawn()
    return gpd.GeoDataFrame({"omraade": [area_names()[key] for key in drawn["area_id"]]}, geometry=drawn.geometry.array, crs=UTM32)


def write(path: Path, frame: gpd.GeoDataFrame, system: str | None = UTM32, layer: str | None = None) -> Path:
    """`frame` in the coordinate system `system`; None writes its numbers without naming one."""
    frame = frame.set_crs(None, allow_override=True) if system is None else frame.to_crs(system)
    if path.suffix == ".parquet":
        frame.to_parquet(path)
        return path
    # A geometry of one part and one of several stand in the same layer, as in most GIS files.
    surfaces = frame.geom_type.isin(["Polygon", "MultiPolygon"]).all()
    options = {"geometry_type": "MultiPolygon", "promote_to_multi": True} if surfaces and path.suffix != ".geojson" else {}
    pyogrio.write_dataframe(
        frame, path, driver="OpenFileGDB" if path.suffix == ".gdb" else None, layer=layer, append=path.exists(), **options
    )
    return path


def zipped(path: Path) -> Path:
    """A zip of the file with the files that belong to it, or of the folder; they are removed."""
    out = path.with_suffix(".zip")
    members = sorted(path.rglob("*")) if path.is_dir() else sorted(path.parent.glob(f"{path.stem}.*"))
    with zipfile.ZipFile(out, "w") as archive:
        for member in members:
            archive.write(member, member.relative_to(path.parent))
    shutil.rmtree(path) if path.is_dir() else [member.unlink() for member in members]
    return out


def with_geometry(frame: gpd.GeoDataFrame, name: str, change: Callable[[shapely.Geometry], shapely.Geometry | None]) -> gpd.GeoDataFrame:
    """The frame with the geometry of one area changed."""
    geometry = [change(shape) if text == name else shape for text, shape in zip(frame["omraade"], frame.geometry, strict=True)]
    return frame.set_geometry(gpd.GeoSeries(geometry, index=frame.index, crs=frame.crs))

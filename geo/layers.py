"""The points and lines at hand: anchors of the areas, landmarks, border and orientation lines, in EPSG:25832.

Sources and credits are in geo/README.md. Coordinates in the files are WGS 84.
"""

from functools import cache
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

UTM32 = "EPSG:25832"
WGS84 = "EPSG:4326"

FOLDER = Path(__file__).parent
ANCHORS = FOLDER / "anchors.csv"
LANDMARKS = FOLDER / "landmarks.csv"
ORIENTATION = FOLDER / "orientation.csv"
BACKGROUND = FOLDER / "background.csv"
INSTITUTIONS = FOLDER / "institutions.csv"

# Kinds in orientation.csv that enclose something; the others are lines.
ENCLOSED = ("municipality", "water")


@cache
def anchors() -> gpd.GeoDataFrame:
    """Points of the areas' streets: area_id, street (missing for a point of the whole area), accuracy_m, geometry."""
    return points_of(pd.read_csv(ANCHORS))[["area_id", "street", "accuracy_m", "geometry"]]


@cache
def landmarks() -> gpd.GeoDataFrame:
    """Places people know: name, kind (school, day_care, station, sport, hospital), geometry."""
    places = pd.concat([pd.read_csv(INSTITUTIONS), pd.read_csv(LANDMARKS)], ignore_index=True)
    return points_of(places)[["name", "kind", "geometry"]]


@cache
def borders() -> gpd.GeoDataFrame:
    """Border lines, shared ones once: name, kind (municipality, parish, polling_district), geometry (line).

    Many follow the fjord, the river and the main roads, which is what makes them a background one recognises.
    """
    vertices = points_of(pd.read_csv(BACKGROUND)).sort_values(["kind", "part", "seq"], kind="stable")
    rows = [
        {"name": f"{kind}-{part}", "kind": str(kind), "geometry": shapely.LineString(list(points.geometry))}
        for (kind, part), points in vertices.groupby(["kind", "part"])
    ]
    return gpd.GeoDataFrame(rows, crs=UTM32)


@cache
def orientation() -> gpd.GeoDataFrame:
    """Coarse background: name, kind (municipality, water, river, road), geometry (polygon or line)."""
    vertices = points_of(pd.read_csv(ORIENTATION)).sort_values(["name", "seq"], kind="stable")
    rows = [
        {"name": name, "kind": kind, "geometry": _feature(str(kind), list(points.geometry))}
        for (name, kind), points in vertices.groupby(["name", "kind"], sort=False)
    ]
    return gpd.GeoDataFrame(rows, crs=UTM32)


@cache
def municipality() -> BaseGeometry:
    """The coarse outline of the municipality."""
    layer = orientation()
    return layer.loc[layer["kind"] == "municipality", "geometry"].union_all()


def points_of(frame: pd.DataFrame) -> gpd.GeoDataFrame:
    """The rows with their columns lon and lat (WGS 84) as points in EPSG:25832."""
    points = gpd.points_from_xy(frame["lon"], frame["lat"], crs=WGS84).to_crs(UTM32)
    # Decimetres: the sources are no better than ten metres.
    return gpd.GeoDataFrame(frame.drop(columns=["lon", "lat"]), geometry=shapely.set_precision(points, 0.1), crs=UTM32)


def _feature(kind: str, points: list[shapely.Point]) -> BaseGeometry:
    if kind not in ENCLOSED:
        return shapely.LineString(points)
    # The outline runs up and down the fjord and touches itself there; only what it encloses is kept.
    parts = shapely.get_parts(shapely.make_valid(shapely.Polygon(points)))
    return shapely.normalize(shapely.union_all([part for part in parts if part.area > 0]))

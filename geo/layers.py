"""The places and lines around the areas: schools, day cares and other landmarks, borders, in EPSG:25832.

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
LANDMARKS = FOLDER / "landmarks.csv"
BACKGROUND = FOLDER / "background.csv"
INSTITUTIONS = FOLDER / "institutions.csv"


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
def municipality() -> BaseGeometry:
    """The municipality's outline with its islands, simplified to 150 m."""
    lines = borders()
    return shapely.union_all(shapely.polygonize(list(lines[lines["kind"] == "municipality"].geometry)))


def points_of(frame: pd.DataFrame) -> gpd.GeoDataFrame:
    """The rows with their columns lon and lat (WGS 84) as points in EPSG:25832."""
    points = gpd.points_from_xy(frame["lon"], frame["lat"], crs=WGS84).to_crs(UTM32)
    # Decimetres: the sources are no better than ten metres.
    return gpd.GeoDataFrame(frame.drop(columns=["lon", "lat"]), geometry=shapely.set_precision(points, 0.1), crs=UTM32)

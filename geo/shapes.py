"""The areas' shapes in EPSG:25832: from the entrances of a register, or from building points.

Both ways end the same: ground between two areas goes to the one whose point is nearest (Voronoi cells), so that
shapes never overlap. Everything is ordered and rounded, so that the same input gives the same bytes.
"""

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.danish import counted
from geo.layers import UTM32
from geo.plan import area_names, rules


def entrance_shapes(entrances: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """One row per area that has entrances: area_id, geometry, method `addresses`, note, points.

    `entrances` has area_id and point geometry. Entrances are clustered, each cluster gets a concave hull, and hulls are
    buffered to the walls around them; parts and holes stay.
    """
    return _shapes_about(entrances, "addresses", ("opgang", "opgange"), "i det indlæste adresseregister")


def building_shapes(placed: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The same columns from the buildings of the areas (geo.buildings.placed_buildings), method `buildings`.

    A building is one point some ten metres from its wall, so clusters and ground are wider than about entrances.
    """
    inside = placed["area_id"].notna()
    return _shapes_about(placed[inside], "buildings", ("bygning", "bygninger"), "i bygningsregisteret (BBR)", placed[~inside])


def _shapes_about(
    points: gpd.GeoDataFrame, method: str, noun: tuple[str, str], where: str, others: gpd.GeoDataFrame | None = None
) -> gpd.GeoDataFrame:
    """Shapes about the points of each area; ground nearest to a point of `others` belongs to no area."""
    kept, strays = _without_strays(points[["area_id", "geometry"]])
    shapes: dict[str, BaseGeometry] = {}
    notes: dict[str, str] = {}
    for area_id, own in kept.groupby("area_id"):
        shapes[area_id] = _shape(own.geometry.to_numpy(), rules()["shapes"][method])
        left_out = strays[area_id]
        tail = f" {counted(left_out, *noun)} langt fra resten er ikke tegnet med." if left_out else ""
        notes[area_id] = f"Tegnet om {counted(len(own), *noun)} {where}.{tail}"
    every = kept if others is None else gpd.GeoDataFrame(pd.concat([kept, others[["area_id", "geometry"]]], ignore_index=True))
    return _frame(apart(shapes, every), kept, method, notes)


def _shape(points: np.ndarray[Any, Any], shape_rules: dict[str, float]) -> BaseGeometry:
    """Clusters of points, each with a concave hull, buffered and joined.

    A hull bridges what lies between its points; ground out of every point's reach is a hole (a park among blocks).
    """
    reach = shapely.buffer(points, shape_rules["cluster_distance_m"] / 2)
    clusters = shapely.get_parts(shapely.union_all(reach))
    member = shapely.STRtree(clusters).query(points, predicate="within")
    hulls = []
    for position, cluster in enumerate(clusters):
        own = shapely.multipoints(points[member[0][member[1] == position]])
        hull = shapely.concave_hull(own, ratio=shape_rules["concave_ratio"], allow_holes=True)
        hulls.append(shapely.intersection(hull, cluster))
    return shapely.union_all(shapely.buffer(hulls, shape_rules["buffer_m"]))


def _without_strays(points: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, dict[str, int]]:
    """Points near the middle (median) of their area, and how many of each area are not."""
    coordinates = points.geometry.get_coordinates()
    middle = coordinates.groupby(points["area_id"]).transform("median")
    away = np.hypot(coordinates["x"] - middle["x"], coordinates["y"] - middle["y"])
    near = away <= rules()["shapes"]["stray_distance_m"]
    strays = (~near).groupby(points["area_id"]).sum()
    return points[near].sort_values("area_id", kind="stable"), {str(key): int(value) for key, value in strays.items()}


def apart(shapes: dict[str, BaseGeometry], points: gpd.GeoDataFrame) -> dict[str, BaseGeometry]:
    """The shapes, each kept to the ground that is nearest to a point of its own area."""
    first = points.assign(x=points.geometry.x, y=points.geometry.y).drop_duplicates(["x", "y"])
    first = first.sort_values(["x", "y"])
    around = shapely.box(*points.total_bounds).buffer(10_000)
    cells = shapely.voronoi_polygons(shapely.multipoints(first.geometry.array), extend_to=around, ordered=True)
    cells_of = pd.Series(shapely.get_parts(cells), index=first["area_id"].to_numpy())
    own_ground = {}
    for area_id, shape in sorted(shapes.items()):
        ground = shapely.union_all(cells_of[[area_id]].to_numpy())
        own_ground[area_id] = shapely.intersection(shape, ground)
    return own_ground


def _frame(shapes: dict[str, BaseGeometry], points: gpd.GeoDataFrame, method: str, notes: dict[str, str]) -> gpd.GeoDataFrame:
    order = [area_id for area_id in area_names() if area_id in shapes]
    rounded = shapely.set_precision([shapes[area_id] for area_id in order], rules()["shapes"]["precision_m"])
    counts = points["area_id"].value_counts()
    return gpd.GeoDataFrame(
        {
            "area_id": order,
            "method": method,
            "note": [notes[area_id] for area_id in order],
            "points": [int(counts[area_id]) for area_id in order],
        },
        geometry=shapely.normalize(rounded),
        crs=UTM32,
    )

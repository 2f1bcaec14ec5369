"""What the database build takes from this package: frames for its tables, and the files they were made from."""

from pathlib import Path

import geopandas as gpd
import pandas as pd

from geo.buildings import BUILDINGS, FABRIC, TIE_OUT, fabric, placed_buildings, tie_out
from geo.coder import REASONS, plan_coder
from geo.columns import COLUMN_NAMES
from geo.layers import BACKGROUND, INSTITUTIONS, LANDMARKS, UTM32, borders, landmarks
from geo.municipal import with_polygons
from geo.plan import PRINTED, READINGS, RULES, plan_ranges, range_frame
from geo.ranges import GRAMMAR
from geo.register import DEFAULT_REGISTER, POLYGONS
from geo.register.importer import placed_entrances
from geo.shapes import building_shapes, entrance_shapes
from geo.streets import STREET_NAMES


def geometry_tables(register: Path = DEFAULT_REGISTER) -> dict[str, pd.DataFrame]:
    """Frames for the tables address_range, access_address, building, tie_out, fabric, area_shape, border and landmark.

    `register` is a file of geo.register.importer; without it access_address is empty and shapes come from buildings. The
    municipality's polygons, where they were imported (geo.municipal), lie beside it and go before both from their day on.
    Geometry is shapely in EPSG:25832. access_address has street, number, letter ('' for none), postcode, area_id and
    range_id (missing outside the areas), geometry; area_shape has area_id, geometry, method, note,
    valid_from, valid_to (first and last day, NaT for no limit).
    """
    entrances = placed_entrances(register)
    placed = placed_buildings(plan_ranges(), plan_coder())
    return {
        "address_range": range_frame(plan_ranges()),
        "access_address": entrances,
        "building": placed,
        "tie_out": tie_out(placed),
        "fabric": fabric(),
        "area_shape": with_polygons(_shapes(entrances, placed), register.with_name(POLYGONS)),
        "border": borders(),
        "landmark": landmarks(),
    }


def input_files(register: Path = DEFAULT_REGISTER) -> list[Path]:
    """The files the frames are made from, sorted; the imported register and polygons only when there are any."""
    queries = [Path(__file__).with_name("code_addresses.sql"), GRAMMAR]
    own = [PRINTED, STREET_NAMES, RULES, COLUMN_NAMES, REASONS, LANDMARKS, *queries]
    own += [BUILDINGS, FABRIC, TIE_OUT, READINGS, BACKGROUND, INSTITUTIONS]
    imported = [path for path in (register, register.with_name(POLYGONS)) if path.exists()]
    return sorted([*own, *imported])


def _shapes(entrances: gpd.GeoDataFrame, placed: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Each area's drawn shape from the most trusted source that has it: the register's entrances, then buildings."""
    shapes = gpd.GeoDataFrame()
    inside = entrances[entrances["area_id"].notna()]
    for drawn in (entrance_shapes(inside) if not inside.empty else None, building_shapes(placed)):
        if drawn is not None:
            rest = drawn if shapes.empty else drawn[~drawn["area_id"].isin(shapes["area_id"])]
            shapes = gpd.GeoDataFrame(pd.concat([shapes, rest], ignore_index=True), geometry="geometry", crs=UTM32)
    return shapes

"""The town's residential buildings: which of them belong to an area of the plan, and whether their dwellings add up.

The building register gives a building ONE address, however many entrances it has. A building therefore belongs to an area
in one of three ways, and `why` says which: its address is in the area's list (`listed`), the list names the letters of
its number and the register gives the number alone (`letters`), or the listed buildings of its property all lie in the
one area (`property`). Everything else is `not_listed`.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import yaml

from geo.coder import Coder
from geo.layers import FOLDER, points_of
from geo.plan import AddressRange, area_names
from geo.streets import slugs, street_keys

BUILDINGS = FOLDER / "buildings.csv"
FABRIC = FOLDER / "fabric.csv"
TIE_OUT = FOLDER / "tie_out.yml"

WHY_TEXT = {
    "listed": "Adressen står på områdets liste.",
    "letters": "Listen nævner nummerets bogstaver; registeret har bygningen under nummeret uden bogstav.",
    "property": "Bygningen har samme ejendomsnummer som bygninger på områdets liste.",
    "not_listed": "Adressen står ikke på noget områdes liste.",
}


@cache
def buildings() -> gpd.GeoDataFrame:
    """Buildings with two or more dwellings on the plan's streets, in the file's order.

    Columns: building_id, street, house_no, postcode, property_no (all text), dwellings, year_built, floors (numbers),
    geometry (point, EPSG:25832). Source and credit: geo/README.md.
    """
    text = dict.fromkeys(["street", "house_no", "postcode", "property_no"], "str")
    frame = points_of(pd.read_csv(BUILDINGS, dtype=text))
    stems = pd.Series(slugs([f"{street} {house}" for street, house in zip(frame["street"], frame["house_no"], strict=True)]))
    repeats = stems.groupby(stems).cumcount()
    frame.insert(0, "building_id", stems.where(repeats == 0, stems + "_" + (repeats + 1).astype("str")))
    return frame


@cache
def fabric() -> gpd.GeoDataFrame:
    """Every building of the town with two or more dwellings: building_no, dwellings, year_built, geometry (point, EPSG:25832)."""
    return points_of(pd.read_csv(FABRIC)).rename_axis("building_no").reset_index()


def placed_buildings(ranges: Iterable[AddressRange], coder: Coder, found: gpd.GeoDataFrame | None = None) -> gpd.GeoDataFrame:
    """`found` (default: all buildings) with area_id (missing outside the areas), range_id and why (a key of WHY_TEXT)."""
    frame = (buildings() if found is None else found).reset_index(drop=True)
    addresses = frame["street"] + " " + frame["house_no"] + ", " + frame["postcode"] + " Randers"
    coded = coder.code(pa.array(addresses, pa.string())).select(["area_id", "range_id", "reason"]).to_pandas()
    why = pd.Series(np.where(coded["area_id"].notna(), "listed", "not_listed"))
    by_letters = _by_letters(list(ranges), frame[coded["reason"] == "letter_not_listed"])
    area, interval = coded["area_id"].copy(), coded["range_id"].copy()
    for row, item in by_letters.items():
        area[row], interval[row], why[row] = item.area_id, item.range_id, "letters"
    by_property = _by_property(frame["property_no"], area)
    joined = area.isna() & by_property.notna()
    return frame.assign(area_id=area.where(~joined, by_property), range_id=interval, why=why.where(~joined, "property"))


def _by_letters(ranges: list[AddressRange], frame: gpd.GeoDataFrame) -> dict[int, AddressRange]:
    """Row -> the interval that lists letters of its number, where exactly one area does and the building has none."""
    keys = street_keys([item.street for item in ranges])
    own_keys = street_keys(frame["street"].tolist())
    matched = {}
    for row, key, house in zip(frame.index, own_keys, frame["house_no"], strict=True):
        if house.isdigit():
            lettered = [item for item, other in zip(ranges, keys, strict=True) if other == key and int(house) in item.numbers]
            if len({item.area_id for item in lettered}) == 1:
                matched[row] = lettered[0]
    return matched


def _by_property(property_no: "pd.Series[str]", area: "pd.Series[str]") -> "pd.Series[str]":
    """The area of each row's property; missing where its listed buildings lie in none or in several areas."""
    listed = area.groupby(property_no).agg(lambda own: own.dropna().iloc[0] if own.dropna().nunique() == 1 else None)
    return property_no.map(listed)


@cache
def expected_dwellings() -> dict[str, Any]:
    """tie_out.yml: the plan's indicator and day, and per area the dwellings that the buildings are known to give."""
    loaded: dict[str, Any] = yaml.safe_load(TIE_OUT.read_text(encoding="utf-8"))
    return loaded


def tie_out(placed: gpd.GeoDataFrame) -> pd.DataFrame:
    """Dwellings of the buildings per area, in printed order.

    Columns: area_id, indicator_id and period_end (the plan's own number), buildings, listed, letters, property (dwellings
    by the way their building came in), found (their sum), expected (of tie_out.yml), note (Danish, missing where nothing
    is open).
    """
    plan = expected_dwellings()
    known = {row["area_id"]: row for row in plan["areas"]}
    own = placed.dropna(subset="area_id")
    ways = own.pivot_table(index="area_id", columns="why", values="dwellings", aggfunc="sum", fill_value=0)
    ways = ways.reindex(index=list(area_names()), columns=["listed", "letters", "property"], fill_value=0)
    counts = own["area_id"].value_counts().reindex(ways.index, fill_value=0)
    frame = ways.assign(
        indicator_id=plan["indicator_id"],
        period_end=plan["period_end"],
        buildings=counts,
        found=ways.sum(axis="columns"),
        expected=[known.get(area_id, {}).get("found", 0) for area_id in ways.index],
        note=[known.get(area_id, {}).get("note") for area_id in ways.index],
    )
    columns = ["area_id", "indicator_id", "period_end", "buildings", "listed", "letters", "property", "found", "expected", "note"]
    return pd.DataFrame(frame.rename_axis("area_id").reset_index()[columns])


def far_from_area(placed: gpd.GeoDataFrame, limit_m: float) -> pd.DataFrame:
    """Buildings of an area that lie further than `limit_m` metres from every other one of it: building_id, area_id, distance_m.

    An address inside a list but far from its area points to another street of that name, or a slip in the list.
    """
    rows = []
    for area_id, own in placed.dropna(subset="area_id").groupby("area_id"):
        if len(own) < 2:
            continue
        xy = own.geometry.get_coordinates().to_numpy()
        apart = np.hypot(*(xy[:, None, :] - xy[None, :, :]).transpose(2, 0, 1))
        np.fill_diagonal(apart, np.inf)
        rows += [(key, area_id, float(away)) for key, away in zip(own["building_id"], apart.min(axis=1), strict=True) if away > limit_m]
    return pd.DataFrame(rows, columns=["building_id", "area_id", "distance_m"])

"""Checks of where things are: the areas' buildings against the plan's own count, and against their place on the map."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from data.checks.finding import Finding
from geo.buildings import far_from_area
from geo.plan import rules


def check_geography(tables: dict[str, pd.DataFrame]) -> list[Finding]:
    """Areas whose buildings hold other numbers of dwellings than geo/tie_out.yml knows, and buildings far from their area."""
    return [*_dwellings(tables["tie_out"]), *_far(tables["building"])]


def _dwellings(tie_out: pd.DataFrame) -> list[Finding]:
    wrong = tie_out[tie_out["found"] != tie_out["expected"]]
    return [
        Finding(
            "tie_out",
            str(row.area_id),
            f"områdets bygninger har {row.found} boliger, men {row.expected} var ventet. Er adresselisten læst rigtigt? "
            "Se „python -m geo report“, og ret adresselisten, eller skriv det nye tal og grunden i geo/tie_out.yml.",
        )
        for row in wrong.itertuples()
    ]


def _far(building: pd.DataFrame) -> list[Finding]:
    if building.empty:
        return []
    limit = float(rules()["far_building_m"])
    placed = gpd.GeoDataFrame(building, geometry=gpd.GeoSeries.from_wkb(building["geometry"]), crs="EPSG:25832")
    return [
        Finding(
            "building",
            str(row.building_id),
            f"står på listen for {row.area_id}, men ligger {float(str(row.distance_m)):.0f} m fra områdets nærmeste anden bygning "
            f"(grænsen er {limit:.0f} m). Er det en anden vej med samme navn? Ret adresselisten eller bygningens række.",
        )
        for row in far_from_area(placed, limit).itertuples()
    ]

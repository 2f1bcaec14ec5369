"""The municipality's own polygons of the areas: importing a set with the day it holds from, and the shapes of each period.

A set has all areas, so that borders of two days never mix. An import with a new day keeps the earlier sets for the periods
before it; one with a day that is known replaces that set.
"""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geo.areas_inside import keep
from geo.buildings import placed_buildings
from geo.coder import plan_coder
from geo.danish import counted, day, number
from geo.plan import area_names, plan_ranges, rules
from geo.polygons import AreaPolygons, read_polygons
from geo.register import DEFAULT_REGISTER
from geo.register.importer import placed_entrances

SHOWN = 6
# What a finding is about, one and several; entrances are those of the register that lies beside the polygons.
_KINDS = {"building": ("bygning", "bygninger"), "entrance": ("opgang", "opgange")}


def import_polygons(path: Path, valid_from: date, out: Path, layer: str | None = None) -> str:
    """Read the areas' polygons of a file, keep them in `out` beside the sets of other days, and return the report in Danish.

    `out` is GeoParquet in EPSG:25832 with valid_from, area_id, file, geometry, and appears only when everything is well.
    Raises GeoError (Danish) for a file that cannot be used.
    """
    text, kept = merged(path, valid_from, out, layer)
    keep(as_parquet(kept), out)
    return text


def merged(path: Path, valid_from: date, out: Path, layer: str | None = None) -> tuple[str, gpd.GeoDataFrame]:
    """The report, and what import_polygons would keep; nothing is written. Raises GeoError as it does."""
    placed = placed_buildings(plan_ranges(), plan_coder())
    read = read_polygons(path, placed, layer)
    earlier = read_kept(out) if out.exists() else None
    fresh = read.frame.assign(valid_from=pd.Timestamp(valid_from), file=path.name)
    kept = fresh if earlier is None else pd.concat([earlier[earlier["valid_from"] != pd.Timestamp(valid_from)], fresh])
    found = [contradictions(read.frame, placed).assign(kind="building")]
    entrances = placed_entrances(out.with_name(DEFAULT_REGISTER.name))
    if not entrances.empty:
        house = entrances["number"].astype("str") + entrances["letter"]
        found.append(contradictions(read.frame, entrances.assign(house_no=house)).assign(kind="entrance"))
    text = _report(path, read, valid_from, earlier, pd.concat(found, ignore_index=True))
    return text, kept.sort_values("valid_from", kind="stable")


def read_kept(path: Path) -> gpd.GeoDataFrame:
    """Every imported set: valid_from (midnight of the day), area_id, file, geometry; by day, then in printed order."""
    return gpd.read_parquet(path)


def as_parquet(kept: gpd.GeoDataFrame) -> bytes:
    """The sets as the GeoParquet that is kept."""
    buffer = io.BytesIO()
    columns = ["valid_from", "area_id", "file", "geometry"]
    kept[columns].astype({"valid_from": "datetime64[ms]"}).to_parquet(buffer, index=False)
    return buffer.getvalue()


def contradictions(polygons: gpd.GeoDataFrame, placed: gpd.GeoDataFrame) -> pd.DataFrame:
    """What speaks against the address lists, one row per building or entrance, in printed order of the polygons' areas.

    `placed` has street, house_no, area_id and a point.

    Columns: area_id (of the polygon), address, finding (`outside`: the area's own building lies outside its polygon,
    further than the points' own error; `inside`: a building of another area or of none lies in it), distance_m.
    """
    rows = []
    addresses = placed["street"] + " " + placed["house_no"]
    for area_id, shape in zip(polygons["area_id"], polygons.geometry, strict=True):
        away = placed.distance(shape)
        own = placed["area_id"] == area_id
        outside = own & (away > rules()["polygons"]["outside_m"])
        rows += [(area_id, addresses[row], "outside", float(away[row])) for row in placed.index[outside]]
        rows += [(area_id, addresses[row], "inside", 0.0) for row in placed.index[~own & (away == 0)]]
    return pd.DataFrame(rows, columns=["area_id", "address", "finding", "distance_m"])


def with_polygons(drawn: gpd.GeoDataFrame, path: Path) -> gpd.GeoDataFrame:
    """The drawn shapes until the first day of imported polygons, then each set until the next: valid_from and valid_to are new."""
    open_ended = drawn.assign(valid_from=pd.NaT, valid_to=pd.NaT)
    if not path.exists():
        return open_ended
    kept = read_kept(path)
    starts = sorted(kept["valid_from"].unique())
    last_day = {start: later - pd.Timedelta(days=1) for start, later in zip(starts, [*starts[1:], pd.NaT], strict=True)}
    municipal = kept[["area_id", "geometry", "valid_from"]].assign(
        method="municipal",
        note=[f"Kommunens polygon, gældende fra {day(start)}." for start in kept["valid_from"]],
        valid_to=kept["valid_from"].map(last_day),
    )
    before = open_ended.assign(valid_to=starts[0] - pd.Timedelta(days=1))
    return gpd.GeoDataFrame(pd.concat([before, municipal], ignore_index=True), geometry="geometry", crs=drawn.crs)


def _report(path: Path, read: AreaPolygons, valid_from: date, earlier: gpd.GeoDataFrame | None, found: pd.DataFrame) -> str:
    layer = f" (laget „{read.layer}“)" if read.layer else ""
    areas = counted(len(read.frame), "område", "områder")
    lines = [f"Flader for {areas} er læst fra „{path.name}“{layer}; de gælder fra {day(valid_from)}."]
    days = [] if earlier is None else sorted(earlier["valid_from"].unique())
    if pd.Timestamp(valid_from) in days:
        lines.append("De erstatter fladerne med samme dato.")
    lines += [f"Fladerne, der gælder fra {day(known)}, er beholdt." for known in days if known != pd.Timestamp(valid_from)]
    lines += read.remarks
    lines += ["", "Fladerne og adresselisterne:"]
    for area_id, area in zip(read.frame["area_id"], read.frame.area, strict=True):
        own = found[found["area_id"] == area_id]
        lines.append(f"{area_names()[area_id]}: {number(round(area))} m²")
        for kind, words in _KINDS.items():
            lines += _findings(own[own["kind"] == kind], words)
    if found.empty:
        lines.append("Alle bygninger på listerne ligger i deres områdes flade, og ingen andre gør.")
    return "\n".join(lines) + "\n"


def _findings(own: pd.DataFrame, words: tuple[str, str]) -> Iterator[str]:
    """What one area's buildings or entrances say against its polygon, the farthest first."""
    outside = own[own["finding"] == "outside"].sort_values(["distance_m", "address"], ascending=[False, True], kind="stable")
    if not outside.empty:
        shown = [f"{row.address} ({number(round(row.distance_m))} m)" for row in outside.itertuples()]
        yield f"  {counted(len(outside), *words)} på listen ligger uden for fladen: {_some(shown)}"
    inside = own[own["finding"] == "inside"]["address"].tolist()
    if inside:
        yield f"  {counted(len(inside), *words)} i fladen står ikke på områdets liste: {_some(inside)}"


def _some(texts: list[str]) -> str:
    more = f" og {number(len(texts) - SHOWN)} til" if len(texts) > SHOWN else ""
    return f"{', '.join(texts[:SHOWN])}{more}"

"""Importing an address register: any of the formats -> one Parquet file of the municipality's entrances.

The database build reads that file (geo.build); importing again replaces it.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from geo.coder import plan_coder
from geo.errors import GeoError
from geo.layers import UTM32
from geo.plan import plan_ranges
from geo.register import DEFAULT_REGISTER
from geo.register.dar import OTHER, Part, parts_of, read_dar
from geo.register.dawa_json import is_dawa, read_dawa_json
from geo.register.entrances import ENTRANCE, Tally, entrances
from geo.register.features import inside_zip, read_register_features
from geo.register.report import area_of_entrances, import_text, range_report, unknown_streets
from geo.register.table import read_register_table
from geo.tables import EXCEL, Source

TABLES = (".csv", ".txt", ".tsv", *EXCEL)
FEATURES = (".gpkg", ".geojson", ".shp")
SCHEMA = pa.schema(
    [
        ("street", pa.string()),
        ("number", pa.int32()),
        ("letter", pa.string()),
        ("postcode", pa.string()),
        ("easting", pa.float64()),
        ("northing", pa.float64()),
        ("copies", pa.int32()),
    ]
)


@dataclass(frozen=True)
class Import:
    """An imported register: its entrances, the report per range (range_report) and the whole report in Danish."""

    entrances: pd.DataFrame
    ranges: pd.DataFrame
    text: str


def import_register(paths: Sequence[Path], out: Path = DEFAULT_REGISTER, layer: str | None = None) -> Import:
    """Read the files of one register and write `out`; it appears only when everything is well.

    `layer` names a layer of a GIS file; without it the one that holds addresses is taken.
    Raises GeoError (Danish) for files that cannot be used.
    """
    tally = Tally()
    kept = entrances(_pieces([Path(path) for path in paths], tally, layer), tally)
    placed = area_of_entrances(kept, plan_coder())
    if placed["area_id"].isna().all():
        raise GeoError("Registeret har ingen af planens adresser; er det den rigtige kommune?")
    report = range_report(plan_ranges(), kept, placed)
    text = import_text(tally, kept, report, unknown_streets(plan_ranges(), kept))
    _write(kept, out)
    return Import(kept, report, text)


def read_register(path: Path) -> pd.DataFrame:
    """The entrances of an imported register, columns ENTRANCE of geo.register.entrances."""
    kept: pd.DataFrame = pq.read_table(path).to_pandas()
    return kept[ENTRANCE]


def placed_entrances(register: Path) -> gpd.GeoDataFrame:
    """The entrances of an imported register with their area_id and range_id as points in EPSG:25832; none without a file."""
    columns = ["street", "number", "letter", "postcode", "area_id", "range_id", "geometry"]
    if not register.exists():
        empty = {name: pd.Series(dtype="int32" if name == "number" else "str") for name in columns[:-1]}
        return gpd.GeoDataFrame(empty, geometry=gpd.GeoSeries([], crs=UTM32))
    entrances = read_register(register)
    placed = area_of_entrances(entrances, plan_coder())
    points = gpd.points_from_xy(entrances["easting"], entrances["northing"])
    return gpd.GeoDataFrame(pd.concat([entrances, placed], axis="columns"), geometry=points, crs=UTM32)[columns]


def _write(kept: pd.DataFrame, out: Path) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(f".{out.name}.part")
    pq.write_table(pa.Table.from_pandas(kept, SCHEMA, preserve_index=False).replace_schema_metadata(), part)
    os.replace(part, out)


def _pieces(paths: Sequence[Path], tally: Tally, layer: str | None) -> Iterator[pd.DataFrame]:
    """The reader that fits the files."""
    for path in paths:
        Source.of_path(path)
    kinds = {path: _kind(path) for path in paths}
    if set(kinds.values()) == {"dar"}:
        return read_dar(_dar_files(paths), tally)
    if len(paths) > 1:
        raise GeoError("Kun DAR består af flere filer; importér et register ad gangen.")
    if kinds[paths[0]] == "features":
        return read_register_features(paths[0], tally, layer)
    if kinds[paths[0]] == "dawa":
        return read_dawa_json(paths[0], tally)
    return read_register_table(Source.of_path(paths[0]), tally)


def _kind(path: Path) -> str:
    suffix = path.suffix.lower()
    if path.stat().st_size == 0:
        raise GeoError(f"Filen „{path.name}“ er tom.")
    if suffix in FEATURES or (suffix == ".json" and _is_geojson(path)) or (suffix == ".zip" and inside_zip(path)):
        return "features"
    if suffix == ".json" and is_dawa(path):
        return "dawa"
    if suffix in (".zip", ".json") or (suffix == ".csv" and parts_of(path)):
        return "dar"
    if suffix in TABLES:
        return "table"
    raise GeoError(
        f"„{path.name}“ kendes ikke. Brug DAR (zip, JSON eller CSV), DAWA (CSV eller JSON), CSV, Excel, GeoPackage, GeoJSON eller "
        "shapefile (også i en zip)."
    )


def _is_geojson(path: Path) -> bool:
    with path.open("rb") as file:
        return b'"FeatureCollection"' in file.read(4096)


def _dar_files(paths: Sequence[Path]) -> dict[str, Part]:
    """entity -> where it lies. People give the whole download; what is not needed is passed over."""
    files: dict[str, Part] = {}
    for path in paths:
        parts = parts_of(path)
        if parts is None:
            raise GeoError(f"„{path.name}“ er ikke en fil fra DAR: den skal rumme en liste (JSON eller CSV) med fx husnumre.")
        for entity, part in parts.items():
            if entity == OTHER:
                continue
            if entity in files:
                raise GeoError(f"„{path.name}“ og „{files[entity].name}“ rummer begge {entity}; giv én fil af hver slags.")
            files[entity] = part
    return files

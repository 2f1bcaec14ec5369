"""The areas and their buildings as files for a GIS: GeoPackage, GeoJSON, GeoParquet and a style for QGIS.

What is hidden is absent from the published file, and so from these: a column holds figures that may be shown and nothing
else. Two layers: areas (area_id, name, method, note, data_version, then one column per chosen indicator) and buildings
(area_id, street, house_no, dwellings, year_built).
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

import geopandas as gpd

from queries.connection import Database
from queries.shapes import geometries
from queries.verdicts import newest

AREAS, BUILDINGS = "omraader", "bygninger"
UTM32, WGS84 = "EPSG:25832", "EPSG:4326"
FORMATS = {".gpkg": "GeoPackage", ".geojson": "GeoJSON", ".parquet": "GeoParquet"}


class UnknownFormatError(ValueError):
    """The file's name ends on none of the known formats; the message is Danish."""


def areas(database: Database, indicator_ids: Sequence[str] = ()) -> gpd.GeoDataFrame:
    """One row per housing area, EPSG:25832: area_id, name, method, note, data_version, and per indicator its newest figure.

    An area without a figure that may be shown has null. Raises ValueError (Danish) for an indicator that is not known.
    """
    frame = database.ask("map_shapes", day=date.today())
    made = gpd.GeoDataFrame(
        frame[["area_id", "name", "method", "note"]].assign(data_version=database.version), geometry=geometries(frame), crs=UTM32
    )
    known = set(database.ask("indicators")["indicator_id"])
    for indicator_id in indicator_ids:
        if indicator_id not in known:
            raise ValueError(f"Indikatoren „{indicator_id}“ findes ikke. Navnene står på siden Data og kilder under Hent data.")
        figures = newest(database.ask("indicator_figures", indicator_id=indicator_id)).set_index("area_id")["value"]
        made[indicator_id] = made["area_id"].map(figures).astype("float64")
    return made


def buildings(database: Database) -> gpd.GeoDataFrame:
    """One row per building of the areas, points in EPSG:25832."""
    frame = database.ask("map_buildings")
    own = frame[frame["layer"] == "area"].reset_index(drop=True)
    return gpd.GeoDataFrame(own[["area_id", "street", "house_no", "dwellings", "year_built"]], geometry=geometries(own), crs=UTM32)


def write(database: Database, path: Path, indicator_ids: Sequence[str] = ()) -> list[Path]:
    """Write the file its suffix names, whole or not at all; returns what was written.

    A GeoPackage holds both layers; GeoJSON (WGS 84, right-hand rule, RFC 7946) and GeoParquet hold one layer a file, so
    the buildings come as `<name>-bygninger`. Raises UnknownFormatError, ValueError and OSError.
    """
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        known = ", ".join(f"{ending} ({name})" for ending, name in FORMATS.items())
        raise UnknownFormatError(f"„{path.name}“ ender på et format, der ikke kan skrives. Vælg et af: {known}.")
    layers = {AREAS: areas(database, indicator_ids), BUILDINGS: buildings(database)}
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        made = [Path(folder) / name for name in _write_layers(layers, Path(folder), path)]
        return [file.replace(path.parent / file.name) for file in made]


def content(database: Database, suffix: str, indicator_ids: Sequence[str] = ()) -> bytes:
    """The file of the areas as bytes, for a download; `suffix` is a key of FORMATS."""
    with tempfile.TemporaryDirectory() as folder:
        return write(database, Path(folder) / f"{AREAS}{suffix}", indicator_ids)[0].read_bytes()


def _write_layers(layers: dict[str, gpd.GeoDataFrame], folder: Path, path: Path) -> list[str]:
    beside = f"{path.stem}-{BUILDINGS}{path.suffix}"
    if path.suffix.lower() == ".gpkg":
        for name, frame in layers.items():
            frame.to_file(folder / path.name, layer=name, driver="GPKG")
        return [path.name]
    for name, frame in ((path.name, layers[AREAS]), (beside, layers[BUILDINGS])):
        if path.suffix.lower() == ".parquet":
            frame.to_parquet(folder / name)
        else:
            frame.to_crs(WGS84).to_file(folder / name, driver="GeoJSON", RFC7946="YES", COORDINATE_PRECISION="6")
    return [path.name, beside]


def style(column: str, breaks: Sequence[float], colors: Sequence[str]) -> str:
    """A QGIS style (.qml) that colours the areas' layer by `column` in the classes of the map.

    `breaks` are the limits between the classes, one fewer than `colors` (hex).
    """
    limits = [-1e9, *breaks, 1e9]
    ranges = [
        f'<range symbol="{number}" lower="{low!r}" upper="{high!r}" label="{_label(low, high)}" render="true"/>'
        for number, (low, high) in enumerate(pairwise(limits))
    ]
    symbols = [
        f'<symbol type="fill" name="{number}" alpha="1"><layer class="SimpleFill" enabled="1" pass="0" locked="0"><Option type="Map">'
        f'<Option name="color" type="QString" value="{_rgba(color)}"/>'
        f'<Option name="outline_color" type="QString" value="{_rgba("#1D2730")}"/>'
        '<Option name="outline_width" type="QString" value="0.4"/><Option name="style" type="QString" value="solid"/>'
        "</Option></layer></symbol>"
        for number, color in enumerate(colors)
    ]
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
        '<qgis version="3.22" styleCategories="Symbology">\n'
        f'<renderer-v2 type="graduatedSymbol" attr={json.dumps(column)} graduatedMethod="GraduatedColor" enableorderby="0">\n'
        f"<ranges>{''.join(ranges)}</ranges>\n<symbols>{''.join(symbols)}</symbols>\n</renderer-v2>\n"
        "<layerGeometryType>2</layerGeometryType>\n</qgis>\n"
    )


def _label(low: float, high: float) -> str:
    if low <= -1e9:
        return f"under {high:g}".replace(".", ",") if high < 1e9 else "alle"
    return (f"{low:g} og derover" if high >= 1e9 else f"{low:g} til under {high:g}").replace(".", ",")


def _rgba(color: str) -> str:
    return ",".join(str(int(color[place : place + 2], 16)) for place in (1, 3, 5)) + ",255"

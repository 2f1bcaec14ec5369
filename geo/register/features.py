"""A register as a GIS file: GeoPackage, GeoJSON or shapefile with points and columns for street and number."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyogrio
import shapely

from geo.columns import find_columns
from geo.errors import GeoError
from geo.register.coordinates import Placer, same_system
from geo.register.entrances import Tally
from geo.register.table import MEANINGS, keep_current, read_piece, require_address, status_scheme

ROWS_AT_A_TIME = 50_000


# Files that GDAL opens inside a zip.
IN_ZIP = (".shp", ".gpkg", ".geojson", ".gdb")


def inside_zip(path: Path) -> list[str]:
    """Names of the GIS files in a zip; empty when it is none or has none."""
    if not zipfile.is_zipfile(path):
        return []
    with zipfile.ZipFile(path) as archive:
        # A File Geodatabase is a folder; its files are named after it.
        names = dict.fromkeys(re.sub(r"(\.gdb)/.*", r"\1", name, flags=re.IGNORECASE) for name in archive.namelist())
        return [name for name in names if name.lower().endswith(IN_ZIP) and not name.startswith("__MACOSX")]


def read_register_features(path: Path, tally: Tally, layer: str | None = None) -> Iterator[pd.DataFrame]:
    """Pieces with the columns READ of geo.register.entrances.

    `layer` names a layer; otherwise the one with street, number and points is taken. `path` may be a zip with one GIS file.
    Raises GeoError (Danish) for a file that is no GIS file, has no points, lacks a column or has misplaced points.
    """
    source = opened(path)
    layer, headings, declared = _layer(source, path.name, layer)
    found = find_columns(headings, MEANINGS)
    require_address(headings, found)
    columns = list(dict.fromkeys(found.values()))
    scheme = status_scheme(headings)
    placer = Placer(declared, path.name)
    options = {"layer": layer, "columns": columns, "batch_size": ROWS_AT_A_TIME, "use_pyarrow": True}
    with pyogrio.open_arrow(source, **options) as (meta, reader):
        geometry = meta["geometry_name"] or "wkb_geometry"
        for batch in reader:
            tally.read += batch.num_rows
            piece = keep_current(pa.Table.from_batches([batch]), found, scheme, tally)
            if piece.num_rows:
                points = _points(piece[geometry], path.name)
                placed = placer.place(shapely.get_x(points), shapely.get_y(points))
                yield read_piece(piece, found, placed, tally)
    placer.check()


def opened(path: Path) -> str:
    """The path as GDAL takes it."""
    members = inside_zip(path)
    if len(members) > 1:
        raise GeoError(f"„{path.name}“ rummer flere GIS-filer: {', '.join(f'„{name}“' for name in members)}. Giv en zip med én.")
    return f"/vsizip/{path}/{members[0]}" if members else str(path)


def layers_of(source: str, name: str, wanted: str | None) -> dict[str, dict[str, Any]]:
    """Layer -> what pyogrio.read_info says of it. Raises GeoError when the file cannot be opened or lacks the layer `wanted`."""
    try:
        layers = [str(layer) for layer in pyogrio.list_layers(source)[:, 0]]
        described = {layer: pyogrio.read_info(source, layer=layer) for layer in layers}
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise GeoError(f"„{name}“ kan ikke åbnes som GeoPackage, GeoJSON eller shapefile.") from error
    if not described:
        raise GeoError(f"„{name}“ har ingen lag.")
    if wanted is not None and wanted not in described:
        raise GeoError(f"„{name}“ har intet lag, der hedder „{wanted}“. {listed(described)}")
    return described


def _layer(source: str, name: str, wanted: str | None) -> tuple[str, list[str], str | None]:
    """The layer that is named, or that has street, number and points; its columns and the system it declares."""
    described = layers_of(source, name, wanted)
    fitting = [layer for layer, info in described.items() if _holds_addresses(info)]
    if wanted is None and len(described) > 1 and len(fitting) != 1:
        what = "flere lag" if fitting else "intet lag"
        raise GeoError(f"„{name}“ har {what} med vejnavn, husnummer og punkter. {listed(described)} Vælg et lag med --layer.")
    layer = wanted or next(iter(fitting or described))
    info = described[layer]
    system = None if states_no_system(source) else same_system(info["crs"])
    return layer, [str(field) for field in info["fields"]], system


def _holds_addresses(info: dict[str, Any]) -> bool:
    found = find_columns(list(info["fields"]), ["street", "number"])
    kind = str(info["geometry_type"] or "")
    return len(found) == 2 and ("Point" in kind or kind == "Unknown")


def listed(described: dict[str, Any]) -> str:
    """ "Lagene er „veje“ (LineString: vejnavn, vejkode) og ..."""
    layers = [f"„{layer}“ ({info['geometry_type']}: {', '.join(map(str, info['fields'][:6]))})" for layer, info in described.items()]
    return f"Lagene er {'; '.join(layers)}."


def states_no_system(source: str) -> bool:
    """GeoJSON is WGS 84 by its standard, but a file in metres that does not say so is common; its numbers tell."""
    if not source.lower().endswith((".geojson", ".json")) or source.startswith("/vsizip/"):
        return False
    with Path(source).open("rb") as file:
        head = file.read(64 * 1024)
        file.seek(max(0, Path(source).stat().st_size - 4096))
        return b'"crs"' not in head + file.read()


def _points(column: pa.ChunkedArray, name: str) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    geometry = shapely.from_wkb(column.to_numpy())
    known = geometry[~shapely.is_missing(geometry)]
    if len(known) and not (shapely.get_dimensions(known) == 0).all():
        raise GeoError(f"„{name}“ rummer linjer eller flader; et adresseregister skal have ét punkt pr. adresse.")
    # A multipoint of one point is common; its middle is that point.
    points: np.ndarray[tuple[int], np.dtype[np.object_]] = shapely.centroid(geometry)
    return points

"""A register as a GIS file: GeoPackage or GeoJSON with points and columns for street and number."""

from collections.abc import Iterator
from pathlib import Path

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


def read_register_features(path: Path, tally: Tally) -> Iterator[pd.DataFrame]:
    """Pieces with the columns READ of geo.register.entrances.

    Raises GeoError (Danish) for a file that is no GIS file, has no points, lacks a column or has misplaced points.
    """
    layer, headings, declared = _layer(path)
    found = find_columns(headings, MEANINGS)
    require_address(headings, found)
    columns = list(dict.fromkeys(found.values()))
    scheme = status_scheme(headings)
    placer = Placer(declared, path.name)
    options = {"layer": layer, "columns": columns, "batch_size": ROWS_AT_A_TIME, "use_pyarrow": True}
    with pyogrio.open_arrow(path, **options) as (meta, reader):
        geometry = meta["geometry_name"] or "wkb_geometry"
        for batch in reader:
            tally.read += batch.num_rows
            piece = keep_current(pa.Table.from_batches([batch]), found, scheme, tally)
            if piece.num_rows:
                points = _points(piece[geometry], path.name)
                placed = placer.place(shapely.get_x(points), shapely.get_y(points))
                yield read_piece(piece, found, placed, tally)
    placer.check()


def _layer(path: Path) -> tuple[str, list[str], str | None]:
    """The first layer with a street column (or the first of all), its columns and the system it declares."""
    try:
        layers = [str(name) for name in pyogrio.list_layers(path)[:, 0]]
        described = [(layer, pyogrio.read_info(path, layer=layer)) for layer in layers]
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise GeoError(f"„{path.name}“ kan ikke åbnes som GeoPackage eller GeoJSON.") from error
    if not described:
        raise GeoError(f"„{path.name}“ har ingen lag.")
    layer, info = next((item for item in described if find_columns(list(item[1]["fields"]), ["street"])), described[0])
    return layer, [str(name) for name in info["fields"]], same_system(info["crs"])


def _points(column: pa.ChunkedArray, name: str) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    geometry = shapely.from_wkb(column.to_numpy())
    known = geometry[~shapely.is_missing(geometry)]
    if len(known) and not (shapely.get_dimensions(known) == 0).all():
        raise GeoError(f"„{name}“ rummer linjer eller flader; et adresseregister skal have ét punkt pr. adresse.")
    # A multipoint of one point is common; its middle is that point.
    points: np.ndarray[tuple[int], np.dtype[np.object_]] = shapely.centroid(geometry)
    return points

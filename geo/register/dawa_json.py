"""DAWA's JSON of adgangsadresser, nested or flat, as files kept from before the service closed on 1 October 2026."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import ijson
import pandas as pd
import pyarrow as pa

from geo.columns import find_columns
from geo.errors import GeoError
from geo.register.coordinates import Placer
from geo.register.entrances import Tally
from geo.register.table import keep_current, read_piece

ROWS_AT_A_TIME = 50_000
COLUMNS = ["vejnavn", "husnr", "postnr", "kommunekode", "status", "x", "y"]


def is_dawa(path: Path) -> bool:
    """Whether a JSON file is a list of DAWA's addresses."""
    try:
        with path.open("rb") as file:
            first = next(ijson.items(file, "item"), None)
    except ijson.JSONError:
        return False
    return isinstance(first, dict) and "id_lokalId" not in first and bool({"husnr", "adgangsadresse"} & first.keys())


def read_dawa_json(path: Path, tally: Tally) -> Iterator[pd.DataFrame]:
    """Pieces with the columns READ of geo.register.entrances. Raises GeoError for a file that breaks off."""
    found = find_columns(COLUMNS, ["street", "number", "postcode", "municipality", "status"])
    placer = Placer(None, path.name)
    try:
        with path.open("rb") as file:
            rows = (_row(entry) for entry in ijson.items(file, "item", use_float=True))
            while some := list(islice(rows, ROWS_AT_A_TIME)):
                tally.read += len(some)
                kept = keep_current(pa.Table.from_pylist(some, _SCHEMA), found, "dawa", tally)
                if kept.num_rows:
                    point = placer.place(kept["x"].to_numpy(), kept["y"].to_numpy())
                    yield read_piece(kept, found, point, tally)
    except ijson.JSONError as error:
        raise GeoError(f"„{path.name}“ er ikke hel: filen holder op midt i det hele.") from error
    placer.check()


_SCHEMA = pa.schema([(name, pa.float64() if name in ("x", "y") else pa.string()) for name in COLUMNS])


def _row(entry: dict[str, Any]) -> dict[str, Any]:
    """One address; an address with floor and door holds its entrance as `adgangsadresse`."""
    entrance = entry.get("adgangsadresse") or entry
    point = (entrance.get("adgangspunkt") or {}).get("koordinater") or [_first(entrance, *X), _first(entrance, *Y)]
    row = {
        "vejnavn": entrance.get("vejnavn") or (entrance.get("vejstykke") or {}).get("navn"),
        "husnr": entrance.get("husnr"),
        "postnr": entrance.get("postnr") or (entrance.get("postnummer") or {}).get("nr"),
        "kommunekode": entrance.get("kommunekode") or (entrance.get("kommune") or {}).get("kode"),
        "status": entrance.get("status", 1),
    }
    texts = {name: None if value is None else str(value) for name, value in row.items()}
    return texts | {"x": _number(point[0]), "y": _number(point[1])}


# In DAWA's flat form; x and y are in the system that was asked for.
X = ("etrs89koordinat_øst", "x", "wgs84koordinat_længde")
Y = ("etrs89koordinat_nord", "y", "wgs84koordinat_bredde")


def _first(entry: dict[str, Any], *names: str) -> Any:
    return next((entry[name] for name in names if entry.get(name) is not None), None)


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) else None

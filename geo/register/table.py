"""A register as a table: the DAWA export of adgangsadresser, or any CSV or Excel file with street, number and point."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.columns import find_columns, missing_column
from geo.layers import UTM32, WGS84
from geo.plan import rules
from geo.register.coordinates import Numbers, Placer
from geo.register.entrances import Tally
from geo.tables import Source, read_table

# Pairs of columns that hold a point, best first, with the system their heading names.
POINT_COLUMNS = [(("easting", "northing"), UTM32), (("longitude", "latitude"), WGS84), (("x", "y"), None)]
MEANINGS = ["street", "number", "letter", "postcode", "municipality", "status"]


def read_register_table(source: Source, tally: Tally) -> Iterator[pd.DataFrame]:
    """Pieces with the columns READ of geo.register.entrances, the municipality's current entrances only.

    Raises GeoError (Danish) for a missing column, coordinates that cannot be right and files that cannot be read.
    """
    table = read_table(source, lambda cells: {"street", "number"} <= find_columns(cells, ["street", "number"]).keys())
    found = find_columns(table.headings, MEANINGS)
    require_address(table.headings, found)
    point, system = _point_columns(table.headings)
    columns = list(dict.fromkeys([*found.values(), *point]))
    scheme = status_scheme(table.headings)
    placer = Placer(system, source.name)
    for batch in table.batches(columns):
        tally.read += batch.num_rows
        piece = keep_current(pa.Table.from_batches([batch]), found, scheme, tally)
        if piece.num_rows:
            x, y = (_numbers(piece[name]) for name in point)
            yield read_piece(piece, found, placer.place(x, y), tally)
    placer.check()


def require_address(headings: Sequence[str], found: dict[str, str]) -> None:
    """Raises GeoError unless street and number are among the columns."""
    for meaning, wanted in (("street", "vejnavn"), ("number", "husnummer")):
        if meaning not in found:
            raise missing_column(headings, f"en kolonne med {wanted}", [meaning])


def status_scheme(headings: Sequence[str]) -> str | None:
    """Whose codes a status column holds: dawa, dar, or None when it cannot be told and the column is not used."""
    names = {heading.lower() for heading in headings}
    if names & {"husnummertekst", "husnummert"}:  # a shapefile cuts headings to ten letters
        return "dar"
    return "dawa" if names & {"kvh", "etrs89koordinat_øst", "wgs84koordinat_bredde"} else None


def keep_current(piece: pa.Table, found: dict[str, str], scheme: str | None, tally: Tally) -> pa.Table:
    """The rows of the municipality with a status that is kept (rules.yml); what is left out is counted."""
    if "municipality" in found:
        municipality = rules()["municipality"]
        named = pc.utf8_lower(pc.utf8_trim_whitespace(_text(piece[found["municipality"]])))
        names = [municipality["name"].lower(), municipality["name"].lower().removesuffix(" kommune"), municipality["code"].lstrip("0")]
        own = pc.is_in(pc.utf8_ltrim(named, "0"), pa.array(names))
        tally.skip("other_municipality", piece.num_rows - pc.sum(own).as_py())
        piece = piece.filter(own)
    if "status" in found and scheme is not None and piece.num_rows:
        kept = pc.is_in(_text(piece[found["status"]]), pa.array(rules()["register_status"][scheme]))
        tally.skip("status", piece.num_rows - pc.sum(kept).as_py())
        piece = piece.filter(kept)
    return piece


def read_piece(piece: pa.Table, found: dict[str, str], point: tuple[Numbers, Numbers], tally: Tally) -> pd.DataFrame:
    """The columns READ; rows without a point are counted and left out."""
    house = _text(piece[found["number"]])
    if "letter" in found:
        house = pc.binary_join_element_wise(house, _text(piece[found["letter"]]), "")
    postcode = _text(piece[found["postcode"]]).to_pandas() if "postcode" in found else ""
    frame = pd.DataFrame(
        {
            "street": _text(piece[found["street"]]).to_pandas(),
            "house": house.to_pandas(),
            "postcode": postcode,
            "easting": point[0],
            "northing": point[1],
        }
    )
    placed = np.isfinite(point[0])
    tally.skip("no_point", (~placed).sum())
    return frame[placed]


def _point_columns(headings: Sequence[str]) -> tuple[tuple[str, str], str | None]:
    for (x, y), system in POINT_COLUMNS:
        found = find_columns(headings, [x, y])
        if len(found) == 2:
            return (found[x], found[y]), system
    raise missing_column(headings, "to kolonner med koordinater", ["easting", "northing", "longitude", "latitude"])


def _text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.fill_null(column.cast(pa.string()), "")


def _numbers(column: pa.ChunkedArray) -> Numbers:
    """Numbers with a decimal point or a Danish comma; NaN for anything else."""
    text = _text(column).to_pandas().str.strip().str.replace(",", ".", regex=False)
    values: Numbers = pd.to_numeric(text, errors="coerce").to_numpy(dtype="float64")
    return values

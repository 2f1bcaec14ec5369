"""The entrances of a register in one form, whatever file they came from."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import shapely

from geo.danish import number
from geo.errors import GeoError
from geo.layers import municipality
from geo.plan import rules

# Columns a reader hands over, one row per row of its file.
READ = ["street", "house", "postcode", "easting", "northing"]
# Columns of the normalised register, one row per entrance; `copies` is how many rows of the file it stood in.
ENTRANCE = ["street", "number", "letter", "postcode", "easting", "northing", "copies"]

HOUSE = r"^\s*0*(?P<number>[1-9]\d{0,2})\s*(?P<letter>[A-Za-zÆØÅæøå]?)\s*$"

SKIPPED_TEXT = {
    "other_municipality": "i andre kommuner",
    "status": "nedlagte, henlagte eller foreløbige",
    "no_point": "uden koordinat",
    "broken_reference": "med en henvisning, der ikke findes",
    "no_number": "uden læseligt vejnavn eller husnummer",
    "outside": "med en koordinat uden for kommunen",
}


@dataclass
class Tally:
    """What became of the rows of a file; reading a whole country, most of them are left out."""

    read: int = 0
    skipped: Counter[str] = field(default_factory=Counter)

    def skip(self, reason: str, rows: int) -> None:
        """Count rows left out for one of the reasons of SKIPPED_TEXT."""
        self.skipped[reason] += int(rows)


def entrances(pieces: Iterable[pd.DataFrame], tally: Tally) -> pd.DataFrame:
    """Pieces with the columns READ -> one row per entrance with the columns ENTRANCE, sorted.

    Raises GeoError when nothing is left or when most rows repeat an entrance.
    """
    frame = pd.concat([_clean(piece, tally) for piece in pieces] or [pd.DataFrame(columns=READ)], ignore_index=True)
    if frame.empty:
        reasons = ", ".join(f"{number(rows)} {SKIPPED_TEXT[reason]}" for reason, rows in tally.skipped.items() if rows)
        raise GeoError(
            f"Ingen adresser i {rules()['municipality']['name']} blandt {number(tally.read)} rækker"
            + (f" ({reasons})." if reasons else ".")
        )
    key = ["street", "number", "letter", "postcode"]
    frame = frame.sort_values([*key, "easting", "northing"], kind="stable", ignore_index=True)
    merged = frame.groupby(key, as_index=False, sort=True).agg(
        easting=("easting", "first"), northing=("northing", "first"), copies=("easting", "size")
    )
    _refuse_repeats(len(frame), len(merged))
    return merged.astype({"number": "int32", "copies": "int32"})[ENTRANCE]


def _clean(piece: pd.DataFrame, tally: Tally) -> pd.DataFrame:
    """House numbers split in number and letter; rows without an address or outside the municipality left out."""
    house = piece["house"].str.extract(HOUSE)
    readable = house["number"].notna() & piece["street"].str.strip().ne("")
    tally.skip("no_number", (~readable).sum())
    margin = rules()["municipality_margin_m"]
    near = shapely.contains_xy(municipality().buffer(margin), piece["easting"], piece["northing"])
    tally.skip("outside", (readable & ~near).sum())
    split = pd.DataFrame(
        {
            "street": piece["street"].str.strip().str.replace(r"\s+", " ", regex=True),
            "number": house["number"],
            "letter": house["letter"].str.upper(),
            "postcode": piece["postcode"].str.strip(),
            # Centimetres, so that two files of one register give the same bytes.
            "easting": np.round(piece["easting"], 2),
            "northing": np.round(piece["northing"], 2),
        }
    )
    cleaned: pd.DataFrame = split[readable & near].astype({"number": "int32"})
    return cleaned


def _refuse_repeats(rows: int, entrances_left: int) -> None:
    repeated = 1 - entrances_left / rows
    if repeated > rules()["max_repeated_share"]:
        raise GeoError(
            f"{number(rows - entrances_left)} af {number(rows)} rækker gentager en adresse. Filen er sat sammen flere "
            "gange eller rummer boliger (etage og dør); brug en fil med adgangsadresser, én række pr. opgang."
        )

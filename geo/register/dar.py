"""The address register DAR as Datafordeler hands it out: one zip (or file) per entity, a JSON array or CSV in each.

The files cover the whole country, so each is streamed once, object by object, and only the municipality's objects are
remembered. Five entities make an address: Husnummer points at NavngivenVej (street), Adressepunkt (point in
EPSG:25832) and Postnummer; NavngivenVejKommunedel says which municipality a street lies in.
"""

import codecs
import csv
import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import ijson
import numpy as np
import pandas as pd

from geo.columns import find_columns
from geo.errors import GeoError
from geo.layers import UTM32
from geo.plan import rules
from geo.register.coordinates import Placer
from geo.register.entrances import READ, Tally

Record = dict[str, Any]

# A field that only this entity has tells which entity a file holds, whatever the file is called.
TELLING_FIELD = {
    "Husnummer": "husnummertekst",
    "Adressepunkt": "position",
    "NavngivenVejKommunedel": "vejkode",
    "NavngivenVej": "vejnavn",
    "Postnummer": "postnr",
}
# An entity that is not needed (dwellings, names of localities).
OTHER = "other"
POINT = re.compile(r"POINT\s*Z?\s*\(\s*([-\d.]+)\s+([-\d.]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """Where the objects of one entity lie: a file (or a zip with one file in it), and where in its JSON."""

    path: Path
    prefix: str = "item"

    @property
    def name(self) -> str:
        """The file's name, for errors."""
        return self.path.name


def parts_of(path: Path) -> dict[str, Part] | None:
    """Which DAR entities a file holds: entity (one of TELLING_FIELD, or OTHER) -> where; None for no DAR file.

    A file holds the objects of one entity as JSON array or CSV, or, as the older files, a JSON object with a list per
    entity ("HusnummerList").
    """
    try:
        with _open(path) as (file, is_csv):
            if is_csv:
                fields = list(_csv_reader(file).fieldnames or [])
                # A table with street and number side by side is a register of its own, whatever ids it has.
                if len(find_columns(fields, ["street", "number"])) == 2 or "id_lokalid" not in map(str.lower, fields):
                    return None
                return _known({field.lower() for field in fields}, Part(path))
            event, _ = next(iter(ijson.basic_parse(file)), ("", None))
        if event == "start_map":
            return _lists(path)
        with _open(path) as (file, _):
            first = next(iter(ijson.items(file, "item")), None)
    except (ijson.JSONError, zipfile.BadZipFile, UnicodeDecodeError):
        return None
    return _known({field.lower() for field in first} if isinstance(first, dict) else set(), Part(path))


def _known(fields: set[str], part: Part) -> dict[str, Part] | None:
    entity = next((entity for entity, field in TELLING_FIELD.items() if field in fields), OTHER)
    return {entity: part} if "id_lokalid" in fields or entity != OTHER else None


def _lists(path: Path) -> dict[str, Part] | None:
    """The entities of a JSON object with a list per entity."""
    names: list[str] = []
    with _open(path) as (file, _):
        for prefix, event, value in ijson.parse(file):
            if prefix == "" and event == "map_key":
                names.append(str(value))
    entities = {entity.lower(): entity for entity in TELLING_FIELD}
    found = {entities[name.removesuffix("List").lower()]: name for name in names if name.removesuffix("List").lower() in entities}
    return {entity: Part(path, f"{name}.item") for entity, name in found.items()} or None


def read_dar(files: dict[str, Part], tally: Tally) -> Iterator[pd.DataFrame]:
    """One piece with the columns READ of geo.register.entrances: the municipality's current house numbers.

    `files` is entity -> where. Raises GeoError when an entity is missing or a file breaks off.
    """
    missing = [entity for entity in TELLING_FIELD if entity not in files]
    if missing:
        raise GeoError(
            f"DAR mangler {', '.join(missing)}. Hent filerne på Datafordeler (Fildownload, DAR, JSON eller CSV) og giv dem alle med."
        )
    streets, shared = _municipality_streets(files["NavngivenVejKommunedel"])
    houses = _houses(files["Husnummer"], streets, shared, tally)
    names = _lookup(files["NavngivenVej"], {house["navngivenvej"] for house in houses}, "vejnavn")
    postcodes = _lookup(files["Postnummer"], {house["postnummer"] for house in houses}, "postnr")
    points = _lookup(files["Adressepunkt"], {house["adgangspunkt"] for house in houses}, "position")
    frame = pd.DataFrame(
        {
            "street": [names.get(house["navngivenvej"]) for house in houses],
            "house": [house["husnummertekst"] for house in houses],
            "postcode": [postcodes.get(house["postnummer"], "") for house in houses],
            "position": [points.get(house["adgangspunkt"]) for house in houses],
        }
    )
    found = frame["street"].notna() & frame["position"].notna()
    tally.skip("broken_reference", (~found).sum())
    yield _placed(frame[found], files["Adressepunkt"].name, tally)


def _placed(frame: pd.DataFrame, name: str, tally: Tally) -> pd.DataFrame:
    written = frame["position"].astype("str").str.extract(POINT).astype("float64")
    placer = Placer(UTM32, name)
    easting, northing = placer.place(written[0].to_numpy(), written[1].to_numpy())
    placer.check()
    there = np.isfinite(easting)
    tally.skip("no_point", (~there).sum())
    return frame.assign(easting=easting, northing=northing)[there][READ].astype({"street": "str", "house": "str", "postcode": "str"})


def _municipality_streets(part: Part) -> tuple[set[str], set[str]]:
    """Ids of the streets with a part in the municipality, and of those that run into another one."""
    code = rules()["municipality"]["code"].lstrip("0")
    own: set[str] = set()
    elsewhere: set[str] = set()
    for record in _records(part):
        (own if str(record.get("kommune")).lstrip("0") == code else elsewhere).add(record.get("navngivenvej", ""))
    return own, own & elsewhere


def _houses(part: Part, streets: set[str], shared: set[str], tally: Tally) -> list[Record]:
    """Current house numbers on the municipality's streets.

    Husnummer names its municipality by an id of another register (DAGI). Which id is ours is told by the streets that
    lie in no other municipality; house numbers of shared streets with another id are the neighbour's.
    """
    wanted = ("id_lokalid", "husnummertekst", "navngivenvej", "adgangspunkt", "postnummer", "kommuneinddeling")
    kept = set(rules()["register_status"]["dar"])
    houses: dict[str, Record] = {}
    for record in _records(part):
        tally.read += 1
        if record.get("navngivenvej") not in streets:
            tally.skip("other_municipality", 1)
        elif str(record.get("status")) not in kept:
            tally.skip("status", 1)
        else:
            houses[record["id_lokalid"]] = {field: record.get(field) for field in wanted}
    ids = Counter(house["kommuneinddeling"] for house in houses.values() if house["navngivenvej"] not in shared)
    own_id = ids.most_common(1)[0][0] if ids else None
    own = [house for house in houses.values() if house["navngivenvej"] not in shared or house["kommuneinddeling"] == own_id]
    tally.skip("other_municipality", len(houses) - len(own))
    return own


def _lookup(part: Part, ids: set[str], field: str) -> dict[str, str]:
    return {record["id_lokalid"]: record[field] for record in _records(part) if record.get("id_lokalid") in ids and record.get(field)}


def _records(part: Part) -> Iterator[Record]:
    """The objects of an entity with their field names in lower case (the services disagree on capitals)."""
    try:
        with _open(part.path) as (file, is_csv):
            records = _csv_reader(file) if is_csv else ijson.items(file, part.prefix, use_float=True)
            for record in records:
                yield {field.lower(): value for field, value in record.items() if field is not None}
    except (ijson.JSONError, zipfile.BadZipFile, zlib.error) as error:
        raise GeoError(f"„{part.name}“ er ikke hel: filen holder op midt i det hele. Hent den igen.") from error


def _csv_reader(file: BinaryIO) -> "csv.DictReader[str]":
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    heading = text.readline()
    delimiter = max(",;\t|", key=heading.count)
    return csv.DictReader(text, fieldnames=next(csv.reader([heading.rstrip("\r\n")], delimiter=delimiter), []), delimiter=delimiter)


@contextmanager
def _open(path: Path) -> Iterator[tuple[BinaryIO, bool]]:
    """The file, or the only JSON or CSV file in a zip, without a byte-order mark; and whether it is CSV."""
    if not zipfile.is_zipfile(path):
        with path.open("rb") as file:
            yield _without_mark(file), path.suffix.lower() == ".csv"
        return
    with zipfile.ZipFile(path) as archive:
        members = [name for name in archive.namelist() if name.lower().endswith((".json", ".csv")) and "metadata" not in name.lower()]
        if len(members) != 1:
            raise GeoError(f"„{path.name}“ skal rumme én fil (JSON eller CSV), men rummer {len(members)}.")
        with archive.open(members[0]) as member:
            yield _without_mark(member), members[0].lower().endswith(".csv")  # type: ignore[arg-type]  # a member reads like a file


def _without_mark(file: BinaryIO) -> BinaryIO:
    if file.read(3) != codecs.BOM_UTF8:
        file.seek(0)
    return file

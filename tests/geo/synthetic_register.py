"""A made-up address register in every format the importer reads.

The streets and numbers are the plan's; the points are NOT where the houses are: each area gets a block of streets, one
row of entrances per street, near the middle of the area's buildings. Good enough to test reading and drawing, never to
be shown as a place.
"""

import json
import zipfile
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyproj

from geo.buildings import placed_buildings
from geo.coder import plan_coder
from geo.plan import AddressRange, plan_ranges

TO_WGS84 = pyproj.Transformer.from_crs("EPSG:25832", "EPSG:4326", always_xy=True)
DRIVERS = {".gpkg": "GPKG", ".geojson": "GeoJSON", ".shp": "ESRI Shapefile"}
RANDERS, FAVRSKOV = "0730", "0710"
STREET_APART, HOUSE_APART = 40.0, 9.0


@dataclass(frozen=True)
class Row:
    """One entrance as registers list it. `status` is DAR's: 3 current, 4 closed."""

    street: str
    number: int
    letter: str
    postcode: str
    easting: float
    northing: float
    municipality: str = RANDERS
    status: str = "3"

    @property
    def house(self) -> str:
        return f"{self.number}{self.letter}"

    @property
    def wgs84(self) -> tuple[float, float]:
        longitude, latitude = TO_WGS84.transform(self.easting, self.northing)
        return round(longitude, 7), round(latitude, 7)


def plan_rows() -> list[Row]:
    """An entrance for every house number of the plan, except Falkevej 13, which the register lacks."""
    placed = placed_buildings(plan_ranges(), plan_coder())
    middles = placed.geometry.get_coordinates().groupby(placed["area_id"]).mean()
    rows: list[Row] = []
    streets: dict[str, list[str]] = {}
    for item in plan_ranges():
        in_area = streets.setdefault(item.area_id, [])
        if item.street not in in_area:
            in_area.append(item.street)
        x, y = middles.loc[item.area_id]
        north = round(y + STREET_APART * (in_area.index(item.street) - 4), 2)
        for number in item.numbers:
            east = round(x + HOUSE_APART * (number % 40), 2)
            rows += [Row(item.street, number, letter, "8930", east, north) for letter in letters(item)]
    return [row for row in dict.fromkeys(rows) if (row.street, row.number) != ("Falkevej", 13)]


def letters(item: AddressRange) -> list[str]:
    if item.from_letter is None or item.to_letter is None:
        return [""]
    return [chr(code) for code in range(ord(item.from_letter), ord(item.to_letter) + 1)]


def country_rows() -> list[Row]:
    """The plan's entrances among others: another street of the town, closed houses, a neighbouring municipality."""
    rows = plan_rows()
    falkevej = next(row for row in rows if row.street == "Falkevej")
    return [
        *rows,
        replace(falkevej, street="Storegade", number=1, postcode="8900"),
        replace(falkevej, number=13, status="4"),
        replace(falkevej, street="Viborgvej", number=16, postcode="8382", municipality=FAVRSKOV, northing=6240000.0),
        replace(falkevej, street="Favrskovvej", number=2, postcode="8370", municipality=FAVRSKOV, northing=6240000.0),
    ]


def write_dawa_csv(path: Path, rows: list[Row]) -> Path:
    """Some of the columns of a DAWA `adgangsadresser` export, in its order; status 1 is final, 3 preliminary."""
    frame = pd.DataFrame(
        {
            "id": [f"id-{position}" for position in range(len(rows))],
            "status": ["1" if row.status == "3" else "3" for row in rows],
            "vejnavn": [row.street for row in rows],
            "husnr": [row.house for row in rows],
            "supplerendebynavn": "",
            "postnr": [row.postcode for row in rows],
            "kommunekode": [row.municipality for row in rows],
            "etrs89koordinat_øst": [row.easting for row in rows],
            "etrs89koordinat_nord": [row.northing for row in rows],
            "wgs84koordinat_bredde": [row.wgs84[1] for row in rows],
            "wgs84koordinat_længde": [row.wgs84[0] for row in rows],
            "kvh": [f"{row.municipality}0001{row.house:_>4}" for row in rows],
        }
    )
    frame.to_csv(path, index=False)
    return path


def write_plain_csv(path: Path, rows: list[Row]) -> Path:
    """What an officer exports: semicolons, decimal comma, number and letter apart, WGS 84."""
    own = [row for row in rows if row.municipality == RANDERS and row.status == "3"]
    lines = ["Vejnavn;Nr;Bogstav;Postnr;Længdegrad;Breddegrad"]
    for row in own:
        longitude, latitude = (f"{value:.7f}".replace(".", ",") for value in row.wgs84)
        lines.append(f"{row.street};{row.number};{row.letter};{row.postcode};{longitude};{latitude}")
    path.write_text("\n".join(lines) + "\n", encoding="cp1252")
    return path


def write_features(path: Path, rows: list[Row], crs: str = "EPSG:25832") -> Path:
    """A GeoPackage or GeoJSON; the suffix tells."""
    frame = pd.DataFrame([asdict(row) | {"house": row.house} for row in rows])
    points = gpd.points_from_xy(frame["easting"], frame["northing"], crs="EPSG:25832").to_crs(crs)
    columns = frame.rename(columns={"street": "vejnavn", "house": "husnummertekst", "municipality": "kommunekode", "postcode": "postnr"})
    layer = gpd.GeoDataFrame(columns[["vejnavn", "husnummertekst", "postnr", "kommunekode", "status"]], geometry=points)
    layer.to_file(path, driver=DRIVERS[path.suffix])
    return path


def write_dar(folder: Path, rows: list[Row], zipped: bool = True) -> list[Path]:
    """The five DAR entities, one file each."""
    return [_write_entity(folder, name, records, zipped) for name, records in dar_entities(rows).items()]


def write_dar_csv(folder: Path, rows: list[Row], zipped: bool) -> list[Path]:
    """The entities as CSV, with a byte-order mark or in zips."""
    written = []
    for name, records in dar_entities(rows).items():
        path = folder / f"DAR_V3_{name}_0730_TotalDownload_csv_Current_1.csv"
        pd.DataFrame(records).to_csv(path, index=False, encoding="utf-8" if zipped else "utf-8-sig", sep="," if zipped else ";")
        written.append(_zipped(path) if zipped else path)
    return written


def write_dar_one_file(path: Path, rows: list[Row]) -> Path:
    """The older form: a list per entity in one object, here with a byte-order mark."""
    lists = {f"{name}List": records for name, records in dar_entities(rows).items()}
    path.write_text(json.dumps({"AdresseList": [], **lists}), encoding="utf-8-sig")
    return path


def write_shapefile_zip(folder: Path, rows: list[Row]) -> Path:
    """A shapefile in a zip; its headings are cut to ten letters."""
    (folder / "shp").mkdir()
    write_features(folder / "shp" / "adresser.shp", rows)
    path = folder / "adresser.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for part in sorted((folder / "shp").iterdir()):
            archive.write(part, f"udtræk/{part.name}")
    return path


def write_dawa_json(path: Path, rows: list[Row], nested: bool) -> Path:
    """DAWA's adgangsadresser as JSON: nested in WGS 84, or flat."""
    entries: list[dict[str, object]] = []
    for row in rows:
        own: dict[str, object] = {"id": f"id-{len(entries)}", "status": 1 if row.status == "3" else 3, "husnr": row.house}
        if nested:
            own |= {"vejstykke": {"navn": row.street, "kode": "0001"}, "postnummer": {"nr": row.postcode, "navn": "By"}}
            own |= {"kommune": {"kode": row.municipality}, "adgangspunkt": {"koordinater": list(row.wgs84)}}
        else:
            own |= {"vejnavn": row.street, "postnr": row.postcode, "kommunekode": row.municipality, "x": row.easting, "y": row.northing}
        entries.append(own)
    path.write_text(json.dumps(entries), encoding="utf-8")
    return path


def _zipped(path: Path) -> Path:
    packed = path.with_suffix(".zip")
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, path.name)
    return packed


def dar_entities(rows: list[Row]) -> dict[str, list[dict[str, object]]]:
    """The objects of five entities with the references between them, and one reference to nothing."""
    streets = {(row.street, row.municipality): f"vej-{row.street}" for row in rows}
    postcodes = sorted({row.postcode for row in rows})
    # Viborgvej runs through two municipalities as one named street.
    return {
        "NavngivenVej": [{"id_lokalId": key, "vejnavn": key[4:]} for key in dict.fromkeys(streets.values())],
        "NavngivenVejKommunedel": [
            {"id_lokalId": f"del-{street}-{code}", "kommune": code, "vejkode": "0001", "navngivenVej": key}
            for (street, code), key in streets.items()
        ],
        "Postnummer": [{"id_lokalId": f"post-{code}", "postnr": code, "navn": "By"} for code in postcodes],
        "Adressepunkt": [
            {"id_lokalId": f"punkt-{position}", "position": f"POINT ({row.easting} {row.northing})", "status": "3"}
            for position, row in enumerate(rows)
        ],
        "Husnummer": [
            *(_husnummer(position, row) for position, row in enumerate(rows)),
            _husnummer(len(rows), rows[0]) | {"adgangspunkt": None},
        ],
    }


def _husnummer(position: int, row: Row) -> dict[str, object]:
    return {
        "id_lokalId": f"hus-{position}",
        "husnummertekst": row.house,
        "adgangsadressebetegnelse": f"{row.street} {row.house}, {row.postcode} By",
        "status": row.status,
        "adgangspunkt": f"punkt-{position}",
        "navngivenVej": f"vej-{row.street}",
        "postnummer": f"post-{row.postcode}",
        "kommuneinddeling": f"dagi-{row.municipality}",
        "supplerendeBynavn": None,
    }


def _write_entity(folder: Path, name: str, records: list[dict[str, object]], zipped: bool) -> Path:
    text = json.dumps(records, ensure_ascii=False)
    if not zipped:
        path = folder / f"DAR_{name}.json"
        path.write_text(text, encoding="utf-8")
        return path
    path = folder / f"DAR_{name}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"DAR_{name}_current.json", text)
    return path

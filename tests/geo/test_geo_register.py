"""Importing address registers: every format, what is left out, what is refused. The register is synthetic."""

import json
import subprocess
import tracemalloc
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyogrio
import pytest
import synthetic_register as synthetic
from synthetic_register import Row

from geo.__main__ import main
from geo.errors import GeoError
from geo.register import dar
from geo.register.coordinates import Placer
from geo.register.importer import Import, import_register, read_register

Writer = Callable[[Path, list[Row]], list[Path]]
WRITERS: dict[str, Writer] = {
    "dawa": lambda folder, rows: [synthetic.write_dawa_csv(folder / "adgangsadresser.csv", rows)],
    "geopackage": lambda folder, rows: [synthetic.write_features(folder / "adresser.gpkg", rows)],
    "geojson": lambda folder, rows: [synthetic.write_features(folder / "adresser.geojson", rows, "EPSG:4326")],
    "csv": lambda folder, rows: [synthetic.write_plain_csv(folder / "adresser.csv", rows)],
    "dar zip": synthetic.write_dar,
    "dar csv with a mark": lambda folder, rows: synthetic.write_dar_csv(folder, rows, zipped=False),
    "dar csv zip": lambda folder, rows: synthetic.write_dar_csv(folder, rows, zipped=True),
    "dar one file": lambda folder, rows: [synthetic.write_dar_one_file(folder / "dar.json", rows)],
    "shapefile zip": lambda folder, rows: [synthetic.write_shapefile_zip(folder, rows)],
    "geopackage zip": lambda folder, rows: [synthetic._zipped(synthetic.write_features(folder / "adresser.gpkg", rows))],
    "dawa json": lambda folder, rows: [synthetic.write_dawa_json(folder / "adgangsadresser.json", rows, nested=True)],
    "dawa json flat": lambda folder, rows: [synthetic.write_dawa_json(folder / "adgangsadresser.json", rows, nested=False)],
    "dar json": lambda folder, rows: synthetic.write_dar(folder, rows, zipped=False),
}


def imported(folder: Path, files: list[Path]) -> Import:
    return import_register(files, folder / "out" / "register.parquet")


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return synthetic.country_rows()


@pytest.mark.parametrize("kind", WRITERS)
def test_every_format_gives_the_same_entrances(kind: str, rows: list[Row], tmp_path: Path) -> None:
    result = imported(tmp_path, WRITERS[kind](tmp_path, rows))
    expected = pd.DataFrame(
        [
            (row.street, row.number, row.letter, row.postcode, row.easting, row.northing)
            for row in rows
            if row.municipality == "0730" and row.status == "3"
        ],
        columns=["street", "number", "letter", "postcode", "easting", "northing"],
    ).sort_values(["street", "number", "letter"], ignore_index=True)
    kept = read_register(tmp_path / "out" / "register.parquet")
    pd.testing.assert_frame_equal(kept.iloc[:, :4], expected.iloc[:, :4], check_dtype=False)
    assert (kept[["easting", "northing"]] - expected[["easting", "northing"]]).abs().max().max() < 0.05
    assert result.ranges["entrances"].sum() == len(expected) - 1  # all but Storegade 1


@pytest.mark.parametrize("kind", ["dawa", "dar zip"])
def test_what_was_left_out_is_told(kind: str, rows: list[Row], tmp_path: Path) -> None:
    text = imported(tmp_path, WRITERS[kind](tmp_path, rows)).text
    assert "631 opgange i kommunen beholdt" in text
    assert "2 sprunget over: i andre kommuner" in text
    assert "1 sprunget over: nedlagte, henlagte eller foreløbige" in text
    assert "Falkevej 1-41 (ulige numre): 20 fundet; mangler nr. 13" in text
    assert "Vølundsvej 1-9: 9 fundet; omstridte numre, der findes: 2, 4, 6, 8" in text
    assert ("1 sprunget over: med en henvisning, der ikke findes" in text) == (kind == "dar zip")


def test_a_street_shared_with_a_neighbour_keeps_to_the_municipality(rows: list[Row], tmp_path: Path) -> None:
    kept = imported(tmp_path, WRITERS["dar zip"](tmp_path, rows)).entrances
    assert set(kept.loc[kept["street"] == "Viborgvej", "postcode"]) == {"8930"}


def test_the_same_register_gives_the_same_bytes_in_any_order(rows: list[Row], tmp_path: Path) -> None:
    written = []
    for turned in (rows, rows[::-1]):
        imported(tmp_path, WRITERS["dawa"](tmp_path, turned))
        written.append((tmp_path / "out" / "register.parquet").read_bytes())
    assert written[0] == written[1]


def test_a_few_repeated_rows_are_merged_and_counted(rows: list[Row], tmp_path: Path) -> None:
    falkevej = [row for row in rows if row.street == "Falkevej" and row.status == "3"][:3]
    result = imported(tmp_path, WRITERS["dawa"](tmp_path, [*rows, *falkevej]))
    assert len(result.entrances) == 631
    assert "3 opgange stod mere end én gang" in result.text
    assert result.ranges.set_index("range_id").loc["glarbjergvej_falkevej_1", "doubled"] == 3


def test_streets_the_register_does_not_know_are_told_with_a_likeness(rows: list[Row], tmp_path: Path) -> None:
    respelled = [replace(row, street="Lodsejer Allévej") if row.street == "Lodsejervej" else row for row in rows]
    text = imported(tmp_path, WRITERS["dawa"](tmp_path, respelled)).text
    assert "Gader i planen, som registeret ikke har:\n  Lodsejervej (ligner Lodsejer Allévej)" in text


def csv(path: Path, text: str, encoding: str = "utf-8") -> list[Path]:
    path.write_bytes(text.encode(encoding))
    return [path]


HEAD = "vejnavn;husnr;postnr;x;y\n"


def lines(x: float, y: float) -> str:
    return HEAD + "".join(f"Falkevej;{number};8930;{x};{y}\n" for number in range(1, 42, 2))


BAD: dict[str, tuple[Callable[[Path], list[Path]], str]] = {
    "empty": (lambda folder: csv(folder / "a.csv", ""), "er tom"),
    "no rows": (lambda folder: csv(folder / "a.csv", HEAD), "Ingen adresser i Randers Kommune blandt 0 rækker"),
    "no street column": (lambda folder: csv(folder / "a.csv", "husnr;x;y\n7;1;2\n"), "mangler en kolonne med vejnavn"),
    "no number column": (lambda folder: csv(folder / "a.csv", "vejnavn;x;y\nF;1;2\n"), "mangler en kolonne med husnummer"),
    "no coordinates": (lambda folder: csv(folder / "a.csv", "vejnavn;husnr\nF;1\n"), "mangler to kolonner med koordinater"),
    "swapped metres": (lambda folder: csv(folder / "a.csv", lines(6259500, 564000)), "byttet om"),
    "swapped degrees": (lambda folder: csv(folder / "a.csv", lines(56.48, 10.04)), "byttet om"),
    "another system": (lambda folder: csv(folder / "a.csv", lines(1117000, 7660000)), "ikke i Danmark. Gem filen i EPSG:25832"),
    "another town": (lambda folder: csv(folder / "a.csv", lines(720000, 6175000)), "Ingen adresser i Randers Kommune.*uden for kommunen"),
    "ten times the same": (
        lambda folder: csv(folder / "a.csv", lines(564000, 6259500) + lines(564000, 6259500)[len(HEAD) :] * 9),
        "gentager en adresse",
    ),
    "none of the plan": (
        lambda folder: csv(folder / "a.csv", lines(564000, 6259500).replace("Falkevej", "Andenvej")),
        "ingen af planens adresser",
    ),
    "mixed encodings": (
        lambda folder: [
            _bytes(folder / "a.csv", HEAD.encode() + "Østervej;1;8900;1;2\n".encode() + "Sjællandsgade;1;8900;1;2\n".encode("cp1252"))
        ],
        "blander to tegnsæt",
    ),
    "no register": (lambda folder: csv(folder / "a.pdf", "x"), "kendes ikke. Brug DAR"),
    "no such file": (lambda folder: [folder / "none.csv"], "findes ikke"),
    "two registers": (lambda folder: csv(folder / "a.csv", HEAD) + csv(folder / "b.csv", HEAD), "importér et register ad gangen"),
    "no geopackage": (lambda folder: csv(folder / "a.gpkg", "x"), "kan ikke åbnes som GeoPackage"),
    "json of another kind": (lambda folder: csv(folder / "a.json", '{"a": 1}'), "ikke en fil fra DAR"),
}


def _bytes(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("case", BAD)
def test_bad_files_say_why_in_danish_and_change_nothing(case: str, tmp_path: Path) -> None:
    write, message = BAD[case]
    out = tmp_path / "register.parquet"
    out.write_bytes(b"the old register")
    with pytest.raises(GeoError, match=message):
        import_register(write(tmp_path), out)
    assert out.read_bytes() == b"the old register"
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("system", ["EPSG:25832", "EPSG:4326"])
def test_a_geojson_that_states_no_system_is_told_by_its_numbers(system: str, rows: list[Row], tmp_path: Path) -> None:
    path = synthetic.write_features(tmp_path / "a.geojson", rows, system)
    layer = json.loads(path.read_text(encoding="utf-8"))
    layer.pop("crs", None)
    path.write_text(json.dumps(layer), encoding="utf-8")
    assert len(imported(tmp_path, [path]).entrances) == 631


def test_a_geojson_in_another_system_than_it_states(rows: list[Row], tmp_path: Path) -> None:
    path = synthetic.write_features(tmp_path / "a.geojson", rows)
    stated = path.read_text(encoding="utf-8").replace("EPSG::25832", "OGC:1.3:CRS84").replace("def:crs:OGC:1.3:CRS84", "def:crs:EPSG::4326")
    path.write_text(stated, encoding="utf-8")
    with pytest.raises(GeoError, match=r"oplyser koordinatsystemet WGS 84 .*tallene er i EPSG:25832"):
        imported(tmp_path, [path])


def layered(folder: Path, rows: list[Row]) -> Path:
    """Roads first, as lines with a street and a number of their own, then the addresses."""
    path = folder / "lag.gpkg"
    points = pyogrio.read_dataframe(synthetic.write_features(folder / "adresser.gpkg", rows))
    roads = points.set_geometry(points.buffer(3).boundary)
    pyogrio.write_dataframe(roads, path, layer="a_veje")
    pyogrio.write_dataframe(points, path, layer="b_adresser", append=True)
    return path


def test_the_layer_with_addresses_is_found_whatever_its_place(rows: list[Row], tmp_path: Path) -> None:
    assert len(imported(tmp_path, [layered(tmp_path, rows)]).entrances) == 631


def test_layers_that_cannot_be_told_apart_are_listed_and_one_can_be_named(rows: list[Row], tmp_path: Path) -> None:
    path = layered(tmp_path, rows)
    pyogrio.write_dataframe(pyogrio.read_dataframe(path, layer="b_adresser"), path, layer="c_flere", append=True)
    with pytest.raises(GeoError, match=r"flere lag med vejnavn.*„a_veje“ \(.*LineString.*„b_adresser“.*„c_flere“.*--layer"):
        imported(tmp_path, [path])
    assert len(import_register([path], tmp_path / "out" / "r.parquet", "c_flere").entrances) == 631
    with pytest.raises(GeoError, match=r"intet lag, der hedder „d“. Lagene er „a_veje“"):
        import_register([path], tmp_path / "out" / "r.parquet", "d")


def test_a_register_that_names_its_municipality_keeps_to_it(rows: list[Row], tmp_path: Path) -> None:
    named = "".join(f"Falkevej;{number};8930;564000;6259500;Randers Kommune\n" for number in range(1, 42, 2))
    other = "Falkevej;43;8370;564000;6259500;Favrskov Kommune\n"
    kept = imported(tmp_path, csv(tmp_path / "a.csv", f"vejnavn;husnr;postnr;x;y;Kommune\n{named}{other}")).entrances
    assert (len(kept), 43 in set(kept["number"])) == (21, False)


def test_any_declared_system_is_transformed(rows: list[Row], tmp_path: Path) -> None:
    kept = imported(tmp_path, [synthetic.write_features(tmp_path / "a.gpkg", rows, "EPSG:3857")]).entrances
    expected = synthetic.plan_rows()[0]
    found = kept[(kept["street"] == expected.street) & (kept["number"] == expected.number)].iloc[0]
    assert (abs(found["easting"] - expected.easting) < 0.1, abs(found["northing"] - expected.northing) < 0.1) == (True, True)


def test_areas_instead_of_points_are_refused(rows: list[Row], tmp_path: Path) -> None:
    path = synthetic.write_features(tmp_path / "a.gpkg", rows)
    layer = pyogrio.read_dataframe(path)
    pyogrio.write_dataframe(layer.set_geometry(layer.buffer(5)), tmp_path / "b.gpkg")
    with pytest.raises(GeoError, match="linjer eller flader"):
        imported(tmp_path, [tmp_path / "b.gpkg"])


def test_a_few_misplaced_points_are_left_out() -> None:
    placer = Placer(None, "f.csv")
    east, _ = placer.place(np.array([564000.0, 0.0, np.nan]), np.array([6259500.0, 0.0, np.nan]))
    placer.check()
    assert list(np.isfinite(east)) == [True, False, False]


def test_dar_needs_all_five_entities_and_whole_files(rows: list[Row], tmp_path: Path) -> None:
    files = synthetic.write_dar(tmp_path, rows, zipped=False)
    with pytest.raises(GeoError, match="DAR mangler Adressepunkt"):
        imported(tmp_path, [path for path in files if "Adressepunkt" not in path.name])
    with pytest.raises(GeoError, match="rummer begge Postnummer"):
        imported(tmp_path, [*files, _bytes(tmp_path / "again.json", (tmp_path / "DAR_Postnummer.json").read_bytes())])
    houses = tmp_path / "DAR_Husnummer.json"
    houses.write_text(houses.read_text(encoding="utf-8")[:-200], encoding="utf-8")
    with pytest.raises(GeoError, match="er ikke hel"):
        imported(tmp_path, files)


def test_dar_files_that_are_not_needed_are_passed_over(rows: list[Row], tmp_path: Path) -> None:
    dwellings = _bytes(tmp_path / "DAR_Adresse.json", b'[{"id_lokalId": "1", "adressebetegnelse": "Falkevej 7, 1. tv"}]')
    assert len(imported(tmp_path, [dwellings, *synthetic.write_dar(tmp_path, rows)]).entrances) == 631


def test_dar_is_streamed_object_by_object(tmp_path: Path) -> None:
    """Foreign house numbers leave no trace in memory."""
    record = synthetic._husnummer(1, Row("Andenvej", 1, "", "4000", 0, 0, "0265"))
    path = tmp_path / "DAR_Husnummer.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("DAR_Husnummer.json", json.dumps([record] * 15_000))
    tracemalloc.start()
    assert sum(1 for _ in dar._records(dar.Part(path))) == 15_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000


def test_the_command_reports_and_builds_only_from_the_monitors_own_register(
    rows: list[Row], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[list[str]] = []

    def run(command: list[str], check: bool) -> subprocess.CompletedProcess[str]:
        built.append(command[1:])
        return subprocess.CompletedProcess(command, 3)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr("geo.register.DEFAULT_REGISTER", tmp_path / "own.parquet")
    source = synthetic.write_dawa_csv(tmp_path / "a.csv", rows)
    assert main(["import", str(source), "--out", str(tmp_path / "r.parquet")]) == 0
    assert f"Registeret er gemt i {tmp_path / 'r.parquet'}." in capsys.readouterr().out
    assert built == []
    assert main(["import", str(source)]) == 3, "the build's own exit code is passed on"
    assert built == [["-m", "data", "build"]]
    assert (tmp_path / "own.parquet").is_file()
    assert main(["import", str(tmp_path / "none.csv"), "--out", str(tmp_path / "r.parquet")]) == 2

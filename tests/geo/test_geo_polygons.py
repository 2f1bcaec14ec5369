"""The municipality's polygons of the areas: every format, periods, what contradicts the lists, and files that are bad."""

import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from itertools import combinations
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely
import synthetic_register as synthetic
from area_files import UTM32, WGS84, areas, placed, with_geometry, write, zipped

from data import child
from geo import areas_inside
from geo.__main__ import main
from geo.build import geometry_tables, input_files
from geo.errors import GeoError
from geo.municipal import contradictions, import_polygons, read_kept
from geo.plan import area_names, area_spellings, spelling_key
from geo.register import DEFAULT_REGISTER, POLYGONS

NEW_YEAR = date(2024, 1, 1)
WRITERS: dict[str, Callable[[Path], Path]] = {
    "geopackage": lambda folder: write(folder / "a.gpkg", areas()),
    "geopackage in another system": lambda folder: write(folder / "a.gpkg", areas(), "EPSG:3857"),
    "geopackage with heights": lambda folder: write(folder / "a.gpkg", heights(areas()), "EPSG:7416"),
    "geopackage with measures": lambda folder: measured(folder / "a.gpkg"),
    "geojson": lambda folder: write(folder / "a.geojson", areas(), WGS84),
    "geojson in metres": lambda folder: without_system(write(folder / "a.geojson", areas())),
    "shapefile": lambda folder: write(folder / "a.shp", areas(), "EPSG:25833"),
    "shapefile in a zip": lambda folder: zipped(write(folder / "a.shp", areas())),
    "shapefile without its .prj": lambda folder: write(folder / "a.shp", areas(), None),
    "geoparquet": lambda folder: write(folder / "a.parquet", areas(), WGS84),
    "file geodatabase": lambda folder: write(folder / "a.gdb", areas()),
    "file geodatabase in a zip": lambda folder: zipped(write(folder / "a.gdb", areas())),
}


def heights(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return frame.set_geometry(shapely.force_3d(frame.geometry.array, 12.5)).set_crs(UTM32, allow_override=True)


def measured(path: Path) -> Path:
    """Corners with a measure (M), which geopandas itself does not write."""
    frame = areas()
    corners = [shapely.force_3d(shape, 5.0).wkt.replace(" Z ", " M ") for shape in frame.geometry]
    wkb = shapely.to_wkb(shapely.from_wkt(corners), output_dimension=4, flavor="iso")
    names = [frame["omraade"].to_numpy(object)]
    pyogrio.raw.write(path, wkb, names, ["omraade"], geometry_type="Unknown", crs=UTM32, driver="GPKG")
    return path


def without_system(path: Path) -> Path:
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(line for line in lines if not line.startswith('"crs"')), encoding="utf-8")
    return path


def imported(path: Path, day: date = NEW_YEAR, layer: str | None = None) -> tuple[gpd.GeoDataFrame, str]:
    """What an import of the file keeps, and its report."""
    out = path.parent / "out" / POLYGONS
    text = import_polygons(path, day, out, layer)
    return read_kept(out), text


@pytest.mark.parametrize("kind", WRITERS)
def test_every_format_gives_the_same_polygons(kind: str, tmp_path: Path) -> None:
    kept, text = imported(WRITERS[kind](tmp_path))
    assert kept.crs == UTM32
    assert list(kept["area_id"]) == list(area_names())
    for found, drawn in zip(kept.geometry, areas().geometry, strict=True):
        assert (found.has_z, found.has_m) == (False, False)
        assert shapely.hausdorff_distance(found, drawn) < 0.5
    assert text.startswith("Flader for 7 områder er læst fra „a.")
    assert "de gælder fra 1. januar 2024." in text
    assert "ligger uden for fladen" not in text


def test_names_are_matched_by_every_spelling_in_the_column_that_has_most(tmp_path: Path) -> None:
    frame = areas()
    frame["omraade"] = [
        "GL JENNUMPARKEN",
        "glarbjergvej området",
        "Herman Stillingsvej",
        "Energivej",
        "Vandalen",
        "Sjællandsgade",
        "centrale_randers",
    ]
    frame["bemaerkning"] = ["Vangdalen"] * 7
    other = frame.iloc[[4]].assign(omraade="Dronningborg", bemaerkning="-")
    kept, text = imported(write(tmp_path / "a.gpkg", pd.concat([other, frame])))
    assert list(kept["area_id"]) == list(area_names())
    assert "1 flade med andre navne er ikke læst." in text
    # No spelling may stand for two areas.
    assert set(area_spellings().values()) == set(area_names())
    assert area_spellings()[spelling_key("Gl. Jennumparjen")] == "gl_jennumparken"


def test_the_layer_is_chosen_by_content_or_by_hand(tmp_path: Path) -> None:
    path = write(tmp_path / "a.gpkg", areas(), layer="graense")
    points = areas().set_geometry(areas().centroid)
    write(path, points, layer="etiketter")
    assert "(laget „graense“)" in imported(path)[1]
    write(path, with_geometry(areas(), "Vangdalen", lambda shape: shape.buffer(5)), layer="graense_2020")
    with pytest.raises(GeoError, match=r"har flere lag med områdernes navne.*„graense_2020“.*Vælg et lag med --layer"):
        imported(path)
    assert "(laget „graense_2020“)" in imported(path, layer="graense_2020")[1]
    with pytest.raises(GeoError, match="har intet lag, der hedder „veje“"):
        imported(path, layer="veje")


def test_a_change_of_borders_keeps_the_old_ones_for_the_period_before(tmp_path: Path) -> None:
    path = write(tmp_path / "a.gpkg", areas())
    imported(path, date(2020, 7, 1))
    wider = with_geometry(areas(), "Vangdalen", lambda shape: shape.buffer(10))
    kept, text = imported(write(tmp_path / "b.gpkg", wider))
    assert "Fladerne, der gælder fra 1. juli 2020, er beholdt." in text
    assert len(kept) == 14
    shapes = geometry_tables(tmp_path / "out" / "register.parquet")["area_shape"]
    own = shapes[shapes["area_id"] == "vangdalen"]
    assert list(own["method"]) == ["buildings", "municipal", "municipal"]
    assert [str(day)[:10] for day in own["valid_from"]] == ["NaT", "2020-07-01", "2024-01-01"]
    assert [str(day)[:10] for day in own["valid_to"]] == ["2020-06-30", "2023-12-31", "NaT"]
    assert own.area.iloc[2] > own.area.iloc[1] + 1000
    assert own["note"].iloc[2] == "Kommunens polygon, gældende fra 1. januar 2024."
    # The same day again replaces that set and no other, and the same file gives the same bytes.
    before = (tmp_path / "out" / POLYGONS).read_bytes()
    again, text = imported(path, date(2020, 7, 1))
    assert "De erstatter fladerne med samme dato." in text
    assert len(again) == 14
    assert (tmp_path / "out" / POLYGONS).read_bytes() == before


def test_the_polygons_are_among_the_files_of_a_version(tmp_path: Path) -> None:
    register = tmp_path / "register.parquet"
    without = input_files(register)
    (tmp_path / POLYGONS).touch()
    assert set(input_files(register)) - set(without) == {tmp_path / POLYGONS}


def test_a_building_outside_its_polygon_and_a_stranger_inside_are_findings(tmp_path: Path) -> None:
    exact = contradictions(areas().assign(area_id=list(area_names())), placed())
    assert exact[exact["finding"] == "outside"].empty
    lost = placed().index[(placed()["street"] == "Falkevej") & (placed()["area_id"] == "glarbjergvej")][0]
    point = placed().geometry[lost]
    cut = with_geometry(areas(), "Glarbjergvej-området", lambda shape: shape.difference(point.buffer(30)))
    stranger = placed()[placed()["area_id"].isna()].geometry.iloc[0]
    cut = with_geometry(cut, "Vangdalen", lambda shape: shapely.union(shape, stranger.buffer(30)))
    text = imported(write(tmp_path / "a.gpkg", cut))[1]
    assert f"1 bygning på listen ligger uden for fladen: Falkevej {placed()['house_no'][lost]} (30 m)" in text
    own = text.partition("Vangdalen: ")[2].partition("Sjællandsgadekvarteret: ")[0]
    assert "i fladen står ikke på områdets liste: " in own
    assert placed()["street"][placed()["area_id"].isna()].iloc[0] in own


def test_entrances_of_a_register_beside_the_polygons_are_held_against_them(tmp_path: Path) -> None:
    point = placed().geometry[placed()["street"] == "Falkevej"].iloc[0]
    away = placed().geometry[placed()["area_id"] == "vangdalen"].iloc[0]
    rows = pd.DataFrame(
        {
            "street": ["Falkevej", "Falkevej", "Ukendtvej"],
            "number": pd.array([7, 9, 3], "int32"),
            "letter": "",
            "postcode": "8930",
            "easting": [point.x, away.x, point.x],
            "northing": [point.y, away.y, point.y],
            "copies": pd.array([1, 1, 1], "int32"),
        }
    )
    (tmp_path / "out").mkdir()
    rows.to_parquet(tmp_path / "out" / DEFAULT_REGISTER.name)
    text = imported(write(tmp_path / "a.gpkg", areas()))[1]
    assert "1 opgang på listen ligger uden for fladen: Falkevej 9 (" in text
    assert text.count("1 opgang i fladen står ikke på områdets liste: Ukendtvej 3") == 1
    assert text.count("1 opgang i fladen står ikke på områdets liste: Falkevej 9") == 1


def test_a_ring_that_crosses_itself_is_mended_and_said(tmp_path: Path) -> None:
    def spiked(shape: shapely.Geometry) -> shapely.Geometry:
        x, y = shape.representative_point().coords[0]
        return shapely.Polygon([(x, y), (x + 100, y + 100), (x + 100, y), (x, y + 100)])

    kept, text = imported(write(tmp_path / "a.gpkg", with_geometry(areas(), "Vangdalen", spiked)))
    assert kept.is_valid.all()
    assert "Omridset af „Vangdalen“ krydser sig selv ved (" in text
    assert "det er rettet, og arealet er nu 5.000 m²." in text


def test_polygons_that_overlap_are_divided_and_said(tmp_path: Path) -> None:
    near = ["Gl. Jennumparken", "Glarbjergvej-området"]
    wide = areas().set_geometry(areas().buffer(areas()["omraade"].isin(near) * 60.0))
    kept, text = imported(write(tmp_path / "a.gpkg", wide))
    assert "„Gl. Jennumparken“ og „Glarbjergvej-området“ overlapper hinanden på " in text
    assert text.count("overlapper") == 1
    own = kept.set_index("area_id").geometry
    assert all(one.intersection(other).area < 1 for one, other in combinations(own, 2))
    claimed = wide[wide["omraade"].isin(near)].union_all()
    assert own["gl_jennumparken"].union(own["glarbjergvej"]).area == pytest.approx(claimed.area, rel=1e-4)
    found = contradictions(kept, placed())
    assert found[found["finding"] == "outside"].empty


def swapped(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return frame.set_geometry(shapely.transform(frame.geometry.array, lambda xy: xy[:, ::-1])).set_crs(UTM32, allow_override=True)


def declared(frame: gpd.GeoDataFrame, system: str) -> gpd.GeoDataFrame:
    return frame.set_crs(system, allow_override=True)


def moved(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return frame.set_geometry(frame.translate(-80_000, 0))


def named(frame: gpd.GeoDataFrame, old: str, new: str) -> gpd.GeoDataFrame:
    return frame.assign(omraade=frame["omraade"].replace(old, new))


BAD: dict[str, tuple[Callable[[Path], Path], str]] = {
    "no features": (lambda at: write(at / "a.gpkg", areas().iloc[:0], layer="a"), "„a.gpkg“ er tom: laget „a“ har ingen flader."),
    "no bytes": (lambda at: empty(at / "a.gpkg"), "„a.gpkg“ kan ikke åbnes som GeoPackage, GeoJSON eller shapefile."),
    "metres called degrees": (
        lambda at: write(at / "a.gpkg", declared(areas(), WGS84), WGS84),
        "oplyser koordinatsystemet WGS 84 (grader), men tallene er i EPSG:25832 (meter). Ret oplysningen i filen.",
    ),
    "another zone than declared": (
        lambda at: write(at / "a.gpkg", declared(areas().to_crs("EPSG:25833"), UTM32)),
        "Koordinaterne i „a.gpkg“ ligger i det oplyste system EPSG:25832 ikke i Danmark.",
    ),
    "swapped axes": (lambda at: write(at / "a.gpkg", swapped(areas())), "Koordinaterne i „a.gpkg“ er byttet om: x (øst, længde) og y"),
    "another town": (lambda at: write(at / "a.gpkg", moved(areas())), "helt eller delvis uden for Randers Kommune."),
    "one area missing": (
        lambda at: write(at / "a.gpkg", named(areas(), "Vangdalen", "Vangparken")),
        "„a.gpkg“ mangler 1 område: Vangdalen. Filens øvrige navne er „Vangparken“.",
    ),
    "two with one name": (
        lambda at: write(at / "a.gpkg", named(areas(), "Energivej-området", "Vangdalsparken")),
        "2 flader i „a.gpkg“ hedder „Vangdalen“ (nr. 4 og 5). Saml dem til én flade med flere dele",
    ),
    "lines": (
        lambda at: write(at / "a.gpkg", areas().set_geometry(areas().boundary)),
        "„Gl. Jennumparken“ er en linje i „a.gpkg“; et område skal være en flade. Lav linjerne om til polygoner",
    ),
    "no geometry": (
        lambda at: write(at / "a.gpkg", with_geometry(areas(), "Vangdalen", lambda _: None)),
        "„Vangdalen“ har ingen geometri i „a.gpkg“.",
    ),
    "no area within": (
        lambda at: write(at / "a.gpkg", with_geometry(areas(), "Vangdalen", flat)),
        "Omridset af „Vangdalen“ rummer ikke noget areal.",
    ),
    "no names": (
        lambda at: write(at / "a.gpkg", areas().assign(omraade=list("1234567"))),
        "Ingen flade i „a.gpkg“ bærer navnet på et af planens områder (Gl. Jennumparken, ",
    ),
    "one area within another": (
        lambda at: write(at / "a.gpkg", with_geometry(areas(), "Vangdalen", lambda _: near_a_building("energivej"))),
        "Vangdalen ligger helt inde i et andet områdes flade.",
    ),
    "a table as parquet": (lambda at: table(at / "a.parquet"), "„a.parquet“ kan ikke læses som GeoParquet: den har ingen geometri"),
}  # fmt: skip


def empty(path: Path) -> Path:
    path.touch()
    return path


def table(path: Path) -> Path:
    pd.DataFrame({"omraade": list(area_names().values())}).to_parquet(path)
    return path


def flat(shape: shapely.Geometry) -> shapely.Geometry:
    x, y = shape.representative_point().coords[0]
    return shapely.Polygon([(x, y), (x + 100, y + 100), (x + 50, y + 50)])


def near_a_building(area_id: str) -> shapely.Geometry:
    return placed()[placed()["area_id"] == area_id].geometry.iloc[0].buffer(5)


@pytest.mark.parametrize("fault", BAD)
def test_each_bad_file_has_its_own_sentence_and_changes_nothing(fault: str, tmp_path: Path) -> None:
    make, sentence = BAD[fault]
    path = make(tmp_path)
    with pytest.raises(GeoError) as error:
        imported(path)
    assert sentence in str(error.value)
    assert not (tmp_path / "out").exists()
    assert sum(other in str(error.value) for _, other in BAD.values()) == 1


def test_the_command_tells_polygons_from_registers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[list[str]] = []

    def run(command: list[str], check: bool) -> subprocess.CompletedProcess[str]:
        built.append(command[1:])
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr("geo.register.DEFAULT_REGISTER", tmp_path / "own" / "register.parquet")
    polygons = write(tmp_path / "a.gpkg", areas())
    rows = [row for row in synthetic.plan_rows() if row.street == "Falkevej"]
    addresses = synthetic.write_features(tmp_path / "adresser.gpkg", rows)

    def refused(*arguments: str) -> str:
        assert main(["import", *arguments]) == 2
        return capsys.readouterr().err

    assert "sig, hvornår de gælder fra: --from ÅÅÅÅ-MM-DD" in refused(str(polygons))
    assert "--from 1/1-24 er ingen dato" in refused(str(polygons), "--from", "1/1-24")
    assert "giv den alene" in refused(str(polygons), str(addresses), "--from", "2024-01-01")
    assert "et adresseregister har ingen dato" in refused(str(addresses), "--from", "2024-01-01")
    assert built == []
    assert main(["import", str(polygons), "--from", "2024-01-01"]) == 0
    assert f"Polygonerne er gemt i {tmp_path / 'own' / POLYGONS}." in capsys.readouterr().out
    assert built == [["-m", "data", "build"]]
    write(addresses, areas(), layer="omraader")
    assert main(["import", str(addresses), "--from", "2024-01-01"]) == 0
    assert "(laget „omraader“)" in capsys.readouterr().out
    assert main(["import", str(addresses)]) == 0, "a file with addresses is a register, whatever else it holds"
    assert "Registeret er gemt i " in capsys.readouterr().out
    assert sorted(path.name for path in (tmp_path / "own").iterdir()) == [POLYGONS, "register.parquet"]
    methods = geometry_tables(tmp_path / "own" / "register.parquet")["area_shape"].groupby("area_id")["method"].agg(list)
    assert methods["glarbjergvej"] == ["addresses", "municipal"]
    assert methods["vangdalen"] == ["buildings", "municipal"]


def test_an_upload_is_read_in_a_child_and_text_for_another_source_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "out" / POLYGONS
    path = zipped(write(tmp_path / "a.shp", areas()))
    sent = areas_inside.payload(path, NEW_YEAR, out, "")
    text, content = areas_inside.read(child.run("geo.areas_inside:areas", sent, seconds=60, megabytes=900))
    assert text.startswith("Flader for 7 områder er læst fra „a.zip“")
    areas_inside.keep(content, out)
    assert list(read_kept(out)["area_id"]) == list(area_names())
    for name in ("vrt.gpkg", "vrt.geojson", "tabel.csv"):
        (tmp_path / name).write_text('<OGRVRTDataSource><OGRVRTLayer name="x"/></OGRVRTDataSource>')
        with pytest.raises(GeoError, match=f"„{name}“ er ikke en GIS-fil"):
            areas_inside.areas(areas_inside.payload(tmp_path / name, NEW_YEAR, out, ""))
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("a.geojson", "<OGRWFSDataSource/>")
    with pytest.raises(GeoError, match=r"„a\.geojson“ er ikke en GIS-fil"):
        areas_inside.areas(areas_inside.payload(tmp_path / "b.zip", NEW_YEAR, out, ""))

"""Indlæs data and `python -m data import`: looked at, saved as one version, undone; wrong files leave everything as it was.

The files are SYNTHETIC and shaped as the documented formats; they are read into a copy of the real database.
"""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from data import __main__ as commands
from data.pointer import Version, read_pointer
from data.releases import ledger
from pages.loading import borders
from tests.geo.area_files import areas
from tests.loading import makers
from tests.people import as_role
from tests.raw import raw
from tests.recording.pages import opened, press, text

ROOT = Path(__file__).resolve().parents[2]
MAPPING = "randers-bi-udtraek"


@pytest.fixture
def place(real_build: Version, tmp_path: Path, quick_commits: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the real database for an officer to load into."""
    shutil.copytree(real_build.published.parent, tmp_path / "build")
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(tmp_path / "build"))
    monkeypatch.setenv("MONITOR_STATE_DIR", str(tmp_path / "state"))
    as_role(monkeypatch, "officer")
    return tmp_path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "udtræk.csv"
    path.write_bytes(makers.bi_extract())
    return path


def loaded(place: Path) -> int:
    """Observations of an import in the internal file in force."""
    version = read_pointer(place / "build")
    assert version is not None
    with raw(version.internal) as connection:
        found = connection.execute("select count(*) from observation where release_id like 'r0%'").fetchone()
    assert found is not None
    return int(found[0])


def test_the_command_looks_loads_refuses_the_same_again_and_undoes(place: Path, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = read_pointer(place / "build")
    asked = ["import", str(file), "--mapping", MAPPING]
    assert commands.main([*asked, "--look"]) == 0
    assert "Intet er gemt." in capsys.readouterr().out
    assert loaded(place) == 0
    assert commands.main(asked) == 0
    said = capsys.readouterr().out
    count = loaded(place)
    assert count > 0
    assert f"{count} rækker er gemt. Databasen er version" in said
    assert commands.main(asked) == 1
    assert "findes allerede med samme indhold. Intet er ændret." in capsys.readouterr().err
    assert commands.main(["history"]) == 0
    listed = capsys.readouterr().out
    release_id = ledger.read_ledger(place / "state")[0].release_id
    assert release_id in listed
    assert listed.endswith("1 registreringer.\n")
    assert commands.main(["undo", release_id]) == 0
    assert loaded(place) == 0
    assert commands.main(["undo", release_id]) == 1
    assert "er ingen registrering i kraft" in capsys.readouterr().err
    assert before is not None
    assert before.published.exists(), "old versions stay"


def test_a_bad_file_is_refused_by_the_command(place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = read_pointer(place / "build")
    bad = tmp_path / "bad.csv"
    bad.write_bytes(b"navn;cpr\nen;010180-1234\n")
    assert commands.main(["import", str(bad), "--mapping", MAPPING]) == 1
    said = capsys.readouterr().out
    assert "CPR" in said
    assert "010180" not in said
    assert "Intet er gemt." in said
    assert commands.main(["import", str(tmp_path / "none.csv"), "--mapping", MAPPING]) == 1
    assert commands.main(["import", str(bad), "--mapping", "findes-ikke"]) == 1
    assert read_pointer(place / "build") == before
    assert not (place / "state" / ledger.NAME).exists()


def test_the_page_reads_shows_saves_and_says_the_same_again(place: Path) -> None:
    app = opened("loading", kilde=MAPPING)
    app.file_uploader[0].set_value(("udtræk.csv", makers.bi_extract(), "text/csv")).run()
    press(app, "Læs filen")
    said = text(app)
    assert "Gennemse, før det gemmes" in [header.value for header in app.subheader]
    assert "**4 tal** for 4 områder og 2 indikatorer." in said
    assert loaded(place) == 0
    press(app, "Gem")
    assert "Gemt. Tallene er nu version" in text(app)
    assert loaded(place) > 0
    again = opened("loading", kilde=MAPPING)
    again.file_uploader[0].set_value(("udtræk.csv", makers.bi_extract(), "text/csv")).run()
    press(again, "Læs filen")
    assert "findes allerede med samme indhold" in text(again)
    assert next(button for button in again.button if button.label == "Gem").disabled


def test_the_page_refuses_persons_and_keeps_nothing(place: Path) -> None:
    app = opened("loading", kilde=MAPPING)
    app.file_uploader[0].set_value(("p.csv", b"navn;cpr\nen;010180-1234\n", "text/csv")).run()
    press(app, "Læs filen")
    said = text(app)
    assert "Intet er gemt" in said
    assert "CPR" in said
    assert "010180" not in said
    assert not [button for button in app.button if button.label == "Gem"]


def test_fetching_and_the_database_are_off_until_switched_on(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MONITOR_FETCH", raising=False)
    monkeypatch.delenv("MONITOR_POSTGRES_DSN", raising=False)
    assert "MONITOR_FETCH=1" in text(opened("loading", vis="hent"))
    assert "MONITOR_POSTGRES_DSN" in text(opened("loading", vis="database"))
    monkeypatch.setenv("MONITOR_FETCH", "1")
    monkeypatch.setenv("MONITOR_POSTGRES_DSN", "host=localhost port=1 dbname=none connect_timeout=1")
    app = opened("loading", vis="hent", kilde="statistikbanken-csv")
    app.text_input(key="fetch_table").set_value("FOLK1A")
    app.text_area(key="fetch_choice").set_value("OMRÅDE").run()
    press(app, "Hent og læs")
    assert "er ikke skrevet som VARIABEL=VÆRDI" in text(app)
    app = press(opened("loading", vis="database"), "Læs")
    assert app.error
    assert loaded(place) == 0


def test_a_mapping_is_tried_saved_and_used(place: Path) -> None:
    app = opened("loading", vis="tilknytninger", tilknytning=MAPPING)
    area = app.text_area(key=f"mapping_{MAPPING}")
    area.set_value("title: [").run()
    press(app, "Afprøv")
    assert app.error
    area = app.text_area(key=f"mapping_{MAPPING}")
    original = (ROOT / "data" / "mappings" / f"{MAPPING}.yml").read_text("utf-8")
    area.set_value(original.replace("title: ", "title: Min ")).run()
    app.text_input(key=f"mapping_name_{MAPPING}").set_value("min-egen").run()
    press(app, "Gem tilknytningen")
    assert (place / "state" / "mappings" / "min-egen.yml").exists()
    assert opened("loading", kilde="min-egen").selectbox(key="choice_kilde").value == "min-egen"


def test_a_mapping_cannot_be_saved_outside_its_folder(place: Path) -> None:
    app = opened("loading", vis="tilknytninger", tilknytning=MAPPING)
    app.text_input(key=f"mapping_name_{MAPPING}").set_value("../../ude").run()
    press(app, "Gem tilknytningen")
    assert app.error
    assert not list(place.rglob("ude.yml"))


@pytest.mark.parametrize("role", ["viewer", "board"])
def test_others_are_told_whom_the_page_is_for(place: Path, monkeypatch: pytest.MonkeyPatch, role: str) -> None:
    as_role(monkeypatch, role)
    assert "Siden er for rollen medarbejder" in text(opened("loading"))


def test_the_page_keeps_polygons_that_a_version_was_built_of(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.register.DEFAULT_REGISTER", place / "register" / "access_addresses.parquet")
    app = opened("loading", vis="graenser")
    assert next(button for button in app.button if button.label == "Læs filen").disabled
    app.date_input(key="borders_day").set_value(date(2024, 1, 1))
    app.file_uploader[0].set_value(("omraader.geojson", b"<OGRVRTDataSource/>", "application/geo+json")).run()
    press(app, "Læs filen")
    assert "„omraader.geojson“ er ikke en GIS-fil" in text(app)
    assert not [button for button in app.button if button.label.startswith("Gem")]
    assert not (place / "register").exists()
    # A good file is kept once a version of it was built, and taken out again where none could be.
    content = areas().to_crs("EPSG:4326").to_json().encode("utf-8")
    app.file_uploader[0].set_value(("omraader.geojson", content, "application/geo+json")).run()
    press(app, "Læs filen")
    assert "Flader for 7 områder er læst fra „omraader.geojson“" in app.code[0].value
    kept = place / "register" / "area_polygons.parquet"
    builds: list[bool] = []
    for ended, said in ((1, "fladerne er taget ud igen"), (0, "Fladerne er gemt, og kortet viser dem nu.")):

        def build(command: list[str], ended: int = ended, **_: object) -> subprocess.CompletedProcess[bytes]:
            assert command[1:] == ["-m", "data", "build"]
            builds.append(kept.exists())
            return subprocess.CompletedProcess(command, ended)

        monkeypatch.setattr(borders.subprocess, "run", build)
        press(app, "Gem fladerne, og byg en ny version")
        assert said in text(app)
        assert kept.exists() is (ended == 0)
    assert builds == [True, True]


def test_the_command_takes_an_extract_of_a_finance_system(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = place / "posteringer.csv"
    rows = ["PSP-element;Værditype;Periode;Beløb", "XG-0000-BRAND;Forbrug;2026M01;1.250,50", "XG-0000-UDD;Budget;2026;80.000,00"]
    file.write_text("\n".join([*rows, "I alt;;;90.000,00"]), "cp1252")
    asked = ["import", str(file), "--mapping", "randers-oekonomisystem"]
    assert commands.main(asked) == 1
    assert "Forskellen er" in capsys.readouterr().out
    file.write_text("\n".join([*rows, "I alt;;;81.250,50"]), "cp1252")
    assert commands.main([*asked, "--look"]) == 0
    assert "Summer: forbrug 1.250,50; budget 80.000." in capsys.readouterr().out
    before = read_pointer(place / "build")
    assert commands.main(asked) == 0
    assert "2 rækker er gemt." in capsys.readouterr().out
    version = read_pointer(place / "build")
    assert version is not None
    assert version != before
    with raw(version.published) as connection:
        found = connection.execute("select kind, amount from economy where release_id not like 'text%' order by kind").fetchall()
    assert found == [("budget", 80_000.0), ("spent", 1_250.5)]
    assert commands.main(["import", str(place / "findes-ikke.csv"), "--mapping", "randers-oekonomisystem"]) == 1
    assert "kan ikke åbnes" in capsys.readouterr().err

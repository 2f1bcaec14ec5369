"""Aktiviteter, Statens kriterier, Fremdrift and Beredskab as a reader meets them, on a fixed day."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.pointer import Version
from pages.kit import clock

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 21, 10, 0)


@pytest.fixture
def page(real_build: Version, monkeypatch: pytest.MonkeyPatch):
    """A function that opens a page with a link's parameters on 21 November 2026."""
    return opener(real_build.published.parent, monkeypatch)


@pytest.fixture
def bare(fixture_folder: Path, monkeypatch: pytest.MonkeyPatch):
    """The same on the small synthetic database, where most tables of these pages are empty."""
    return opener(fixture_folder, monkeypatch)


def opener(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(folder))
    monkeypatch.setattr(clock, "now", lambda: NOW)

    def opened(file: str, **link: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "pages" / file / "page.py"), default_timeout=300)
        for name, value in link.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception
        return app

    return opened


def body(app: AppTest) -> str:
    """All text the page shows."""
    parts = [element.value for element in [*app.markdown, *app.title, *app.header, *app.caption, *app.info, *app.warning]]
    parts += [element.proto.body for element in app.get("html")]
    return "\n".join(str(part) for part in parts)


def test_the_plan_in_force_waits_for_figures(page) -> None:
    text = body(page("activities"))
    assert "Helhedsplanen 2025-29: 39 af 63 løfter mangler indberetning, og 24 kan ikke vurderes." in text
    assert "Neuropsykologisk udviklingsleg (NPU)" in text
    # One word and one number on Aktiviteter, Fremdrift and the start page; a hollow square for each of them.
    assert text.count('bm-square bm-square-no-figures" role="img"') == 2 * 39
    assert "22 årlige løfter skulle have haft et tal nu. Flest mangler indberetning fra: Lommepengejob 7" in text
    assert "… mangler indberetning" in text.replace("</span>", "").replace('<span aria-hidden="true">', "")


@pytest.mark.parametrize("plan", ["plan-2009-13", "plan-2013-17", "plan-2017-21", "plan-2025-29"])
def test_every_plan_shows_every_activity(page, plan: str, real_database) -> None:
    text = body(page("activities", plan=plan))
    for name in real_database.ask("plan_activities", plan_id=plan)["name"]:
        assert name.replace("&", "&amp;") in text
    assert "nan" not in text.lower().replace("finans", "").replace("ordinan", "")


def test_what_the_evaluation_says_of_itself_is_held_against_its_figures(page) -> None:
    text = body(page("activities", plan="plan-2013-17"))
    assert "Uenighed. Evalueringen skriver selv: Alle succeskriterier for planens aktiviteter er opnået." in text
    assert "er 4 løfter ikke opnået" in text


def test_one_theme_alone(page) -> None:
    app = page("activities", plan="plan-2017-21", indsats="crime")
    text = body(app)
    assert "Hotspot Nordbyen" in text
    assert "Brandkadet" not in text
    assert len(app.get("vega_lite_chart")) == 1


def test_calculation_is_one_click_away(page) -> None:
    text = body(page("activities", plan="plan-2017-21", indsats="parenting"))
    assert "Sådan er det regnet" in text
    assert "Opfyldelse: 58 af 100 er 58,0\u00a0% af løftet." in text
    assert "Tabellen og teksten er uenige" in text
    assert "Perioden omfatter corona" in text
    assert "Corona, jan. 2020–jun. 2021: Nedlukninger satte" in text


@pytest.mark.parametrize("view", ["planer", "slaegt"])
def test_the_plans_beside_one_another(page, view: str) -> None:
    text = body(page("activities", vis=view))
    assert "Helhedsplanen 2021-25" in text
    assert "ParkCafeen" in text or "Sundhed" in text


def test_a_link_with_an_unknown_plan_says_so(page) -> None:
    assert "Linket beder om ”plan-1999”" in body(page("activities", plan="plan-1999"))


def test_criteria_reproduce_what_the_figures_support(page) -> None:
    text = body(page("criteria"))
    assert "2 af 7 områder opfylder betingelserne for udsat boligområde: Gl. Jennumparken og Glarbjergvej-området." in text
    assert "43,4\u00a0% · ● over grænsen – opfyldt" in text
    assert "60,3\u00a0% · ● over grænsen – opfyldt" in text
    assert "52\u00a0% · ○ under grænsen – ikke opfyldt" in text
    assert "976 · ○ under grænsen – ikke opfyldt" in text
    assert "mere end 2 gange · ? kan ikke afgøres" in text


def test_origin_is_off_until_asked_for(page) -> None:
    hidden = body(page("criteria"))
    assert "Indvandrere og efterkommere" not in hidden
    assert "44\u00a0%" not in hidden
    shown = body(page("criteria", oprindelse="vist"))
    assert "Indvandrere og efterkommere" in shown
    assert "Parallelsamfund" in shown
    explained = body(page("criteria", vis="regler"))
    assert "C-417/23" in explained
    assert "Østre" not in explained or "danske domstole" in explained


def test_a_base_is_bounded_and_never_invented(page) -> None:
    text = body(page("criteria", omraade="glarbjergvej"))
    assert "antallet af beboere på 18-64 år er ikke trykt" in text
    assert "Gruppen er højst de 1.378 beboere, så afstanden er højst 9 personer." in text
    assert "inden for tilfældig variation (95 %), uanset hvor stor en del af beboerne gruppen er" in text


def test_disagreement_is_stated(page) -> None:
    app = page("criteria", vis="udsagn")
    text = body(app)
    assert "2 af 17 udsagn stemmer ikke med de tal, der er trykt." in text
    assert text.count("✗ stemmer ikke") == 2
    assert "43,4 eller 43,7" in text


def test_slider_says_what_would_follow(page) -> None:
    link = {"vis": "hvis", "omraade": "glarbjergvej", "kriterium": "employment", "hvis-glarbjergvej-employment": "40"}
    text = body(page("criteria", **link))
    assert "Ved 40,0\u00a0% er kriteriet ikke opfyldt (loven: over 40\u00a0%)" in text
    assert "kan det ikke afgøres, om området opfylder betingelserne" in text
    assert "−1,2\u00a0procentpoint" in text
    assumed = body(page("criteria", **link, antal="800"))
    assert "Det svarer til 5 personer, hvis gruppen er 800 (antaget)." in assumed
    refused = body(page("criteria", **link, antal="2000"))
    assert "”2000” kan ikke bruges. Skriv et helt tal mellem 1 og områdets 1.378 beboere." in refused
    assert "”\\[a\\](https:\u2060//b.dk)” kan ikke bruges." in body(page("criteria", **link, antal="[a](https://b.dk)"))


def test_residents_slider_brings_stillingsvej_over_the_gate(page) -> None:
    link = {"vis": "hvis", "omraade": "hermann_stillingsvej", "kriterium": "residents", "hvis-hermann_stillingsvej-residents": "1000"}
    text = body(page("criteria", **link))
    assert "Ved 1.000 er kriteriet opfyldt (loven: mindst 1.000)" in text
    assert "kan det ikke afgøres" in text


def test_rules_are_dated_and_unverified_ones_are_marked(page) -> None:
    text = body(page("criteria", vis="regler"))
    assert "fra 1. januar 2014 til 30. november 2018" in text
    assert "? ikke efterprøvet" in text
    assert "Tre afgrænsninger med samme navn" in text


def test_progress_tells_where_the_plan_stands(page, real_build: Version) -> None:
    text = body(page("progress"))
    assert real_build.version in text
    assert "Helhedsplanen 2025-29 er i år 2 af 4. 33\u00a0% af tiden er gået. 8 milepæle har overskredet fristen." in text
    # What must be decided stands before the wheel and the tables.
    assert 0 < text.index("8 milepæle har overskredet fristen</b>") < text.index("dato ikke fastsat")
    assert text.count("bm-moment-late") >= 4
    assert "Forår 2027 – dato ikke fastsat" in text
    assert "Efterår 2026 – dato ikke fastsat" in text
    assert "Medlemmernes egne data til fremdriftsafrapporteringen forud for mødet" in text
    assert "Sekretariatsleder" in text


def test_milestones_and_hours(page) -> None:
    text = body(page("progress", vis="milepaele"))
    assert "Kommunikationsstrategien er revideret" in text
    assert "! har overskredet fristen" in text
    assert "36.496 timer om året" in text
    assert "Beskæftigelse: 7.696 timer om året" in text


def test_health_of_the_monitor(page) -> None:
    text = body(page("progress", vis="helbred"))
    assert "forsinkede" in text
    assert "22 årlige løfter mangler et tal nu." in text
    assert "<b>39</b>" in text
    assert "Boligstatistiske nøgletal" in text


def test_preparedness(page) -> None:
    text = body(page("preparedness", niveau="yellow", dag="2026-04-01", kl="10:00"))
    assert "Samles inden for 3 arbejdsdage" in text
    assert "Samles inden for 24 timer" in text
    assert "senest torsdag den 9. april 2026, ved dagens slutning" in text
    assert "– Helligdag: Langfredag" in text
    assert "SSP-konsulent" in text
    red = body(page("preparedness", niveau="red", dag="2026-03-28", kl="10:00"))
    assert "senest søndag den 29. marts 2026 kl. 11.00" in red


def test_preparedness_link_keeps_the_day_and_refuses_nonsense(page) -> None:
    app = page("preparedness", dag="2026-04-01", kl="10:30")
    assert (app.query_params["dag"], app.query_params["kl"]) in ((["2026-04-01"], ["10:30"]), ("2026-04-01", "10:30"))
    assert "Linket beder om ”i går”" in body(page("preparedness", dag="i går"))


@pytest.mark.parametrize(
    ("file", "link"),
    [
        ("activities", {}), ("activities", {"plan": "plan-2017-21"}), ("activities", {"vis": "planer"}),
        ("activities", {"vis": "slaegt"}),
        ("criteria", {}), ("progress", {}), ("progress", {"vis": "milepaele"}), ("progress", {"vis": "helbred"}),
        ("preparedness", {}),
    ],
)  # fmt: skip
def test_every_view_stands_on_a_database_with_holes(bare, file: str, link: dict[str, str]) -> None:
    bare(file, **link)


def test_empty_cases_are_told(bare) -> None:
    assert "ingen tal, som statens kriterier kan holdes op mod" in body(bare("criteria"))
    assert "Ingen niveauer har en frist" in body(bare("preparedness"))
    assert "ingen roller" in body(bare("preparedness"))

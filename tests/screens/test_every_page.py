"""Every page on the real content, on the synthetic one, and without a database: no error, no English, no empty words."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.pointer import Version
from pages.kit.register import SCREENS
from queries.connection import Database

ROOT = Path(__file__).resolve().parents[2]


PAGES = [screen.file for screen in SCREENS]
# What must stand on a page with the real content: a figure or word a person would miss.
EXPECTED = {
    "pages/overview/page.py": ["38,6\u00a0%", "22,8\u00a0procentpoint", "Planens tal er tvivlsomme"],
    "pages/area/page.py": ["1.270", "Flyvervej", "Neuropsykologisk"],
    "pages/compare/page.py": ["36,8\u00a0procentpoint", "skjult (få personer)"],
    "pages/trends/page.py": ["Vangdalen", "aldrig i samme kurve"],
    "pages/indicator/page.py": ["54,0\u00a0%", "Det skal du vide"],
    "pages/data_sources/page.py": ["Find en indikator"],
}
# Words that would mean a framework text, a code word or a hole came through.
FOREIGN = re.compile(r"\b(nan|NaN|NaT|None|null|Download|Search|Select|percent|published|doubtful|suppressed|housing_area)\b")


def body(app: AppTest) -> str:
    """All text the page shows, markup taken out."""
    parts = [
        element.value for kind in (app.markdown, app.title, app.header, app.caption, app.info, app.warning, app.error) for element in kind
    ]
    parts += [element.proto.body for element in app.get("html") if "<style>" not in element.proto.body]
    return html.unescape(re.sub(r"<[^>]*>", " ", "\n".join(str(part) for part in parts)))


def opened(file: str, **link: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / file), default_timeout=300)
    for name, value in link.items():
        app.query_params[name] = value
    return app.run()


@pytest.fixture
def real(real_build: Version, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(real_build.published.parent))


def test_every_expected_page_exists() -> None:
    assert set(EXPECTED) <= set(PAGES)


@pytest.mark.usefixtures("real")
@pytest.mark.parametrize("file", PAGES)
def test_on_the_real_content(file: str) -> None:
    app = opened(file)
    assert not app.exception
    text = body(app)
    for words in EXPECTED.get(file, []):
        assert words in text
    assert FOREIGN.findall(text) == []


@pytest.mark.parametrize("file", PAGES)
def test_on_content_with_every_kind_of_hole(file: str, fixture_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(fixture_folder))
    app = opened(file)
    assert not app.exception
    assert FOREIGN.findall(body(app)) == []


@pytest.mark.parametrize("file", PAGES)
def test_without_a_database(file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(tmp_path))
    app = opened(file)
    assert not app.exception
    text = body(app)
    # A page for the officer alone explains itself before it asks for the database.
    assert "make build" in text or "Kun for" in text or "medarbejder" in text.lower()


@pytest.mark.usefixtures("real")
@pytest.mark.parametrize(
    "area_id", ["gl_jennumparken", "glarbjergvej", "hermann_stillingsvej", "energivej", "vangdalen", "sjaellandsgade", "centrale_randers"]
)
def test_every_area(area_id: str) -> None:
    app = opened("pages/area/page.py", omraade=area_id)
    assert not app.exception
    text = body(app)
    assert "Beboere" in text
    assert "Adresser" in text
    assert FOREIGN.findall(text) == []
    assert app.query_params["omraade"] == area_id


@pytest.mark.usefixtures("real")
@pytest.mark.parametrize(
    ("view", "words"),
    [
        ("indikatorer", "Elevfravær"),
        ("rettelser", "0,92 %"),
        ("daekning", "ikke opgjort"),
        ("kilder", "Landsbyggefonden"),
        ("hent", "Tal om få personer er ikke med"),
    ],
)
def test_views_of_data_and_sources(view: str, words: str) -> None:
    app = opened("pages/data_sources/page.py", vis=view)
    assert not app.exception
    assert words in body(app)
    assert app.query_params["vis"] == view


@pytest.mark.usefixtures("real")
def test_search_narrows_and_says_when_nothing_is_found(real_database: Database) -> None:
    assert "Elevfravær" not in body(opened("pages/data_sources/page.py", soeg="tryghed"))
    assert "Elevfravær" in body(opened("pages/data_sources/page.py", soeg="skolefravær"))
    # Every indicator of the topic by any of its words.
    crime = real_database.ask("indicators").query("topic == 'crime'")
    text = body(opened("pages/data_sources/page.py", soeg="sigtelser"))
    assert len(crime) >= 12
    assert [title for title in crime["title"] if title not in text] == []
    assert "Ingen indikator nævner ”enhjørning”" in body(opened("pages/data_sources/page.py", soeg="enhjørning"))


@pytest.mark.usefixtures("real")
def test_an_unknown_area_in_a_link_is_said() -> None:
    app = opened("pages/area/page.py", omraade="atlantis")
    assert "Linket beder om ”atlantis”, som ikke findes her" in body(app)
    assert "Gl. Jennumparken" in body(app)


@pytest.mark.usefixtures("real")
def test_two_presses_on_the_start_page_choose_two_areas(monkeypatch: pytest.MonkeyPatch) -> None:
    """A press on one area goes nowhere, on a second to the two of them in the order they were pressed."""
    went: list[tuple[str, dict[str, str]]] = []
    monkeypatch.setattr(st, "switch_page", lambda page, query_params: went.append((page, query_params)))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=300).run()
    pills = next(group for group in app.button_group if "Sammenlign to områder" in group.proto.label)
    assert len(pills.options) == 7
    pills.select("energivej").run()
    assert went == []
    next(group for group in app.button_group if "Sammenlign to områder" in group.proto.label).select("vangdalen").run()
    assert went == [("pages/compare/page.py", {"omraader": "energivej", "med": "vangdalen"})]

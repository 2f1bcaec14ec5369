"""Help: in the corner of every page, on a page of its own, on hover, on the first visit, and the accessibility statement."""

from __future__ import annotations

import html
import re
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from data.pointer import Version
from pages.kit import terms, theme
from pages.kit.language import ENGLISH, using
from pages.kit.register import SCREENS
from tests.screens.test_every_page import opened

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _real(real_build: Version, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(real_build.published.parent))


def markup(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html") if "<style>" not in element.proto.body)


def text(app: AppTest) -> str:
    return html.unescape(re.sub(r"<[^>]*>", " ", markup(app)))


def test_every_page_of_the_menu_has_help() -> None:
    without = [screen.key for screen in SCREENS if not 1 <= len(screen.help) <= 3]
    assert without == ["help", "accessibility"]


def test_the_corner_has_the_pages_own_help_language_and_looks() -> None:
    corner = next(part for part in markup(opened("pages/trends/page.py")).split("</nav>") if 'class="bm-corner"' in part)
    assert "tilfældig variation" in corner
    assert 'href="?sprog=en"' in corner
    assert 'href="?visning=moede"' in corner
    # A copied link leaves out what the page chooses by itself, and keeps what the reader chose.
    link = parse_qs(re.search(r'data-defaults="([^"]*)"', html.unescape(markup(opened("pages/trends/page.py", maal="indeks"))))[1])
    assert link["maal"] == ["vaerdi"]
    assert 'href="?udseende=moerk"' in corner
    assert re.search(r'href="\?udseende=lys" aria-current="true"', corner)


def test_a_meeting_has_no_corner() -> None:
    assert "bm-corner" not in markup(opened("pages/trends/page.py", visning="moede"))


def test_the_page_of_help_has_every_page_key_and_term() -> None:
    app = opened("pages/help/page.py")
    assert not app.exception
    said = text(app)
    for words in ("Page Down", "Tilfældig variation", "Registrering", "aldrig et gennemsnit af de syv"):
        assert words in said
    assert markup(app).count("<dt>") == len(terms.TERMS)


def test_terms_are_in_the_order_of_the_danish_alphabet() -> None:
    names = [term["name"] for term in terms.all_terms()]
    assert names[0] == "Alle 7 boligområder"
    assert names[-1] == "Årshjul"


def explained(said: str) -> str:
    return theme.html("kit/lead.html", sentence="", sub=said)


def test_the_first_mention_of_a_term_explains_itself_and_nothing_of_the_text_is_lost() -> None:
    made = explained("Fra 40 % til 42 % er 2 procentpoint <nu>; tre procentpoint er mere.")
    assert made.count("bm-term") == 1
    assert '<button type="button" class="bm-term">procentpoint<span class="bm-tip" role="tooltip">Forskellen mellem to andele.' in made
    assert "&lt;nu&gt;; tre procentpoint er mere." in made


def test_a_phrase_is_found_before_its_words_and_only_whole_words_are() -> None:
    assert "Lovens ord for et område" in explained("Et omdannelsesområde")
    assert terms.parts("Indikatorlisten") == (("Indikatorlisten", ""),)
    assert "fælles indsats" in explained("Den boligsociale helhedsplan")


def test_terms_are_found_in_english() -> None:
    with using(ENGLISH):
        assert "difference between two shares" in explained("Two percentage points")
    assert "Forskellen" in explained("To procentpoint")


def test_the_guide_meets_a_first_visitor_and_goes_when_it_is_closed() -> None:
    app = opened("pages/overview/page.py")
    assert markup(app).count("bm-guide-step") == 3
    app = app.button(key="guide_close").click().run()
    assert not app.exception
    assert "bm-guide-step" not in markup(app)


def test_the_guide_is_not_shown_to_a_meeting() -> None:
    assert "bm-guide-step" not in markup(opened("pages/overview/page.py", visning="moede"))


def test_the_statement_has_the_parts_the_law_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_CONTACT", "tilgaengelighed@kommune.example")
    monkeypatch.setenv("MONITOR_CONTACT_PHONE", "+45 00 00 00 00")
    monkeypatch.setenv("MONITOR_WAS_URL", "https://was.digst.dk/monitor-example")
    app = opened("pages/accessibility/page.py")
    assert not app.exception
    said = text(app)
    for part in (
        "lov nr. 692 af 8. juni 2018", "overholder delvist EN 301 549", "kan ikke betjenes med tastatur", "selvevaluering",
        "Skriftligt: tilgaengelighed@kommune.example", "Telefon: +45 00 00 00 00", "Digitaliseringsstyrelsen fører tilsyn",
    ):  # fmt: skip
        assert part in said
    assert 'href="https://was.digst.dk/monitor-example"' in markup(app)


def test_a_statement_without_contact_says_so() -> None:
    said = text(opened("pages/accessibility/page.py"))
    assert said.count("ikke angivet endnu") == 2
    assert "MONITOR_WAS_URL" in said


def test_every_page_leads_to_the_statement() -> None:
    assert 'href="tilgaengelighed"' in markup(opened("pages/area/page.py"))

"""Every page in board mode and for every role: what the room sees, and what it must not."""

from __future__ import annotations

import html
import re

import pytest
from streamlit.testing.v1 import AppTest

from data.pointer import Version
from data.releases.commit import Folders
from pages.kit import database, roles
from pages.kit.meeting import pictures, tables
from tests.board.conftest import AGENDA, COMMENT
from tests.people import as_role
from tests.screens.test_every_page import FOREIGN, PAGES, ROOT, body

OFFICERS = {"pages/recording/page.py", "pages/loading/page.py"}
# What the room must be told by each page of a meeting.
HEART = {
    "pages/overview/page.py": ["22,8\u00a0procentpoint", "38,6", "60 hele landet", "32, 43 og 52"],
    "pages/area/page.py": ["1.270", "dårligere"],
    "pages/compare/page.py": ["▼ 54,0", "Randers Kommune", "dårligere 6 af 6"],
    "pages/trends/page.py": ["Sigtede personer pr. 1.000"],
    "pages/map/page.py": ["tegnet om deres bygninger", "30,5\u00a0%"],
    "pages/activities/page.py": ["Kriminalitetsforebyggelse", "63"],
    "pages/assumptions/page.py": ["Fremmøde i skolen", "ikke målt igen: 2", "12 aktiviteter"],
    "pages/participants/page.py": ["11 aktiviteter har lovet noget", "Brandkadet"],
    "pages/criteria/page.py": ["1.270", "Kun grundskole over 60\u00a0%", "2 af 7 områder"],
}


def shown(file: str, **link: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / file), default_timeout=300)
    for name, value in {"visning": "moede", **link}.items():
        app.query_params[name] = value
    return app.run()


@pytest.fixture
def real(real_build: Version, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(real_build.published.parent))


@pytest.mark.parametrize("file", list(dict.fromkeys(PAGES)))
def test_every_page_for_every_role(file: str, real: None, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    monkeypatch.setattr(database, "_open_internal", lambda *_: opened.append(file))
    # Where a meeting goes every role is tried, elsewhere the one that sees most.
    for role in roles.ROLES if file in {*HEART, *OFFICERS} else roles.ROLES[-1:]:
        as_role(monkeypatch, role)
        app = shown(file)
        assert not app.exception
        text = body(app)
        assert FOREIGN.search(text) is None
        if file in OFFICERS:
            said = "kan rumme interne tal og vises ikke i mødevisning" if role == "officer" else "Siden er for rollen medarbejder"
            assert said in text
            assert not app.get("file_uploader")
        else:
            assert "Esc: luk mødevisning" in text
            assert [part for part in HEART.get(file, []) if part not in text] == []
            assert [button.label for button in app.button if button.key == "board_leave"] == ["Luk mødevisning"]
    assert opened == []


def test_the_internal_file_stays_closed_also_on_the_way_from_page_to_page(real: None, monkeypatch: pytest.MonkeyPatch) -> None:
    as_role(monkeypatch, "officer")
    app = shown("pages/overview/page.py")
    del app.query_params["visning"]
    app.run()
    # Where the menu drops the parameter the session keeps the mode.
    assert "moede" in app.query_params["visning"]
    next(button for button in app.button if button.key == "board_leave").click().run()
    assert "visning" not in app.query_params
    assert "Esc: luk mødevisning" not in body(app)
    next(button for button in app.button if button.key == "board_enter").click().run()
    assert "moede" in app.query_params["visning"]


def test_an_unknown_view_is_said(real: None) -> None:
    app = shown("pages/criteria/page.py", visning="stor")
    assert "Linket beder om visningen ”stor”, som ikke findes. Siden vises som den plejer." in body(app)
    assert "Esc: luk mødevisning" not in body(app)


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ({"dagsorden": "findes-ikke"}, "Linket beder om dagsordenen ”findes-ikke”, som ikke findes."),
        ({"dagsorden": AGENDA, "punkt": "9"}, "Linket beder om punkt ”9”, men dagsordenen har 8 punkter."),
        ({"dagsorden": AGENDA, "punkt": "<b>"}, "Linket beder om punkt ”\\<b\\>”, men dagsordenen har 8 punkter."),
    ],
)
def test_unknown_agenda_and_item_are_said(link: dict[str, str], said: str, with_agenda: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(with_agenda.build))
    app = shown("pages/criteria/page.py", **link)
    assert not app.exception
    assert said in html.unescape("\n".join(info.value for info in app.info))
    assert "2 af 7 områder" in body(app)


@pytest.mark.parametrize(("role", "told"), [("viewer", False), ("board", True), ("officer", True)])
def test_comments_of_items_are_for_board_and_officers(role: str, told: bool, with_agenda: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(with_agenda.build))
    as_role(monkeypatch, role)
    app = shown("pages/criteria/page.py", dagsorden=AGENDA, punkt="8", aar="2023")
    text = body(app)
    assert "8 af 8 · Bestyrelsen, prøve" in " ".join(text.split())
    assert "To områder opfylder betingelserne" in text
    assert (COMMENT in text) is told
    assert {button.key: button.disabled for button in app.button if "agenda" in str(button.key)} == {
        "agenda_first": False, "agenda_previous": False, "agenda_next": True, "agenda_last": True,
    }  # fmt: skip
    # Outside a meeting an agenda is not followed, and its comments stand on its own page under the same rule.
    listed = AppTest.from_file(str(ROOT / "pages/agenda/page.py"), default_timeout=300).run()
    assert (COMMENT in body(listed)) is told


def test_a_table_is_cut_where_the_lines_end_and_says_how_much_is_left() -> None:
    rows = [{"cells": [tables.cell(text)]} for text in ("kort", "en tekst, der fylder to linjer", "kort", "kort")]
    table = tables.MeetingTable(["Løfte"], rows, "Løfter", line=20)
    assert tables.cut(table, 5) == table
    assert (len(tables.cut(table, 4).rows), tables.cut(table, 4).more) == (3, "Og 1 mere på den fulde side.")
    assert len(tables.cut(table, 2).rows) == 1


def test_every_letter_of_a_large_chart_follows_the_rule() -> None:
    specification = {
        "title": "væk", "config": {"axis": {"labelFontSize": 14}}, "datasets": {"d": [{"size": 3}]},
        "layer": [{"mark": {"type": "text", "fontSize": 13}},
                  {"mark": {"type": "line", "strokeWidth": 3}}, {"mark": {"type": "point", "size": 110}}],
    }  # fmt: skip
    made = pictures.enlarged(specification, 540)
    sizes = [int(size) for size in re.findall(r"'(?:labelFontSize|titleFontSize|fontSize)': (\d+)", str(made))]
    assert min(sizes) == pictures.LETTERS
    assert "title" not in made
    assert made["datasets"] == {"d": [{"size": 3}]}
    assert made["layer"][2]["mark"]["size"] == 440


def test_promises_say_activity_measure_and_status(real: None) -> None:
    def page() -> None:
        from datetime import date

        import streamlit as st

        from pages.activities import meeting, texts
        from pages.kit import database, plan

        database.renew()
        judged = plan.load("plan-2013-17", date(2026, 11, 21))
        table = meeting.promises_table(judged, texts.promise_lines(judged), "Uddannelse, beskæftigelse og erhverv")
        st.text([cell["text"] for cell in table.rows[0]["cells"]])

    app = AppTest.from_function(page, default_timeout=300).run()
    assert app.text[0].value == "['FritidsTjansen: Unge, der modtager vejledning', '110', '80 i alt', '✓ opnået']"

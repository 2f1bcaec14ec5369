"""Dagsorden for the officer: from an empty agenda to a saved, reordered and shortened one."""

from __future__ import annotations

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.releases import ledger
from data.releases.commit import Folders, commit, preview
from data.releases.draft import Change, Draft
from pages.agenda import links
from pages.board_pack import views as board_pack_views
from pages.pack import AgendaItem, Pack
from tests.people import as_role
from tests.recording.pages import answer, opened, press, text


def add(app: AppTest, link: str, headline: str, comment: str = "") -> AppTest:
    for name, value in (("link", link), ("headline", headline), ("comment", comment)):
        next(
            element for kind in (app.text_input, app.text_area) for element in kind if str(element.key).startswith(f"agenda_{name}_")
        ).set_value(value)
    next(button for button in app.button if button.label == "Tilføj punkt").click()
    app.run()
    assert not app.exception
    return app


def stored(folders: Folders) -> list[tuple[int, str, str, str]]:
    rows = answer(folders, "agenda_items")
    return [
        (int(row["position"]), str(row["headline"]), str(row["page"]), "" if pd.isna(row["choices"]) else str(row["choices"]))
        for row in rows
    ]


def test_an_agenda_from_empty_to_shortened(journal: Folders) -> None:
    app = opened("agenda")
    assert "Der er ikke lavet nogen dagsorden endnu." in text(app)
    app = opened("agenda", vis="saml")
    assert "Titlen mangler. Giv dagsordenen et navn." in text(press(app, "Gennemse"))
    assert "Tilføj mindst ét punkt." in text(app)
    assert "Linket går til dst.dk og ikke til denne monitor." in text(add(app, "https://dst.dk/kort", "Kort"))
    assert "Siden ”registrering” kan ikke være et punkt." in text(add(app, "/registrering?vis=moeder", "Intern"))
    assert "Overskriften mangler." in text(add(app, "kort?zoom=vangdalen", " "))
    add(app, "kort?zoom=vangdalen&visning=moede&udgave=x&dagsorden=y&punkt=2", "Vangdalen", "Se på fraværet.")
    add(app, "/", "Situationen")
    add(app, "/sammenlign?omraader=vangdalen%2Cenergivej&med=randers_kommune", "To områder")
    press(app, "Ned")  # the first goes down
    next(element for element in app.text_input if str(element.key).startswith("agenda_title_")).set_value("Bestyrelsen, efterår")
    press(app, "Gennemse")
    assert "3 ændringer" in " ".join(element.proto.body for element in app.get("html"))
    press(app, "Gem")
    assert "Gemt. Tallene er nu version" in text(app)
    assert stored(journal) == [
        (1, "Situationen", "overblik", ""),
        (2, "Vangdalen", "kort", "zoom=vangdalen"),
        (3, "To områder", "sammenlign", "omraader=vangdalen%2Cenergivej&med=randers_kommune"),
    ]
    # A new one is begun; the stored one is chosen, one item removed and another moved up.
    assert "Dagsordenen har ingen punkter endnu." in text(app)
    (agenda_id,) = {str(row["agenda_id"]) for row in answer(journal, "agenda_items")}
    app.selectbox(key="agenda_which").set_value(agenda_id).run()
    press(app, "Fjern", 1)
    press(app, "Op", 1)
    press(app, "Gennemse")
    assert "tages ud" in text(app)
    # Dropping the draft keeps the work.
    press(app, "Fortryd udkastet")
    press(press(app, "Gennemse"), "Gem")
    assert [(place, headline) for place, headline, _, _ in stored(journal)] == [(1, "To områder"), (2, "Situationen")]
    assert [entry.kind for entry in ledger.read_ledger(journal.state)] == ["agenda", "agenda"]
    assert "Bestyrelsen, efterår" in text(opened("agenda"))
    assert "punkt på dagsorden" in text(opened("recording", vis="historik"))


def test_what_another_officer_saved_meanwhile_is_not_overwritten_unseen(journal: Folders) -> None:
    def saved(headline: str) -> None:
        row = {"agenda_id": "dagsorden-1", "position": 1, "agenda_title": "Møde", "headline": headline, "page": "overblik"}
        draft = Draft("agenda", "officer", "Den anden", (Change("agenda_item", "put", row),))
        commit(draft, preview(draft, journal).parent, journal)

    saved("Før")
    app = opened("agenda", vis="saml")
    app.selectbox(key="agenda_which").set_value("dagsorden-1").run()
    add(app, "kort", "Mit eget punkt")
    saved("Efter")
    app.run()
    assert "Dagsordenen er gemt af en anden imens." in text(app)
    assert "1. Efter" in text(app)
    assert "Mit eget punkt" not in text(app)


@pytest.mark.parametrize("role", ["viewer", "board"])
def test_only_officers_put_agendas_together(role: str, journal: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    as_role(monkeypatch, role)
    app = opened("agenda", vis="saml")
    assert not app.text_input
    assert "Der er ikke lavet nogen dagsorden endnu." in text(app)


def test_checks_of_an_agenda(journal: Folders) -> None:
    def item(position: int, **other: object) -> Change:
        row = {"agenda_id": "a", "position": position, "agenda_title": "Møde", "headline": "Ok", "page": "kort", **other}
        return Change("agenda_item", "put", row)

    changes = (
        item(1, headline="x" * 51),
        item(3, page="../kort"),
        item(4, comment="x" * 181, agenda_title="Andet"),
        item(5, choices="vrøvl"),
    )
    said = " ".join(str(finding) for finding in preview(Draft("agenda", "officer", "x", changes), journal).findings)
    for part in (
        "overskriften skal have mellem 1 og 50 tegn",
        "'../kort' er ingen side",
        "kommentaren har 181 tegn; der er plads til 180",
        "ikke nummereret fra 1 uden huller",
        "ikke samme titel og møde",
        "valgene 'vrøvl' kan ikke læses",
    ):
        assert part in said
    personal = preview(Draft("agenda", "officer", "x", (item(1, comment="Ring til 86 12 34 56"),)), journal)
    assert "et telefonnummer" in str(personal.findings[0])


def test_the_board_pack_takes_the_items(journal: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"agenda_id": "a", "position": 1, "agenda_title": "Møde", "headline": "Se her", "comment": "Kun til os", "page": "kort",
           "choices": "zoom=vangdalen"}  # fmt: skip
    draft = Draft("agenda", "officer", "x", (Change("agenda_item", "put", row),))
    commit(draft, preview(draft, journal).parent, journal)
    asked: list[object] = []

    def made(*arguments: object) -> Pack:
        asked.append(arguments[2])
        return Pack("pakke", b"", b"", b"")

    monkeypatch.setattr(board_pack_views, "_made", made)
    for role, comment in (("viewer", ""), ("board", "Kun til os")):
        as_role(monkeypatch, role)
        press(opened("board_pack", punkter="a"), "Lav pakken")
        assert asked.pop() == (AgendaItem("Se her", comment, "Kort", {"zoom": "vangdalen"}),)


@pytest.mark.parametrize(
    ("link", "host", "base", "read"),
    [
        ("https://monitor.example.dk/sammenlign?vis=en", "monitor.example.dk", "", ("sammenlign", "vis=en")),
        ("http://localhost:8501/", "localhost:8501", "", ("overblik", "")),
        ("https://by.dk/monitor/kort?zoom=a", "by.dk", "/monitor", ("kort", "zoom=a")),
        ("https://by.dk/monitor", "by.dk", "monitor", ("overblik", "")),
        ("udvikling?omraader=&maal=antal", None, "", ("udvikling", "omraader=&maal=antal")),
    ],
)
def test_links_that_are_ours(link: str, host: str | None, base: str, read: tuple[str, str]) -> None:
    assert links.read(link, host, base) == read


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("", "Linket mangler."),
        ("https://monitor.example.dk.evil.dk/kort", "Linket går til monitor.example.dk.evil.dk"),
        ("javascript:alert(1)", "Linket går til javascript"),
        ("//evil.dk/kort", "Linket går til evil.dk"),
        ("kort?<script>=1", "Linket har et valg, som ingen side kender: <script>"),
        ("se på kortet", "Teksten er ikke et link."),
        ("kort/../registrering", "Siden ”kort/../registrering” kan ikke være et punkt."),
        ("http://[kort", "Linket kan ikke læses."),
        ("kort?" + "a" * 1500, "Teksten er ikke et link."),
    ],
)
def test_links_that_are_not(link: str, why: str) -> None:
    with pytest.raises(links.LinkError, match=why.replace("?", r"\?").replace(".", r"\.").replace("/..", r"/\.\.")):
        links.read(link, "monitor.example.dk")

"""Fremdrift and Beredskab with what officers recorded, for every role. The figures and the recorded texts are SYNTHETIC."""

from __future__ import annotations

import pytest

from data.releases.commit import Folders
from pages.kit import theme
from pages.progress import report
from tests.people import as_role
from tests.recording.pages import opened, text

ROLES = ["viewer", "board", "officer"]
pytestmark = pytest.mark.usefixtures("year")


def test_entered_dates_fill_the_wheel_and_breaks_of_the_rhythm_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    as_role(monkeypatch, "viewer")
    page = text(opened("progress"))
    assert "3. marts 2027" in page
    assert "7. oktober 2026 – holdt" in page
    assert "Forår 2027 – dato ikke fastsat" not in page
    assert "Sommer 2027 – dato ikke fastsat" in page
    assert "Mødet ligger 6,9 uger før bestyrelsen; rytmen er ca. 3 uger før." in page


def test_what_is_due_before_the_next_meeting_and_from_whom(monkeypatch: pytest.MonkeyPatch) -> None:
    as_role(monkeypatch, "viewer")
    page = text(opened("progress"))
    assert "Åbne frister til og med 3. marts 2027" in page
    assert "Beslutning: Flere hold  Sekretariatsleder i Bysekretariatet  Styregruppen  1. november 2026" in page
    assert "! fristen er overskredet med 20 dage" in page
    # What is done is no longer due.
    assert "Milepæl: Rammeaftalen om udlejning er revideret" not in page
    assert "Milepæl: Kommunikationsstrategien er revideret" in page
    board = text(opened("progress", organ="board"))
    assert "Åbne frister til og med 20. april 2027" in board


@pytest.mark.parametrize("role", ROLES)
def test_decisions_are_for_everybody(role: str, monkeypatch: pytest.MonkeyPatch) -> None:
    as_role(monkeypatch, role)
    page = text(opened("progress", vis="beslutninger"))
    assert "1 af 2 beslutninger er åbne, og 1 har overskredet fristen." in page
    assert page.index("! åben, fristen er overskredet med 20 dage") < page.index("✓ udført 5. november 2026")


@pytest.mark.parametrize("role", ROLES)
def test_comments_in_the_report_are_for_the_board_and_officers(role: str, monkeypatch: pytest.MonkeyPatch) -> None:
    as_role(monkeypatch, role)
    app = opened("progress", vis="rapport")
    page = text(app)
    # The next meeting, without being asked for.
    assert app.query_params["moede"] == "s-2027"
    assert "Statusrapport til styregruppen 3. marts 2027" in page
    assert ("To hold er i gang." in page) == (role != "viewer")
    assert ("vises for bestyrelsen og medarbejdere" in page) == (role == "viewer")


def test_the_report_is_assembled_from_figures_and_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    as_role(monkeypatch, "board")
    page = text(opened("progress", vis="rapport", moede="s-2027"))
    assert "Opgjort 21. november 2026 efter dataversion" in page
    assert "Vejledning (10. november 2026)" in page
    assert "0 af 1 indikatorer er målt igen, siden udgangspunktet blev sat." in page
    assert "○ kun udgangspunktet er målt (1 område)" in page
    assert "Nået siden sidste møde" in page
    assert "Organisationerne har lovet 3.778 timer om året." in page
    assert "Leverede timer er ikke registreret" in page
    assert "Der er ingen tal at anvende kriterierne på." in page
    # Written between two meetings and for none of them: it belongs to the later report only when it is newer than the earlier.
    assert "Roligt" not in page
    earlier = text(opened("progress", vis="rapport", moede="s-2026"))
    assert "Roligt <b>nu</b>." in earlier
    assert "Mødet er holdt; rapporten viser tallene, som de står i dag." in earlier


def test_a_link_to_an_unknown_meeting_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    as_role(monkeypatch, "viewer")
    page = text(opened("progress", vis="rapport", moede="s-1999"))
    assert "Linket beder om ”s-1999”, som ikke findes her. I stedet vises Styregruppen 3. marts 2027." in page


def test_without_any_date_the_report_says_how_to_begin(journal: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    as_role(monkeypatch, "viewer")
    page = text(opened("progress", vis="rapport", moede="s-2027"))
    assert "Linket beder om ”s-2027”, som ikke findes her." in page
    assert "En medarbejder sætter datoer under Registrering, Møder og beslutninger." in page


def test_the_file_holds_the_report_and_fetches_nothing() -> None:
    made = [report.Section("Et <afsnit>", ["Én sætning."])]
    file = theme.html("progress/report_file.html", heading="Statusrapport", about="I dag", sections=made)
    assert file.startswith("<!doctype html>")
    assert "<title>Statusrapport</title>" in file
    assert "Et &lt;afsnit&gt;" in file
    assert "http" not in file
    assert "url(" not in file


@pytest.mark.parametrize("role", ROLES)
def test_activations_say_whether_the_deadline_was_kept(role: str, monkeypatch: pytest.MonkeyPatch) -> None:
    as_role(monkeypatch, role)
    page = text(opened("preparedness"))
    assert "2 aktiveringer: frist overskredet (1), fristen løber (1)." in page
    assert "✗ frist overskredet (senest tirsdag den 13. oktober 2026, ved dagens slutning)" in page
    assert "… fristen løber (senest lørdag den 21. november 2026 kl. 21.00)" in page
    assert ("Uro ved butikkerne." in page) == (role != "viewer")


def test_without_activations_the_page_says_so(journal: Folders) -> None:
    assert "Der er ikke registreret nogen aktivering af beredskabet i monitoren." in text(opened("preparedness"))


@pytest.mark.parametrize("role", ROLES)
def test_a_comment_stands_on_the_page_of_what_it_is_about_for_the_board_and_officers(role: str, monkeypatch: pytest.MonkeyPatch) -> None:
    as_role(monkeypatch, role)
    area = text(opened("area", omraade="vangdalen"))
    assert ("Situation: Roligt" in area and "Skrevet 1. september 2026" in area) == (role != "viewer")
    activities = text(opened("activities"))
    assert ("Situation: To hold er i gang.\nÅrsager: Mange tilmeldte." in activities) == (role != "viewer")
    assert ("Vejledning · Skrevet 10. november 2026" in activities) == (role != "viewer")
    # Another area's page has nothing of it.
    assert "Roligt" not in text(opened("area", omraade="energivej"))


def test_a_comment_is_text_and_never_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    as_role(monkeypatch, "board")
    written = [element.proto.body for element in opened("area", omraade="vangdalen").get("html") if "Roligt" in element.proto.body]
    assert written
    assert all("Roligt &lt;b&gt;nu&lt;/b&gt;." in part for part in written)

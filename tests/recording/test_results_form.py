"""Registrering of results as an officer meets it: the form, the file, correction, withdrawal, a second officer, undo."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.pointer import read_pointer
from data.releases import ledger
from data.releases.commit import Folders, commit, preview
from data.releases.draft import Draft
from data.releases.results_file import result
from pages.recording.results import period_of, periods
from tests.people import as_role
from tests.raw import raw
from tests.recording.pages import opened, press, text

ROOT = Path(__file__).resolve().parents[2]
YEAR = {"periode": "2026-27"}


@pytest.fixture
def folders(journal: Folders) -> Folders:
    """The small database for an officer to write upon, and an empty ledger."""
    return journal


def stored(folders: Folders) -> list[tuple[float | None, str]]:
    """The recorded results as the internal file has them."""
    version = read_pointer(folders.build)
    assert version is not None
    with raw(version.internal) as connection:
        found = connection.execute("select value, status from activity_result where source_id = 'recording' order by target_id")
        return [(value, str(status)) for value, status in found.fetchall()]


def first_target(app: AppTest) -> str:
    """The promise of the first field."""
    return str(next(field.key for field in app.text_input if str(field.key).startswith("figure_")))


def test_fill_in_err_correct_save_and_meet_it_again(folders: Folders) -> None:
    app = opened("recording", **YEAR)
    key = first_target(app)
    app.text_input(key=key).set_value("tolv")
    press(app, "Gennemse")
    assert "„tolv“ kan ikke læses som et tal. Skriv for eksempel 1.270 eller 40,6." in text(app)
    assert stored(folders) == []
    app.text_input(key=key).set_value("24")
    press(app, "Gennemse")
    assert "Gennemse, før det gemmes" in [header.value for header in app.subheader]
    assert stored(folders) == []
    press(app, "Gem")
    assert "Gemt. Tallene er nu version" in text(app)
    assert stored(folders) == [(24.0, "published")]
    # After a restart another session finds it in its field.
    again = opened("recording", **YEAR)
    assert again.text_input(key=key).value == "24"
    # A correction replaces it, and the trace keeps both.
    again.text_input(key=key).set_value("26")
    press(again, "Gennemse")
    assert "24" in text(again)
    press(again, "Gem")
    assert stored(folders) == [(26.0, "published")]
    trace = text(opened("recording", vis="historik"))
    assert "Registrering af resultater" in trace
    assert trace.index("tal 26") < trace.index("tal 24")


def test_withdraw_and_undo(folders: Folders) -> None:
    app = opened("recording", **YEAR)
    app.text_input(key=first_target(app)).set_value("24")
    press(press(app, "Gennemse"), "Gem")
    app = press(press(opened("recording", **YEAR), "Gennemse tilbagetrækningen"), "Gem")
    assert stored(folders) == []
    app = press(press(opened("recording", vis="historik"), "Gennemse fortrydelsen"), "Gem")
    assert stored(folders) == [(24.0, "published")]
    assert "nej, fortrudt" in text(app)


def test_the_second_officer_is_told_and_nothing_is_overwritten(folders: Folders) -> None:
    app = opened("recording", **YEAR)
    key = first_target(app)
    app.text_input(key=key).set_value("24")
    press(app, "Gennemse")
    target = key.removeprefix("figure_").removesuffix("_2026-27")
    other = Draft("recording", "officer", "Den andens registrering", (result(target, date(2026, 8, 1), date(2027, 7, 31), 9, "", None),))
    commit(other, preview(other, folders).parent, folders)
    press(app, "Gem")
    assert "Andre har gemt, siden du begyndte: Den andens registrering" in text(app)
    assert stored(folders) == [(9.0, "published")]
    press(app, "Se udkastet igen")
    assert "9" in text(app)
    press(app, "Gem")
    assert stored(folders) == [(24.0, "published")]
    assert len(ledger.read_ledger(folders.state)) == 2


def test_a_save_that_reached_the_ledger_alone_is_said_to_be_saved_and_finished_by_saving_again(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    app = opened("recording", **YEAR)
    app.text_input(key=first_target(app)).set_value("24")
    press(app, "Gennemse")
    with monkeypatch.context() as patch:
        patch.setattr("data.releases.commit.write_pointer", full)
        press(app, "Gem")
    assert "Registreringen er gemt (r00001-" in text(app)
    assert "intet er gemt" not in text(app)
    assert stored(folders) == []
    press(app, "Gem")
    assert "Gemt. Tallene er nu version" in text(app)
    assert stored(folders) == [(24.0, "published")]
    assert len(ledger.read_ledger(folders.state)) == 1


def test_a_note_about_a_person_is_refused(folders: Folders) -> None:
    app = opened("recording", **YEAR)
    key = first_target(app)
    app.text_input(key=key).set_value("24")
    app.text_input(key=key.replace("figure_", "note_")).set_value("Ring til familien på 86 12 34 56")
    press(app, "Gennemse")
    assert "et telefonnummer" in text(app)
    assert next(button for button in app.button if button.label == "Gem").disabled
    press(app, "Fortryd udkastet")
    assert "Gennemse, før det gemmes" not in [header.value for header in app.subheader]
    assert not folders.state.exists() or ledger.read_ledger(folders.state) == []


def test_role_taken_away_between_look_and_save(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened("recording", **YEAR)
    app.text_input(key=first_target(app)).set_value("24")
    press(app, "Gennemse")
    as_role(monkeypatch, "board")
    press(app, "Gem")
    assert "Siden er for rollen medarbejder" in text(app)
    assert stored(folders) == []


def test_half_filled_fields_are_said(folders: Folders) -> None:
    app = opened("recording", **YEAR)
    key = first_target(app)
    app.text_input(key=key.replace("figure_", "note_")).set_value("Kommer senere")
    press(app, "Gennemse")
    assert "en bemærkning, men intet resultat" in text(app)
    app.text_input(key=key).set_value("24")
    app.selectbox(key=key.replace("figure_", "status_")).set_value("not_collected")
    press(app, "Gennemse")
    assert "både et tal og en grund" in text(app)
    assert stored(folders) == []


def test_nothing_filled_in_is_nothing_to_save(folders: Folders) -> None:
    assert "Ingen felter er udfyldt" in text(press(opened("recording", **YEAR), "Gennemse"))


def test_history_without_recordings_says_so(folders: Folders) -> None:
    assert "Der er ikke registreret noget endnu" in text(opened("recording", vis="historik"))


@pytest.mark.parametrize("role", ["viewer", "board"])
def test_others_are_told_whom_the_page_is_for(folders: Folders, monkeypatch: pytest.MonkeyPatch, role: str) -> None:
    as_role(monkeypatch, role)
    app = opened("recording")
    assert "Siden er for rollen medarbejder" in text(app)
    assert not app.text_input


def test_years_of_a_plan() -> None:
    found = periods(pd.Series({"starts": pd.Timestamp("2025-08-01"), "ends": pd.Timestamp("2029-07-31")}))
    assert list(found) == ["2025-26", "2026-27", "2027-28", "2028-29"]
    assert found["2025-26"].label == "1. august 2025 – 31. juli 2026"
    assert period_of(found, date(2026, 11, 21)) == "2026-27"
    assert (period_of(found, date(2020, 1, 1)), period_of(found, date(2040, 1, 1))) == ("2025-26", "2028-29")

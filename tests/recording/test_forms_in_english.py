"""Forms on the English screen: they show English, read figures as English, and save exactly what they save in Danish."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.releases.commit import Folders, commit, preview
from data.releases.draft import Change, Draft
from pages import pack
from pages.board_pack import views as board_pack_views
from pages.kit import language
from pages.kit.language import DANISH, ENGLISH, using
from pages.recording import results, views
from pages.recording.results import Entered, Period
from tests.people import as_role
from tests.recording.pages import field, opened, press, send, text

PLAN = "plan-2025-29"
STRATEGY = "hp25_m_communication_strategy"
YEAR = Period("2025-26", date(2025, 8, 1), date(2026, 7, 31))
TARGETS = pd.DataFrame([{"target_id": "t", "measure": "Forløb", "starts": pd.Timestamp(YEAR.starts), "ends": pd.Timestamp(YEAR.ends)}])


@pytest.mark.parametrize(
    ("spoken", "written", "figure", "said"),
    [
        (DANISH, "1.270", 1270.0, ""),
        (DANISH, "40,6 %", 40.6, ""),
        (DANISH, "1,270.5", None, "kan ikke læses som et tal"),
        (ENGLISH, "1,270", 1270.0, ""),
        (ENGLISH, "40.6 %", 40.6, ""),
        (ENGLISH, "0.125", 0.125, ""),
        (ENGLISH, "\u22122.5", -2.5, ""),
        # A Dane at an English screen is not a thousandfold wrong without being told.
        (ENGLISH, "1.270", None, "“1.270” can be read in two ways. Write for example 1,270 or 1.27."),
        (ENGLISH, "40,6", None, "“40,6” cannot be read as a number. Write for example 1,270 or 40.6."),
    ],
)
def test_a_figure_is_read_as_the_screen_writes_it(spoken: str, written: str, figure: float | None, said: str) -> None:
    with using(spoken):
        changes, wrong = results.meant([Entered("t", written, "", "")], TARGETS, YEAR)
    assert [change.row["value"] for change in changes] == ([] if figure is None else [figure])
    assert said in " ".join(wrong)
    assert bool(wrong) == bool(said)


@pytest.mark.parametrize("spoken", [DANISH, ENGLISH])
@pytest.mark.parametrize("figure", [24.0, 1270.0, 1270.5, 40.6])
def test_what_stands_in_a_field_is_read_back_as_it_was(spoken: str, figure: float) -> None:
    with using(spoken):
        (change,), wrong = results.meant([Entered("t", results.field_of(figure), "", "")], TARGETS, YEAR)
    assert (change.row["value"], wrong) == (figure, [])


@pytest.fixture
def officer(year: Folders, quick_commits: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The year's database as an officer opens it who looks at drafts and saves none of them."""
    monkeypatch.setattr(Folders, "of_the_settings", lambda: year)
    as_role(monkeypatch, "officer")


def proposed(app: AppTest, table: str) -> tuple[str, dict[str, object]]:
    """Where the draft that waits comes from, and its row: what would be saved."""
    draft, seen = app.session_state[f"_release_draft_{table}"]
    assert not seen.findings
    (change,) = draft.changes
    return draft.origin, dict(change.row)


@pytest.mark.usefixtures("officer")
def test_a_milestone_keeps_its_danish_words() -> None:
    app = opened("recording", sprog="en", vis="milepaele")
    app.selectbox(key="milestone_which").set_value(STRATEGY).run()
    assert "The plan’s remark: The end of 2025." in text(app)
    field(app, "done", STRATEGY).set_value(date(2026, 11, 11))
    assert "The communication strategy has been revised" in text(send(app, STRATEGY))
    origin, row = proposed(app, "milestone")
    assert (origin, row["title"], row["done"]) == ("Milepæl", "Kommunikationsstrategien er revideret", "2026-11-11")
    assert row["note"] == "Udgangen af 2025. Skal også forholde sig til nye fysiske tiltag"


@pytest.mark.usefixtures("officer")
def test_a_meeting_keeps_its_danish_kind_and_season() -> None:
    app = opened("recording", sprog="en", vis="moeder")
    field(app, "slot", "meeting_0_new").set_value(("board", "Fast møde", "efterår"))
    field(app, "date", "meeting_0_new").set_value(date(2027, 4, 20))
    # The meeting that is there is found, whatever it is called.
    assert "already has a meeting on 20 April 2027" in text(send(app, "meeting_0_new"))
    field(app, "date", "meeting_0_new").set_value(date(2026, 10, 28))
    assert "regular meeting, autumn Wednesday 28 October 2026" in " ".join(text(send(app, "meeting_0_new")).split())
    origin, row = proposed(app, "meeting")
    assert (origin, row["kind"], row["season"], row["source_place"]) == ("Mødedato", "Fast møde", "efterår", "Registrering")


@pytest.mark.usefixtures("officer")
def test_a_decision_keeps_its_danish_words() -> None:
    app = opened("recording", sprog="en", vis="moeder")
    field(app, "title", "decision_0_new").set_value("Flere hold")
    field(app, "role", "decision_0_new").set_value("Bysekretariatet: Sekretariatsleder")
    origin, row = proposed(send(app, "decision_0_new"), "decision")
    assert (origin, row["responsible"]) == ("Beslutning", "Bysekretariatet: Sekretariatsleder")
    origin, row = proposed(press(app, "Carried out today").run(), "decision")
    assert (origin, row["title"], row["done"]) == ("Beslutning: udført i dag", "Flere hold", pd.Timestamp(2026, 11, 21).date().isoformat())
    assert row["responsible"] == "Sekretariatsleder i Bysekretariatet"


def test_the_template_is_the_danish_one(journal: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[pd.DataFrame] = []
    make = views._template

    def kept(targets: pd.DataFrame, period: Period) -> pd.DataFrame:
        made.append(make(targets, period))
        return made[-1]

    monkeypatch.setattr(views, "_template", kept)
    danish, english = opened("recording", vis="fil"), opened("recording", sprog="en", vis="fil")
    assert "Skabelonen er på dansk" not in text(danish)
    assert "The template is in Danish" in text(english)
    pd.testing.assert_frame_equal(made[0], made[1])
    assert set(made[1]["aktivitet"]) == {"Vejledning"}


@pytest.fixture
def papers() -> Iterator[None]:
    """Packs that a test made up are forgotten after it."""
    yield
    board_pack_views._made.clear()


@pytest.mark.usefixtures("papers")
def test_papers_are_danish_on_the_english_screen(journal: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    here = {"plan_id": PLAN, "source_id": "recording", "source_place": "Registrering"}
    item = {"agenda_id": "a", "position": 1, "agenda_title": "Møde", "headline": "Se her", "page": "kort"}
    decided = {"plan_id": PLAN, "decision_id": "d", "body": "board", "decided_on": "2026-10-28", "title": "Budget godkendt"}
    meeting = {**here, "meeting_id": "m", "body": "board", "date": "2026-10-28", "kind": "Fast møde"}
    rows = (Change("agenda_item", "put", item), Change("decision", "put", decided), Change("meeting", "put", meeting))
    draft = Draft("journal", "officer", "x", rows)
    commit(draft, preview(draft, journal).parent, journal)
    asked: list[object] = []

    def make(*arguments: object) -> pack.Pack:
        asked.extend([language.current(), *arguments[1:5]])
        arguments[5](0.5, "Laver præsentationen")  # type: ignore[operator]
        return pack.Pack("pakke", b"", b"", b"")

    monkeypatch.setattr(pack, "make", make)
    as_role(monkeypatch, "viewer")
    app = opened("board_pack", sprog="en", punkter="a")
    assert "The papers are in Danish" in text(app)
    assert "Papers for the meeting: The newest figures" in text(app)
    assert "The pack is ready." in text(press(app, "Make the pack"))
    spoken, edition, agenda, _, decisions = asked
    assert spoken == DANISH
    assert isinstance(edition, pack.Edition)
    assert (edition.title, edition.banner) == ("De nyeste tal", "Ikke en udgave: tallene kan ændre sig")
    assert agenda == (pack.AgendaItem("Se her", "", "Kort"),)
    assert decisions == (pack.Decision(date(2026, 10, 28), "Budget godkendt", ""),)

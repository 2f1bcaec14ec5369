"""Udgaver: frozen by an officer, opened by anybody, held against the figures that came later."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data import editions
from data.build import build
from data.pointer import Version
from data.releases.commit import Folders, commit, preview
from data.releases.draft import Draft
from data.releases.results_file import result
from pages.kit import clock, theme
from queries.connection import edition_file
from queries.differences import differences
from tests.conftest import quicken
from tests.people import as_role
from tests.recording.pages import opened, press, text

ROOT = Path(__file__).resolve().parents[2]
TARGET = "hp25_t_npu_institutions"
YEAR = (date(2025, 8, 1), date(2026, 7, 31))


@pytest.fixture(scope="module")
def places(real_build: Version, tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """The real content with one result recorded, an edition made of it by the form, and the result corrected afterwards."""
    place = tmp_path_factory.mktemp("editions")
    shutil.copytree(real_build.published.parent, place / "build")
    folders = Folders(place / "build", place / "state")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MONITOR_BUILD_DIR", str(folders.build))
        patch.setenv("MONITOR_STATE_DIR", str(folders.state))
        patch.setattr(clock, "now", lambda: datetime(2026, 11, 21, 10, 0))
        as_role(patch, "officer")
        quicken(patch)
        save(folders, 12.0, None)
        app = opened("editions", vis="ny")
        app.text_input(key="edition_title").set_value("Bestyrelsen [efterår]")
        press(press(app, "Gennemse"), "Gem")
        save(folders, 14.0, "Talt om")
    return folders


def save(folders: Folders, value: float, note: str | None) -> None:
    draft = Draft("recording", "officer", "Registrering af resultater", (result(TARGET, *YEAR, value, "", None),), note)
    commit(draft, preview(draft, folders).parent, folders)


@pytest.fixture
def asked(places: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(places.build))
    monkeypatch.setenv("MONITOR_STATE_DIR", str(places.state))
    as_role(monkeypatch, "viewer")


def edition_id(places: Folders) -> str:
    return next((places.state / "editions").glob("*.zip")).stem[:8]


def link(places: Folders) -> str:
    return f"2026-11-21-{edition_id(places)}"


def test_an_edition_shows_its_figures_and_says_so(asked: None, places: Folders) -> None:
    now, then = opened("activities"), opened("activities", udgave=link(places))
    assert (delivered(now), delivered(then)) == (14.0, 12.0)
    assert "Du ser udgaven **Bestyrelsen \\[efterår\\]** fra 21. november 2026, ikke de nyeste tal." in text(then)
    assert "Du ser udgaven" not in text(now)
    frozen = asked_now(now, "editions")["data_version"].iloc[0]
    assert f"dataversion {frozen}" in text(then)
    assert f"dataversion {frozen}" not in text(now)


def asked_now(app: AppTest, question: str, **parameters: str) -> pd.DataFrame:
    """The answer of the database that the page was drawn from."""
    return app.session_state["_database_of_this_run"].ask(question, **parameters)


def delivered(app: AppTest) -> float:
    results = asked_now(app, "plan_results", plan_id="plan-2025-29")
    return float(results.set_index("target_id")["value"][TARGET])


def test_links_inside_an_edition_stay_in_it_and_leaving_does_not(asked: None, places: Folders) -> None:
    app = opened("overview", udgave=link(places))
    page = "".join(element.proto.body for element in app.get("html"))
    own = [part.split('"')[0] for part in page.split('href="')[1:] if not part.startswith(("http", "#", "?"))]
    # One that begins with "?" changes the address where the reader is (service/memory.js) and keeps all else.
    assert len(own) > 10
    assert [href for href in own if f"udgave={link(places)}" not in href] == []
    press(app, "Forlad udgaven")
    assert "Du ser udgaven" not in text(app)
    assert "udgave" not in app.query_params


def test_an_unknown_edition_is_said(asked: None) -> None:
    assert "Linket beder om udgaven ”2020-01-01-x”, som ikke findes." in text(opened("overview", udgave="2020-01-01-x"))


def test_the_list_names_day_version_and_hash(asked: None, places: Folders) -> None:
    said = text(opened("editions"))
    assert "Bestyrelsen [efterår]" in said
    assert f"{edition_id(places)}" in said
    markup = "".join(element.proto.body for element in opened("editions").get("html"))
    assert f'href="./?udgave={link(places)}"' in markup
    assert "Lav en udgave" not in said


def test_what_changed_since_and_why(asked: None) -> None:
    said = text(opened("editions", vis="forskelle"))
    assert "1 ændret, 0 trukket tilbage, 0 nyt." in said
    assert "Registrering af resultater: Talt om" in said


def test_since_last_on_the_start_page_and_between_two_days(asked: None, places: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    """The edition was made today, so the figures are held against the data version before; a week later against the edition."""
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 21, 10, 0))
    start = text(opened("overview"))
    assert "Siden den forrige dataversion fra" in start
    assert "1 rettet tal" in start
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 28, 10, 0))
    start = text(opened("overview"))
    assert "Siden udgaven ”Bestyrelsen [efterår]” fra 21. november 2026" in start
    whole = opened("editions", vis="siden")
    assert whole.query_params["fra"] == link(places)
    assert "til de nyeste tal: 1 rettet tal." in text(whole)
    assert "Registrering af resultater: Talt om" in text(whole)
    by_day = text(opened("editions", vis="siden", fra="dag", fra_dag="2026-01-01"))
    assert "Fra 1. januar 2026 til de nyeste tal" in by_day
    assert "kan ikke sammenlignes; milepæle og beslutninger kan." in by_day
    assert "pr. 25. november 2026 er dem fra" in text(opened("editions", vis="siden", fra="dag", fra_dag="2026-11-25"))
    assert "ingen tidligere udgave" in text(opened("overview", udgave=link(places)))


def test_follow_up_before_any_decision(asked: None) -> None:
    assert "ikke registreret nogen beslutning om et overordnet mål endnu" in text(opened("editions", vis="opfoelgning"))


def test_nothing_is_recorded_in_an_edition(asked: None, places: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    as_role(monkeypatch, "officer")
    app = opened("recording", udgave=link(places))
    assert "Forlad udgaven for at registrere." in text(app)
    assert not app.text_input


def test_the_edition_of_a_meeting_has_no_internal_figures(asked: None, places: Folders) -> None:
    app = opened("editions", vis="ny")
    assert "Linket beder om ”ny”, som ikke findes her." in text(app)


def test_both_rooms_name_the_file_alike() -> None:
    assert edition_file(Path("x"), "ab" * 32) == editions.database_file(Path("x"), "ab" * 32)


def test_differences_by_hand() -> None:
    def figures(*rows: tuple[str, float | None, str]) -> pd.DataFrame:
        made = [
            {"table_name": "observation", "row_key": key, "subject": key, "area": "A", "period_start": pd.Timestamp("2024-01-01"),
             "period_end": pd.Timestamp("2024-12-31"), "unit": "percent",
             "decimals": 1, "value": value, "status": status, "origin": "Ny fil"}
            for key, value, status in rows
        ]  # fmt: skip
        return pd.DataFrame(made)

    older = figures(("same", 1.0, "published"), ("hidden", 2.0, "published"), ("gone", 3.0, "published"), ("text", 4.0, "published"))
    newer = figures(("same", 1.0, "published"), ("hidden", None, "suppressed"), ("new", 5.0, "published"), ("text", 4.5, "corrected"))
    said = pd.DataFrame(
        [{"table_name": "observation", "row_key": "gone", "action": "withdraw", "origin": "Tilbagetrækning", "note": "Forkert"}]
    )
    found = differences(older, newer, said).set_index("row_key")
    assert found["change"].to_dict() == {"hidden": "revised", "text": "revised", "gone": "withdrawn", "new": "new"}
    assert found["why"].to_dict() == {
        "hidden": "Kildeteksten er rettet", "text": "Kildeteksten er rettet", "gone": "Tilbagetrækning: Forkert", "new": "Ny fil",
    }  # fmt: skip
    assert found.loc["gone", "before"] == 3.0
    assert pd.isna(found.loc["gone", "after"])


def test_links_keep_the_edition_and_leave_others_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(theme.st, "query_params", {"udgave": "a&b", "vis": "x"})
    markup = '<a href="data">1</a><a href="kort?zoom=x&amp;y=1">2</a><a href="https://dst.dk">3</a><a href="#top">4</a>'
    assert theme._with_kept_parameters(markup) == (
        '<a href="data?udgave=a%26b">1</a><a href="kort?zoom=x&amp;y=1&amp;udgave=a%26b">2</a>'
        '<a href="https://dst.dk">3</a><a href="#top">4</a>'
    )


def test_a_build_makes_what_is_missing(places: Folders) -> None:
    file = editions.database_file(places.build, next((places.state / "editions").glob("*.zip")).stem)
    file.unlink()
    build(places.build, state=places.state)
    assert file.exists()

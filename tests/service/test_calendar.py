"""The calendar, read by another library than the one that wrote it, and who may subscribe."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pandas as pd
import pytest
import vobject
from starlette.applications import Starlette
from starlette.testclient import TestClient

from pages.kit import calendar, roles
from pages.kit.language import using
from queries.calendar import Event, Kind, events
from queries.connection import Database, NoDatabaseError
from service import calendar as calendars
from service import logs
from tests.fixture_content import PLAN

NOW = datetime(2026, 7, 1, 10, 0)
KEY = "en-lang-tilfaeldig-noegle"


def entries(made: bytes) -> dict[str, vobject.base.Component]:
    return {entry.uid.value: entry for entry in vobject.readOne(made.decode("utf-8")).vevent_list}


def test_another_library_reads_meetings_deadlines_and_moments() -> None:
    long = "Læringssporene, æøå; " * 8
    moment = pd.Timestamp(2026, 7, 3, 12, 0).tz_localize("Europe/Copenhagen").to_pydatetime()
    found = entries(
        calendar.file(
            [
                Event(Kind.MEETING, "m1", date(2026, 10, 7), "Styregruppen", "Fast møde"),
                Event(Kind.MILESTONE, "h1", date(2026, 12, 31), long, "Hele planen"),
                Event(Kind.PREPAREDNESS, "a1", moment, "Vangdalen", "Rødt"),
            ],
            NOW,
        )
    )
    meeting, milestone, gathered = (found[f"{key}@boligsocial-monitor"] for key in ("meeting-m1", "milestone-h1", "preparedness-a1"))
    assert (meeting.dtstart.value, meeting.summary.value, meeting.description.value) == (
        date(2026, 10, 7),
        "Møde: Styregruppen",
        "Fast møde",
    )
    assert milestone.summary.value == f"Milepæl: {long}", "a long line is folded and comes together again, signs and all"
    assert gathered.dtstart.value == datetime(2026, 7, 3, 10, 0, tzinfo=UTC), "noon in Denmark in summer"
    assert gathered.dtstamp.value == datetime(2026, 7, 1, 8, 0, tzinfo=UTC)


def test_open_deadlines_only_and_no_notes() -> None:
    meetings = pd.DataFrame(
        {
            "meeting_id": ["m", "s"],
            "date": pd.to_datetime(["2026-10-07", None]),
            "body_name": "Bestyrelsen",
            "kind": None,
            "note": "Hemmelig",
        }
    )
    decisions = pd.DataFrame(
        {"decision_id": ["open", "done", "free"], "title": "Flere hold", "responsible": "Sekretariatsleder",
         "due": pd.to_datetime(["2026-11-01", "2026-11-01", None]), "done": pd.to_datetime([None, "2026-10-30", None])}
    )  # fmt: skip
    milestones = pd.DataFrame({"milestone_id": [], "title": [], "focus_area_name": [], "due": [], "done": []})
    activations = pd.DataFrame(
        {"activation_id": ["runs", "gathered", "closed"], "area_name": "Vangdalen", "level_title": "Gult", "deadline_value": 3.0,
         "deadline_unit": "working_days", "opened": pd.Timestamp(2026, 10, 8, 10), "note": "Hemmelig",
         "convened": pd.to_datetime([None, "2026-10-09", None]), "closed": pd.to_datetime([None, None, "2026-10-10"])}
    )  # fmt: skip
    found = events(meetings, decisions, milestones, activations)
    assert [event.key for event in found] == ["m", "runs", "open"]
    assert found[1].when.isoformat() == "2026-10-13T23:59:59+02:00", "Friday, Monday, Tuesday"
    assert b"Hemmelig" not in calendar.file(found, NOW)


def test_the_feed_is_that_of_the_version_in_force(
    fixture_folder: object, fixture_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(fixture_folder))
    assert "milestone-fx_m_open@boligsocial-monitor" in entries(calendar.feed("", NOW))
    dated = fixture_database.ask("plan_meetings", plan_id=PLAN)["date"].notna().sum()
    assert sum(key.startswith("meeting-") for key in entries(calendar.feed("xx", NOW))) == dated == 1
    with using("en"):
        assert "Milestone: Midtvejsmåling" in calendar.feed("en", NOW).decode().replace("\r\n ", "")


def client(login: bool, monkeypatch: pytest.MonkeyPatch, key: str = KEY) -> TestClient:
    monkeypatch.setenv("MONITOR_CALENDAR_KEY", key)
    monkeypatch.setattr(roles, "_configuration", lambda _environment: (login, frozenset(), ()))
    return TestClient(Starlette(routes=calendars.routes(lambda spoken, _now: f"BEGIN {spoken}".encode(), roles.may_read)))


def test_whoever_may_see_the_pages_may_subscribe_and_so_may_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    free = client(False, monkeypatch).get("/kalender.ics?sprog=en")
    assert (free.status_code, free.text) == (200, "BEGIN en")
    assert free.headers["content-type"].startswith("text/calendar")
    closed = client(True, monkeypatch)
    assert closed.get("/kalender.ics").status_code == 403
    assert closed.get(f"/kalender.ics?noegle={KEY}x").status_code == 403
    assert closed.get(f"/kalender.ics?noegle={KEY}").status_code == 200
    assert client(True, monkeypatch, "").get("/kalender.ics?noegle=").status_code == 403, "an empty key lets nobody in"
    monkeypatch.setenv("MONITOR_PUBLIC", "1")
    assert closed.get("/kalender.ics").status_code == 200


def test_without_a_database_it_says_so_and_the_key_stands_in_no_log(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_spoken: str, _now: datetime) -> bytes:
        raise NoDatabaseError("Der er ikke bygget nogen database endnu.")

    app = Starlette(routes=calendars.routes(broken, lambda _claims: True))
    assert TestClient(app).get("/kalender.ics").status_code == 503
    assert KEY not in logs.masked(f"GET /kalender.ics?noegle={KEY} 200")

"""Rapporter on the screen, the yearly report and the summary: what differs from the evaluation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from pages.kit import clock
from pages.report import summary
from pages.report.blocks import Heading, Table, ToWrite, said, sentences_of
from pages.report.figures import Told
from pages.report.making import chapters
from pages.report.model import Kind, ReportError
from tests.people import as_role
from tests.recording.pages import opened

ROOT = Path(__file__).resolve().parents[2]


def test_one_button_makes_the_file_and_counts_what_a_person_must_write(fixture_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(fixture_folder))
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 21, 10, 0))
    as_role(monkeypatch, "viewer")
    app = opened("report")
    assert not app.get("download_button")
    assert not app.get("file_uploader")  # only an officer brings files
    next(button for button in app.button if button.label == "Lav rapporten").click().run()
    assert not app.exception
    assert app.success[0].value == "Rapporten er klar. 6 steder mangler tekst."
    assert [button.proto.label for button in app.get("download_button")] == ["Hent rapporten (Word)"]
    request, report = app.session_state["_report"]
    assert (request.kind, request.ends) == (Kind.EVALUATION, date(2026, 11, 21))
    assert request.remarks == ()
    assert report.content.startswith(b"PK")
    assert report.name == "resultatevaluering-plan-2025-29-fixture.docx"


def test_a_yearly_report_tells_what_came_in_its_year(told: dict[str, Told]) -> None:
    one = told["re13"]
    request = replace(one.request, kind=Kind.YEARLY, starts=date(2016, 1, 1), ends=date(2016, 12, 31))
    blocks = chapters(replace(one, request=request))
    tables = [block for block in blocks if isinstance(block, Table) and block.caption.endswith(": forventet og opnået")]
    assert all([column.heading for column in table.columns][2:4] == ["I perioden", "Opnået i alt"] for table in tables)
    texts = [said(sentence) for sentence in sentences_of(blocks)]
    assert any("Ny måling i perioden" in text for text in texts)


def with_meetings(one: Told, meeting_id: str) -> Told:
    meetings = pd.DataFrame(
        {
            "meeting_id": ["m1", "m2"], "body": ["steering_group"] * 2, "body_name": ["Styregruppen"] * 2,
            "date": [pd.Timestamp(2026, 6, 1), pd.Timestamp(2026, 12, 1)], "season": ["sommer", "vinter"], "kind": [None] * 2,
        }
    )  # fmt: skip
    request = replace(one.request, kind=Kind.SUMMARY, meeting_id=meeting_id)
    return replace(one, request=request, answers={**one.answers, "plan_meetings": meetings})


def test_a_summary_says_what_needs_an_eye_and_leaves_room_to_write(told: dict[str, Told]) -> None:
    blocks = summary.of_meeting(with_meetings(told["hp25"], "m2"))
    headings = [block.text for block in blocks if isinstance(block, Heading)]
    assert headings == ["Kort fortalt", "Mangler indberetning", "De overordnede mål", "Milepæle", "Til drøftelse"]
    assert said(sentences_of(blocks)[0]) == "Til styregruppen 1. december 2026; gjort op 21. november 2026."
    assert max(len(block.rows) for block in blocks if isinstance(block, Table)) == 6
    assert [block.about for block in blocks if isinstance(block, ToWrite)] == ["Til drøftelse"]
    with pytest.raises(ReportError, match="Vælg et af: m1, m2"):
        summary.of_meeting(with_meetings(told["hp25"], "m3"))

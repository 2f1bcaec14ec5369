"""Rapporter on the screen, the yearly report and the summary: what differs from the evaluation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from pages.kit import clock
from pages.report import remarks, summary, views
from pages.report.blocks import Block, Heading, Table, ToWrite, said, sentences_of
from pages.report.figures import Told
from pages.report.model import Kind, Remark, ReportError
from tests.people import as_role
from tests.recording.pages import opened

ROOT = Path(__file__).resolve().parents[2]
PARTS = (("Situation", "Kort."), ("Årsager", "Opdigtet årsag. " * 100), ("Næste skridt", "Opdigtet skridt. " * 100))
LONG = Remark("area", "x", "Opdigtet", date(2026, 11, 1), PARTS)


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


def test_a_yearly_report_tells_what_came_in_its_year_and_what_is_told_later(yearly: list[Block]) -> None:
    tables = [block for block in yearly if isinstance(block, Table) and block.caption.endswith(": forventet og opnået")]
    assert all([column.heading for column in table.columns][2:4] == ["I perioden", "Opnået i alt"] for table in tables)
    rows = {line[0]: line[2:] for table in tables for line in table.rows}
    # Measured in 2016; counted for the whole plan, that ended in 2017.
    assert rows["Procent beboere, der føler sig trygge i boligområdet i dagtimerne"][:2] == ("96,2\u00a0%", "96,2\u00a0%")
    assert rows["Unge, der modtager vejledning"] == ("–", "gjort op senere", "… mangler indberetning")
    texts = [said(sentence) for sentence in sentences_of(yearly)]
    assert any("Ny måling i perioden" in text for text in texts)
    assert sum(text.startswith("60 af løfterne er kun gjort op for en periode, der slutter efter") for text in texts) == 1
    # Two hours a week are promised and never reported.
    never = [text.partition(":")[0] for text in texts if "noget resultat endnu" in text]
    assert never == ["Timer med åben rådgivning pr. uge", "Timer med økonomisk rådgivning pr. uge"]
    # A note about a figure of 2017 has no place in a report that ends before it.
    assert not any("1.7.2017" in text for text in texts)


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
    assert max(len(block.rows) for block in blocks if isinstance(block, Table)) == 4
    assert "Og 6 mere i monitoren, på siden Fremdrift." in [block.source for block in blocks if isinstance(block, Table)]
    assert [block.about for block in blocks if isinstance(block, ToWrite)] == ["Til drøftelse"]
    with pytest.raises(ReportError, match="Vælg et af: m1, m2"):
        summary.of_meeting(with_meetings(told["hp25"], "m3"))


def test_a_summary_has_the_comments_written_for_its_meeting(told: dict[str, Told], monkeypatch: pytest.MonkeyPatch) -> None:
    """One written early for the meeting is in it; one for another meeting, however new, and one from before the last are not."""
    comments = pd.DataFrame(
        [
            ("c1", "2026-05-01", "m2", "tidligt, til mødet"), ("c2", "2026-11-01", "m1", "til et andet møde"),
            ("c3", "2026-11-02", None, "uden møde"), ("c4", "2026-05-02", None, "før sidste møde"),
        ],
        columns=["comment_id", "written_on", "meeting_id", "situation"],
    ).assign(subject_kind="area", subject_id="x", subject_name="Opdigtet", causes=None, next_steps=None)  # fmt: skip
    comments["written_on"] = pd.to_datetime(comments["written_on"])
    one = with_meetings(told["hp25"], "m2")
    answers = {"comments": comments, "plan_meetings": one.answers["plan_meetings"]}
    monkeypatch.setattr(views.database, "as_written", lambda question, **_parameters: answers[question])
    own = views._remarks("plan-2025-29", "m2")
    assert [remark.parts[0][1] for remark in own] == ["tidligt, til mødet", "uden møde"]
    blocks = summary.of_meeting(replace(one, request=replace(one.request, remarks=own)))
    texts = [said(sentence) for sentence in sentences_of(blocks)]
    assert [text for text in texts if text.startswith("Opdigtet, skrevet")] == [
        "Opdigtet, skrevet 1. maj 2026.",
        "Opdigtet, skrevet 2. november 2026.",
    ]
    kept = [said(sentence) for sentence in sentences_of(remarks.shown(LONG, most=420))]
    assert kept[1] == "Situation: Kort."
    assert [len(text) > 150 and text.endswith(" …") for text in kept[2:]] == [True, True]
    assert sum(map(len, kept[1:])) <= 420 + len("Situation: Årsager: Næste skridt: ")
    many = summary.of_meeting(replace(one, request=replace(one.request, remarks=own * 4)))
    assert any(said(sentence).startswith("Og 5 mere i monitoren; dér er bemærkningerne hele") for sentence in sentences_of(many))

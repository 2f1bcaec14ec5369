"""Registrering: dated comments about the plan, a goal, an indicator, an activity or an area."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from pages.kit import clock, database, formats, journal, meeting_names
from pages.kit.comments import PARTS
from pages.kit.journal import Entry, Row, Sort
from pages.kit.language import mark, tr
from pages.kit.release import value
from pages.kit.wording import PLAN_2025, PLAN_DOCUMENT

KINDS = {
    "plan": mark("Planen: {name}"), "goal": mark("Mål: {name}"), "indicator": mark("Indikator: {name}"),
    "activity": mark("Aktivitet: {name}"), "area": mark("Område: {name}"),
}  # fmt: skip
_HELP = {
    "situation": mark("Hvordan står det til?"),
    "causes": mark("Hvorfor står det sådan til?"),
    "next_steps": mark("Hvad gøres der ved det?"),
}
NO_MEETING = mark("Intet bestemt møde")


def show() -> None:
    """Write, correct and withdraw dated comments."""
    st.write(
        tr(
            "Kommentarerne står i statusrapporten under Fremdrift og vises for bestyrelsen og medarbejdere. Skriv om roller og "
            "aktiviteter, aldrig om enkeltpersoner."
        )
    )
    subjects = _subjects()
    meetings = meeting_names.dated(PLAN_2025)
    sort = Sort("comment", "comment_id", mark("kommentar"), mark("kommentaren"), partial(say, subjects, meetings))
    rows = [row.to_dict() for _, row in database.as_written("comments").iterrows()]
    empty = tr("Der er ikke skrevet nogen kommentarer endnu.")
    journal.show(sort, partial(_form, subjects, meetings), [Entry(row) for row in rows], empty)


def _subjects() -> dict[tuple[str, str], str]:
    """What a comment can be about: (kind, id) -> "Mål: Større fremmøde i skolen"."""
    rows = database.ask("comment_subjects", plan_id=PLAN_2025, source_id=PLAN_DOCUMENT)
    return {
        (kind, key): tr(KINDS[kind], name=name)
        for kind, key, name in zip(rows["subject_kind"], rows["subject_id"], rows["subject_name"], strict=True)
    }


def say(subjects: dict[tuple[str, str], str], meetings: dict[str, str], row: Row) -> tuple[str, str]:
    """A comment in words: what it is about, when and for which meeting; and its parts."""
    key = (str(value(row, "subject_kind")), str(value(row, "subject_id")))
    meeting = value(row, "meeting_id")
    about = [subjects.get(key) or tr(str(value(row, "subject_name") or key[1])), formats.day(row["written_on"])]
    about += [tr("til {meeting}", meeting=meetings[meeting])] if meeting in meetings else []
    return " · ".join(about), " ".join(f"{tr(label)}: {found}" for part, label in PARTS.items() if (found := value(row, part)))


def _form(subjects: dict[tuple[str, str], str], meetings: dict[str, str], known: Row | None, key: str) -> dict[str, Any] | None:
    stood = (str(value(known, "subject_kind")), str(value(known, "subject_id")))
    choices = list(subjects) if known is None or stood in subjects else [stood, *subjects]
    offered = {"": tr(NO_MEETING), **meetings}
    options = list(offered)
    meeting_id = value(known, "meeting_id") or ""
    with st.form(key):
        subject = st.selectbox(
            tr("Handler om"), choices, index=choices.index(stood) if known else 0, format_func=lambda pair: subjects.get(pair, pair[1]),
            key=f"{key}_subject", help=tr("Skriv for at søge."),
        )  # fmt: skip
        left, right = st.columns(2)
        meeting = left.selectbox(
            tr("Til møde"), options, index=options.index(meeting_id) if meeting_id in options else 0,
            format_func=lambda one: offered.get(one, one), key=f"{key}_meeting",
        )  # fmt: skip
        with right:
            written = journal.day_field(
                tr("Skrevet"), value(known, "written_on") or clock.today(), f"{key}_written", max_value=clock.today()
            )
        parts = {
            part: st.text_area(tr(label), value(known, part) or "", max_chars=5_000, key=f"{key}_{part}", help=tr(_HELP[part]), height=90)
            for part, label in PARTS.items()
        }
        sent = st.form_submit_button(tr("Gennemse"), type="primary", key=f"{key}_send")
    if not sent:
        return None
    texts = {part: journal.text(written_text) for part, written_text in parts.items()}
    missing = [
        "" if texts["situation"] else tr("Situationen mangler. Skriv, hvordan det står til."),
        "" if written else tr("Datoen mangler."),
    ]
    if journal.refused(missing) or written is None:
        return None
    kind, subject_id = subject
    return {
        "comment_id": value(known, "comment_id") or journal.new_id("comment", written),
        "subject_kind": kind, "subject_id": subject_id, "meeting_id": meeting or None, "written_on": written.isoformat(), **texts,
    }  # fmt: skip

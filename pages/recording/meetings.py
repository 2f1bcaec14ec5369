"""Registrering: set, move and call off the meetings of the plan's bodies."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from pages.kit import clock, database, formats, journal, meeting_names
from pages.kit.journal import Entry, Row, Sort
from pages.kit.language import mark, tr
from pages.kit.release import value
from pages.kit.wording import PLAN_2025, RECORDED, RECORDED_PLACE

# Saved as the kind of a meeting outside the rhythm.
EXTRA = mark("Ekstraordinært møde")
# A meeting of the rhythm: body, kind, season ("" for none).
Slot = tuple[str, str, str]
_IN_SEASON = {
    "forår": mark("{meeting}, forår"), "sommer": mark("{meeting}, sommer"), "efterår": mark("{meeting}, efterår"),
    "vinter": mark("{meeting}, vinter"),
}  # fmt: skip


def show() -> None:
    """The meetings that have been given a date, and the form for another."""
    st.header(tr("Møder"))
    st.write(tr("Sæt dato for et møde i planens rytme eller for et ekstra møde. Rytmen selv kommer fra kommissoriet og ændres ikke her."))
    meetings, bodies = database.as_written("plan_meetings", plan_id=PLAN_2025), database.ask("plan_bodies", plan_id=PLAN_2025)
    names = dict(zip(bodies["body"], bodies["name"], strict=True))
    entered = meetings[meetings["source_id"] == RECORDED].sort_values("date", ascending=False)
    sentences = meeting_names.remarks(meetings, bodies, clock.today())
    held_fast = _held_fast()
    entries = [
        Entry(
            row.to_dict(),
            [tr("Rytmen: {sentence}", sentence=sentence) for sentence in meeting_names.of_meeting(sentences, row["meeting_id"])],
            held_fast.get(str(row["meeting_id"]), ""),
        )
        for _, row in entered.iterrows()
    ]
    sort = Sort("meeting", "meeting_id", mark("mødedato"), mark("mødedatoen"), partial(say, names), mark("Aflys"))
    journal.show(sort, partial(_form, meetings, names), entries, tr("Der er ikke sat dato for noget møde endnu."))


def say(names: dict[str, str], row: Row) -> tuple[str, str]:
    """A meeting in words: body, kind and season; day and note."""
    body, day = str(value(row, "body")), value(row, "date")
    of = _of_the_rhythm(str(value(row, "kind") or ""), str(value(row, "season") or ""))
    when = formats.weekday(day) if day is not None else tr("uden dato")
    return f"{names.get(body, body)}: {of}", " · ".join(part for part in (when, value(row, "note")) if part)


def _held_fast() -> dict[str, str]:
    """Why a meeting cannot be called off: comments or decisions belong to it."""
    comments, decisions = database.ask("comments"), database.ask("decisions", plan_id=PLAN_2025)
    counts = [Counter(frame["meeting_id"].dropna()) for frame in (comments, decisions)]
    return {
        str(meeting_id): tr(
            "Kan flyttes, men ikke aflyses: kommentarer ({comments}) og beslutninger ({decisions}) hører til mødet.",
            comments=counts[0][meeting_id],
            decisions=counts[1][meeting_id],
        )
        for meeting_id in {*counts[0], *counts[1]}
    }


def _slots(meetings: pd.DataFrame, names: dict[str, str]) -> dict[Slot, str]:
    """The meetings of the rhythm and an extra one for each body."""
    rhythm = meetings[meetings["date"].isna()].sort_values("meeting_id")
    found: dict[Slot, str] = {}
    for body, name in names.items():
        for _, row in rhythm[rhythm["body"] == body].iterrows():
            slot = (body, str(row["kind"]), row["season"] if pd.notna(row["season"]) else "")
            found[slot] = f"{name}: {_of_the_rhythm(*slot[1:])}"
        found[(body, EXTRA, "")] = f"{name}: {_of_the_rhythm(EXTRA, '')}"
    return found


def _of_the_rhythm(kind: str, season: str) -> str:
    """ "fast møde, forår", in English "regular meeting, spring" """
    meeting = _low(tr(kind)) if kind else tr("møde")
    return tr(_IN_SEASON.get(season, "{meeting}, {season}"), meeting=meeting, season=season) if season else meeting


def _low(text: str) -> str:
    return text[:1].lower() + text[1:]


def _form(meetings: pd.DataFrame, names: dict[str, str], known: Row | None, key: str) -> dict[str, Any] | None:
    slots = _slots(meetings, names)
    stood = (str(value(known, "body")), str(value(known, "kind") or EXTRA), str(value(known, "season") or ""))
    offered = slots if known is None or stood in slots else {stood: tr(stood[1]), **slots}
    options = list(offered)
    with st.form(key):
        left, right = st.columns([2, 1])
        slot = left.selectbox(
            tr("Møde"), options, index=options.index(stood) if known else 0, format_func=offered.__getitem__, key=f"{key}_slot"
        )
        with right:
            day = journal.day_field(tr("Dato"), value(known, "date"), f"{key}_date")
        note = st.text_input(tr("Bemærkning (frivillig)"), value(known, "note") or "", max_chars=5_000, key=f"{key}_note")
        sent = st.form_submit_button(tr("Gennemse"), type="primary", key=f"{key}_send")
    if not sent:
        return None
    body, kind, season = slot
    others = meetings[(meetings["body"] == body) & (meetings["meeting_id"] != value(known, "meeting_id"))]
    taken = day is not None and (others["date"].dt.date == day).any()
    problems = [
        "" if day else tr("Datoen mangler. Vælg mødets dag."),
        tr("{body} har allerede et møde {day}. Ret det i listen.", body=names[body], day=formats.day(day)) if taken and day else "",
    ]
    if journal.refused(problems) or day is None:
        return None
    return {
        "meeting_id": value(known, "meeting_id") or journal.new_id(body.replace("_", "-"), day),
        "plan_id": PLAN_2025, "body": body, "date": day.isoformat(), "season": season or None, "kind": kind, "note": journal.text(note),
        "source_id": RECORDED, "source_place": RECORDED_PLACE,
    }  # fmt: skip

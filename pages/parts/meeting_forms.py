"""Registrering: set, move and call off the meetings of the plan's bodies."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from pages.parts import clock, database, formats, journal, meeting_words
from pages.parts.journal import Entry, Row, Sort
from pages.parts.release_views import value
from pages.parts.texts import PLAN_2025, RECORDED, RECORDED_PLACE

EXTRA = "Ekstraordinært møde"
# A meeting of the rhythm: body, kind, season ("" for none).
Slot = tuple[str, str, str]


def show() -> None:
    """The meetings that have been given a date, and the form for another."""
    st.header("Møder")
    st.write("Sæt dato for et møde i planens rytme eller for et ekstra møde. Rytmen selv kommer fra kommissoriet og ændres ikke her.")
    meetings, bodies = (database.ask(question, plan_id=PLAN_2025) for question in ("plan_meetings", "plan_bodies"))
    names = dict(zip(bodies["body"], bodies["name"], strict=True))
    entered = meetings[meetings["source_id"] == RECORDED].sort_values("date", ascending=False)
    sentences = meeting_words.remarks(meetings, bodies, clock.today())
    held_fast = _held_fast()
    entries = [
        Entry(
            row.to_dict(),
            [f"Rytmen: {sentence}" for sentence in meeting_words.of_meeting(sentences, row["meeting_id"])],
            held_fast.get(str(row["meeting_id"]), ""),
        )
        for _, row in entered.iterrows()
    ]
    sort = Sort("meeting", "meeting_id", "mødedato", "mødedatoen", partial(say, names), "Aflys")
    journal.show(sort, partial(_form, meetings, names), entries, "Der er ikke sat dato for noget møde endnu.")


def say(names: dict[str, str], row: Row) -> tuple[str, str]:
    """A meeting in words: body, kind and season; day and note."""
    body, day = str(value(row, "body")), value(row, "date")
    of = [_low(str(part)) for part in (value(row, "kind"), value(row, "season")) if part]
    when = formats.weekday(day) if day is not None else "uden dato"
    return f"{names.get(body, body)}: {', '.join(of) or 'møde'}", " · ".join(part for part in (when, value(row, "note")) if part)


def _held_fast() -> dict[str, str]:
    """Why a meeting cannot be called off: comments or decisions belong to it."""
    comments, decisions = database.ask("comments"), database.ask("decisions", plan_id=PLAN_2025)
    counts = [Counter(frame["meeting_id"].dropna()) for frame in (comments, decisions)]
    return {
        str(meeting_id): "Kan flyttes, men ikke aflyses: "
        f"kommentarer ({counts[0][meeting_id]}) og beslutninger ({counts[1][meeting_id]}) hører til mødet."
        for meeting_id in {*counts[0], *counts[1]}
    }


def _slots(meetings: pd.DataFrame, names: dict[str, str]) -> dict[Slot, str]:
    """The meetings of the rhythm and an extra one for each body."""
    rhythm = meetings[meetings["date"].isna()].sort_values("meeting_id")
    found: dict[Slot, str] = {}
    for body, name in names.items():
        for _, row in rhythm[rhythm["body"] == body].iterrows():
            slot = (body, str(row["kind"]), row["season"] if pd.notna(row["season"]) else "")
            found[slot] = f"{name}: {_low(slot[1])}" + (f", {slot[2]}" if slot[2] else "")
        found[(body, EXTRA, "")] = f"{name}: {_low(EXTRA)}"
    return found


def _low(text: str) -> str:
    return text[:1].lower() + text[1:]


def _form(meetings: pd.DataFrame, names: dict[str, str], known: Row | None, key: str) -> dict[str, Any] | None:
    slots = _slots(meetings, names)
    stood = (str(value(known, "body")), str(value(known, "kind") or EXTRA), str(value(known, "season") or ""))
    options = list(slots) if known is None or stood in slots else [stood, *slots]
    with st.form(key):
        left, right = st.columns([2, 1])
        slot = left.selectbox(
            "Møde", options, index=options.index(stood) if known else 0, format_func=lambda one: slots.get(one, one[1]), key=f"{key}_slot"
        )
        with right:
            day = journal.day_field("Dato", value(known, "date"), f"{key}_date")
        note = st.text_input("Bemærkning (frivillig)", value(known, "note") or "", key=f"{key}_note")
        sent = st.form_submit_button("Gennemse", type="primary", key=f"{key}_send")
    if not sent:
        return None
    body, kind, season = slot
    others = meetings[(meetings["body"] == body) & (meetings["meeting_id"] != value(known, "meeting_id"))]
    taken = day is not None and (others["date"].dt.date == day).any()
    problems = [
        "" if day else "Datoen mangler. Vælg mødets dag.",
        f"{names[body]} har allerede et møde {formats.day(day)}. Ret det i listen." if taken and day else "",
    ]
    if journal.refused(problems) or day is None:
        return None
    return {
        "meeting_id": value(known, "meeting_id") or journal.new_id(body.replace("_", "-"), day),
        "plan_id": PLAN_2025, "body": body, "date": day.isoformat(), "season": season or None, "kind": kind, "note": journal.text(note),
        "source_id": RECORDED, "source_place": RECORDED_PLACE,
    }  # fmt: skip

"""Registrering: what the bodies decided, who carries it out, and that it is done."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from pages.kit import clock, database, decisions, formats, journal, meeting_names, notes
from pages.kit.journal import Entry, Row, Sort
from pages.kit.language import mark, tr
from pages.kit.release import value
from pages.kit.wording import PLAN_2025

COLUMNS = (
    "decision_id", "body", "meeting_id", "goal_id", "decided_on", "title", "text", "responsible", "due", "done",
)  # fmt: skip


def show() -> None:
    """The log of decisions and the form for another."""
    st.header(tr("Beslutninger"))
    rows = database.as_written("decisions", plan_id=PLAN_2025)
    choices = _Choices()
    entries = []
    for _, found in rows.iterrows():
        row = found.to_dict()
        done = {**{name: row[name] for name in COLUMNS}, "plan_id": PLAN_2025, "done": clock.today().isoformat()}
        extra = (mark("Udført i dag"), done) if pd.isna(row["done"]) else None
        entries.append(Entry(row, [decisions.state(row["due"], row["done"], clock.today())], extra=extra))
    sort = Sort("decision", "decision_id", mark("beslutning"), mark("beslutningen"), partial(say, choices.bodies))
    journal.show(sort, partial(_form, choices), entries, tr("Der er ikke skrevet nogen beslutninger endnu."))


class _Choices:
    """What the form offers: bodies, meetings by body, goals and roles."""

    def __init__(self) -> None:
        bodies, meetings = (database.ask(question, plan_id=PLAN_2025) for question in ("plan_bodies", "plan_meetings"))
        self.bodies: dict[str, str] = dict(zip(bodies["body"], bodies["name"], strict=True))
        days = meeting_names.dated(PLAN_2025)
        body_of = dict(zip(meetings["meeting_id"], meetings["body"], strict=True))
        self.day_of = dict(zip(meetings["meeting_id"], meetings["date"], strict=True))
        self.places = {(str(body_of[key]), key): name for key, name in days.items()}
        self.places |= {(body, ""): tr("{body}, uden for møde", body=name) for body, name in self.bodies.items()}
        # The place that a new decision is most likely to come from: the meeting held last.
        held = [place for place in self.places if place[1] and self.day_of[place[1]].date() <= clock.today()]
        self.latest = held[0] if held else next(iter(self.places))
        goals = [database.ask("plan_goals", plan_id=PLAN_2025, level=level) for level in ("strategic", "sub_goal")]
        self.goals = {str(key): str(title) for frame in goals for key, title in zip(frame["goal_id"], frame["title"], strict=True)}
        # A role is saved in the words it is chosen in.
        secretariats = database.as_written("plan_bodies", plan_id=PLAN_2025)["secretariat"].dropna()
        members = database.as_written("plan_body_members", plan_id=PLAN_2025)
        seats = (f"{row['organisation']}: {row['role']}" for _, row in members.iterrows())
        self.roles = list(dict.fromkeys([*sorted(secretariats), *seats]))


def say(bodies: dict[str, str], row: Row) -> tuple[str, str]:
    """A decision in words: its line; and day, text, who, deadline, done."""
    parts = [
        f"{bodies.get(str(value(row, 'body')), str(value(row, 'body')))} {formats.day(row['decided_on'])}",
        value(row, "text"),
        tr("Ansvarlig: {role}", role=value(row, "responsible")) if value(row, "responsible") else None,
        tr("Frist: {day}", day=formats.day(row["due"])) if value(row, "due") is not None else None,
        tr("Udført: {day}", day=formats.day(row["done"])) if value(row, "done") is not None else None,
    ]
    return str(value(row, "title") or tr("Beslutning")), " · ".join(str(part) for part in parts if part)


def _form(choices: _Choices, known: Row | None, key: str) -> dict[str, Any] | None:
    stood = (str(known["body"]), str(value(known, "meeting_id") or "")) if known else choices.latest
    offered = {"": tr("Intet bestemt mål"), **choices.goals}
    places, goals = list(choices.places), list(offered)
    goal_id, responsible = value(known, "goal_id") or "", value(known, "responsible")
    roles = [*([responsible] if responsible and responsible not in choices.roles else []), *choices.roles]
    with st.form(key):
        left, right = st.columns([2, 1])
        place = left.selectbox(
            tr("Besluttet af"), places, index=places.index(stood) if stood in places else None,
            format_func=lambda one: choices.places[one], key=f"{key}_place",
        )  # fmt: skip
        with right:
            decided = journal.day_field(tr("Dato"), value(known, "decided_on"), f"{key}_decided", help=tr("Tom: mødets dag."))
        title = st.text_input(tr("Beslutningen på én linje"), value(known, "title") or "", max_chars=5_000, key=f"{key}_title")
        text = st.text_area(
            tr("Beslutningen i sin helhed (frivillig)"), value(known, "text") or "", max_chars=5_000, key=f"{key}_text", height=90
        )
        goal = st.selectbox(
            tr("Følger op på mål"), goals, index=goals.index(goal_id) if goal_id in goals else 0,
            format_func=lambda one: offered.get(one, one), key=f"{key}_goal",
        )  # fmt: skip
        role = st.selectbox(
            tr("Ansvarlig rolle"), roles, index=roles.index(responsible) if responsible else None, key=f"{key}_role",
            placeholder=tr("Vælg en rolle, eller skriv den"), accept_new_options=True, help=tr("En rolle, aldrig et navn."),
        )  # fmt: skip
        due, done = st.columns(2)
        with due:
            due_on = journal.day_field(tr("Frist (frivillig)"), value(known, "due"), f"{key}_due")
        with done:
            done_on = journal.day_field(
                tr("Udført (tom, så længe den er åben)"), value(known, "done"), f"{key}_done", max_value=clock.today()
            )
        sent = st.form_submit_button(tr("Gennemse"), type="primary", key=f"{key}_send")
    if not sent:
        return None
    if place is None:
        notes.error(tr("Vælg, hvem der har besluttet det, og ved hvilket møde."))
        return None
    body, meeting_id = place
    if decided is None and meeting_id:
        decided = choices.day_of[meeting_id].date()
    missing = ["" if journal.text(title) else tr("Beslutningen mangler. Skriv den på én linje.")]
    missing += ["" if decided else tr("Datoen mangler. Vælg den dag, det blev besluttet.")]
    if journal.refused(missing) or decided is None:
        return None
    return {
        "decision_id": value(known, "decision_id") or journal.new_id("decision", decided),
        "plan_id": PLAN_2025, "body": body, "meeting_id": meeting_id or None, "goal_id": goal or None, "decided_on": decided.isoformat(),
        "title": journal.text(title), "text": journal.text(text), "responsible": journal.text(role),
        "due": due_on and due_on.isoformat(), "done": done_on and done_on.isoformat(),
    }  # fmt: skip

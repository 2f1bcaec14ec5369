"""What the officer's forms for comments, meetings, decisions, milestones and activations share: drafts, the list, its buttons.

An entry is a row of one table. Its form stands at the top for a new one and in its own place in the list for a correction;
what it would change is shown right below it, before it is saved as a release of kind "journal".
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import pandas as pd
import streamlit as st

from data.releases.draft import Change, Draft
from pages.kit import notes, release, roles, theme
from pages.kit.language import mark, tr
from pages.kit.plain import escaped
from pages.kit.release import value

Row = Mapping[str, Any]
# A row in words: what it is, and what it says.
Say = Callable[[Row], tuple[str, str]]
# So many entries are listed before the reader asks for all.
LISTED = 20


@dataclass(frozen=True)
class Sort:
    """One sort of entry: its table and key, its name (with the article in `the`), how a row is said.

    Its words are Danish and marked: the screen translates them, the ledger of releases keeps them as they are.
    """

    table: str
    key: str
    one: str
    the: str
    say: Say
    withdraw: str = mark("Træk tilbage")


@dataclass(frozen=True)
class Entry:
    """One entry of the list. `locked` says why it cannot be withdrawn; `extra` is one more button, marked as the words of a
    Sort are, and the row it puts.
    """

    row: Row
    lines: Sequence[str] = ()
    locked: str = ""
    extra: tuple[str, Row] | None = None


# Draws the form for a row that is corrected, or for a new one; gives the row to put when it is sent and can be read.
Form = Callable[[Row | None, str], dict[str, Any] | None]


def show(sort: Sort, form: Form, entries: Sequence[Entry], empty: str) -> None:
    """The form for a new entry and the list of those there are."""
    state = _settled(sort)
    ids = [str(entry.row[sort.key]) for entry in entries]
    place = state["place"] if state["place"] in ids else None
    with st.expander(tr("Ny {one}", one=tr(sort.one)), expanded=True, key=f"journal_new_{sort.table}"):
        _form(sort, form, None)
    if place is None:
        _review(sort)
    if not entries:
        notes.info(empty)
        return
    listed = list(zip(ids, entries, strict=True))
    if len(listed) > LISTED and not st.toggle(tr("Vis alle {count}", count=len(listed)), key=f"journal_all_{sort.table}"):
        listed = [pair for number, pair in enumerate(listed) if number < LISTED or pair[0] == place]
    for entry_id, entry in listed:
        with st.container(border=True):
            _entry(sort, form, entry_id, entry, state)
            if entry_id == place:
                _review(sort)


def put(sort: Sort, row: Row, origin: str, new: bool = False) -> None:
    """Propose to put a row. Once the draft is saved or dropped, a form for a `new` row starts afresh, and a correction closes."""
    _propose(sort, "put", {name: value(row, name) for name in row}, origin)
    st.session_state[_state_key(sort)] |= {"proposed": "new" if new else "known", "place": str(row[sort.key])}


def review(sort: Sort) -> None:
    """The draft that waits, for a page that has a form without a list."""
    _review(sort)


def settle(sort: Sort) -> str:
    """The part of widget keys that changes once a draft is saved or dropped, so that a form starts afresh."""
    return str(_settled(sort)["round"])


def _state_key(sort: Sort) -> str:
    return f"_journal_{sort.table}"


def _settled(sort: Sort) -> dict[str, Any]:
    """What this visit is doing with this sort of entry: which is corrected, where the draft stands, the round of the form."""
    state: dict[str, Any] = st.session_state.setdefault(_state_key(sort), {"round": 0, "editing": None, "place": None, "proposed": ""})
    if state["proposed"] and not release.waits(sort.table):
        state |= {"round": state["round"] + (state["proposed"] == "new"), "editing": None, "proposed": ""}
    return state


def _form(sort: Sort, form: Form, known: Row | None) -> None:
    state = st.session_state[_state_key(sort)]
    name = "new" if known is None else str(known[sort.key])
    row = form(known, f"{sort.table}_{state['round']}_{name}")
    if row is not None:
        put(sort, row, sort.one.capitalize() if known is None else f"Rettelse af {sort.one}", known is None)


def _entry(sort: Sort, form: Form, entry_id: str, entry: Entry, state: dict[str, Any]) -> None:
    title, text = sort.say(entry.row)
    said, buttons = st.columns([4, 1], vertical_alignment="center")
    with said:
        theme.render("kit/journal_entry.html", title=title, text=text, lines=[line for line in (*entry.lines, entry.locked) if line])
    if state["editing"] == entry_id:
        if buttons.button(tr("Luk rettelsen"), key=f"close_{sort.table}_{entry_id}"):
            state["editing"] = None
            st.rerun()
        _form(sort, form, entry.row)
        return
    row = buttons.container(horizontal=True)
    if row.button(tr("Ret"), key=f"edit_{sort.table}_{entry_id}"):
        state |= {"editing": entry_id, "place": entry_id}
        st.rerun()
    if entry.extra and row.button(tr(entry.extra[0]), key=f"extra_{sort.table}_{entry_id}"):
        put(sort, entry.extra[1], f"{sort.one.capitalize()}: {entry.extra[0].lower()}")
        # The place of the review was settled before the button was drawn.
        st.rerun()
    if not entry.locked and row.button(tr(sort.withdraw), key=f"withdraw_{sort.table}_{entry_id}"):
        _propose(sort, "withdraw", {sort.key: entry_id}, f"Tilbagetrækning af {sort.one}")
        state["place"] = entry_id
        st.rerun()


def _propose(sort: Sort, action: Any, row: Row, origin: str) -> None:
    change = Change(sort.table, action, row)
    release.propose(sort.table, Draft("journal", roles.current_role() or "", origin, (change,)))


def _review(sort: Sort) -> None:
    def described(change: Change, before: Row | None) -> tuple[str, str, str]:
        row = change.row if change.action == "put" else before or change.row
        title, text = sort.say(row)
        stood = sort.say(before)[1] if before else "–"
        away = tr("{the} tages ud. Hvad der stod, bliver i historikken.", the=tr(sort.the).capitalize())
        return title, text if change.action == "put" else away, stood

    release.review(sort.table, described)


def new_id(stem: str, day: date) -> str:
    """A key for a new row: what it is, its day and four signs by chance, so that two officers at once never get the same."""
    return f"{stem}-{day.isoformat()}-{secrets.token_hex(2)}"


def text(written: str | None) -> str | None:
    """What was written without outer spaces; None for nothing."""
    return (written or "").strip() or None


def day_field(label: str, stood: Any, key: str, **more: Any) -> date | None:
    """A day, empty when nothing stood."""
    chosen: date | None = st.date_input(label, None if stood is None else pd.Timestamp(stood).date(), key=key, format="DD.MM.YYYY", **more)
    return chosen


def moment_fields(label: str, stood: Any, key: str, default: date | None = None) -> tuple[date | None, time | None]:
    """A day and a time of day beside one another."""
    left, right = st.columns(2)
    known = None if stood is None else pd.Timestamp(stood)
    with left:
        day = day_field(tr("{label}, dag", label=label), known if known is not None else default, f"{key}_day")
    hour = right.time_input(tr("{label}, klokkeslæt", label=label), None if known is None else known.time(), key=f"{key}_hour", step=300)
    return day, hour


def moment(day: date | None, hour: time | None, what: str) -> tuple[str | None, str]:
    """The moment as ISO text (None when both are empty), and what is wrong when only one of the two is filled."""
    if day is None and hour is None:
        return None, ""
    if day is None or hour is None:
        return None, tr("{what}: udfyld både dag og klokkeslæt, eller lad begge stå tomme.", what=what)
    return datetime.combine(day, hour).isoformat(timespec="minutes"), ""


def refused(problems: Sequence[str]) -> bool:
    """Say what is wrong with a form; whether anything is."""
    for problem in problems:
        if problem:
            notes.error(escaped(problem))
    return any(problems)

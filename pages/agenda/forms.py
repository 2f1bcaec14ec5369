"""Dagsorden for the officer: items from links, their order, and saving them as one release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from data.checks.recorded import MOST_COMMENT, MOST_HEADLINE
from data.releases.draft import Change, Draft
from pages.agenda import links, views
from pages.kit import clock, journal, meeting_names, notes, release, roles, theme
from pages.kit.language import mark, tr
from pages.kit.meeting import agenda
from pages.kit.meeting.agenda import Agenda
from pages.kit.plain import escaped
from pages.kit.register import FOR_AGENDA
from pages.kit.wording import PLAN_2025

NEW = ""
_NO_MEETING = mark("Intet bestemt møde")
_STATE = "_agenda_work"


@dataclass(frozen=True)
class Row:
    """One item as it is put together: `choices` is a query string."""

    headline: str
    comment: str
    page: str
    choices: str


@dataclass(frozen=True)
class Work:
    """The agenda an officer is putting together; `round` tells the fields of one turn from those of the next."""

    agenda_id: str
    title: str
    meeting_id: str
    rows: tuple[Row, ...] = field(default=())
    round: int = 0


def assemble() -> None:
    """Choose or begin an agenda, add, move and remove items, look it through and save it."""
    roles.require("officer")
    known = agenda.every()
    labels = {NEW: tr("Ny dagsorden")} | {key: one.label for key, one in known.items()}
    chosen = st.selectbox(tr("Ret"), list(labels), format_func=labels.__getitem__, key="agenda_which", width=520)
    work = _work(known, str(chosen))
    meetings = {NEW: tr(_NO_MEETING)} | meeting_names.dated(PLAN_2025)
    left, right = st.columns(2)
    key = f"{work.agenda_id}_{work.round}"
    title = left.text_input(
        tr("Titel"), work.title, max_chars=80, key=f"agenda_title_{key}", placeholder=tr("fx Bestyrelsesmøde, efterår 2026")
    )
    place = list(meetings).index(work.meeting_id) if work.meeting_id in meetings else 0
    meeting_id = right.selectbox(tr("Til møde"), list(meetings), index=place, format_func=meetings.__getitem__, key=f"agenda_meeting_{key}")
    work = _keep(replace(work, title=title.strip(), meeting_id=str(meeting_id)))
    _items(work)
    _add(work)
    if st.button(tr("Gennemse"), type="primary", key="agenda_look"):
        _propose(work, len(known[work.agenda_id].items) if work.agenda_id in known else 0)
    release.review("agenda", _said)


def _work(known: Mapping[str, Agenda], chosen: str) -> Work:
    """What is being put together. Another choice starts from what is stored, and so does whatever was saved since."""
    kept = st.session_state.get(_STATE)
    stored = known.get(chosen)
    if kept is not None and kept["chosen"] == chosen:
        work: Work = kept["work"]
        if kept["stored"] == stored and (stored is not None or work.agenda_id not in known):
            return work
        if stored is not None and work.rows != _rows(stored):
            notes.warning(tr("Dagsordenen er gemt af en anden imens. Her står den, som den er nu; dine egne ændringer er ikke gemt."))
    turn = 0 if kept is None else kept["work"].round + 1
    if stored is None:
        work = Work(journal.new_id("dagsorden", clock.today()), "", NEW, round=turn)
    else:
        work = Work(stored.agenda_id, stored.title, stored.meeting_id or NEW, _rows(stored), turn)
    st.session_state[_STATE] = {"chosen": chosen, "work": work, "stored": stored}
    return work


def _rows(stored: Agenda) -> tuple[Row, ...]:
    return tuple(Row(item.headline, item.comment, item.page, views.query(item)) for item in stored.items)


def _keep(work: Work) -> Work:
    st.session_state[_STATE]["work"] = work
    return work


def _items(work: Work) -> None:
    """The items with their buttons: up, down, away."""
    if not work.rows:
        notes.info(tr("Dagsordenen har ingen punkter endnu. Indsæt et link herunder."))
    for place, row in enumerate(work.rows):
        said, buttons = st.columns([4, 2], vertical_alignment="center")
        with said:
            lines = [tr(FOR_AGENDA[row.page].title) if row.page in FOR_AGENDA else row.page]
            theme.render("kit/journal_entry.html", title=f"{place + 1}. {row.headline}", text=row.comment, lines=lines)
        line = buttons.container(horizontal=True)
        for name, label, to in (("up", tr("Op"), place - 1), ("down", tr("Ned"), place + 1)):
            if line.button(label, key=f"agenda_{name}_{place}", disabled=not 0 <= to < len(work.rows)):
                rows = list(work.rows)
                rows[place], rows[to] = rows[to], rows[place]
                _again(replace(work, rows=tuple(rows)))
        if line.button(tr("Fjern"), key=f"agenda_remove_{place}"):
            _again(replace(work, rows=work.rows[:place] + work.rows[place + 1 :]))


def _again(work: Work) -> None:
    # A draft that waits says what stood before the change; it is seen through anew.
    release.drop("agenda")
    _keep(work)
    st.rerun()


def _add(work: Work) -> None:
    with st.form(f"agenda_add_{len(work.rows)}_{work.round}", border=True):
        link = st.text_input(
            tr("Link til visningen"),
            max_chars=2_000,
            key=f"agenda_link_{len(work.rows)}_{work.round}",
            help=tr("Kopiér fra browserens adresselinje."),
        )
        headline = st.text_input(tr("Overskrift"), max_chars=MOST_HEADLINE, key=f"agenda_headline_{len(work.rows)}_{work.round}")
        comment = st.text_area(
            tr("Kommentar (frivillig; vises for bestyrelsen og medarbejdere)"), max_chars=MOST_COMMENT, height=90,
            key=f"agenda_comment_{len(work.rows)}_{work.round}",
        )  # fmt: skip
        sent = st.form_submit_button(tr("Tilføj punkt"), key="agenda_add_send")
    if not sent:
        return
    try:
        page, found = links.read(link, st.context.headers.get("Host"), st.get_option("server.baseUrlPath") or "")
    except links.LinkError as error:
        notes.error(escaped(str(error)))
        return
    if journal.refused(["" if headline.strip() else tr("Overskriften mangler. Skriv på én linje, hvad punktet siger.")]):
        return
    _again(replace(work, rows=(*work.rows, Row(headline.strip(), comment.strip(), page, found))))


def _propose(work: Work, stood: int) -> None:
    nameless = "" if work.title else tr("Titlen mangler. Giv dagsordenen et navn.")
    empty = "" if work.rows or stood else tr("Tilføj mindst ét punkt.")
    if journal.refused([nameless, empty]):
        return
    puts = [Change("agenda_item", "put", _row(work, place)) for place in range(len(work.rows))]
    away = [
        Change("agenda_item", "withdraw", {"agenda_id": work.agenda_id, "position": place})
        for place in range(len(work.rows) + 1, stood + 1)
    ]
    draft = Draft("agenda", roles.current_role() or "", f"Dagsorden: {work.title}", (*puts, *away))
    release.propose("agenda", draft)


def _row(work: Work, place: int) -> dict[str, Any]:
    row = work.rows[place]
    return {
        "agenda_id": work.agenda_id,
        "position": place + 1,
        "agenda_title": work.title,
        "meeting_id": work.meeting_id or None,
        "headline": row.headline,
        "comment": row.comment or None,
        "page": row.page,
        "choices": row.choices or None,
    }


def _said(change: Change, before: Mapping[str, Any] | None) -> tuple[str, str, str]:
    def text(row: Mapping[str, Any] | None) -> str:
        headline, comment = release.value(row, "headline"), release.value(row, "comment")
        return " – ".join(str(part) for part in (headline, comment) if part) or "–"

    after = tr("tages ud") if change.action == "withdraw" else text(change.row)
    return tr("Punkt {number}", number=change.row["position"]), after, text(before)

"""Dagsorden as everybody sees it: the agendas, their items, and the button that begins."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from pages.kit import choices, formats, notes, roles, tables
from pages.kit.language import tr
from pages.kit.meeting import agenda
from pages.kit.meeting.agenda import Agenda


def begin(role: str) -> None:
    """Choose an agenda, see its items, begin the meeting."""
    known = agenda.every()
    if not known:
        notes.info(tr("Der er ikke lavet nogen dagsorden endnu. En medarbejder samler den af gemte visninger, og alle kan starte den."))
        return
    chosen = known[choices.choose(tr("Dagsorden"), {key: one.label for key, one in known.items()}, "nr", width=520)]
    if st.button(tr("Start mødet"), type="primary", key="agenda_start", icon=":material/slideshow:"):
        agenda.go(chosen, 1)
    st.caption(
        tr(
            "Mødet skifter punkt med piletasterne, Page Up og Page Down, som en klikker også sender. Home og End går til første og sidste "
            "punkt. Esc går tilbage til den fulde side."
        )
    )
    # A page, where an address has a side of the street: the space keeps the two apart in the catalogue.
    page = tr("Side ").rstrip()
    columns = [("number", tr("Nr."), True), ("headline", tr("Overskrift"), False), ("page", page, False)]
    columns += [("comment", tr("Kommentar"), False)] if roles.allows(role, "board") else []
    rows = [_row(chosen, number) for number in range(1, len(chosen.items) + 1)]
    tables.show(columns, rows, tr("Punkter i {agenda}", agenda=chosen.title))


def _row(one: Agenda, number: int) -> dict[str, str]:
    item = one.items[number - 1]
    return {"number": formats.number(number), "headline": item.headline, "page": item.title, "comment": item.comment}


def query(item: agenda.Item) -> str:
    """The choices of an item as a query string."""
    return urlencode(item.choices)

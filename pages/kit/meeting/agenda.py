"""A meeting's agenda: its items, which of them is shown, and the way from one to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

import pandas as pd
import streamlit as st

from pages.kit import choices, database, formats, notes, roles, theme
from pages.kit.language import tr, trn
from pages.kit.plain import echoed
from pages.kit.register import FOR_AGENDA

AGENDA, ITEM = theme.AGENDA_PARAMETERS
# What this visit has opened already: an item's own choices are only set once, then they are the meeting's.
_OPENED = "_agenda_opened"
_MOST_DIGITS = 3


@dataclass(frozen=True)
class Item:
    """A saved view with what is said about it; `choices` are the page's parameters."""

    headline: str
    comment: str
    page: str
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What the page is called; its address when this version of the monitor does not know it."""
        return tr(FOR_AGENDA[self.page].title) if self.page in FOR_AGENDA else self.page


@dataclass(frozen=True)
class Agenda:
    """The items of a meeting in their order. `meeting` is the meeting in words, empty without one."""

    agenda_id: str
    title: str
    meeting_id: str | None
    meeting: str
    items: tuple[Item, ...]

    @property
    def label(self) -> str:
        """An agenda in a list: its title and its meeting."""
        return f"{self.title} ({self.meeting})" if self.meeting else self.title


def every() -> dict[str, Agenda]:
    """All agendas by their id, the newest first. They are of today also while an edition is shown."""
    rows = database.of_edition(None).ask("agenda_items")
    return {str(key): _agenda(str(key), group) for key, group in rows.groupby("agenda_id", sort=False)}


def _agenda(agenda_id: str, rows: pd.DataFrame) -> Agenda:
    first = rows.iloc[0]
    meeting = "" if pd.isna(first["meeting_date"]) else f"{tr(str(first['meeting_body']))}, {formats.day(first['meeting_date'])}"
    items = tuple(
        Item(str(row["headline"]), _text(row["comment"]), str(row["page"]), dict(parse_qsl(_text(row["choices"]))))
        for _, row in rows.iterrows()
    )
    return Agenda(agenda_id, str(first["agenda_title"]), _text(first["meeting_id"]) or None, meeting, items)


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)  # type: ignore[call-overload]


@dataclass(frozen=True)
class Running:
    """The agenda a meeting goes through and the number of the item it is at, from 1; 0 when the link named none that exists."""

    agenda: Agenda
    number: int

    @property
    def item(self) -> Item | None:
        """The item shown."""
        return self.agenda.items[self.number - 1] if self.number else None


def running() -> Running | None:
    """The agenda that the address names, or after a step to another page the session; None outside board mode.

    An item that has not been opened yet in this visit is opened, which ends the run. Says what the link names in vain.
    """
    if not roles.board_mode():
        return None
    asked, number = st.query_params.get(AGENDA), st.query_params.get(ITEM)
    if asked is None:
        asked, number = st.session_state.get(_OPENED, (None, None))
        if asked is None:
            return None
    known = every()
    if asked not in known:
        forget()
        said = tr("Linket beder om dagsordenen ”{asked}”, som ikke findes. Siden vises uden dagsorden.", asked=echoed(asked))
        notes.info(said)
        return None
    found = _at(known[asked], str(number or "1"))
    if found.number and _not_opened(found):
        go(found.agenda, found.number)
    st.query_params[AGENDA], st.query_params[ITEM] = found.agenda.agenda_id, str(found.number)
    return found


def _at(agenda: Agenda, number: str) -> Running:
    count = len(agenda.items)
    if number.isascii() and number.isdigit() and len(number) <= _MOST_DIGITS and 1 <= int(number) <= count:
        return Running(agenda, int(number))
    if number != "0":
        said = trn(
            "Linket beder om punkt ”{asked}”, men dagsordenen har {items} punkt. Næste viser det første.",
            "Linket beder om punkt ”{asked}”, men dagsordenen har {items} punkter. Næste viser det første.",
            count,
            asked=echoed(number),
            items=count,
        )
        notes.info(said)
    return Running(agenda, 0)


def _not_opened(found: Running) -> bool:
    """Whether the address is the bare link of an item. One with choices shows what somebody saw, and stays as it is."""
    place = (found.agenda.agenda_id, str(found.number))
    opened = st.session_state.get(_OPENED) == place or any(name not in theme.KEPT_PARAMETERS for name in st.query_params)
    st.session_state[_OPENED] = place
    return not opened


def go(agenda: Agenda, number: int) -> None:
    """Open an item: its page with its own choices, whatever the meeting chose before. Ends the run."""
    item = agenda.items[number - 1]
    if item.page not in FOR_AGENDA:
        page = echoed(item.page)
        unknown = tr("Punkt {number} viser siden ”{page}”, som ikke findes i denne udgave af monitoren.", number=number, page=page)
        notes.info(unknown)
        return
    choices.forget()
    st.session_state[_OPENED] = (agenda.agenda_id, str(number))
    st.session_state["board_mode"] = True
    name, value = roles.BOARD_VIEW
    address = {**item.choices, name: value, AGENDA: agenda.agenda_id, ITEM: str(number)}
    edition = database.edition()
    if edition is not None:
        address[database.EDITION_PARAMETER] = edition.edition_id
    st.switch_page(FOR_AGENDA[item.page].file, query_params=address)


def forget() -> None:
    """Leave the agenda: neither the address nor the session names it any more."""
    st.session_state.pop(_OPENED, None)
    for name in theme.AGENDA_PARAMETERS:
        if name in st.query_params:
            del st.query_params[name]

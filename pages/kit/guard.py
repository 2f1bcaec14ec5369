"""The first line of every page: page settings, who is asking, which database, what the page looks like.

Streamlit runs a page file without app.py when it is the first address asked for after a start, so nothing that
protects or prepares a page may live in app.py.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

import streamlit as st

from pages.kit import access, choices, corner, database, formats, language, look, notes, plain, roles, theme
from pages.kit.language import tr
from pages.kit.meeting import board
from pages.kit.register import BY_KEY, Screen
from pages.kit.wording import TITLE
from queries.connection import Database, NoDatabaseError
from service import logs, metrics, uploads


@dataclass(frozen=True)
class Guest:
    """Who is looking and at what."""

    role: str
    database: Database
    page: str = ""
    decision: roles.Decision = field(default=roles.Decision("viewer", roles.Reason.OPEN))
    started: float = field(default_factory=time.perf_counter)


def guard(screen: str | Screen) -> Guest:
    """Prepare a page of the register, named by its folder, for a guest whose role is at least what it needs; says who is asking.

    Stops with a clear message when the guest may not see the page or there is nothing to show.
    """
    screen = BY_KEY[screen] if isinstance(screen, str) else screen
    title, needs = screen.title, screen.needs
    started = time.perf_counter()
    language.settle()
    st.set_page_config(page_title=f"{tr(title)} · {tr(TITLE)}", page_icon="🏘️", layout="wide")
    unknown_language, unknown_look = language.keep(), look.settle()
    board.settle()
    theme.apply(roles.board_mode())
    if not roles.board_mode():
        corner.show(screen)
    if unknown_language is not None:
        notes.info(tr("Linket beder om sproget ”{asked}”, som ikke findes. Siden er på dansk.", asked=plain.echoed(unknown_language)))
    if unknown_look is not None:
        notes.info(tr("Linket beder om udseendet ”{asked}”, som ikke findes.", asked=plain.echoed(unknown_look)))
    metrics.RERUNS.labels(page=title).inc()
    decision = roles.current()
    # Only officers' pages take files.
    uploads.permit(roles.allows(decision.role, "officer"))
    if decision.role is None or not roles.allows(decision.role, needs):
        metrics.REFUSALS.labels(reason=decision.reason.value).inc()
        logs.event("refused", page=title, reason=decision.reason.value)
        access.explain(title, decision, needs)
        st.stop()
    shared = roles.board_mode()
    if not shared:
        access.banner(decision)
    try:
        opened = database.renew()
    except NoDatabaseError as error:
        st.title(tr(title))
        notes.error(plain.escaped(str(error)))
        st.stop()
    if opened.note:
        notes.warning(plain.escaped(opened.note))
    if shared:
        board.bar(decision.role)
        if needs == "officer":
            board.refuse(title)
            st.stop()
    elif database.edition() is not None:
        _edition_banner(title, writes=needs == "officer")
    return Guest(decision.role, opened, title, decision, started)


def _edition_banner(title: str, writes: bool) -> None:
    """Which edition one looks at, and the way out; a page that writes is not shown in an edition."""
    edition = database.edition()
    assert edition is not None
    if writes:
        st.title(tr(title))
    words, leave = st.columns([4, 1], vertical_alignment="center")
    what = tr(
        "Du ser udgaven **{edition}** fra {day}, ikke de nyeste tal.",
        edition=plain.escaped(edition.title),
        day=formats.day(edition.frozen_on),
    )
    # On a line of its own: the catalogue does not find a text inside another one.
    how = tr("Forlad udgaven for at registrere.") if writes else ""
    words.info(f"{what} {how}".rstrip(), icon=":material/push_pin:")
    leave.button(tr("Forlad udgaven"), key="leave_edition", on_click=database.leave_edition, width="stretch")
    if writes:
        st.stop()


def footer(guest: Guest) -> None:
    """Version and age of the figures, and where to ask: last on every page."""
    totals = database.ask("totals").iloc[0]
    if roles.board_mode():
        board.footer(totals, guest.database.version)
    else:
        st.button(tr("Vis i mødevisning"), key="board_enter", on_click=board.enter, icon=":material/slideshow:")
        theme.render("kit/footer.html", totals=totals, version=guest.database.version, defaults=urlencode(choices.defaults()))
        access.account(guest.decision)
    metrics.RERUN_SECONDS.labels(page=guest.page).observe(time.perf_counter() - guest.started)

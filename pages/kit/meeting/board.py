"""Mødevisning: the frame around any page for a room six metres deep. Sizes and reasons: docs/method.md."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.kit import choices, database, formats, notes, roles, theme
from pages.kit.language import tr
from pages.kit.meeting import agenda
from pages.kit.plain import echoed
from pages.kit.register import FOR_MEETING

_NAME, _VALUE = roles.BOARD_VIEW


def settle() -> None:
    """Take the mode from the address or, after a step to another page, from the session; the guard does so on every page."""
    asked = st.query_params.get(_NAME)
    if asked == _VALUE:
        st.session_state["board_mode"] = True
    elif roles.board_mode():
        st.query_params[_NAME] = _VALUE
    elif asked is not None:
        said = tr("Linket beder om visningen ”{asked}”, som ikke findes. Siden vises som den plejer.", asked=echoed(asked))
        notes.info(said)


def enter() -> None:
    """Show the page to a meeting from the next run on."""
    # Some choices take another form there, and each form has a memory of its own; the link knows what was chosen.
    choices.forget()
    st.session_state["board_mode"] = True
    st.query_params[_NAME] = _VALUE


def leave() -> None:
    """Back to the full page from the next run on."""
    choices.forget()
    st.session_state.pop("board_mode", None)
    agenda.forget()
    if _NAME in st.query_params:
        del st.query_params[_NAME]


def bar(role: str) -> None:
    """What stands above every page in a meeting: the item of the agenda or the way to other pages, and the way back.

    service/keys.js presses these buttons; it knows them by their keys.
    """
    running = agenda.running()
    with st.container(key="board_bar", horizontal=True, horizontal_alignment="right", vertical_alignment="center", gap="small"):
        if running is not None:
            _steps(running)
        else:
            with st.popover(tr("Sider")):
                theme.render("kit/meeting/board_pages.html", pages=[(path, tr(screen.title)) for path, screen in FOR_MEETING.items()])
        st.button(tr("Luk mødevisning"), key="board_leave", on_click=leave, help="Esc")
    if running is not None and running.item is not None:
        comment = running.item.comment if roles.allows(role, "board") else ""
        theme.render("kit/meeting/board_item.html", headline=running.item.headline, comment=comment)


def _steps(running: agenda.Running) -> None:
    count, number = len(running.agenda.items), running.number
    theme.render("kit/meeting/board_progress.html", title=running.agenda.title, number=formats.number(number), count=formats.number(count))
    steps = (
        ("first", tr("Første"), 1, number != 1, "Home"),
        ("previous", tr("Forrige"), number - 1, number > 1, tr("Pil til venstre eller Page Up")),
        ("next", tr("Næste"), number + 1, number < count, tr("Pil til højre eller Page Down")),
        ("last", tr("Sidste"), count, number != count, "End"),
    )
    for name, label, to, possible, key in steps:
        if st.button(label, key=f"agenda_{name}", disabled=not possible, help=key):
            agenda.go(running.agenda, to)


def refuse(title: str) -> None:
    """Say in place of an officer's page that it is not shown to a meeting."""
    st.title(tr(title))
    st.info(
        tr("Siden kan rumme interne tal og vises ikke i mødevisning. Tryk Esc eller ”Luk mødevisning” for at forlade mødevisningen."),
        icon=":material/lock:",
    )


def columns(*shares: float) -> list[Any]:
    """Places for a page's choices: beside one another in a meeting, where height is dear; otherwise one below the other."""
    return list(st.columns(list(shares), vertical_alignment="bottom")) if roles.board_mode() else [st.container() for _ in shares]


def tucked(label: str) -> Any:
    """A place for choices that take much room: behind a button in a meeting, in the open otherwise."""
    return st.popover(label, width="stretch") if roles.board_mode() else st.container()


def side_by_side() -> dict[str, Any]:
    """How a few options are offered: all in view, or in a meeting behind one field, which takes a line less."""
    return {} if roles.board_mode() else {"widget": st.radio, "horizontal": True}


def footer(totals: Any, version: str) -> None:
    """The last line of a page in a meeting: which figures these are."""
    edition = database.edition()
    theme.render(
        "kit/meeting/board_footer.html",
        totals=totals,
        version=version,
        edition="" if edition is None else f"{edition.title}, {formats.day(edition.frozen_on)}",
    )

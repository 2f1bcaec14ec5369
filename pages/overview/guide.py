"""The three steps a first visitor sees on the start page, until they are closed or the browser remembers them."""

from __future__ import annotations

import streamlit as st

from pages.kit import help_texts, theme
from pages.kit.language import tr

# Set by service/memory.js when the button below is pressed.
COOKIE = "monitor_guide"
# The page Hjælp brings the guide back: ?guide=1.
PARAMETER = "guide"
_SEEN = "set"
_CLOSED = "_guide_closed"


def show() -> None:
    """The guide with a button that closes it for good; nothing for those who have seen it."""
    asked = PARAMETER in st.query_params
    if st.session_state.get(_CLOSED) or (st.context.cookies.get(COOKIE) == _SEEN and not asked):
        return
    theme.render("kit/guide.html", steps=help_texts.steps())
    st.button(tr("Skjul vejledningen"), key="guide_close", on_click=_close, icon=":material/check:")


def _close() -> None:
    st.session_state[_CLOSED] = True
    st.query_params.pop(PARAMETER, None)

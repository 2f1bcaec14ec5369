"""The first line of every page: page settings, who is asking, which database, what the page looks like.

Streamlit runs a page file without app.py when it is the first address asked for after a start, so nothing that
protects or prepares a page may live in app.py.
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from pages.parts import database, theme
from pages.parts.texts import TITLE
from queries.connection import Database, NoDatabaseError


@dataclass(frozen=True)
class Guest:
    """Who is looking and at what."""

    role: str
    database: Database


def guard(title: str) -> Guest:
    """Prepare the page called `title` and say who is asking; stops with a clear message when it cannot be shown."""
    st.set_page_config(page_title=f"{title} · {TITLE}", page_icon="🏘️", layout="wide")
    theme.apply()
    try:
        opened = database.current()
    except NoDatabaseError as error:
        st.title(title)
        st.error(str(error), icon="⚠️")
        st.stop()
    return Guest(role="viewer", database=opened)


def footer(guest: Guest) -> None:
    """Version and age of the figures, and where to ask: last on every page."""
    totals = database.ask("totals").iloc[0]
    theme.render("footer.html", totals=totals, version=guest.database.version)

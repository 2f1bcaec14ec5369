"""The router: the register of pages as a menu, and nothing else."""

from collections.abc import Iterator

import streamlit as st

from pages.kit import language
from pages.kit.language import tr
from pages.kit.register import SCREENS, START, Screen
from pages.kit.wording import TITLE


def pages(screen: Screen) -> Iterator[st.Page]:
    """The page at its address and, outside the menu, at its other addresses. The start page has the bare address too."""
    first = screen.address == START
    if first:
        yield st.Page(screen.file, title=tr(screen.title), default=True)
    for address in (screen.address, *screen.aliases):
        hidden = first or not screen.in_menu
        yield st.Page(screen.file, title=tr(screen.title), url_path=address, visibility="hidden" if hidden else "visible")


language.settle()
menu: dict[str, list[st.Page]] = {}
for screen in SCREENS:
    menu.setdefault(tr(screen.heading) if screen.heading else "", []).extend(pages(screen))
st.set_page_config(page_title=tr(TITLE), layout="wide")
st.navigation(menu, position="top").run()

"""Bestyrelsespakke: the printed papers of a meeting, made of the figures or the edition one looks at."""

import streamlit as st

from pages.board_pack import views
from pages.kit.guard import footer, guard
from pages.kit.language import tr

guest = guard("board_pack")

st.title(tr("Bestyrelsespakke"))
views.make_and_fetch(guest)
footer(guest)

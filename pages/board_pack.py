"""Bestyrelsespakke: the printed papers of a meeting, made of the figures or the edition one looks at."""

import streamlit as st

from pages.parts import pack_views
from pages.parts.guard import footer, guard
from pages.parts.language import tr

guest = guard("Bestyrelsespakke")

st.title(tr("Bestyrelsespakke"))
pack_views.make_and_fetch(guest)
footer(guest)

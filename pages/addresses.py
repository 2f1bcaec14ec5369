"""Adresser: which area an address belongs to, the printed ranges beside their parse, and coding of whole files."""

import streamlit as st

from pages.parts import address_views, choices
from pages.parts.guard import footer, guard

VIEWS = {
    "opslag": "Slå en adresse op",
    "intervaller": "Planens adresser",
    "rapport": "Overlap og tvivl",
    "filer": "Kod en fil",
}

guest = guard("Adresser")

st.title("Adresser")
view = choices.choose("Vis", VIEWS, "vis", widget=st.radio, horizontal=True)
if view == "opslag":
    address_views.look_up()
elif view == "intervaller":
    address_views.ranges()
elif view == "rapport":
    address_views.report()
else:
    address_views.code(guest)
footer(guest)

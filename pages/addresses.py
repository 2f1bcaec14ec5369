"""Adresser: which area an address belongs to, the printed ranges beside their parse, and coding of whole files."""

import streamlit as st

from pages.parts import address_views, choices
from pages.parts.guard import footer, guard
from pages.parts.language import mark, tr

VIEWS = {
    "opslag": mark("Slå en adresse op"),
    "intervaller": mark("Planens adresser"),
    "rapport": mark("Overlap og tvivl"),
    "filer": mark("Kod en fil"),
}

guest = guard("Adresser")

st.title(tr("Adresser"))
view = choices.choose(tr("Vis"), {key: tr(label) for key, label in VIEWS.items()}, "vis", widget=st.radio, horizontal=True)
if view == "opslag":
    address_views.look_up()
elif view == "intervaller":
    address_views.ranges()
elif view == "rapport":
    address_views.report()
else:
    address_views.code(guest)
footer(guest)

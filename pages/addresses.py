"""Adresser: which area an address belongs to, the printed ranges beside their parse, and coding of whole files."""

import streamlit as st

from pages.parts import address_views, choices
from pages.parts.guard import footer, guard
from pages.parts.language import tr

guest = guard("Adresser")

st.title(tr("Adresser"))
views = {
    "opslag": tr("Slå en adresse op"),
    "intervaller": tr("Planens adresser"),
    "rapport": tr("Overlap og tvivl"),
    "filer": tr("Kod en fil"),
}
view = choices.choose(tr("Vis"), views, "vis", widget=st.radio, horizontal=True)
if view == "opslag":
    address_views.look_up()
elif view == "intervaller":
    address_views.ranges()
elif view == "rapport":
    address_views.report()
else:
    address_views.code(guest)
footer(guest)

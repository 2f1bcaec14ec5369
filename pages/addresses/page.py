"""Adresser: which area an address belongs to, the printed ranges beside their parse, and coding of whole files."""

import streamlit as st

from pages.addresses import views as addresses_views
from pages.kit import choices
from pages.kit.guard import footer, guard
from pages.kit.language import tr

guest = guard("addresses")

st.title(tr("Adresser"))
views = {
    "opslag": tr("Slå en adresse op"),
    "intervaller": tr("Planens adresser"),
    "rapport": tr("Overlap og tvivl"),
    "filer": tr("Find område for en adresseliste"),
}
view = choices.choose(tr("Vis"), views, "vis", widget=st.radio, horizontal=True)
if view == "opslag":
    addresses_views.look_up()
elif view == "intervaller":
    addresses_views.ranges()
elif view == "rapport":
    addresses_views.report()
else:
    addresses_views.code(guest)
footer(guest)

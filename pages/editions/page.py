"""Udgaver: the figures of a meeting kept for good, opened again, held against one another, and what the board did about them."""

import streamlit as st

from pages.editions import forms
from pages.editions import since as editions_since
from pages.editions import views as editions_views
from pages.kit import choices, roles
from pages.kit.guard import footer, guard
from pages.kit.language import tr

guest = guard("editions")

st.title(tr("Udgaver"))
views = {
    "liste": tr("Udgaver"),
    "siden": tr("Siden sidst"),
    "forskelle": tr("Sammenlign to udgaver"),
    "opfoelgning": tr("Bestyrelsens opfølgning"),
}
if roles.allows(guest.role, "officer"):
    views = {**views, "ny": tr("Lav en udgave")}
view = choices.choose(tr("Vis"), views, "vis", widget=st.radio, horizontal=True)
if view == "liste":
    editions_views.listed()
    if roles.allows(guest.role, "officer"):
        forms.archives()
elif view == "siden":
    editions_since.between_two()
elif view == "forskelle":
    editions_views.differences()
elif view == "opfoelgning":
    editions_views.follow_up()
else:
    forms.freeze_form()
footer(guest)

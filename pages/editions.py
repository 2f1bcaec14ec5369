"""Udgaver: the figures of a meeting kept for good, opened again, held against one another, and what the board did about them."""

import streamlit as st

from pages.parts import choices, edition_forms, edition_views, roles
from pages.parts.guard import footer, guard
from pages.parts.language import tr

guest = guard("Udgaver")

st.title(tr("Udgaver"))
views = {"liste": tr("Udgaver"), "forskelle": tr("Sammenlign to udgaver"), "opfoelgning": tr("Bestyrelsens opfølgning")}
if roles.allows(guest.role, "officer"):
    views = {**views, "ny": tr("Lav en udgave")}
view = choices.choose(tr("Vis"), views, "vis", widget=st.radio, horizontal=True)
if view == "liste":
    edition_views.listed()
    if roles.allows(guest.role, "officer"):
        edition_forms.archives()
elif view == "forskelle":
    edition_views.differences()
elif view == "opfoelgning":
    edition_views.follow_up()
else:
    edition_forms.freeze_form()
footer(guest)

"""Dagsorden: saved views in the order of a meeting; everybody can begin one, officers put them together."""

import streamlit as st

from pages.parts import agenda_forms, agenda_views, choices, roles
from pages.parts.guard import footer, guard
from pages.parts.language import tr

guest = guard("Dagsorden")

st.title(tr("Dagsorden"))
views = {"start": tr("Start et møde"), "saml": tr("Saml en dagsorden")}
writes = roles.allows(guest.role, "officer") and not roles.board_mode()
view = choices.choose(tr("Vis"), views, "vis", widget=st.radio, horizontal=True) if writes else "start"
if view == "start":
    agenda_views.begin(guest.role)
else:
    agenda_forms.assemble()
footer(guest)

"""Dagsorden: saved views in the order of a meeting; everybody can begin one, officers put them together."""

import streamlit as st

from pages.agenda import forms
from pages.agenda import views as agenda_views
from pages.kit import choices, roles
from pages.kit.guard import footer, guard
from pages.kit.language import tr

guest = guard("agenda")

st.title(tr("Dagsorden"))
views = {"start": tr("Start et møde"), "saml": tr("Saml en dagsorden")}
writes = roles.allows(guest.role, "officer") and not roles.board_mode()
view = choices.choose(tr("Vis"), views, "vis", widget=st.radio, horizontal=True) if writes else "start"
if view == "start":
    agenda_views.begin(guest.role)
else:
    forms.assemble()
footer(guest)

"""Registrering: what officers record, seen through before it is saved, and the trace of everything recorded."""

import streamlit as st

from pages.kit import choices
from pages.kit.guard import footer, guard
from pages.kit.language import tr
from pages.recording import economy, history, journal_views, participants
from pages.recording import views as recording_views

guest = guard("recording")

st.title(tr("Registrering"))
views = {
    "resultater": tr("Resultater"),
    "fil": tr("Resultater fra fil"),
    "oekonomi": tr("Økonomi"),
    "deltagere": tr("Deltagere"),
    "kommentarer": tr("Kommentarer"),
    "moeder": tr("Møder og beslutninger"),
    "milepaele": tr("Milepæle"),
    "beredskab": tr("Beredskab"),
    "historik": tr("Historik"),
}
view = choices.choose(tr("Vis"), views, "vis", widget=st.radio, horizontal=True)
if view == "resultater":
    recording_views.form()
elif view == "fil":
    recording_views.file()
elif view == "oekonomi":
    economy.record()
elif view == "deltagere":
    participants.record()
elif view == "kommentarer":
    journal_views.comments()
elif view == "moeder":
    journal_views.meetings()
    journal_views.decisions()
elif view == "milepaele":
    journal_views.milestones()
elif view == "beredskab":
    journal_views.activations()
else:
    history.history()
footer(guest)

"""Data og kilder: definitions, sources, corrections, coverage and downloads."""

import streamlit as st

from pages.data_sources import views as data_sources_views
from pages.kit import choices, database, theme
from pages.kit.guard import footer, guard
from pages.kit.language import tr

guest = guard("data_sources")

st.title(tr("Data og kilder"))
views = {
    "indikatorer": tr("Indikatorer"),
    "rettelser": tr("Rettelser og tvivl"),
    "daekning": tr("Dækning"),
    "kilder": tr("Kilder"),
    "bygninger": tr("Bygninger"),
    "hent": tr("Hent data"),
}
totals = database.ask("totals").iloc[0]
theme.render(
    "kit/lead.html", sentence=data_sources_views.summary(totals), sub=tr("Hvert tal kan følges til det sted i dokumentet, hvor det står.")
)

view = choices.choose(tr("Vis"), views, "vis", widget=st.radio, horizontal=True)
if view == "indikatorer":
    data_sources_views.search_indicators()
elif view == "rettelser":
    data_sources_views.corrections(database.ask("corrections"))
elif view == "daekning":
    documents = database.ask("sources").query("kind == 'document'").set_index("source_id")["title"]
    source_id = choices.choose(tr("Dokument"), documents.to_dict(), "kilde", default="helhedsplan-2025-29")
    data_sources_views.coverage(database.ask("coverage", source_id=source_id), documents[source_id])
elif view == "kilder":
    data_sources_views.sources(database.ask("sources"))
elif view == "bygninger":
    data_sources_views.buildings(database.ask("tie_out"))
else:
    data_sources_views.download(guest.database)
footer(guest)

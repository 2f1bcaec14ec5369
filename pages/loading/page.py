"""Indlæs data: a file, a fetched table or a database view is read by a mapping, seen through, and saved as one new version."""

import streamlit as st

from pages.kit import choices
from pages.kit.guard import footer, guard
from pages.kit.language import tr
from pages.loading import borders
from pages.loading import views as loading_views

guest = guard("loading")

st.title(tr("Indlæs data"))
views = {
    "fil": tr("Fra en fil"),
    "hent": tr("Fra Statistikbanken eller Jobindsats"),
    "database": tr("Fra kommunens database"),
    "graenser": tr("Områdernes grænser"),
    "tilknytninger": tr("Tilknytninger"),
}
view = choices.choose(tr("Vis"), views, "vis", widget=st.radio, horizontal=True)
if view == "fil":
    loading_views.from_file()
elif view == "hent":
    loading_views.from_the_net()
elif view == "database":
    loading_views.from_database()
elif view == "graenser":
    borders.view()
else:
    loading_views.mappings()
footer(guest)

"""The router: the table of pages and nothing else."""

import streamlit as st

from pages.parts import language
from pages.parts.language import tr
from pages.parts.texts import TITLE

language.settle()

# What a meeting opens is one press away; the rest lies under a word each.
PAGES = {
    "": [
        st.Page("pages/overview.py", title=tr("Overblik"), default=True),
        # The start page has the bare address; this is for those who write its name.
        st.Page("pages/overview.py", title=tr("Overblik"), url_path="overblik", visibility="hidden"),
        st.Page("pages/area.py", title=tr("Boligområde"), url_path="boligomraade"),
        st.Page("pages/compare.py", title=tr("Sammenlign"), url_path="sammenlign"),
        st.Page("pages/trends.py", title=tr("Udvikling"), url_path="udvikling"),
        st.Page("pages/map.py", title=tr("Kort"), url_path="kort"),
    ],
    tr("Planen"): [
        st.Page("pages/activities.py", title=tr("Aktiviteter"), url_path="aktiviteter"),
        st.Page("pages/progress.py", title=tr("Fremdrift"), url_path="fremdrift"),
        st.Page("pages/criteria.py", title=tr("Statens kriterier"), url_path="kriterier"),
        st.Page("pages/preparedness.py", title=tr("Beredskab"), url_path="beredskab"),
        st.Page("pages/agenda.py", title=tr("Dagsorden"), url_path="dagsorden"),
        st.Page("pages/board_pack.py", title=tr("Bestyrelsespakke"), url_path="pakke"),
    ],
    tr("Tal og kilder"): [
        st.Page("pages/indicator.py", title=tr("Indikator"), url_path="indikator"),
        st.Page("pages/data_sources.py", title=tr("Data og kilder"), url_path="data"),
        st.Page("pages/editions.py", title=tr("Udgaver"), url_path="udgaver"),
        st.Page("pages/addresses.py", title=tr("Adresser"), url_path="adresser"),
        st.Page("pages/help.py", title=tr("Hjælp"), url_path="hjaelp"),
        st.Page("pages/accessibility.py", title=tr("Tilgængelighedserklæring"), url_path="tilgaengelighed", visibility="hidden"),
        # The short address that the authority asks every public website to have.
        st.Page("pages/accessibility.py", title=tr("Tilgængelighedserklæring"), url_path="was", visibility="hidden"),
    ],
    tr("Medarbejder"): [
        st.Page("pages/recording.py", title=tr("Registrering"), url_path="registrering"),
        st.Page("pages/loading.py", title=tr("Indlæs data"), url_path="indlaes"),
    ],
}

st.set_page_config(page_title=tr(TITLE), layout="wide")
st.navigation(PAGES, position="top").run()

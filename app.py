"""The router: the table of pages and nothing else."""

import streamlit as st

from pages.parts.texts import TITLE

# What a meeting opens is one press away; the rest lies under a word each.
PAGES = {
    "": [
        st.Page("pages/overview.py", title="Overblik", default=True),
        # The start page has the bare address; this is for those who write its name.
        st.Page("pages/overview.py", title="Overblik", url_path="overblik", visibility="hidden"),
        st.Page("pages/area.py", title="Boligområde", url_path="boligomraade"),
        st.Page("pages/compare.py", title="Sammenlign", url_path="sammenlign"),
        st.Page("pages/trends.py", title="Udvikling", url_path="udvikling"),
        st.Page("pages/map.py", title="Kort", url_path="kort"),
    ],
    "Planen": [
        st.Page("pages/activities.py", title="Aktiviteter", url_path="aktiviteter"),
        st.Page("pages/progress.py", title="Fremdrift", url_path="fremdrift"),
        st.Page("pages/criteria.py", title="Statens kriterier", url_path="kriterier"),
        st.Page("pages/preparedness.py", title="Beredskab", url_path="beredskab"),
        st.Page("pages/agenda.py", title="Dagsorden", url_path="dagsorden"),
        st.Page("pages/board_pack.py", title="Bestyrelsespakke", url_path="pakke"),
    ],
    "Tal og kilder": [
        st.Page("pages/indicator.py", title="Indikator", url_path="indikator"),
        st.Page("pages/data_sources.py", title="Data og kilder", url_path="data"),
        st.Page("pages/editions.py", title="Udgaver", url_path="udgaver"),
        st.Page("pages/addresses.py", title="Adresser", url_path="adresser"),
    ],
    "Medarbejder": [
        st.Page("pages/recording.py", title="Registrering", url_path="registrering"),
        st.Page("pages/loading.py", title="Indlæs data", url_path="indlaes"),
    ],
}

st.set_page_config(page_title=TITLE, layout="wide")
st.navigation(PAGES, position="top").run()

"""The router: the table of pages and nothing else."""

import streamlit as st

from pages.parts.texts import TITLE

PAGES = [
    st.Page("pages/overview.py", title="Overblik", url_path="overblik", default=True),
    st.Page("pages/area.py", title="Boligområde", url_path="boligomraade"),
    st.Page("pages/compare.py", title="Sammenlign", url_path="sammenlign"),
    st.Page("pages/trends.py", title="Udvikling", url_path="udvikling"),
    st.Page("pages/indicator.py", title="Indikator", url_path="indikator"),
    st.Page("pages/activities.py", title="Aktiviteter", url_path="aktiviteter"),
    st.Page("pages/progress.py", title="Fremdrift", url_path="fremdrift"),
    st.Page("pages/criteria.py", title="Statens kriterier", url_path="kriterier"),
    st.Page("pages/preparedness.py", title="Beredskab", url_path="beredskab"),
    st.Page("pages/map.py", title="Kort", url_path="kort"),
    st.Page("pages/addresses.py", title="Adresser", url_path="adresser"),
    st.Page("pages/editions.py", title="Udgaver", url_path="udgaver"),
    st.Page("pages/loading.py", title="Indlæs data", url_path="indlaes"),
    st.Page("pages/recording.py", title="Registrering", url_path="registrering"),
    st.Page("pages/data_sources.py", title="Data og kilder", url_path="data"),
]

st.set_page_config(page_title=TITLE, layout="wide")
st.navigation(PAGES, position="top").run()

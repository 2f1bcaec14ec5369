"""The router: the table of pages and nothing else."""

import streamlit as st

from pages.parts.texts import TITLE

PAGES = [
    st.Page("pages/overview.py", title="Overblik", url_path="overblik", default=True),
    st.Page("pages/area.py", title="Boligområde", url_path="boligomraade"),
    st.Page("pages/data_sources.py", title="Data og kilder", url_path="data"),
]

st.set_page_config(page_title=TITLE, layout="wide")
st.navigation(PAGES, position="top").run()

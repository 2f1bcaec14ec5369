"""Router of the small app."""

import streamlit as st

PAGES = [
    st.Page("open_page.py", title="Åben", url_path="aaben", default=True),
    st.Page("officer_page.py", title="Indlæs", url_path="indlaes"),
    st.Page("elements_page.py", title="Elementer", url_path="elementer"),
]
st.navigation(PAGES, position="top").run()

"""The router: the table of pages and nothing else."""

import streamlit as st

from pages.kit import language
from pages.kit.language import tr
from pages.kit.wording import TITLE

language.settle()

# What a meeting opens is one press away; the rest lies under a word each.
PAGES = {
    "": [
        st.Page("pages/overview/page.py", title=tr("Overblik"), default=True),
        # The start page has the bare address; this is for those who write its name.
        st.Page("pages/overview/page.py", title=tr("Overblik"), url_path="overblik", visibility="hidden"),
        st.Page("pages/area/page.py", title=tr("Boligområde"), url_path="boligomraade"),
        st.Page("pages/compare/page.py", title=tr("Sammenlign"), url_path="sammenlign"),
        st.Page("pages/trends/page.py", title=tr("Udvikling"), url_path="udvikling"),
        st.Page("pages/map/page.py", title=tr("Kort"), url_path="kort"),
    ],
    tr("Planen"): [
        st.Page("pages/activities/page.py", title=tr("Aktiviteter"), url_path="aktiviteter"),
        st.Page("pages/progress/page.py", title=tr("Fremdrift"), url_path="fremdrift"),
        st.Page("pages/criteria/page.py", title=tr("Statens kriterier"), url_path="kriterier"),
        st.Page("pages/preparedness/page.py", title=tr("Beredskab"), url_path="beredskab"),
        st.Page("pages/agenda/page.py", title=tr("Dagsorden"), url_path="dagsorden"),
        st.Page("pages/board_pack/page.py", title=tr("Bestyrelsespakke"), url_path="pakke"),
    ],
    tr("Tal og kilder"): [
        st.Page("pages/indicator/page.py", title=tr("Indikator"), url_path="indikator"),
        st.Page("pages/data_sources/page.py", title=tr("Data og kilder"), url_path="data"),
        st.Page("pages/editions/page.py", title=tr("Udgaver"), url_path="udgaver"),
        st.Page("pages/addresses/page.py", title=tr("Adresser"), url_path="adresser"),
        st.Page("pages/help/page.py", title=tr("Hjælp"), url_path="hjaelp"),
        st.Page("pages/accessibility/page.py", title=tr("Tilgængelighedserklæring"), url_path="tilgaengelighed", visibility="hidden"),
        # The short address that the authority asks every public website to have.
        st.Page("pages/accessibility/page.py", title=tr("Tilgængelighedserklæring"), url_path="was", visibility="hidden"),
    ],
    tr("Medarbejder"): [
        st.Page("pages/recording/page.py", title=tr("Registrering"), url_path="registrering"),
        st.Page("pages/loading/page.py", title=tr("Indlæs data"), url_path="indlaes"),
    ],
}

st.set_page_config(page_title=tr(TITLE), layout="wide")
st.navigation(PAGES, position="top").run()

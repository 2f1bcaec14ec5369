"""The service around a small app with an officer's page, so that roles can be tried on a real server."""

import streamlit as st

from service import application

app = st.App("probe.py", **application.options(lambda: None))

"""The service around a small app with an officer's page, so that roles can be tried on a real server."""

import streamlit as st

from data.releases import standing
from pages.kit import roles
from service import application

app = st.App("probe.py", **application.options(lambda: None, roles.login_of, standing.is_whole))

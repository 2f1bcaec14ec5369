"""Rapporter: the result evaluation, the yearly report and the summary for a meeting as Word files."""

import streamlit as st

from pages.kit.guard import footer, guard
from pages.kit.language import tr
from pages.report import views

guest = guard("report")

st.title(tr("Rapporter"))
views.make_and_fetch(guest)
footer(guest)

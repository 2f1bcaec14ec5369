"""Tilgængelighedserklæring: what the law asks a public body to say about its website, in the order of the EU's model."""

import streamlit as st

from pages.accessibility import texts
from pages.kit import theme
from pages.kit.guard import footer, guard
from pages.kit.language import tr

guest = guard("accessibility")

st.title(tr("Tilgængelighedserklæring"))
theme.render("accessibility/statement.html", sections=texts.sections())
footer(guest)

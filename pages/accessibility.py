"""Tilgængelighedserklæring: what the law asks a public body to say about its website, in the order of the EU's model."""

import streamlit as st

from pages.parts import statement, theme
from pages.parts.guard import footer, guard
from pages.parts.language import tr

guest = guard("Tilgængelighedserklæring")

st.title(tr("Tilgængelighedserklæring"))
theme.render("statement.html", sections=statement.sections())
footer(guest)

"""Hjælp: how to begin, what each page answers, the keys of a meeting, every term explained."""

import streamlit as st

from pages.kit import help_texts, terms, theme
from pages.kit.guard import footer, guard
from pages.kit.language import tr

guest = guard("help")

st.title(tr("Hjælp"))
theme.render("kit/lead.html", sentence=tr("Alt i monitoren er til at trykke på, og intet går i stykker af det."), sub="")
st.header(tr("Sådan begynder du"))
theme.render("kit/guide.html", steps=help_texts.steps())
theme.render("help/help_pages.html", pages=[{"title": tr("Godt at vide"), "href": "", "lines": [tr(line) for line in help_texts.GENERAL]}])
st.header(tr("Siderne"))
theme.render("help/help_pages.html", pages=help_texts.all_screens())
st.header(tr("Taster i mødevisning"))
theme.render(
    "help/help_pages.html", pages=[{"title": tr("Når en dagsorden kører"), "href": "", "lines": [tr(line) for line in help_texts.KEYS]}]
)
st.header(tr("Ord"))
theme.render("help/glossary.html", terms=terms.all_terms())
footer(guest)

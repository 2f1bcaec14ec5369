"""Kort: the housing areas on a map, coloured by any indicator; two periods or two indicators side by side."""

import streamlit as st

from pages.kit import clock, database, notes, roles, theme
from pages.kit.guard import footer, guard
from pages.kit.language import tr
from pages.map import choices, figures, meeting, views

guest = guard("map")

st.title(tr("Kort over boligområderne"))
catalogue = database.ask("map_indicators")
areas = database.ask("map_shapes", day=clock.today()).set_index("area_id")["name"].to_dict()
if catalogue.empty or not areas:
    notes.info(tr("Ingen indikator har tal for mindst tre boligområder i samme periode, så der er intet at vise på et kort."))
    footer(guest)
    st.stop()

chosen = choices.ask(catalogue, areas, has_entrances=not database.ask("map_entrances").empty)
shown = views.prepared(chosen)
if not (roles.board_mode() and len(shown) > 1):
    theme.render("kit/lead.html", sentence=figures.sentence(shown[0]), sub=" ".join(figures.sentence(item) for item in shown[1:]))
if roles.board_mode():
    meeting.draw(shown, views.under(chosen), chosen.zoom, figures.sentence(shown[0]), chosen.entrances)
    footer(guest)
    st.stop()
if any(item.topic == figures.ON_REQUEST for item in shown):
    notes.info(tr(choices.ORIGIN_NOTE))
views.maps(shown, chosen)
if len(shown) > 1:
    views.beside(shown)
elif chosen.static:
    views.values(shown[0])
views.table_and_files(shown, chosen)
footer(guest)

"""Kort: the housing areas on a map, coloured by any indicator; two periods or two indicators side by side."""

import streamlit as st

from pages.parts import board_views, database, map_choices, map_rows, map_views, roles, theme
from pages.parts.guard import footer, guard
from pages.parts.language import tr

guest = guard("Kort")

st.title(tr("Kort over boligområderne"))
catalogue = database.ask("map_indicators")
areas = database.ask("map_shapes").set_index("area_id")["name"].to_dict()
if catalogue.empty or not areas:
    st.info(
        tr("Ingen indikator har tal for mindst tre boligområder i samme periode, så der er intet at vise på et kort."),
        icon=":material/info:",
    )
    footer(guest)
    st.stop()

chosen = map_choices.ask(catalogue, areas, has_entrances=not database.ask("map_entrances").empty)
shown = map_views.prepared(chosen)
if not (roles.board_mode() and len(shown) > 1):
    theme.render("lead.html", sentence=map_rows.sentence(shown[0]), sub=" ".join(map_rows.sentence(item) for item in shown[1:]))
if roles.board_mode():
    board_views.the_map(shown, chosen.zoom, map_rows.sentence(shown[0]), chosen.entrances)
    footer(guest)
    st.stop()
if any(item.topic == map_choices.ON_REQUEST for item in shown):
    st.info(tr(map_choices.ORIGIN_NOTE), icon=":material/info:")
map_views.maps(shown, chosen)
if len(shown) > 1:
    map_views.beside(shown)
elif chosen.static:
    map_views.values(shown[0])
map_views.table_and_files(shown, chosen)
footer(guest)

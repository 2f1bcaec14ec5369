"""Udvikling: one indicator over time with intervals, gaps, breaks and lines to hold against."""

import streamlit as st

from pages.kit import choices, database, roles, theme
from pages.kit.guard import footer, guard
from pages.kit.language import tr
from pages.kit.meeting import board
from pages.trends import texts, views

guest = guard("trends")

st.title(tr("Udvikling over tid"))
options = database.kept(texts.options)
if roles.board_mode():
    first, left, right = st.columns([6, 2, 3], vertical_alignment="bottom")
else:
    first = st.container()
    left, right = st.columns([3, 2])
with first:
    indicator_id = choices.choose(tr("Indikator"), options, "indikator", default="re17_charged_per_1000")
offered = database.kept(texts.offered, indicator_id)

with left, board.tucked(tr("Områder og bånd")):
    inside = st.container()
    chosen = choices.choose_many(tr("Områder"), offered.areas, "omraader", list(offered.areas))
with right:
    measure = choices.choose(tr("Vis som"), offered.measures, "maal", widget=st.radio, horizontal=True)
interval = st.session_state.get("choice_interval") != "nej"
if measure == "vaerdi" and offered.interval:
    with inside if roles.board_mode() else st.container():
        shows = {"ja": tr("Vis"), "nej": tr("Skjul")}
        interval = choices.choose(tr("Tilfældig variation"), shows, "interval", widget=st.radio, horizontal=True) == "ja"

shown = database.kept(texts.load, indicator_id, tuple(chosen), measure, interval)
theme.render("kit/lead.html", sentence=shown.sentence, sub=shown.reading)
views.chart(shown, (indicator_id, measure, str(interval), *chosen))
if roles.board_mode():
    footer(guest)
    st.stop()
views.gaps(shown)
views.change_table(shown, offered.title)
views.related(database.kept(texts.related, indicator_id))
footer(guest)

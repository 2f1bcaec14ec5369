"""Udvikling: one indicator over time with intervals, gaps, breaks and lines to hold against."""

import streamlit as st

from pages.parts import board, choices, database, roles, theme, trend_views
from pages.parts.guard import footer, guard
from pages.parts.language import tr

guest = guard("Udvikling")

st.title(tr("Udvikling over tid"))
indicators = database.ask("indicators")
options = trend_views.options(indicators, database.ask("measured_periods"))
if roles.board_mode():
    first, left, right = st.columns([6, 2, 3], vertical_alignment="bottom")
else:
    first = st.container()
    left, right = st.columns([3, 2])
with first:
    indicator_id = choices.choose(tr("Indikator"), options, "indikator", default="re17_charged_per_1000")
about = indicators.set_index("indicator_id").loc[indicator_id]
figures = database.ask("indicator_figures", indicator_id=indicator_id)
names = figures.drop_duplicates("area_id").set_index("area_id")["area_name"].to_dict()

with left, board.tucked(tr("Områder og bånd")):
    inside = st.container()
    chosen = choices.choose_many(tr("Områder"), names, "omraader", list(names))
with right:
    measure = choices.choose(tr("Vis som"), trend_views.measures(figures), "maal", widget=st.radio, horizontal=True)
interval = st.session_state.get("choice_interval") != "nej"
if measure == "vaerdi" and figures["denominator"].notna().any():
    with inside if roles.board_mode() else st.container():
        shows = {"ja": tr("Vis"), "nej": tr("Skjul")}
        interval = choices.choose(tr("Tilfældig variation"), shows, "interval", widget=st.radio, horizontal=True) == "ja"

shown = figures[figures["area_id"].isin(chosen)]
theme.render("lead.html", sentence=trend_views.sentence(shown, about), sub=trend_views.reading(shown, about))
trend_views.chart(shown, about, measure=measure, interval=interval, areas=tuple(chosen))
if roles.board_mode():
    footer(guest)
    st.stop()
trend_views.gaps(shown, about)
trend_views.change_table(shown, about)
trend_views.related(indicators, indicator_id, options)
footer(guest)

"""Statens kriterier: the rules of almenboligloven applied to the areas' figures."""

import streamlit as st

from pages.parts import board, board_views, choices, criteria_rows, criteria_views, roles, theme
from pages.parts.guard import footer, guard
from pages.parts.language import tr

guest = guard("Statens kriterier")

st.title(tr("Statens kriterier"))
views = {
    "omraader": tr("Områder og kriterier"),
    "hvis": tr("Hvad skal der til?"),
    "udsagn": tr("Udsagn og uenighed"),
    "regler": tr("Regler og forbehold"),
}
years = criteria_rows.years()
if not years:
    criteria_views.nothing()
else:
    if roles.board_mode():
        first, left, right = st.columns([6, 2, 4], vertical_alignment="bottom")
    else:
        first = st.container()
        left, right = st.columns(2)
    with first:
        view = choices.choose(tr("Vis"), views, "vis", **board.side_by_side())
    with left:
        year = choices.choose(tr("Tal for"), years, "aar", width=420)
    with right:
        shown_or_not = {"skjult": tr("Vises ikke"), "vist": tr("Vises")}
        origin = choices.choose(tr("Kriteriet om oprindelse"), shown_or_not, "oprindelse", **board.side_by_side())
    found = criteria_rows.load(int(year), origin == "vist")
    if view == "omraader":
        theme.render("lead.html", sentence=criteria_rows.sentence(found), sub=tr(criteria_views.READING))
        if roles.board_mode():
            board_views.criteria(found)
        else:
            criteria_views.overview(found)
    elif view == "hvis":
        criteria_views.what_would_it_take(found)
    elif view == "udsagn":
        criteria_views.statements(found)
    else:
        criteria_views.law(found)
footer(guest)

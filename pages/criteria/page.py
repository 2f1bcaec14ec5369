"""Statens kriterier: the rules of almenboligloven applied to the areas' figures."""

import streamlit as st

from pages.criteria import meeting
from pages.criteria import views as criteria_views
from pages.kit import choices, criteria, roles, theme
from pages.kit.guard import footer, guard
from pages.kit.language import tr
from pages.kit.meeting import board

guest = guard("criteria")

st.title(tr("Statens kriterier"))
views = {
    "omraader": tr("Områder og kriterier"),
    "hvis": tr("Hvad skal der til?"),
    "udsagn": tr("Uoverensstemmelser"),
    "regler": tr("Regler og forbehold"),
}
years = criteria.years()
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
    found = criteria.load(int(year), origin == "vist")
    if view == "omraader":
        theme.render("kit/lead.html", sentence=criteria.sentence(found), sub=tr(criteria_views.READING))
        if roles.board_mode():
            meeting.draw(found)
        else:
            criteria_views.overview(found)
    elif view == "hvis":
        criteria_views.what_would_it_take(found)
    elif view == "udsagn":
        criteria_views.statements(found)
    else:
        criteria_views.law(found)
footer(guest)

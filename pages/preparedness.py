"""Beredskab: the preparedness plan's levels, deadlines, activations and roles."""

import streamlit as st

from pages.parts import database, preparedness_views, theme
from pages.parts.guard import footer, guard
from pages.parts.language import tr

guest = guard("Beredskab")

st.title(tr("Beredskab"))
levels = database.ask("preparedness_levels")
if levels.empty:
    st.info(tr("Databasen har ingen beredskabsplan."), icon=":material/info:")
else:
    theme.render(
        "lead.html",
        sentence=tr("Beredskabsplanen har tre niveauer. Gult og rødt niveau har en frist for, hvornår gruppen skal være samlet."),
        sub=tr("Gælder de syv boligområder. Roller og organisationer, aldrig personer."),
    )
    theme.render("levels.html", cards=preparedness_views.level_cards(levels))
    preparedness_views.activations(guest.role)
    preparedness_views.calculator(levels)
    preparedness_views.role_tables(database.ask("preparedness_roles"))
footer(guest)

"""Beredskab: the preparedness plan's levels, deadlines, activations and roles."""

import streamlit as st

from pages.kit import database, notes, theme
from pages.kit.guard import footer, guard
from pages.kit.language import tr
from pages.preparedness import views

guest = guard("preparedness")

st.title(tr("Beredskab"))
levels = database.ask("preparedness_levels")
if levels.empty:
    notes.info(tr("Databasen har ingen beredskabsplan."))
else:
    theme.render(
        "kit/lead.html",
        sentence=tr("Beredskabsplanen har tre niveauer. Gult og rødt niveau har en frist for, hvornår gruppen skal være samlet."),
        sub=tr("Gælder de syv boligområder. Roller og organisationer, aldrig personer."),
    )
    theme.render("preparedness/levels.html", cards=views.level_cards(levels))
    views.activations(guest.role)
    views.calculator(levels)
    views.role_tables(database.ask("preparedness_roles"))
footer(guest)

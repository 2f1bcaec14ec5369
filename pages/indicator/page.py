"""Indikator: what one indicator means, where it comes from, what there is of it and what is missing."""

import streamlit as st

from pages.indicator import views
from pages.kit import choices, comments, database, plain, scenario, statements, theme
from pages.kit.guard import footer, guard
from pages.kit.language import tr

guest = guard("indicator")

indicators = database.ask("indicators")
indicator_id = choices.choose(tr("Indikator"), views.options(indicators), "indikator", default="hp25_outside_labour_market_own_12m")
about = indicators.set_index("indicator_id").loc[indicator_id]
figures = database.ask("indicator_figures", indicator_id=indicator_id)

st.title(plain.escaped(about["title"]))
theme.render("kit/definition.html", lines=views.definition(about))
views.latest(figures, about)
comments.about(guest, "indicator", [indicator_id])
views.all_figures(figures, about)
scenario.show_of_indicator(figures, about)
statements.show_of_indicator(indicator_id, about["title"])
views.coverage(figures)
views.corrections(database.ask("corrections"), indicator_id)
views.links(about, figures)
footer(guest)

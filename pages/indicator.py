"""Indikator: what one indicator means, where it comes from, what there is of it and what is missing."""

import streamlit as st

from pages.parts import choices, comment_views, database, indicator_views, theme
from pages.parts.guard import footer, guard
from pages.parts.language import tr

guest = guard("Indikator")

indicators = database.ask("indicators")
indicator_id = choices.choose(
    tr("Indikator"), indicator_views.options(indicators), "indikator", default="hp25_outside_labour_market_own_12m"
)
about = indicators.set_index("indicator_id").loc[indicator_id]
figures = database.ask("indicator_figures", indicator_id=indicator_id)

st.title(about["title"])
theme.render("definition.html", lines=indicator_views.definition(about))
indicator_views.latest(figures, about)
comment_views.about(guest, "indicator", [indicator_id])
indicator_views.all_figures(figures, about)
indicator_views.coverage(figures)
indicator_views.corrections(database.ask("corrections"), indicator_id)
indicator_views.links(about, figures)
footer(guest)

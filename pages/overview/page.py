"""Overblik: the plan's strategic indicators beside the municipality, what is new, and what must be decided."""

import streamlit as st

from pages.kit import alerts, clock, database, figure, marks, pending, roles, since, tables, theme
from pages.kit.guard import footer, guard
from pages.kit.language import tr
from pages.kit.wording import PLAN_2025
from pages.overview import compare_block, figures, guide, texts

guest = guard("overview")

sentence, cards = database.kept(texts.start_page, PLAN_2025)
picture = database.kept(figures.picture, PLAN_2025)

st.title(tr("Helhedsplanen i Randers 2025-29"))
theme.render("kit/lead.html", sentence=sentence, sub="")
if roles.board_mode():
    marks.show(picture)
    footer(guest)
    st.stop()
waiting = pending.load(PLAN_2025, clock.today())
pending.show_chips(waiting)
with st.container(key="overview_body"):
    left, right = st.columns([10, 3], gap="medium")
    with left:
        marks.show(picture)
        with st.expander(tr("Se tabel og hent data")):
            tables.show(texts.COLUMNS, texts.table_rows(cards), tr("De strategiske mål, nyeste tal"))
            figure.table_downloads("overblik", (PLAN_2025,), texts.for_download(PLAN_2025), [sentence])
    with right:
        since.show()
        alerts.show()
        pending.show_todos(waiting)
compare_block.two_areas(database.ask("areas"))
guide.show()
footer(guest)

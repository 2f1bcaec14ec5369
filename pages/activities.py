"""Aktiviteter: what every activity of a plan promised, what it delivered and how it stands."""

from functools import partial

import streamlit as st

from pages.parts import (
    board,
    board_views,
    choices,
    clock,
    comment_views,
    database,
    figure,
    plan_views,
    promise_cards,
    promise_charts,
    roles,
    theme,
)
from pages.parts.guard import footer, guard
from pages.parts.language import tr
from pages.parts.texts import PLAN_2025

ALL = "alle"

guest = guard("Aktiviteter")

st.title(tr("Aktiviteter"))
views = {
    "loefter": tr("Løfter og resultater"),
    "planer": tr("Planerne ved siden af hinanden"),
    "slaegt": tr("Aktiviteter på tværs af planer"),
}
plans = database.ask("plan_periods")
first, second, third = board.columns(6, 4, 4)
with first:
    view = choices.choose(tr("Vis"), views, "vis", **board.side_by_side())
if view == "loefter":
    known = plans[plans["activities"] > 0].set_index("plan_id")
    with second:
        plan_id = choices.choose(tr("Plan"), known["name"].to_dict(), "plan", default=PLAN_2025, width=420)
    plan = promise_cards.load(plan_id, clock.today())
    theme.render(
        "lead.html", sentence=promise_cards.sentence(known.loc[plan_id, "name"], plan.total), sub=promise_cards.period(known.loc[plan_id])
    )
    themes = promise_cards.focus_areas(plan)
    offered = {ALL: tr("Alle indsatsområder")} | themes
    if roles.board_mode():
        with third:
            focus = choices.choose(tr("Indsatsområde"), offered, "indsats")
        board_views.activities(plan, themes.get(focus))
        footer(guest)
        st.stop()
    theme.render("tiles.html", tiles=promise_cards.tiles(plan.total))
    for line in [*promise_cards.claim_lines(plan_id, plan.total), *promise_cards.disruption_lines(known.loc[plan_id])]:
        st.info(line, icon=":material/info:")
    focus = choices.choose(tr("Indsatsområde"), offered, "indsats", width=420)
    for slug, name in themes.items():
        if focus not in (ALL, slug):
            continue
        st.header(name)
        rows = database.kept(promise_charts.bullet_rows_of, plan_id, clock.today(), name)
        if rows.empty:
            st.info(promise_cards.nothing_delivered(plan.themes[name]), icon=":material/info:")
        else:
            figure.show(
                partial(promise_charts.bullets, rows, tr("Leveret mod lovet")),
                name=f"loefter-{slug}",
                choice=(plan_id, str(clock.today())),
                source=promise_cards.source_line(plan, name),
                alternative=tr("{name}: hvert løfte i procent, lovet og leveret", name=name),
                behind=figure.Behind(promise_cards.table_columns(), promise_cards.table_rows(plan, name), rows.copy),
            )
        theme.put(database.kept(promise_cards.cards_html, plan_id, clock.today(), name))
    shown = [name for slug, name in themes.items() if focus in (ALL, slug)]
    comment_views.about(guest, "activity", promise_cards.activity_ids(plan, shown))
elif view == "planer":
    plan_views.all_plans(plans, clock.today())
else:
    plan_views.family_tree(plans)
footer(guest)

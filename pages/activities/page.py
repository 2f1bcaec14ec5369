"""Aktiviteter: what every activity of a plan promised, what it delivered and how it stands."""

from functools import partial

import streamlit as st

from pages.activities import charts, meeting, texts
from pages.activities import plans as activities_plans
from pages.kit import choices, clock, comments, database, figure, notes, promise_texts, roles, statements, theme
from pages.kit import plan as kit_plan
from pages.kit.guard import footer, guard
from pages.kit.language import tr
from pages.kit.meeting import board
from pages.kit.plain import escaped
from pages.kit.wording import PLAN_2025

ALL = "alle"

guest = guard("activities")

st.title(tr("Aktiviteter"))
views = {
    "loefter": tr("Løfter og resultater"),
    "planer": tr("Sammenlign planerne"),
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
    plan = kit_plan.load(plan_id, clock.today())
    lines = database.kept(texts.lines_of, plan_id, clock.today())
    theme.render(
        "kit/lead.html", sentence=promise_texts.sentence(known.loc[plan_id, "name"], plan.total), sub=texts.period(known.loc[plan_id])
    )
    themes = texts.focus_areas(plan)
    offered = {ALL: tr("Alle indsatsområder")} | themes
    if roles.board_mode():
        with third:
            focus = choices.choose(tr("Indsatsområde"), offered, "indsats")
        meeting.draw(plan, lines, plan_id, themes.get(focus), clock.today())
        footer(guest)
        st.stop()
    with second:
        focus = choices.choose(tr("Indsatsområde"), offered, "indsats", width=420)
    rows = [row for row in texts.theme_rows(plan, lines, plan_id) if focus == ALL or row["name"] == themes[focus]]
    theme.render("activities/squares.html", rows=rows)
    theme.render("activities/due.html", line=texts.due_line(plan, clock.today()))
    for line in [*texts.claim_lines(plan_id, plan.total), *texts.disruption_lines(known.loc[plan_id])]:
        notes.info(escaped(line))
    for slug, name in themes.items():
        if focus not in (ALL, slug):
            continue
        st.header(escaped(name))
        bullets = database.kept(charts.bullet_rows_of, plan_id, clock.today(), name)
        if not bullets.empty:
            figure.show(
                partial(charts.bullets, bullets, tr("Leveret mod lovet")),
                name=f"loefter-{slug}",
                choice=(plan_id, str(clock.today())),
                source=texts.source_line(plan, name),
                alternative=tr("{name}: hvert løfte i procent, lovet og leveret", name=name),
                behind=figure.Behind(texts.table_columns(), texts.table_rows(plan, lines, name), bullets.copy),
            )
        theme.put(database.kept(texts.cards_html, plan_id, clock.today(), name))
    shown = texts.activity_ids(plan, [name for slug, name in themes.items() if focus in (ALL, slug)])
    with st.expander(tr("Det siger dokumenterne")):
        statements.show_of_plan(plan_id, known.loc[plan_id, "name"], shown, focus == ALL)
    comments.about(guest, "activity", shown)
elif view == "planer":
    activities_plans.all_plans(plans, clock.today())
else:
    activities_plans.family_tree(plans)
footer(guest)

"""Deltagere: the counted steps of those who took part, follow-up, and what earlier plans delivered; aggregates alone."""

import streamlit as st

from pages.kit import choices, clock, database, notes, roles, theme
from pages.kit.guard import footer, guard
from pages.kit.language import tr
from pages.kit.meeting import board
from pages.kit.wording import PLAN_2025
from pages.participants import figures, texts
from pages.participants import views as participant_views

guest = guard("participants")

st.title(tr("Deltagere"))
plans = database.ask("plan_periods")
periods = figures.periods(database.ask("participant_steps", plan_id=PLAN_2025))
counting = figures.counting(PLAN_2025)
views = {"trin": tr("Trin for trin"), "loefter": tr("Løfter og tidligere planer")}
first, second, third = board.columns(4, 4, 5)
with first:
    view = choices.choose(tr("Vis"), views, "vis", **board.side_by_side())
if view == "trin":
    found: list[figures.Activity] = []
    if periods:
        offered = {ends.isoformat(): texts.period(starts, ends) for starts, ends in periods}
        with second:
            chosen = choices.choose(tr("Periode"), offered, "periode", width=420)
        starts, ends = next(pair for pair in periods if pair[1].isoformat() == chosen)
        found = database.kept(figures.activities, PLAN_2025, starts, ends)
    theme.render("kit/lead.html", sentence=texts.sentence(found, counting), sub=tr("Kun optalte tal; små tal er skjult."))
    if found:
        if roles.board_mode():
            with third:
                named = choices.choose(tr("Aktivitet"), {one.activity_id: one.name for one in found}, "aktivitet")
            found = [one for one in found if one.activity_id == named]
        participant_views.steps(found)
    else:
        if not roles.board_mode():
            notes.info(tr(participant_views.HOW))
        participant_views.promises(PLAN_2025, clock.today())
else:
    known = plans[plans["promises"] > 0].set_index("plan_id")
    with second:
        plan_id = choices.choose(tr("Plan"), known["name"].to_dict(), "plan", width=420)
    theme.render("kit/lead.html", sentence=tr("Løfter, der tælles i deltagere"), sub=str(known.loc[plan_id, "name"]))
    participant_views.promises(plan_id, clock.today())
footer(guest)

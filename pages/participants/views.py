"""The parts of Deltagere: the counted steps, each by area, and the promises that count participants."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from pages.kit import database, figure, formats, notes, roles, tables, theme
from pages.kit import plan as kit_plan
from pages.kit.language import mark, tr
from pages.kit.meeting import tables as meeting
from pages.kit.meeting.tables import MeetingTable, cell
from pages.participants import charts, texts
from pages.participants.figures import Activity

HOW = mark("En medarbejder registrerer de optalte trin under Registrering, Deltagere, eller lægger en fil ind samme sted.")


def steps(found: Sequence[Activity]) -> None:
    """A card per activity."""
    theme.render("participants/steps.html", cards=charts.cards(found), room=roles.board_mode())
    if roles.board_mode():
        return
    with st.expander(tr("Se tabel og hent data")):
        columns = [
            ("step", tr("Trin"), False), ("everybody", tr("Alle deltagere"), True), ("together", tr("De syv områder"), True),
            ("share", tr("Andel"), True), ("areas", tr("Område for område"), False),
        ]  # fmt: skip
        tables.show_groups(columns, [(one.name, texts.area_rows(one)) for one in found], tr("Deltagere trin for trin"))
        rows = [{tr("Aktivitet"): one.name, **row} for one in found for row in texts.area_rows(one)]
        figure.table_downloads("deltagere", (), pd.DataFrame(rows), [tr("Deltagere trin for trin")])


def promises(plan_id: str, today: date) -> None:
    """What the plan's activities promised of participants, and what they delivered."""
    rows = database.ask("participant_promises", plan_id=plan_id)
    if rows.empty:
        notes.info(tr("Planens dokumenter trykker ingen løfter, der tælles i deltagere."))
        return
    columns = [
        ("step", tr("Trin"), False), ("measure", tr("Måltal"), False), ("promised", tr("Løfte"), True), ("delivered", tr("Leveret"), True),
        ("status", tr("Status"), False), ("place", tr("Sted"), False),
    ]  # fmt: skip
    groups = texts.promise_groups(rows, kit_plan.load(plan_id, today))
    if roles.board_mode():
        # Every promise on its own takes four screens; a meeting sees who has promised how many.
        counted = [{"cells": [cell(name or ""), cell(formats.number(len(found)), "bm-num")]} for name, found in groups]
        meeting.show(MeetingTable([tr("Aktivitet"), tr("Løfter")], counted, tr("Løfter, der tælles i deltagere")))
        return
    with st.container(key="wide_table_steps"):
        tables.show_groups(columns, groups, tr("Løfter, der tælles i deltagere"))

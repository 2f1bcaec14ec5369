"""Fremdrift, meetings: the wheel with the dates that are set, the next meeting, what is due before it and from whom."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from pages.parts import choices, database, decision_rows, formats, meeting_rows, meeting_words, progress_rows, promise_cards, tables, theme
from queries.meetings import next_meeting, outstanding

HOW_TO_ENTER = "En medarbejder sætter datoer under Registrering, Møder og beslutninger."


def meetings(plan_id: str, today: date) -> None:
    """The meeting wheel, the dates that are set, and what is due before the next meeting from whom."""
    rows = database.ask("plan_meetings", plan_id=plan_id)
    st.header("Mødehjul")
    if rows.empty:
        st.info("Planens dokument nævner ingen møder.", icon=":material/info:")
        return
    bodies = database.ask("plan_bodies", plan_id=plan_id)
    st.write("Årets faste møder, som kommissoriet beskriver dem. Styregruppen mødes ca. tre uger før bestyrelsen i forår og efterår.")
    found = meeting_words.remarks(rows, bodies, today)
    theme.render("wheel.html", columns=meeting_rows.wheel(rows, found, today))
    _dates(rows, found, today)
    if not bodies.empty:
        _due(plan_id, rows, bodies, today)


def _dates(rows: pd.DataFrame, found: list[tuple[str | None, str]], today: date) -> None:
    entered = meeting_rows.dates(rows, found, today)
    if not entered:
        st.info(f"Der er ikke sat dato for noget møde endnu. {HOW_TO_ENTER}", icon=":material/info:")
        return
    with st.expander(f"Møder med dato ({formats.number(len(entered))})"):
        tables.show(meeting_rows.DATE_COLUMNS, entered, "Møder med dato, de seneste først")
    for sentence in (sentence for about, sentence in found if about is None):
        st.caption(sentence)


def _due(plan_id: str, rows: pd.DataFrame, bodies: pd.DataFrame, today: date) -> None:
    st.header("Før næste møde")
    by_id = bodies.set_index("body")
    body = choices.choose("Møde i", by_id["name"].to_dict(), "organ", default="steering_group", width=420)
    about = by_id.loc[body]
    coming = next_meeting(rows[rows["body"] == body], today)
    theme.render("before_meeting.html", lines=meeting_rows.body_lines(about, coming))
    _members(plan_id, body, about)
    st.subheader("Skal være udført inden mødet")
    until = meeting_rows.until(coming, today)
    due = outstanding(database.ask("decisions", plan_id=plan_id), database.ask("plan_milestones", plan_id=plan_id), until, today)
    if due.empty:
        st.write(f"Ingen beslutninger eller milepæle har frist til og med {formats.day(until)}.")
    else:
        with st.container(key="wide_table_due"):
            tables.show(meeting_rows.DUE_COLUMNS, meeting_rows.due(due), f"Åbne frister til og med {formats.day(until)}")
    st.subheader("Tal, som aktiviteterne mangler at levere")
    plan = promise_cards.load(plan_id, today)
    columns = [
        ("activity", "Aktivitet", False),
        ("responsible", "Ansvarlig", False),
        ("count", "Mangler", True),
        ("measures", "Måltal", False),
    ]
    tables.show(columns, progress_rows.lacking(plan), "Løfter med tal, hvor intet resultat er registreret")


def _members(plan_id: str, body: str, about: pd.Series) -> None:
    members = database.ask("plan_body_members", plan_id=plan_id)
    own = members[members["body"] == body]
    if len(own):
        with st.expander(f"Hvem sidder i {about['name'].lower()}? ({formats.number(len(own))} pladser, roller og ikke personer)"):
            columns = [("organisation", "Organisation", False), ("role", "Rolle", False), ("note", "Bemærkning", False)]
            tables.show(columns, own.to_dict("records"), f"{about['name']}: medlemmer efter rolle")


def decisions(plan_id: str, today: date) -> None:
    """The log of decisions: open ones first."""
    st.header("Beslutninger")
    rows = database.ask("decisions", plan_id=plan_id)
    if rows.empty:
        st.info(
            "Der er ikke skrevet nogen beslutninger endnu. En medarbejder skriver dem under Registrering, Møder og beslutninger.",
            icon=":material/info:",
        )
        return
    theme.render("lead.html", sentence=decision_rows.sentence(rows, today), sub="")
    with st.container(key="wide_table_decisions"):
        tables.show_groups(decision_rows.COLUMNS, decision_rows.log(rows, today), "Beslutninger, de åbne først")

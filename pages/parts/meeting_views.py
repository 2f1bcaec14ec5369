"""Fremdrift, meetings: the wheel with the dates that are set, the next meeting, what is due before it and from whom."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from pages.parts import choices, database, decision_rows, formats, meeting_rows, meeting_words, progress_rows, promise_cards, tables, theme
from pages.parts.language import mark, tr
from queries.meetings import next_meeting, outstanding

HOW_TO_ENTER = mark("En medarbejder sætter datoer under Registrering, Møder og beslutninger.")


def meetings(plan_id: str, today: date) -> None:
    """The meeting wheel, the dates that are set, and what is due before the next meeting from whom."""
    rows = database.ask("plan_meetings", plan_id=plan_id)
    st.header(tr("Mødehjul"))
    if rows.empty:
        st.info(tr("Planens dokument nævner ingen møder."), icon=":material/info:")
        return
    bodies = database.ask("plan_bodies", plan_id=plan_id)
    st.write(tr("Årets faste møder, som kommissoriet beskriver dem. Styregruppen mødes ca. tre uger før bestyrelsen i forår og efterår."))
    found = meeting_words.remarks(rows, bodies, today)
    theme.render("wheel.html", columns=meeting_rows.wheel(rows, found, today))
    _dates(rows, found, today)
    if not bodies.empty:
        _due(plan_id, rows, bodies, today)


def _dates(rows: pd.DataFrame, found: list[tuple[str | None, str]], today: date) -> None:
    entered = meeting_rows.dates(rows, found, today)
    if not entered:
        without = tr("Der er ikke sat dato for noget møde endnu.")
        st.info(f"{without} {tr(HOW_TO_ENTER)}", icon=":material/info:")
        return
    with st.expander(tr("Møder med dato ({count})", count=formats.number(len(entered)))):
        tables.show(meeting_rows.date_columns(), entered, tr("Møder med dato, de seneste først"))
    for sentence in (sentence for about, sentence in found if about is None):
        st.caption(sentence)


def _due(plan_id: str, rows: pd.DataFrame, bodies: pd.DataFrame, today: date) -> None:
    st.header(tr("Før næste møde"))
    by_id = bodies.set_index("body")
    body = choices.choose(tr("Møde i"), by_id["name"].to_dict(), "organ", default="steering_group", width=420)
    about = by_id.loc[body]
    coming = next_meeting(rows[rows["body"] == body], today)
    theme.render("before_meeting.html", lines=meeting_rows.body_lines(about, coming))
    _members(plan_id, body, about)
    st.subheader(tr("Skal være udført inden mødet"))
    until = meeting_rows.until(coming, today)
    due = outstanding(database.ask("decisions", plan_id=plan_id), database.ask("plan_milestones", plan_id=plan_id), until, today)
    if due.empty:
        st.write(tr("Ingen beslutninger eller milepæle har frist til og med {day}.", day=formats.day(until)))
    else:
        with st.container(key="wide_table_due"):
            tables.show(meeting_rows.due_columns(), meeting_rows.due(due), tr("Åbne frister til og med {day}", day=formats.day(until)))
    st.subheader(tr("Tal, som aktiviteterne mangler at levere"))
    plan = promise_cards.load(plan_id, today)
    columns = [
        ("activity", tr("Aktivitet"), False),
        ("responsible", tr("Ansvarlig"), False),
        ("count", tr("Mangler"), True),
        ("measures", tr("Måltal"), False),
    ]
    tables.show(columns, progress_rows.lacking(plan), tr("Løfter med tal, hvor intet resultat er registreret"))


def _members(plan_id: str, body: str, about: pd.Series) -> None:
    members = database.ask("plan_body_members", plan_id=plan_id)
    own = members[members["body"] == body]
    if len(own):
        said = {"body": about["name"].lower(), "seats": formats.number(len(own))}
        with st.expander(tr("Hvem sidder i {body}? ({seats} pladser, roller og ikke personer)", **said)):
            columns = [("organisation", tr("Organisation"), False), ("role", tr("Rolle"), False), ("note", tr("Bemærkning"), False)]
            tables.show(columns, own.to_dict("records"), tr("{body}: medlemmer efter rolle", body=about["name"]))


def decisions(plan_id: str, today: date) -> None:
    """The log of decisions: open ones first."""
    st.header(tr("Beslutninger"))
    rows = database.ask("decisions", plan_id=plan_id)
    if rows.empty:
        st.info(
            tr("Der er ikke skrevet nogen beslutninger endnu. En medarbejder skriver dem under Registrering, Møder og beslutninger."),
            icon=":material/info:",
        )
        return
    theme.render("lead.html", sentence=decision_rows.sentence(rows, today), sub="")
    with st.container(key="wide_table_decisions"):
        tables.show_groups(decision_rows.columns(), decision_rows.log(rows, today), tr("Beslutninger, de åbne først"))

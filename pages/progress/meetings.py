"""Fremdrift, meetings: the wheel with the dates that are set, the next meeting, what is due before it and from whom."""

from __future__ import annotations

from datetime import date

import streamlit as st

from pages.kit import choices, database, formats, notes, tables, theme
from pages.kit import decisions as kit_decisions
from pages.kit import plan as kit_plan
from pages.kit.language import mark, tr
from pages.kit.plain import escaped
from pages.progress import figures, meeting_rows

HOW_TO_ENTER = mark("En medarbejder sætter datoer under Registrering, Møder og beslutninger.")


def meetings(plan_id: str, today: date) -> None:
    """The meeting wheel, the dates that are set, and what is due before the next meeting from whom."""
    st.header(tr("Mødehjul"))
    year = database.kept(meeting_rows.year, plan_id, today)
    if year is None:
        notes.info(tr("Planens dokument nævner ingen møder."))
        return
    st.write(tr("Årets faste møder, som kommissoriet beskriver dem. Styregruppen mødes ca. tre uger før bestyrelsen i forår og efterår."))
    theme.render("progress/wheel.html", columns=year.wheel)
    _dates(year)
    if year.bodies:
        _due(plan_id, year, today)


def _dates(year: meeting_rows.Year) -> None:
    if not year.dates:
        without = tr("Der er ikke sat dato for noget møde endnu.")
        notes.info(f"{without} {tr(HOW_TO_ENTER)}")
        return
    with st.expander(tr("Møder med dato ({count})", count=formats.number(len(year.dates)))):
        tables.show(meeting_rows.date_columns(), year.dates, tr("Møder med dato, de seneste først"))
    for sentence in year.remarks:
        st.caption(escaped(sentence))


def _due(plan_id: str, year: meeting_rows.Year, today: date) -> None:
    st.header(tr("Før næste møde"))
    body = choices.choose(tr("Møde i"), year.bodies, "organ", default="steering_group", width=420)
    before = database.kept(meeting_rows.before, plan_id, body, today)
    theme.render("kit/before_meeting.html", lines=before.lines)
    if before.members:
        said = {"body": escaped(year.bodies[body].lower()), "seats": formats.number(len(before.members))}
        with st.expander(tr("Hvem sidder i {body}? ({seats} pladser, roller og ikke personer)", **said)):
            columns = [("organisation", tr("Organisation"), False), ("role", tr("Rolle"), False), ("note", tr("Bemærkning"), False)]
            tables.show(columns, before.members, tr("{body}: medlemmer efter rolle", body=year.bodies[body]))
    st.subheader(tr("Skal være udført inden mødet"))
    until = formats.day(before.until)
    if not before.due:
        st.write(tr("Ingen beslutninger eller milepæle har frist til og med {day}.", day=until))
    else:
        with st.container(key="wide_table_due"):
            tables.show(meeting_rows.due_columns(), before.due, tr("Åbne frister til og med {day}", day=until))
    lacking = figures.lacking_rows(kit_plan.load(plan_id, today))
    columns = [
        ("activity", tr("Aktivitet"), False),
        ("responsible", tr("Ansvarlig"), False),
        ("count", tr("Mangler"), True),
        ("measures", tr("Måltal"), False),
    ]
    with st.expander(tr("Aktiviteter, der mangler at indberette ({count})", count=formats.number(len(lacking)))):
        tables.show(columns, lacking, tr("Løfter med tal, hvor intet resultat er registreret"))


def decisions(plan_id: str, today: date) -> None:
    """The log of decisions: open ones first."""
    st.header(tr("Beslutninger"))
    rows = database.ask("decisions", plan_id=plan_id)
    if rows.empty:
        notes.info(
            tr("Der er ikke skrevet nogen beslutninger endnu. En medarbejder skriver dem under Registrering, Møder og beslutninger.")
        )
        return
    theme.render("kit/lead.html", sentence=kit_decisions.sentence(rows, today), sub="")
    with st.container(key="wide_table_decisions"):
        tables.show_groups(kit_decisions.columns(), kit_decisions.log(rows, today), tr("Beslutninger, de åbne først"))

"""The views of Fremdrift: milestones and hours, meetings and what is due, the age of the figures."""

from __future__ import annotations

from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from pages.parts import choices, database, figure, formats, progress_charts, progress_rows, promise_cards, tables, theme
from queries.freshness import next_slot, with_freshness

PLAN_DOCUMENT = "helhedsplan-2025-29"


def milestones(plan_id: str, today: date) -> None:
    """The milestones of each sub-agreement."""
    rows = database.ask("plan_milestones", plan_id=plan_id)
    st.header("Milepæle")
    st.write(progress_rows.milestone_counts(rows, today))
    columns = [
        ("title", "Milepæl", False), ("due", "Frist", True), ("done", "Nået", True), ("state", "Status", False),
        ("note", "Bemærkning", False), ("source", "Kilde", False),
    ]  # fmt: skip
    tables.show_groups(columns, progress_rows.milestones(rows, today), "Milepæle i hver delaftale")


def staff_hours(plan_id: str) -> None:
    """Hours promised a year, by theme and organisation."""
    rows = database.ask("plan_staff_hours", plan_id=plan_id)
    st.header("Lovede medarbejdertimer")
    if rows.empty:
        st.info("Planens dokument nævner ingen medarbejdertimer.", icon="ℹ️")
        return
    total = formats.figure(rows["plan_hours"].iloc[0], "hours", 0)
    st.write(f"Organisationerne har lovet {total} om året. Tallene er løfter; leverede timer er ikke registreret.")
    shown = progress_charts.hour_rows(rows)
    columns = [
        ("organisation", "Organisation", False), ("activity", "Til", False), ("hours", "Timer om året", True),
        ("printed", "Som trykt", False),
        ("note", "Bemærkning", False), ("source", "Sted", False),
    ]  # fmt: skip
    figure.show(
        partial(progress_charts.hours, shown, "Lovede timer om året"),
        name="medarbejdertimer",
        choice=(plan_id,),
        source=f"Kilde: {', '.join(dict.fromkeys(rows['source_title']))}.",
        alternative="Lovede medarbejdertimer om året efter indsatsområde",
        behind=figure.Behind(
            [("theme", "Indsatsområde", False), ("kind", "Til", False), ("hours_text", "Timer om året", True)],
            shown.to_dict("records"),
            shown,
        ),
    )
    tables.show_groups(columns, progress_rows.hours(rows), "Hvem der har lovet timerne")


def meetings(plan_id: str, today: date) -> None:
    """The meeting wheel, and what is due before the next meeting from whom."""
    rows = database.ask("plan_meetings", plan_id=plan_id)
    st.header("Mødehjul")
    if rows.empty:
        st.info("Planens dokument nævner ingen møder.", icon="ℹ️")
        return
    st.write("Årets faste møder, som kommissoriet beskriver dem. Styregruppen mødes ca. tre uger før bestyrelsen i forår og efterår.")
    theme.render("wheel.html", columns=progress_rows.wheel(rows, today))
    bodies = database.ask("plan_bodies", plan_id=plan_id)
    if not bodies.empty:
        _due(plan_id, rows, bodies, today)


def _due(plan_id: str, rows: pd.DataFrame, bodies: pd.DataFrame, today: date) -> None:
    st.header("Før næste møde")
    by_id = bodies.set_index("body")
    body = choices.choose("Møde i", by_id["name"].to_dict(), "organ", default="steering_group", width=420)
    about = by_id.loc[body]
    coming = progress_rows.next_of(rows[rows["body"] == body], today)
    theme.render("before_meeting.html", lines=_body_lines(about, coming, today))
    members = database.ask("plan_body_members", plan_id=plan_id)
    own = members[members["body"] == body]
    if len(own):
        with st.expander(f"Hvem sidder i {about['name'].lower()}? ({formats.number(len(own))} pladser, roller og ikke personer)"):
            columns = [("organisation", "Organisation", False), ("role", "Rolle", False), ("note", "Bemærkning", False)]
            tables.show(columns, own.to_dict("records"), f"{about['name']}: medlemmer efter rolle")
    st.subheader("Tal, som aktiviteterne mangler at levere")
    plan = promise_cards.load(plan_id, today)
    columns = [
        ("activity", "Aktivitet", False),
        ("responsible", "Ansvarlig", False),
        ("count", "Mangler", True),
        ("measures", "Måltal", False),
    ]
    tables.show(columns, progress_rows.lacking(plan), "Løfter med tal, hvor intet resultat er registreret")


def _body_lines(about: pd.Series, coming: pd.Series | None, today: date) -> list[tuple[str, list[str]]]:
    named = "Intet møde er planlagt" if coming is None else progress_rows.when(next_slot(coming["date"], coming["season"], today))
    lines = [("Næste møde", [named])]
    for heading, key in (("Skal foreligge", "inputs"), ("Faste punkter", "agenda"), ("Beslutter", "decides")):
        if pd.notna(about[key]):
            lines.append((heading, str(about[key]).split("|")))
    for heading, key in (("Følger", "follows"), ("Samler stoffet ind", "secretariat"), ("Formand", "chair"), ("Bemærkning", "note")):
        if pd.notna(about[key]):
            lines.append((heading, [str(about[key])]))
    return [*lines, ("Kilde", [f"{about['source_title']}, {about['source_place']}"])]


def health(plan_id: str, today: date) -> None:
    """How many indicators and promises are current, what is overdue, and from which source."""
    indicators = with_freshness(database.ask("plan_indicator_ages", source_id=PLAN_DOCUMENT), today)
    plan = promise_cards.load(plan_id, today)
    st.header("Indikatorer")
    st.write(
        "En indikator, der kommer hvert år, er forsinket, når to hele perioder er gået uden et nyt tal. Én må mangle, fordi kilder "
        "udkommer bagefter."
    )
    theme.render("tiles.html", tiles=progress_rows.freshness_tiles(list(indicators["freshness"])))
    kinds = [(kind.value, f"{sign} {word}", True) for kind, (sign, word) in progress_rows.FRESHNESS_WORDS.items()]
    tables.show(
        [("register", "Kilde", False), ("indicators", "Indikatorer", True), *kinds],
        progress_rows.by_register(indicators),
        "Alder efter kilde",
    )
    late = progress_rows.overdue(indicators)
    if late:
        with st.expander("Forsinkede indikatorer"):
            tables.show_groups(
                [("title", "Indikator", False), ("newest", "Nyeste tal slutter", False)], late, "Forsinkede indikatorer efter kilde"
            )
    st.header("Løfter med tal")
    st.write("Et løfte pr. år er forsinket, når et helt planår er gået uden tal. Andre løfter har ingen dag at være forsinket på.")
    theme.render("tiles.html", tiles=progress_rows.freshness_tiles(progress_rows.promise_ages(plan, today)))

"""The views of Fremdrift: milestones and hours, and the age of the figures."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from pages.parts import database, figure, formats, progress_charts, progress_rows, promise_cards, tables, theme
from pages.parts.texts import PLAN_DOCUMENT
from queries.freshness import with_freshness


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
        st.info("Planens dokument nævner ingen medarbejdertimer.", icon=":material/info:")
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

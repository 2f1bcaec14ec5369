"""The views of Fremdrift: milestones and hours, and the age of the figures."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from pages.kit import database, figure, formats, notes, pending, promise_texts, roles, tables, theme, timeline
from pages.kit import plan as kit_plan
from pages.kit.language import tr, trn
from pages.kit.wording import PLAN_DOCUMENT
from pages.progress import charts, figures
from queries.freshness import Freshness, with_freshness
from queries.pending import promise_ages


def now(plan_id: str, line: timeline.Timeline, today: date) -> None:
    """What must be decided, beside the plan's time line; in a meeting below it."""
    waiting = pending.load(plan_id, today)
    if roles.board_mode():
        timeline.show(line)
        pending.show_todos(waiting)
        return
    first, second = st.columns([3, 10], gap="medium")
    with first:
        pending.show_todos(waiting)
    with second:
        timeline.show(line)


def milestones(plan_id: str, today: date) -> None:
    """The milestones of each sub-agreement."""
    rows = database.ask("plan_milestones", plan_id=plan_id)
    st.header(tr("Milepæle"))
    st.write(figures.milestone_counts(rows, today))
    columns = [
        ("title", tr("Milepæl"), False), ("due", tr("Frist"), True), ("done", tr("Nået"), True), ("state", tr("Status"), False),
        ("note", tr("Bemærkning"), False), ("source", tr("Kilde"), False),
    ]  # fmt: skip
    tables.show_groups(columns, figures.milestones(rows, today), tr("Milepæle i hver delaftale"))


def staff_hours(plan_id: str) -> None:
    """Hours promised a year, by theme and organisation."""
    rows = database.ask("plan_staff_hours", plan_id=plan_id)
    st.header(tr("Lovede medarbejdertimer"))
    if rows.empty:
        notes.info(tr("Planens dokument nævner ingen medarbejdertimer."))
        return
    total = formats.figure(rows["plan_hours"].iloc[0], "hours", 0)
    st.write(tr("Organisationerne har lovet {total} om året. Tallene er løfter; leverede timer er ikke registreret.", total=total))
    shown = charts.hour_rows(rows)
    columns = [
        ("organisation", tr("Organisation"), False), ("activity", charts.meant_for(), False), ("hours", tr("Timer om året"), True),
        ("printed", tr("Som trykt"), False), ("note", tr("Bemærkning"), False), ("source", tr("Sted"), False),
    ]  # fmt: skip
    figure.show(
        partial(charts.hours, shown, tr("Lovede timer om året")),
        name="medarbejdertimer",
        choice=(plan_id,),
        source=tr("Kilde: {sources}.", sources=", ".join(dict.fromkeys(rows["source_title"]))),
        alternative=tr("Lovede medarbejdertimer om året efter indsatsområde"),
        behind=figure.Behind(
            [
                ("theme", tr("Indsatsområde"), False),
                ("kind", charts.meant_for(), False),
                ("hours_text", tr("Timer om året"), True),
            ],
            shown.to_dict("records"),
            partial(shown.drop, columns="whole"),
        ),
    )
    tables.show_groups(columns, figures.hours(rows), tr("Hvem der har lovet timerne"))


def health(plan_id: str, today: date) -> None:
    """How many indicators and promises are current, what is overdue, and from which source."""
    indicators = with_freshness(database.ask("plan_indicator_ages", source_id=PLAN_DOCUMENT), today)
    plan = kit_plan.load(plan_id, today)
    st.header(tr("Indikatorer"))
    st.write(
        tr(
            "En indikator, der kommer hvert år, er forsinket, når to hele perioder er gået uden et nyt tal. Én må mangle, fordi "
            "tallene offentliggøres med forsinkelse."
        )
    )
    theme.render("kit/tiles.html", tiles=figures.freshness_tiles(list(indicators["freshness"])))
    kinds = [(kind.value, f"{sign} {tr(word)}", True) for kind, (sign, word) in figures.FRESHNESS_WORDS.items()]
    tables.show(
        [("register", tr("Kilde"), False), ("indicators", tr("Indikatorer"), True), *kinds],
        figures.register_rows(indicators),
        tr("Alder efter kilde"),
    )
    late = figures.overdue(indicators)
    if late:
        with st.expander(tr("Forsinkede indikatorer")):
            tables.show_groups(
                [("title", tr("Indikator"), False), ("newest", tr("Nyeste tal slutter"), False)],
                late,
                tr("Forsinkede indikatorer efter kilde"),
            )
    st.header(tr("Løfter med tal"))
    st.write(promises_due(promise_ages(plan, today).count(Freshness.OVERDUE)))
    theme.render("kit/tiles.html", tiles=promise_texts.tiles(plan.total))


def promises_due(count: int) -> str:
    """How many of the promises without a report should have had one, and by which rule."""
    rule = tr("Et løfte pr. år skal have et tal, når et helt planår er gået. Andre løfter har ingen frist.")
    number = formats.number(count)
    return trn("{number} årligt løfte mangler et tal nu.", "{number} årlige løfter mangler et tal nu.", count, number=number) + " " + rule

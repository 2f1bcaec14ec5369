"""The parts of Økonomi: spending and budget, hours, commitments and raised funds, and what the documents print of earlier plans."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.economy import charts, texts
from pages.economy.figures import Economy
from pages.kit import choices, figure, notes, roles, tables, theme
from pages.kit.language import mark, tr
from pages.kit.meeting.tables import MOST_ROWS, MOST_ROWS_WITH_AGENDA, with_agenda

_MONEY = [("amount", mark("Beløb"), True), ("period", mark("Periode"), False)]
HOW = mark("En medarbejder registrerer tallene under Registrering, Økonomi, eller lægger en fil ind samme sted.")


def missing(found: Economy) -> None:
    """What is missing, and who delivers it."""
    rows = texts.need_rows(found.missing)
    if not rows:
        return
    st.header(tr("Det mangler"))
    columns = [
        ("title", tr("Hvad"), False), ("deliverer", tr("Fra hvem"), False), ("note", tr("Det siger dokumenterne"), False),
        ("place", tr("Sted"), False),
    ]  # fmt: skip
    if roles.board_mode():
        columns = columns[:2]
    tables.show(columns, rows, tr("Hvad økonomien mangler, og hvem der leverer det"))
    if not roles.board_mode():
        st.caption(tr(HOW))


def by() -> str:
    """What the lines of the budget are made of, as the reader chooses."""
    return choices.choose(tr("Efter"), {key: tr(label) for key, label in texts.BY.items()}, "efter", width=420)


def spending(found: Economy, by: str) -> None:
    """The lines of the budget as a picture, the table behind it, the years and the rule."""
    lines = found.lines[by]
    assert found.rule is not None
    rows = charts.money_rows(lines, by, found.rule)
    theme.render(
        "economy/rows.html",
        rows=_fitting(rows),
        caption=tr("Budget, brugt og bundet"),
        legend=charts.money_legend(),
        room=roles.board_mode(),
    )
    if roles.board_mode():
        return
    with st.expander(tr("Se tabel og hent data")):
        tables.show_groups(texts.line_columns(by), texts.line_rows(lines, by, found.rule), tr("Budget, brugt og bundet"))
        figure.table_downloads(f"oekonomi-{by}", (by,), texts.data(lines, by), [tr("Budget, brugt og bundet")])
    with st.expander(tr("Sådan er det regnet")):
        theme.render("economy/rule.html", lines=[*texts.rule_lines(found.rule), *texts.why_lines(lines, by, found.rule)])
    st.header(tr("Planens år"))
    columns = [("year", tr("Planår"), False), ("budget", tr("Budget"), True), ("spent", tr("Brugt"), True), ("left", tr("Rest"), True)]
    tables.show(columns, texts.year_rows(found.years), tr("Budget og forbrug efter planår"))
    if not found.moved.empty:
        st.header(tr("Flyttet efter beslutning"))
        columns = [("activity", tr("Aktivitet"), False), *_MONEY, ("decision", tr("Beslutning"), False)]
        tables.show(columns, texts.amount_rows(found.moved), tr("Budgetter, som en beslutning har ændret"))


def _fitting(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """In a meeting as many rows as the screen has room for."""
    most = (MOST_ROWS_WITH_AGENDA if with_agenda() else MOST_ROWS) - 2
    return rows[:most] if roles.board_mode() else rows


def hours(found: Economy) -> None:
    """Promised hours beside those delivered."""
    st.header(tr("Medarbejdertimer"))
    if not found.hours:
        notes.info(tr("Planens dokument nævner ingen medarbejdertimer."))
        return
    st.write(texts.hours_sentence(found.hours))
    rows = _fitting(charts.hour_rows(found.hours))
    theme.render(
        "economy/rows.html", rows=rows, caption=tr("Lovede og leverede timer"), legend=charts.hour_legend(), room=roles.board_mode()
    )


def funds(found: Economy) -> None:
    """Commitments by financier, and funds raised besides with purpose and area."""
    st.header(tr("Tilsagn"))
    if found.committed.empty:
        notes.info(tr("Intet tilsagn er registreret endnu."))
    else:
        columns = [
            ("financier", tr("Finansieringskilde"), False),
            *_MONEY,
            ("note", tr("Bemærkning"), False),
            ("place", tr("Kilde"), False),
        ]
        tables.show(columns, texts.amount_rows(found.committed), tr("Tilsagn efter finansieringskilde"))
    st.header(tr("Rejste midler"))
    if found.raised.empty:
        notes.info(tr("Ingen rejste midler er registreret i denne plan endnu."))
    else:
        columns = [
            ("purpose", tr("Formål"), False), ("financier", tr("Finansieringskilde"), False), ("area", tr("Boligområde"), False), *_MONEY,
            ("place", tr("Kilde"), False),
        ]  # fmt: skip
        tables.show(columns, texts.amount_rows(found.raised), tr("Midler rejst ud over tilsagnene"))


def history(found: Economy) -> None:
    """What the documents print about money, newest first."""
    st.header(tr("Det trykker dokumenterne"))
    st.write(tr("Beløbene er dokumenternes egne. Flere af dem overlapper hinanden og må ikke lægges sammen."))
    columns = [
        ("title", tr("Hvad"), False), ("amount", tr("Beløb"), True), ("printed", tr("Som trykt"), False), ("period", tr("Periode"), False),
        ("note", tr("Det skal du vide"), False), ("place", tr("Kilde og sted"), False),
    ]  # fmt: skip
    with st.container(key="wide_table_money"):
        tables.show(columns, texts.history_rows(found.history), tr("Penge i planernes dokumenter, de nyeste først"))

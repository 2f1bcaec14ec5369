"""The parts of the page Udgaver that everybody sees."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from pages.kit import choices, content, database, figure, formats, notes, since, tables, theme
from pages.kit.language import mark, tr
from pages.kit.plain import escaped
from pages.kit.wording import PLAN_2025
from queries.connection import NoDatabaseError
from queries.differences import differences as find_differences

NOW = "nu"
CHANGES = {"revised": mark("Ændret: {rows}"), "withdrawn": mark("Trukket tilbage: {rows}"), "new": mark("Nyt: {rows}")}
LIST_COLUMNS = [
    ("title", mark("Udgave"), False), ("day", mark("Dato"), False), ("meeting", mark("Møde"), False), ("figures", mark("Tal"), True),
    ("version", mark("Dataversion"), False), ("hash", mark("Kontrolsum (SHA-256)"), False),
]  # fmt: skip
DIFFERENCE_COLUMNS = [
    ("what", mark("Hvad"), False), ("area", mark("Område"), False), ("period", mark("Periode"), False), ("before", mark("Før"), True),
    ("after", mark("Efter"), True), ("why", mark("Hvorfor"), False),
]  # fmt: skip
FOLLOW_UP_COLUMNS = [
    ("day", mark("Dato"), False), ("goal", mark("Mål"), False), ("what", mark("Beslutning"), False), ("who", mark("Ansvarlig"), False),
    ("due", mark("Frist"), False), ("done", mark("Udført"), False),
]  # fmt: skip
MOST = 500


def listed() -> None:
    """Every edition with its day, version and hash; its title opens the start page in that edition."""
    editions = database.of_edition(None).ask("editions")
    if editions.empty:
        notes.info(
            tr(
                "Der er ikke lavet nogen udgave endnu. En medarbejder laver den op til et bestyrelsesmøde, og den gemmer tallene, som de "
                "er den dag."
            )
        )
        return
    tables.show(LIST_COLUMNS, [_edition(row) for _, row in editions.iterrows()], tr("Udgaver, den nyeste først. Titlen åbner udgaven"))
    st.caption(tr("Kontrolsummen er den samme, hvis udgaven laves igen af de samme tal. En ændret fil opdages på den."))


def _edition(row: pd.Series) -> dict[str, Any]:
    meeting = "" if pd.isna(row["meeting_id"]) else f"{tr(str(row['meeting_body']))}, {formats.day(row['meeting_date'])}"
    return {
        "href": f"./?{database.EDITION_PARAMETER}={row['edition_id']}",
        "title": row["title"],
        "day": formats.day(row["frozen_on"]),
        "meeting": meeting,
        "figures": formats.number(row["figures"]),
        "version": row["data_version"],
        "hash": f"{str(row['sha256'])[:16]}…",
    }


def differences() -> None:
    """What is new, revised and withdrawn from one edition to another, or to now, and why."""
    newest = database.of_edition(None)
    editions = newest.ask("editions")
    if editions.empty:
        notes.info(tr("Der er ingen udgave at sammenligne med endnu."))
        return
    labels = {str(row["edition_id"]): f"{row['title']} ({formats.day(row['frozen_on'])})" for _, row in editions.iterrows()}
    older = choices.choose(tr("Fra"), labels, "fra", width=520)
    after = {NOW: tr("De nyeste tal")} | {key: label for key, label in labels.items() if key != older}
    newer = choices.choose(tr("Til"), after, "til", width=520)
    try:
        one, other = database.of_edition(older), database.of_edition(None if newer == NOW else newer)
    except NoDatabaseError as error:
        notes.error(escaped(str(error)))
        return
    found = find_differences(one.ask("edition_figures"), other.ask("edition_figures"), other.ask("revisions"))
    theme.render("kit/lead.html", sentence=_counted(found, labels[older], tr("de nyeste tal") if newer == NOW else after[newer]), sub="")
    if found.empty:
        notes.info(tr("De to har de samme tal."))
        return
    found = content.translated(found)
    found = found.assign(subject=[since.subject(row["table_name"], row["subject"]) for _, row in found.iterrows()])
    groups = [(tr(heading, rows=len(part)), [_difference(row) for _, row in part.head(MOST).iterrows()]) for heading, part in _parts(found)]
    tables.show_groups(DIFFERENCE_COLUMNS, groups, tr("Forskelle mellem udgaverne"))
    about = tr("Forskelle fra {older} til {newer}", older=labels[older], newer=after[newer])
    figure.table_downloads("forskelle", (older, newer), found, [about])


def _counted(found: pd.DataFrame, older: str, newer: str) -> str:
    counts = found["change"].value_counts()
    return tr(
        "Fra {older} til {newer}: {revised} ændret, {withdrawn} trukket tilbage, {new} nyt.",
        older=older, newer=newer, **{key: formats.number(counts.get(key, 0)) for key in CHANGES},
    )  # fmt: skip


def _parts(found: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    return [(heading, found[found["change"] == key]) for key, heading in CHANGES.items() if (found["change"] == key).any()]


def _difference(row: pd.Series) -> dict[str, Any]:
    def cell(side: str) -> str:
        if pd.isna(row[f"{side}_status"]):
            return "–"
        return formats.figure_or_status(row[side], str(row["unit"]), int(row["decimals"]), str(row[f"{side}_status"]))

    return {
        "what": row["subject"],
        "area": "" if pd.isna(row["area"]) else row["area"],
        "period": formats.period("", row["period_start"], row["period_end"]),
        "before": cell("before"),
        "after": cell("after"),
        "why": row["why"],
    }


def follow_up() -> None:
    """What the board decided about the strategic goals: what the housing organisation shows its auditor once a year."""
    st.write(
        tr(
            "Bestyrelsen følger op på de overordnede mål, og boligorganisationen skal hvert år kunne vise revisionen, at det sker. "
            "Her står beslutningerne om målene og de udgaver, de hviler på."
        )
    )
    strategic = database.ask("plan_goals", plan_id=PLAN_2025, level="strategic")
    decisions = database.ask("decisions", plan_id=PLAN_2025)
    own = decisions[decisions["goal_id"].isin(strategic["goal_id"])].sort_values("decided_on")
    editions = database.of_edition(None).ask("editions")
    if own.empty:
        notes.info(tr("Der er ikke registreret nogen beslutning om et overordnet mål endnu. Det gøres på siden Registrering."))
    else:
        tables.show(FOLLOW_UP_COLUMNS, [_decision(row) for _, row in own.iterrows()], tr("Beslutninger om de overordnede mål"))
        figure.table_downloads("opfoelgning", (), own, [tr("Bestyrelsens opfølgning på de overordnede mål")])
    silent = strategic[~strategic["goal_id"].isin(own["goal_id"])]
    if not silent.empty and not own.empty:
        st.caption(tr("Uden beslutning endnu: {goals}.", goals=escaped(", ".join(silent["title"]))))
    if not editions.empty:
        tables.show(LIST_COLUMNS, [_edition(row) for _, row in editions.iterrows()], tr("Udgaver, som beslutningerne hviler på"))


def _decision(row: pd.Series) -> dict[str, Any]:
    def day(column: str) -> str:
        return "" if pd.isna(row[column]) else formats.day(row[column])

    return {
        "day": day("decided_on"),
        "goal": row["goal_title"],
        "what": row["title"],
        "who": "" if pd.isna(row["responsible"]) else row["responsible"],
        "due": day("due"),
        "done": day("done"),
    }

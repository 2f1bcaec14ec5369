"""Udgaver, Siden sidst: what changed between any two editions, data versions or days."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pages.kit import choices, clock, database, formats, meeting_names, notes, roles, since, tables, theme
from pages.kit.language import tr
from pages.kit.meeting import board
from pages.kit.wording import PLAN_2025
from queries import earlier
from queries.connection import build_folder

ANOTHER_DAY = "dag"
_ROWS_OF_A_MEETING = 6


def between_two() -> None:
    """Two choices, a sentence, and every change in a table; without any choice what changed since last time."""
    today = clock.today()
    options = _options(today)
    before = since.last()
    default = next(iter(options)) if before is None or before.older.file is None else before.older.file.edition_id or since.BEFORE
    first, second = board.columns(1, 1)
    with first:
        older = _chosen(tr("Fra"), options, "fra", default, today)
    with second:
        newer = _chosen(tr("Til"), {since.NOW: tr("De nyeste tal")} | options, "til", since.NOW, today)
    told = since.between(older, newer)
    if told is None:
        notes.error(tr("Den ene af de to kan ikke læses længere. Vælg en anden, eller kør 'make build'."))
        return
    if told.newer.day < told.older.day:
        notes.info(tr("Den første dag ligger efter den anden. Byt om på dem for at se, hvad der skete."))
    theme.render("kit/lead.html", sentence=since.sentence(told), sub=_based_on(told))
    # A meeting sees what and how it is now; each heading counts the rest.
    left = _ROWS_OF_A_MEETING if roles.board_mode() else None
    columns = [column for column in since.COLUMNS if left is None or column[0] in ("what", "after")]
    for heading, rows in since.groups(told.since):
        if shown := rows[:left]:
            tables.show(columns, shown, heading)
        left = None if left is None else left - len(shown)


def _options(today: date) -> dict[str, str]:
    """Editions, the data version before, the days of meetings that were held, and a day of one's own."""
    newest = database.of_edition(None)
    rows = newest.ask("editions")
    found = {str(row["edition_id"]): f"{row['title']} ({formats.day(row['frozen_on'])})" for _, row in rows.iterrows()}
    version = earlier.version_in_force_before(build_folder(), newest.version)
    if version is not None:
        found[since.BEFORE] = tr("Den forrige dataversion ({day})", day=formats.day(version.day))
    meetings = database.ask("plan_meetings", plan_id=PLAN_2025)
    held = meetings[meetings["date"] <= pd.Timestamp(today)].sort_values("date", ascending=False)
    found |= {row["date"].date().isoformat(): meeting_names.name(row) for _, row in held.iterrows()}
    return found | {ANOTHER_DAY: tr("En anden dag")}


def _chosen(label: str, options: dict[str, str], parameter: str, default: str, today: date) -> str:
    chosen = choices.choose(label, options, parameter, default=default, width=520)
    if chosen != ANOTHER_DAY:
        return chosen
    plan = database.ask("plan_periods").set_index("plan_id").loc[PLAN_2025]
    first = plan["starts"].date()
    return choices.day(tr("{label}, dag", label=label), f"{parameter}_dag", first, (first, max(today, first))).isoformat()


def _based_on(told: since.Told) -> str:
    """Which file the figures of a day are from; nothing where the choice says it."""
    said = []
    for side in (told.older, told.newer):
        if side.by_day and side.file is not None:
            said.append(tr("Tal og løfter pr. {day} er dem fra {edition}.", day=formats.day(side.day), edition=since.file_name(side.file)))
    if not told.since.compared:
        said.append(tr("Der er ingen udgave fra den dag eller før, så tal og løfter kan ikke sammenlignes; milepæle og beslutninger kan."))
    return " ".join(said)

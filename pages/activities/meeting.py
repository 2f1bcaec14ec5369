"""Aktiviteter in a meeting: the promises by theme and status, or those of one theme."""

from __future__ import annotations

from pages.activities import texts
from pages.kit import formats, promise_texts
from pages.kit.language import tr
from pages.kit.meeting import tables
from pages.kit.meeting.tables import MeetingTable
from queries.attainment import Status
from queries.plan import Plan


def draw(plan: Plan, lines: texts.Lines, focus_area: str | None) -> None:
    """The promises by theme and status, or those of one theme."""
    tables.show(_themes(plan) if focus_area is None else promises_table(plan, lines, focus_area))


def _themes(plan: Plan) -> MeetingTable:
    """The promises of each theme by status; a status nobody has gets no column."""
    present = [status for status in Status if plan.total.counts[status]]
    heads = [tr("Indsats"), tr("Løfter"), *(" ".join(promise_texts.status_words(status)) for status in present)]
    rows = [
        {
            "cells": [
                tables.cell(name),
                tables.cell(formats.number(counted.promises), "bm-num"),
                *(tables.cell(formats.number(counted.counts[status]), f"bm-num {promise_texts.CLASSES[status]}") for status in present),
            ]
        }
        for name, counted in plan.themes.items()
    ]
    return MeetingTable(heads, rows, tr("Løfter efter status"))


def promises_table(plan: Plan, lines: texts.Lines, focus_area: str) -> MeetingTable:
    """The promises of one theme with what was delivered, in the plan's order."""
    rows = [
        {
            "cells": [
                tables.cell(f"{plan.names[activity_id]}: {line.measure}"),
                tables.cell(line.delivered, "bm-num"),
                tables.cell(line.promise, "bm-num"),
                tables.cell(f"{line.sign} {line.word}", line.css),
            ]
        }
        for line, activity_id in (
            (lines[key], name) for key, name in plan.promised_in(focus_area)[["target_id", "activity_id"]].itertuples(index=False)
        )
    ]
    heads = [tr("Løfte"), tr("Leveret"), tr("Lovet"), tr("Status")]
    return MeetingTable(heads, rows, tr("Løfter: {theme}", theme=focus_area), line=56)

"""Aktiviteter in a meeting: the promises by theme and status, or those of one theme."""

from __future__ import annotations

from datetime import date

from pages.activities import texts
from pages.kit import theme
from pages.kit.language import tr
from pages.kit.meeting import tables
from pages.kit.meeting.tables import MeetingTable
from queries.plan import Plan


def draw(plan: Plan, lines: texts.Lines, plan_id: str, focus_area: str | None, today: date) -> None:
    """A square per promise by theme, or the promises of one theme."""
    if focus_area is None:
        theme.render("activities/squares.html", rows=texts.theme_rows(plan, lines, plan_id))
        theme.render("activities/due.html", line=texts.due_line(plan, today))
    else:
        tables.show(promises_table(plan, lines, focus_area))


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

"""Overblik in a meeting: every strategic indicator beside the municipality."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pages.kit import database, formats, theme, wording
from pages.kit.goals import strategic
from pages.kit.language import tr
from pages.kit.meeting import tables
from pages.kit.meeting.tables import MeetingTable
from queries.verdicts import Standing


def draw(plan_id: str) -> None:
    """Every strategic indicator beside the municipality."""
    table = database.kept(strategic_table, plan_id)
    # Ten rows and an agenda's words take the whole height; sources and periods are one key away.
    theme.render("kit/meeting/board_table.html", table=replace(table, sources=()) if tables.with_agenda() else table)


def strategic_table(plan_id: str) -> MeetingTable:
    """The strategic indicators of a plan beside the municipality, by theme; in the order of the plan."""
    goals = strategic(plan_id)
    rows: list[dict[str, Any]] = []
    for goal in goals:
        own = [_indicator(item) for item in goal.standings]
        named = tables.cell(str(goal.focus_area))
        rows += [{"span": 0 if number else len(own), "cells": [named, *cells]} for number, cells in enumerate(own)]
    sources = [str(item.indicator["register_title"]) for goal in goals for item in goal.standings]
    heads = [tr("Indsats"), tr("Indikator"), tr("Områderne"), tr("Kommunen"), tr("Stilling")]
    return MeetingTable(heads, rows, tr("De strategiske mål, nyeste tal"), sources=tables.once(sources))


def _indicator(found: Standing) -> list[tables.Cell]:
    about = found.indicator
    unit, decimals = str(about["unit"]), int(about["decimals"])
    reference = found.reference
    values = [formats.figure(value, unit, decimals) for value in (found.areas["value"].min(), found.areas["value"].max())]
    if len(found.areas) > 1:
        spread = tr("{low} til {high}", low=values[0], high=values[1]).replace(" ", formats.NBSP)
        said = tr("{spread} ({number}\u00a0områder)", spread=spread, number=formats.number(len(found.areas)))
    else:
        said = tr("intet tal") if found.areas.empty else values[0]
    sign, word = wording.COURSE_WORDS[found.compared]
    return [
        tables.cell(str(about["short_title"])),
        tables.cell(said, "bm-num"),
        tables.cell(_held(reference, unit, decimals) if reference else "–", "bm-num"),
        tables.cell(f"{sign} {tr(word)}", wording.TONES.get(found.compared, "")),
    ]


def _held(reference: Mapping[str, Any], unit: str, decimals: int) -> str:
    """The figure of the municipality; another comparison says its name, because the heading does not."""
    value = formats.figure(reference["value"], unit, decimals)
    return value if reference["area_kind"] == "municipality" else f"{str(reference['area_name']).replace(' ', formats.NBSP)} {value}"

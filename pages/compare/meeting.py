"""Sammenlign in a meeting: the areas by the indicators of one topic, or a bar per area for one indicator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pages.compare import texts
from pages.compare.views import Shown, titles
from pages.kit import choices, database, formats, theme, wording
from pages.kit.language import tr
from pages.kit.meeting import tables
from pages.kit.meeting.tables import MeetingTable


def draw_all(shown: Shown, place: Any, reference_words: str) -> None:
    """The areas by the indicators of one topic; the choice of topic goes into `place`."""
    compared = shown.compared
    offered = {}
    for topic, heading in topics(compared).items():
        several = parts(compared, topic)
        for number in range(len(several)):
            part = tr("{topic} ({number} af {parts})", topic=heading, number=number + 1, parts=len(several))
            offered[f"{topic}-{number + 1}"] = part if len(several) > 1 else heading
    with place:
        topic, _, part = choices.choose(tr("Emne"), offered, "emne", default="employment-1").rpartition("-")
    own = compared[compared["topic"] == topic]
    theme.render("kit/lead.html", sentence=texts.sentence(own, reference_words), sub="")
    tables.show(matrix(compared, topic, int(part) - 1, shown.reference_name))


def draw_one(shown: Shown, place: Any, reference_words: str) -> None:
    """A bar per area for one indicator; the choice of indicator goes into `place`."""
    with place:
        offered = database.kept(titles, shown.source_id)
        indicator_id = choices.choose(tr("Indikator"), offered, "indikator", default="hp25_outside_labour_market_own_12m")
    compared = shown.compared[shown.compared["indicator_id"] == indicator_id]
    rows = texts.chart_rows(compared)
    if shown.order != "plan":
        rows = rows.sort_values("value", ascending=shown.order == "stigende")
    theme.render("kit/lead.html", sentence=texts.sentence(compared, reference_words), sub="")
    there = dict(zip(compared["area_id"], compared["status"], strict=True))
    left = {
        name: formats.status_word(there[area_id]) if area_id in there else tr("kilden nævner ikke området")
        for area_id, name in shown.areas.items()
        if area_id not in set(rows["area_id"]) and area_id != shown.reference.area_id
    }
    theme.render(
        "kit/meeting/board_bars.html",
        heading=offered[indicator_id],
        rows=bars(rows, left, shown.measure, shown.against_target),
        reference=tr("Lodret streg: {reference}", reference=reference_words),
        source=wording.source_line(rows) if len(rows) else "",
        period=wording.periods_line(rows) if len(rows) else "",
    )


def topics(compared: pd.DataFrame) -> dict[str, str]:
    """The topics there are figures of: key -> heading, in the order of every page."""
    there = set(compared["topic"])
    return {topic: tr(heading) for topic, heading in wording.TOPICS.items() if topic in there}


def matrix(compared: pd.DataFrame, topic: str, part: int, reference_name: str) -> MeetingTable:
    """Areas by the indicators of one part of a topic: the figure, and whether it is better than the reference."""
    own = compared[compared["topic"] == topic]
    wanted = parts(compared, topic)[part]
    own = own[own["indicator_id"].isin(wanted)].sort_values("area_order")
    by_key = {(row["area_id"], row["indicator_id"]): row for row in own.to_dict("records")}
    about = own.drop_duplicates("indicator_id").set_index("indicator_id")
    rows = [
        {
            "color": color,
            "cells": [tables.cell(area_name), *(_compared(by_key.get((area_id, key))) for key in wanted)],
        }
        for area_id, area_name, color in own.drop_duplicates("area_id")[["area_id", "area_name", "color"]].itertuples(index=False)
    ]
    references = [tables.cell(_reference(own[own["indicator_id"] == key]), "bm-num") for key in wanted]
    rows.append({"cells": [tables.cell(reference_name), *references]})
    heads = [tr("Område"), *(str(about.loc[key, "short_title"]) for key in wanted)]
    caption = tr("{topic}, sammenlignet med {reference}", topic=tr(wording.TOPICS[topic]), reference=reference_name)
    return MeetingTable(heads, rows, caption, sources=tables.sources(own))


def parts(compared: pd.DataFrame, topic: str) -> list[list[str]]:
    """The indicators of a topic three by three, as many as stand beside one another."""
    ids = list(compared[compared["topic"] == topic].drop_duplicates("indicator_id")["indicator_id"])
    return [ids[place : place + 3] for place in range(0, len(ids), 3)]


def _compared(row: Mapping[str, Any] | None) -> tables.Cell:
    if row is None:
        return tables.cell("–", "bm-num")
    unit, decimals, course = str(row["unit"]), int(row["decimals"]), row["course"]
    value = formats.figure_or_status(row["value"], unit, decimals, str(row["status"]))
    sign = wording.COURSE_WORDS[course][0] if pd.notna(row["distance"]) else ""
    return tables.cell(f"{sign} {value}".strip(), f"bm-num {wording.TONES.get(course, '') if sign else ''}".strip())


def _reference(rows: pd.DataFrame) -> str:
    known = rows[rows["reference_value"].notna()]
    shown = dict.fromkeys(
        formats.figure(value, unit, int(decimals))
        for value, unit, decimals in known[["reference_value", "unit", "decimals"]].itertuples(index=False)
    )
    return " / ".join(shown) or tr("intet tal")


def bars(rows: pd.DataFrame, left_out: Mapping[str, str], measure: str, target: bool) -> list[dict[str, Any]]:
    """One bar per area in the given order (rows of compare.texts.chart_rows), and a line for each area without a figure.

    `share` and `held` are per cent of the longest: the figure's and that of what it is held against.
    """
    longest = max(1e-9, float(rows[["value", "reference_value"]].max(axis=None))) if len(rows) else 1.0
    made = [
        {
            "name": row["area_name"],
            "color": row["color"],
            "share": f"{max(0.0, row['value'] / longest * 100):.2f}",
            "held": "" if pd.isna(row["reference_value"]) else f"{max(0.0, row['reference_value'] / longest * 100):.2f}",
            "value": row["value_text"],
            "difference": texts.distance_text(row, measure, target),
            "tone": wording.TONES.get(row["course"], ""),
        }
        for row in rows.to_dict("records")
    ]
    return made + [{"name": name, "why": why} for name, why in left_out.items()]

"""Sammenlign in a meeting: the areas by the indicators of one topic, or a bar per area for one indicator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pages.compare import figures, texts
from pages.compare.views import Shown, picture_html, titles
from pages.kit import choices, database, formats, theme, wording
from pages.kit.language import tr


def draw_all(shown: Shown, said: Any, place: Any, reference_words: str) -> None:
    """The picture of the full page; of one topic, chosen in `place`, where its columns are too many. The sentence goes into `said`."""
    compared = shown.compared
    judged = compared[compared["distance"].notna() & (compared["direction"] != "none")]
    topic = None
    if compared["area_id"].nunique() > 1 and judged["indicator_id"].nunique() > figures.MOST_COLUMNS:
        with place:
            topic = choices.choose(tr("Emne"), topics(judged), "emne", default="employment")
        compared = compared[compared["topic"] == topic]
    with said:
        theme.render("kit/lead.html", sentence=texts.sentence(compared, reference_words), sub="")
    theme.put(database.kept(picture_html, shown, topic))


def draw_one(shown: Shown, said: Any, place: Any, reference_words: str) -> None:
    """A bar per area for one indicator, chosen in `place`; the sentence goes into `said`."""
    with place:
        offered = database.kept(titles, shown.source_id)
        indicator_id = choices.choose(tr("Indikator"), offered, "indikator", default="hp25_outside_labour_market_own_12m")
    compared = shown.compared[shown.compared["indicator_id"] == indicator_id]
    rows = texts.chart_rows(compared)
    if shown.order != "plan":
        rows = rows.sort_values("value", ascending=shown.order == "stigende")
    with said:
        theme.render("kit/lead.html", sentence=texts.one_sentence(compared, reference_words), sub="")
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

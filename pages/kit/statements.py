"""What the documents say in words about an area or an indicator, with the place where each can be read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from pages.kit import database, formats, tables
from pages.kit.language import mark, tr

# Kinds in the order of the screen. Research is what a document argues with: it is never shown as an area's.
_KINDS = {
    "situation": mark("Sådan går det"),
    "place": mark("Afdelinger, skoler, bygninger og udlejning"),
    "participants": mark("De, der har deltaget"),
    "conclusion": mark("Tidligere evalueringer konkluderer"),
    "history": mark("Historie"),
    "research": mark("Forskning, som planen henviser til; ikke målt i områderne"),
}
_DIRECTIONS = {
    "in": mark("til"),
    "out": mark("fra"),
    "up": mark("op"),
    "down": mark("ned"),
    "unchanged": mark("uændret"),
    "high": mark("højt"),
    "low": mark("lavt"),
}
_COLUMNS = [
    ("subject", mark("Emne"), False),
    ("area", mark("Område"), False),
    ("text", mark("Det står der"), False),
    ("direction", mark("Retning"), False),
    ("period", mark("Periode"), False),
    ("place", mark("Kilde og sted"), False),
]
# What a document says of its whole plan; the other kinds are about areas and indicators.
_OF_PLANS = ("participants", "conclusion", "history")
_THREE = ("gl_jennumparken", "glarbjergvej", "vangdalen")
# Wider areas whose statements are an area's as well.
_WIDER = {"areas_7": None, "randers_kommune": None, "nordbyen": _THREE}


def of_area(statements: pd.DataFrame, area_id: str, activity_ids: Collection[str]) -> pd.DataFrame:
    """Statements (question statements) about the area, about wider areas it is part of, and of those who took part in its activities."""
    wider = [key for key, parts in _WIDER.items() if parts is None or area_id in parts]
    of_activities = (statements["kind"] == "participants") & statements["activity_id"].isin(activity_ids)
    return statements[statements["area_id"].isin([area_id, *wider]) | of_activities]


def of_plan(statements: pd.DataFrame, plan_id: str, activity_ids: Collection[str], whole: bool) -> pd.DataFrame:
    """Statements about these activities, with the research they rest on; when `whole`, also what the plan's documents say of all of it."""
    of_all = (statements["plan_id"] == plan_id) & statements["kind"].isin(_OF_PLANS) & statements["activity_id"].isna()
    return statements[statements["activity_id"].isin(activity_ids) | (of_all & whole)]


def show(statements: pd.DataFrame, caption: str) -> None:
    """A heading and the statements in groups by kind; nothing when there are none."""
    if statements.empty:
        return
    st.header(tr("Det siger planen"))
    made = [(row["kind"], _row(row)) for row in statements.to_dict("records")]
    tables.show_groups(_COLUMNS, [(tr(heading), [row for own, row in made if own == kind]) for kind, heading in _KINDS.items()], caption)


def _row(row: Mapping[str, Any]) -> dict[str, str]:
    dated, way = pd.notna(row["period_end"]), row["direction"]
    return {
        "subject": row["subject"],
        "area": row["area_name"] if pd.notna(row["area_name"]) else "",
        "text": row["text"],
        "direction": tr(_DIRECTIONS[way]) if pd.notna(way) else "",
        "period": formats.period("year", row["period_start"], row["period_end"]) if dated else tr("uden dato"),
        "place": f"{row['source_title']}: {row['source_place']}",
    }


def show_of_area(area_id: str, name: str, activity_ids: Collection[str]) -> None:
    """The statements of Boligområde."""
    show(of_area(database.ask("statements"), area_id, activity_ids), tr("Hvad dokumenterne skriver om {area}", area=name))


def show_of_indicator(indicator_id: str, title: str) -> None:
    """The statements of Indikator."""
    asked = database.ask("statements")
    show(asked[asked["indicator_id"] == indicator_id], tr("Hvad dokumenterne skriver ved siden af: {indicator}", indicator=title))


def show_of_plan(plan_id: str, name: str, activity_ids: Collection[str], whole: bool) -> None:
    """The statements of Aktiviteter."""
    show(of_plan(database.ask("statements"), plan_id, activity_ids, whole), tr("Hvad dokumenterne skriver om {plan}", plan=name))

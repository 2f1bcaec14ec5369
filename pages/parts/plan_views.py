"""The plans beside one another: what each delivered per theme, and which activities went on under which name."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from pages.parts import database, formats, promise_cards, promise_texts, tables, theme
from queries.delivery import Delivery, families

_COUNTS = [("activities", "Aktiviteter", True), ("promises", "Løfter", True)]
_STATUSES = [(status.value, f"{sign} {word}", True) for status, (sign, word) in promise_texts.STATUS_WORDS.items()]


def _row(name: str, counted: Delivery, href: str = "") -> dict[str, Any]:
    row: dict[str, Any] = {"name": name, "activities": formats.number(counted.activities), "promises": formats.number(counted.promises)}
    row |= {status.value: formats.number(count) for status, count in counted.counts.items()}
    return row | ({"href": href} if href else {})


def all_plans(plans: pd.DataFrame, today: date) -> None:
    """Every plan's promises by status, then by theme, with what the evaluations say themselves."""
    loaded = {str(row["plan_id"]): (row, promise_cards.load(str(row["plan_id"]), today)) for _, row in plans.iterrows()}
    rows = [_row(str(row["name"]), plan.total, f"aktiviteter?plan={key}") for key, (row, plan) in loaded.items() if len(plan.activities)]
    tables.show([("name", "Plan", False), *_COUNTS, *_STATUSES], rows, "Løfter efter status i hver plan")
    missing = [str(row["name"]) for row, plan in loaded.values() if plan.activities.empty]
    if missing:
        st.info(
            f"Ingen dokumenter om {', '.join(missing)} er læst ind. Deres aktiviteter og resultater kendes ikke.", icon=":material/info:"
        )
    for key, (row, plan) in loaded.items():
        if plan.activities.empty:
            continue
        st.header(str(row["name"]))
        for line in promise_cards.claim_lines(key, plan.total):
            st.warning(line, icon=":material/warning:") if line.startswith("Uenighed") else st.info(line, icon=":material/info:")
        groups = [_row(name, counted) for name, counted in plan.themes.items()]
        tables.show([("name", "Indsatsområde", False), *_COUNTS, *_STATUSES], groups, f"{row['name']}: løfter efter indsatsområde")
        reserved = plan.activities[plan.activities["reservations"].notna()]
        with st.expander(f"Dokumenternes egne forbehold ({formats.number(len(reserved))})"):
            columns = [("focus_area_name", "Indsatsområde", False), ("name", "Aktivitet", False), ("reservations", "Forbehold", False)]
            tables.show(columns, reserved.to_dict("records"), f"{row['name']}: forbehold")


def family_tree(plans: pd.DataFrame) -> None:
    """Families of activities, a column per plan, oldest to the left."""
    activities = database.ask("activity_families")
    ordered = plans.sort_values("starts")
    found = families(activities)
    related = sum(len(group) for group in found)
    st.write(
        f"{formats.number(related)} af {formats.number(len(activities))} aktiviteter fortsætter fra eller i en anden plan, når "
        "dokumenterne siger det. De øvrige står kun i én plan, eller dokumenterne nævner ingen forbindelse."
    )
    without = ordered[ordered["activities"] == 0]["name"]
    if len(without):
        st.info(
            f"{', '.join(without)}: ingen dokumenter er læst ind. En aktivitet kan være gået gennem planen uden at stå her.",
            icon=":material/info:",
        )
    shown = ordered[ordered["activities"] > 0]
    theme.render("families.html", plans=shown.to_dict("records"), families=[_members(group, list(shown["plan_id"])) for group in found])


def _members(group: pd.DataFrame, plan_ids: list[str]) -> dict[str, list[dict[str, str]]]:
    return {
        plan_id: [
            {"name": str(row["name"]), "continues": str(row["continues_names"])} for _, row in group[group["plan_id"] == plan_id].iterrows()
        ]
        for plan_id in plan_ids
    }

"""The plans beside one another: what each delivered per theme, and which activities went on under which name."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from pages.activities import texts
from pages.kit import database, formats, notes, promise_texts, tables, theme
from pages.kit import plan as kit_plan
from pages.kit.language import tr
from pages.kit.plain import escaped
from queries.delivery import Delivery, families


def _columns(name: str) -> list[tables.Column]:
    """The columns of _row() under the heading `name`."""
    counts = [("name", name, False), ("activities", tr("Aktiviteter"), True), ("promises", tr("Løfter"), True)]
    return counts + [(status.value, " ".join(promise_texts.status_words(status)), True) for status in promise_texts.STATUS_WORDS]


def _row(name: str, counted: Delivery, href: str = "") -> dict[str, Any]:
    row: dict[str, Any] = {"name": name, "activities": formats.number(counted.activities), "promises": formats.number(counted.promises)}
    row |= {status.value: formats.number(count) for status, count in counted.counts.items()}
    return row | ({"href": href} if href else {})


def all_plans(plans: pd.DataFrame, today: date) -> None:
    """Every plan's promises by status, then by theme, with what the evaluations say themselves."""
    loaded = {str(row["plan_id"]): (row, kit_plan.load(str(row["plan_id"]), today)) for _, row in plans.iterrows()}
    rows = [_row(str(row["name"]), plan.total, f"aktiviteter?plan={key}") for key, (row, plan) in loaded.items() if len(plan.activities)]
    tables.show(_columns(tr("Plan")), rows, tr("Løfter efter status i hver plan"))
    missing = [str(row["name"]) for row, plan in loaded.values() if plan.activities.empty]
    if missing:
        notes.info(
            tr("Ingen dokumenter om {plans} er læst ind. Deres aktiviteter og resultater kendes ikke.", plans=escaped(", ".join(missing)))
        )
    for key, (row, plan) in loaded.items():
        if plan.activities.empty:
            continue
        st.header(escaped(str(row["name"])))
        for line, disagrees in texts.claims(key, plan.total):
            say = notes.warning if disagrees else notes.info
            say(escaped(line))
        groups = [_row(name, counted) for name, counted in plan.themes.items()]
        tables.show(_columns(tr("Indsatsområde")), groups, tr("{plan}: løfter efter indsatsområde", plan=row["name"]))
        reserved = plan.activities[plan.activities["reservations"].notna()]
        with st.expander(tr("Dokumenternes egne forbehold ({count})", count=formats.number(len(reserved)))):
            columns = [
                ("focus_area_name", tr("Indsatsområde"), False), ("name", tr("Aktivitet"), False), ("reservations", tr("Forbehold"), False),
            ]  # fmt: skip
            tables.show(columns, reserved.to_dict("records"), tr("{plan}: forbehold", plan=row["name"]))


def family_tree(plans: pd.DataFrame) -> None:
    """Families of activities, a column per plan, oldest to the left."""
    activities = database.ask("activity_families")
    ordered = plans.sort_values("starts")
    found = families(activities)
    related = sum(len(group) for group in found)
    st.write(
        tr(
            "{related} af {count} aktiviteter fortsætter fra eller i en anden plan, når dokumenterne siger det. De øvrige står kun i én "
            "plan, eller dokumenterne nævner ingen forbindelse.",
            related=formats.number(related),
            count=formats.number(len(activities)),
        )
    )
    without = ordered[ordered["activities"] == 0]["name"]
    if len(without):
        notes.info(
            tr(
                "{plans}: ingen dokumenter er læst ind. En aktivitet kan være gået gennem planen uden at stå her.",
                plans=escaped(", ".join(without)),
            )
        )
    shown = ordered[ordered["activities"] > 0]
    theme.render(
        "activities/families.html", plans=shown.to_dict("records"), families=[_members(group, list(shown["plan_id"])) for group in found]
    )


def _members(group: pd.DataFrame, plan_ids: list[str]) -> dict[str, list[dict[str, str]]]:
    return {
        plan_id: [
            {"name": str(row["name"]), "continues": str(row["continues_names"])} for _, row in group[group["plan_id"] == plan_id].iterrows()
        ]
        for plan_id in plan_ids
    }

"""Checks of the economy and the participants that officers record or load: sums that cannot be, and moves nobody decided."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from data.checks.finding import Finding

# What each kind of amount must say besides its period, with the Danish word of the template.
NEEDED = {
    "commitment": ("financier",),
    "budget": ("organisation",),
    "spent": ("organisation",),
    "bound": ("organisation",),
    "raised": ("financier", "purpose"),
    "hours": ("organisation",),
}
WORDS = {"financier": "finansieringskilde", "organisation": "organisation", "purpose": "formål"}
# A credit note makes spending negative; nothing else can be.
MAY_BE_NEGATIVE = {"spent"}
_SAME = ["kind", "plan_id", "focus_area_id", "activity_id", "organisation", "financier", "area_id", "purpose"]


def check_economy(tables: Mapping[str, pd.DataFrame]) -> list[Finding]:
    """Amounts outside their plan, without a subject, counted twice, or budgets changed without a decision of the log."""
    rows = tables["economy"]
    if rows.empty:
        return []
    activities = tables["activity"].set_index("activity_id")[["plan_id", "focus_area_id"]]
    themes = tables["focus_area"].set_index("focus_area_id")["plan_id"]
    plans = tables["plan"].set_index("plan_id")
    found = [
        Finding("economy", str(row["economy_id"]), text)
        for row in rows.to_dict("records")
        for text in _problems(row, activities, themes, plans)
    ]
    return [*found, *_twice(rows), *_undecided(tables)]


def _problems(row: Mapping[Any, Any], activities: pd.DataFrame, themes: pd.Series, plans: pd.DataFrame) -> Iterator[str]:
    kind, amount = str(row["kind"]), row["amount"]
    for name in NEEDED.get(kind, ()):
        if pd.isna(row[name]) or not str(row[name]).strip():
            yield f"{WORDS[name]} mangler. Udfyld den."
    if pd.notna(amount) and amount <= 0 and kind not in MAY_BE_NEGATIVE:
        yield f"beløbet {amount:g} skal være over nul. Ret det."
    if row["period_end"] < row["period_start"]:
        yield "perioden slutter før den begynder. Ret datoerne."
    if row["plan_id"] in plans.index:
        plan = plans.loc[row["plan_id"]]
        if row["period_start"] < plan["starts"] or row["period_end"] > plan["ends"]:
            yield f"perioden ligger uden for planen, som går fra {plan['starts'].date()} til {plan['ends'].date()}. Ret datoerne."
    if row["activity_id"] in activities.index:
        activity = activities.loc[row["activity_id"]]
        if activity["plan_id"] != row["plan_id"]:
            yield "aktiviteten hører til en anden plan. Vælg en af planens egne."
        elif pd.notna(row["focus_area_id"]) and activity["focus_area_id"] != row["focus_area_id"]:
            yield "aktiviteten hører til et andet indsatsområde. Lad indsatsområdet stå tomt, eller ret det."
    elif row["focus_area_id"] in themes.index and themes[row["focus_area_id"]] != row["plan_id"]:
        yield "indsatsområdet hører til en anden plan. Vælg et af planens egne."


def _twice(rows: pd.DataFrame) -> Iterator[Finding]:
    """The same thing for two periods that overlap: some of it would count twice."""
    for _, same in rows.groupby(_SAME, dropna=False, sort=False):
        ordered = same.sort_values(["period_start", "period_end"])
        ends = ordered["period_end"].cummax().shift()
        for row in ordered[ordered["period_start"] <= ends].itertuples():
            text = "perioden overlapper en anden med samme slags, aktivitet og organisation, så noget ville tælle to gange. Ret perioden."
            yield Finding("economy", str(row.economy_id), text)


def _undecided(tables: Mapping[str, pd.DataFrame]) -> Iterator[Finding]:
    """Budgets whose amount was changed after they were recorded, and that name no decision: moving money is for the board.

    Taking a budget back and recording it anew is a change as well.
    """
    trace = tables["change"]
    there = set(tables["economy"]["economy_id"])
    stood: dict[str, float] = {}
    for change in trace[(trace["table_name"] == "economy") & trace["after"].notna()].itertuples():
        key, after = str(change.row_key), json.loads(str(change.after))
        if after["kind"] != "budget":
            continue
        before = stood.get(key, after["amount"])
        stood[key] = after["amount"]
        if before != after["amount"] and not after.get("decision_id") and key in there:
            text = (
                f"budgettet ændres fra {before:.0f} til {after['amount']:.0f} kr. uden en beslutning. Skriv først beslutningen i "
                "beslutningsloggen, og henvis til den. Er det kun en fejl i det registrerede, så fortryd registreringen under Historik."
            )
            yield Finding("economy", key, text)

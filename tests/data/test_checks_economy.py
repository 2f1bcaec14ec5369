"""What cannot be in the economy and the steps of participants; every amount and count here is made up."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pandas as pd
import pytest

from data import schema
from data.checks.economy import check_economy
from data.checks.participants import check_participants
from tests.fixture_content import ALL7, JENNUM, TOWN, VANG, make_content

TABLES = make_content().tables


def changed(table: str, where: dict[str, Any], **cells: Any) -> dict[str, pd.DataFrame]:
    """The fixture's tables with cells of the rows where every column says `where` replaced."""
    rows = TABLES[table].to_dict("records")
    own = [row for row in rows if all(row[name] == value for name, value in where.items())]
    assert own
    for row in own:
        row.update(cells)
    return {**TABLES, table: schema.cast(table, pd.DataFrame(rows))}


def test_the_fixture_is_in_order() -> None:
    assert check_economy(TABLES) == []
    assert check_participants(TABLES) == []


@pytest.mark.parametrize(
    ("kind", "cells", "said"),
    [
        ("commitment", {"financier": None}, "finansieringskilde mangler"),
        ("hours", {"organisation": " "}, "organisation mangler"),
        ("raised", {"purpose": None}, "formål mangler"),
        ("bound", {"amount": -1.0}, "skal være over nul"),
        ("budget", {"period_end": pd.Timestamp("2029-08-01")}, "uden for planen, som går fra 2025-08-01 til 2029-07-31"),
        ("spent", {"activity_id": "fx_a_absence"}, "hører til en anden plan"),
        ("spent", {"activity_id": None, "focus_area_id": "plan-2017-21-parenting"}, "indsatsområdet hører til en anden plan"),
        ("raised", {"period_end": pd.Timestamp("2025-12-31")}, "slutter før den begynder"),
        ("spent", {"period_end": pd.Timestamp("2026-07-31")}, "overlapper en anden"),
    ],
)
def test_amounts_that_cannot_be_are_named(kind: str, cells: dict[str, Any], said: str) -> None:
    found = check_economy(changed("economy", {"kind": kind}, **cells))
    assert any(said in finding.message for finding in found), found


def test_a_credit_may_make_spending_negative() -> None:
    assert check_economy(changed("economy", {"economy_id": "fx-economy-3"}, amount=-5_000.0)) == []


@pytest.mark.parametrize(("decision", "amount", "refused"), [(None, 450_000, True), ("d", 450_000, False), (None, 500_000, False)])
def test_a_budget_is_changed_by_a_decision_only(decision: str | None, amount: float, refused: bool) -> None:
    own = next(row for row in TABLES["economy"].to_dict("records") if row["kind"] == "budget" and row["activity_id"] == "fx_a_guidance")
    before = {"kind": "budget", "amount": 500_000.0}
    after = {"kind": "budget", "amount": amount} | ({"decision_id": decision} if decision else {})
    # Recorded, taken back, and recorded anew.
    trace = [
        {"release_id": "r", "number": number, "table_name": "economy", "row_key": own["economy_id"], "action": action, "after": text}
        for number, (action, text) in enumerate([("put", json.dumps(before)), ("withdraw", None), ("put", json.dumps(after))], start=1)
    ]
    found = check_economy({**TABLES, "change": schema.cast("change", pd.DataFrame(trace))})
    assert [("uden en beslutning" in finding.message) for finding in found] == [True] * refused


@pytest.mark.parametrize(
    ("where", "cells", "said"),
    [
        ({"step": "result", "area_id": TOWN}, {"value": 41.0}, "41 med resultat er flere end 40 startet"),
        ({"step": "kept_6"}, {"value": 21.0}, "21 fortsat efter 6 måneder er flere end 20 spurgt"),
        ({"step": "completed", "area_id": VANG}, {"value": 13.0}, "områderne giver 27, men totalen er 25"),
        ({"step": "completed", "area_id": ALL7}, {"value": 32.0}, "områderne giver 32, men totalen er 31"),
        ({"step": "reached", "area_id": JENNUM}, {"value": 27.5}, "ikke et helt antal personer"),
        ({"step": "reached", "area_id": JENNUM}, {"value": None}, "har intet tal"),
        ({"step": "reached", "area_id": JENNUM}, {"area_id": "denmark"}, "skal være et af de syv"),
        ({"step": "result"}, {"target_id": "fx_t_children"}, "hører til en anden aktivitet"),
        ({"activity_id": "fx_a_cafe", "step": "reached"}, {"period_end": pd.Timestamp("2029-08-01")}, "uden for aktiviteten"),
        ({"activity_id": "fx_a_cafe", "step": "reached"}, {"period_start": pd.Timestamp("2025-09-01")}, "Brug de samme perioder"),
    ],
)
def test_steps_that_cannot_be_are_named(where: dict[str, Any], cells: dict[str, Any], said: str) -> None:
    found = check_participants(changed("participant_step", where, **cells))
    assert any(said in finding.message for finding in found), found


def test_seven_areas_must_add_up_when_all_are_there() -> None:
    areas = [f"area_{number}" for number in range(7)]
    kinds = schema.cast("area", pd.DataFrame([{"area_id": key, "name": key, "kind": "housing_area"} for key in areas]))
    step = {"activity_id": "fx_a_cafe", "step": "reached", "status": "published", "period_start": date(2025, 8, 1)}
    rows = [
        {**step, "period_end": date(2026, 7, 31), "area_id": key, "value": value}
        for key, value in [*((a, 6.0) for a in areas), (ALL7, 43.0)]
    ]
    tables = {**TABLES, "area": kinds, "participant_step": schema.cast("participant_step", pd.DataFrame(rows))}
    assert [finding.message for finding in check_participants(tables)] == ["områderne giver 42, men totalen er 43. Ret et af tallene."]

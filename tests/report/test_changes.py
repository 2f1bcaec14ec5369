"""The changes of the plan on the way that a report tells, from made-up recordings."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pandas as pd

from pages.report import changes
from pages.report.blocks import Table, said, sentences_of
from pages.report.figures import Told

PLAN = "plan-2025-29"
MILESTONE = {"milestone_id": "m", "plan_id": PLAN, "title": "Opdigtet aftale", "due": "2026-03-01", "done": None}
BUDGET = {"economy_id": "b", "plan_id": PLAN, "kind": "budget", "activity_id": None, "amount": 400_000.0, "decision_id": "d"}


def recorded(one: Told, *rows: tuple[str, str, dict[str, Any] | None, dict[str, Any] | None], in_force: bool = True) -> Told:
    """One release of 2 February 2026 with these rows: table, key, before, after."""
    listed = [
        ("r", number, table, key, "put" if after else "withdraw", *(json.dumps(row) if row else None for row in (before, after)))
        for number, (table, key, before, after) in enumerate(rows, start=1)
    ]
    columns = ["release_id", "number", "table_name", "row_key", "action", "before", "after"]
    release = {"release_id": "r", "loaded_at": pd.Timestamp(2026, 2, 2, 9), "kind": "recording", "in_force": in_force, "note": "Aftalt"}
    answers = {**one.answers, "changes": pd.DataFrame(listed, columns=columns), "releases": pd.DataFrame([release])}
    return replace(one, answers=answers)


def rows_of(one: Told) -> list[tuple[str, ...]]:
    return [row for block in changes.of_plan(one) if isinstance(block, Table) for row in block.rows]


def test_a_deadline_that_was_moved_and_money_that_was_moved(told: dict[str, Told]) -> None:
    later = {**MILESTONE, "due": "2026-09-01"}
    one = recorded(told["hp25"], ("milestone", "m", MILESTONE, later), ("economy", "b", {**BUDGET, "amount": 500_000.0}, BUDGET))
    assert rows_of(one) == [
        ("2. februar 2026", "Ny frist: Opdigtet aftale", "1. marts 2026", "1. september 2026", "Aftalt"),
        ("2. februar 2026", "Budget til planen som helhed, efter en beslutning", "500.000\u00a0kr.", "400.000\u00a0kr.", "Aftalt"),
    ]


def test_milestones_that_came_went_and_changed_their_words(told: dict[str, Told]) -> None:
    other = {**MILESTONE, "title": "Andet", "due": None}
    one = recorded(told["hp25"], ("milestone", "m", None, other), ("milestone", "m", MILESTONE, other), ("milestone", "m", other, None))
    assert [row[1:4] for row in rows_of(one)] == [
        ("Ny milepæl: Andet", "–", "uden frist"),
        ("Milepæl omskrevet", "Opdigtet aftale, 1. marts 2026", "Andet, uden frist"),
        ("Milepæl udgået: Andet", "uden frist", "–"),
    ]


def test_a_new_definition_of_an_indicator_of_the_plan_alone(told: dict[str, Told]) -> None:
    own = told["hp25"].measured[0].indicator_id
    before, after = ({"title": "Opdigtet", "definition": words} for words in ("Før", "Nu"))
    one = recorded(told["hp25"], ("indicator", own, before, after), ("indicator", "anden", before, after))
    assert [row[1:4] for row in rows_of(one)] == [("Ny definition: Opdigtet", "Før", "Nu")]


def test_meetings_and_decisions_that_were_moved_or_taken_back(told: dict[str, Told]) -> None:
    meeting = {"meeting_id": "x", "plan_id": PLAN, "body": "board", "date": "2026-05-01"}
    decision = {"decision_id": "d", "plan_id": PLAN, "title": "Opdigtet valg", "text": None, "due": "2026-06-01"}
    one = recorded(
        told["hp25"],
        ("meeting", "x", {**meeting, "date": None}, meeting), ("meeting", "x", meeting, {**meeting, "date": "2026-06-03"}),
        ("meeting", "x", meeting, None), ("decision", "d", None, decision), ("decision", "d", decision, {**decision, "done": "2026-03-01"}),
        ("decision", "d", decision, {**decision, "due": "2026-08-01"}), ("decision", "d", decision, {**decision, "text": "Uddybet"}),
        ("decision", "d", decision, None),
    )  # fmt: skip
    assert [row[1:4] for row in rows_of(one)] == [
        ("Møde flyttet: bestyrelsen", "1. maj 2026", "3. juni 2026"),
        ("Møde aflyst: bestyrelsen", "1. maj 2026", "–"),
        ("Ny frist for beslutning: Opdigtet valg", "1. juni 2026", "1. august 2026"),
        ("Beslutning omskrevet", "Opdigtet valg", "Opdigtet valg; Uddybet"),
        ("Beslutning trukket tilbage: Opdigtet valg", "1. juni 2026", "–"),
    ]


def test_new_borders_are_told_from_their_day_but_not_the_first_known(told: dict[str, Told]) -> None:
    days = pd.DataFrame({"valid_from": pd.to_datetime(["2025-09-01", "2026-04-01", "2027-01-01"])})
    one = replace(told["hp25"], answers={**told["hp25"].answers, "map_borders": days})
    texts = [said(sentence) for sentence in sentences_of(changes.of_plan(one))]
    assert texts[1:] == ["Områdernes grænser er ændret fra 1. april 2026."]


def test_figures_recorded_again_are_counted(told: dict[str, Told]) -> None:
    own = told["hp25"].measured[0].indicator_id
    row = {"value": 1.0}
    one = recorded(
        told["hp25"], ("observation", f"{own}|x", row, row), ("observation", f"{own}|y", None, row), ("observation", "z", row, row)
    )
    texts = [said(sentence) for sentence in sentences_of(changes.of_plan(one))]
    assert texts == [
        "Der er ikke registreret ændringer af milepæle, møder, beslutninger, indikatorer eller budgetter i perioden.",
        "1 tal er ændret eller trukket tilbage, efter at de var registreret første gang.",
    ]


def test_what_is_told_elsewhere_or_was_undone_or_is_of_another_plan_is_left_out(told: dict[str, Told]) -> None:
    reached, other = {**MILESTONE, "done": "2026-02-01"}, {**MILESTONE, "plan_id": "plan-2017-21"}
    assert rows_of(recorded(told["hp25"], ("milestone", "m", MILESTONE, reached), ("milestone", "m", other, None))) == []
    assert rows_of(recorded(told["hp25"], ("milestone", "m", MILESTONE, None), in_force=False)) == []
    assert rows_of(recorded(told["re17"], ("milestone", "m", None, other))) != []
    early = replace(told["hp25"].request, ends=pd.Timestamp(2026, 2, 1).date())
    assert rows_of(replace(recorded(told["hp25"], ("milestone", "m", MILESTONE, None)), request=early)) == []

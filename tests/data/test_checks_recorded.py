"""What officers record: each check at its limits, with its whole sentence. Synthetic rows."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from data import schema
from data.checks.recorded import check_recorded

Row = dict[str, Any]

# Rows that nothing is wrong with; a test changes cells of the first row of a table, or adds rows.
GOOD: dict[str, list[Row]] = {
    "plan": [{"plan_id": "p", "starts": "2025-08-01", "ends": "2029-07-31"}],
    "goal": [{"goal_id": "g"}],
    "indicator": [{"indicator_id": "i"}],
    "activity": [
        {"activity_id": "a", "plan_id": "p", "starts": "2026-01-01", "ends": "2026-12-31"},
        {"activity_id": "whole", "plan_id": "p"},
    ],
    "area": [{"area_id": "home", "kind": "housing_area"}, {"area_id": "town", "kind": "municipality"}],
    "activity_target": [
        {"target_id": "count", "activity_id": "a", "unit": "count"},
        {"target_id": "text", "activity_id": "a", "unit": "text"},
        {"target_id": "share", "activity_id": "whole", "unit": "percent"},
        {"target_id": "money", "activity_id": "whole", "unit": "kroner"},
    ],
    "activity_result": [
        {"target_id": "count", "period_start": "2026-01-01", "period_end": "2026-06-30", "value": 3, "source_id": "recording"},
        {"target_id": "count", "period_start": "2026-07-01", "period_end": "2026-12-31", "value": 4, "source_id": "recording"},
    ],
    "comment": [{"comment_id": "c", "subject_kind": "goal", "subject_id": "g"}],
    "meeting_body": [{"plan_id": "p", "body": "board"}],
    "decision": [{"decision_id": "d", "plan_id": "p", "body": "board", "decided_on": "2026-03-02", "due": "2026-03-02"}],
    "preparedness_activation": [
        {"activation_id": "x", "area_id": "home", "opened": "2026-03-02", "convened": "2026-03-02", "closed": "2026-03-02"}
    ],
    "agenda_item": [
        {"agenda_id": "m", "position": 2, "agenda_title": "Møde", "headline": "b", "page": "kort"},
        {"agenda_id": "m", "position": 1, "agenda_title": "Møde", "headline": "a", "page": "kort", "choices": "omraade=vangdalen"},
        {"agenda_id": "n", "position": 1, "agenda_title": "Andet", "meeting_id": "s", "headline": "a", "page": "kort"},
    ],
}


def found(table: str = "plan", *more: Row, **cells: Any) -> list[str]:
    """Findings when the first row of a table has these cells and these rows come on top."""
    rows = {name: [dict(row) for row in rows] for name, rows in GOOD.items()}
    rows[table] = [rows[table][0] | cells, *rows[table][1:], *more]
    tables = {name: schema.cast(name, pd.DataFrame(rows[name])) for name in rows}
    return [str(finding) for finding in check_recorded(tables)]


def test_nothing_is_wrong_with_good_rows() -> None:
    assert found() == []


def result(target: str, value: float | None, **more: Any) -> Row:
    when = {"period_start": "2027-01-01", "period_end": "2027-12-31"} if target in ("share", "money") else {}
    return (
        {"target_id": target, "period_start": "2026-01-01", "period_end": "2026-12-31", "value": value, "source_id": "recording"}
        | when
        | more
    )


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (result("share", 0), ""),
        (result("share", 100), ""),
        (result("share", 33.3), ""),
        (result("share", None), ""),
        (result("share", 100.1), "resultatet 100.1 ligger uden for 0 til 100. Ret tallet."),
        (result("share", -0.5), "resultatet -0.5 ligger uden for 0 til 100. Ret tallet."),
        # A unit without a range of its own is never below zero.
        (result("money", 1e9), ""),
        (result("money", 0), ""),
        (result("money", -1), "resultatet -1 ligger uden for 0 til inf. Ret tallet."),
        (result("text", None), ""),
        (
            result("text", 1),
            "løftet har intet tal at holde et resultat op mod. Skriv resultatet som en kommentar til aktiviteten.",
        ),
        # Without days of its own the activity has the plan's.
        (result("share", 5, period_start="2025-08-01", period_end="2029-07-31"), ""),
        (
            result("share", 5, period_start="2025-07-31"),
            "perioden ligger uden for aktiviteten, som går fra 2025-08-01 til 2029-07-31. Ret datoerne.",
        ),
        (
            result("share", 5, period_end="2029-08-01"),
            "perioden ligger uden for aktiviteten, som går fra 2025-08-01 til 2029-07-31. Ret datoerne.",
        ),
        (
            result("text", None, period_end="2027-01-01"),
            "perioden ligger uden for aktiviteten, som går fra 2026-01-01 til 2026-12-31. Ret datoerne.",
        ),
        # What a document says is not held against a form's rules.
        (result("share", 400, source_id="document"), ""),
    ],
)
def test_a_result_by_itself(row: Row, message: str) -> None:
    where = f"activity_result · {row['target_id']} / {row['period_start']} / {row['period_end']}"
    assert found("activity_result", row) == ([f"{where}: {message}"] if message else [])


def test_a_count_is_whole() -> None:
    where = "activity_result · count / 2026-01-01 / 2026-06-30"
    assert found("activity_result", value=3.5) == [f"{where}: resultatet 3.5 er ikke et helt antal. Ret tallet."]


def test_periods_of_one_promise_do_not_overlap() -> None:
    text = "så noget ville tælle to gange. Ret perioden, eller træk det andet resultat tilbage."
    assert found("activity_result", period_end="2026-07-01") == [
        f"activity_result · count / 2026-01-01 / 2026-07-01: perioden overlapper 2026-07-01 til 2026-12-31, {text}",
        f"activity_result · count / 2026-07-01 / 2026-12-31: perioden overlapper 2026-01-01 til 2026-07-01, {text}",
    ]
    # One of the two may stand in a document.
    printed = result("count", 9, period_start="2026-06-30", period_end="2026-06-30", source_id="document")
    assert found("activity_result", printed) == [
        f"activity_result · count / 2026-01-01 / 2026-06-30: perioden overlapper 2026-06-30 til 2026-06-30, {text}"
    ]


@pytest.mark.parametrize(
    ("kind", "subject", "known"),
    [
        ("plan", "p", True), ("goal", "g", True), ("indicator", "i", True), ("activity", "a", True), ("area", "home", True),
        ("goal", "p", False), ("plan", "g", False), ("area", "nowhere", False),
        ("unheard_of", "p", True), ("unheard_of", "g", False),
    ],
)  # fmt: skip
def test_a_comment_is_about_something(kind: str, subject: str, known: bool) -> None:
    message = f"comment · c: handler om {subject!r}, som ikke findes. Vælg noget, der findes."
    assert found("comment", subject_kind=kind, subject_id=subject) == ([] if known else [message])


@pytest.mark.parametrize(
    ("cells", "messages"),
    [
        ({"due": None}, []),
        ({"done": "2026-03-02"}, []),
        ({"body": "nobody"}, ["'nobody' er intet mødeforum i planen. Vælg et, der findes."]),
        ({"plan_id": "another"}, ["'board' er intet mødeforum i planen. Vælg et, der findes."]),
        ({"due": "2026-03-01"}, ["fristen ligger før beslutningen. Ret datoen."]),
        ({"done": "2026-03-01"}, ["udførelsen ligger før beslutningen. Ret datoen."]),
        (
            {"due": "2026-03-01", "done": "2026-03-01"},
            ["fristen ligger før beslutningen. Ret datoen.", "udførelsen ligger før beslutningen. Ret datoen."],
        ),
    ],
)
def test_a_decision(cells: Row, messages: list[str]) -> None:
    assert found("decision", **cells) == [f"decision · d: {message}" for message in messages]


@pytest.mark.parametrize(
    ("cells", "messages"),
    [
        ({"convened": None, "closed": None}, []),
        ({"convened": None}, []),
        ({"area_id": "town"}, ["beredskabet gælder boligområderne. Vælg et af de syv."]),
        ({"area_id": "nowhere"}, ["beredskabet gælder boligområderne. Vælg et af de syv."]),
        ({"opened": "2026-03-03", "closed": "2026-03-04"}, ["er samlet før den blev åbnet. Ret tidspunkterne."]),
        ({"opened": "2026-03-03", "convened": None}, ["er lukket før den blev åbnet. Ret tidspunkterne."]),
        ({"convened": "2026-03-03"}, ["er lukket før den blev samlet. Ret tidspunkterne."]),
    ],
)
def test_an_activation(cells: Row, messages: list[str]) -> None:
    assert found("preparedness_activation", **cells) == [f"preparedness_activation · x: {message}" for message in messages]


@pytest.mark.parametrize(
    ("cells", "where", "message"),
    [
        ({"position": 3}, "m", "punkterne er ikke nummereret fra 1 uden huller. Ret rækkefølgen."),
        ({"position": 1}, "m", "punkterne er ikke nummereret fra 1 uden huller. Ret rækkefølgen."),
        ({"agenda_title": "Et andet"}, "m", "punkterne har ikke samme titel og møde. Ret dem."),
        ({"meeting_id": "s"}, "m", "punkterne har ikke samme titel og møde. Ret dem."),
        ({"headline": "x" * 50}, "", ""),
        ({"headline": "x" * 51}, "m / 2", "overskriften skal have mellem 1 og 50 tegn for at kunne læses i rummet. Ret den."),
        ({"headline": " "}, "m / 2", "overskriften skal have mellem 1 og 50 tegn for at kunne læses i rummet. Ret den."),
        ({"comment": "x" * 180}, "", ""),
        ({"comment": "x" * 181}, "m / 2", "kommentaren har 181 tegn; der er plads til 180. Gør den kortere."),
        ({"page": "Kort/1"}, "m / 2", "'Kort/1' er ingen side. Indsæt et link fra monitoren."),
        ({"choices": "&"}, "m / 2", "valgene '&' kan ikke læses. Indsæt linket igen."),
        ({"choices": "ord"}, "m / 2", "valgene 'ord' kan ikke læses. Indsæt linket igen."),
        ({"choices": ""}, "", ""),
    ],
)
def test_an_agenda(cells: Row, where: str, message: str) -> None:
    assert found("agenda_item", **cells) == ([f"agenda_item · {where}: {message}"] if message else [])

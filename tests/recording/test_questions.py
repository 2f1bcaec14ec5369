"""The questions about comments, decisions, activations and goals, on the synthetic content with a few recorded rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pandas as pd
import pytest

from data import schema
from queries.connection import Database
from tests.fixture_content import HP25, PLAN, make_content, write_database
from tests.queries.test_questions import rows

MEETING = "fx_meeting_dated"
COMMENTS = [
    ("c1", "plan", PLAN, MEETING, "2026-02-01", "Planen er i gang."),
    ("c2", "goal", "fx_g_attendance", None, "2026-03-01", "Fremmødet er uændret."),
    ("c3", "indicator", "fx_absence", None, "2026-03-01", "Fraværet falder."),
    ("c4", "activity", "fx_a_cafe", None, "2026-01-01", "Caféen er åben."),
    ("c5", "area", "vangdalen", None, "2025-12-01", "Området er roligt."),
]
DECISIONS = [
    ("d_done", "2026-03-04", "2026-04-01", "2026-03-20"),
    ("d_late", "2026-03-04", "2026-05-01", None),
    ("d_free", "2026-03-04", None, None),
    ("d_soon", "2026-03-04", "2026-04-15", None),
]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    content = make_content()
    recorded: dict[str, list[dict[str, Any]]] = {
        "comment": [
            dict(zip(("comment_id", "subject_kind", "subject_id", "meeting_id", "written_on", "situation"), row, strict=True))
            for row in COMMENTS
        ],
        "decision": [
            {"decision_id": key, "plan_id": PLAN, "body": "board", "meeting_id": MEETING, "goal_id": "fx_g_work", "title": key}
            | {"decided_on": decided, "due": due, "done": done}
            for key, decided, due, done in DECISIONS
        ],
        "preparedness_activation": [
            {"activation_id": key, "area_id": "vangdalen", "level": "red", "opened": opened}
            for key, opened in (("p_old", datetime(2026, 1, 1, 8)), ("p_new", datetime(2026, 2, 1, 23, 30)))
        ],
    }
    frames = {name: schema.cast(name, pd.DataFrame(found)) for name, found in recorded.items()}
    content = replace(content, tables={**content.tables, **frames})
    version = write_database(tmp_path_factory.mktemp("journal"), content)
    opened = Database(version.published, version.version)
    yield opened
    opened.close()


def test_comments_name_what_they_are_about(database: Database) -> None:
    assert rows(database.ask("comments"), "comment_id", "subject_name", "focus_area_name", "meeting_date") == [
        ("c3", "Elevfravær", "Uddannelse og livschancer", None),
        ("c2", "Større fremmøde i skolen", "Uddannelse og livschancer", None),
        ("c1", "Helhedsplanen 2025-29", None, date(2026, 3, 4)),
        ("c4", "Café uden måltal", None, None),
        ("c5", "Vangdalen", None, None),
    ]


def test_everything_in_the_plan_can_be_commented_on(database: Database) -> None:
    answer = database.ask("comment_subjects", plan_id=PLAN, source_id=HP25)
    assert answer["subject_kind"].drop_duplicates().tolist() == ["plan", "goal", "activity", "area", "indicator"]
    assert answer["subject_kind"].value_counts().to_dict() == {"indicator": 11, "goal": 5, "area": 3, "activity": 2, "plan": 1}
    assert not answer.duplicated(["subject_kind", "subject_id"]).any()
    assert "Randers Kommune" not in set(answer["subject_name"])


def test_open_decisions_come_first_by_their_day(database: Database) -> None:
    answer = database.ask("decisions", plan_id=PLAN)
    assert rows(answer, "decision_id", "goal_title", "meeting_date") == [
        (key, "Flere bliver tilknyttet arbejdsmarkedet", date(2026, 3, 4)) for key in ("d_soon", "d_late", "d_free", "d_done")
    ]
    assert database.ask("decisions", plan_id="plan-2017-21").empty


def test_activations_come_newest_first(database: Database) -> None:
    answer = database.ask("activations")
    assert answer["activation_id"].tolist() == ["p_new", "p_old"]
    assert answer["opened"].iloc[0] == pd.Timestamp("2026-02-01 23:30")
    assert answer["level_title"].tolist() == ["Rød", "Rød"]


def test_figures_of_the_goals_of_a_plan(database: Database) -> None:
    answer = database.ask("plan_goal_figures", plan_id=PLAN)
    grades = answer[answer["indicator_id"] == "fx_grade"]
    assert (len(grades), grades["role"].eq("baseline").sum(), set(grades["level"])) == (8, 1, {"strategic"})
    # An indicator without any figure keeps a row, so that the report can say so.
    assert rows(answer[answer["indicator_id"] == "fx_volunteers"], "area_id", "value") == [(None, None)]
    assert "fx_absence_2017" not in set(answer["indicator_id"])

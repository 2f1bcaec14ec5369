"""What changed between two states: every sort once, cut back to a day, and nothing that is hidden brought back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from queries import earlier
from queries.attainment import Attainment, Reason, Status
from queries.connection import PREVIOUS, Database
from queries.since import Kind, State, as_of, promise_changes, since, state
from tests.fixture_content import PLAN
from tests.queries.test_differences import figure

BEFORE, NOW = date(2026, 3, 1), date(2026, 9, 1)
DONE, OPEN = pd.Timestamp(2026, 5, 1), pd.NaT


def milestones(**done: pd.Timestamp) -> pd.DataFrame:
    """Three made-up milestones with their deadlines; `done` says when one was reached."""
    due = {"early": (2026, 1, 31), "between": (2026, 6, 30), "late": (2027, 6, 30)}
    rows = [
        {"milestone_id": key, "title": key, "focus_area_name": "Hele planen", "due": pd.Timestamp(*day), "done": done.get(key, OPEN)}
        for key, day in due.items()
    ]
    return pd.DataFrame(rows).astype({"due": "datetime64[us]", "done": "datetime64[us]"})


def decisions(*rows: tuple[str, tuple[int, int, int], pd.Timestamp]) -> pd.DataFrame:
    made = [
        {"decision_id": key, "title": key, "body_name": "Bestyrelsen", "decided_on": pd.Timestamp(*day), "due": OPEN, "done": done}
        for key, day, done in rows
    ]
    columns = ["decision_id", "title", "body_name", "decided_on", "due", "done"]
    return pd.DataFrame(made, columns=columns).astype(dict.fromkeys(columns[3:], "datetime64[us]"))


@pytest.fixture(scope="module")
def known(fixture_database: Database) -> State:
    return state(fixture_database.ask, PLAN, BEFORE)


def test_what_happened_between_two_days(known: State) -> None:
    older = replace(known, milestones=milestones(), decisions=decisions(("a", (2026, 2, 1), OPEN)))
    newer = replace(
        known, day=NOW, milestones=milestones(early=DONE),
        decisions=decisions(("a", (2026, 2, 1), DONE), ("b", (2026, 4, 1), OPEN), ("c", (2026, 4, 2), DONE)),
    )  # fmt: skip
    found = since(older, newer)
    assert (found.older, found.newer, found.compared) == (BEFORE, NOW, True)
    assert [(one.milestone_id, one.kind) for one in found.milestones] == [("early", Kind.REACHED), ("between", Kind.PASSED)]
    assert [(one.decision_id, one.kind) for one in found.decisions] == [
        ("b", Kind.MADE), ("c", Kind.MADE), ("a", Kind.CARRIED_OUT), ("c", Kind.CARRIED_OUT),
    ]  # fmt: skip
    assert {kind: found.count(kind) for kind in Kind if found.count(kind)} == {
        Kind.REACHED: 1, Kind.PASSED: 1, Kind.MADE: 2, Kind.CARRIED_OUT: 2,
    }  # fmt: skip
    gone = since(newer, older)
    assert [one.decision_id for one in gone.decisions] == ["b", "c"]
    assert gone.count(Kind.WITHDRAWN) == 0, "a decision that left the log is no figure withdrawn"
    assert since(older, older).empty


def test_a_milestone_that_is_new_counts_when_its_day_lies_in_between(known: State) -> None:
    nothing = milestones().iloc[:0]
    older, newer = replace(known, milestones=nothing), replace(known, day=NOW, milestones=milestones(late=pd.Timestamp(2026, 2, 1)))
    # One that had passed or was reached before the older day is no news, although the older file did not know it.
    assert [(one.milestone_id, one.kind) for one in since(older, newer).milestones] == [("between", Kind.PASSED)]


def test_a_state_cut_back_to_a_day(known: State) -> None:
    whole = replace(
        known, day=NOW, milestones=milestones(early=DONE), decisions=decisions(("a", (2026, 2, 1), DONE), ("b", (2026, 4, 1), OPEN))
    )
    then = as_of(whole, BEFORE)
    assert list(then.decisions["decision_id"]) == ["a"]
    assert then.decisions["done"].isna().all()
    assert then.milestones["done"].isna().all()
    assert as_of(whole, date(2026, 5, 1)).milestones["done"].notna().sum() == 1
    found = since(replace(then, figures=None, plan=None), whole)
    assert not found.compared
    assert (found.count(Kind.MADE), found.count(Kind.CARRIED_OUT), found.count(Kind.REACHED)) == (1, 1, 1)


def test_figures_with_their_kind_and_no_value_of_what_is_hidden_now(known: State) -> None:
    columns = list(figure("x", 1.0))
    older, newer = (
        replace(known, figures=pd.DataFrame(rows, columns=columns).astype({"value": "float64"}))
        for rows in (
            [figure("a", 1.0), figure("hidden", 3.0), figure("gone", 5.0)],
            [figure("a", 2.0), figure("hidden", None, "suppressed"), figure("new", 7.0, area=None)],
        )
    )
    found = {one.key: one for one in since(older, replace(newer, day=NOW)).figures}
    assert {key: one.kind for key, one in found.items()} == {
        "a": Kind.REVISED, "hidden": Kind.REVISED, "gone": Kind.WITHDRAWN, "new": Kind.NEW,
    }  # fmt: skip
    assert (found["a"].before, found["a"].after) == (1.0, 2.0)
    assert (found["gone"].before, found["gone"].after, found["new"].before, found["new"].area) == (5.0, None, None, None)
    assert (found["hidden"].before, found["hidden"].before_status, found["hidden"].after) == (None, "published", None)


def test_promises_that_changed_status(known: State) -> None:
    assert known.plan is not None
    targets = [str(key) for key in known.plan.targets.loc[known.plan.targets["promised"], "target_id"]]
    judged = {**known.plan.attainments, targets[0]: Attainment(Status.BEHIND, Reason.BEHIND_PACE)}
    found = promise_changes(known.plan, replace(known.plan, attainments=judged))
    assert [(one.target_id, one.before, one.after) for one in found] == [
        (targets[0], known.plan.attainments[targets[0]].status, Status.BEHIND)
    ]
    without = replace(known.plan, targets=known.plan.targets[known.plan.targets["target_id"] != targets[0]])
    assert [(one.target_id, one.after) for one in promise_changes(known.plan, without)] == [(targets[0], None)]
    assert promise_changes(None, known.plan) == ()


def test_which_file_a_version_is_held_against(fixture_folder: Path, tmp_path: Path) -> None:
    rows = [("e2", "2026-09-01"), ("e1", "2026-04-01")]
    editions = pd.DataFrame(
        {"edition_id": key, "title": key, "frozen_on": pd.Timestamp(day), "data_version": "v", "sha256": f"{key}{'0' * 62}"}
        for key, day in rows
    )
    found = earlier.last(editions, tmp_path, "now", NOW)
    assert found is not None
    assert found.edition_id == "e1", "an edition of the same day is the meeting's own"
    assert earlier.before(editions, tmp_path, "e2") == found
    assert earlier.before(editions, tmp_path, "e1") is None
    assert earlier.on(editions, tmp_path, date(2026, 4, 1)) == found
    assert earlier.on(editions, tmp_path, date(2026, 3, 31)) is None
    none = editions.iloc[:0]
    assert earlier.last(none, tmp_path, "now", NOW) is None
    for file in fixture_folder.glob("monitor-*"):
        (tmp_path / file.name).symlink_to(file)
    pointer = json.loads((fixture_folder / "current.json").read_text("utf-8")) | {"pointed_at": "2026-05-31T23:30:00+00:00"}
    (tmp_path / PREVIOUS).write_text(json.dumps(pointer), "utf-8")
    before = earlier.last(none, tmp_path, "now", NOW)
    assert before is not None
    # Half past eleven in Greenwich is the next day in Denmark.
    assert (before.version, before.day, before.title) == ("fixture", date(2026, 6, 1), None)
    assert earlier.version_in_force_before(tmp_path, "fixture") is None, "a version is not held against itself"

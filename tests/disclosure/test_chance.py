"""Somebody who knows the rule and runs it on every possible table: without the key the choice tells nothing."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest

from data import disclosure
from data.build import Sources, version_of
from data.disclosure.search import Clock, Task, solve
from tests.data.text_folder import write_text
from tests.disclosure.test_choice import AREAS, LOSS, content
from tests.fixture_content import RULES

KEYS = [f"key {number}".encode() for number in range(8)]
CHANCE = {"choice": {"spread": 0.25, "decoys": 0.1}}


def pattern(first: int, third: int, **rules: Any) -> frozenset[str]:
    """Which areas are hidden when the first has `first`, the second seven and the third `third` persons."""
    counts = {"vangdalen": first, "energivej": 7, "glarbjergvej": third, "areas_7": first + 7 + third}
    tables = content([("x", area, 2024, float(count)) for area, count in counts.items()])
    figures, few, others = disclosure.decide(tables, RULES | {"loss": LOSS, "checks": [AREAS]} | rules)
    return frozenset(figures.loc[few | others, "area"])


def still_possible(published: frozenset[str], keys: list[bytes], **rules: Any) -> dict[int, int]:
    """For each number the first area may have, how many of the keys give what was published; the third has the rest of eleven."""
    tried = {first: [pattern(first, 11 - first, key=key, **rules) for key in keys] for first in range(1, 5)}
    return {first: found.count(published) for first, found in tried.items() if published in found}


def test_whoever_knows_that_the_cheapest_is_hidden_has_the_number_and_with_chance_has_nothing() -> None:
    # One person; seven would have been the cheapest to hide with it, but 1 + 7 leaves no four values. 2 + 7 would.
    published = pattern(1, 10)
    assert published == {"vangdalen", "glarbjergvej"}
    assert set(still_possible(published, [b""])) == {1}
    found = still_possible(published, KEYS, **CHANCE)
    assert set(found) == {1, 2, 3, 4}
    # Nor is one of them the likelier by much.
    assert max(found.values()) <= 8 * min(found.values())


def test_the_same_key_gives_the_same_choice_and_another_key_another() -> None:
    found = [[pattern(1, 10, key=key, **CHANCE) for key in KEYS[:4]] for _ in range(2)]
    assert found[0] == found[1]
    assert len(set(found[0])) > 1
    # Whatever the key: never less than what protects.
    assert all("vangdalen" in areas and len(areas) > 1 for areas in found[0])
    assert {"vangdalen", "energivej"} not in found[0]


def test_a_key_lies_beside_the_state_for_its_owner_alone_and_makes_the_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text, state = write_text(tmp_path / "text"), tmp_path / "state"
    state.mkdir()
    first = Sources.read(text, state)
    place = state / "disclosure.key"
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert len(place.read_text("ascii")) == 64
    made = version_of(first)
    assert version_of(Sources.read(text, state)) == made
    monkeypatch.setenv("MONITOR_DISCLOSURE_KEY", "another key, long and random enough")
    assert version_of(first) != made
    monkeypatch.delenv("MONITOR_DISCLOSURE_KEY")
    place.write_text("0" * 64, "ascii")
    assert version_of(Sources.read(text, state)) != made


def test_without_time_more_is_hidden_never_less_and_it_is_said(caplog: pytest.LogCaptureFixture) -> None:
    rows = [("x", area, 2024, count) for area, count in (("vangdalen", 2.0), ("energivej", 9.0), ("glarbjergvej", 70.0), ("areas_7", 81.0))]
    rules = RULES | {"loss": LOSS, "checks": [AREAS]}
    hidden = []
    for minutes in (10, 0):
        figures, few, others = disclosure.decide(content(rows), rules | {"choice": {"minutes": minutes}})
        hidden.append(set(figures.loc[few | others, "area"]))
    assert hidden[0] == {"vangdalen", "energivej"}
    assert hidden[0] < hidden[1]
    assert "Små tal: 3 tal er skjult uden at søge det mindste tab" in caplog.text


def test_a_long_search_says_how_far_it_is(caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock(60.0, every=-1.0)
    clock.tell(3, 40)
    assert "3 af 40 grupper" in caplog.text
    assert solve(Task([], [], {}, set(), set(), {}), 0.0) == (set(), False)

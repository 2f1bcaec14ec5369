"""An attacker on the counted steps of participants: areas add up, steps are parts of one another, promises count the same. Made up."""

from __future__ import annotations

import math
import random
from datetime import date
from typing import Any

import pandas as pd
import pytest

from data import disclosure, schema
from data.disclosure import publish
from tests.disclosure.attacker import Attacker
from tests.disclosure.reader import SEVEN
from tests.fixture_content import make_content

WHOLE = {"started": "reached", "completed": "started", "result": "started", "asked_6": "started", "kept_6": "asked_6"}
STEPS = ["reached", *WHOLE]
EVERYBODY, TOGETHER = "randers_kommune", "areas_7"
Counts = dict[tuple[str, str], int]
# One area with two who began of nine reached, and one with a rest of two; everybody else is many.
PLAIN: Counts = {
    **{(step, area): count for area in SEVEN for step, count in zip(STEPS, (60, 50, 40, 30, 20, 10), strict=True)},
    ("started", "vangdalen"): 2, ("completed", "vangdalen"): 0, ("result", "vangdalen"): 0, ("asked_6", "vangdalen"): 0,
    ("kept_6", "vangdalen"): 0, ("reached", "vangdalen"): 9, ("completed", "energivej"): 48,
}  # fmt: skip


def drawn(seed: int) -> Counts:
    chance = random.Random(seed)  # noqa: S311  # made-up figures
    counts: Counts = {}
    for area in SEVEN:
        counts["reached", area] = chance.choice([0, 7, 20, 45])
        for step, whole in WHOLE.items():
            counts[step, area] = chance.randint(0, counts[whole, area])
    return counts


def with_totals(counts: Counts) -> Counts:
    """The seven together, and everybody: from elsewhere come as many as keep each step a part of its whole."""
    elsewhere = dict(zip(STEPS, (12, 6, 6, 6, 6, 0), strict=True))
    totals = {(step, TOGETHER): sum(counts[step, area] for area in SEVEN) for step in STEPS}
    return counts | totals | {(step, EVERYBODY): totals[step, TOGETHER] + elsewhere[step] for step in STEPS}


def published(counts: Counts, **more: Any) -> dict[str, pd.DataFrame]:
    """The fixture's tables with these steps, as they are published by the rules in force."""
    row = {
        "activity_id": "fx_a_guidance", "status": "published", "period_start": date(2025, 8, 1), "period_end": date(2026, 7, 31),
        "source_id": "recording", "source_place": "Opdigtet", "release_id": "r",
    }  # fmt: skip
    rows = [row | {"step": step, "area_id": area, "value": value} | more.get(step, {}) for (step, area), value in counts.items()]
    tables = {name: frame[:0] if name in ("observation", "activity_result") else frame for name, frame in make_content().tables.items()}
    tables["participant_step"] = schema.cast("participant_step", pd.DataFrame(rows))
    if "results" in more:
        tables["activity_result"] = schema.cast("activity_result", pd.DataFrame(more["results"]))
    return disclosure.published(tables, disclosure.read_rules())


def small(counts: Counts, step: str, area: str) -> str:
    """Why a count is hidden for its own sake: it is small, or what is left of its whole is."""
    rest = counts[WHOLE[step], area] - counts[step, area] if step in WHOLE else 0
    return "count" if 1 <= counts[step, area] <= 4 else "rest" if 1 <= rest <= 4 else ""


def pinned(counts: Counts, frame: pd.DataFrame) -> dict[tuple[str, str], tuple[float, float]]:
    """The hidden counts that somebody who knows the rule can tell more narrowly than it allows."""
    attacker, hidden = Attacker(), []
    for row in frame.itertuples():
        place = (str(row.step), str(row.area_id))
        if not math.isnan(row.value):  # type: ignore[arg-type]
            attacker.learn({place: 1}, row.value, row.value)  # type: ignore[arg-type]
            continue
        hidden.append(place)
        why = small(counts, *place)
        whole = (WHOLE.get(place[0], ""), place[1])
        if why == "count":
            attacker.learn({place: 1}, 1, 4)
        elif why == "rest":
            attacker.learn({whole: 1, place: -1}, 1, 4)
        else:
            attacker.learn({place: 1}, *((0, 0) if counts[place] == 0 else (5, math.inf)))
    for step in STEPS:
        attacker.equal((step, TOGETHER), [(step, area) for area in SEVEN])
        attacker.within((step, EVERYBODY), [(step, TOGETHER)])
        for area in (*SEVEN, TOGETHER, EVERYBODY) if step in WHOLE else ():
            attacker.within((WHOLE[step], area), [(step, area)])
    found = {}
    for place in hidden:
        low, high = attacker.bounds(place)
        assert low <= counts[place] <= high
        base = counts[WHOLE[place[0]], place[1]] if place[0] in WHOLE else math.inf
        # That nobody had a result is told by the reason alone, and is no small number.
        if high - low < min(3, base) and counts[place]:
            found[place] = (low, high)
    return found


def steps(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return tables["participant_step"]


@pytest.mark.parametrize("counts", [PLAIN, drawn(1), drawn(2)], ids=["plain", "drawn 1", "drawn 2"])
def test_no_step_of_few_persons_can_be_worked_out(counts: Counts) -> None:
    counts = with_totals(counts)
    frame = steps(published(counts))
    gone = {(str(row.step), str(row.area_id)) for row in frame[frame["value"].isna()].itertuples()}
    assert {place for place in counts if small(counts, *place)} <= gone
    assert pinned(counts, frame) == {}
    assert set(frame.loc[frame["value"].isna(), "note"]) == {disclosure.NOTE}


def test_without_secondary_suppression_the_area_and_the_rest_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "choose", lambda *_, **__: set())
    counts = with_totals(PLAIN)
    found = pinned(counts, steps(published(counts)))
    assert found["started", "vangdalen"] == (2, 2)
    assert found["completed", "energivej"] == (47, 48)


def test_a_promise_that_counts_the_same_does_not_give_a_hidden_step_away() -> None:
    # 16 of 20: the rest of four hides the step, and the promise that counts the same 16 must go with it.
    counts = {("started", EVERYBODY): 20, ("result", EVERYBODY): 16}
    promise = {
        "target_id": "fx_t_courses", "period_start": date(2025, 8, 1), "period_end": date(2026, 7, 31), "value": 16, "status": "published",
        "source_id": "recording", "source_place": "Opdigtet", "release_id": "r",
    }  # fmt: skip
    alone = published(counts, results=[promise])
    assert alone["activity_result"]["value"].tolist() == [16]
    linked = published(counts, result={"target_id": "fx_t_courses"}, results=[promise])
    assert steps(linked).set_index("step")["value"].isna().to_dict() == {"started": False, "result": True}
    assert linked["activity_result"]["value"].isna().all()


def test_a_promise_that_step_measure_names_is_taken_for_the_same_where_both_say_the_same() -> None:
    counts = {("reached", EVERYBODY): 20, ("started", EVERYBODY): 16}
    promise = {
        "target_id": "fx_t_courses", "period_start": date(2025, 8, 1), "period_end": date(2026, 7, 31), "status": "published",
        "source_id": "recording", "source_place": "Opdigtet", "release_id": "r",
    }  # fmt: skip
    found = [published(counts, results=[promise | {"value": value}])["activity_result"]["value"].isna().all() for value in (16, 17)]
    assert found == [True, False]

"""The questions behind Deltagere and Økonomi on the made-up year of the fixture."""

from __future__ import annotations

from queries.connection import Database
from tests.queries.test_questions import rows

PLAN = "plan-2025-29"


def test_steps_by_where_people_live_without_the_hidden_ones(fixture_database: Database) -> None:
    found = fixture_database.ask("participant_steps", plan_id=PLAN)
    guidance = found[(found["activity_id"] == "fx_a_guidance") & (found["step"].isin(["started", "result"]))]
    assert rows(guidance.astype({"value": object}).fillna({"value": "hidden"}), "area_id", "step", "value") == [
        ("gl_jennumparken", "result", 14.0), ("gl_jennumparken", "started", 19.0),
        ("vangdalen", "result", "hidden"), ("vangdalen", "started", 14.0),
        ("areas_7", "result", 18.0), ("areas_7", "started", 33.0),
        ("randers_kommune", "result", 22.0), ("randers_kommune", "started", 40.0),
    ]  # fmt: skip
    assert list(dict.fromkeys(found["activity_id"])) == ["fx_a_guidance", "fx_a_cafe"]


def test_promises_that_count_participants(fixture_database: Database, real_database: Database) -> None:
    made_up = fixture_database.ask("participant_promises", plan_id=PLAN)
    assert rows(made_up, "activity_id", "target_id", "step", "target_low", "target_high") == [
        ("fx_a_guidance", "fx_t_courses", "started", 15.0, 20.0)
    ]
    real = real_database.ask("participant_promises", plan_id=PLAN)
    caretaker = real[real["activity_id"] == "hp25_a_social_caretaker"]
    assert caretaker["step"].tolist() == ["started", "result", "result"]
    assert caretaker["target_low"].iloc[0] == 80


def test_what_the_economy_needs_comes_in_the_order_of_the_money(real_database: Database) -> None:
    found = real_database.ask("economy_needs", plan_id=PLAN)
    assert found["kind"].tolist()[:4] == ["commitment", "commitment", "budget", "spent"]
    assert found["title"].iloc[0] == "Landsbyggefondens tilsagn til planen"
    assert found["deliverer"].iloc[0] == "Bysekretariatet"

"""Questions about plans, promises, meetings, rules and the map, on the synthetic content."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path

import pytest
import shapely

from queries.connection import Database
from queries.sql_text import questions
from tests import source
from tests.fixture_content import HP25, JENNUM, PLAN, RE17, VANG
from tests.queries.test_questions import rows

OLD = "plan-2017-21"
TESTS = Path(__file__).parents[1]


def asked_and_compared() -> set[str]:
    """Questions that a test asks by name, where that test also asserts something."""
    found = set()
    for path in TESTS.rglob("test_*.py"):
        for test in source.nodes(path):
            if not isinstance(test, ast.FunctionDef) or not any(isinstance(node, ast.Assert) for node in ast.walk(test)):
                continue
            for call in ast.walk(test):
                if isinstance(call, ast.Call) and ast.unparse(call.func).endswith(("ask", "answer")):
                    found |= {argument.value for argument in call.args if isinstance(argument, ast.Constant)}
    return found


def test_every_question_is_asked_by_a_test_that_compares_its_answer() -> None:
    assert set(questions()) - asked_and_compared() == set(), "write a test with figures for them"


def test_activities_of_a_plan(fixture_database: Database) -> None:
    new = fixture_database.ask("plan_activities", plan_id=PLAN)
    assert rows(new, "activity_id", "focus_area_id", "areas", "areas_reached") == [
        ("fx_a_guidance", f"{PLAN}-education", "Gl. Jennumparken, Vangdalen", 2),
        ("fx_a_cafe", None, "Gl. Jennumparken", 1),
    ]
    assert rows(fixture_database.ask("plan_activities", plan_id=OLD), "activity_id", "areas_reached") == [("fx_a_absence", 0)]


def test_families_of_activities(fixture_database: Database) -> None:
    answer = fixture_database.ask("activity_families")
    assert rows(answer, "plan_id", "activity_id", "continues") == [
        (OLD, "fx_a_absence", None),
        (PLAN, "fx_a_guidance", None),
        (PLAN, "fx_a_cafe", None),
    ]


def test_promises_of_a_plan(fixture_database: Database) -> None:
    columns = ("target_id", "target_low", "target_high", "cadence", "direction", "promised", "starts", "ends")
    new = (date(2025, 8, 1), date(2029, 7, 31))
    assert rows(fixture_database.ask("plan_targets", plan_id=PLAN), *columns) == [
        ("fx_t_courses", 15, 20, "per_year", "up", True, *new),
        ("fx_t_words", None, None, "plan_total", "up", True, *new),
    ]
    old = (date(2017, 6, 1), date(2021, 6, 30))
    assert rows(fixture_database.ask("plan_targets", plan_id=OLD), *columns) == [
        ("fx_t_children", 160, None, "plan_total", "up", True, *old),
        ("fx_t_dropouts", None, 5, "average", "down", True, *old),
        ("fx_t_meetings", 80, 80, "plan_total", "up", True, *old),
        ("fx_t_share", 80, None, "average", "up", True, *old),
    ]


def test_results_of_a_plan(fixture_database: Database) -> None:
    assert fixture_database.ask("plan_results", plan_id=PLAN).empty
    assert rows(fixture_database.ask("plan_results", plan_id=OLD), "target_id", "period_end", "value", "status", "printed") == [
        ("fx_t_children", date(2021, 6, 30), 196, "doubtful", "196"),
        ("fx_t_dropouts", date(2021, 6, 30), None, "not_published", None),
        ("fx_t_meetings", date(2021, 6, 30), None, "unreadable", "9%"),
        ("fx_t_share", date(2018, 12, 31), 79, "published", "79% (2018)"),
        ("fx_t_share", date(2019, 12, 31), 95, "published", "95% (2019)"),
    ]


def test_doubts_about_promises(fixture_database: Database) -> None:
    answer = fixture_database.ask("plan_doubts", plan_id=OLD)
    assert rows(answer, "target_id", "printed", "used") == [("fx_t_children", "196", 196), ("fx_t_meetings", "9%", None)]
    assert fixture_database.ask("plan_doubts", plan_id=PLAN).empty


def test_hours_are_summed_by_theme_and_plan(fixture_database: Database) -> None:
    answer = fixture_database.ask("plan_staff_hours", plan_id=PLAN)
    assert sorted(rows(answer, "hours_per_year", "organisation", "activity_name", "theme_hours", "plan_hours")) == [
        (400, "UUR", "Uddannelsesvejledning", 3778, 3778),
        (3378, "Bysekretariatet", None, 3778, 3778),
    ]


def test_hours_of_the_plan_in_force(real_database: Database) -> None:
    """The sums of the four sub-agreements, added by hand from their pages."""
    answer = real_database.ask("plan_staff_hours", plan_id=PLAN)
    education = 9660 + 2024 + 184 + 60 + 400 + 200 + 180 + 1840 + 460 + 690 + 322 + 1840 + 136 + 96 + 36 + 312 + 3378
    by_theme = dict(rows(answer, "focus_area_name", "theme_hours"))
    assert by_theme["Uddannelse og livschancer"] == education == 21818
    assert by_theme["Kriminalitetsforebyggelse"] == 276 + 1040 + 1818
    assert by_theme["Sammenhængskraft og medborgerskab"] == 1924 + 1924
    assert set(answer["plan_hours"]) == {sum(by_theme.values())}


def test_milestones_and_meetings(fixture_database: Database) -> None:
    assert rows(fixture_database.ask("plan_milestones", plan_id=PLAN), "title", "due", "done") == [
        ("Opstart", date(2025, 8, 1), date(2025, 8, 15)),
        ("Midtvejsmåling", date(2027, 8, 1), None),
    ]
    assert rows(fixture_database.ask("plan_meetings", plan_id=PLAN), "body", "date", "season") == [
        ("board", date(2026, 3, 4), None),
        ("steering_group", None, "efterår"),
    ]


def test_levels_come_mildest_first(fixture_database: Database) -> None:
    assert fixture_database.ask("preparedness_levels")["level"].tolist() == ["green", "yellow", "red"]


def test_ages_of_a_plans_indicators_use_trusted_figures_only(fixture_database: Database) -> None:
    answer = fixture_database.ask("plan_indicator_ages", source_id=HP25)
    newest = dict(rows(answer, "indicator_id", "newest_end"))
    assert newest["fx_outside"] == date(2024, 9, 30)
    assert newest["fx_charged"] == date(2022, 12, 31)
    assert newest["fx_absence"] == date(2024, 7, 31)
    assert "fx_volunteers" not in newest
    assert answer.set_index("indicator_id").loc[["fx_grade", "fx_absence"], "strategic"].tolist() == [True, False]
    assert fixture_database.ask("plan_indicator_ages", source_id=RE17)["indicator_id"].tolist() == ["fx_absence_2017"]


def test_rules_of_law(fixture_database: Database) -> None:
    answer = fixture_database.ask("criteria_rules")
    assert rows(answer, "criterion_id", "operator", "threshold", "averaging_years", "verified") == [
        ("fx-employment", ">", 40, 2, True),
        ("fx-residents", ">=", 1000, None, True),
    ]


def test_shapes_and_background_are_shapes(fixture_database: Database) -> None:
    shapes = fixture_database.ask("map_shapes", day=date(2026, 1, 1))
    assert rows(shapes, "area_id", "color", "method") == [(JENNUM, "#6A3D9A", "buildings"), (VANG, "#4D4DFF", "buildings")]
    assert [shapely.from_wkb(bytes(shape)).area for shape in shapes["wkb"]] == [90_000, 90_000]
    background = fixture_database.ask("map_background")
    assert sorted(rows(background, "layer", "name", "kind")) == [
        ("border", "parish-0", "parish"),
        ("landmark", "Banegården", "station"),
    ]
    assert {shapely.from_wkb(bytes(shape)).geom_type for shape in background["wkb"]} == {"LineString", "Point"}


def test_shapes_are_those_of_the_set_that_holds_on_the_day(fixture_database: Database) -> None:
    assert [start.date() for start in fixture_database.ask("map_borders")["valid_from"]] == [date(2020, 1, 1), date(2200, 1, 1)]
    methods = {
        day: rows(fixture_database.ask("map_shapes", day=day), "area_id", "method")
        for day in (date(2026, 1, 1), date(2199, 12, 31), date(2200, 1, 1))
    }
    assert methods[date(2026, 1, 1)] == methods[date(2199, 12, 31)] == [(JENNUM, "buildings"), (VANG, "buildings")]
    assert methods[date(2200, 1, 1)] == [(JENNUM, "municipal"), (VANG, "buildings")]


@pytest.mark.parametrize("question", ["map_entrances", "map_indicators", "claims", "disruptions", "criteria_figures", "plan_bodies"])
def test_what_the_fixture_has_nothing_of_is_empty(question: str, fixture_database: Database) -> None:
    """Two areas are too few for a map, and nothing is imported: an empty answer with its columns, not an error."""
    answer = fixture_database.ask(question, plan_id=PLAN)
    assert answer.empty
    assert len(answer.columns) > 2


def test_preparedness_as_the_plan_prints_it(real_database: Database) -> None:
    levels = real_database.ask("preparedness_levels")
    assert rows(levels, "level", "deadline_value", "deadline_unit") == [
        ("green", None, None),
        ("yellow", 3, "working_days"),
        ("red", 24, "hours"),
    ]
    roles = real_database.ask("preparedness_roles")
    participants = set(roles[roles["kind"] == "participant"]["role"])
    assert {"SSP-konsulent", "Lokalinspektør"} <= {role.split(",")[0] for role in participants}


def test_bodies_are_seats_of_organisations(real_database: Database) -> None:
    seats = set(rows(real_database.ask("plan_body_members", plan_id=PLAN), "body", "organisation"))
    assert {("board", "RandersBolig"), ("board", "Lejerbo"), ("board", "Randers Kommune"), ("steering_group", "Bysekretariatet")} <= seats
    meetings = dict(rows(real_database.ask("plan_bodies", plan_id=PLAN), "body", "meetings_per_year"))
    assert (meetings["board"], meetings["steering_group"]) == (4, 3)


def test_history_of_the_lists(real_database: Database) -> None:
    printed = {(row[0], row[1]): row[2:] for row in rows(real_database.ask("criteria_history"), "area_name", "printed", "value", "status")}
    assert printed["Hermann Stillingsvej-området", "23 flere beboere"] == (23, "published")
    assert printed["Hermann Stillingsvej-området", "tre af statens parallelsamfundskriterier"] == (3, "doubtful")
    assert printed["Randers Kommune", "ingen boligområder er på listen"] == (0, "published")


def test_texts_to_translate_are_each_column_that_is_read_on_a_screen_and_no_key(fixture_database: Database) -> None:
    answer = fixture_database.ask("translatable_texts")
    found = set(rows(answer, "place", "text"))
    assert len(found) == len(answer)
    assert {("activity.name", "Fra fravær til fremmøde"), ("area.name", "Vangdalen"), ("activity_target.measure", "Børn i forløb")} <= found
    assert answer["text"].notna().all()
    assert not set(answer["text"]) & {"vangdalen", "fx_a_cafe", PLAN}

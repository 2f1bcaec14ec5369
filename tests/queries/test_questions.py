"""Every question: a header that is true, and figures that a person can check against the synthetic content."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import shapely

from data import schema
from queries.connection import Database
from queries.sql_text import QUESTIONS, questions
from tests.fixture_content import ALL7, HP25, JENNUM, LAND, PLAN, RE17, TOWN, VANG, make_content, write_database, year

PARAMETERS = {
    "area_id": JENNUM,
    "plan_id": PLAN,
    "level": "strategic",
    "source_id": HP25,
    "indicator_id": "fx_outside",
    "day": date(2026, 9, 1),
}
HEADINGS = ("Purpose", "Grain", "Parameters", "Columns")
IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")


def header(question: str) -> dict[str, str]:
    """The header's sections with line breaks taken out; a remark in brackets after a heading belongs to it."""
    sections: dict[str, str] = {}
    current = ""
    for line in (QUESTIONS / f"{question}.sql").read_text("utf-8").splitlines():
        if not line.startswith("--"):
            break
        text = line.removeprefix("--").strip()
        named = re.match(rf"({'|'.join(HEADINGS)})(?: \(.*?\))?:\s*(.*)", text)
        current, text = (named[1], named[2]) if named else (current, text)
        sections[current] = f"{sections.get(current, '')} {text}".strip()
    return sections


def listed(text: str) -> list[str]:
    """The pieces of a list in a header; what is said of one in brackets is left out."""
    return [piece.strip() for piece in re.split(r",| and ", re.sub(r"\(.*?\)", "", text)) if piece.strip()]


def code(question: str) -> str:
    return re.sub(r"--.*", "", (QUESTIONS / f"{question}.sql").read_text("utf-8"))


def rows(frame: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    """The columns as tuples: None for what is missing, dates without time."""
    plain = frame[list(columns)].astype("object")
    plain = plain.where(plain.notna(), None)
    return [
        tuple(cell.date() if isinstance(cell, pd.Timestamp) else cell for cell in row) for row in plain.itertuples(index=False, name=None)
    ]


@pytest.mark.parametrize("question", questions())
def test_header_says_what_the_file_asks(question: str, fixture_database: Database) -> None:
    sections = header(question)
    used = set(re.findall(r"\$([a-z_]+)", code(question)))
    assert {"Purpose", "Grain", "Columns"} <= set(sections)
    assert ("Parameters" in sections) == bool(used)
    assert set(listed(sections.get("Parameters", ""))) == used
    assert used <= set(PARAMETERS)
    assert all(len(sections[name]) > 5 for name in ("Purpose", "Grain"))
    answer = fixture_database.ask(question, **PARAMETERS)
    named = listed(sections["Columns"])
    columns = {piece for piece in named if IDENTIFIER.fullmatch(piece)}
    unknown = columns - set(answer.columns)
    # "period" and the like name a group of columns in words.
    assert not {name for name in unknown if "_" in name}, f"the answer has {list(answer.columns)}"
    if not any("metadata" in piece for piece in named) and all(IDENTIFIER.fullmatch(piece) for piece in named):
        # What only serves sorting need not be told.
        assert {name for name in set(answer.columns) - columns if not name.endswith("_order")} == set()
    assert not answer.columns.duplicated().any()


@pytest.mark.parametrize("question", questions())
def test_sql_is_portable_and_reads_only(question: str) -> None:
    text = code(question).lower()
    words = set(re.findall(r"[a-z_]+", text))
    assert not words & {"insert", "update", "delete", "create", "drop", "copy", "attach", "pivot", "qualify", "asof"}
    assert "select *" not in text.replace("select * from final", "").replace("select * from goal where", "")
    assert "group by all" not in text
    assert "order by" in text or "count(" in text, "an answer without an order changes from one run to the next"
    assert ";" not in text


# A shape without a first day holds on any day.
@pytest.mark.parametrize("question", [name for name in questions() if "$" in code(name) and name != "map_shapes"])
def test_unknown_choice_gives_an_empty_answer_with_its_columns(question: str, fixture_database: Database) -> None:
    known = fixture_database.ask(question, **PARAMETERS)
    unknown = fixture_database.ask(question, **{**dict.fromkeys(PARAMETERS, "findes' ikke"), "day": date(1900, 1, 1)})
    assert unknown.empty
    assert list(unknown.columns) == list(known.columns)


def test_areas(fixture_database: Database) -> None:
    answer = fixture_database.ask("areas")
    assert rows(answer, "area_id", "name", "kind", "color") == [
        (JENNUM, "Gl. Jennumparken", "housing_area", "#6A3D9A"),
        (VANG, "Vangdalen", "housing_area", "#4D4DFF"),
        (ALL7, "Alle 7 boligområder", "areas_total", "#0B5394"),
        (TOWN, "Randers Kommune", "municipality", "#3C4650"),
        (LAND, "Hele landet", "benchmark", "#7A7A7A"),
    ]


def test_plans_newest_first(fixture_database: Database) -> None:
    answer = fixture_database.ask("plan_periods")
    assert rows(answer, "plan_id", "starts", "ends", "activities", "promises") == [
        ("plan-2025-29", date(2025, 8, 1), date(2029, 7, 31), 2, 2),
        ("plan-2017-21", date(2017, 6, 1), date(2021, 6, 30), 1, 4),
    ]


def test_plan_goals_keep_one_without_indicators(fixture_database: Database) -> None:
    strategic = fixture_database.ask("plan_goals", plan_id=PLAN, level="strategic")
    assert rows(strategic, "goal_id", "focus_area_name") == [
        ("fx_g_learning", "Uddannelse og livschancer"),
        ("fx_g_work", None),
        ("fx_g_safety", None),
        ("fx_g_community", None),
    ]
    sub = fixture_database.ask("plan_goals", plan_id=PLAN, level="sub_goal")
    assert rows(sub, "goal_id", "title") == [("fx_g_attendance", "Større fremmøde i skolen")]


def test_strategic_figures(fixture_database: Database) -> None:
    answer = fixture_database.ask("strategic_figures", plan_id=PLAN)
    counts = answer.groupby("indicator_id", sort=False).size().to_dict()
    assert counts == {"fx_grade": 8, "fx_outside": 8, "fx_safe": 3, "fx_charged": 7, "fx_turnout": 4, "fx_volunteers": 1}
    outside = answer[(answer["indicator_id"] == "fx_outside") & (answer["area_id"] == ALL7)]
    assert rows(outside, "period_start", "period_end", "value", "status", "goal_title") == [
        (date(2021, 10, 1), date(2022, 9, 30), 40.2, "published", "Flere bliver tilknyttet arbejdsmarkedet"),
        (date(2022, 10, 1), date(2023, 9, 30), 12.9, "doubtful", "Flere bliver tilknyttet arbejdsmarkedet"),
        (date(2023, 10, 1), date(2024, 9, 30), 38.1, "published", "Flere bliver tilknyttet arbejdsmarkedet"),
    ]
    # An indicator without a single figure keeps a row, so that its card can say so.
    nothing = answer[answer["indicator_id"] == "fx_volunteers"]
    assert rows(nothing, "area_id", "value", "status", "short_title") == [(None, None, None, "Frivillige")]
    assert rows(answer[answer["area_id"] == VANG], "indicator_id", "value", "status", "note") == [
        ("fx_grade", -0.7, "published", None),
        ("fx_outside", 43.7, "published", None),
        ("fx_safe", None, "not_collected", "Området var ikke med i målingen."),
        ("fx_charged", 25.2, "published", None),
    ]


def test_area_figures_put_the_municipality_of_the_same_period_beside(fixture_database: Database) -> None:
    answer = fixture_database.ask("area_figures", area_id=VANG)
    found = rows(answer, "indicator_id", "period_end", "value", "status", "reference_value", "reference_status")
    assert found == [
        ("fx_grade", date(2024, 7, 31), -0.7, "published", 7.1, "published"),
        ("fx_outside", date(2024, 9, 30), 43.7, "published", 17.2, "published"),
        ("fx_safe", date(2023, 12, 31), None, "not_collected", None, None),
        ("fx_charged", date(2022, 12, 31), 25.2, "published", 12.2, "published"),
        ("fx_absence", date(2024, 7, 31), 10.0, "published", 7.8, "published"),
        ("fx_absence_2017", date(2019, 7, 31), 7.7, "published", 6.6, "published"),
        ("fx_residents", date(2024, 1, 1), 814, "published", 99000, "published"),
        ("fx_placed", date(2020, 12, 31), None, "suppressed", 128, "published"),
        ("fx_placed", date(2021, 12, 31), None, "suppressed", 132, "published"),
        ("fx_placed", date(2022, 12, 31), None, "unreadable", 120, "published"),
        ("fx_placed", date(2023, 12, 31), None, "suppressed", 118, "published"),
        ("fx_language_general", date(2023, 12, 31), None, "suppressed", None, None),
        ("fx_language_general", date(2024, 12, 31), None, "suppressed", None, None),
        ("fx_language_special", date(2023, 12, 31), None, "suppressed", 8.8, "published"),
        ("fx_language_special", date(2024, 12, 31), None, "suppressed", None, None),
    ]
    assert set(answer["source_title"]) == {"Den boligsociale Helhedsplan for Randers 2025-29", "Resultatevaluering 2017-21"}
    total = fixture_database.ask("area_figures", area_id=ALL7)
    turnout = total[total["indicator_id"] == "fx_turnout"]
    assert rows(turnout, "value", "reference_value", "reference_status") == [(41.0, None, "not_published"), (43.7, None, "not_published")]


def test_indicator_figures(fixture_database: Database) -> None:
    answer = fixture_database.ask("indicator_figures", indicator_id="fx_outside")
    assert rows(answer, "area_id", "period_end", "value", "status", "role", "source_place") == [
        (JENNUM, date(2024, 9, 30), 43.7, "published", None, "Tabel fx_outside"),
        (VANG, date(2024, 9, 30), 43.7, "published", None, "Tabel fx_outside"),
        (ALL7, date(2022, 9, 30), 40.2, "published", "baseline", "Tabel fx_outside"),
        (ALL7, date(2023, 9, 30), 12.9, "doubtful", None, "Tabel fx_outside"),
        (ALL7, date(2024, 9, 30), 38.1, "published", None, "Tabel fx_outside"),
        (TOWN, date(2022, 9, 30), 17.0, "published", None, "Tabel fx_outside"),
        (TOWN, date(2023, 9, 30), 17.1, "published", None, "Tabel fx_outside"),
        (TOWN, date(2024, 9, 30), 17.2, "published", None, "Tabel fx_outside"),
    ]


def test_indicators_are_a_catalogue(fixture_database: Database) -> None:
    answer = fixture_database.ask("indicators")
    assert answer["indicator_id"].tolist()[:3] == ["fx_grade", "fx_outside", "fx_safe"]
    assert len(answer) == answer["indicator_id"].nunique() == 13
    by_id = answer.set_index("indicator_id")
    placed = by_id.loc[["fx_placed", "fx_volunteers"]]
    assert rows(placed, "figures", "first_period", "last_period", "source_id") == [
        (8, date(2020, 1, 1), date(2023, 12, 31), HP25),
        (None, None, None, None),
    ]
    assert by_id.loc["fx_absence", "comparable_with"] == "fx_absence_2017"
    assert by_id.loc["fx_absence_2017", "source_title"] == "Resultatevaluering 2017-21"
    assert by_id.loc["fx_grade", "register_publisher"] == "Landsbyggefonden"


def test_every_indicator_is_one_row_in_the_real_database(real_database: Database) -> None:
    answer = real_database.ask("indicators")
    assert answer["indicator_id"].is_unique
    assert len(answer) > 150


def test_figures_of_one_document(fixture_database: Database) -> None:
    answer = fixture_database.ask("figures", source_id=RE17)
    assert rows(answer, "indicator_id", "area_id", "value") == [
        ("fx_absence_2017", JENNUM, 8.1),
        ("fx_absence_2017", JENNUM, 8.4),
        ("fx_absence_2017", VANG, 7.7),
        ("fx_absence_2017", TOWN, 6.6),
        ("fx_absence_2017", TOWN, 6.5),
    ]
    plan = fixture_database.ask("figures", source_id=HP25).drop_duplicates("indicator_id").set_index("indicator_id")
    assert plan.loc["fx_outside", "target_low"] == 30
    assert plan.loc["fx_absence", "target_reference"] == TOWN


def test_all_figures_are_for_download(fixture_database: Database) -> None:
    answer = fixture_database.ask("all_figures")
    assert len(answer) == 67
    chosen = answer[(answer["indicator_id"] == "fx_language_special") & (answer["area_id"] == ALL7)]
    assert rows(chosen, "indicator", "area", "value", "numerator", "denominator", "status", "register", "place") == [
        (
            "Særlig sprogindsats (opdigtet)",
            "Alle 7 boligområder",
            27.5,
            11,
            40,
            "corrected",
            "Boligsociale data",
            "Tabel fx_language_special",
        )
    ]


def test_corrections_carry_the_status_of_their_figure(fixture_database: Database) -> None:
    answer = fixture_database.ask("corrections")
    assert sorted(rows(answer, "correction_id", "printed", "used", "status")) == [
        ("fx-correction-1", "12,9", 12.9, "doubtful"),
        ("fx-correction-2", None, 27.5, "corrected"),  # its indicator has hidden figures beside it
        ("fx-correction-3", None, None, "unreadable"),  # as above
        ("fx-correction-4", "196", 196, "doubtful"),
        ("fx-correction-5", "9%", None, "unreadable"),
    ]
    subjects = dict(rows(answer, "correction_id", "subject"))
    assert subjects["fx-correction-1"] == "Uden for arbejdsmarkedet (opdigtet)"
    assert subjects["fx-correction-4"] == "Fra fravær til fremmøde: Børn i forløb"


def test_every_correction_of_the_real_database_is_one_row(real_database: Database) -> None:
    answer = real_database.ask("corrections")
    assert answer["correction_id"].is_unique
    assert len(answer) == len(real_database.table("correction"))
    assert answer["subject"].notna().all()


def test_coverage(fixture_database: Database) -> None:
    answer = fixture_database.ask("coverage", source_id=HP25)
    chosen = answer[answer["indicator_id"].isin(["fx_outside", "fx_placed"]) & answer["area_id"].isin([ALL7, VANG])]
    assert rows(chosen, "indicator_id", "area_id", "year", "status", "figures", "rows") == [
        ("fx_outside", VANG, 2024, "published", 1, 1),
        ("fx_outside", ALL7, 2022, "published", 1, 1),
        ("fx_outside", ALL7, 2023, "doubtful", 1, 1),
        ("fx_outside", ALL7, 2024, "published", 1, 1),
        ("fx_placed", VANG, 2020, "suppressed", 0, 1),
        ("fx_placed", VANG, 2021, "suppressed", 0, 1),
        ("fx_placed", VANG, 2022, "unreadable", 0, 1),
        ("fx_placed", VANG, 2023, "suppressed", 0, 1),
    ]
    # A repaired figure can be used like any other.
    special = answer[(answer["indicator_id"] == "fx_language_special") & (answer["area_id"] == ALL7)]
    assert rows(special, "status") == [("published",)]


def test_coverage_of_a_year_with_several_figures(tmp_path: Path) -> None:
    """A doubt beside a hole is still a doubt, and one good figure is enough."""
    cases = {
        2015: (("doubtful", "not_published"), ("doubtful", 1)),
        2016: (("doubtful", "published"), ("published", 2)),
        2017: (("doubtful", "corrected"), ("published", 2)),
        2018: (("doubtful", "doubtful"), ("doubtful", 2)),
        2019: (("not_published", "published"), ("published", 1)),
    }
    figures = [
        {
            "indicator_id": "fx_residents", "area_id": VANG, "period_start": date(number, month, 1), "period_end": date(number, month, 1),
            "value": None if status == "not_published" else 800 + month, "status": status, "source_id": HP25, "source_place": "x",
            "release_id": f"text-{HP25}",
        }
        for number, (statuses, _) in cases.items()
        for month, status in zip((1, 7), statuses, strict=True)
    ]  # fmt: skip
    content = make_content()
    added = schema.cast("observation", pd.DataFrame(figures))
    content.tables["observation"] = pd.concat([content.tables["observation"], added], ignore_index=True)
    version = write_database(tmp_path, content)
    database = Database(version.published, version.version)
    answer = database.ask("coverage", source_id=HP25)
    database.close()
    mine = answer[(answer["indicator_id"] == "fx_residents") & (answer["area_id"] == VANG) & (answer["year"] < 2020)]
    assert rows(mine, "year", "status", "figures", "rows") == [(number, *expected, 2) for number, (_, expected) in cases.items()]


def test_sources_count_what_each_gave(fixture_database: Database) -> None:
    assert rows(fixture_database.ask("sources"), "source_id", "kind", "figures", "promises") == [
        (HP25, "document", 62, 2),
        (RE17, "document", 5, 4),
        ("lbf-boligsociale-data", "register", 67, 0),
        ("randers-fagsystemer", "register", 0, 0),
    ]


def test_status_counts(fixture_database: Database) -> None:
    counted = {(row[0], row[1]): row[2] for row in rows(fixture_database.ask("status_counts"), "source_id", "status", "figures")}
    assert counted == {
        (HP25, "corrected"): 1,
        (HP25, "doubtful"): 1,
        (HP25, "not_collected"): 1,
        (HP25, "not_published"): 2,
        (HP25, "published"): 49,
        # One by the source itself, six by the small-number rules.
        (HP25, "suppressed"): 7,
        (HP25, "unreadable"): 1,
        (RE17, "published"): 5,
    }


def test_totals(fixture_database: Database) -> None:
    answer = fixture_database.ask("totals")
    columns = ("indicators", "figures", "missing", "corrections", "activities", "promises", "results", "newest_period")
    assert rows(answer, *columns) == [(13, 56, 11, 5, 3, 6, 5, date(2024, 12, 31))]


def test_area_activities(fixture_database: Database) -> None:
    both = fixture_database.ask("area_activities", area_id=JENNUM, plan_id=PLAN)
    assert rows(both, "name", "focus_area_name") == [("Uddannelsesvejledning", "Uddannelse og livschancer"), ("Café uden måltal", None)]
    assert rows(fixture_database.ask("area_activities", area_id=VANG, plan_id=PLAN), "activity_id") == [("fx_a_guidance",)]
    assert fixture_database.ask("area_activities", area_id=VANG, plan_id="plan-2017-21").empty


def test_area_address_ranges(fixture_database: Database) -> None:
    answer = fixture_database.ask("area_address_ranges", area_id=JENNUM)
    assert rows(answer, "street", "from_number", "to_number", "parity", "ambiguous", "rule") == [
        ("Falkevej", 1, 21, "odd", False, None),
        ("Falkevej", 2, 20, "even", False, None),
        ("Ymersvej", 21, 33, "all", True, "Uden side læses alle numre med."),
    ]
    assert fixture_database.ask("area_address_ranges", area_id=VANG).empty


def test_map_buildings_are_those_of_areas_and_the_fabric(fixture_database: Database) -> None:
    answer = fixture_database.ask("map_buildings")
    assert rows(answer, "layer", "area_id", "street", "house_no", "dwellings") == [
        ("area", JENNUM, "Falkevej", "1", 12),
        ("area", JENNUM, "Falkevej", "40", 8),
        ("fabric", None, None, None, 6),
    ]
    assert shapely.from_wkb(bytes(answer["wkb"][0])).coords[0] == (564100.0, 6258100.0)


def test_dwellings_of_buildings_stand_beside_the_plans_number(fixture_database: Database) -> None:
    answer = fixture_database.ask("tie_out")
    assert rows(answer, "area_id", "buildings", "listed", "letters", "property", "found", "stated", "note", "source_place") == [
        (JENNUM, 2, 12, 0, 8, 20, 1270, "To boliger færre end planens tal.", "Tabel fx_residents")
    ]


def test_table_columns_explain_every_column(fixture_database: Database) -> None:
    answer = fixture_database.ask("table_columns")
    described = {table: set(group["column_name"]) for table, group in answer.groupby("table_name")}
    assert described == {table: set(schema.columns(table)) for table in schema.tables()}
    row = answer[(answer["table_name"] == "observation") & (answer["column_name"] == "value")]
    assert rows(row, "table_comment", "column_comment", "data_type") == [
        ("One row per indicator, area and period.", "Figure in the indicator's unit; null when there is none", "DOUBLE")
    ]


def test_measured_periods(fixture_database: Database) -> None:
    if "measured_periods" not in questions():
        pytest.skip("there is no such question")
    counted = dict(rows(fixture_database.ask("measured_periods"), "indicator_id", "periods"))
    # The doubtful year of one area is a good year of the municipality.
    assert counted["fx_outside"] == 3
    assert counted["fx_charged"] == 3
    assert "fx_volunteers" not in counted


@pytest.mark.parametrize("number", [2018, 2019, 2022])
def test_gap_years_stay_gaps(number: int, fixture_database: Database) -> None:
    answer = fixture_database.ask("indicator_figures", indicator_id="fx_charged")
    periods = {(row[0], row[1]) for row in rows(answer[answer["area_id"] == JENNUM], "period_start", "period_end")}
    assert year(number) in periods
    assert len(periods) == 3

"""Statements read by hand in the documents, looked up in the internal database, and where the screen shows them.

The list was made from the documents: (area, subject, period, direction, low, high or value, a word of the place).
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.pointer import Version
from data.reading import read_content
from pages.kit.statements import of_area, of_plan
from queries.connection import Database

ROOT = Path(__file__).resolve().parents[2]
JENNUM, GLARBJERG, VANG, STILLING = "gl_jennumparken", "glarbjergvej", "vangdalen", "hermann_stillingsvej"
ENERGI, SJAELLAND, CENTRALE, ALL7 = "energivej", "sjaellandsgade", "centrale_randers", "areas_7"
SEVEN = (JENNUM, GLARBJERG, VANG, STILLING, ENERGI, SJAELLAND, CENTRALE)
# The newest thing the plan in force says about net moves and about vacant dwellings, area by area.
MOVES = [
    ("hp25-moves-glarbjergvej", GLARBJERG, "out", 2023),
    ("hp25-moves-jennumparken", JENNUM, "in", None),
    ("hp25-moves-vangdalen", VANG, "in", 2024),
    ("hp25-moves-stillingsvej", STILLING, "in", None),
    ("hp25-moves-energivej", ENERGI, "in", None),
    ("hp25-moves-sjaellandsgade", SJAELLAND, "up", None),
    ("hp25-moves-centrale-five-years", CENTRALE, "in", None),
    ("hp25-moves-centrale-2023", CENTRALE, "out", 2023),
    ("re13-moves-vangdalen", VANG, "out", 2017),
    ("re13-moves-jennumparken", JENNUM, "in", 2017),
]
VACANCY = {JENNUM: "low", GLARBJERG: "high", VANG: "low", STILLING: "high", ENERGI: "high", SJAELLAND: "high", CENTRALE: "high"}
DEPARTMENTS = {JENNUM: (4, 1), GLARBJERG: (5, 3, 1), VANG: (1,), STILLING: (12,), ENERGI: (11,), SJAELLAND: (6, 1, 1), CENTRALE: (8, 2, 1)}
RANGES = [
    ("hp25-moving-out-range", "hp25_move_out_rate", 11, 18),
    ("hp25-passive-benefit-range", "hp25_passive_cash_benefit_of_not_employed", 30, 40),
    ("hp25-language-range", "hp25_language_focused_or_special", 35, 60),
]


@pytest.fixture(scope="module")
def claims() -> pd.DataFrame:
    table = read_content().tables["claim"]
    return table[table["kind"] != "criteria"].set_index("claim_id")


@pytest.mark.parametrize(("claim", "area", "direction", "year"), MOVES)
def test_net_moves_have_a_way_and_a_year_only_where_the_document_gives_one(
    claim: str, area: str, direction: str, year: int | None, claims: pd.DataFrame
) -> None:
    row = claims.loc[claim]
    assert (row["area_id"], row["direction"]) == (area, direction)
    assert (None if pd.isna(row["period_end"]) else row["period_end"].year) == year


def test_every_area_has_its_vacancy_departments_school_and_day_care(claims: pd.DataFrame) -> None:
    plan = claims[claims["source_id"] == "helhedsplan-2025-29"]
    vacancy = plan[plan["subject"] == "Tomgang"]
    assert dict(zip(vacancy["area_id"], vacancy["direction"], strict=True)) == VACANCY
    departments = (
        plan[plan["subject"] == "Afdelinger"].groupby("area_id")["value"].apply(lambda counts: tuple(sorted(counts, reverse=True)))
    )
    assert departments.to_dict() == DEPARTMENTS
    assert all(set(plan.loc[plan["subject"] == subject, "area_id"]) == set(SEVEN) for subject in ("Distriktsskole", "Dagtilbud"))


@pytest.mark.parametrize(("claim", "indicator", "low", "high"), RANGES)
def test_a_range_about_all_areas_stays_a_range(claim: str, indicator: str, low: float, high: float, claims: pd.DataFrame) -> None:
    row = claims.loc[claim]
    assert (row["area_id"], row["indicator_id"], row["range_low"], row["range_high"]) == (ALL7, indicator, low, high)
    assert pd.isna(row["value"])


def test_research_is_never_an_areas_and_everything_has_its_place(claims: pd.DataFrame) -> None:
    assert claims.loc[claims["kind"] == "research", "area_id"].isna().all()
    assert claims[["subject", "source_place", "source_id"]].notna().all(axis=None)
    # Each is shown somewhere: with an area, an indicator or an activity.
    assert claims[["area_id", "indicator_id", "activity_id"]].notna().any(axis=1).all()


def test_an_area_shows_its_own_the_wider_and_those_of_its_activities(real_database: Database) -> None:
    asked = real_database.ask("statements")
    own = of_area(asked, ENERGI, {"hp25_a_family_days"})
    assert set(own["area_id"].dropna()) == {ENERGI, ALL7, "randers_kommune"}
    assert set(own.loc[own["area_id"].isna(), "activity_id"]) == {"hp25_a_family_days"}
    assert "nordbyen" in set(of_area(asked, VANG, set())["area_id"])
    assert "research" not in set(own["kind"])


def test_a_plan_shows_its_activities_and_only_as_a_whole_its_conclusions(real_database: Database) -> None:
    asked = real_database.ask("statements")
    assert set(of_plan(asked, "plan-2025-29", {"hp25_a_health"}, whole=False)["activity_id"]) == {"hp25_a_health"}
    earlier = of_plan(asked, "plan-2009-13", set(), whole=True)
    assert set(earlier["source_id"]) == {"evaluering-bysekretariatet-2009-13"}
    assert earlier["kind"].value_counts().to_dict() == {"history": 13, "conclusion": 9}
    assert "aar16-conclusion-employment-vangdalen" in set(of_plan(asked, "plan-2013-17", set(), whole=True)["claim_id"])
    assert of_plan(asked, "plan-2009-13", set(), whole=False).empty


def test_statements_about_criteria_stay_apart(real_database: Database, internal: duckdb.DuckDBPyConnection) -> None:
    apart = [set(real_database.ask(question)["claim_id"]) for question in ("claims", "statements")]
    assert not apart[0] & apart[1]
    assert apart[0] | apart[1] == {key for (key,) in internal.execute("select claim_id from claim").fetchall()}


def test_a_range_beside_hidden_figures_is_in_the_internal_file_only(real_database: Database, claims: pd.DataFrame) -> None:
    shown = real_database.ask("statements").set_index("claim_id")
    lows = ["range_low", "range_high"]
    assert shown.loc["hp25-language-range", lows].isna().all()
    assert "35" not in shown.loc["hp25-language-range", "text"]
    assert shown.loc["hp25-moving-out-range", lows].tolist() == [11, 18]
    assert shown.loc["hp25-moving-out-range", "text"] == claims.loc["hp25-moving-out-range", "text"]


@pytest.mark.parametrize(
    ("page", "link", "wanted"),
    [
        ("area", {"omraade": SJAELLAND}, ["Området er ramt af tomgang.", "Lejerbo: afdeling 13.", "afsnittet om Sjællandsgade-kvarteret"]),
        ("activities", {"plan": "plan-2009-13"}, ["en af de største udfordringer", "Tidligere evalueringer konkluderer", "Historie"]),
        ("indicator", {"indikator": "hp25_mothers_cash_benefit"}, ["dobbelt så stor risiko", "ikke målt i områderne"]),
    ],
)
def test_the_screen_shows_what_the_plan_says_with_its_place(
    page: str, link: dict[str, str], wanted: list[str], real_build: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(real_build.published.parent))
    app = AppTest.from_file(str(ROOT / "pages" / page / "page.py"), default_timeout=300)
    for name, value in link.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    assert "Det siger planen" in [header.value for header in app.header]
    text = "\n".join(element.proto.body for element in app.get("html"))
    assert [word for word in wanted if word not in text] == []

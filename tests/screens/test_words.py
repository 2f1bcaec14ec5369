"""Danish numbers, periods and sentences; the colours of the areas."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import numpy as np
import pandas as pd
import pytest
import yaml
from colorspacious import cspace_convert

from data.paths import ROOT
from pages.area import texts as area_texts
from pages.kit import downloads, formats, language, wording
from pages.overview import texts as overview_texts
from queries.connection import Database
from queries.standings import by_goal
from queries.verdicts import Course, standing

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1270, 0, "1.270"),
        (40.6, 1, "40,6"),
        (1234567.891, 2, "1.234.567,89"),
        (-2.6, 1, "\u22122,6"),
        (-0.04, 1, "0,0"),
        (0, 0, "0"),
        (None, 1, "–"),
        (float("nan"), 1, "–"),
    ],
)
def test_numbers(value: float | None, decimals: int, text: str) -> None:
    assert formats.number(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        (40.6, "percent", 1, f"40,6{NBSP}%"),
        (24.3, "per_1000", 1, f"24,3 pr.{NBSP}1.000"),
        (1270, "count", 0, "1.270"),
        (5.6, "grade", 1, "5,6"),
        (88000000, "dkk", 0, f"88.000.000{NBSP}kr."),
        (4.5, "ratio", 1, "4,5 gange"),
        (None, "percent", 1, "–"),
    ],
)
def test_figures(value: float | None, unit: str, decimals: int, text: str) -> None:
    assert formats.figure(value, unit, decimals) == text


def test_a_change_in_a_share_is_in_procentpoint() -> None:
    assert formats.difference(22.8, "percent", 1) == f"+22,8{NBSP}procentpoint"
    assert formats.difference(-2.6, "percent", 1) == f"\u22122,6{NBSP}procentpoint"
    assert "%" not in formats.difference(2.0, "percent", 0)


def test_a_missing_figure_says_why_and_is_never_a_zero() -> None:
    said = {
        status: formats.figure_or_status(None, "percent", 1, status)
        for status in ("suppressed", "not_collected", "not_published", "unreadable")
    }
    assert said == {
        "suppressed": "skjult (få personer)",
        "not_collected": "ikke opgjort",
        "not_published": "ikke offentliggjort",
        "unreadable": "kan ikke læses",
    }
    assert formats.figure_or_status(0.0, "percent", 1, "published") == f"0,0{NBSP}%"
    assert formats.figure_or_status(52.0, "percent", 0, "doubtful").endswith("(tvivlsomt)")


@pytest.mark.parametrize(
    ("kind", "start", "end", "text"),
    [
        ("date", "2024-01-01", "2024-01-01", "1. januar 2024"),
        ("year", "2023-01-01", "2023-12-31", "2023"),
        ("school_year", "2023-08-01", "2024-07-31", "skoleåret 2023/24"),
        ("twelve_months", "2023-10-01", "2024-09-30", "okt. 2023–sep. 2024"),
        ("month", "2024-07-01", "2024-07-31", "juli 2024"),
        ("several_years", "2011-01-01", "2015-12-31", "2011–2015"),
        ("unstated", "2025-01-01", "2025-12-31", "uden dato (senest 2025)"),
        ("unstated", "2017-07-01", "2017-07-01", "uden dato (senest 2017)"),
        ("quarter", "2026-04-01", "2026-06-30", "2. kvartal 2026"),
        ("rolling_quarter", "2026-05-01", "2026-07-31", "maj 2026–jul. 2026"),
        ("three_years", "2022-08-01", "2025-07-31", "skoleårene 2022/23–2024/25"),
        ("three_years", "2022-01-01", "2024-12-31", "2022–2024"),
        ("plan_period", "2017-06-01", "2021-06-30", "jun. 2017–jun. 2021"),
    ],
)
def test_periods(kind: str, start: str, end: str, text: str) -> None:
    assert formats.period(kind, pd.Timestamp(start), pd.Timestamp(end)) == text


def test_days_are_danish() -> None:
    assert formats.day(date(2026, 3, 1)) == "1. marts 2026"


@pytest.mark.parametrize(
    ("courses", "sentence"),
    [
        ([], "Vangdalen har endnu ingen tal, som kan holdes op mod kommunen."),
        ([Course.UNKNOWN, Course.RISING], "Vangdalen har endnu ingen tal, som kan holdes op mod kommunen."),
        ([Course.WORSE], "Vangdalen har kun én indikator, der kan sammenlignes med kommunen."),
        ([Course.WORSE] * 2, "Vangdalen ligger dårligere end kommunen på alle 2 indikatorer."),
        (
            [Course.BETTER, Course.UNCHANGED, Course.UNKNOWN],
            "Vangdalen ligger ikke dårligere end kommunen på nogen af 2 indikatorer og bedre på 1.",
        ),
    ],
)
def test_the_sentence_is_true_for_every_mixture(courses: list[Course], sentence: str) -> None:
    assert wording.stands("Vangdalen", courses) == sentence


def standings(database: Database) -> dict[str, object]:
    figures = database.ask("strategic_figures", plan_id=wording.PLAN_2025)
    return {str(name): standing(rows) for name, rows in figures.groupby("indicator_id", sort=False)}


def test_the_start_page_says_the_plans_own_figures(real_database: Database) -> None:
    found = standings(real_database)
    card = overview_texts.card(found["hp25_outside_labour_18_64_lbf"])
    assert card.value == f"38,6{NBSP}%"
    assert card.reference == f"kommunen 15,8{NBSP}%"
    assert card.verdict == f": 22,8{NBSP}procentpoint højere"
    assert (card.sign, card.word) == ("▼", "Dårligere")
    grades = overview_texts.card(found["hp25_grade_9_danish_maths"])
    assert grades.change == "Faldet 1,4 karakterpoint siden 2022 (dårligere)"


def test_a_goal_without_figures_keeps_its_place(real_database: Database) -> None:
    goals = real_database.ask("plan_goals", plan_id=wording.PLAN_2025, level="strategic")
    figures = real_database.ask("strategic_figures", plan_id=wording.PLAN_2025)
    second = goals.iloc[1]
    found = by_goal(goals, figures[figures["goal_id"] != second["goal_id"]])
    assert [goal.title for goal in found] == list(goals["title"])
    assert [bool(goal.standings) for goal in found] == [True, False, True, True]
    assert sum(len(goal.standings) for goal in by_goal(goals, figures)) == figures[["goal_id", "indicator_id"]].drop_duplicates().shape[0]


def test_doubtful_figures_never_reach_a_card(real_database: Database) -> None:
    found = standings(real_database)
    for name in ("hp25_charged_15_29", "hp25_volunteering"):
        card = overview_texts.card(found[name])
        assert card.value == ""
        assert card.areas == []
        assert card.missing


def test_the_situation_counts_only_what_can_be_compared(real_database: Database) -> None:
    sentence = wording.situation(list(standings(real_database).values()))
    assert sentence.startswith("Boligområderne ligger dårligere end kommunen på 6 af 7 indikatorer og bedre på 1.")
    assert f"22,8{NBSP}procentpoint" in sentence
    assert wording.not_compared(list(standings(real_database).values())) == "3 indikatorer kan ikke sammenlignes med kommunen."


def test_the_situation_without_figures() -> None:
    assert wording.situation([]) == "Der er endnu ingen tal, som kan holdes op mod kommunen."


def test_an_areas_rows_keep_the_hidden_hidden(real_database: Database) -> None:
    rows = area_texts.newest_rows(real_database.ask("area_figures", area_id="vangdalen"))
    hidden = rows[rows["status"] == "suppressed"]
    assert len(hidden) >= 3
    assert set(hidden["value_text"]) == {"skjult (få personer)"}


@pytest.mark.parametrize(
    ("spoken", "lines"),
    [
        (language.DANISH, ["sted;værdi;fra", "Sjællandsgade 3, st.;40,6;2024-01-01"]),
        (language.ENGLISH, ["sted,værdi,fra", '"Sjællandsgade 3, st.",40.6,2024-01-01']),
    ],
)
def test_csv_opens_in_the_excel_of_whoever_reads_the_screen(spoken: str, lines: list[str]) -> None:
    frame = pd.DataFrame({"sted": ["Sjællandsgade 3, st."], "værdi": [40.6], "fra": [pd.Timestamp(2024, 1, 1)]})
    with language.using(spoken):
        # The framework makes a file in a thread of its own when the button is pressed.
        make = language.carried(lambda: downloads.csv(frame))
    with ThreadPoolExecutor(1) as pool:
        content = pool.submit(make).result()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").splitlines() == lines


AREAS = yaml.safe_load((ROOT / "areas.yml").read_text("utf-8"))
COLORS = {area["area_id"]: area["color"] for area in AREAS if area["kind"] == "housing_area"}


def _rgb(color: str) -> np.ndarray:
    return np.array([int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)])


@pytest.mark.parametrize("sight", [None, "deuteranomaly", "protanomaly", "tritanomaly"])
def test_the_seven_colours_can_be_told_apart(sight: str | None) -> None:
    def seen(color: str) -> np.ndarray:
        rgb = _rgb(color)
        if sight:
            rgb = np.clip(cspace_convert(rgb, {"name": "sRGB1+CVD", "cvd_type": sight, "severity": 100}, "sRGB1"), 0, 1)
        return cspace_convert(rgb, "sRGB1", "CAM02-UCS")

    assert len(COLORS) == 7
    distances = [np.linalg.norm(seen(one) - seen(other)) for one, other in itertools.combinations(COLORS.values(), 2)]
    assert min(distances) >= 10


@pytest.mark.parametrize("color", [area["color"] for area in AREAS])
def test_colours_stand_out_on_white(color: str) -> None:
    linear = np.where(_rgb(color) <= 0.03928, _rgb(color) / 12.92, ((_rgb(color) + 0.055) / 1.055) ** 2.4)
    assert 1.05 / (linear @ [0.2126, 0.7152, 0.0722] + 0.05) >= 3

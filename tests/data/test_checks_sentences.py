"""What the checks of the documents' figures say, sentence by sentence, and where exactly they begin to complain."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from data import schema
from data.checks import check_content
from data.checks.corrections import check_corrections
from data.checks.coverage import check_coverage, count_rows
from data.checks.figures import check_figures
from data.checks.relations import check_relations
from data.checks.structure import check_structure
from data.reading import Content
from tests.fixture_content import ALL7, HP25, JENNUM, RE17, RELATIONS, VANG, make_content

Tables = dict[str, pd.DataFrame]


@pytest.fixture
def tables() -> Tables:
    return make_content().tables


def with_row(tables: Tables, table: str, chosen: pd.Series, **cells: Any) -> Tables:
    """The tables with cells of the one chosen row changed."""
    assert chosen.sum() == 1
    changed = tables[table].copy()
    for name, cell in cells.items():
        changed[name] = changed[name].astype("object")
        changed.loc[chosen, name] = cell
    return {**tables, table: schema.cast(table, changed)}


def figure(tables: Tables, indicator: str, area: str, end: str, **cells: Any) -> Tables:
    rows = tables["observation"]
    chosen = (rows["indicator_id"] == indicator) & (rows["area_id"] == area) & (rows["period_end"] == pd.Timestamp(end))
    return with_row(tables, "observation", chosen, **cells)


def said(findings: list[Any]) -> list[str]:
    return [str(finding) for finding in findings]


SPECIAL = "observation · fx_language_special / gl_jennumparken / 2023-01-01 / 2023-12-31: "


@pytest.mark.parametrize(
    ("cells", "messages"),
    [
        ({"status": "suppressed", "note": "x"}, ["har status suppressed, men også et tal. Fjern tallet eller ret status."]),
        ({"status": "not_published", "value": None}, ["mangler et tal uden at sige hvorfor. Skriv grunden i note."]),
        ({"status": "unreadable", "value": None, "note": "x"}, []),
        ({"value": None}, ["har status published, men intet tal. Skriv tallet eller ret status."]),
        ({"value": None, "status": "corrected"}, ["har status corrected, men intet tal. Skriv tallet eller ret status."]),
        ({"value": None, "status": "doubtful"}, []),
        ({"denominator": 0, "numerator": None}, ["grundlaget er 0.0. Det skal være over nul."]),
        ({"denominator": 0, "numerator": 0, "value": 0}, ["grundlaget er 0.0. Det skal være over nul."]),
        ({"denominator": -3, "numerator": None}, ["grundlaget er -3.0. Det skal være over nul."]),
        ({"denominator": 1, "numerator": None, "value": 100}, []),
        (
            {"numerator": 28, "value": 100, "status": "doubtful"},
            ["tælleren 28.0 er større end grundlaget 27.0. Ret et af dem."],
        ),
        ({"numerator": 27, "value": 100}, []),
        ({"value": 29.7}, ["29.7 % passer ikke med 8 af 27, som er 29.63 %. Ret, eller sæt tvivl i corrections."]),
        ({"value": 28, "numerator": None}, ["28.0 % af 27 er ikke et helt antal. Ret, eller sæt tvivl i corrections."]),
        ({"value": 28, "status": "doubtful"}, []),
        (
            {"value": 101, "numerator": None, "denominator": None},
            ["værdien 101.0 ligger uden for 0 til 100 for enheden percent. Ret tal eller enhed."],
        ),
        (
            {"period_start": date(2023, 1, 2)},
            ["perioden er 364 dage, men indikatorens periodetype er year. Ret datoer eller periodetype."],
        ),
    ],
)  # fmt: skip
def test_what_is_said_of_a_figure(cells: dict[str, Any], messages: list[str], tables: Tables) -> None:
    found = said(check_figures(figure(tables, "fx_language_special", JENNUM, "2023-12-31", **cells)))
    where = SPECIAL.replace("2023-01-01", "2023-01-02") if "period_start" in cells else SPECIAL
    assert found == [where + message for message in messages]


def test_a_period_that_ends_before_it_begins(tables: Tables) -> None:
    found = said(check_figures(figure(tables, "fx_staff", ALL7, "2021-06-30", period_start=date(2021, 7, 1))))
    where = "observation · fx_staff / areas_7 / 2021-07-01 / 2021-06-30: "
    assert found == [
        where + "perioden slutter før den begynder. Ret datoerne.",
        where + "perioden er 0 dage, men indikatorens periodetype er plan_period. Ret datoer eller periodetype.",
    ]
    # One day is a period.
    assert check_figures(figure(tables, "fx_staff", ALL7, "2021-06-30", period_start=date(2021, 6, 30))) == []


@pytest.mark.parametrize(
    ("target", "cells", "message"),
    [
        ("fx_t_courses", {"target_low": 20, "target_high": 15}, "intervallet 20-15 er vendt om. Byt om på enderne."),
        ("fx_t_courses", {"target_low": 20, "target_high": 20}, ""),
        ("fx_t_courses", {"target_low": 99}, "intervallet 99-20 er vendt om. Byt om på enderne."),
        ("fx_t_words", {"target_low": 1}, "enheden text bruges netop når løftet ikke har noget tal. Ret enhed eller tal."),
        ("fx_t_words", {"target_high": 1}, "enheden text bruges netop når løftet ikke har noget tal. Ret enhed eller tal."),
        ("fx_t_words", {"unit": "count"}, "enheden text bruges netop når løftet ikke har noget tal. Ret enhed eller tal."),
        ("fx_t_dropouts", {}, ""),
        ("fx_t_children", {}, ""),
    ],
)
def test_what_is_said_of_a_promise(target: str, cells: dict[str, Any], message: str, tables: Tables) -> None:
    changed = with_row(tables, "activity_target", tables["activity_target"]["target_id"] == target, **cells)
    assert said(check_figures(changed)) == ([f"activity_target · {target}: {message}"] if message else [])


def correction(tables: Tables, number: int, **cells: Any) -> list[str]:
    chosen = tables["correction"]["correction_id"] == f"fx-correction-{number}"
    found = said(check_corrections(with_row(tables, "correction", chosen, **cells)))
    return [message for message in found if message.startswith("correction ")]


@pytest.mark.parametrize(
    ("number", "cells", "message"),
    [
        (1, {"target_id": "fx_t_courses"}, "skal pege på netop én indikator eller ét aktivitetsmål."),
        (1, {"indicator_id": None}, "skal pege på netop én indikator eller ét aktivitetsmål."),
        (1, {"indicator_id": "fx_grade"}, "peger på et tal, der ikke findes. Ret nøglen eller fjern rettelsen."),
        (1, {"area_id": VANG}, "peger på et tal, der ikke findes. Ret nøglen eller fjern rettelsen."),
        (1, {"period_end": date(2023, 9, 29)}, "peger på et tal, der ikke findes. Ret nøglen eller fjern rettelsen."),
        (1, {"printed": "13"}, "siger, at kilden trykker '13', men tallet siger ['12,9']. Bring dem i overensstemmelse."),
        (1, {"printed": None}, "siger, at kilden trykker '', men tallet siger ['12,9']. Bring dem i overensstemmelse."),
        (1, {"used": 13}, "siger, at 13.0 bruges, men tallet er [12.9]. Bring dem i overensstemmelse."),
        (1, {"used": None}, ""),
        # Without an area or a day it may be about any figure of the indicator.
        (1, {"area_id": None}, ""),
        (1, {"area_id": None, "period_end": None, "printed": "17", "used": 17.2}, ""),
        (3, {"used": 4}, "siger, at 4.0 bruges, men tallet er [None]. Bring dem i overensstemmelse."),
        (4, {"printed": "mindst 160", "period_end": None, "used": 160}, ""),
        # Promises and results have no area.
        (4, {"area_id": VANG}, ""),
    ],
)  # fmt: skip
def test_what_is_said_of_a_correction(number: int, cells: dict[str, Any], message: str, tables: Tables) -> None:
    found = correction(tables, number, **cells)
    assert found == ([f"correction · fx-correction-{number}: {message}"] if message else [])


def test_an_unprinted_figure_is_met_by_a_correction_that_prints_nothing(tables: Tables) -> None:
    changed = figure(tables, "fx_outside", ALL7, "2023-09-30", printed=None)
    assert [message.split(": ")[1] for message in correction(changed, 1)] == [
        "siger, at kilden trykker '12,9', men tallet siger ['']. Bring dem i overensstemmelse."
    ]
    assert correction(changed, 1, printed=None) == []


def test_what_is_said_of_a_doubt_without_a_correction(tables: Tables) -> None:
    left = tables["correction"]
    figures = {**tables, "correction": left[left["correction_id"] != "fx-correction-1"]}
    results = {**tables, "correction": left[left["correction_id"] != "fx-correction-4"]}
    why = "har status doubtful uden en række i corrections. Skriv grund og bevis."
    assert said(check_corrections(figures)) == [f"observation · fx_outside / areas_7 / 2023-09-30: {why}"]
    assert said(check_corrections(results)) == [f"activity_result · fx_t_children / 2021-06-30: {why}"]


def test_rows_are_counted_by_document_table_and_topic(tables: Tables) -> None:
    counted = count_rows(tables)
    assert list(counted.columns) == ["source_id", "table", "part", "rows"]
    assert counted[counted["source_id"] == RE17].values.tolist() == [
        [RE17, "activity", "all", 1], [RE17, "activity_result", "all", 5], [RE17, "activity_target", "all", 4],
        [RE17, "correction", "all", 2], [RE17, "observation", "absence", 5],
    ]  # fmt: skip
    own = counted[counted["source_id"] == HP25].set_index(["table", "part"])["rows"]
    assert list(own.index) == sorted(own.index)
    assert (own["staff_hours", "all"], own["milestone", "all"], own["observation", "crime"]) == (2, 2, 7)
    foreign = {**tables, "indicator": tables["indicator"][tables["indicator"]["topic"] != "crime"]}
    again = count_rows(foreign).set_index(["source_id", "table", "part"])["rows"]
    assert again[HP25, "observation", "unknown"] == 7


def test_a_row_more_or_less_is_noticed(tables: Tables, tmp_path: Path) -> None:
    file = tmp_path / "coverage.csv"
    remedy = "Er ændringen rigtig, så kør 'python -m data coverage --update' og gem coverage.csv."
    assert said(check_coverage(tables, file)) == [
        "coverage · coverage.csv: findes ikke. Kør 'python -m data coverage --update' og gem filen."
    ]
    count_rows(tables).to_csv(file, index=False)
    assert check_coverage(tables, file) == []
    fewer = {**tables, "milestone": tables["milestone"].iloc[:1], "staff_hours": tables["staff_hours"].iloc[:0]}
    assert said(check_coverage(fewer, file)) == [
        f"coverage · {HP25} / milestone / all: 1 rækker, men der ventes 2. {remedy}",
        f"coverage · {HP25} / staff_hours / all: 0 rækker, men der ventes 2. {remedy}",
    ]
    count_rows(fewer).to_csv(file, index=False)
    assert said(check_coverage(tables, file))[1] == f"coverage · {HP25} / staff_hours / all: 2 rækker, men der ventes 0. {remedy}"


@pytest.mark.parametrize(
    ("relation", "message"),
    [
        ({"kind": "ratio"}, "checks · ratio: er en ukendt slags kontrol. Kendte er: categories, areas."),
        (
            {"kind": "categories", "indicators": ["fx_language_general", "fx_unheard"], "total": 100},
            "checks · fx_unheard: nævnes i en kontrol, men har ingen tal. Ret navnet eller fjern kontrollen.",
        ),
        (
            {"kind": "areas", "indicator": "fx_residents", "parts": [JENNUM, "nowhere"], "total": ALL7},
            "checks · nowhere: nævnes i en kontrol, men har ingen tal. Ret navnet eller fjern kontrollen.",
        ),
        (
            {"kind": "areas", "indicator": "fx_unheard", "parts": [JENNUM, VANG], "total": ALL7},
            "checks · fx_unheard: nævnes i en kontrol, men har ingen tal. Ret navnet eller fjern kontrollen.",
        ),
        (
            {"kind": "areas", "indicator": "fx_residents", "parts": [JENNUM, VANG], "total": "nowhere"},
            "checks · nowhere: nævnes i en kontrol, men har ingen tal. Ret navnet eller fjern kontrollen.",
        ),
    ],
)
def test_a_relation_that_could_never_fail_is_a_finding(relation: dict[str, Any], message: str, tables: Tables) -> None:
    # The good relation after it is still checked.
    wrong = figure(tables, "fx_residents", ALL7, "2024-01-01", value=2085)
    residents = "checks · fx_residents 2024-01-01: delene giver 2084, men totalen er 2085. Find fejlen, eller sæt tvivl i corrections."
    assert said(check_relations(wrong["observation"], [relation, RELATIONS[1]])) == [message, residents]


def test_a_sum_is_checked_only_where_all_parts_are_printed(tables: Tables) -> None:
    relation = {"kind": "categories", "indicators": ["fx_language_general", "fx_language_special"], "total": "fx_outside"}
    assert check_relations(tables["observation"], [relation]) == []  # No total of the same area and period.
    # Without a tolerance of its own a sum must fit; the hair's breadth is for arithmetic alone.
    exact = {"kind": "areas", "indicator": "fx_residents", "parts": [JENNUM, VANG], "total": ALL7}
    off = figure(tables, "fx_residents", ALL7, "2024-01-01", value=2084.5)
    assert [len(check_relations(each["observation"], [exact])) for each in (tables, off)] == [0, 1]
    allowed = exact | {"tolerance": 0.5}
    assert check_relations(off["observation"], [allowed]) == []


def test_what_is_said_of_the_structure(tables: Tables) -> None:
    unknown = figure(tables, "fx_outside", ALL7, "2023-09-30", status="guessed", indicator_id="fx_nothing")
    where = "observation · fx_nothing / areas_7 / 2022-10-01 / 2023-09-30"
    allowed = ", ".join(schema.tables()["observation"]["columns"]["status"]["values"])
    assert said(check_structure(unknown)) == [
        f"{where}: status er 'guessed', som ikke er tilladt. Tilladt er: {allowed}.",
        f"{where}: indicator_id 'fx_nothing' findes ikke i indicator. Ret stavningen eller opret den.",
    ]
    twice = {**tables, "goal": pd.concat([tables["goal"], tables["goal"].iloc[[0]]], ignore_index=True)}
    assert set(said(check_structure(twice))) == {"goal · fx_g_learning: nøglen findes flere gange. Behold én række."}


def test_all_checks_are_asked_and_their_findings_sorted(tables: Tables, tmp_path: Path) -> None:
    broken = figure(tables, "fx_residents", ALL7, "2024-01-01", value=-1)
    broken = with_row(broken, "goal", broken["goal"]["goal_id"] == "fx_g_learning", plan_id="fx_p_none")
    broken = with_row(broken, "correction", broken["correction"]["correction_id"] == "fx-correction-1", used=13)
    comment = {"comment_id": "c", "subject_kind": "goal", "subject_id": "x", "written_on": "2026-01-01", "situation": "x"}
    broken["comment"] = schema.cast("comment", pd.DataFrame([comment]))
    content = Content(broken, RELATIONS, {})
    expected = [
        ("checks", "fx_residents 2024-01-01"), ("comment", "c"), ("correction", "fx-correction-1"), ("goal", "fx_g_learning"),
        ("observation", "fx_residents / areas_7 / 2024-01-01 / 2024-01-01"),
    ]  # fmt: skip
    found = check_content(content, None)
    assert [(finding.table, finding.where) for finding in found] == expected
    counted = check_content(content, tmp_path / "coverage.csv")
    assert [finding.table for finding in counted] == ["checks", "comment", "correction", "coverage", "goal", "observation"]

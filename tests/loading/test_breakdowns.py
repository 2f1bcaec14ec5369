"""Columns that divide a population: the total is taken, parts are added up when asked, one part is never the whole."""

from __future__ import annotations

import json
from typing import Any

import pytest

from data.loading.breakdowns import is_total
from data.loading.mapping import MappingError
from data.loading.units import contradiction
from tests.loading.makers import mapping, read, statistikbanken_excel, table
from tests.loading.test_mappings import shipped

COUNT: dict[str, Any] = {
    "figures": {"value": "Antal"}, "indicator": "", "indicator_map": {"x": "residents"}, "period": {"text": "{År}", "read_as": "first_day"},
}  # fmt: skip
BOTH = ["Vangdalen;2023;400;Mænd", "Vangdalen;2023;410;Kvinder"]


def values(rows: list[str], **unused: Any) -> dict[str, float]:
    """Area and year -> count, of a file with the column Køn that has no error."""
    found = read(table("Område;År;Antal;Køn", *rows), mapping(**COUNT, unused=unused))
    assert [str(one) for one in found.errors] == []
    return {f"{row.area_id} {row.period_start.year}": row.value for row in found.observations.itertuples()}


def said(rows: list[str], **unused: Any) -> list[str]:
    """Kind and column's sentence of what is found."""
    return [f"{one.kind}: {one.what}" for one in read(table("Område;År;Antal;Køn", *rows), mapping(**COUNT, unused=unused)).findings]


def test_total_is_taken_from_among_its_parts() -> None:
    assert values([*BOTH, "Vangdalen;2023;810;I alt"], Køn="total") == {"vangdalen 2023": 810}
    assert values([*BOTH, "Vangdalen;2023;810;Køn i alt"], Køn="total") == {"vangdalen 2023": 810}
    assert values([*BOTH, "Vangdalen;2023;810;M+K"], Køn={"total": ["m+k"]}) == {"vangdalen 2023": 810}
    assert values(["Vangdalen;2023;810;I alt"]) == {"vangdalen 2023": 810}


def test_area_that_only_has_a_part_is_an_error_though_others_have_the_total() -> None:
    rows = ["Randers;2023;99152;I alt", "Vangdalen;2023;400;Mænd"]
    assert said(rows, Køn="total") == ["breakdown: kolonnen „Køn“ har kun „Mænd“, men der er intet samlet tal"]
    assert said(rows)[0].startswith("breakdown: kolonnen „Køn“ har „I alt“, „Mænd“, og tilknytningen siger ikke")


def test_parts_are_added_up_when_the_mapping_says_so() -> None:
    assert values(BOTH, Køn="sum") == {"vangdalen 2023": 810}
    row = read(table("Område;År;Antal;Køn", *BOTH), mapping(**COUNT, unused={"Køn": "sum"})).observations.iloc[0]
    assert (row["printed"], row["note"]) == ("400 + 410", "Lagt sammen af 2 dele (Køn).")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([*BOTH, "Vangdalen;2023;810;I alt"], "breakdown: kolonnen „Køn“ har „Mænd“, „Kvinder“, „I alt“: det samlede tal står"),
        ([*BOTH, "Randers;2023;50000;Mænd"], "breakdown: „Beboere“ for Randers Kommune 1. januar 2023 mangler en del, som andre har"),
        (["Vangdalen;2023;400;Mænd"], "one_part: kolonnen „Køn“ har kun „Mænd“, så der er intet at lægge sammen"),
        ([*BOTH, "Vangdalen;2023;400;Mænd"], "duplicate_key: „Beboere“ for Vangdalen 1. januar 2023 står 3 gange"),
    ],
)  # fmt: skip
def test_sum_that_would_be_wrong_is_told(rows: list[str], expected: str) -> None:
    assert said(rows, Køn="sum")[0].startswith(expected)


def test_shares_are_never_added_up_and_a_hidden_part_hides_the_sum() -> None:
    shares = read(table("Område;År;Andel;Køn", "Vangdalen;2023;41;Mænd", "Vangdalen;2023;39;Kvinder"), mapping(unused={"Køn": "sum"}))
    assert "kan ikke lægges sammen af dele" in str(shares.errors[0])
    own = mapping(**COUNT, unused={"Køn": "sum"}, marks={"<5": "suppressed"})
    hidden = read(table("Område;År;Antal;Køn", "Vangdalen;2023;400;Mænd", "Vangdalen;2023;<5;Kvinder"), own).observations.iloc[0]
    assert (hidden["status"], str(hidden["value"])) == ("suppressed", "nan")


def test_single_value_must_be_the_one_that_is_named() -> None:
    rows = ["Vangdalen;2023;400;Mænd"]
    assert values(rows, Køn={"single": ["Mænd"]}) == {"vangdalen 2023": 400}
    assert said(rows, Køn={"single": ["Kvinder"]}) == ["breakdown: kolonnen „Køn“ har kun „Mænd“, men tilknytningen venter „Kvinder“"]
    assert said(BOTH, Køn="single")[0].startswith("breakdown: kolonnen „Køn“ har „Mænd“, „Kvinder“, men tilknytningen venter kun én")


def test_what_is_measured_in_json_stat_must_be_the_tables_own() -> None:
    area = {"label": "område", "category": {"index": {"730": 0}, "label": {"730": "Randers"}}}
    quarter = {"label": "tid", "category": {"index": ["2026K1"]}}
    measured = {"label": "contents", "category": {"index": ["FOLK1A"], "label": {"FOLK1A": "Antal"}, "unit": {"FOLK1A": {"base": "Antal"}}}}
    dimension = {"OMRÅDE": area, "Tid": quarter, "ContentsCode": measured, "id": ["OMRÅDE", "Tid", "ContentsCode"], "size": [1, 1, 1]}

    def kinds(code: str, base: str) -> list[str]:
        measured["category"] = {"index": [code], "label": {code: "Antal"}, "unit": {code: {"base": base}}}
        content = json.dumps({"dataset": {"dimension": dimension, "value": [99152]}}).encode()
        own = shipped("statistikbanken-jsonstat").model_copy(update={"indicators": [], "source_id": "register"})
        own = own.model_copy(update={"indicator_map": mapping(**COUNT).indicator_map | {"Folketal": mapping(**COUNT).indicator_map["x"]}})
        return [one.kind for one in read(content, own).errors]

    assert kinds("FOLK1A", "Antal") == []
    assert kinds("ARE207", "Antal") == ["breakdown"]
    assert kinds("FOLK1A", "km2") == ["unit"]


def test_column_is_named_by_its_letter_and_its_text_carried_down() -> None:
    own = shipped("statistikbanken-excel").model_copy(update={"indicators": [], "source_id": "register"})
    own = own.model_copy(update={"indicator_map": {"Folketal": mapping(**COUNT).indicator_map["x"]}, "area": "{B}"})
    content = statistikbanken_excel("I alt", "Mænd")
    assert [one.kind for one in read(content, own).errors] == ["breakdown", *["duplicate_key"] * 4]
    by_letter = mapping(**COUNT, unused={"{A}": "total"}).unused
    found = read(content, own.model_copy(update={"unused": by_letter}))
    assert found.findings == []
    assert found.observations["value"].dropna().tolist() == [6001008, 6003404, 100223]


def test_heading_goes_before_a_letter_and_one_of_two_names_will_do() -> None:
    content = table("B;År;Andel", "Vangdalen;2023;41,5")
    assert read(content, mapping(area="{B}")).observations["area_id"].tolist() == ["vangdalen"]
    assert read(content, mapping(area="{Område|B}")).observations["area_id"].tolist() == ["vangdalen"]
    assert "ingen kolonne „Område|Area“" in str(read(content, mapping(area="{Område|Area}")).errors[0])


@pytest.mark.parametrize(
    ("text", "column", "whole"),
    [
        ("I alt", "KØN", True), ("IALT", "ALDER", True), ("TOT", "x", True), ("Køn i alt", "Køn", True), ("Alle aldre", "Alder", True),
        ("Ydelsesgrupper i alt", "Ydelsesgruppe", True), ("Mænd i alt", "Køn", False), ("16-24 år i alt", "Alder", False),
        ("Afdeling Nord i alt", "Afdeling", False), ("Alle drenge", "Køn", False), ("", "Køn", False),
    ],
)  # fmt: skip
def test_whole_is_told_from_a_part_that_is_called_all(text: str, column: str, whole: bool) -> None:
    assert is_total(text, column) is whole


@pytest.mark.parametrize(
    ("text", "unit", "factor", "against"),
    [
        ("km²", "count", 1, True), ("Areal (ha)", "count", 1, True), ("Beboere (1.000)", "count", 1, True),
        ("1.000 personer", "count", 1000, False), ("Pr. 1.000 indbyggere", "count", 1, False), ("Procent", "count", 1, True),
        ("1.000 kr.", "dkk", 1, True), ("kr.", "dkk", 1, False), ("Antal", "percent", 1, True), ("Andel", "percent", 1, False),
        ("Pr. 1.000", "percent", 1, True), ("Hasselvej 12", "count", 1, False),
    ],
)  # fmt: skip
def test_unit_in_words_is_held_against_the_indicators(text: str, unit: str, factor: float, against: bool) -> None:
    assert (contradiction((text,), unit, factor) is not None) is against


def test_unknown_expectation_is_told() -> None:
    with pytest.raises(MappingError, match="unused"):
        mapping(unused={"Køn": "alle"})

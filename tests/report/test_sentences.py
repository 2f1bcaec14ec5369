"""Sentences: every figure of the real reports is the database's, no digit stands between them, and the rules say what they should."""

from __future__ import annotations

import re
from collections.abc import Iterator

import duckdb
import pandas as pd
import pytest

from data.pointer import Version
from pages.report import sentences
from pages.report.blocks import Block, Count, Distance, Period, Value, said, sentences_of
from pages.report.figures import Measured, Told
from tests.raw import raw

_EFFECT = re.compile(r"\b(effekt\w*|virk(er|ede|ning\w*)|skyldes|på grund af|takket være|har ført til|lykkedes)\b", re.IGNORECASE)
_QUESTION = "select value from observation where indicator_id::varchar = ? and area_id::varchar = ? and period_start = ? and period_end = ?"


@pytest.fixture(scope="module")
def published(real_build: Version) -> Iterator[duckdb.DuckDBPyConnection]:
    with raw(real_build.published) as connection:
        yield connection


def test_every_figure_in_a_sentence_is_the_databases(published: duckdb.DuckDBPyConnection, chapters_of: dict[str, list[Block]]) -> None:
    values = 0
    for blocks in chapters_of.values():
        for sentence in sentences_of(blocks):
            for part in sentence:
                for value in (part,) if isinstance(part, Value) else (part.value, part.reference) if isinstance(part, Distance) else ():
                    key = [value.indicator_id, value.area_id, value.period.starts, value.period.ends]
                    assert published.execute(_QUESTION, key).fetchone() == (value.value,), said(sentence)
                    values += 1
    assert values > 250


def test_distances_and_counts_are_worked_out_of_what_they_name(chapters_of: dict[str, list[Block]]) -> None:
    found = [part for blocks in chapters_of.values() for sentence in sentences_of(blocks) for part in sentence]
    for distance in (part for part in found if isinstance(part, Distance)):
        assert distance.value.indicator_id == distance.reference.indicator_id
        assert distance.size == pytest.approx(distance.value.value - distance.reference.value, abs=10**-distance.value.decimals / 2)
    counted = [part for part in found if isinstance(part, Count)]
    assert len(counted) > 30
    for count in counted:
        assert count.number == len(count.of) or count.of[-1] in ("months", "figures"), count


def test_no_digit_stands_between_the_figures(chapters_of: dict[str, list[Block]]) -> None:
    for blocks in chapters_of.values():
        for sentence in sentences_of(blocks):
            assert not any(sign.isdigit() for part in sentence if isinstance(part, str) for sign in part), sentence


def test_no_sentence_claims_an_effect(chapters_of: dict[str, list[Block]]) -> None:
    """Our own words; what the documents say stands as they say it."""
    for blocks in chapters_of.values():
        own = " ".join(part for sentence in sentences_of(blocks) for part in sentence if isinstance(part, str))
        assert {found[0] for found in _EFFECT.finditer(own)} <= {"virkning"}


def test_the_past_says_what_its_figures_say(told: dict[str, Told]) -> None:
    by_id = {item.indicator_id: item for one in told.values() for item in one.measured}
    youth = by_id["re13_education_18_29"]
    assert [said(sentence).replace("\u00a0", " ") for sentence in sentences.development(youth)] == [
        "Fra 1. oktober 2012 til 1. oktober 2016 er andelen steget i Gl. Jennumparken (fra 62 % til 64 %) og Vangdalen (fra 55 % til "
        "59 %) og uændret i Glarbjergvej-området (55 %).",
        "I Randers Kommune er andelen i samme tid uændret (78 %).",
    ]
    assert said(sentences.towards_goal(youth)[0]) == "2 af de 3 målte områder er gået den vej, planen ønsker."
    moving = by_id["re17_moving_out"]
    assert said(sentences.target(moving)[0]).replace("\u00a0", " ") == (
        "Planens mål: Holdes på niveauet fra 2015/16, 14 %. Det er ikke nået med 14,7 % i Randers Nordby (3 områder) (2020)."
    )
    assert "mindst i Glarbjergvej-området (1,2" in said(sentences.comparison(by_id["hp25_school_absence"])[0]).replace("\u00a0", " ")


# Synthetic: an indicator with areas, years and values.
_ABOUT = {
    "indicator_id": "fx", "title": "Opdigtet", "unit": "percent", "decimals": 1, "direction": "up", "period_kind": "year",
    "measurement": "register", "method_note": None, "target_operator": None, "target_low": None, "target_high": None,
    "target_reference": None, "target_text": None,
}  # fmt: skip
_KINDS = {"Kommunen": "municipality", "Nord": "housing_area", "Syd": "housing_area"}


def made(figures: dict[str, dict[int, float | None]], **more: object) -> Measured:
    rows = [
        {
            "area_id": area.lower(), "area_name": area, "area_kind": _KINDS[area], "area_order": number, "color": "#000000",
            "period_start": pd.Timestamp(year, 1, 1), "period_end": pd.Timestamp(year, 12, 31), "value": value,
            "status": "published" if value is not None else "not_collected", "role": None,
            "note": None if value is not None else "Ikke målt",
            "source_title": "Opdigtet", "source_place": "Opdigtet",
        }
        for number, (area, years) in enumerate(figures.items())
        for year, value in years.items()
    ]  # fmt: skip
    return Measured({**_ABOUT, **more}, pd.DataFrame(rows), "Opdigtet", ("Opdigtet",))


def plain(found: list[tuple[object, ...]]) -> list[str]:
    return [said(sentence).replace("\u00a0", " ") for sentence in found]  # type: ignore[arg-type]


def test_areas_that_went_different_ways_are_told_apart() -> None:
    item = made({"Nord": {2020: 10.0, 2021: 12.0}, "Syd": {2020: 9.0, 2021: 8.5}, "Kommunen": {2020: 20.0, 2021: 21.0}})
    assert plain(sentences.development(item)) == [
        "Fra 2020 til 2021 er andelen steget i Nord (fra 10,0 % til 12,0 %) og faldet i Syd (fra 9,0 % til 8,5 %).",
        "I Kommunen er andelen i samme tid steget fra 20,0 % til 21,0 %.",
    ]
    assert plain(sentences.towards_goal(item)) == ["1 af de 2 målte områder er gået den vej, planen ønsker."]
    assert plain(sentences.comparison(item)) == [
        "Andelen er lavere end i Kommunen i Nord (9,0 procentpoint) og Syd (12,5 procentpoint), 2021."
    ]


def test_one_measurement_is_no_development() -> None:
    item = made({"Nord": {2021: 12.0}})
    assert plain(sentences.development(item)) == [
        "Andelen er 12,0 % i Nord (2021). Det er det eneste brugbare tal, så udviklingen kan ikke siges."
    ]
    assert sentences.towards_goal(item) == []
    assert plain(sentences.development(made({"Nord": {2021: None}}))) == ["Der er ingen brugbare tal i perioden."]


def test_a_figure_that_is_missing_is_said_with_its_reason() -> None:
    item = made({"Nord": {2020: 10.0, 2021: None}, "Syd": {2021: None}})
    assert plain(sentences.reservations(item)) == ["Indgår ikke i sammenligningen: Nord og Syd, 2021 (ikke opgjort). Ikke målt."]


@pytest.mark.parametrize(
    ("values", "direction", "words"),
    [
        ({2020: 1.0, 2021: 2.0}, "up", ["Udviklingen går den vej, planen ønsker."]),
        ({2020: 1.0, 2021: 2.0}, "down", ["Udviklingen går den modsatte vej af den, planen ønsker."]),
        ({2020: 1.0, 2021: 1.0}, "down", ["Tallet er ikke gået den vej, planen ønsker."]),
        ({2020: 1.0, 2021: 2.0}, "none", []),
    ],
)
def test_the_way_the_plan_wants(values: dict[int, float | None], direction: str, words: list[str]) -> None:
    assert plain(sentences.towards_goal(made({"Nord": values}, direction=direction))) == words


def test_a_change_is_told_as_one_and_not_judged_by_two_points() -> None:
    item = made({"Nord": {2021: -46.0}}, unit="percent_change", decimals=0)
    assert plain(sentences.development(item)) == ["Ændringen er −46 % i Nord (2021)."]


def test_what_a_period_brought_is_held_against_the_figure_before() -> None:
    item = made({"Nord": {2019: 9.0, 2020: 10.0, 2021: 12.0}})
    starts, ends = pd.Timestamp(2021, 1, 1).date(), pd.Timestamp(2021, 12, 31).date()
    assert plain(sentences.in_the_period(item, starts, ends)) == ["Ny måling i perioden i Nord (10,0 % i 2020, 12,0 % i 2021)."]
    later = pd.Timestamp(2022, 1, 1).date()
    assert "de nyeste tal er fra 2021" in plain(sentences.in_the_period(item, later, later))[0]


def test_a_period_takes_its_own_preposition() -> None:
    assert Period("date", pd.Timestamp(2012, 10, 1), pd.Timestamp(2012, 10, 1)).text == "1. oktober 2012"

"""A map in words: legend, municipality, missing and doubtful values, sentence, table."""

from __future__ import annotations

import dataclasses

import pandas as pd

from pages.kit import database, formats
from pages.map import figures, texts
from queries.classes import Classes
from tests.map.conftest import MapOf


def test_the_default_map(map_of: MapOf) -> None:
    shown = map_of("hp25_outside_labour_market_own_12m")
    assert figures.sentence(shown) == (
        "Uden for arbejdsmarkedet (kommunens tal), okt. 2023–sep. 2024: De syv områder ligger mellem 30,5\u00a0% "
        "(Sjællandsgadekvarteret) og 54,0\u00a0% (Energivej-området). Randers Kommune: 17,2\u00a0%."
    )
    energivej = next(area for area in shown.areas if area.area_id == "energivej")
    assert (energivej.text, energivej.distance, energivej.color) == ("54,0\u00a0%", "+36,8\u00a0procentpoint", "#262A63")
    assert energivej.residents == "864"
    assert [area.name for area in shown.areas][:2] == ["Gl. Jennumparken", "Glarbjergvej-området"]


def test_the_legend_marks_the_municipality_in_its_class(map_of: MapOf) -> None:
    rows = texts.legend(map_of("hp25_outside_labour_market_own_12m"))
    assert [row["text"] for row in rows] == [
        "45\u00a0% og derover", "40 til under 45\u00a0%", "35 til under 40\u00a0%", "under 35\u00a0%",
    ]  # fmt: skip
    assert [row["municipality"] for row in rows] == ["", "", "", "Randers Kommune 17,2\u00a0%"]


def test_colours_mean_the_same_in_every_year(map_of: MapOf) -> None:
    first, last = map_of("re17_charged_per_1000", 0), map_of("re17_charged_per_1000")
    assert (first.period, last.period) == ("2017", "2021")
    assert first.classes == last.classes
    columns, rows = texts.beside(first, last)
    assert columns[-1][1] == "Ændring til 2021"
    assert rows[0] == {
        "href": "boligomraade?omraade=gl_jennumparken", "name": "Gl. Jennumparken", "first": "31,3 pr.\u00a01.000",
        "second": "25,2 pr.\u00a01.000", "change": "−6,1 pr.\u00a01.000",
    }  # fmt: skip
    assert rows[-1]["name"] == "Randers Kommune"
    assert rows[-1]["change"] == "+1,7 pr.\u00a01.000"


def test_two_indicators_get_no_change(map_of: MapOf) -> None:
    columns, _ = texts.beside(map_of("hp25_residents"), map_of("hp25_feels_safe"))
    assert "change" not in [key for key, _, _ in columns]


def test_a_doubtful_figure_is_hatched_never_coloured_and_said(map_of: MapOf) -> None:
    shown = map_of("hp25_household_income_of_municipality")
    energivej = next(area for area in shown.areas if area.area_id == "energivej")
    assert (energivej.kind, energivej.value, energivej.color, energivej.hatch) == ("doubtful", None, figures.NO_VALUE, "crossed")
    assert energivej.text == "tvivlsomt"
    assert "trykt som 52\u00a0%" in energivej.reason
    assert energivej.distance == ""
    assert "Energivej" not in figures.sentence(shown)
    assert "6 af 7 områder har et tal" in figures.sentence(shown)
    assert texts.missing_legend(shown)[0]["hatch"] == "crossed"


def test_missing_values_say_why(map_of: MapOf) -> None:
    legend = texts.missing_legend(map_of("hp25_feels_safe"))
    assert [row["kind"] for row in legend] == ["missing"]
    assert "Vangdalen" in legend[0]["text"]
    assert "ikke opgjort. Området var ikke med i målingen i 2023" in legend[0]["text"]
    unmentioned = texts.missing_legend(map_of("re17_charged_per_1000"))
    assert unmentioned[0]["text"].endswith("Centrale Randers: kilden nævner ikke området")


def test_hidden_values_are_hatched(map_of: MapOf) -> None:
    shown = map_of("hp25_language_tested")
    hidden = [area for area in shown.areas if area.kind == "hidden"]
    assert hidden
    assert {(area.text, area.hatch, area.value) for area in hidden} == {("skjult", "lines", None)}
    assert "Skjult: tallet er lille, eller et lille tal kan regnes ud af det" in hidden[0].reason


def test_counts_are_not_held_against_the_municipality(map_of: MapOf) -> None:
    shown = map_of("hp25_residents")
    assert shown.municipality is None
    assert {area.distance for area in shown.areas} == {""}
    assert "ikke en andel" in texts.no_municipality(shown)
    assert "Randers Kommune:" not in figures.sentence(shown)


def test_one_value_for_all(map_of: MapOf) -> None:
    shown = map_of("hp25_feels_safe")
    alike = tuple(dataclasses.replace(area, kind="value", value=33.0, text="33\u00a0%") for area in shown.areas)
    one = dataclasses.replace(shown, areas=alike, classes=Classes((), 0))
    assert "De syv områder har alle 33\u00a0%." in figures.sentence(one)
    assert [row["text"] for row in texts.legend(one)] == ["33\u00a0%"]


def test_names_on_the_map_are_short() -> None:
    assert formats.short_area("Glarbjergvej-området") == "Glarbjergvej"
    assert formats.short_area("Sjællandsgadekvarteret") == "Sjællandsgade"
    assert figures.broken("Hermann Stillingsvej") == "Hermann\nStillingsvej"
    assert figures.broken("Gl. Jennumparken") == "Gl. Jennumparken"


def test_download_has_numbers_and_reasons(map_of: MapOf) -> None:
    frame = texts.for_download([map_of("hp25_household_income_of_municipality")])
    energivej = frame.set_index("område").loc["Energivej-området"]
    assert pd.isna(energivej["værdi"])
    assert "52" in energivej["hvis der ikke er et tal"]
    assert frame.set_index("område").loc["Vangdalen", "værdi"] == 72.0


def test_every_map_can_be_made(map_of: MapOf) -> None:
    catalogue = database.ask("map_indicators")
    assert len(catalogue) >= 55
    assert set(catalogue["areas"]) <= set(range(3, 8))
    for indicator_id, rows in catalogue.groupby("indicator_id", sort=False):
        for place in range(len(rows)):
            shown = map_of(indicator_id, place)
            assert len(shown.areas) == 7
            assert len(shown.with_value) == rows.iloc[place]["areas"]
            assert "nan" not in figures.sentence(shown)

"""The maps of the papers: which, with what behind them, on slide and page, and what may not be on them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from pptx.enum.shapes import MSO_SHAPE_TYPE

from pages.map import figures
from pages.pack import AgendaItem, mapping, words
from queries.connection import Database

DAY = date(2026, 3, 1)


def on_map(database: Database, *choices: Mapping[str, str]) -> list[str]:
    agenda = [AgendaItem("Et punkt", "", mapping.PAGE, one) for one in choices]
    return [chapter.title for chapter in mapping.chapters(database, agenda, DAY)]


def test_the_default_stands_with_every_area_and_the_municipality(real_database: Database) -> None:
    (chapter,) = mapping.chapters(real_database, [AgendaItem("Andet", "", "Overblik", {"indikator": "hp25_feels_safe"})], DAY)
    assert chapter.indicator_id == figures.DEFAULT
    assert [row[0] for row in chapter.table.rows][-2:] == ["Centrale Randers", "Randers Kommune"]
    assert len(chapter.table.rows) == 8
    values = {row[0]: row[1] for row in chapter.table.rows}
    assert (values["Energivej-området"], values["Randers Kommune"]) == ("54,0\u00a0%", "17,2\u00a0%")
    assert all(value in chapter.svg for value in values.values())
    assert "de er ikke kommunens grænser" in chapter.source
    assert "Klimadatastyrelsen" in chapter.source


def test_the_agenda_says_which_indicator_and_period(real_database: Database) -> None:
    charged = {"indikator": "re17_charged_per_1000"}
    titles = on_map(real_database, charged, {**charged, "periode": "2019-01-01_2019-12-31"}, charged)
    assert [title.rpartition(", ")[2] for title in titles] == ["2021", "2019"]
    assert on_map(real_database, {"indikator": "findes_ikke"}) != []


def test_origin_is_drawn_only_where_the_agenda_asks_for_it(real_database: Database) -> None:
    catalogue = real_database.ask("map_indicators")
    origin = str(catalogue.loc[catalogue["topic"] == figures.ON_REQUEST, "indicator_id"].iloc[0])
    asked = mapping.chapters(real_database, [AgendaItem("x", "", mapping.PAGE, {"indikator": origin})], DAY)
    assert origin not in [chapter.indicator_id for chapter in asked]
    in_words = mapping.chapters(real_database, [AgendaItem("x", "", mapping.PAGE, {"indikator": origin, "oprindelse": "ja"})], DAY)
    assert [chapter.indicator_id for chapter in in_words] == [origin]


def test_a_hidden_figure_is_a_word_on_the_map_and_in_its_table(real_database: Database) -> None:
    answers = real_database.ask("map_indicators")
    for _, row in answers.iterrows():
        known = real_database.ask("indicator_figures", indicator_id=row["indicator_id"])
        hidden = known[
            (known["status"] == "suppressed") & (known["period_end"] == row["period_end"]) & (known["area_kind"] == "housing_area")
        ]
        if len(hidden):
            choices = {"indikator": str(row["indicator_id"]), "periode": figures.period_key(row)}
            (chapter,) = mapping.chapters(real_database, [AgendaItem("x", "", mapping.PAGE, choices)], DAY)
            told = {line[0]: line[1] for line in chapter.table.rows}
            assert {told[name] for name in hidden["area_name"]} == {"skjult"}
            assert chapter.svg.count("skjult") >= len(hidden)
            return
    pytest.fail("no map has a hidden figure")


def test_slide_and_page_show_it_with_its_sentence(deck: Any, pages: list[str]) -> None:
    (slide,) = [slide for slide in deck.slides if (slide.shapes.title.text or "").startswith(words.MAPS)]
    (shown,) = [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
    assert shown._element.xpath("./p:nvPicPr/p:cNvPr")[0].get("descr").startswith("Kort. ")
    assert any(shape.has_table for shape in slide.shapes)
    (page,) = [page for page in pages if page.startswith(words.MAPS) or f"\n{words.MAPS}\n" in page]
    assert "Randers Kommune" in page

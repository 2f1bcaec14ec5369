"""The presentation opened again: figures against the database, nothing over the edge, readable at six metres."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from typing import Any

import openpyxl
import pandas as pd
import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn
from pypdf._codecs.core_font_metrics import CORE_FONT_METRICS

from pages.pack import Pack
from queries.connection import Database
from queries.verdicts import TRUSTED
from tests.pack.conftest import slide_texts

EMU, POINTS = 914400, 72
SMALL = {"Kilde", "Data", "Sidetal"}  # the foot of a slide, which is for the paper


def charts(deck: Any) -> Iterator[tuple[str, Any]]:
    for slide in deck.slides:
        yield from ((slide.shapes.title.text_frame.text, shape.chart) for shape in slide.shapes if shape.has_chart)


def bars(chart: Any) -> dict[str, dict[str, float]]:
    return {series.name: dict(zip(chart.plots[0].categories, series.values, strict=True)) for series in chart.plots[0].series}


def newest(database: Database, area_id: str) -> dict[str, tuple[float, float]]:
    """Trusted shares of the plan with the municipality's, by short title: counted here on its own."""
    figures = database.ask("area_figures", area_id=area_id)
    figures = figures[(figures["source_id"] == "helhedsplan-2025-29") & (figures["unit"] == "percent") & (figures["direction"] != "none")]
    last = figures.sort_values("period_end").groupby("indicator_id").tail(1)
    usable = last[last["status"].isin(TRUSTED) & last["reference_status"].isin(TRUSTED) & last["reference_value"].notna()]
    return {row["short_title"]: (row["value"], row["reference_value"]) for _, row in usable.iterrows()}


def test_every_slide_has_a_title_of_its_own(deck: Any) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert all(titles)
    assert len(set(titles)) == len(titles)
    assert len(titles) >= 20


def test_the_slides_come_in_the_order_of_a_meeting(deck: Any, real_database: Database) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    areas = real_database.ask("areas").query("kind == 'housing_area'")["name"].tolist()
    wanted = ["Bestyrelsespakke", "Dagsorden", "Situationen på en side", *areas, "Statens kriterier", "Hvad der mangler"]
    places = [titles.index(title) for title in wanted]
    assert places == sorted(places)
    assert titles[-2].startswith("Beslutninger siden sidst")
    since = next(slide for slide in deck.slides if slide.shapes.title.text_frame.text.startswith("Siden sidst"))
    assert "Fra udgaven ”Opdigtet møde” fra 1. september 2025" in "".join(shape.text_frame.text for shape in since.placeholders)


def test_an_areas_bars_are_the_databases_figures(deck: Any, real_database: Database) -> None:
    drawn = {title: bars(chart) for title, chart in charts(deck)}
    areas = real_database.ask("areas").query("kind == 'housing_area'")
    assert len(areas) == 7
    for _, area in areas.iterrows():
        expected = newest(real_database, area["area_id"])
        own, town = drawn[area["name"]][area["name"]], drawn[area["name"]]["Randers Kommune"]
        assert {title: (own[title], town[title]) for title in own} == expected


def test_the_situation_is_the_published_total_beside_the_municipality(deck: Any) -> None:
    """Read in the plan, not in the database."""
    drawn = next(bars(chart) for title, chart in charts(deck) if title == "Situationen på en side")
    assert drawn["Alle 7 boligområder"]["Uden job og uddannelse, 18-64 år"] == pytest.approx(38.6)
    assert drawn["Randers Kommune"]["Uden job og uddannelse, 18-64 år"] == pytest.approx(15.8)
    assert "Sigtede unge, 15-29 år" not in drawn["Randers Kommune"], "a doubtful figure is never drawn"


def test_the_workbook_behind_a_chart_says_the_same(deck: Any) -> None:
    title, chart = next((title, chart) for title, chart in charts(deck) if title == "Vangdalen")
    sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    head, *rows = sheet.iter_rows(values_only=True)
    assert list(head[1:]) == [series.name for series in chart.plots[0].series]
    assert {row[0]: row[1] for row in rows} == bars(chart)[title]


def test_colours_are_the_monitors(deck: Any, real_database: Database) -> None:
    colors = real_database.ask("areas").set_index("name")["color"]
    for title, chart in charts(deck):
        if title in colors.index:
            fills = {series.name: f"#{series.format.fill.fore_color.rgb}" for series in chart.plots[0].series}
            assert fills == {title: colors[title], "Randers Kommune": "#3C4650"}


def test_shares_keep_the_decimals_they_were_printed_with(deck: Any) -> None:
    chart = next(chart for title, chart in charts(deck) if title == "Vangdalen")
    """As text: a format would be written with points by a program that is not Danish."""
    own = chart.plots[0].series[0]
    said = {}
    for label in own._element.iter(qn("c:dLbl")):
        place = int(label.find(qn("c:idx")).get("val"))
        said[list(chart.plots[0].categories)[place]] = "".join(run.text for run in label.iter(qn("a:t")))
    assert len(said) == sum(value is not None for value in own.values) > 5
    assert (said["Kun grundskole, 15-64 år"], said["Elever med over 10 % fravær"]) == ("39\u00a0%", "33,7\u00a0%")


def test_charts_and_tables_are_native_and_told_in_words(deck: Any) -> None:
    frames = [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart or shape.has_table]
    assert len(frames) > 20
    pictures = [shape.name for slide in deck.slides for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
    assert pictures == ["Kort"], "a picture cannot be edited"
    alternatives = [shape._element.xpath("./p:nvGraphicFramePr/p:cNvPr")[0].get("descr") for shape in frames]
    assert all(alternatives)
    vangdalen = next(text for text in alternatives if "Elevfravær, procent: Vangdalen" in text)
    assert "Vangdalen 10,0\u00a0%, Randers Kommune 7,8\u00a0%" in vangdalen


def test_every_slide_says_its_source_and_the_age_of_the_data(deck: Any, real_database: Database) -> None:
    line = f"Data: version {real_database.version}, tal til og med 31. december 2024"
    for slide, said in zip(deck.slides, slide_texts(deck), strict=True):
        assert line in said
        assert line in slide.notes_slide.notes_text_frame.text
    shown = [slide for slide in deck.slides if any(shape.has_chart for shape in slide.shapes)]
    assert all("Kilde: " in slide.notes_slide.notes_text_frame.text for slide in shown)


def runs(deck: Any) -> Iterator[tuple[Any, Any]]:
    for slide in deck.slides:
        for shape in slide.shapes:
            frames = [shape.text_frame] if shape.has_text_frame else []
            frames += [cell.text_frame for row in shape.table.rows for cell in row.cells] if shape.has_table else []
            for paragraph in itertools.chain.from_iterable(frame.paragraphs for frame in frames):
                yield from ((shape, run) for run in paragraph.runs)


def test_everything_that_is_to_be_read_is_at_least_18_points(deck: Any) -> None:
    sized = [(shape, run) for shape, run in runs(deck) if run.font.size is not None]
    assert len(sized) > 300
    assert {run.text: run.font.size.pt for shape, run in sized if run.font.size.pt < 18 and shape.name not in SMALL} == {}
    for _, chart in charts(deck):
        assert chart.font.size.pt >= 18
        assert all(int(props.get("sz", "1800")) >= 1800 for props in chart._chartSpace.iter(qn("a:defRPr")))
    master = deck.slide_masters[0].element
    sizes = [int(props.get("sz")) for props in master.find(qn("p:txStyles")).iter(qn("a:defRPr"))]
    assert min(sizes) >= 1800


def test_text_is_marked_as_danish(deck: Any) -> None:
    assert {run._r.find(qn("a:rPr")).get("lang") for _, run in runs(deck)} == {"da-DK"}
    assert deck.core_properties.language == "da-DK"


def width(text: str, size: float, bold: bool) -> float:
    """Inches by the metrics of Helvetica, which Arial shares; what it does not know counts as a wide letter."""
    widths = CORE_FONT_METRICS["Helvetica-Bold" if bold else "Helvetica"].character_widths
    return sum(widths.get(letter, 700) for letter in text) / 1000 * size / POINTS


def height(frame: Any, inches: float, default: float, bold: bool = False) -> float:
    high = 0.0
    for paragraph in frame.paragraphs:
        size = max((run.font.size.pt for run in paragraph.runs if run.font.size), default=default)
        thick = bold or any(run.font.bold for run in paragraph.runs)
        lines, used = 1, 0.0
        for word in paragraph.text.split(" "):
            wide = width(word + " ", size, thick)
            if used and used + wide - width(" ", size, thick) > inches:
                lines, used = lines + 1, 0.0
            used += wide
        high += lines * size * 1.2 / POINTS + (paragraph.space_before.pt / POINTS if paragraph.space_before is not None else 0)
    return high


def boxes(slide: Any) -> list[tuple[str, float, float, float, float]]:
    """Name, left, top, right and the bottom that the text really reaches, in inches."""
    found = []
    for shape in slide.shapes:
        left, top, wide, high = (part / EMU for part in (shape.left, shape.top, shape.width, shape.height))
        if shape.name == "Farve":
            continue
        if shape.has_table:
            widths = [column.width / EMU for column in shape.table.columns]
            high = 0.0
            for row in shape.table.rows:
                needed = [
                    height(cell.text_frame, inches - (cell.margin_left + cell.margin_right) / EMU, 18) + 0.11
                    for cell, inches in zip(row.cells, widths, strict=True)
                ]
                high += max(row.height / EMU, *needed)
        elif shape.has_text_frame and shape.text_frame.text:
            default = 28 if shape == slide.shapes.title else 12 if shape.name in SMALL or "Kilde" in shape.name else 20
            high = max(high, height(shape.text_frame, wide, default, shape == slide.shapes.title))
        found.append((shape.name, left, top, left + wide, top + high))
    return found


def test_nothing_goes_over_the_edge_or_over_something_else(deck: Any) -> None:
    wrong = []
    for slide in list(deck.slides)[1:]:
        placed = boxes(slide)
        title = slide.shapes.title.text_frame.text
        wrong += [(title, name) for name, left, top, right, bottom in placed if left < 0 or top < 0 or right > 13.34 or bottom > 7.5]
        for one, other in itertools.combinations(placed, 2):
            beside = one[3] <= other[1] + 0.01 or other[3] <= one[1] + 0.01
            above = one[4] <= other[2] + 0.03 or other[4] <= one[2] + 0.03
            if not (beside or above):
                wrong.append((title, one[0], other[0]))
    assert wrong == []


def test_hidden_figures_are_on_no_slide(deck: Any, real_database: Database) -> None:
    figures = real_database.ask("all_figures")
    hidden = figures[figures["status"] == "suppressed"]
    short = real_database.ask("indicators").drop_duplicates("indicator_id").set_index("indicator_id")["short_title"]
    drawn = {(title, name) for title, chart in charts(deck) for name in chart.plots[0].categories}
    latest = hidden[hidden["document"].str.contains("2025-29")]
    pairs = {(row["area"], short[row["indicator_id"]]) for _, row in latest.iterrows()}
    assert len(pairs) > 20
    assert not drawn & pairs


def test_comments_follow_what_they_are_about(deck: Any) -> None:
    said = slide_texts(deck)
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    after = titles.index("Vangdalen") + 1
    assert "Opdigtet bemærkning om området." in said[after]
    assert "10. februar 2026" in said[after]
    assert "Uden eget kapitel." in said[-1], "a comment without a chapter is not lost"


def test_the_agenda_says_areas_by_name(deck: Any) -> None:
    assert "Boligområder: Vangdalen, Energivej-området" in slide_texts(deck)[1]


def test_missing_values_of_a_chart_are_holes(deck: Any) -> None:
    values = [value for _, chart in charts(deck) for series in chart.plots[0].series for value in series.values]
    assert not any(pd.isna(value) for value in values if value is not None)


def test_economy_and_participants_are_in_the_pack_of_a_made_up_year(bare_pack: Pack) -> None:
    shapes = [shape for slide in Presentation(io.BytesIO(bare_pack.pptx)).slides for shape in slide.shapes]
    said = "\n".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)
    assert "Planen følger sit budget: ventet 1,50 mio. kr., brugt 1,60 mio. kr. til og med 31. juli 2026." in said
    assert "Deltagere i 2 aktiviteter er talt op; 40 er startet." in said
    rows = [[cell.text for cell in row.cells] for shape in shapes if shape.has_table for row in shape.table.rows]
    assert any(row[0] == "Uddannelsesvejledning" and "! 90.000\u00a0kr. overforbrug" in row for row in rows)
    assert any(row[:5] == ["Café uden måltal", "30", "skjult (få personer)", "–", "–"] for row in rows)

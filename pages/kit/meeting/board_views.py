"""The heart of each page for a meeting: its sentence and one picture or table, at a size for six metres."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from pages.activities.promises import Plan
from pages.area import texts as area_texts
from pages.compare import texts as compare_texts
from pages.compare.views import Shown, titles
from pages.criteria.figures import Criteria
from pages.kit import choices, database, formats, theme
from pages.kit.language import tr
from pages.kit.meeting import board_charts, board_rows
from pages.kit.meeting.board_rows import Table
from pages.map import meeting as map_meeting
from pages.map import texts as map_texts
from pages.map.figures import MapOfPeriod
from pages.map.ground import ground


def _with_agenda() -> bool:
    return theme.AGENDA_PARAMETERS[0] in st.query_params


def _show(table: Table) -> None:
    most = board_rows.MOST_ROWS_WITH_AGENDA if _with_agenda() else board_rows.MOST_ROWS
    theme.render("kit/meeting/board_table.html", table=board_rows.cut(table, most))


def overview(plan_id: str) -> None:
    """Every strategic indicator beside the municipality."""
    table = database.kept(board_rows.start, plan_id)
    # Ten rows and an agenda's words take the whole height; sources and periods are one key away.
    theme.render("kit/meeting/board_table.html", table=replace(table, sources=()) if _with_agenda() else table)


def area(name: str, shown: area_texts.AreaPage) -> None:
    """Who lives in the area, and its shares beside the municipality's."""
    theme.render("kit/meeting/board_facts.html", facts=shown.facts[:3])
    if shown.beside.empty:
        st.info(tr("Der er ingen andele for området, som kan holdes op mod kommunen i samme periode."), icon=":material/info:")
    else:
        _show(board_rows.area(shown.beside, shown.beside_rows, name))


def all_indicators(shown: Shown, place: Any, reference_words: str) -> None:
    """The areas by the indicators of one topic; the choice of topic goes into `place`."""
    compared = shown.compared
    offered = {}
    for topic, heading in board_rows.topics(compared).items():
        several = board_rows.parts(compared, topic)
        for number in range(len(several)):
            part = tr("{topic} ({number} af {parts})", topic=heading, number=number + 1, parts=len(several))
            offered[f"{topic}-{number + 1}"] = part if len(several) > 1 else heading
    with place:
        topic, _, part = choices.choose(tr("Emne"), offered, "emne", default="employment-1").rpartition("-")
    own = compared[compared["topic"] == topic]
    theme.render("kit/lead.html", sentence=compare_texts.sentence(own, reference_words), sub="")
    _show(board_rows.matrix(compared, topic, int(part) - 1, shown.reference_name))


def one_indicator(shown: Shown, place: Any, reference_words: str) -> None:
    """A bar per area for one indicator; the choice of indicator goes into `place`."""
    with place:
        offered = database.kept(titles, shown.source_id)
        indicator_id = choices.choose(tr("Indikator"), offered, "indikator", default="hp25_outside_labour_market_own_12m")
    compared = shown.compared[shown.compared["indicator_id"] == indicator_id]
    rows = compare_texts.chart_rows(compared)
    if shown.order != "plan":
        rows = rows.sort_values("value", ascending=shown.order == "stigende")
    theme.render("kit/lead.html", sentence=compare_texts.sentence(compared, reference_words), sub="")
    there = dict(zip(compared["area_id"], compared["status"], strict=True))
    left = {
        name: formats.status_word(there[area_id]) if area_id in there else tr("kilden nævner ikke området")
        for area_id, name in shown.areas.items()
        if area_id not in set(rows["area_id"]) and area_id != shown.reference.area_id
    }
    theme.render(
        "kit/meeting/board_bars.html",
        heading=offered[indicator_id],
        rows=board_rows.bars(rows, left, shown.measure, shown.against_target),
        reference=tr("Lodret streg: {reference}", reference=reference_words),
        source=area_texts.source_line(rows) if len(rows) else "",
        period=area_texts.periods(rows) if len(rows) else "",
    )


def trend(name: str, choice: tuple[Any, ...], build: Callable[[], Any], heading: str, source: str, alternative: str) -> None:
    """A chart over time as a picture that fills the screen."""
    height = board_charts.HEIGHT_WITH_AGENDA if _with_agenda() else board_charts.HEIGHT
    drawn = board_charts.picture(database.stamp(), name, choice, build, height)
    theme.render("kit/meeting/board_picture.html", heading=heading, picture=drawn, alternative=alternative, source=source)


def the_map(shown: Sequence[MapOfPeriod], zoom: str, sentence: str, entrances: bool) -> None:
    """The map with its classes beside it; two maps are a table of their figures, which fits where they do not."""
    if len(shown) > 1:
        columns, rows = map_texts.beside(shown[0], shown[1])
        _show(board_rows.of_map(columns, rows, tr("De to kort ved siden af hinanden")))
        return
    item, under = shown[0], ground()
    drawn = _map(database.stamp(), item.key, zoom, entrances, item)
    heading = f"{map_texts.unit_heading(item)}, {item.period}"
    theme.render(
        "kit/meeting/board_map.html",
        picture=drawn,
        alternative=sentence,
        heading=tr("{heading} · skematisk", heading=heading) if under.schematic else heading,
        rows=map_texts.legend(item),
        missing=map_texts.missing_legend(item),
        no_municipality=map_texts.no_municipality(item),
        source=f"{item.title}. {under.note} {item.source}",
    )


@st.cache_resource(max_entries=100, show_spinner=False)
def _map(stamp: str, key: str, zoom: str, entrances: bool, _item: MapOfPeriod) -> board_charts.Picture:
    width, height = board_charts.MAP_WIDTH, board_charts.MAP_HEIGHT
    svg = map_meeting.room(_item, ground(), zoom, width, height, board_charts.LETTERS, entrances)
    return board_charts.Picture(svg, width, height)


def activities(plan: Plan, focus_area: str | None) -> None:
    """The promises by theme and status, or those of one theme."""
    _show(board_rows.themes(plan) if focus_area is None else board_rows.promises(plan, focus_area))


def criteria(found: Criteria) -> None:
    """The areas by the criteria of the main category."""
    _show(board_rows.criteria(found))

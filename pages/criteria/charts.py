"""The distance of the areas' shares to the state's limits, as a chart."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import altair as alt
import pandas as pd

from pages.criteria import texts
from pages.kit import formats, theme
from pages.kit.language import tr
from queries.areas_by_criteria import MEASURES, VULNERABLE, Criteria


def columns() -> list[tuple[str, str, bool]]:
    """Columns of the table behind the chart."""
    return [
        ("criterion", tr("Kriterium"), False), ("area", tr("Område"), False), ("value_text", tr("Værdi"), True),
        ("limit_text", tr("Grænse"), False), ("verdict", tr("I forhold til grænsen"), False), ("period", tr("Periode"), False),
    ]  # fmt: skip


def limit_rows(found: Criteria) -> pd.DataFrame:
    """One row per area and share of the main category with a figure: criterion, area, value, limit and texts."""
    rows: list[dict[str, Any]] = []
    for area in found.areas:
        made = area.categories[VULNERABLE]
        for item in sorted(made.gates + made.counted, key=lambda item: MEASURES.index(item.rule.measure)):
            if item.figure is None or item.rule.unit != "percent" or item.figure.row is None:
                continue
            rows.append(
                {
                    "number": f"{MEASURES.index(item.rule.measure)}-{len(rows):03d}",
                    "criterion": f"{item.rule.title} ({texts.in_sentence(item.rule.population)})",
                    "area": area.name,
                    "value": item.figure.value,
                    "limit": item.rule.threshold,
                    "value_text": texts.value(item.figure, item.rule.unit),
                    "limit_text": texts.limit(item.rule),
                    "verdict": texts.verdict(item),
                    "period": texts.dated(dict(item.figure.row)),
                }
            )
    return pd.DataFrame(
        sorted(rows, key=lambda row: str(row["number"])),
        columns=["number", "criterion", "area", "value", "limit", "value_text", "limit_text", "verdict", "period"],
    )


def limits(rows: pd.DataFrame, title: str) -> Any:
    """One line per area and criterion: a mark at the limit and a point at the value, with the verdict in words.

    `rows` as made by limit_rows, at least one.
    """
    rows = rows.assign(
        label=[
            tr("{value} {verdict} (loven: {limit})", value=value, verdict=verdict, limit=limit)
            for value, verdict, limit in rows[["value_text", "verdict", "limit_text"]].itertuples(index=False)
        ]
    )
    base = alt.Chart().encode(y=alt.Y("number:N", sort="ascending", axis=None, scale=alt.Scale(paddingOuter=0.3)))
    x = _scale(rows)
    heading = alt.TitleParams(title, fontSize=22)
    chart = alt.layer(*_marks(base, x), *_texts(base, x), data=rows, width="container", height=alt.Step(64), title=heading)
    return theme.themed(chart)


def _scale(rows: pd.DataFrame) -> Callable[[str], alt.X]:
    """The shared scale, with room for the text after the last point."""
    scale = alt.Scale(domain=[0, float(rows[["value", "limit"]].max(axis=None)) * 1.6], nice=False)
    axis = alt.Axis(
        title=tr("Procent"),
        titleAnchor="start",
        titleFontSize=18,
        labelFontSize=18,
        orient="top",
        format=",.0f",
        tickCount=6,
        tickMinStep=10,
    )
    return lambda field: alt.X(f"{field}:Q", scale=scale, axis=axis)


def _marks(base: alt.Chart, x: Callable[[str], alt.X]) -> list[Any]:
    names = [tr("Områdets tal"), tr("Statens grænse")]
    shared = alt.Scale(domain=names, range=["#0B5394", theme.INK])
    legend = alt.Legend(title=None, labelFontSize=18, symbolSize=240, orient="top")
    tooltip = [
        alt.Tooltip("area:N", title=tr("Område")), alt.Tooltip("criterion:N", title=tr("Kriterium")),
        alt.Tooltip("value_text:N", title=tr("Værdi")), alt.Tooltip("limit_text:N", title=tr("Grænse")),
        alt.Tooltip("verdict:N", title=tr("Resultat")), alt.Tooltip("period:N", title=tr("Periode")),
    ]  # fmt: skip
    return [
        base.mark_rule(color=theme.LINE, strokeWidth=3, yOffset=13).encode(x=x("value"), x2=alt.X2("limit:Q")),
        base.transform_calculate(what=json.dumps(names[1]))
        .mark_point(shape="stroke", angle=90, size=900, strokeWidth=4, opacity=1, yOffset=13)
        .encode(x=x("limit"), color=alt.Color("what:N", scale=shared, legend=legend), tooltip=tooltip),
        base.transform_calculate(what=json.dumps(names[0]))
        .mark_point(filled=True, size=280, opacity=1, yOffset=13)
        .encode(x=x("value"), color=alt.Color("what:N", scale=shared, legend=legend), tooltip=tooltip),
    ]


def _texts(base: alt.Chart, x: Callable[[str], alt.X]) -> list[Any]:
    """The area and criterion above the line, the figures after it; a narrow screen has room for the value only."""
    return [
        base.transform_calculate(heading="datum.area + ' · ' + datum.criterion")
        .mark_text(align="left", baseline="middle", fontSize=20, color=theme.INK, yOffset=-14, limit={"expr": "width"})  # type: ignore[arg-type]
        .encode(x=alt.value(0), text=alt.Text("heading:N")),
        base.transform_calculate(after="max(datum.value, datum.limit)", shown="width > 700 ? datum.label : datum.value_text")
        .mark_text(align="left", baseline="middle", fontSize=19, fontWeight="bold", color=theme.INK, dx=16, yOffset=13)
        .encode(x=x("after"), text=alt.Text("shown:N")),
    ]


def source_line(found: Criteria) -> str:
    """The documents and registers behind the figures."""
    rows = [figure.row for area in found.areas for figure in area.figures.values() if figure.row is not None]
    registers = ", ".join(dict.fromkeys(str(row["register_title"]) for row in rows))
    documents = ", ".join(dict.fromkeys(str(row["source_title"]) for row in rows))
    return tr(
        "Kilde: {registers}. Trykt i: {documents}. Regler: almenboligloven §§ 61 a og 61 b pr. {day}.",
        registers=registers, documents=documents, day=formats.day(found.on),
    )  # fmt: skip

"""Charts as pure functions: frame and metadata in, Altair chart out. Missing data and order are settled before."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from pages.kit import formats, theme
from pages.kit.language import tr


def beside(
    rows: pd.DataFrame, area_name: str, color: str, reference_name: str, subtitle: str, reference_color: str = theme.MUNICIPALITY
) -> Any:
    """Dot for the area and dot for what it is held against on one line per indicator, in the given order.

    `rows`: title, value, reference_value, value_text, reference_text, difference_text, period (text); all in percent.
    """
    order = list(rows["title"])
    longest = rows[["value", "reference_value"]].max(axis=None)
    x_axis = alt.Axis(title=tr("Procent"), format=",.0f", orient="top", tickCount=6)
    scale = alt.Scale(domain=[0, max(10.0, float(longest) * 1.05)])
    y = alt.Y("title:N", sort=order, title=None, axis=alt.Axis(labelLimit=420, labelPadding=10, ticks=False, domain=False))
    told = ["title", "value_text", "reference_text", "difference_text", "period"]
    base = alt.Chart(rows[[*told, "value", "reference_value"]]).encode(y=y)
    tooltip = [
        alt.Tooltip("title:N", title=tr("Indikator")),
        alt.Tooltip("value_text:N", title=area_name),
        alt.Tooltip("reference_text:N", title=reference_name),
        alt.Tooltip("difference_text:N", title=tr("Forskel")),
        alt.Tooltip("period:N", title=tr("Periode")),
    ]
    line = base.mark_rule(color="#9AA7B2", strokeWidth=3).encode(
        x=alt.X("value:Q", scale=scale, axis=x_axis), x2=alt.X2("reference_value:Q"), tooltip=tooltip
    )
    long = rows.melt(id_vars=told, value_vars=["value", "reference_value"], var_name="who", value_name="percent")
    long["who"] = long["who"].map({"value": area_name, "reference_value": reference_name})
    names = [area_name, reference_name]
    dots = (
        alt.Chart(long)
        .mark_point(filled=True, size=190, opacity=1)
        .encode(
            y=y,
            x=alt.X("percent:Q", scale=scale, axis=x_axis),
            color=alt.Color("who:N", scale=alt.Scale(domain=names, range=[color, reference_color]), title=None),
            shape=alt.Shape("who:N", scale=alt.Scale(domain=names, range=["circle", "diamond"]), title=None),
            tooltip=tooltip,
        )
    )
    title = alt.TitleParams(tr("{area} og {reference}", area=area_name, reference=reference_name), subtitle=subtitle)
    return theme.themed(alt.layer(line, dots, width="container", height=alt.Step(34), title=title))


def areas_against(rows: pd.DataFrame, title: str, subtitle: str, unit: str, reference_name: str) -> Any:
    """Dot per area on its own line, in the given order, with the reference as a line across (or a mark per area).

    `rows`: area_name, color, value, reference_value, value_text, reference_text, difference_text, period; one unit.
    """
    order = list(rows["area_name"])
    values = pd.concat([rows["value"], rows["reference_value"]]).dropna()
    low, high = min(0.0, float(values.min()) * 1.08), max(1e-9, float(values.max()) * 1.08)
    scale = alt.Scale(domain=[low, high])
    axis = alt.Axis(title=formats.unit_name(unit).capitalize(), orient="top", tickCount=6)
    y = alt.Y("area_name:N", sort=order, title=None, axis=alt.Axis(labelFontSize=16, labelPadding=10, ticks=False, domain=False))
    tooltip = [
        alt.Tooltip("area_name:N", title=tr("Område")), alt.Tooltip("value_text:N", title=tr("Værdi")),
        alt.Tooltip("reference_text:N", title=reference_name), alt.Tooltip("difference_text:N", title=tr("Forskel")),
        alt.Tooltip("period:N", title=tr("Periode")),
    ]  # fmt: skip
    # Only what is drawn or told: every further column would be copied several times on its way to the browser.
    drawn = ["area_name", "value", "reference_value", "value_text", "reference_text", "difference_text", "period"]
    base = alt.Chart().encode(y=y, tooltip=tooltip)
    line = base.mark_rule(color="#9AA7B2", strokeWidth=3).encode(x=alt.X("value:Q", scale=scale, axis=axis), x2=alt.X2("reference_value:Q"))
    held = base.mark_tick(color=theme.MUNICIPALITY, thickness=4, size=26).encode(x=alt.X("reference_value:Q", scale=scale, axis=axis))
    dots = base.mark_circle(size=260, opacity=1).encode(
        x=alt.X("value:Q", scale=scale, axis=axis),
        color=alt.Color("area_name:N", scale=alt.Scale(domain=order, range=list(rows["color"])), legend=None),
    )
    labels = base.mark_text(align="left", dx=14, dy=-12, fontSize=15, color=theme.INK).encode(
        x=alt.X("value:Q", scale=scale, axis=axis), text=alt.Text("value_text:N")
    )
    heading = alt.TitleParams(title, subtitle=[subtitle, tr("Lodret streg: {reference}", reference=reference_name)])
    return theme.themed(alt.layer(line, held, dots, labels, data=rows[drawn], width="container", height=alt.Step(48), title=heading))

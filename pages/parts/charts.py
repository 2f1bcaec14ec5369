"""Charts as pure functions: frame and metadata in, Altair chart out. Missing data and order are settled before."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from pages.parts import formats, theme


def beside_municipality(rows: pd.DataFrame, area_name: str, color: str, subtitle: str) -> Any:
    """Dot for the area and dot for the municipality on one line per indicator, in the given order.

    `rows`: title, value, reference_value, value_text, reference_text, difference_text, period (text); all in percent.
    """
    order = list(rows["title"])
    longest = rows[["value", "reference_value"]].max(axis=None)
    x_axis = alt.Axis(title="Procent", format=",.0f", orient="top", tickCount=6)
    scale = alt.Scale(domain=[0, max(10.0, float(longest) * 1.05)])
    y = alt.Y("title:N", sort=order, title=None, axis=alt.Axis(labelLimit=420, labelPadding=10, ticks=False, domain=False))
    base = alt.Chart(rows).encode(y=y)
    tooltip = [
        alt.Tooltip("title:N", title="Indikator"),
        alt.Tooltip("value_text:N", title=area_name),
        alt.Tooltip("reference_text:N", title="Kommunen"),
        alt.Tooltip("difference_text:N", title="Forskel"),
        alt.Tooltip("period:N", title="Periode"),
    ]
    line = base.mark_rule(color="#9AA7B2", strokeWidth=3).encode(
        x=alt.X("value:Q", scale=scale, axis=x_axis), x2="reference_value:Q", tooltip=tooltip
    )
    long = rows.melt(
        id_vars=["title", "value_text", "reference_text", "difference_text", "period"],
        value_vars=["value", "reference_value"], var_name="who", value_name="percent",
    )  # fmt: skip
    long["who"] = long["who"].map({"value": area_name, "reference_value": "Randers Kommune"})
    names = [area_name, "Randers Kommune"]
    dots = (
        alt.Chart(long)
        .mark_point(filled=True, size=190, opacity=1)
        .encode(
            y=y,
            x=alt.X("percent:Q", scale=scale, axis=x_axis),
            color=alt.Color("who:N", scale=alt.Scale(domain=names, range=[color, theme.MUNICIPALITY]), title=None),
            shape=alt.Shape("who:N", scale=alt.Scale(domain=names, range=["circle", "diamond"]), title=None),
            tooltip=tooltip,
        )
    )
    title = alt.TitleParams(f"{area_name} og Randers Kommune", subtitle=subtitle)
    return theme.themed((line + dots).properties(width="container", height=alt.Step(34), title=title))


def small_trends(rows: pd.DataFrame, color: str, area_name: str) -> Any:
    """One small line chart per indicator: the area and the municipality over time.

    `rows`: title, who (area name or "Randers Kommune"), year (int), value, value_text, period (text), unit_name.
    Doubtful figures must have been taken out before; a missing year breaks the line only where the caller puts null.
    """
    names = [area_name, "Randers Kommune"]
    years = sorted(rows["year"].unique())
    chart = (
        alt.Chart(rows)
        .mark_line(point=alt.OverlayMarkDef(size=60, filled=True), strokeWidth=2.5)
        .encode(
            x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, values=_some(years))),
            y=alt.Y("value:Q", title=None, scale=alt.Scale(zero=True), axis=alt.Axis(format=",.0f", tickCount=4)),
            color=alt.Color("who:N", scale=alt.Scale(domain=names, range=[color, theme.MUNICIPALITY]), title=None),
            strokeDash=alt.StrokeDash("who:N", scale=alt.Scale(domain=names, range=[[1, 0], [6, 3]]), title=None),
            tooltip=[
                alt.Tooltip("title:N", title="Indikator"), alt.Tooltip("who:N", title="Område"),
                alt.Tooltip("value_text:N", title="Værdi"), alt.Tooltip("period:N", title="Periode"),
            ],
        )
        .properties(width=300, height=130)
        .facet(facet=alt.Facet("title:N", title=None, sort=list(dict.fromkeys(rows["title"]))), columns=4)
        .resolve_scale(y="independent", x="independent")
    )  # fmt: skip
    return theme.themed(chart)


def _some(years: list[int]) -> list[int]:
    """At most six labels, so that they never touch."""
    step = max(1, -(-len(years) // 6))
    return years[::step]


def trend_rows(figures: pd.DataFrame, area_name: str) -> pd.DataFrame:
    """Rows for small_trends from an area's figures (question area_figures): area and municipality stacked, as text too."""
    own = figures.assign(who=area_name)
    other = figures[figures["reference_value"].notna()].assign(who="Randers Kommune")
    other = other.assign(value=other["reference_value"])
    both = pd.concat([own, other])
    both = both[both["value"].notna()]
    both["year"] = both["period_end"].dt.year
    both["value_text"] = [formats.figure(v, u, d) for v, u, d in zip(both["value"], both["unit"], both["decimals"], strict=True)]
    both["period"] = [
        formats.period(k, s, e) for k, s, e in zip(both["period_kind"], both["period_start"], both["period_end"], strict=True)
    ]
    both["title"] = both["short_title"] + " (" + both["unit"].map(formats.unit_name) + ")"
    return both[["title", "who", "year", "value", "value_text", "period"]]

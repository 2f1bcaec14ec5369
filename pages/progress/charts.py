"""Charts of Fremdrift: promised staff hours."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from pages.kit import formats, theme
from pages.kit.language import tr


def hour_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per theme with hours for activities and for the theme as a whole: theme, kind, hours, hours_text, total_text.

    `whole` says the same as `kind`, which is a word of the screen.
    """
    known = rows[rows["hours_per_year"].notna()]
    grouped = known.assign(whole=known["activity_name"].isna()).groupby(["focus_area_name", "whole"], sort=False)
    summed = grouped.agg(hours=("hours_per_year", "sum"), total=("theme_hours", "first")).reset_index()
    return summed.assign(
        theme=summed["focus_area_name"],
        kind=summed["whole"].map(_kinds()),
        hours_text=summed["hours"].map(lambda value: formats.figure(value, "hours", 0)),
        total_text=summed["total"].map(lambda value: formats.figure(value, "hours", 0)),
    )


def meant_for() -> str:
    """Heading over what hours are for. The space tells it from the "to" between two editions in the catalogue."""
    return tr("Til ").rstrip()


def _kinds() -> dict[bool, str]:
    """What the hours are for, by whether they are for a theme as a whole."""
    return {False: tr("Bestemte aktiviteter"), True: tr("Hele indsatsområdet")}


def hours(rows: pd.DataFrame, title: str) -> Any:
    """One bar per theme, split by whether the hours belong to an activity, with the sum after it. `rows` as made by hour_rows."""
    y = alt.Y("theme:N", sort=None, axis=None, scale=alt.Scale(paddingInner=0.35, paddingOuter=0.3))
    axis = alt.Axis(
        title=tr("Timer om året"), titleAnchor="start", titleFontSize=18, labelFontSize=18, orient="top", format=",.0f", tickCount=5
    )
    scale = alt.Scale(domain=[0, float(rows["total"].max()) * 1.3], nice=False)
    base = alt.Chart(rows).encode(y=y)
    bars = base.mark_bar(height=26, yOffset=14).encode(
        x=alt.X("hours:Q", stack="zero", scale=scale, axis=axis),
        color=alt.Color(
            "kind:N",
            scale=alt.Scale(domain=list(_kinds().values()), range=["#0B5394", "#7B8A97"]),
            legend=alt.Legend(title=None, labelFontSize=18, symbolSize=240, orient="top"),
        ),
        order=alt.Order("whole:N"),
        tooltip=[
            alt.Tooltip("theme:N", title=tr("Indsatsområde")),
            alt.Tooltip("kind:N", title=meant_for()),
            alt.Tooltip("hours_text:N", title=tr("Lovet")),
        ],
    )
    first = alt.Chart(rows.drop_duplicates("theme")).encode(y=y)
    names = first.mark_text(align="left", baseline="middle", fontSize=20, color=theme.INK, yOffset=-14).encode(
        x=alt.value(0), text=alt.Text("theme:N")
    )
    sums = first.mark_text(align="left", baseline="middle", fontSize=19, fontWeight="bold", color=theme.INK, dx=8, yOffset=14).encode(
        x=alt.X("total:Q", scale=scale, axis=axis), text=alt.Text("total_text:N")
    )
    chart = alt.layer(bars, names, sums, width="container", height=alt.Step(68), title=alt.TitleParams(title, fontSize=22))
    return theme.themed(chart)

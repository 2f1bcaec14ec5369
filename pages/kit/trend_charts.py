"""Charts over time as pure functions: many small ones, and one large with intervals, breaks and lines to hold against."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from pages.kit import formats, theme
from pages.kit.language import mark, tr

# Kinds of area that are no housing area but the town around them: their lines are dashed.
DASHED = ("municipality", "municipality_rest")
# Whole years only, few enough that the labels never touch.
_YEARS = alt.Axis(format="d", tickMinStep=1, tickCount=4, labelAngle=0)


def small(rows: pd.DataFrame, colors: dict[str, str], *, dashed: Collection[str] = (), columns: int = 4) -> Any:
    """One small line chart per indicator and one line per name of `colors` (name -> hex, in the legend's order).

    `rows`: title, who, year (int), piece, value, value_text, period (text). A change of `piece` breaks the line. The lines of
    the names in `dashed` are dashed.
    """
    dashes = _dashes(colors, dashed)
    chart = (
        alt.Chart(rows)
        .mark_line(point=alt.OverlayMarkDef(size=60, filled=True), strokeWidth=2.5)
        .encode(
            x=alt.X("year:Q", title=None, scale=alt.Scale(zero=False, nice=False), axis=_YEARS),
            y=alt.Y("value:Q", title=None, scale=alt.Scale(zero=True), axis=alt.Axis(format=",.2~f", tickCount=4)),
            color=alt.Color("who:N", scale=alt.Scale(domain=list(colors), range=list(colors.values())), title=None),
            strokeDash=alt.StrokeDash("who:N", scale=alt.Scale(domain=list(colors), range=dashes), title=None),
            detail=alt.Detail("piece:N"),
            tooltip=[
                alt.Tooltip("title:N", title=tr("Indikator")), alt.Tooltip("who:N", title=tr("Område")),
                alt.Tooltip("value_text:N", title=tr("Værdi")), alt.Tooltip("period:N", title=tr("Periode")),
            ],
        )
        .properties(width=290, height=130)
        .facet(facet=alt.Facet("title:N", title=None, sort=list(dict.fromkeys(rows["title"]))), columns=columns)
        .resolve_scale(y="independent", x="independent")
    )  # fmt: skip
    return theme.themed(chart)


def trend(
    rows: pd.DataFrame,
    *,
    colors: dict[str, str],
    title: str,
    subtitle: list[str],
    lines: pd.DataFrame,
    dashed: Collection[str] = (),
) -> Any:
    """One indicator over time: a line per area, its interval as a band, gaps as gaps, straight lines to hold against.

    `rows`: area_name, when (year as a number, a date as a fraction of its year), piece, value, low, high
    (null when no base is known), value_text, interval_text, period. `lines`: label, value (targets); may be
    empty. `colors`: area name -> hex in the order shown; the lines of the names in `dashed` are dashed.
    """
    who = alt.Color("area_name:N", scale=alt.Scale(domain=list(colors), range=list(colors.values())), title=None)
    first, last = int(rows["when"].min()), int(rows["when"].max() + 0.999)
    ticks = list(range(first, last + 1, max(1, (last - first) // 12)))
    x = alt.X("when:Q", title=None, scale=alt.Scale(domain=[first - 0.1, last + 0.1]), axis=alt.Axis(format="d", values=ticks))
    # A line of shares starts at zero, so that a small change never looks like a landslide.
    y = alt.Y("value:Q", title=None, scale=alt.Scale(zero=True), axis=alt.Axis(tickCount=6))
    rows = rows[["area_name", "when", "piece", "value", "low", "high", "value_text", "interval_text", "period"]]
    base = alt.Chart()
    layers = []
    if rows["low"].notna().any():
        with_interval = alt.Chart(rows[rows["low"].notna()])
        layers.append(
            with_interval.mark_area(opacity=0.15).encode(
                x=x, y=alt.Y("low:Q", title=None), y2=alt.Y2("high:Q"), color=who, detail=alt.Detail("piece:N")
            )
        )
        layers.append(
            with_interval.mark_rule(opacity=0.45, strokeWidth=2).encode(x=x, y=alt.Y("low:Q", title=None), y2=alt.Y2("high:Q"), color=who)
        )
    if len(lines):
        held = alt.Chart(lines)
        layers.append(held.mark_rule(color=theme.QUIET, strokeDash=[8, 4], strokeWidth=1.5).encode(y=alt.Y("value:Q", title=None)))
        layers += [_label(rows, line, first - 0.1, last + 0.1) for line in lines.to_dict("records")]
    tooltip = [
        alt.Tooltip("area_name:N", title=tr("Område")), alt.Tooltip("value_text:N", title=tr("Værdi")),
        alt.Tooltip("interval_text:N", title=tr("Tilfældig variation")), alt.Tooltip("period:N", title=tr("Periode")),
    ]  # fmt: skip
    dash = alt.StrokeDash("area_name:N", scale=alt.Scale(domain=list(colors), range=_dashes(colors, dashed)), title=None)
    layers.append(base.mark_line(strokeWidth=3).encode(x=x, y=y, color=who, strokeDash=dash, detail=alt.Detail("piece:N")))
    layers.append(base.mark_point(filled=True, size=110, opacity=1).encode(x=x, y=y, color=who, tooltip=tooltip))
    chart = alt.layer(*layers, data=rows, width="container", height=430, title=alt.TitleParams(title, subtitle=subtitle))
    return theme.themed(chart)


def _label(rows: pd.DataFrame, line: dict[str, Any], starts: float, ends: float) -> Any:
    """The label of a straight line: over or under it, at its left or right end, where the fewest lines of areas run through it."""

    def crossed(place: tuple[bool, bool]) -> int:
        left, over = place
        # The room a label takes: about a third of the width, and a tenth of the height from zero to the highest figure.
        width, height = (ends - starts) / 3, max(rows["value"].max(), line["value"]) / 10
        where = np.linspace(starts if left else ends - width, starts + width if left else ends, 9)
        low, high = (line["value"], line["value"] + height) if over else (line["value"] - height, line["value"])
        drawn = [np.interp(where, own["when"], own["value"]) for _, own in rows.sort_values("when").groupby("area_name", observed=True)]
        return sum(bool(((low < one) & (one < high)).any()) for one in drawn)

    left, over = min([(True, True), (True, False), (False, True), (False, False)], key=crossed)
    mark = alt.MarkDef(
        type="text", align="left" if left else "right", baseline="bottom" if over else "top", dx=4 if left else -4, dy=-3 if over else 3,
        fontSize=13, color=theme.QUIET,
    )  # fmt: skip
    chart = alt.Chart(pd.DataFrame([line]), mark=mark)
    return chart.encode(y=alt.Y("value:Q", title=None), text=alt.Text("label:N"), x=alt.value(0 if left else "width"))


def _dashes(names: Collection[str], dashed: Collection[str]) -> list[list[int]]:
    return [[6, 3] if name in dashed else [1, 0] for name in names]


def with_texts(rows: pd.DataFrame, kind: str, unit: str, decimals: int) -> pd.DataFrame:
    """Rows for `trend` from trusted figures with low and high; `kind` is what their periods mean (indicator.period_kind)."""
    return rows.assign(
        when=[_when(kind, start, end) for start, end in zip(rows["period_start"], rows["period_end"], strict=True)],
        value_text=[formats.figure(value, unit, decimals) for value in rows["value"]],
        interval_text=[
            f"{formats.number(low, 0)}–{formats.figure(high, unit, 0)}" if pd.notna(low) else tr("grundlaget er ikke trykt")
            for low, high in zip(rows["low"], rows["high"], strict=True)
        ],
        period=[formats.period(kind, start, end) for start, end in zip(rows["period_start"], rows["period_end"], strict=True)],
    )


def _when(kind: str, start: pd.Timestamp, end: pd.Timestamp) -> float:
    """Where on the axis of years a period lies: a calendar year at its number, any other at its middle."""
    if kind != "date" and (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return float(start.year + end.year) / 2
    middle = start + (end - start) / 2
    return float(middle.year + (middle.day_of_year - 1) / 366)


def small_rows(figures: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Rows for `small` from trusted figures with columns who_id, value, piece and indicator metadata; names: who_id -> text."""
    return figures.assign(
        who=figures["who_id"].map(names),
        year=figures["period_end"].dt.year,
        value_text=[formats.figure(v, u, d) for v, u, d in zip(figures["value"], figures["unit"], figures["decimals"], strict=True)],
        period=[
            formats.period(k, s, e) for k, s, e in zip(figures["period_kind"], figures["period_start"], figures["period_end"], strict=True)
        ],
        title=figures["short_title"] + " (" + figures["unit"].map(formats.unit_name) + ")",
    )[["title", "who", "year", "piece", "value", "value_text", "period"]]


SMALL_COLUMNS = [
    ("title", mark("Indikator"), False), ("who", mark("Område"), False), ("period", mark("Periode"), False),
    ("value_text", mark("Værdi"), True),
]  # fmt: skip


def small_for_download(rows: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """The series with headings."""
    headings = {
        "indicator_id": "indicator_id", "title": tr("indikator"), "who": tr("område"), "period_start": tr("periode_fra"),
        "period_end": tr("periode_til"), "value": tr("værdi"), "unit": tr("enhed"), "register_title": tr("kilde"),
    }  # fmt: skip
    return rows.assign(who=rows["who_id"].map(names))[list(headings)].rename(columns=headings)

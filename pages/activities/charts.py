"""Bullet charts of promises: large enough to read across a room, the promise at one place for all of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import altair as alt
import pandas as pd

from pages.activities import texts
from pages.activities.texts import Lines
from pages.kit import database, formats, promise_texts, theme
from pages.kit import plan as kit_plan
from pages.kit.language import tr
from queries.attainment import Status
from queries.bullets import bullet
from queries.plan import Plan

# Bars longer than this, in percent of the promise, are cut and marked, so that the others can still be told apart.
LONGEST = 200
_ROW = 64
COLORS = {
    Status.ACHIEVED: "#0F5C4C",
    Status.ON_TRACK: "#0B5394",
    Status.BEHIND: "#8A5A00",
    Status.NOT_ACHIEVED: "#8A3B12",
    Status.CANNOT_JUDGE: "#5A6672",
}


def bullet_rows_of(plan_id: str, today: date, focus_area: str) -> pd.DataFrame:
    """bullet_rows() of the plan in the version in force, for database.kept()."""
    return bullet_rows(kit_plan.load(plan_id, today), database.kept(texts.lines_of, plan_id, today), focus_area)


def bullet_rows(plan: Plan, lines: Lines, focus_area: str) -> pd.DataFrame:
    """One row per promise with a delivered figure: number, heading, value_text, status, delivered, high, expected, cut.

    Lengths are percent of the promise; `number` keeps the order of the plan.
    """
    rows: list[dict[str, Any]] = []
    for _, target in plan.promised_in(focus_area).iterrows():
        key = str(target["target_id"])
        lengths = bullet(target, plan.attainments[key])
        if lengths is None:
            continue
        line, activity = lines[key], plan.names[target["activity_id"]]
        rows.append(
            {
                "number": f"{len(rows):03d}",
                "heading": f"{line.sign} {target['measure']} · {activity}",
                "activity": activity,
                "value_text": line.delivered,
                "promise_text": line.promise,
                "status": f"{line.sign} {line.word}",
                "delivered": min(lengths.delivered, LONGEST),
                "percent_text": formats.figure(lengths.delivered, "percent", 0),
                "high": None if lengths.high is None else min(lengths.high, LONGEST),
                "expected": lengths.expected,
                "cut": lengths.delivered > LONGEST,
            }
        )
    return pd.DataFrame(rows)


def bullets(rows: pd.DataFrame, title: str) -> Any:
    """One bar per promise in percent of it: a line at the promise, a band for a promised range, a mark for expected by now.

    `rows` as made by bullet_rows, at least one.
    """
    base = alt.Chart().encode(y=alt.Y("number:N", sort="ascending", axis=None, scale=alt.Scale(paddingInner=0.35, paddingOuter=0.3)))
    heading = alt.TitleParams(title, fontSize=22)
    chart = alt.layer(*_marks(base, rows), *_texts(base), data=rows, width="container", height=alt.Step(_ROW), title=heading)
    return theme.themed(chart)


def _x(field: str) -> alt.X:
    """The shared scale: room for the longest bar and for the text after it."""
    promised, percent = tr("løftet"), tr(" %")
    axis = alt.Axis(
        title=tr("Leveret i procent af løftet"), titleAnchor="start", titleFontSize=18, labelFontSize=18, orient="top",
        values=[0, 50, 100, 150, LONGEST],
        labelExpr=f"datum.value == 100 ? '{promised}' : datum.label + '{percent}'",
    )  # fmt: skip
    return alt.X(f"{field}:Q", scale=alt.Scale(domain=[0, LONGEST * 1.42], nice=False), axis=axis)


def _marks(base: alt.Chart, rows: pd.DataFrame) -> list[Any]:
    names = {status: " ".join(promise_texts.status_words(status)) for status in promise_texts.STATUS_WORDS}
    present = [names[status] for status in COLORS if names[status] in set(rows["status"])]
    legend = alt.Legend(title=None, labelFontSize=18, symbolSize=240, orient="top", columns=2, values=present)
    color = alt.Color("status:N", scale=alt.Scale(domain=[names[status] for status in COLORS], range=list(COLORS.values())), legend=legend)
    tooltip = [
        alt.Tooltip("activity:N", title=tr("Aktivitet")), alt.Tooltip("promise_text:N", title=tr("Løfte")),
        alt.Tooltip("value_text:N", title=tr("Leveret")), alt.Tooltip("percent_text:N", title=tr("Af løftet")),
        alt.Tooltip("status:N", title=tr("Status")),
    ]  # fmt: skip
    promised = base.transform_calculate(promise="100")
    return [
        promised.transform_filter("isValid(datum.high)")
        .mark_bar(height=26, yOffset=13, color="#D9DEE3")
        .encode(x=_x("promise"), x2=alt.X2("high:Q")),
        base.mark_bar(height=16, yOffset=13).encode(x=_x("delivered"), color=color, tooltip=tooltip),
        promised.mark_tick(color=theme.INK, thickness=4, size=32, yOffset=13).encode(x=_x("promise")),
        base.transform_filter("isValid(datum.expected)")
        .mark_point(shape="triangle-up", filled=True, size=180, color=theme.INK, opacity=1, yOffset=27, aria=False)
        .encode(x=_x("expected")),
    ]


def _texts(base: alt.Chart) -> list[Any]:
    """What the bar is about above it, the figures after it, and a mark where it was cut."""
    # The promise is in the tooltip and the cards; after the bar there is room for it on a wide screen only.
    against = tr(" mod lovet ")
    label = f"width > 700 ? datum.value_text + '{against}' + datum.promise_text : datum.value_text"
    return [
        base.mark_text(align="left", baseline="middle", fontSize=20, color=theme.INK, yOffset=-14, limit={"expr": "width"}).encode(  # type: ignore[arg-type]
            x=alt.value(0), text=alt.Text("heading:N")
        ),
        base.transform_calculate(after="max(datum.delivered, 100, isValid(datum.high) ? datum.high : 0)", label=label)
        .mark_text(align="left", baseline="middle", fontSize=19, fontWeight="bold", color=theme.INK, dx=8, yOffset=13)
        .encode(x=_x("after"), text=alt.Text("label:N")),
        base.transform_filter("datum.cut")
        .mark_text(align="right", baseline="middle", fontSize=22, color="white", dx=-4, yOffset=13, text="»")
        .encode(x=_x("delivered")),
    ]

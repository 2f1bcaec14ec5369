"""The screens' charts with the figures of a report: over time where there are several periods, side by side where there is one."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Any

import altair as alt
import pandas as pd

from pages.activities import charts as activities_charts
from pages.activities import texts as activities_texts
from pages.kit import charts, formats, trend_charts
from pages.report.blocks import Distance, Figure
from pages.report.figures import MUNICIPALITY, Measured
from queries.plan import Plan
from queries.series import drawable

_FEWEST_AREAS = 3  # side by side; of fewer the sentence is enough
# Pixels of the drawing area of charts over and across areas: their type of 14 comes out at 9 points on the page.
_WIDE, _HIGH, _STEP = 640, 270, 40
# Letters of a heading over a bar that fit the width in its full size; under three quarters of it nobody can read it on paper.
_FITS, _SMALLEST = 92, 0.75
_ROWS = 9  # bars of promises that stand on one page


def of_indicator(item: Measured, caption: str, source: str) -> Figure | None:
    """The indicator over time, or area by area in its newest period; None where a picture would show no more than the sentence."""
    # A whole municipality's count would press the areas' flat.
    beside = () if str(item.about["unit"]) in ("count", "dkk") else (line for line in item.lines if line.kind in MUNICIPALITY)
    shown = list(dict.fromkeys([*item.own, *beside]))
    if str(item.about["unit"]) != "percent_change" and _worth_a_line([len(line.values) for line in shown]):
        return _over_time(item, {line.area_id for line in shown}, caption, source)
    newest = max((line.last.period.ends for line in item.own), default=None)
    if sum(line.last.period.ends == newest for line in item.own) >= _FEWEST_AREAS:
        return _side_by_side(item, caption, source)
    return None


def _worth_a_line(lengths: list[int]) -> bool:
    return max(lengths, default=0) >= 3 or sum(length >= 2 for length in lengths) >= 2


def _over_time(item: Measured, shown: set[str], caption: str, source: str) -> Figure:
    figures = item.figures[item.figures["area_id"].isin(shown)]
    unit, decimals = str(item.about["unit"]), int(item.about["decimals"])
    rows = drawable(figures.assign(unit=unit, decimals=decimals)).assign(low=None, high=None)
    rows = trend_charts.with_texts(rows, str(item.about["period_kind"]), unit, decimals)
    named = rows.sort_values("area_order").drop_duplicates("area_name")
    colors = dict(zip(named["area_name"], named["color"], strict=True))
    dashed = list(named.loc[named["area_kind"].isin(trend_charts.DASHED), "area_name"])
    bounds = {float(value) for value in (item.about["target_low"], item.about["target_high"]) if pd.notna(value)}
    lines = pd.DataFrame(
        [{"label": f"Planens mål: {formats.figure(value, unit, decimals)}", "value": value} for value in sorted(bounds)],
        columns=["label", "value"],
    )
    chart = partial(trend_charts.trend, rows, colors=colors, title="", subtitle=[], lines=lines, dashed=dashed)
    told = [
        f"{name}: " + ", ".join(f"{row['value_text']} ({row['period']})" for row in own.to_dict("records"))
        for name, own in rows.groupby("area_name", sort=False, observed=True)
    ]
    sized = partial(_sized, chart, _HIGH)
    return Figure(f"figur-{item.indicator_id}", caption, sized, f"Linjediagram. {'; '.join(told)}.", source)


def _side_by_side(item: Measured, caption: str, source: str) -> Figure:
    reference = item.reference
    newest = max(line.last.period.ends for line in item.own)
    colors = dict(zip(item.figures["area_id"], item.figures["color"], strict=True))
    rows = []
    for line in item.own:
        if line.last.period.ends < newest:
            continue
        other = reference.at(line.last.period) if reference else None
        rows.append(
            {
                "area_name": line.area, "color": colors[line.area_id], "value": line.last.value,
                "reference_value": other.value if other else None, "value_text": line.last.text,
                "reference_text": other.text if other else "–", "difference_text": Distance(line.last, other).text if other else "–",
                "period": line.last.period.text,
            }
        )  # fmt: skip
    frame = pd.DataFrame(rows)
    name = reference.area if reference and frame["reference_value"].notna().any() else "intet tal for kommunen"
    chart = partial(charts.areas_against, frame, "", "", str(item.about["unit"]), name)
    told = "; ".join(f"{row['area_name']} {row['value_text']}" for row in rows)
    held = f"Lodret streg: {name} {frame['reference_text'].iloc[0]}." if frame["reference_value"].notna().any() else ""
    said = f"Punktdiagram, {frame['period'].iloc[0]}. {told}. {held}".rstrip()
    return Figure(f"figur-{item.indicator_id}", caption, partial(_sized, chart, alt.Step(_STEP)), said, f"{held} {source}".lstrip())


def _sized(chart: Callable[[], Any], height: Any) -> dict[str, Any]:
    """The specification at the size of paper; the caption of the document says what a title on the picture would."""
    specification = dict(chart().properties(width=_WIDE, height=height).to_dict(validate=False))
    specification.pop("title", None)
    return specification


def _bullets(part: pd.DataFrame, theme: str) -> dict[str, Any]:
    specification = dict(activities_charts.bullets(part, theme).to_dict(validate=False))
    specification.pop("title", None)
    # Paper has no tooltip for what is cut: headings that are too long for the width are set smaller, all alike.
    size = max(_SMALLEST, min(1.0, _FITS / part["heading"].str.len().max()))
    for layer in specification["layer"]:
        if layer["encoding"].get("text", {}).get("field") == "heading":
            layer["mark"]["fontSize"] *= size
    return specification


def of_promises(plan: Plan, lines: activities_texts.Lines, theme: str, source: str) -> list[Figure]:
    """What a theme's promises delivered, so many to a picture that each fits a page."""
    rows = activities_charts.bullet_rows(plan, lines, theme)
    # As many to each picture as to the next.
    each = math.ceil(len(rows) / max(1, math.ceil(len(rows) / _ROWS)))
    parts = [rows.iloc[first : first + each] for first in range(0, len(rows), max(1, each))]
    made = []
    for number, part in enumerate(parts):
        told = "; ".join(f"{row['heading']}: {row['value_text']} mod lovet {row['promise_text']}" for row in part.to_dict("records"))
        caption = f"Leveret i procent af løftet: {theme}" + (f" ({number + 1} af {len(parts)})" if len(parts) > 1 else "")
        made.append(Figure(f"figur-loefter-{theme}-{number}", caption, partial(_bullets, part, theme), f"Søjlediagram. {told}.", source))
    return made

"""One area's figures as rows of text: newest per indicator, beside the municipality."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pages.kit import database, formats, trend_charts, wording
from pages.kit.language import mark, tr
from queries.series import drawable
from queries.verdicts import TRUSTED, Course, difference, held

# What describes an area rather than measures the plan, in the order of the fact row.
KEY_FACTS = (
    "hp25_residents",
    "hp25_dwellings",
    "hp25_children_under_18_share",
    "hp25_children_single_provider",
    "hp25_household_income_of_municipality",
)


@dataclass(frozen=True)
class AreaPage:
    """The rows of one area's page; all sessions of one language share them. Frames are as the functions below give them."""

    courses: list[Course]
    plan: pd.DataFrame
    caveat: str
    facts: list[dict[str, str]]
    beside: pd.DataFrame
    by_topic: list[tuple[str | None, list[dict[str, str]]]]
    series: pd.DataFrame
    names: dict[str, str]
    trends: pd.DataFrame
    trend_rows: list[dict[str, Any]]
    earlier: list[dict[str, str]]


def load(area_id: str, document: str) -> AreaPage:
    """Everything the page of an area says with figures; `document` is the source of the plan in force."""
    figures = database.ask("area_figures", area_id=area_id)
    newest = newest_rows(figures)
    plan = newest[newest["source_id"] == document]
    beside, stacked = comparable_shares(plan), series(figures)
    areas = database.ask("areas").set_index("area_id")["name"]
    names = {"own": str(areas[area_id]), "reference": tr("Randers Kommune")}
    trends = trend_charts.small_rows(stacked, names)
    return AreaPage(
        courses=list(plan["course"]),
        plan=plan,
        caveat=caveat(plan),
        facts=facts(plan),
        beside=beside,
        by_topic=by_topic(plan),
        series=stacked,
        names=names,
        trends=trends,
        trend_rows=trends.to_dict("records"),
        earlier=table_rows(newest[newest["source_id"] != document]),
    )


def sentence(name: str, shown: AreaPage) -> str:
    """How the area stands, and where it is farthest behind the municipality."""
    said = wording.stands(name, shown.courses)
    worse = shown.beside[shown.beside["course"] == Course.WORSE]
    if worse.empty:
        return said
    away = (worse["value"] - worse["reference_value"]).abs()
    row = worse.loc[away.idxmax()]
    size = formats.distance(float(away.max()), "percent", int(row["decimals"]))
    most = tr("Størst afstand er {distance}: {indicator}.", distance=size, indicator=wording.in_sentence(str(row["title"])))
    return f"{said} {most}"


def facts_line(found: list[dict[str, str]]) -> str:
    """How many live there, in how many dwellings, when: "Beboere 864 · Lejemål 593 · 1. januar 2024"."""
    counted = found[:2]
    return " · ".join([*(f"{fact['title']} {fact['value']}" for fact in counted), *dict.fromkeys(fact["period"] for fact in counted)])


def others_line(plan: pd.DataFrame) -> str:
    """What the picture has no place for: ratios to the municipality, and shares that the municipality has no figure of."""
    rows = plan[(plan["topic"] != "criteria") & (plan["direction"] != "none") & plan["status"].isin(TRUSTED) & plan["value"].notna()]
    rows = rows[(rows["reference_value"].isna() | (rows["unit"] != "percent")) & rows["unit"].isin(["percent", "ratio", "per_1000"])]
    said = [f"{wording.in_sentence(str(row['short_title']))} {row['value_text']}" for row in rows.to_dict("records")]
    return tr("Uden tal for kommunen: {listed}.", listed=" · ".join(said)) if said else ""


def newest_rows(figures: pd.DataFrame) -> pd.DataFrame:
    """The newest row per indicator (question area_figures), the municipality's figure kept only when it may be used.

    Adds columns value_text, reference_text, difference_text, period, course.
    """
    newest = figures.sort_values("period_end").drop_duplicates("indicator_id", keep="last").sort_values("indicator_order")
    usable = newest["reference_status"].isin(TRUSTED)
    newest = newest.assign(reference_value=newest["reference_value"].where(usable))
    rows = [_texts(row) for row in newest.to_dict("records")]
    added = pd.DataFrame(rows, index=newest.index, columns=["value_text", "reference_text", "difference_text", "period", "course"])
    return newest.join(added)


def _texts(row: Mapping[str, Any]) -> tuple[str, str, str, str, Course]:
    unit, decimals = str(row["unit"]), int(row["decimals"])
    comparable = row["status"] in TRUSTED and unit not in ("count", "dkk")
    delta = difference(row["value"], row["reference_value"], decimals) if comparable else None
    course = held(delta, str(row["direction"]), unit)
    sign, word = wording.COURSE_WORDS[course]
    return (
        formats.figure_or_status(row["value"], unit, decimals, str(row["status"])),
        formats.figure(row["reference_value"], unit, decimals),
        "–" if delta is None else f"{sign} {formats.difference(delta, unit, decimals)}, {tr(word)}",
        formats.period(str(row["period_kind"]), row["period_start"], row["period_end"]),
        course,
    )


def facts(rows: pd.DataFrame) -> list[dict[str, str]]:
    """The key facts that exist for the area, each with the municipality's figure where there is one."""
    by_id = rows.set_index("indicator_id")
    return [
        {
            "title": str(by_id.loc[name, "short_title"]),
            "value": str(by_id.loc[name, "value_text"]),
            "reference": tr("kommunen {figure}", figure=by_id.loc[name, "reference_text"])
            if pd.notna(by_id.loc[name, "reference_value"])
            else "",
            "period": str(by_id.loc[name, "period"]),
        }
        for name in KEY_FACTS
        if name in by_id.index
    ]


def table_rows(rows: pd.DataFrame) -> list[dict[str, str]]:
    """Rows for the table of indicators; the heading of a row leads to the indicator's definition."""
    return [
        {
            "href": f"indikator?indikator={row['indicator_id']}",
            "title": row["title"],
            "value": row["value_text"],
            "reference": row["reference_text"],
            "difference": row["difference_text"],
            "period": row["period"],
            "source": row["register_title"],
        }
        for row in rows.to_dict("records")
    ]


def by_topic(rows: pd.DataFrame) -> list[tuple[str | None, list[dict[str, str]]]]:
    """Table rows in groups, in the order of the topics on every page."""
    made = list(zip(rows["topic"], table_rows(rows), strict=True))
    return [(tr(heading), [row for own, row in made if own == topic]) for topic, heading in wording.TOPICS.items()]


def comparable_shares(rows: pd.DataFrame) -> pd.DataFrame:
    """Trusted shares with a municipality figure of the same period, for the chart; neutral facts are left to the table."""
    judged = (rows["unit"] == "percent") & (rows["direction"] != "none")
    chosen = rows[judged & rows["status"].isin(TRUSTED) & rows["reference_value"].notna()]
    return chosen.assign(title_long=chosen["title"], title=chosen["short_title"])


def series(figures: pd.DataFrame) -> pd.DataFrame:
    """Trusted figures of the indicators that have at least three of them for the area, the municipality's stacked below.

    Added columns: who_id (own or reference) and piece, which breaks a line where a year is missing.
    """
    own = figures.assign(who_id="own", area_order=0, area_id="own")
    reference = figures.assign(
        who_id="reference", area_order=1, area_id="reference", value=figures["reference_value"], status=figures["reference_status"]
    )
    both = pd.concat([own, reference], ignore_index=True)
    rows = drawable(both)
    measured = (rows["who_id"] == "own").groupby(rows["indicator_id"]).transform("sum")
    return rows[measured >= 3].reset_index(drop=True)


def caveat(rows: pd.DataFrame) -> str:
    """How many figures are hidden, missing or doubted, so that silence is never read as good news."""
    counts = rows["status"].value_counts()
    parts = [tr(pattern, count=counts[status]) for status, pattern in _CAVEATS.items() if counts.get(status, 0)]
    return tr("Mangler eller kan ikke bruges: {counts}.", counts=", ".join(parts)) if parts else ""


_CAVEATS = {
    "suppressed": mark("{count} skjult, så ingen kan genkendes"),
    "doubtful": mark("{count} tvivlsomme"),
    "not_collected": mark("{count} ikke opgjort"),
    "not_published": mark("{count} ikke offentliggjort"),
    "unreadable": mark("{count} kan ikke læses"),
}


def for_download(rows: pd.DataFrame) -> pd.DataFrame:
    """The chart's rows with headings."""
    names = {
        "indicator_id": "indicator_id", "title": tr("indikator"), "value": tr("området"), "reference_value": tr("kommunen"),
        "unit": tr("enhed"), "period_start": tr("periode_fra"), "period_end": tr("periode_til"), "status": tr("status"),
        "register_title": tr("kilde"), "source_place": tr("sted"),
    }  # fmt: skip
    return rows[list(names)].rename(columns=names)

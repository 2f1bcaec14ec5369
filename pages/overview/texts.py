"""The strategic indicators in words: the sentence of the start page, the table behind its picture, and the papers' readings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from pages.kit import database, formats, wording
from pages.kit.goals import strategic
from pages.kit.language import mark, tr, trn
from queries.verdicts import Course, Standing


@dataclass(frozen=True)
class Card:
    """One strategic indicator in words: value, comparison, verdict with sign and word, change, what is missing, period, source.

    `value` is empty where several areas have a figure each, which are then in `areas`.
    """

    indicator_id: str
    title: str
    value: str
    areas: list[tuple[str, str]]
    reference: str
    reference_name: str
    reference_value: str
    course: Course
    sign: str
    word: str
    verdict: str
    change: str
    missing: list[str]
    missing_summary: str
    period: str
    source: str


COLUMNS = [
    ("title", mark("Indikator"), False), ("value", mark("Områderne"), True), ("reference", mark("Sammenlignet med"), True),
    ("verdict", mark("I forhold til kommunen"), False), ("change", mark("Udvikling"), False), ("period", mark("Periode"), False),
    ("source", mark("Kilde"), False),
]  # fmt: skip


def start_page(plan_id: str) -> tuple[str, list[Card]]:
    """The sentence on top, and a card per strategic indicator in the order of the plan."""
    standings = [item for goal in strategic(plan_id) for item in goal.standings]
    return wording.situation(standings), [card(item) for item in standings]


def table_rows(cards: list[Card]) -> list[dict[str, str]]:
    """The cards as rows of the table behind the picture."""
    return [
        {
            "href": f"indikator?indikator={one.indicator_id}",
            "title": one.title,
            "value": one.value or "; ".join(f"{name} {value}" for name, value in one.areas) or one.missing_summary,
            "reference": f"{one.reference_name} {one.reference_value}".strip(),
            "verdict": f"{one.sign} {one.word}{one.verdict}",
            "change": one.change,
            "period": one.period,
            "source": one.source,
        }
        for one in cards
    ]


def for_download(plan_id: str) -> pd.DataFrame:
    """Every figure of the strategic indicators with headings, numbers as numbers."""
    rows = database.ask("strategic_figures", plan_id=plan_id)
    names = {
        "indicator_id": "indicator_id", "title": tr("indikator"), "area_name": tr("område"), "period_start": tr("periode_fra"),
        "period_end": tr("periode_til"), "value": tr("værdi"), "unit": tr("enhed"), "status": tr("status"),
        "register_title": tr("kilde"), "source_place": tr("sted"),
    }  # fmt: skip
    return rows[rows["area_id"].notna()][list(names)].rename(columns=names)


def card(standing: Standing) -> Card:
    """The card of one indicator."""
    about, reference = standing.indicator, standing.reference
    unit, decimals = str(about["unit"]), int(about["decimals"])
    single = len(standing.areas) == 1
    areas = [(str(area["area_name"]), formats.figure(area["value"], unit, decimals)) for area in standing.areas.to_dict("records")]
    sign, word = wording.COURSE_WORDS[standing.compared]
    judged = standing.compared in (*wording.TONES, Course.UNCHANGED)
    return Card(
        indicator_id=str(about["indicator_id"]),
        title=str(about["short_title"]),
        value=areas[0][1] if single else "",
        areas=[] if single else areas,
        reference=_reference(reference, unit, decimals),
        reference_name=str(reference["area_name"]) if reference else "",
        reference_value=formats.figure(reference["value"], unit, decimals) if reference else "",
        course=standing.compared,
        sign=sign,
        word=tr(word).capitalize() if judged else tr(word),
        verdict=f": {wording.compared(standing)}" if areas else "",
        change=wording.changed(standing.change, unit, decimals, str(about["period_kind"])) if single else "",
        missing=wording.missing_reasons(standing.missing),
        missing_summary=_missing_summary(standing),
        period=_period(standing),
        source=str(about["register_title"]),
    )


def _missing_summary(standing: Standing) -> str:
    doubtful = int((standing.missing["status"] == "doubtful").sum())
    if not len(standing.areas) and doubtful:
        return tr("Planens tal er tvivlsomme – se hvorfor")
    count = int(standing.missing["area_name"].nunique())
    return trn("Mangler for {number} område – se hvorfor", "Mangler for {number} områder – se hvorfor", count, number=formats.number(count))


def _reference(reference: dict[str, Any] | None, unit: str, decimals: int) -> str:
    if reference is None:
        return ""
    value = formats.figure(reference["value"], unit, decimals)
    return tr("kommunen {figure}", figure=value) if reference["area_kind"] == "municipality" else f"{reference['area_name']} {value}"


def _period(standing: Standing) -> str:
    if not len(standing.areas):
        return tr("ingen periode")
    row = standing.areas.iloc[0]
    return formats.period(str(standing.indicator["period_kind"]), row["period_start"], row["period_end"])

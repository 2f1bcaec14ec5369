"""The cards of the start page: one per strategic indicator, ready as text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pages.kit import formats, wording
from pages.kit.goals import strategic
from pages.kit.language import tr
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

    @property
    def css(self) -> str:
        """The class that colours the verdict."""
        return wording.TONES.get(self.course, "")


def start_page(plan_id: str) -> tuple[str, list[tuple[str, list[Card]]]]:
    """The sentence, and the goals with their cards; a goal without indicators keeps its column."""
    goals = strategic(plan_id)
    sentence = wording.situation([item for goal in goals for item in goal.standings])
    return sentence, [(goal.title, [card(item) for item in goal.standings]) for goal in goals]


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
    return tr("Mangler for {count} områder – se hvorfor", count=standing.missing["area_name"].nunique())


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

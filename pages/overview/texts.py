"""The cards of the start page: one per strategic indicator, ready as text."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pages.kit import database, formats, wording
from pages.kit.language import tr
from queries.verdicts import Course, Standing, standing


def start_page(plan_id: str) -> tuple[str, list[dict[str, Any]]]:
    """The sentence and the columns of the start page, from the version in force."""
    figures = database.ask("strategic_figures", plan_id=plan_id)
    goals = database.ask("plan_goals", plan_id=plan_id, level="strategic")
    by_goal = {
        str(goal_id): [standing(rows) for _, rows in group.groupby("indicator_id", sort=False)]
        for goal_id, group in figures.groupby("goal_id", sort=False)
    }
    return wording.situation([item for items in by_goal.values() for item in items]), goal_columns(goals, by_goal)


def goal_columns(goals: pd.DataFrame, standings: dict[str, list[Standing]]) -> list[dict[str, Any]]:
    """The goals in order with their cards; a goal without indicators keeps its column."""
    return [
        {"title": goal["title"], "cards": [card(item) for item in standings.get(str(goal["goal_id"]), [])]} for _, goal in goals.iterrows()
    ]


def card(standing: Standing) -> dict[str, Any]:
    """The texts of one card: value, comparison, verdict with sign and word, change, what is missing, period, source."""
    about = standing.indicator
    unit, decimals = str(about["unit"]), int(about["decimals"])
    single = len(standing.areas) == 1
    areas = standing.areas.to_dict("records")
    value = formats.figure(areas[0]["value"], unit, decimals) if single else ""
    sign, word = wording.COURSE_WORDS[standing.compared][0], tr(wording.COURSE_WORDS[standing.compared][1])
    judged = standing.compared in wording.TONES
    reference = standing.reference
    return {
        "indicator_id": about["indicator_id"],
        "title": about["short_title"],
        "value": value,
        "areas": [{"name": area["area_name"], "value": formats.figure(area["value"], unit, decimals)} for area in areas if not single],
        "reference": _reference(reference, unit, decimals),
        "reference_name": reference["area_name"] if reference else "",
        "reference_value": formats.figure(reference["value"], unit, decimals) if reference else "",
        "verdict": f": {wording.compared(standing)}" if len(areas) else "",
        "verdict_class": wording.TONES.get(standing.compared, ""),
        "sign": sign,
        "word": word.capitalize() if judged or standing.compared is Course.UNCHANGED else word,
        "change": wording.changed(standing.change, unit, decimals, str(about["period_kind"])) if single else "",
        "missing": wording.missing_reasons(standing.missing),
        "missing_summary": _missing_summary(standing),
        "period": _period(standing),
        "source": about["register_title"],
    }


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

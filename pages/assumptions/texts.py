"""Antagelser in words: how the promises of an activity stand, and where an indicator went."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd

from pages.kit import formats, promise_texts, wording
from pages.kit.language import tr, trn
from queries.assumptions import STRATEGIC, SUB_GOAL, Activity, Chain, Findings, Goal, Indicator


def with_theme(strategic: pd.DataFrame, sub_goals: pd.DataFrame) -> pd.DataFrame:
    """Both levels of plan_goals in one frame, with the level; a goal of no theme belongs to the whole plan."""
    both = pd.concat([strategic.assign(level=STRATEGIC), sub_goals.assign(level=SUB_GOAL)], ignore_index=True)
    return both.assign(focus_area_name=both["focus_area_name"].fillna(tr("Hele planen")))


def sentence(found: Findings) -> str:
    """The findings in one sentence."""
    if not (found.without_activity or found.without_indicator or found.unnamed):
        return tr("Alle mål har aktiviteter og indikatorer, og planen nævner en indikator for hver aktivitet.")
    parts = []
    if count := len(found.without_activity):
        parts.append(trn("{number} mål har ingen aktivitet", "{number} mål har ingen aktivitet", count, number=formats.number(count)))
    if count := len(found.without_indicator):
        parts.append(trn("{number} mål har ingen indikator", "{number} mål har ingen indikator", count, number=formats.number(count)))
    if count := len(found.unnamed):
        parts.append(
            trn(
                "{number} aktivitet er ikke knyttet til en bestemt indikator",
                "{number} aktiviteter er ikke knyttet til en bestemt indikator",
                count,
                number=formats.number(count),
            )
        )
    listed = "; ".join(parts)
    return f"{listed[:1].upper()}{listed[1:]}."


def chain(one: Chain) -> dict[str, Any]:
    """One theme for the template."""
    return {
        "theme": one.theme,
        "activities": [_activity(activity) for activity in one.activities],
        "sub_goals": [_goal(goal) for goal in one.sub_goals],
        "strategic": [_goal(goal) for goal in one.strategic],
    }


def _activity(activity: Activity) -> dict[str, Any]:
    stands = [f"{' '.join(promise_texts.status_words(status))}: {formats.number(count)}" for status, count in activity.counts.items()]
    return {
        "name": activity.name,
        "stands": ", ".join(stands) if stands else tr("Planen lover intet, der kan tælles."),
        "named": tr("Nævnes med: {indicators}", indicators=", ".join(activity.named)) if activity.named else "",
    }


def _goal(goal: Goal) -> dict[str, Any]:
    return {"title": goal.title, "indicators": [_indicator(one) for one in goal.indicators]}


def _indicator(one: Indicator) -> dict[str, str]:
    if not one.measured:
        word, css = tr("○ intet brugbart tal"), ""
    elif one.course is None:
        word, css = tr("○ ikke målt igen"), ""
    else:
        sign, said = wording.COURSE_WORDS[one.course]
        word, css = f"{sign} {tr(said)}", wording.TONES.get(one.course, "")
    return {"href": f"indikator?indikator={one.indicator_id}", "title": one.title, "word": word, "css": css}


def room(one: Chain) -> dict[str, Any]:
    """One theme for a meeting: of each goal how its indicators stand, counted."""
    return {
        "theme": one.theme,
        "activities": [(activity.name, _activity(activity)["stands"]) for activity in one.activities],
        "sub_goals": [(goal.title, _counted(goal)) for goal in one.sub_goals],
        "strategic": [(goal.title, _counted(goal)) for goal in one.strategic],
    }


def _counted(goal: Goal) -> str:
    words = Counter(_indicator(one)["word"] for one in goal.indicators)
    return ", ".join(f"{word}: {formats.number(count)}" for word, count in words.items())


def theme_ids(*frames: pd.DataFrame) -> dict[str, str]:
    """The id of each theme by its name, of frames with focus_area_id and focus_area_name; goals of no theme are the plan's."""
    rows = [row for frame in frames for row in frame.to_dict("records")]
    return {str(row["focus_area_name"]): "planen" if pd.isna(row["focus_area_id"]) else str(row["focus_area_id"]) for row in rows}


def findings(found: Findings) -> list[tuple[str, list[str]]]:
    """Each kind of finding with the names."""
    parts = [
        (tr("Mål uden aktivitet"), found.without_activity),
        (tr("Mål uden indikator"), found.without_indicator),
        (tr("Aktiviteter, som planen ikke nævner en indikator for"), found.unnamed),
    ]
    return [(heading, list(names)) for heading, names in parts if names]

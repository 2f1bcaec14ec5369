"""The steps of an activity as the template takes them: bars in percent of the widest step, those from the seven areas within."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pages.kit.language import tr
from pages.participants import texts
from pages.participants.figures import Activity, Count, Part


def cards(found: Sequence[Activity]) -> list[dict[str, Any]]:
    """One card per activity."""
    return [
        {
            "name": one.name, "under": " · ".join(part for part in (one.theme, one.measure) if part), "rows": _rows(one),
            "lines": texts.follow_up(one), "change": _change(one), "source": one.source,
        }
        for one in found
    ]  # fmt: skip


def _rows(one: Activity) -> list[dict[str, Any]]:
    shown = [
        count.value for step in one.steps for count in (step.everybody, step.together) if count is not None and count.value is not None
    ]
    widest = max(shown, default=0.0) or 1.0
    return [
        {
            "name": tr(texts.STEP_WORDS[step.step]), "value": texts.step_value(step, one.steps[0]), "more": texts.from_areas(step),
            "whole": _width(step.everybody, widest), "part": _width(step.together, widest),
            "hidden": (step.everybody or step.together or Count(None, "")).value is None,
        }
        for step in one.steps
    ]  # fmt: skip


def _change(one: Activity) -> dict[str, float] | None:
    if one.before is None or one.after is None:
        return None
    ends = [_percent(part) for part in (one.before, one.after)]
    if ends[0] is None or ends[1] is None:
        return None
    return {"before": ends[0], "after": ends[1], "left": min(ends[0], ends[1]), "width": abs(ends[1] - ends[0])}


def _percent(part: Part) -> float | None:
    return None if part.part.value is None or not part.whole.value else round(100 * part.part.value / part.whole.value, 1)


def _width(count: Count | None, widest: float) -> float:
    return 0.0 if count is None or count.value is None else round(100 * count.value / widest, 2)

"""The words of Deltagere: steps, shares, follow-up, before and after, and the promises that count participants."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from pages.kit import formats, promise_texts
from pages.kit.language import mark, tr, trn
from pages.participants.figures import Activity, Count, Part, Step
from queries.plan import Plan

STEP_WORDS = {
    "reached": mark("Nået"),
    "started": mark("Startet"),
    "completed": mark("Gennemført"),
    "result": mark("Resultat"),
    "kept": mark("Fastholdt"),
}


def sentence(found: Sequence[Activity], counting: int) -> str:
    """Who is followed, in one sentence; `counting` activities promise something of participants."""
    if not found:
        return trn(
            "Ingen deltagere er talt op endnu. {number} aktivitet har lovet noget, der tælles i deltagere.",
            "Ingen deltagere er talt op endnu. {number} aktiviteter har lovet noget, der tælles i deltagere.",
            counting,
            number=counting,
        )
    started = [step.everybody for one in found for step in one.steps if step.step == "started"]
    known = [count.value for count in started if count is not None and count.value is not None]
    said = {"number": formats.number(len(found)), "all": formats.number(counting), "started": formats.number(sum(known))}
    return trn(
        "Deltagere i {number} aktivitet er talt op; {started} er startet.",
        "Deltagere i {number} aktiviteter er talt op; {started} er startet.",
        len(found),
        **said,
    )


def period(starts: date, ends: date) -> str:
    """1. august 2025 – 31. juli 2026"""
    return f"{formats.day(starts)} – {formats.day(ends)}"


def number(count: Count | None) -> str:
    """A count, or why there is none."""
    if count is None:
        return "–"
    return formats.number(count.value) if count.value is not None else formats.status_word(count.status)


def share(part: Count | None, whole: Count | None) -> str:
    """A part of a whole in percent; nothing when one of the two is not shown."""
    if part is None or whole is None or part.value is None or not whole.value:
        return ""
    return formats.figure(100 * part.value / whole.value, "percent", 0)


def step_value(step: Step, first: Step) -> str:
    """ "40, 67 % af de nåede" without words where there is nothing to hold it against."""
    said = number(step.everybody if step.everybody is not None else step.together)
    part = "" if step is first else share(step.everybody, first.everybody)
    return tr("{count} · {share}", count=said, share=part) if part else said


def from_areas(step: Step) -> str:
    """How many of a step live in the seven areas."""
    part = share(step.together, step.everybody)
    if step.together is None:
        return ""
    return tr("{count} fra de syv områder ({share})", count=number(step.together), share=part) if part else (
        tr("{count} fra de syv områder", count=number(step.together))
    )  # fmt: skip


def of(part: Part) -> str:
    """14 af 20 (70 %), or why one of the two is not shown."""
    if part.part.value is None or part.whole.value is None:
        return number(part.part)
    said = {"part": number(part.part), "whole": number(part.whole), "share": share(part.part, part.whole)}
    return tr("{part} af {whole} ({share})", **said)


def follow_up(one: Activity) -> list[str]:
    """What became of them after 6 and 12 months, and what was measured before and after."""
    lines = [tr("Efter {months} måneder: {of} fortsætter", months=months, of=of(part)) for months, part in one.followed.items()]
    if one.before is not None and one.after is not None:
        lines.append(tr("Samme personer, målt to gange: {before} før, {after} efter", before=of(one.before), after=of(one.after)))
    return lines or [tr("Ingen opfølgning er målt endnu.")]


def area_rows(one: Activity) -> list[dict[str, Any]]:
    """Each step by area."""
    return [
        {
            "step": tr(STEP_WORDS[step.step]), "everybody": number(step.everybody), "together": number(step.together),
            "share": share(step.together, step.everybody) or "–",
            "areas": "; ".join(f"{name}: {number(count)}" for name, count in step.areas.items()) or "–",
        }
        for step in one.steps
    ]  # fmt: skip


def promise_groups(rows: pd.DataFrame, plan: Plan) -> list[tuple[str | None, list[dict[str, Any]]]]:
    """The promises of a plan that count participants, by activity: step, measure, promised, delivered, status."""
    targets = plan.targets.set_index("target_id", drop=False)
    groups: dict[str | None, list[dict[str, Any]]] = {}
    for row in rows.drop_duplicates("target_id").to_dict("records"):
        key = str(row["target_id"])
        target, attainment = targets.loc[key], plan.attainments[key]
        sign, word = promise_texts.status(attainment)
        groups.setdefault(str(row["activity_name"]), []).append(
            {
                "step": tr(STEP_WORDS[str(row["step"])]), "measure": row["measure"], "promised": promise_texts.promise(target),
                "delivered": promise_texts.delivered(target, attainment, plan.results_of[key]), "status": f"{sign} {word}",
                "place": f"{row['source_title']}: {row['source_place']}",
            }
        )  # fmt: skip
    return list(groups.items())

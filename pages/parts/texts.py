"""Words of the screen that several pages share, and sentences made from verdicts."""

from __future__ import annotations

import pandas as pd

from pages.parts import formats
from queries.verdicts import Change, Course, Standing

TITLE = "Boligsocial Monitor"
PLAN_2025 = "plan-2025-29"
# The document of that plan.
PLAN_DOCUMENT = "helhedsplan-2025-29"
# What officers record says so as its source and place.
RECORDED, RECORDED_PLACE = "recording", "Registrering"

TOPICS = {
    "population": "Beboere",
    "housing": "Boliger",
    "families": "Børn og familier",
    "origin": "Oprindelse",
    "income": "Indkomst",
    "education": "Uddannelse",
    "language": "Sprog før skolestart",
    "absence": "Fravær i skolen",
    "school": "Skole og trivsel",
    "employment": "Beskæftigelse",
    "crime": "Kriminalitet",
    "safety": "Tryghed",
    "participation": "Deltagelse",
    "health": "Sundhed",
    "criteria": "Statens kriterier",
    "staff": "Medarbejdere",
    "other": "Andet",
}
# Sign and word together: a verdict never rests on colour alone.
COURSE_WORDS = {
    Course.BETTER: ("▲", "bedre"),
    Course.WORSE: ("▼", "dårligere"),
    Course.UNCHANGED: ("■", "uændret"),
    Course.RISING: ("↑", "højere"),
    Course.FALLING: ("↓", "lavere"),
    Course.UNKNOWN: ("○", "kan ikke siges"),
}


def compared(standing: Standing) -> str:
    """How the areas' figure stands to the comparison: "22,8 procentpoint højere", or why nothing can be said."""
    unit, decimals = str(standing.indicator["unit"]), int(standing.indicator["decimals"])
    if standing.reference is None:
        return "Intet tal at sammenligne med i samme periode"
    name = reference_name(standing)
    if standing.distance is None:
        return _several(standing, name)
    if standing.distance == 0:
        return f"på niveau med {name}"
    way = "højere" if standing.distance > 0 else "lavere"
    return f"{formats.distance(standing.distance, unit, decimals)} {way}"


def _several(standing: Standing, name: str) -> str:
    if standing.compared is Course.UNKNOWN:
        return f"områderne ligger på hver sin side af {name}"
    return f"alle {len(standing.areas)} målte områder, end {name}"


def reference_name(standing: Standing) -> str:
    """What the areas are held against, as it reads in a sentence."""
    assert standing.reference is not None
    if standing.reference["area_kind"] == "municipality":
        return "kommunen"
    return _in_sentence(str(standing.reference["area_name"]))


def changed(change: Change, unit: str, decimals: int, period_kind: str) -> str:
    """Direction since the first figure in words, with the size and the period it is measured from."""
    if change.course is Course.UNKNOWN or change.difference is None:
        return "Kun én måling – ingen udvikling endnu"
    since = formats.period(period_kind, change.first_start, change.first_end)  # type: ignore[arg-type]
    if change.course is Course.UNCHANGED:
        return f"Uændret siden {since}"
    way = "op" if change.difference > 0 else "ned"
    verdict = {Course.BETTER: " – det er bedre", Course.WORSE: " – det er dårligere"}.get(change.course, "")
    return f"{formats.distance(change.difference, unit, decimals)} {way} siden {since}{verdict}"


def situation(standings: list[Standing]) -> str:
    """The state of the plan's indicators in plain words, true also when figures are missing.

    Counts only indicators where all areas together can be held against the municipality in the same period.
    """
    comparable = [item for item in standings if item.against_municipality]
    unknown = len(standings) - len(comparable)
    if not comparable:
        return "Der er endnu ingen tal, som kan holdes op mod kommunen."
    sentence = stands("Boligområderne", [item.compared for item in comparable])
    furthest = _furthest([item for item in comparable if item.compared is Course.WORSE])
    if furthest is not None:
        size = formats.distance(furthest.distance or 0, "percent", int(furthest.indicator["decimals"]))
        sentence += f" Størst er afstanden for {_in_sentence(str(furthest.indicator['short_title']))}: {size}."
    if unknown:
        sentence += f" {unknown} kan ikke sammenlignes."
    return sentence


def stands(subject: str, courses: list[Course]) -> str:
    """ "Vangdalen ligger dårligere end kommunen på 6 af de 7 indikatorer, der kan sammenlignes, og bedre på 1." """
    worse, better = courses.count(Course.WORSE), courses.count(Course.BETTER)
    known = worse + better + courses.count(Course.UNCHANGED)
    if known == 0:
        return f"{subject} har endnu ingen tal, som kan holdes op mod kommunen."
    if known == 1:
        return f"{subject} har kun én indikator, der kan sammenlignes med kommunen."
    sentence = f"{subject} ligger dårligere end kommunen på {worse or 'ingen'} af de {known} indikatorer, der kan sammenlignes"
    return sentence + (f", og bedre på {better}." if better else ".")


def _furthest(standings: list[Standing]) -> Standing | None:
    """The widest distance among shares; other units cannot be held against each other."""
    shares = [item for item in standings if item.indicator["unit"] == "percent" and item.distance is not None]
    return max(shares, key=lambda item: abs(item.distance or 0), default=None)


def _in_sentence(title: str) -> str:
    return title[:1].lower() + title[1:] if not title[:2].isupper() else title


def missing_reasons(missing: pd.DataFrame) -> list[str]:
    """ "Vangdalen, Energivej-området: ikke opgjort - området var ikke med i målingen", one line per reason."""
    lines = []
    for (status, note), group in missing.groupby(["status", missing["note"].fillna("")], sort=False):
        names = ", ".join(dict.fromkeys(group["area_name"]))
        reason = formats.status_word(str(status))
        lines.append(f"{names}: {reason}" + (f". {note}" if note else ""))
    return lines

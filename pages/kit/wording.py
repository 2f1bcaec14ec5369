"""Words of the screen that several pages share, and sentences made from verdicts."""

from __future__ import annotations

import pandas as pd

from pages.kit import formats
from pages.kit.language import mark, tr, trn
from queries.verdicts import Change, Course, Standing

TITLE = mark("Boligsocial Monitor")
PLAN_2025 = "plan-2025-29"
# The document of that plan.
PLAN_DOCUMENT = "helhedsplan-2025-29"
# What officers record says so as its source and place.
RECORDED, RECORDED_PLACE = "recording", "Registrering"

# Marked for the catalogue: whoever shows a topic or a word of a verdict translates it.
TOPICS = {
    "population": mark("Beboere"),
    "housing": mark("Boliger"),
    "families": mark("Børn og familier"),
    "origin": mark("Oprindelse"),
    "income": mark("Indkomst"),
    "education": mark("Uddannelse"),
    "language": mark("Sprog før skolestart"),
    "absence": mark("Fravær i skolen"),
    "school": mark("Skole og trivsel"),
    "employment": mark("Beskæftigelse"),
    "crime": mark("Kriminalitet"),
    "safety": mark("Tryghed"),
    "participation": mark("Deltagelse"),
    "health": mark("Sundhed"),
    "criteria": mark("Statens kriterier"),
    "staff": mark("Medarbejdere"),
    "other": mark("Andet"),
}
# Sign and word together: a verdict never rests on colour alone.
COURSE_WORDS = {
    Course.BETTER: ("▲", mark("bedre")),
    Course.WORSE: ("▼", mark("dårligere")),
    Course.UNCHANGED: ("■", mark("uændret")),
    Course.RISING: ("↑", mark("højere")),
    Course.FALLING: ("↓", mark("lavere")),
    Course.UNKNOWN: ("○", mark("kan ikke vurderes")),
}
# What colours a verdict where it has a sign and a word already; the others keep the colour of the text.
TONES = {Course.BETTER: "bm-better", Course.WORSE: "bm-worse"}


def compared(standing: Standing) -> str:
    """How the areas' figure stands to the comparison: "22,8 procentpoint højere", or why nothing can be said."""
    unit, decimals = str(standing.indicator["unit"]), int(standing.indicator["decimals"])
    if standing.reference is None:
        return tr("Intet tal for kommunen i samme periode")
    name = reference_name(standing)
    if standing.distance is None:
        return _several(standing, name)
    if standing.distance == 0:
        return tr("på niveau med {name}", name=name)
    size = formats.distance(standing.distance, unit, decimals)
    return tr("{distance} højere", distance=size) if standing.distance > 0 else tr("{distance} lavere", distance=size)


def _several(standing: Standing, name: str) -> str:
    if standing.compared is Course.UNKNOWN:
        return tr("områderne ligger på hver sin side af {name}", name=name)
    return tr("end {name} i alle {count} målte områder", count=len(standing.areas), name=name)


def reference_name(standing: Standing) -> str:
    """What the areas are held against, as it reads in a sentence."""
    assert standing.reference is not None
    if standing.reference["area_kind"] == "municipality":
        return tr("kommunen")
    return in_sentence(str(standing.reference["area_name"]))


def changed(change: Change, unit: str, decimals: int, period_kind: str) -> str:
    """Direction since the first figure in words, with the size and the period it is measured from."""
    if change.course is Course.UNKNOWN or change.difference is None:
        return tr("Første måling")
    since = formats.period(period_kind, change.first_start, change.first_end)  # type: ignore[arg-type]
    if change.course is Course.UNCHANGED:
        return tr("Uændret siden {since}", since=since)
    pattern = _CHANGED[change.course if change.course in (Course.BETTER, Course.WORSE) else None, change.difference > 0]
    return tr(pattern, distance=formats.distance(change.difference, unit, decimals), since=since)


# Verdict, if there is one, and whether the figure went up.
_CHANGED = {
    (Course.BETTER, True): mark("Steget {distance} siden {since} (bedre)"),
    (Course.BETTER, False): mark("Faldet {distance} siden {since} (bedre)"),
    (Course.WORSE, True): mark("Steget {distance} siden {since} (dårligere)"),
    (Course.WORSE, False): mark("Faldet {distance} siden {since} (dårligere)"),
    (None, True): mark("Steget {distance} siden {since}"),
    (None, False): mark("Faldet {distance} siden {since}"),
}


def situation(standings: list[Standing]) -> str:
    """The state of the plan's indicators in plain words, true also when figures are missing.

    Counts only indicators where all areas together can be held against the municipality in the same period.
    """
    comparable = [item for item in standings if item.against_municipality]
    if not comparable:
        return tr("Der er endnu ingen tal, som kan holdes op mod kommunen.")
    sentences = [stands(tr("Boligområderne"), [item.compared for item in comparable])]
    furthest = _furthest([item for item in comparable if item.compared is Course.WORSE])
    if furthest is not None:
        size = formats.distance(furthest.distance or 0, "percent", int(furthest.indicator["decimals"]))
        title = in_sentence(str(furthest.indicator["short_title"]))
        sentences.append(tr("Størst afstand er {distance}: {indicator}.", indicator=title, distance=size))
    return " ".join(sentences)


def not_compared(standings: list[Standing]) -> str:
    """ "3 indikatorer kan ikke sammenlignes med kommunen.", empty when all can: below the picture, never first."""
    unknown = sum(not item.against_municipality for item in standings)
    if not unknown:
        return ""
    return trn(
        "{number} indikator kan ikke sammenlignes med kommunen.",
        "{number} indikatorer kan ikke sammenlignes med kommunen.",
        unknown,
        number=formats.number(unknown),
    )


def stands(subject: str, courses: list[Course]) -> str:
    """ "Vangdalen ligger dårligere end kommunen på 6 af 7 indikatorer og bedre på 1." """
    worse, better = courses.count(Course.WORSE), courses.count(Course.BETTER)
    known = worse + better + courses.count(Course.UNCHANGED)
    if known == 0:
        return tr("{subject} har endnu ingen tal, som kan holdes op mod kommunen.", subject=subject)
    if known == 1:
        return tr("{subject} har kun én indikator, der kan sammenlignes med kommunen.", subject=subject)
    if worse == known:
        return tr("{subject} ligger dårligere end kommunen på alle {known} indikatorer.", subject=subject, known=known)
    return tr(_STANDS[worse > 0, better > 0], subject=subject, worse=worse, known=known, better=better)


# Whether the subject is worse on any indicator, and whether it is better on any.
_STANDS = {
    (True, True): mark("{subject} ligger dårligere end kommunen på {worse} af {known} indikatorer og bedre på {better}."),
    (True, False): mark("{subject} ligger dårligere end kommunen på {worse} af {known} indikatorer."),
    (False, True): mark("{subject} ligger ikke dårligere end kommunen på nogen af {known} indikatorer og bedre på {better}."),
    (False, False): mark("{subject} ligger ikke dårligere end kommunen på nogen af {known} indikatorer."),
}


def _furthest(standings: list[Standing]) -> Standing | None:
    """The widest distance among shares; other units cannot be held against each other."""
    shares = [item for item in standings if item.indicator["unit"] == "percent" and item.distance is not None]
    return max(shares, key=lambda item: abs(item.distance or 0), default=None)


def in_sentence(title: str) -> str:
    """A title as it reads inside a sentence."""
    return title[:1].lower() + title[1:] if not title[:2].isupper() else title


def missing_reasons(missing: pd.DataFrame) -> list[str]:
    """ "Vangdalen, Energivej-området: ikke opgjort - området var ikke med i målingen", one line per reason."""
    lines = []
    for (status, note), group in missing.groupby(["status", missing["note"].fillna("")], sort=False):
        names = ", ".join(dict.fromkeys(group["area_name"]))
        reason = formats.status_word(str(status))
        lines.append(f"{names}: {reason}" + (f". {note}" if note else ""))
    return lines


def periods_line(rows: pd.DataFrame) -> str:
    """The periods a chart covers, for its subtitle."""
    return tr("Nyeste tal: {periods}", periods=", ".join(dict.fromkeys(rows["period"])))


def source_line(rows: pd.DataFrame) -> str:
    """Registers and documents behind the rows."""
    registers = ", ".join(dict.fromkeys(rows["register_title"]))
    documents = ", ".join(dict.fromkeys(rows["source_title"]))
    return tr("Kilde: {registers}. Trykt i: {documents}.", registers=registers, documents=documents)

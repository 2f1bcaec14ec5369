"""Sentences about one indicator, made by rules from its figures: where it went, how it lies, what it cannot show. No claim of effect.

Every figure in a sentence is a part that knows where it comes from (blocks.py); the words between them hold no digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from pages.kit import formats
from pages.report.blocks import Count, Day, Distance, Name, Period, Sentence, listed
from pages.report.figures import MUNICIPALITY, Line, Measured
from queries.comparison import meets
from queries.verdicts import Course

_SUBJECTS = {"percent": "andelen", "count": "antallet", "per_1000": "tallet", "dkk": "beløbet"}
# What a figure cannot show, by how it comes about and by its unit.
_CANNOT = {
    "register": "hvorfor det går, som det gør, eller om planens aktiviteter er grunden.",
    "survey": "hvad de, der ikke svarede, mener, eller om planens aktiviteter er grunden til en ændring.",
    "registration": "hvorfor det registrerede ændrer sig, eller om planens aktiviteter er grunden.",
}
_MORE = {
    "count": "Et antal følger også med, om der bor flere eller færre.",
    "per_1000": "I små områder kan få personer flytte tallet meget.",
    "percent_change": "En ændring i procent siger ikke, hvor højt eller lavt tallet ligger.",
}
# As many areas are told one by one; of more, the sentence gives the ends and the table the rest.
_EACH = 4
CANNOT_SHOW = "Det kan tallet ikke vise:"


def subject(item: Measured) -> str:
    """The indicator as the subject of a sentence: "andelen", "antallet"."""
    return _SUBJECTS.get(str(item.about["unit"]), "tallet")


def development(item: Measured) -> list[Sentence]:
    """Where the plan's areas went since they were first measured, and the municipality in the same time."""
    if not item.own:
        return [("Der er ingen brugbare tal i perioden.",)]
    if str(item.about["unit"]) == "percent_change":
        return _changes(item)
    groups: dict[tuple[Period, Period], list[Line]] = {}
    for line in item.own:
        groups.setdefault((line.first.period, line.last.period), []).append(line)
    found = []
    for (first, last), lines in groups.items():
        if last.ends > first.ends:
            found += [_went(item, lines, first, last), *_municipality(item, first, last)]
    alone = sorted((line for line in item.own if line.moved is None), key=lambda line: line.last.period.ends)
    return [*found, *([_only_once(item, alone)] if alone else [])]


def _only_once(item: Measured, lines: Sequence[Line]) -> Sentence:
    """Areas with one usable figure: what it is, and that it says nothing about a development."""
    why = "Det er det eneste brugbare tal" if len(lines) == 1 else "Der er kun ét brugbart tal for hver"
    verb = "er" if _told_each(lines) else "går"
    return (f"{subject(item).capitalize()} {verb} ", *standing(lines), f". {why}, så udviklingen kan ikke siges.")


def standing(lines: Sequence[Line]) -> Sentence:
    """How high the newest figures are: each of few areas, or the lowest and the highest of many."""
    if len({line.last.period for line in lines}) > 1:
        return listed([(line.last, " i ", Name(line.area), " (", line.last.period, ")") for line in lines])
    if _told_each(lines):
        return (*listed([(line.last, " i ", Name(line.area)) for line in lines]), " (", lines[0].last.period, ")")
    low, high = min(lines, key=lambda line: line.last.value), max(lines, key=lambda line: line.last.value)
    ends: Sentence = ("fra ", low.last, " (", Name(low.area), ") til ", high.last, " (", Name(high.area), ")")
    return (*ends, " i ", *_all_of(lines), " områder, ", lines[0].last.period)


def _told_each(lines: Sequence[Line]) -> bool:
    return len({line.last.period for line in lines}) > 1 or len(lines) <= _EACH


def _all_of(lines: Sequence[Line]) -> Sentence:
    """ "de 7 målte", counted."""
    return ("de ", Count(len(lines), tuple(line.area_id for line in lines)), " målte")


def _changes(item: Measured) -> list[Sentence]:
    """An indicator that is a change itself."""
    lines = [*item.own, *(line for line in (item.reference,) if line is not None and line not in item.own)]
    return [("Ændringen er ", *listed([(line.last, " i ", Name(line.area), " (", line.last.period, ")") for line in lines]), ".")]


def _on(period: Period) -> str:
    """The preposition a period takes: "pr. 1. oktober 2012", "i 2017"."""
    return {"date": "pr. ", "unstated": "", "survey": "ved undersøgelsen i "}.get(period.kind, "i ")


def _went(item: Measured, lines: Sequence[Line], first: Period, last: Period) -> Sentence:
    """ "Fra 2017 til 2021 er andelen steget i Vangdalen (fra 64,0 % til 65,5 %) og faldet i …"."""
    told: list[Sentence] = []
    for word, sign in (("steget", 1), ("faldet", -1)):
        own = [line for line in lines if (line.moved or 0) * sign > 0]
        if own:
            names = listed([(Name(line.area), " (fra ", line.first, " til ", line.last, ")") for line in own])
            told.append((f"{word} i ", *names))
    still = [line for line in lines if line.moved == 0]
    if still:
        told.append(("uændret i ", *listed([(Name(line.area), " (", line.last, ")") for line in still])))
    return ("Fra ", first, " til ", last, f" er {subject(item)} ", *listed(told), ".")


def _municipality(item: Measured, first: Period, last: Period) -> list[Sentence]:
    """What the municipality did in the same time, where it is measured in both periods."""
    line = item.reference
    if line is None or line in item.own:
        return []
    before, after = line.at(first), line.at(last)
    if before is None or after is None:
        return []
    change = Distance(after, before).size
    name = Name(line.area)
    if change == 0:
        return [("I ", name, f" er {subject(item)} i samme tid uændret (", after, ").")]
    return [("I ", name, f" er {subject(item)} i samme tid {'steget' if change > 0 else 'faldet'} fra ", before, " til ", after, ".")]


def comparison(item: Measured) -> list[Sentence]:
    """How the areas lie to the municipality at the newest measurement they share; counts are no comparison."""
    reference = item.reference
    if reference is None or reference in item.own or str(item.about["unit"]) in ("count", "dkk", "percent_change"):
        return []
    pairs = [(line, line.last, other) for line in item.own if (other := reference.at(line.last.period)) is not None]
    if not pairs:
        return []
    newest = max(value.period.ends for _, value, _ in pairs)
    pairs = [pair for pair in pairs if pair[1].period.ends == newest]
    found: list[Sentence] = []
    period = pairs[0][1].period
    for word, sign in (("højere end", 1), ("lavere end", -1)):
        own = [(line, distance) for line, value, other in pairs if (distance := Distance(value, other)).size * sign > 0]
        start = (f"{subject(item).capitalize()} er {word} i ", Name(reference.area), " i ")
        if len(own) > _EACH:
            near, far = min(own, key=lambda pair: abs(pair[1].size)), max(own, key=lambda pair: abs(pair[1].size))
            ends = (" områder, mindst i ", Name(near[0].area), " (", near[1], ") og mest i ", Name(far[0].area), " (", far[1], "), ")
            found.append((*start, *_all_of([line for line, _ in own]), *ends, period, "."))
        elif own:
            names = listed([(Name(line.area), " (", distance, ")") for line, distance in own])
            found.append((*start, *names, ", ", period, "."))
    level = [line for line, value, other in pairs if Distance(value, other).size == 0]
    if level:
        found.append((*listed([(Name(line.area),) for line in level]), " ligger på samme niveau som ", Name(reference.area), "."))
    return found


def towards_goal(item: Measured) -> list[Sentence]:
    """Whether the areas went the way the plan wants, counted by area."""
    courses = [(line, item.course(line)) for line in item.own if line.moved is not None and line.kind not in MUNICIPALITY]
    judged = [(line, course) for line, course in courses if course in (Course.BETTER, Course.WORSE, Course.UNCHANGED)]
    if not judged:
        return []
    better = tuple(line.area_id for line, course in judged if course is Course.BETTER)
    if len(judged) == 1:
        return [(_ONE_COURSE[judged[0][1]],)]
    if len(better) == len(judged):
        return [("Alle de målte områder er gået den vej, planen ønsker.",)]
    if not better:
        return [("Ingen af de målte områder er gået den vej, planen ønsker.",)]
    every = tuple(line.area_id for line, _ in judged)
    return [(Count(len(better), better), " af de ", Count(len(every), every), " målte områder er gået den vej, planen ønsker.")]


_ONE_COURSE = {
    Course.BETTER: "Udviklingen går den vej, planen ønsker.",
    Course.WORSE: "Udviklingen går den modsatte vej af den, planen ønsker.",
    Course.UNCHANGED: "Tallet er ikke gået den vej, planen ønsker.",
}


def target(item: Measured) -> list[Sentence]:
    """The plan's own target and whether the newest figures meet it."""
    operator, low = item.about["target_operator"], item.about["target_low"]
    if pd.isna(operator) or not item.own:
        return []
    words: Sentence = ("Planens mål: ", Name(str(item.about["target_text"]).rstrip(".")), ".")
    pairs = []
    newest = max(line.last.period.ends for line in item.own)
    for line in item.own:
        if line.last.period.ends < newest:
            continue
        if pd.notna(item.about["target_reference"]):
            reference = next((other for other in item.lines if other.area_id == str(item.about["target_reference"])), None)
            held = reference.at(line.last.period) if reference else None
            bound = None if held is None else held.value
        else:
            bound = None if pd.isna(low) else float(low)
        if bound is not None:
            pairs.append((line, meets(line.last.value, str(operator), bound, item.about["target_high"])))
    met, not_met = [line for line, holds in pairs if holds], [line for line, holds in pairs if not holds]
    told = [_met(lines, word) for lines, word in ((met, "Det er nået "), (not_met, "Det er ikke nået ")) if lines]
    return [(*words[:-1], ".", *(part for sentence in told for part in (" ", *sentence)))]


def _met(lines: Sequence[Line], word: str) -> Sentence:
    if len(lines) > _EACH:
        return (f"{word}i ", *_all_of(lines), " områder (", lines[0].last.period, ").")
    return (f"{word}med ", *listed([(line.last, " i ", Name(line.area)) for line in lines]), " (", lines[0].last.period, ").")


def in_the_period(item: Measured, starts: date, ends: date) -> list[Sentence]:
    """What is new in a period: the areas' newest figure in it held against the one before it."""
    first_day = pd.Timestamp(starts)
    inside = [line for line in item.own if line.last.period.ends >= first_day]
    if not item.own:
        return []
    if not inside:
        newest = max((line.last.period for line in item.own), key=lambda period: period.ends)
        return [("Der er ingen måling fra perioden ", Day(starts), " til ", Day(ends), "; de nyeste tal er fra ", newest, ".")]
    told = []
    for line in inside:
        before = line.before(first_day)
        if before is None or line.last.decimals != before.decimals:
            continue
        told.append(
            (
                Name(line.area),
                " (",
                before,
                f" {_on(before.period)}",
                before.period,
                ", ",
                line.last,
                f" {_on(line.last.period)}",
                line.last.period,
                ")",
            )
        )
    if not told:
        return [("Perioden har den første måling, så den kan ikke holdes op mod en tidligere.",)]
    return [("Ny måling i perioden i ", *listed(told), ".")]


def reservations(item: Measured) -> list[Sentence]:
    """Figures that are not part of the sentences, with the reason, and what a reader must know about the indicator."""
    kind = str(item.about["period_kind"])
    found: list[Sentence] = []
    missing = item.missing
    for (status, note), rows in missing.groupby(["status", missing["note"].fillna("")], sort=False):
        periods = {(row["period_start"], row["period_end"]) for row in rows.to_dict("records")}
        areas: list[Sentence] = []
        for area, own in rows.groupby("area_name", sort=False, observed=True):
            spans = [(Period(kind, row["period_start"], row["period_end"]),) for row in own.to_dict("records")]
            areas.append((Name(str(area)),) if len(periods) == 1 else (Name(str(area)), " ", *listed(spans)))
        if len(rows) == len(item.figures):
            areas = [("alle tal",)]
        elif len(periods) == 1:
            areas[-1] = (*areas[-1], ", ", Period(kind, *next(iter(periods))))
        why = f" ({formats.status_word(str(status)).replace(' (', ', ').replace(')', '')})"
        more = (" ", Name(_ended(note))) if note and status != "suppressed" else ()
        found.append(("Indgår ikke i sammenligningen: ", *listed(areas), why, ".", *more))
    if pd.notna(item.about["method_note"]):
        found.append((Name(_ended(str(item.about["method_note"]))),))
    return found


def _ended(text: str) -> str:
    """A note as a sentence of its own."""
    text = f"{text[:1].upper()}{text[1:]}"
    return text if text.endswith((".", "!", "?")) else f"{text}."


def cannot_show(item: Measured) -> Sentence:
    """What the figure cannot show, after CANNOT_SHOW."""
    more = _MORE.get(str(item.about["unit"]))
    return (_CANNOT[str(item.about["measurement"])] + (f" {more}" if more else ""),)

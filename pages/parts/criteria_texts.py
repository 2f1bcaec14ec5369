"""The state's criteria in Danish: the rule, the value, which side of the limit, how far and how sure."""

from __future__ import annotations

import math
from urllib.parse import urlparse

import pandas as pd

from pages.parts import formats
from queries.criteria import Applied, Category, Figure, Rule
from queries.criteria_distance import largest_uncertain_base, persons_from_line, within_random_variation

STATUS_NAMES = {
    "udsat_boligomraade": "Udsat boligområde",
    "parallelsamfund": "Parallelsamfund",
    "omdannelsesomraade": "Omdannelsesområde",
    "forebyggelsesomraade": "Forebyggelsesområde",
}
_LIMITS = {">": "over", ">=": "mindst", "<": "under", "<=": "højst"}
# Sign and word: fulfilled is a fact about the rule, neither good nor bad.
HOLDS = {True: ("●", "opfyldt"), False: ("○", "ikke opfyldt"), None: ("?", "kan ikke afgøres")}
_UNITS = {"years": " år"}


def quantity(value: float, unit: str, decimals: int) -> str:
    """A value or limit with its unit, also in years."""
    if unit in _UNITS:
        return formats.number(value) + _UNITS[unit]
    return formats.figure(value, unit, decimals)


def limit(rule: Rule) -> str:
    """The limit as the law draws it: "over 40 %", "mindst 3 gange", "under 55 %"."""
    decimals = 0 if float(rule.threshold).is_integer() else 1
    return f"{_LIMITS[rule.operator]} {quantity(rule.threshold, rule.unit, decimals)}"


def value(figure: Figure | None, unit: str) -> str:
    """The value as it is known, or that there is none."""
    if figure is None:
        return "intet tal"
    if figure.above_low:
        return f"mere end {quantity(figure.value, unit, 0 if figure.value.is_integer() else 1)}"
    return quantity(figure.value, unit, 0 if unit == "count" or float(figure.value).is_integer() else 1)


def side(applied: Applied) -> str:
    """Which side of the limit the value is on, in words."""
    if applied.figure is None or (applied.figure.above_low and applied.holds is None):
        return ""
    if applied.above is None and not applied.figure.above_low:
        return "på grænsen"
    return "under grænsen" if applied.above is False else "over grænsen"


def verdict(applied: Applied) -> str:
    """ "● over grænsen – opfyldt", always with sign and word."""
    sign, word = HOLDS[applied.holds]
    where = side(applied)
    return f"{sign} {where} – {word}" if where else f"{sign} {word}"


def undecided(applied: Applied, missing_note: str) -> str:
    """Why a rule cannot be decided; empty when it can."""
    if applied.holds is not None:
        return ""
    if applied.figure is None:
        return missing_note or "De indlæste dokumenter trykker intet tal."
    if math.isinf(applied.figure.high):
        return f"Kilden siger kun {value(applied.figure, applied.rule.unit)}; om det er {limit(applied.rule)}, kan ikke ses."
    return "Det trykte tal er afrundet, og afrundingen dækker begge sider af grænsen."


def persons(applied: Applied, residents: Figure | None, assumed: int | None = None) -> str:
    """How many persons from the line, from a known base, a stated assumption, or at most by the residents."""
    figure, rule = applied.figure, applied.rule
    if figure is None:
        return ""
    if rule.unit == "ratio":
        return "Afstanden i personer kan ikke beregnes: hverken områdets eller landets andel er trykt."
    if rule.unit == "count":
        return f"{_count(applied)} {'færre ville bringe området under' if applied.holds else 'flere ville bringe området op på'} grænsen."
    if rule.unit != "percent" or rule.operator not in (">", ">="):
        return ""
    return _persons_of_group(applied, figure, residents, assumed)


def _persons_of_group(applied: Applied, figure: Figure, residents: Figure | None, assumed: int | None) -> str:
    if assumed:
        return f"{_span(applied, assumed)} fra grænsen, hvis gruppen er {formats.number(assumed)} personer (antaget)."
    if figure.base:
        return f"{_span(applied, int(figure.base))} fra grænsen; gruppen er {formats.number(figure.base)} personer."
    text = f"Afstanden i personer kan ikke beregnes: antallet af {_group(applied.rule)} er ikke trykt."
    most = None if residents is None else persons_from_line(applied, int(residents.value))
    if residents is None or most is None:
        return text
    return (
        f"{text} Gruppen er højst de {formats.number(residents.value)} beboere, så afstanden er højst {formats.number(most.most)} personer."
    )


def _count(applied: Applied) -> str:
    found = persons_from_line(applied, None)
    assert found is not None
    return f"{formats.number(found.least)} beboere"


def _span(applied: Applied, base: int | None) -> str:
    found = persons_from_line(applied, base)
    assert found is not None
    least, most = formats.number(found.least), formats.number(found.most)
    return f"{least} personer" if least == most else f"{least}–{most} personer"


def _group(rule: Rule) -> str:
    """The group of a rule in the middle of a sentence."""
    return rule.population[:1].lower() + rule.population[1:]


def variation(applied: Applied, residents: Figure | None, assumed: int | None = None) -> str:
    """Whether the distance to the limit is within random variation (95 per cent), or for which group sizes it is."""
    figure, rule = applied.figure, applied.rule
    if figure is None or rule.unit != "percent" or rule.operator not in (">", ">=") or math.isinf(figure.high):
        return ""
    base = assumed or (int(figure.base) if figure.base else None)
    if base:
        inside = within_random_variation(figure.value, rule.threshold, base)
        return f"Afstanden er {'inden for' if inside else 'større end'} tilfældig variation (95 %)."
    if residents is None:
        return "Om afstanden er tilfældig variation, kan ikke siges uden gruppens størrelse."
    most = largest_uncertain_base(figure.value, rule.threshold, int(residents.value))
    if most >= residents.value:
        return "Afstanden er inden for tilfældig variation (95 %), uanset hvor stor en del af beboerne gruppen er."
    return f"Afstanden er inden for tilfældig variation (95 %), hvis gruppen er højst {formats.number(most)} personer; ellers større."


def average_note(rule: Rule) -> str:
    """The mark of a mean over several years."""
    if not rule.averaging_years or rule.averaging_years < 2:
        return ""
    return f"Loven bruger gennemsnittet af {formats.number(rule.averaging_years)} år, så en ændring slår først fuldt igennem senere."


def conclusion(made: Category) -> str:
    """Why a category follows or not, in one sentence."""
    failing = [item for item in made.gates if item.holds is False]
    unknown = [item for item in made.gates if item.holds is None]
    parts = [f"{item.rule.title.lower()}: {value(item.figure, item.rule.unit)}, loven kræver {limit(item.rule)}" for item in failing]
    parts += [f"{item.rule.title.lower()}: kan ikke afgøres" for item in unknown]
    if made.counted:
        rule = made.counted[0].rule
        span = (
            formats.number(made.certain)
            if made.certain == made.possible
            else f"{formats.number(made.certain)} til {formats.number(made.possible)}"
        )
        parts.append(f"{span} af {formats.number(rule.of)} kriterier er opfyldt, loven kræver mindst {formats.number(rule.least)}")
        open_ones = [item.rule.title.lower() for item in made.counted if item.holds is None]
        parts += [f"kan ikke afgøres: {', '.join(open_ones)}"] if open_ones else []
    text = "; ".join(parts)
    return text[:1].upper() + text[1:] + "." if text else ""


def site(url: str | None) -> str:
    """The site a rule or statement was read on."""
    return "" if url is None or pd.isna(url) else urlparse(url).netloc.removeprefix("www.")


def dated(row: pd.Series | dict[str, object]) -> str:
    """The period of a figure row as people say it."""
    return formats.period(str(row["period_kind"]), row["period_start"], row["period_end"])  # type: ignore[arg-type]

"""The state's criteria in words: the rule, the value, which side of the limit, how far and how sure."""

from __future__ import annotations

import math
from urllib.parse import urlparse

import pandas as pd

from pages.kit import formats
from pages.kit.language import mark, tr, trn
from queries.criteria import Applied, Category, Figure, Rule
from queries.criteria_distance import largest_uncertain_base, persons_from_line, within_random_variation

STATUS_NAMES = {
    "udsat_boligomraade": mark("Udsat boligområde"),
    "parallelsamfund": mark("Parallelsamfund"),
    "omdannelsesomraade": mark("Omdannelsesområde"),
    "forebyggelsesomraade": mark("Forebyggelsesområde"),
}
_LIMITS = {">": mark("over {limit}"), ">=": mark("mindst {limit}"), "<": mark("under {limit}"), "<=": mark("højst {limit}")}
# Sign and word: fulfilled is a fact about the rule, neither good nor bad.
HOLDS = {True: ("●", mark("opfyldt")), False: ("○", mark("ikke opfyldt")), None: ("?", mark("kan ikke afgøres"))}


def quantity(value: float, unit: str, decimals: int) -> str:
    """A value or limit with its unit, also in years."""
    if unit == "years":
        return years(value)
    return formats.figure(value, unit, decimals)


def years(count: float) -> str:
    """A number of years."""
    return trn("{years} år", "{years} år", int(count), years=formats.number(count))


def answer(holds: bool | None) -> str:
    """ "● opfyldt": sign and word."""
    sign, word = HOLDS[holds]
    return f"{sign} {tr(word)}"


def limit(rule: Rule) -> str:
    """The limit as the law draws it: "over 40 %", "mindst 3 gange", "under 55 %"."""
    decimals = 0 if float(rule.threshold).is_integer() else 1
    return tr(_LIMITS[rule.operator], limit=quantity(rule.threshold, rule.unit, decimals))


def value(figure: Figure | None, unit: str) -> str:
    """The value as it is known, or that there is none."""
    if figure is None:
        return tr("intet tal")
    return tr("mere end {value}", value=amount(figure, unit)) if figure.above_low else amount(figure, unit)


def amount(figure: Figure, unit: str) -> str:
    """The number of a figure with its unit: whole numbers and counts without decimals."""
    whole = float(figure.value).is_integer() or (unit == "count" and not figure.above_low)
    return quantity(figure.value, unit, 0 if whole else 1)


def side(applied: Applied) -> str:
    """Which side of the limit the value is on, in words."""
    if applied.figure is None or (applied.figure.above_low and applied.holds is None):
        return ""
    if applied.above is None and not applied.figure.above_low:
        return tr("på grænsen")
    return tr("under grænsen") if applied.above is False else tr("over grænsen")


def verdict(applied: Applied) -> str:
    """ "● over grænsen – opfyldt", always with sign and word."""
    sign, word = HOLDS[applied.holds]
    where = side(applied)
    return f"{sign} {where} – {tr(word)}" if where else answer(applied.holds)


def undecided(applied: Applied, missing_note: str) -> str:
    """Why a rule cannot be decided; empty when it can."""
    if applied.holds is not None:
        return ""
    if applied.figure is None:
        return missing_note or tr("De indlæste dokumenter trykker intet tal.")
    if math.isinf(applied.figure.high):
        return tr(
            "Kilden siger kun {value}; om det er {limit}, kan ikke ses.",
            value=value(applied.figure, applied.rule.unit), limit=limit(applied.rule),
        )  # fmt: skip
    return tr("Det trykte tal er afrundet, og afrundingen dækker begge sider af grænsen.")


def persons(applied: Applied, residents: Figure | None, assumed: int | None = None) -> str:
    """How many persons from the line, from a known base, a stated assumption, or at most by the residents."""
    figure, rule = applied.figure, applied.rule
    if figure is None:
        return ""
    if rule.unit == "ratio":
        return tr("Afstanden i personer kan ikke beregnes: hverken områdets eller landets andel er trykt.")
    if rule.unit == "count":
        return _residents(applied)
    if rule.unit != "percent" or rule.operator not in (">", ">="):
        return ""
    return _persons_of_group(applied, figure, residents, assumed)


def _persons_of_group(applied: Applied, figure: Figure, residents: Figure | None, assumed: int | None) -> str:
    if assumed:
        return tr(
            "{persons} fra grænsen, hvis gruppen er {base} personer (antaget).",
            persons=_span(applied, assumed), base=formats.number(assumed),
        )  # fmt: skip
    if figure.base:
        return tr(
            "{persons} fra grænsen; gruppen er {base} personer.",
            persons=_span(applied, int(figure.base)), base=formats.number(figure.base),
        )  # fmt: skip
    text = tr("Afstanden i personer kan ikke beregnes: antallet af {group} er ikke trykt.", group=in_sentence(applied.rule.population))
    most = None if residents is None else persons_from_line(applied, int(residents.value))
    if residents is None or most is None:
        return text
    bound = tr(
        "Gruppen er højst de {residents} beboere, så afstanden er højst {persons} personer.",
        residents=formats.number(residents.value), persons=formats.number(most.most),
    )  # fmt: skip
    return f"{text} {bound}"


def _residents(applied: Applied) -> str:
    found = persons_from_line(applied, None)
    assert found is not None
    count = formats.number(found.least)
    if applied.holds:
        return tr("{residents} beboere færre ville bringe området under grænsen.", residents=count)
    return tr("{residents} beboere flere ville bringe området op på grænsen.", residents=count)


def _span(applied: Applied, base: int | None) -> str:
    found = persons_from_line(applied, base)
    assert found is not None
    least, most = formats.number(found.least), formats.number(found.most)
    if least == most:
        return trn("{persons} personer", "{persons} personer", int(found.least), persons=least)
    return tr("{least}–{most} personer", least=least, most=most)


def in_sentence(title: str) -> str:
    """A title or the name of a group as it reads in the middle of a sentence."""
    return title[:1].lower() + title[1:]


def variation(applied: Applied, residents: Figure | None, assumed: int | None = None) -> str:
    """Whether the distance to the limit is within random variation (95 per cent), or for which group sizes it is."""
    figure, rule = applied.figure, applied.rule
    if figure is None or rule.unit != "percent" or rule.operator not in (">", ">=") or math.isinf(figure.high):
        return ""
    base = assumed or (int(figure.base) if figure.base else None)
    if base:
        inside = within_random_variation(figure.value, rule.threshold, base)
        return (
            tr("Afstanden er inden for tilfældig variation (95 %).")
            if inside
            else tr("Afstanden er større end tilfældig variation (95 %).")
        )
    if residents is None:
        return tr("Om afstanden er tilfældig variation, kan ikke siges uden gruppens størrelse.")
    most = largest_uncertain_base(figure.value, rule.threshold, int(residents.value))
    if most >= residents.value:
        return tr("Afstanden er inden for tilfældig variation (95 %), uanset hvor stor en del af beboerne gruppen er.")
    return tr(
        "Afstanden er inden for tilfældig variation (95 %), hvis gruppen er højst {persons} personer; ellers større.",
        persons=formats.number(most),
    )


def average_note(rule: Rule) -> str:
    """The mark of a mean over several years."""
    if not rule.averaging_years or rule.averaging_years < 2:
        return ""
    return tr(
        "Loven bruger gennemsnittet af {years} år, så en ændring slår først fuldt igennem senere.",
        years=formats.number(rule.averaging_years),
    )


def conclusion(made: Category) -> str:
    """Why a category follows or not, in one sentence."""
    failing = [item for item in made.gates if item.holds is False]
    unknown = [item for item in made.gates if item.holds is None]
    parts = [
        tr(
            "{criterion}: {value}, loven kræver {limit}",
            criterion=in_sentence(item.rule.title), value=value(item.figure, item.rule.unit), limit=limit(item.rule),
        )
        for item in failing
    ]  # fmt: skip
    parts += [tr("{criterion}: kan ikke afgøres", criterion=in_sentence(item.rule.title)) for item in unknown]
    text = "; ".join([*parts, *_counted(made)])
    return text[:1].upper() + text[1:] + "." if text else ""


def _counted(made: Category) -> list[str]:
    """How many of the counted criteria are met, and which cannot be decided."""
    if not made.counted:
        return []
    rule = made.counted[0].rule
    least, most = formats.number(made.certain), formats.number(made.possible)
    span = least if least == most else tr("{least} til {most}", least=least, most=most)
    met = tr(
        "{count} af {of} kriterier er opfyldt, loven kræver mindst {least}",
        count=span, of=formats.number(rule.of), least=formats.number(rule.least),
    )  # fmt: skip
    undecided_ones = ", ".join(in_sentence(item.rule.title) for item in made.counted if item.holds is None)
    return [met, tr("kan ikke afgøres: {criteria}", criteria=undecided_ones)] if undecided_ones else [met]


def site(url: str | None) -> str:
    """The site a rule or statement was read on."""
    return "" if url is None or pd.isna(url) else urlparse(url).netloc.removeprefix("www.")


def dated(row: pd.Series | dict[str, object]) -> str:
    """The period of a figure row as people say it."""
    return formats.period(str(row["period_kind"]), row["period_start"], row["period_end"])  # type: ignore[arg-type]

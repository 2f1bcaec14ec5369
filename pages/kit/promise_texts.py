"""Promises and results in words: what was promised, what was delivered, how it stands and how that was reached."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pages.kit import formats
from pages.kit.language import mark, tr, trn
from queries.attainment import Attainment, Reason, Result, Status
from queries.delivery import Delivery

# Sign and word together, in the order of the legend and the counts.
STATUS_WORDS = {
    Status.ACHIEVED: ("✓", mark("opnået")),
    Status.ON_TRACK: ("→", mark("på vej")),
    Status.BEHIND: ("!", mark("bagud")),
    Status.NOT_ACHIEVED: ("✗", mark("ikke opnået")),
    Status.NO_FIGURES: ("…", mark("mangler indberetning")),
    Status.CANNOT_JUDGE: ("?", mark("kan ikke vurderes")),
}
CLASSES = {
    Status.ACHIEVED: "bm-achieved",
    Status.ON_TRACK: "bm-on-track",
    Status.BEHIND: "bm-behind",
    Status.NOT_ACHIEVED: "bm-not-achieved",
    Status.NO_FIGURES: "bm-no-figures",
    Status.CANNOT_JUDGE: "bm-no-figures",
}
REASONS = {
    Reason.REACHED: mark("Løftet er nået."),
    Reason.ON_PACE: mark("Resultatet følger løftet indtil nu."),
    Reason.BEHIND_PACE: mark("Resultatet følger ikke løftet indtil nu."),
    Reason.SHORT: mark("Løftet er ikke nået, og perioden er slut."),
    Reason.PASSED_CEILING: mark("Der er flere end lovet som det højeste."),
    Reason.NOT_STARTED: mark("Aktiviteten er ikke begyndt endnu."),
    Reason.NO_RESULTS: mark("Der er ikke registreret noget resultat endnu."),
    Reason.NEVER_REPORTED: mark("Perioden er slut, og dokumenterne trykker intet resultat."),
    Reason.NO_NUMBER: mark("Løftet har ikke noget tal at måle imod."),
    Reason.CONTRADICTORY: mark("Løftets tal og retning passer ikke sammen."),
    Reason.DOUBTFUL: mark("Det trykte resultat er tvivlsomt og bruges derfor ikke i en vurdering."),
    Reason.UNREADABLE: mark("Resultatet kan ikke læses i dokumentet."),
    Reason.SUPPRESSED: mark("Resultatet er skjult, fordi det handler om få personer."),
    Reason.NOT_COLLECTED: mark("Resultatet er ikke opgjort."),
    Reason.NOT_PUBLISHED: mark("Dokumentet trykker ikke resultatet."),
    Reason.IN_WORDS: mark("Resultatet er kun givet i ord, men løftet er et tal."),
    Reason.OVERLAPPING: mark("Resultaterne dækker til dels de samme dage og kan ikke lægges sammen."),
    Reason.INCOMPLETE: mark("En del af perioden mangler tal, og det talte alene afgør ikke sagen."),
    Reason.MIXED_YEARS: mark(
        "Årene ligger på hver sin side af løftet, og antallet bag er ikke trykt. Derfor kan andelen for hele planen ikke beregnes."
    ),
}
_CADENCE = {"per_year": mark("{amount} pr. år"), "plan_total": mark("{amount} i alt"), "average": mark("{amount} i gennemsnit")}
# What the questions say where a plan names no theme; content.py translates it with their answers.
WITHOUT_THEME = (mark("Uden indsatsområde"), mark("Hele planen"))


def amount(value: float | None, unit: str) -> str:
    """A promised or delivered figure: whole numbers without decimals, others with one."""
    if value is None or pd.isna(value):
        return "–"
    return formats.figure(value, unit, 0 if float(value).is_integer() else 1)


def promise(target: pd.Series) -> str:
    """The promise in few words: "15–20 pr. år", "mindst 12 pr. år", "højst 56 %", the document's words when it has no number."""
    low, high, unit = target["target_low"], target["target_high"], str(target["unit"])
    if pd.isna(low) and pd.isna(high):
        return tr("”{words}” (uden tal)", words=target["printed"]) if pd.notna(target["printed"]) else tr("Intet løfte")
    if pd.isna(high):
        text = tr("mindst {amount}", amount=amount(low, unit))
    elif pd.isna(low):
        text = tr("højst {amount}", amount=amount(high, unit))
    elif low == high:
        text = tr("højst {amount}", amount=amount(low, unit)) if target["direction"] == "down" else amount(low, unit)
    else:
        text = f"{amount(low, 'text')}–{amount(high, unit)}"
    whole = str(target["cadence"]) == "plan_total"
    return text if whole and unit == "percent" else tr(_CADENCE[str(target["cadence"])], amount=text)


def delivered(target: pd.Series, attainment: Attainment, results: pd.DataFrame) -> str:
    """What was delivered in few words, or why there is no figure."""
    unit = str(target["unit"])
    if attainment.delivered is not None:
        text = amount(attainment.delivered, unit_of_results(unit, results))
        if target["cadence"] == "per_year" and unit != "text":
            return tr("{amount} pr. år", amount=text)
        return tr("{amount} (senest)", amount=text) if attainment.total is None and len(attainment.used) > 1 else text
    if results.empty:
        return "–"
    row = results.iloc[-1]
    if pd.notna(row["value"]):
        return formats.figure_or_status(row["value"], unit, 0 if float(row["value"]).is_integer() else 1, str(row["status"]))
    return str(row["printed"]) if row["status"] == "published" else formats.status_word(str(row["status"]))


def unit_of_results(unit: str, results: pd.DataFrame) -> str:
    """A measure without a promise has no unit of its own; its printed results tell shares from counts."""
    if unit != "text":
        return unit
    return "percent" if results["printed"].fillna("").str.contains("%").any() else "count"


def expected(attainment: Attainment, unit: str) -> str:
    """What was to be expected by now, for a promise that still runs."""
    running = attainment.status in (Status.ON_TRACK, Status.BEHIND, Status.NO_FIGURES)
    if attainment.expected is None or attainment.expected_on is None or not running:
        return ""
    return tr("{amount} pr. {day}", amount=amount(attainment.expected, unit), day=formats.day(attainment.expected_on))


def status(attainment: Attainment) -> tuple[str, str]:
    """Sign and word of the status."""
    return status_words(attainment.status)


def status_words(stands: Status) -> tuple[str, str]:
    """STATUS_WORDS of one status in the language of the screen."""
    sign, word = STATUS_WORDS[stands]
    return sign, tr(word)


def tiles(counted: Delivery) -> list[dict[str, str]]:
    """One tile per status with its count; a status nobody has is left out."""
    return [
        {"count": formats.number(count), "sign": sign, "word": tr(word), "css": CLASSES[status]}
        for status, (sign, word) in STATUS_WORDS.items()
        if (count := counted.counts[status])
    ]


def square(attainment: Attainment, measure: str) -> tuple[str, str, str]:
    """A promise as one square: its class, the mark inside it, and what it says to hover and to those who cannot see."""
    name = "hatched" if attainment.reason is Reason.NO_NUMBER else attainment.status.value.replace("_", "-")
    inside = STATUS_WORDS[attainment.status][0] if attainment.status in _FILLED else ""
    return f"bm-square-{name}", inside, f"{measure}: {status(attainment)[1]}"


# What has been judged is a filled square with its sign.
_FILLED = (Status.ACHIEVED, Status.ON_TRACK, Status.BEHIND, Status.NOT_ACHIEVED)


def counted(stands: Status, count: int) -> str:
    """ "39 mangler indberetning" """
    return f"{formats.number(count)} {_stand(stands, count)}"


def calculation(target: pd.Series, attainment: Attainment, results: pd.DataFrame) -> list[str]:
    """How the status was reached, one sentence a line."""
    unit = unit_of_results(str(target["unit"]), results)
    period = formats.period("plan_period", target["starts"], target["ends"])
    lines = [tr("Løfte: {promise}. Gælder {period}.", promise=promise(target), period=period)]
    if attainment.used:
        lines.append(tr("Resultat: {results}.", results=_listed(attainment.used, unit)))
    lines += _sum(target, attainment, unit)
    lines.append(tr("Status: {status}. {reason}", status=status(attainment)[1], reason=tr(REASONS[attainment.reason])))
    lines += _holes(attainment, unit)
    if attainment.disrupted:
        events = ", ".join(attainment.disrupted).lower()
        lines.append(tr("Perioden omfatter {events}; se bemærkningen om planen.", events=events))
    return lines


def _listed(items: Sequence[Result], unit: str) -> str:
    return "; ".join(f"{amount(item.value, unit)} ({formats.period('plan_period', item.starts, item.ends)})" for item in items)


def _sum(target: pd.Series, attainment: Attainment, unit: str) -> list[str]:
    """The arithmetic behind the verdict in words."""
    bound = target["target_high"] if target["direction"] == "down" else target["target_low"]
    met, count = formats.number(attainment.met), formats.number(len(attainment.used))
    lines = []
    if target["cadence"] == "per_year" and attainment.total is not None:
        total, yearly = amount(attainment.total, unit), amount(attainment.delivered, unit)
        lines.append(tr("Regnet pr. år: {total} i de år, der er tal for, giver {yearly} om året.", total=total, yearly=yearly))
        if len(attainment.used) > 1:
            lines.append(tr("{met} af {count} år nåede løftet hver for sig.", met=met, count=count))
    elif attainment.total is not None and len(attainment.used) > 1:
        lines.append(tr("Lagt sammen: {total}.", total=amount(attainment.total, unit)))
    elif attainment.total is None and len(attainment.used) > 1 and target["unit"] != "text":
        lines.append(tr("{met} af {count} målinger nåede løftet.", met=met, count=count))
    if attainment.reason is Reason.MIXED_YEARS:
        return lines
    if attainment.percent is not None:
        share = formats.figure(attainment.percent, "percent", 1)
        delivered_one, promised_one = amount(attainment.delivered, unit), amount(bound, unit)
        lines.append(
            tr("Opfyldelse: {delivered} af {promised} er {share} af løftet.", delivered=delivered_one, promised=promised_one, share=share)
        )
    if attainment.distance is not None:
        lines.append(tr("Afstand til løftet: {distance}.", distance=formats.difference(attainment.distance, "percent", 1)))
    text = expected(attainment, unit)
    if text:
        lines.append(tr("Forventet, hvis løftet fordeles jævnt: {expected}.", expected=text))
    return lines


def _holes(attainment: Attainment, unit: str) -> list[str]:
    lines = []
    for item in attainment.unused:
        what = formats.figure_or_status(item.value, unit, 0 if item.value is None or item.value.is_integer() else 1, item.status)
        period = formats.period("plan_period", item.starts, item.ends)
        lines.append(tr("Ikke regnet med: {what} ({period})", what=what, period=period) + (f". {item.note}" if item.note else ""))
    if attainment.used and not attainment.complete:
        lines.append(tr("Der er ikke tal for hele perioden."))
    return lines


def sentence(name: str, counted: Delivery) -> str:
    """ "Helhedsplanen 2013-17: 46 af 66 løfter er opnået, 4 er ikke opnået, og 16 kan ikke vurderes." """
    if not counted.promises:
        return tr(
            "{name}: dokumenterne trykker ingen løfter for de {count} aktiviteter.", name=name, count=formats.number(counted.activities)
        )
    found = [(formats.number(count), _stand(status, count)) for status, count in counted.counts.items() if count]
    (number, stand), *others = found
    first = tr("{number} af {promises} løfter {stand}", number=number, promises=formats.number(counted.promises), stand=stand)
    parts = [first, *(f"{number} {stand}" for number, stand in others)]
    listed = ", ".join(parts[:-1])
    said = tr("{listed}, og {last}", listed=listed, last=parts[-1]) if listed else first
    return f"{name}: {said}.{_without_number(counted.without_number)}"


def _stand(status: Status, count: int) -> str:
    """So many promises "are achieved", as it reads after their number."""
    return {
        Status.ACHIEVED: trn("er opnået", "er opnået", count),
        Status.ON_TRACK: trn("er på vej", "er på vej", count),
        Status.BEHIND: trn("er bagud", "er bagud", count),
        Status.NOT_ACHIEVED: trn("er ikke opnået", "er ikke opnået", count),
        Status.NO_FIGURES: trn("mangler indberetning", "mangler indberetning", count),
        Status.CANNOT_JUDGE: tr("kan ikke vurderes"),
    }[status]


def _without_number(count: int) -> str:
    if not count:
        return ""
    return " " + trn(
        "{number} af løfterne har ikke noget tal at måle imod.",
        "{number} af løfterne har ikke noget tal at måle imod.",
        count,
        number=formats.number(count),
    )

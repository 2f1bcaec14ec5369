"""Promises and results in Danish: what was promised, what was delivered, how it stands and how that was reached."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pages.parts import formats
from queries.attainment import Attainment, Reason, Result, Status

# Sign and word together, in the order of the legend and the counts.
STATUS_WORDS = {
    Status.ACHIEVED: ("✓", "opnået"),
    Status.ON_TRACK: ("→", "på vej"),
    Status.BEHIND: ("!", "bagud"),
    Status.NOT_ACHIEVED: ("✗", "ikke opnået"),
    Status.NO_FIGURES: ("…", "ingen tal endnu"),
    Status.CANNOT_JUDGE: ("?", "kan ikke vurderes"),
}
REASONS = {
    Reason.REACHED: "Løftet er nået.",
    Reason.ON_PACE: "Resultatet følger løftet indtil nu.",
    Reason.BEHIND_PACE: "Resultatet følger ikke løftet indtil nu.",
    Reason.SHORT: "Løftet er ikke nået, og perioden er slut.",
    Reason.PASSED_CEILING: "Der er flere end lovet som det højeste.",
    Reason.NOT_STARTED: "Aktiviteten er ikke begyndt endnu.",
    Reason.NO_RESULTS: "Der er ikke registreret noget resultat endnu.",
    Reason.NEVER_REPORTED: "Perioden er slut, og dokumenterne trykker intet resultat.",
    Reason.NO_NUMBER: "Løftet har ikke noget tal at måle imod.",
    Reason.CONTRADICTORY: "Løftets tal og retning passer ikke sammen.",
    Reason.DOUBTFUL: "Det trykte resultat er tvivlsomt og bruges derfor ikke i en vurdering.",
    Reason.UNREADABLE: "Resultatet kan ikke læses i dokumentet.",
    Reason.SUPPRESSED: "Resultatet er skjult, fordi det handler om få personer.",
    Reason.NOT_COLLECTED: "Resultatet er ikke opgjort.",
    Reason.NOT_PUBLISHED: "Dokumentet trykker ikke resultatet.",
    Reason.IN_WORDS: "Resultatet er kun givet i ord, men løftet er et tal.",
    Reason.OVERLAPPING: "Resultaterne dækker til dels de samme dage og kan ikke lægges sammen.",
    Reason.INCOMPLETE: "En del af perioden mangler tal, og det talte alene afgør ikke sagen.",
    Reason.MIXED_YEARS: "Årene ligger på hver sin side af løftet, og antallet bag er ikke trykt. "
    "Derfor kan andelen for hele planen ikke beregnes.",
}
_CADENCE = {"per_year": " pr. år", "plan_total": " i alt", "average": " i gennemsnit"}


def amount(value: float | None, unit: str) -> str:
    """A promised or delivered figure: whole numbers without decimals, others with one."""
    if value is None or pd.isna(value):
        return "–"
    return formats.figure(value, unit, 0 if float(value).is_integer() else 1)


def promise(target: pd.Series) -> str:
    """The promise in few words: "15–20 pr. år", "mindst 12 pr. år", "højst 56 %", the document's words when it has no number."""
    low, high, unit = target["target_low"], target["target_high"], str(target["unit"])
    if pd.isna(low) and pd.isna(high):
        return f"”{target['printed']}” (uden tal)" if pd.notna(target["printed"]) else "Intet løfte"
    if pd.isna(high):
        text = f"mindst {amount(low, unit)}"
    elif pd.isna(low):
        text = f"højst {amount(high, unit)}"
    elif low == high:
        text = ("højst " if target["direction"] == "down" else "") + amount(low, unit)
    else:
        text = f"{amount(low, 'text')}–{amount(high, unit)}"
    whole = str(target["cadence"]) == "plan_total"
    return text if whole and unit == "percent" else text + _CADENCE[str(target["cadence"])]


def delivered(target: pd.Series, attainment: Attainment, results: pd.DataFrame) -> str:
    """What was delivered in few words, or why there is no figure."""
    unit = str(target["unit"])
    if attainment.delivered is not None:
        text = amount(attainment.delivered, _unit_of_results(unit, results))
        if target["cadence"] == "per_year" and unit != "text":
            return f"{text} pr. år"
        return f"{text} (senest)" if attainment.total is None and len(attainment.used) > 1 else text
    if results.empty:
        return "–"
    row = results.iloc[-1]
    if pd.notna(row["value"]):
        return formats.figure_or_status(row["value"], unit, 0 if float(row["value"]).is_integer() else 1, str(row["status"]))
    return str(row["printed"]) if row["status"] == "published" else formats.status_word(str(row["status"]))


def _unit_of_results(unit: str, results: pd.DataFrame) -> str:
    """A measure without a promise has no unit of its own; its printed results tell shares from counts."""
    if unit != "text":
        return unit
    return "percent" if results["printed"].fillna("").str.contains("%").any() else "count"


def expected(attainment: Attainment, unit: str) -> str:
    """What was to be expected by now, for a promise that still runs."""
    running = attainment.status in (Status.ON_TRACK, Status.BEHIND, Status.NO_FIGURES)
    if attainment.expected is None or attainment.expected_on is None or not running:
        return ""
    return f"{amount(attainment.expected, unit)} pr. {formats.day(attainment.expected_on)}"


def status(attainment: Attainment) -> tuple[str, str]:
    """Sign and word of the status."""
    return STATUS_WORDS[attainment.status]


def calculation(target: pd.Series, attainment: Attainment, results: pd.DataFrame) -> list[str]:
    """How the status was reached, one sentence a line."""
    unit = _unit_of_results(str(target["unit"]), results)
    period = formats.period("plan_period", target["starts"], target["ends"])
    lines = [f"Løfte: {promise(target)}. Gælder {period}."]
    if attainment.used:
        lines.append(f"Resultat: {_listed(attainment.used, unit)}.")
    lines += _sum(target, attainment, unit)
    lines.append(f"Status: {status(attainment)[1]}. {REASONS[attainment.reason]}")
    lines += _holes(attainment, unit)
    if attainment.disrupted:
        lines.append(f"Perioden omfatter {', '.join(attainment.disrupted).lower()}; se bemærkningen om planen.")
    return lines


def _listed(items: Sequence[Result], unit: str) -> str:
    return "; ".join(f"{amount(item.value, unit)} ({formats.period('plan_period', item.starts, item.ends)})" for item in items)


def _sum(target: pd.Series, attainment: Attainment, unit: str) -> list[str]:
    """The arithmetic behind the verdict in words."""
    bound = target["target_high"] if target["direction"] == "down" else target["target_low"]
    lines = []
    if target["cadence"] == "per_year" and attainment.total is not None:
        lines.append(
            f"Regnet pr. år: {amount(attainment.total, unit)} i de år, der er tal for, giver {amount(attainment.delivered, unit)} om året."
        )
        if len(attainment.used) > 1:
            lines.append(f"{formats.number(attainment.met)} af {formats.number(len(attainment.used))} år nåede løftet hver for sig.")
    elif attainment.total is not None and len(attainment.used) > 1:
        lines.append(f"Lagt sammen: {amount(attainment.total, unit)}.")
    elif attainment.total is None and len(attainment.used) > 1 and target["unit"] != "text":
        lines.append(f"{formats.number(attainment.met)} af {formats.number(len(attainment.used))} målinger nåede løftet.")
    if attainment.reason is Reason.MIXED_YEARS:
        return lines
    if attainment.percent is not None:
        share = formats.figure(attainment.percent, "percent", 1)
        lines.append(f"Opfyldelse: {amount(attainment.delivered, unit)} af {amount(bound, unit)} er {share} af løftet.")
    if attainment.distance is not None:
        lines.append(f"Afstand til løftet: {formats.difference(attainment.distance, 'percent', 1)}.")
    text = expected(attainment, unit)
    if text:
        lines.append(f"Forventet, hvis løftet fordeles jævnt: {text}.")
    return lines


def _holes(attainment: Attainment, unit: str) -> list[str]:
    lines = []
    for item in attainment.unused:
        what = formats.figure_or_status(item.value, unit, 0 if item.value is None or item.value.is_integer() else 1, item.status)
        note = f". {item.note}" if item.note else ""
        lines.append(f"Ikke regnet med: {what} ({formats.period('plan_period', item.starts, item.ends)}){note}")
    if attainment.used and not attainment.complete:
        lines.append("Der er ikke tal for hele perioden.")
    return lines

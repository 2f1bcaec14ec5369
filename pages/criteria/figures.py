"""The criteria of every area ready for the screen: the matrix, the cards of one area, statements held against figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from pages.criteria import texts
from pages.kit import database, formats
from pages.kit.language import tr
from queries.areas_by_criteria import MEASURES, VULNERABLE, Area, Criteria
from queries.criteria import (
    ORIGIN,
    Applied,
    Rule,
    agrees,
)


def matrix(found: Criteria) -> tuple[list[tuple[str, str, bool]], list[dict[str, str]]]:
    """Columns and rows: one row per area, one column per criterion of the main category, and what follows."""
    own = {rule.measure: rule for rule in found.in_force if rule.status == VULNERABLE}
    columns = [("area", tr("Område"), False)]
    columns += [(measure, f"{own[measure].title} ({texts.limit(own[measure])})", False) for measure in MEASURES if measure in own]
    columns += [("count", tr("Kriterier opfyldt"), False), ("status", tr("Udsat boligområde"), False)]
    rows = []
    for area in found.areas:
        made = area.categories[VULNERABLE]
        applied = {item.rule.measure: item for item in made.gates + made.counted}
        row = {"area": area.name, "href": f"kriterier?omraade={area.area_id}"}
        row |= {measure: _cell(item) for measure, item in applied.items()}
        span = (
            formats.number(made.certain)
            if made.certain == made.possible
            else f"{formats.number(made.certain)}–{formats.number(made.possible)}"
        )
        count = tr("{count} af {of}", count=span, of=formats.number(len(made.counted)))
        rows.append(row | {"count": count, "status": texts.answer(made.holds)})
    return columns, rows


def _cell(item: Applied) -> str:
    if item.figure is None:
        return " ".join((texts.HOLDS[None][0], tr("intet tal")))
    return f"{texts.value(item.figure, item.rule.unit)} · {texts.verdict(item)}"


def cards(found: Criteria, area: Area) -> list[dict[str, Any]]:
    """The criteria of one area for the main category, and origin when it is shown."""
    made = area.categories[VULNERABLE]
    applied = {item.rule.measure: item for item in made.gates + made.counted}
    if found.with_origin:
        others = [item for other in area.categories.values() for item in other.gates if item.rule.measure == ORIGIN]
        applied |= {ORIGIN: others[0]} if others else {}
    return [_card(area, applied[measure]) for measure in MEASURES if measure in applied]


def _card(area: Area, item: Applied) -> dict[str, Any]:
    row = item.figure.row if item.figure is not None else None
    lines = [
        texts.undecided(item, _missing_note(area, item.rule.measure)),
        texts.persons(item, area.residents),
        texts.variation(item, area.residents),
        texts.average_note(item.rule),
    ]
    notes = [] if row is None else [row["use_note"], row["note"]]
    return {
        "title": item.rule.title,
        "value": texts.value(item.figure, item.rule.unit),
        "verdict": texts.verdict(item),
        "limit": tr("Loven: {limit}. {population}.", limit=texts.limit(item.rule), population=item.rule.population),
        "lines": [line for line in lines if line],
        "notes": [str(note) for note in notes if note is not None and pd.notna(note)],
        "law": item.rule.law_place if item.rule.verified else tr("{place} (ikke efterprøvet)", place=item.rule.law_place),
        "source": "" if row is None else f"{texts.dated(row)} · {row['source_title']}, {row['source_place']}",
    }


def _missing_note(area: Area, measure: str) -> str:
    """Why the figure of a measure is missing, as the document's row says it."""
    rows = area.rows[(area.rows["measure"] == measure) & area.rows["note"].notna() & area.rows["value"].isna()]
    return "" if rows.empty else f"{formats.status_word(str(rows.iloc[-1]['status'])).capitalize()}. {rows.iloc[-1]['note']}."


def conclusions(area: Area) -> list[dict[str, str]]:
    """One row per category: whether the conditions are fulfilled, and why."""
    return [
        {"status": tr(texts.STATUS_NAMES[key]), "holds": texts.answer(made.holds), "why": texts.conclusion(made)}
        for key, made in area.categories.items()
    ]


def in_order(listed: Sequence[Rule]) -> list[Rule]:
    """Rules in the order of the act, the newest period first; what is not of the act's list comes last."""
    places = {measure: place for place, measure in enumerate(MEASURES)}
    return sorted(listed, key=lambda rule: (-(rule.valid_from or date.min).toordinal(), places.get(rule.measure, len(places))))


def statements(found: Criteria) -> list[dict[str, str]]:
    """What sources say about the areas beside what the figures give, disagreement first."""
    claims = database.ask("claims")
    by_id = {area.area_id: area for area in found.areas}
    rows = []
    for _, claim in claims[claims["area_id"].notna()].iterrows():
        area = by_id.get(str(claim["area_id"]))
        same_year = pd.notna(claim["period_end"]) and claim["period_end"].year == found.on.year
        fits = agrees({str(key): value for key, value in claim.items()}, area.categories) if area is not None and same_year else None
        rows.append((fits, _statement(claim, area, fits, same_year)))
    return [row for _, row in sorted(rows, key=lambda pair: (pair[0] is not False, pair[0] is None))]


def _statement(claim: pd.Series, area: Area | None, fits: bool | None, same_year: bool) -> dict[str, str]:
    word = {True: "✓ " + tr("stemmer"), False: "✗ " + tr("stemmer ikke"), None: "? " + tr("kan ikke efterprøves")}[fits]
    site = texts.site(claim["source_url"])
    source = ", ".join(part for part in (claim["source_title"], claim["source_place"], site) if pd.notna(part) and part)
    return {
        "area": str(claim["area_name"]),
        "text": str(claim["text"]),
        "computed": _computed(claim, area) if area is not None and same_year else tr("Ingen tal for det år"),
        "fits": word,
        "source": source if claim["verified"] else tr("{source} (ikke efterprøvet i kilden)", source=source),
    }


def _computed(claim: pd.Series, area: Area) -> str:
    applied = [
        item for made in area.categories.values() for item in made.gates + made.counted
        if item.rule.measure == claim["measure"] and (pd.isna(claim["criteria_status"]) or made.status == claim["criteria_status"])
    ]  # fmt: skip
    if applied:
        return f"{applied[0].rule.title}: {texts.value(applied[0].figure, applied[0].rule.unit)}, {texts.verdict(applied[0])}"
    made = area.categories.get(str(claim["criteria_status"]))
    return "" if made is None else f"{tr(texts.STATUS_NAMES[made.status])}: {texts.answer(made.holds)}. {texts.conclusion(made)}"

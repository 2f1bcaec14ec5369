"""Participants and economy of a report, where they are recorded, and what is missing and from whom where they are not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pandas as pd

from pages.economy import texts as economy_texts
from pages.kit import formats
from pages.pack.parts import Column
from pages.participants.figures import EVERYBODY, STEPS, TOGETHER
from pages.participants.texts import STEP_WORDS
from pages.report.blocks import Block, Bullets, Count, Heading, Name, Reference, Sentence, Table, text
from pages.report.figures import Measured, Told
from pages.report.model import Kind
from queries import economy

HEADING = "Deltagere og økonomi"


def participants_and_economy(told: Told) -> list[Block]:
    """What is counted of participants, what the plan costs, and other figures of its documents."""
    made: list[Block] = [Heading(1, HEADING, new_page=True), Heading(2, "Deltagere"), *_participants(told)]
    made += [Heading(2, "Økonomi"), *_economy(told), *_hours(told)]
    # Figures about origin are shown to those who ask for them, as on the map.
    facts = _facts([item for item in told.apart if item.about["topic"] != "origin"])
    if facts is not None:
        made += [Heading(2, "Andre tal"), text("De står i ", Reference(facts.anchor), ". Tal om oprindelse er ikke med."), facts]
    return made


def _inside(told: Told, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of periods that the report tells of; a yearly one of its year alone."""
    kept = rows[rows["period_end"] <= pd.Timestamp(told.request.ends)]
    return kept[kept["period_start"] >= pd.Timestamp(told.request.starts)] if told.request.kind is Kind.YEARLY else kept


def _participants(told: Told) -> list[Block]:
    made: list[Block] = []
    said = told.answers["statements"]
    documents = {title for item in (*told.measured, *told.apart) for title in item.documents}
    own = said[(said["kind"] == "participants") & said["activity_id"].isna() & said["source_title"].isin(documents)]
    if len(own):
        items = tuple(
            (Name(str(row["text"])), " (", Name(f"{row['source_title']}, {row['source_place']}"), ")") for row in own.to_dict("records")
        )
        made += [text("Dokumenterne skriver om deltagerne:"), Bullets(items)]
    steps = _inside(told, told.answers["participant_steps"])
    if steps.empty:
        where = "" if told.judged.activities.empty else " Hvad aktiviteterne lovede, står under hver aktivitet."
        made.append(text(f"Der er ikke registreret optalte deltagere for planen.{where}"))
        return made
    rows = []
    for (activity, start, end), counted in steps.groupby(["activity_name", "period_start", "period_end"], sort=False):
        cells = {(str(row["step"]), str(row["area_id"])): row for row in counted.to_dict("records")}
        period = formats.period("plan_period", start, end)
        rows.append((str(activity), period, *(_step(cells, step) for step in STEPS)))
    columns = (Column("Aktivitet", 2.4), Column("Periode", 1.6), *(Column(STEP_WORDS[step], 1.4) for step in STEPS))
    sources = f"Kilde: {', '.join(dict.fromkeys(steps['source_title']))}. I parentes: deltagere fra de syv områder."
    table = Table("tabel-deltagere", "Optalte deltagere", columns, tuple(rows), sources)
    return [*made, text("Hvor mange der er nået, begyndt og nået igennem, står i ", Reference(table.anchor), "."), table]


def _step(cells: dict[tuple[str, str], dict[Any, Any]], step: str) -> str:
    """ "41 (30)": everybody, and those from the seven areas; the reason where there is no number."""
    said = [
        formats.figure_or_status(row["value"], "count", 0, str(row["status"]))
        for area in (EVERYBODY, TOGETHER)
        if (row := cells.get((step, area))) is not None
    ]
    return "–" if not said else said[0] + (f" ({said[1]})" if len(said) > 1 else "")


def _economy(told: Told) -> list[Block]:
    """Budget, spending and whether it follows, by activity; commitments and raised funds; what is missing and from whom."""
    rows = _inside(told, told.answers["economy"])
    rule = economy.rule_on(told.answers["economy_rules"], told.request.judged_on)
    made: list[Block] = []
    money = rows[rows["kind"].isin(["budget", "spent", "bound"])]
    if money.empty or rule is None:
        made.append(text("Planens budget og forbrug er ikke registreret."))
    else:
        lines = [*economy.lines(rows, rule, "activity"), economy.total(rows, rule)]
        shown = tuple(
            (
                line.name or line.group or ("I alt" if number == len(lines) - 1 else "Hele planen"),
                *(economy_texts.money(amount) for amount in (line.budget, line.expected, line.spent)),
                " ".join(economy_texts.verdict(line)[:2]),
            )
            for number, line in enumerate(lines)
        )  # fmt: skip
        columns = (Column("Aktivitet", 2.6), *(Column(name, 1.4, True) for name in ("Budget", "Ventet nu", "Forbrug")), Column("Status", 2))
        table = Table("tabel-oekonomi", "Budget og forbrug", columns, shown, f"Kilde: {', '.join(dict.fromkeys(money['source_title']))}.")
        made += [text("Budget og forbrug står i ", Reference(table.anchor), "."), table]
    made += _funds(rows)
    return [*made, *_needs(told, set(rows["kind"]))]


def _funds(rows: pd.DataFrame) -> list[Block]:
    own = rows[rows["kind"].isin(["commitment", "raised"])]
    if own.empty:
        return []
    shown = tuple(
        (
            economy_texts.KINDS[str(row["kind"])], _plain(row["financier"]), _plain(row["purpose"]),
            formats.period("plan_period", row["period_start"], row["period_end"]), economy_texts.money(float(row["amount"])),
        )
        for row in own.to_dict("records")
    )  # fmt: skip
    columns = (Column("Art", 1.2), Column("Fra", 2), Column("Formål", 2.4), Column("Periode", 1.8), Column("Beløb", 1.4, True))
    table = Table("tabel-midler", "Tilsagn og rejste midler", columns, shown, f"Kilde: {', '.join(dict.fromkeys(own['source_title']))}.")
    return [text("Tilsagn og rejste midler står i ", Reference(table.anchor), "."), table]


def _needs(told: Told, recorded: set[str]) -> list[Block]:
    needs = told.answers["economy_needs"]
    missing = needs[~needs["kind"].isin(recorded)]
    items: list[Sentence] = [
        (Name(str(row["title"])), " (leveres af ", Name(re.sub("^Hver ", "hver ", str(row["deliverer"]))), ")")
        for row in missing.to_dict("records")
    ]
    count = Count(len(items), tuple(missing["title"]))
    return [text(count, " oplysninger mangler:"), Bullets(tuple(items))] if items else []


def _hours(told: Told) -> list[Block]:
    """Hours promised and delivered by organisation."""
    rows, rule = _inside(told, told.answers["economy"]), economy.rule_on(told.answers["economy_rules"], told.request.judged_on)
    found = economy.hours(told.answers["plan_staff_hours"], rows, rule, told.plan["starts"].date())
    if not found:
        return []
    shown = tuple((one.organisation, formats.number(one.per_year) if one.per_year else "ikke omregnet", *_delivered(one)) for one in found)
    columns = (Column("Organisation", 3), Column("Lovet om året", 1.4, True), Column("Leveret i alt", 1.4, True), Column("Status", 2))
    titles = ", ".join(dict.fromkeys(told.answers["plan_staff_hours"]["source_title"]))
    table = Table("tabel-timer", "Medarbejdertimer, lovet og leveret", columns, shown, f"Kilde: {titles}.")
    return [text("Medarbejdertimerne står i ", Reference(table.anchor), "."), table]


def _delivered(one: economy.Hours) -> tuple[str, str]:
    """Delivered hours, and how they stand to the promise."""
    delivered = "–" if one.until is None else formats.number(one.delivered)
    return delivered, " ".join(economy_texts.HOURS_WORDS[one.standing][:2])


def _facts(items: Sequence[Measured]) -> Table | None:
    """One row per indicator and period, the areas side by side in it."""
    rows = []
    for item in items:
        for (start, end), own in item.figures.groupby(["period_start", "period_end"], sort=False):
            period = formats.period(str(item.about["period_kind"]), start, end)
            rows.append((str(item.about["title"]), period, _told(item, own)))
    columns = (Column("Oplysning", 3), Column("Periode", 1.5), Column("Tal", 4.4))
    documents = list(dict.fromkeys(title for item in items for title in item.documents))
    source = f"Trykt i: {', '.join(documents)}."
    return Table("tabel-oplysninger", "Andre tal i planens dokumenter", columns, tuple(rows), source) if rows else None


def _told(item: Measured, own: pd.DataFrame) -> str:
    """The areas with their figures; areas without one are named together behind the reason they share."""
    together = own[own["value"].isna()].groupby("status", sort=False, observed=True)["area_name"].agg(list)
    shared = {str(status): names for status, names in together.items() if len(names) > 1}
    told = [_fact(item, row) for row in own.to_dict("records") if str(row["status"]) not in shared or pd.notna(row["value"])]
    return "; ".join([*told, *(f"{formats.status_word(status)}: {', '.join(names)}" for status, names in shared.items())])


def _fact(item: Measured, row: dict[Any, Any]) -> str:
    value = formats.figure_or_status(row["value"], str(item.about["unit"]), int(item.about["decimals"]), str(row["status"]))
    return f"{row['area_name']}: {value}"


def _plain(value: Any) -> str:
    return "–" if pd.isna(value) else str(value)

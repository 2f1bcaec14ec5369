"""What stands around the three levels of a report: summary, participants and economy, decisions, what is missing, method, sources."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pages.kit import decisions as kit_decisions
from pages.kit import formats, promise_texts
from pages.pack.parts import Column
from pages.report import changes, remarks
from pages.report.activities import LATER, without_verdict
from pages.report.blocks import Block, Bullets, Count, Day, Heading, Name, Reference, Sentence, Table, ToWrite, text
from pages.report.figures import Measured, Told
from queries.plan import lacking
from queries.verdicts import Course

_QUESTIONS = {
    "Forord": ("Hvad vil I sige til læseren?", "Hvem har bidraget, og hvem skal takkes?"),
    "Samlet vurdering": (
        "Hvad er det vigtigste, tallene viser?", "Hvor er der andre forklaringer end planen?",
        "Hvor er tallene for usikre til en vurdering?",
    ),
    "Læring": ("Hvad har I lært om metoder, samarbejde og målgrupper?", "Hvad ville I gøre anderledes?"),
    "Anbefalinger": ("Hvad bør fortsætte, ændres eller stoppe?", "Hvem skal beslutte det, og hvornår?"),
}  # fmt: skip


def to_write(told: Told, about: str) -> ToWrite:
    """A place for a person's own words, with questions where they are asked for."""
    return ToWrite(about, _QUESTIONS[about] if told.request.outline else ())


def opening(told: Told) -> list[Block]:
    """Foreword and what the report says in short."""
    made: list[Block] = [Heading(1, "Forord", new_page=True), to_write(told, "Forord"), Heading(1, "Kort fortalt"), *in_short(told)]
    return [*made, to_write(told, "Samlet vurdering"), *remarks.of(told.request.remarks, "plan", told.request.plan_id)]


def in_short(told: Told) -> list[Block]:
    """The plan in a few lines: its days, what its indicators did, how its promises stand, what is missing."""
    starts, ends = told.plan["starts"], told.plan["ends"]
    items: list[Sentence] = [(Name(told.name), " løber fra ", Day(starts), " til ", Day(ends), ".")]
    if ends.date() < told.request.ends:
        items.append(("Planen er slut. Rapporten omfatter alle de tal og resultater, databasen har for den.",))
    else:
        items.append(("Rapporten omfatter tal og resultater til og med ", Day(told.request.ends), "."))
    if told.judged.activities.empty and not told.measured:
        items.append(("Databasen har hverken mål, løfter eller resultater for planen, så rapporten er kort.",))
        return [Bullets(tuple(items))]
    items += _courses(told)
    items.append((Name(promise_texts.sentence(told.name, told.judged.total)),))
    if told.later:
        counted = Count(len(told.later), told.later)
        items.append(
            (counted, " af løfterne er kun gjort op for en periode, der slutter efter rapportens sidste dag; de er ikke vurderet her.")
        )
    gone = [(item.indicator_id, row) for item in told.measured for row in item.missing.to_dict("records")]
    every = sum(len(item.figures) for item in told.measured)
    if gone:
        ids = tuple(f"{key}" for key, _ in gone)
        items.append(
            (
                Count(len(gone), ids),
                " af ",
                Count(every, ("figures",)),
                " tal om planens mål mangler, er skjult eller er tvivlsomme; afsnittet ",
                Name(f"”{MISSING}”"),
                " siger hvilke og hvorfor.",
            )
        )
    return [Bullets(tuple(items))]


def _courses(told: Told) -> list[Sentence]:
    """How many indicators of the overall goals went the way the plan wants in all, some or none of their areas."""
    judged = {item.indicator_id: courses for goal in told.strategic for item in goal.measured if (courses := _of(item))}
    if not judged:
        return [("Ingen indikator for de overordnede mål er målt to gange, så udviklingen kan ikke siges endnu.",)]
    better = tuple(key for key, courses in judged.items() if set(courses) == {Course.BETTER})
    none = tuple(key for key, courses in judged.items() if Course.BETTER not in courses)
    mixed = tuple(key for key in judged if key not in better and key not in none)
    counted = Count(len(judged), tuple(judged))
    start: Sentence = ("Indikatorer for de overordnede mål, der er målt mindst to gange: ", counted, ". Gået den vej, planen ønsker: ")
    each = (
        Count(len(better), better),
        " i alle målte områder, ",
        Count(len(mixed), mixed),
        " i nogle, ",
        Count(len(none), none),
        " i ingen.",
    )
    return [(*start, *each)]


def _of(item: Measured) -> list[Course]:
    return [course for line in item.own if (course := item.course(line)) in (Course.BETTER, Course.WORSE, Course.UNCHANGED)]


def decisions(told: Told) -> list[Block]:
    """Decisions of the plan's bodies, and its milestones, within the report's days."""
    made: list[Block] = [Heading(1, "Beslutninger og ændringer undervejs")]
    starts, ends = pd.Timestamp(told.request.starts), pd.Timestamp(told.request.ends)
    rows = told.answers["decisions"]
    rows = rows[(rows["decided_on"] >= starts) & (rows["decided_on"] <= ends)] if len(rows) else rows
    if rows.empty:
        made.append(text("Der er ikke registreret beslutninger for perioden."))
    else:
        shown = tuple(_decision(row) for row in rows.to_dict("records"))
        columns = (Column("Dato", 1.3), Column("Beslutning", 4), Column("Ansvarlig", 1.6), Column("Frist og udført", 1.8))
        table = Table("tabel-beslutninger", "Beslutninger i perioden", columns, shown, "Kilde: registreret i monitoren.")
        made += [text(Name(kit_decisions.sentence(rows, told.request.judged_on)), " De står i ", Reference(table.anchor), "."), table]
    return [*made, *changes.of_plan(told), *_milestones(told)]


def _decision(row: dict[Any, Any]) -> tuple[str, ...]:
    said = str(row["title"]) + (f". {row['text']}" if pd.notna(row["text"]) else "")
    dates = [f"{word} {formats.day(row[column])}" for word, column in (("frist", "due"), ("udført", "done")) if pd.notna(row[column])]
    return formats.day(row["decided_on"]), said, "–" if pd.isna(row["responsible"]) else str(row["responsible"]), "; ".join(dates) or "–"


def _milestones(told: Told) -> list[Block]:
    rows = told.answers["plan_milestones"]
    if rows.empty:
        return [text("Planens dokument nævner ingen milepæle.")]
    until = pd.Timestamp(told.request.ends)
    shown = tuple(
        (str(row["title"]), str(row["focus_area_name"]), formats.day(row["due"]) if pd.notna(row["due"]) else "–", _reached(row, until))
        for row in rows.to_dict("records")
    )
    columns = (Column("Milepæl", 3.6), Column("Indsatsområde", 2.5), Column("Frist", 1.5), Column("Status", 2))
    table = Table("tabel-milepaele", "Milepæle", columns, shown, f"Kilde: {', '.join(dict.fromkeys(rows['source_title']))}.")
    return [text("Planens milepæle står i ", Reference(table.anchor), "."), table]


def _reached(row: dict[Any, Any], until: pd.Timestamp) -> str:
    if pd.notna(row["done"]) and row["done"] <= until:
        return f"✓ nået {formats.day(row['done'])}"
    if pd.notna(row["due"]) and row["due"] < until:
        return "! fristen er overskredet, ikke registreret som nået"
    return "ligger forude"


MISSING = "Hvad mangler, og hvorfor"


def missing(told: Told) -> list[Block]:
    """Figures and results that are missing, hidden or doubted, each with its reason."""
    made: list[Block] = [Heading(1, MISSING)]
    rows = []
    for item in told.measured:
        if item.figures.empty:
            rows.append((str(item.about["title"]), "–", "Der er ingen tal i databasen for perioden."))
        for (status, note), own in item.missing.groupby(["status", item.missing["note"].fillna("")], sort=False):
            word = formats.status_word(str(status))
            where = ", ".join(dict.fromkeys(str(name) for name in own["area_name"]))
            why = "" if not note or status == "suppressed" else f": {note}"
            rows.append((str(item.about["title"]), where, f"{word[:1].upper()}{word[1:]}{why}"))
    if rows:
        columns = (Column("Indikator", 2.6), Column("Område", 2.4), Column("Hvorfor", 4))
        table = Table(
            "tabel-mangler", "Tal, der mangler, er skjult eller er tvivlsomme", columns, tuple(rows), "Kilde: monitorens database."
        )
        made += [text("Tallene om planens mål, som ikke kan bruges, står i ", Reference(table.anchor), "."), table]
    else:
        made.append(text("Alle tal om planens mål er der og kan bruges." if told.measured else "Databasen har ingen tal om planens mål."))
    return [*made, *_without_results(told)]


def _without_results(told: Told) -> list[Block]:
    keys = without_verdict(told)
    targets = told.judged.targets.set_index("target_id")
    kept = [key for key in keys if bool(targets.loc[key, "promised"])]
    if not kept:
        return [text("Alle løfter er gjort op." if told.judged.total.promises else "Databasen har ingen løfter for planen.")]
    responsible = {one.activity: one.responsible for one in lacking(told.judged)}
    measures: dict[tuple[str, str], list[str]] = {}
    for key in kept:
        activity = told.judged.names[str(targets.loc[key, "activity_id"])]
        reason = LATER if key in told.later else promise_texts.REASONS[told.judged.attainments[key].reason]
        measures.setdefault((activity, reason), []).append(str(targets.loc[key, "measure"]))
    rows = tuple((activity, reason, "; ".join(own), responsible.get(activity) or "–") for (activity, reason), own in measures.items())
    columns = (Column("Aktivitet", 2.6), Column("Hvorfor", 2), Column("Løfter", 2.9), Column("Ansvarlig for tallene", 2.4))
    source = "Kilde: monitorens database."
    table = Table("tabel-uden-vurdering", "Løfter, der ikke kan vurderes eller ikke har tal", columns, rows, source)
    return [
        text(Count(len(kept), tuple(kept)), " løfter har ingen tal eller kan ikke vurderes; de står i ", Reference(table.anchor), "."),
        table,
    ]


def closing(told: Told) -> list[Block]:
    """Learning and recommendations, which a person must write."""
    return [Heading(1, "Læring og anbefalinger"), to_write(told, "Læring"), to_write(told, "Anbefalinger")]

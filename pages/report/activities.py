"""The third level of a report: every activity with its promises, what came of them, the reservations and what it continued as."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from pages.activities import texts as activities_texts
from pages.kit import formats, promise_texts
from pages.pack.parts import Column
from pages.report import charts, remarks, styles
from pages.report.blocks import Block, Bullets, Count, Heading, Name, Part, Reference, Sentence, Table, Text, ToWrite, listed, text
from pages.report.figures import Told, theme_names
from pages.report.model import Kind
from queries.attainment import Status

HEADING = "Succeskriterier på aktivitetsniveau"
# Of a promise whose results are of periods that end after the report's last day, such as those of a whole plan in a yearly report.
LATER = "Resultatet er kun gjort op for en periode, der slutter efter rapportens sidste dag."
_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-ZÆØÅ])")
_LEARNING = (
    "Hvad virkede efter jeres vurdering, og hvad bygger I det på?",
    "Hvad gik anderledes end ventet, og hvorfor?",
    "Hvad tager I med videre?",
)


def of_activities(told: Told) -> list[Block]:
    """Every theme with its activities."""
    plan = told.judged
    made: list[Block] = [Heading(1, HEADING, new_page=not plan.activities.empty)]
    if plan.activities.empty:
        return [*made, text("Databasen har ingen aktiviteter for planen.")]
    made.append(Text((_counted(told), (promise_texts_sentence(told),))))
    lines = activities_texts.promise_lines(plan)
    for theme in theme_names(told):
        own = plan.activities[plan.activities["focus_area_name"] == theme]
        if own.empty:
            continue
        made += [Heading(2, theme), *_overview(told, lines, theme)]
        for activity in own.to_dict("records"):
            made += _activity(told, lines, activity)
        made.append(ToWrite(f"Læring i {theme}", _LEARNING if told.request.outline else ()))
    return made


def _counted(told: Told) -> Sentence:
    activities = tuple(str(key) for key in told.judged.activities["activity_id"])
    themes = tuple(told.judged.themes)
    return ("Planen har ", Count(len(activities), activities), " aktiviteter i ", Count(len(themes), themes), " indsatsområder.")


def promise_texts_sentence(told: Told) -> Part:
    """How the promises of the whole plan stand, as the screen says it."""
    return Name(promise_texts.sentence(told.name, told.judged.total))


def _overview(told: Told, lines: activities_texts.Lines, theme: str) -> list[Block]:
    """How the theme's promises stand: the sentence and the screen's picture."""
    plan, counted = told.judged, told.judged.themes[theme]
    pictures = charts.of_promises(plan, lines, theme, activities_texts.source_line(plan, theme)) if counted.promises else []
    where: tuple[Sentence, ...] = ()
    if pictures:
        where = (("Se ", *listed([(Reference(picture.anchor),) for picture in pictures]), "."),)
    return [Text(((Name(promise_texts.sentence(theme, counted)),), *where)), *pictures]


def _activity(told: Told, lines: activities_texts.Lines, activity: Mapping[Any, Any]) -> list[Block]:
    key = str(activity["activity_id"])
    targets = told.judged.targets[told.judged.targets["activity_id"] == key]
    made: list[Block] = [Heading(3, str(activity["name"]))]
    facts = [
        ("Formål:", "purpose"), ("Målgruppe:", "target_group"), ("Ansvarlig:", "responsible"), ("Områder:", "areas"),
    ]  # fmt: skip
    made += [text(Name(str(activity[column])), style=styles.FACT, lead=lead) for lead, column in facts if pd.notna(activity[column])]
    promised = [str(target) for target in targets.loc[targets["promised"], "target_id"]]
    measures = [str(target) for target in targets.loc[~targets["promised"], "target_id"]]
    if promised:
        made.append(_promises(told, lines, key, str(activity["name"]), promised))
        made += _calculations(told, lines, promised)
    else:
        made.append(text("Dokumenterne trykker ingen succeskriterier for aktiviteten."))
    if measures:
        made.append(_measures(told, key, str(activity["name"]), measures))
    made += _reservations(told, activity)
    made += _families(told, key)
    made += _participants(told, key)
    return [*made, *remarks.of(told.request.remarks, "activity", key)]


def _promises(told: Told, lines: activities_texts.Lines, key: str, name: str, promised: list[str]) -> Table:
    """Expected against achieved with status; a yearly report has what came in the period beside it."""
    yearly = told.request.kind is Kind.YEARLY
    rows = []
    for target_id in promised:
        line = lines[target_id]
        inside = (_in_the_period(told, target_id),) if yearly else ()
        delivered = "gjort op senere" if target_id in told.later else line.delivered
        rows.append((line.measure, line.promise, *inside, delivered, f"{line.sign} {line.word}"))
    columns = (
        Column("Succeskriterium", 3.4), Column("Forventet", 1.7), *((Column("I perioden", 1.5),) if yearly else ()),
        Column("Opnået i alt" if yearly else "Opnået", 1.7), Column("Status", 1.6),
    )  # fmt: skip
    sources = "; ".join(dict.fromkeys(lines[target_id].source for target_id in promised))
    return Table(f"tabel-{key}", f"{name}: forventet og opnået", columns, tuple(rows), f"Kilde: {sources}.")


def _in_the_period(told: Told, target_id: str) -> str:
    """The results of periods that end within the report's; an en dash for none."""
    results = told.judged.results_of[target_id]
    starts, ends = pd.Timestamp(told.request.starts), pd.Timestamp(told.request.ends)
    own = results[(results["period_start"] >= starts) & (results["period_end"] <= ends)]
    unit = _unit(told, target_id)
    return "; ".join(_result(row, unit) for row in own.to_dict("records")) or "–"


def _unit(told: Told, target_id: str) -> str:
    targets = told.judged.targets
    unit = str(targets.loc[targets["target_id"] == target_id, "unit"].iloc[0])
    return promise_texts.unit_of_results(unit, told.judged.results_of[target_id])


def _result(row: Mapping[Any, Any], unit: str) -> str:
    if pd.isna(row["value"]):
        printed = str(row["printed"]) if row["status"] == "published" and pd.notna(row["printed"]) else ""
        return printed or formats.status_word(str(row["status"]))
    decimals = 0 if float(row["value"]).is_integer() else 1
    return formats.figure_or_status(row["value"], unit, decimals, str(row["status"]))


def _calculations(told: Told, lines: activities_texts.Lines, promised: list[str]) -> list[Block]:
    """How each status was reached, in the words of the screen, and what documents and checks add to it."""
    targets = told.judged.targets.set_index("target_id", drop=False)
    items = []
    for key in promised:
        results = told.judged.results_of[key]
        notes = [note for note in lines[key].notes if note not in _hidden(results)]
        if results.empty and not notes:
            continue  # the table says all there is
        # What made years unlike the others is said once for the activity, and the table says the promise.
        attainment = replace(told.judged.attainments[key], disrupted=())
        _, *steps = promise_texts.calculation(targets.loc[key], attainment, results)
        if key in told.later:
            steps = [step.replace(promise_texts.REASONS[attainment.reason], LATER) for step in steps]
        # The table says the status; a note about several figures is said once.
        steps = [step.partition(". ")[2] if step.startswith("Status: ") else step for step in steps]
        told_once = dict.fromkeys(_SENTENCE.split(" ".join([*steps, *(f"{note[:1].upper()}{note[1:].rstrip('.')}." for note in notes)])))
        said = " ".join(told_once)
        for note in _hidden(results):
            said = said.replace(f" {note}", "")
        items.append((Name(f"{lines[key].measure}: {said}"),))
    return [Text((), styles.LEAD, "Sådan er det regnet:"), Bullets(tuple(items))] if items else []


def _hidden(results: pd.DataFrame) -> set[str]:
    """The notes of hidden results, which say no more than that they are hidden."""
    return set(results.loc[results["status"] == "suppressed", "note"].dropna())


def _measures(told: Told, key: str, name: str, measures: list[str]) -> Table:
    """Results that documents report without having promised anything."""
    rows = []
    for target_id in measures:
        target = told.judged.targets.set_index("target_id").loc[target_id]
        for row in told.judged.results_of[target_id].to_dict("records"):
            period = formats.period("plan_period", row["period_start"], row["period_end"])
            rows.append((str(target["measure"]), period, _result(row, _unit(told, target_id))))
    columns = (Column("Opgjort undervejs", 4), Column("Periode", 2, True), Column("Resultat", 1.6, True))
    documents = dict.fromkeys(
        str(row["source_title"]) for target_id in measures for row in told.judged.results_of[target_id].to_dict("records")
    )
    return Table(
        f"tabel-{key}-uden-loefte", f"{name}: andre resultater, uden løfte", columns, tuple(rows), f"Kilde: {', '.join(documents)}."
    )


def _reservations(told: Told, activity: Mapping[Any, Any]) -> list[Block]:
    """The document's own reservations, and the months that something made unlike the others."""
    made: list[Block] = []
    if pd.notna(activity["reservations"]):
        made.append(text(Name(str(activity["reservations"])), lead="Forbehold:"))
    starts, ends = _days(told, activity)
    for event in told.answers["disruptions"].to_dict("records"):
        inside = months(max(starts, event["starts"].date()), min(ends, event["ends"].date()))
        if inside:
            whole = months(starts, ends)
            made.append(
                text(
                    Count(inside, (str(event["disruption_id"]), "months")),
                    " af aktivitetens ",
                    Count(whole, ("activity", "months")),
                    " måneder var præget af ",
                    Name(str(event["title"]).lower()),
                    ".",
                )
            )
    return made


def _days(told: Told, activity: Mapping[Any, Any]) -> tuple[date, date]:
    first, last = activity["starts"], activity["ends"]
    starts = told.plan["starts"] if pd.isna(first) else first
    ends = told.plan["ends"] if pd.isna(last) else last
    return starts.date(), min(ends.date(), told.request.ends)


def months(starts: date, ends: date) -> int:
    """Calendar months touched from the first to the last day; 0 when it ends before it begins."""
    if ends < starts:
        return 0
    return (ends.year - starts.year) * 12 + ends.month - starts.month + 1


def _families(told: Told, key: str) -> list[Block]:
    """What the activity goes on from, and under which name it went on."""
    rows = told.answers["activity_families"].set_index("activity_id")
    plans = told.answers["plan_periods"].set_index("plan_id")["name"]
    before = [ancestor for ancestor in _ids(rows.loc[key, "continues"]) if ancestor in rows.index]
    after = [str(other) for other, row in rows.iterrows() if key in _ids(row["continues"])]
    made: list[Block] = []
    for lead, found in (("Bygger videre på:", before), ("Fortsatte som:", after)):
        if found:
            names = listed([(Name(f"{rows.loc[one, 'name']} ({plans[rows.loc[one, 'plan_id']]})"),) for one in found])
            made.append(text(*names, ".", lead=lead))
    return made


def _ids(continues: Any) -> list[str]:
    return [] if continues is None or pd.isna(continues) else str(continues).split("|")


def _participants(told: Told, key: str) -> list[Block]:
    """What documents say of those who took part."""
    rows = told.answers["statements"]
    own = rows[(rows["kind"] == "participants") & (rows["activity_id"] == key)]
    items = [(Name(str(row["text"])), " (", Name(f"{row['source_title']}, {row['source_place']}"), ")") for row in own.to_dict("records")]
    return [Text((), styles.LEAD, "Om deltagerne skriver dokumenterne:"), Bullets(tuple(items))] if items else []


def without_verdict(told: Told) -> list[str]:
    """The promises that cannot be judged or have no figures, by target_id."""
    return [key for key, found in told.judged.attainments.items() if found.status in (Status.NO_FIGURES, Status.CANNOT_JUDGE)]

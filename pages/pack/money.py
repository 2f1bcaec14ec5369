"""Two chapters of one table each: the economy of the plan with its hours, and the participants of its activities."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pages.economy import charts as economy_charts
from pages.economy import figures as economy_figures
from pages.economy import texts as economy_texts
from pages.kit import formats
from pages.pack.parts import Column, ListChapter, Table
from pages.participants import figures as participant_figures
from pages.participants import texts as participant_texts
from pages.participants.figures import STEPS, Step
from queries.connection import Database

_ECONOMY, _HOURS, _PARTICIPANTS = "Økonomi", "Medarbejdertimer", "Deltagere"


def chapters(database: Database, plan_id: str, day: date) -> tuple[ListChapter, ...]:
    """Economy, hours and participants of a plan on a day."""
    found = economy_figures.made(database.ask, plan_id, day)
    return (_economy(found), *_hours(found), _participants(database, plan_id))


def _economy(found: economy_figures.Economy) -> ListChapter:
    """The activities' budgets, or what is missing and from whom while no budget is recorded."""
    said = f"{economy_texts.sentence(found)} {economy_texts.below(found)}"
    if not found.has_budget or found.rule is None:
        return ListChapter(_ECONOMY, said, _needs(found), "Intet mangler.", "")
    columns = (
        Column("Aktivitet", 3), Column("Budget", 1.6, True), Column("Brugt", 1.6, True), Column("Ventet nu", 1.6, True),
        Column("Status", 2.4), Column("Prognose", 3.4),
    )  # fmt: skip
    groups = economy_texts.line_rows(found.lines["activity"], "activity", found.rule)
    keys = ("budget", "spent", "expected", "verdict", "forecast")
    rows = tuple((_named(row["name"], group), *(str(row[key]) for key in keys)) for group, listed in groups for row in listed)
    return ListChapter(_ECONOMY, said, Table(_ECONOMY, columns, rows), "", " ".join(economy_texts.rule_lines(found.rule)[1:3]))


def _needs(found: economy_figures.Economy) -> Table:
    columns = (Column("Det mangler", 4), Column("Fra hvem", 4), Column("Det siger dokumenterne", 5))
    rows = tuple((row["title"], row["deliverer"], str(row["note"] or "")) for row in economy_texts.need_rows(found.missing))
    return Table(_ECONOMY, columns, rows)


def _named(name: str, group: str | None) -> str:
    """A line that is a whole theme's says which."""
    return f"{group}: {name.lower()}" if name == economy_texts.WITHOUT["activity"] and group else name


def _hours(found: economy_figures.Economy) -> list[ListChapter]:
    if not found.hours:
        return []
    columns = (Column("Organisation", 4), Column("Lovet om året", 2, True), Column("Leveret", 3), Column("Status", 2.4))
    rows = tuple(
        (one.organisation, formats.figure(one.per_year, "hours", 0), row["value"] if one.until else "–", f"{row['sign']} {row['words']}")
        for one, row in zip(found.hours, economy_charts.hour_rows(found.hours), strict=True)
    )
    return [ListChapter(_HOURS, economy_texts.hours_sentence(found.hours), Table(_HOURS, columns, rows), "", "")]


def _participants(database: Database, plan_id: str) -> ListChapter:
    """The steps of the newest period that is counted."""
    found = participant_figures.newest(database.ask("participant_steps", plan_id=plan_id))
    promised = database.ask("participant_promises", plan_id=plan_id)
    counting = int(promised["activity_id"].nunique())
    if not found:
        return ListChapter(_PARTICIPANTS, participant_texts.sentence(found, counting), _promised(promised), "Intet er lovet.", "")
    columns = (
        Column("Aktivitet", 3), *(Column(participant_texts.STEP_WORDS[step], 1.5, True) for step in STEPS),
        Column("Startet, fra de syv områder", 2.4), Column("Opfølgning", 4),
    )  # fmt: skip
    rows = []
    for one in found:
        by_name = {step.step: step for step in one.steps}
        started = by_name.get("started")
        counts = (_count(by_name.get(step)) for step in STEPS)
        lines = " ".join(f"{line}." for line in participant_texts.follow_up(one)).replace("..", ".")
        rows.append((one.name, *counts, "–" if started is None else participant_texts.from_areas(started) or "–", lines))
    source = f"Periode: {participant_texts.period(found[0].starts, found[0].ends)}. Kun optalte tal; små tal er skjult."
    return ListChapter(_PARTICIPANTS, participant_texts.sentence(found, counting), Table(_PARTICIPANTS, columns, tuple(rows)), "", source)


def _promised(rows: pd.DataFrame) -> Table:
    """What is to be counted, while nothing is."""
    columns = (Column("Aktivitet", 4), Column("Trin", 1.6), Column("Skal tælles", 6))
    told = rows.drop_duplicates("target_id")[["activity_name", "step", "measure"]].itertuples(index=False)
    listed = tuple((str(name), participant_texts.STEP_WORDS[str(step)], str(measure)) for name, step, measure in told)
    return Table(_PARTICIPANTS, columns, listed)


def _count(step: Step | None) -> str:
    return "–" if step is None else participant_texts.number(step.everybody if step.everybody is not None else step.together)

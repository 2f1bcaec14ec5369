"""Siden sidst: what changed since the last edition, or the last data version while there is none, and how it is said.

`last()` and `between()` give values; `summary()`, `sentence()` and `groups()` turn them into words; `show()` is the list of the start
page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd

from pages.kit import clock, content, database, formats, promise_texts, tables, theme
from pages.kit.language import mark, tr, trn
from pages.kit.wording import PLAN_2025
from queries import earlier as find
from queries.attainment import Status
from queries.connection import Database, NoDatabaseError, build_folder
from queries.earlier import Earlier
from queries.since import DecisionChange, FigureChange, Kind, MilestoneChange, PromiseChange, Since, State, as_of, state
from queries.since import since as changes
from queries.verdicts import TRUSTED

COLUMNS: list[tables.Column] = [
    ("what", mark("Hvad"), False), ("about", mark("Hører til"), False), ("before", mark("Før"), True), ("after", mark("Nu"), True),
    ("why", mark("Hvorfor"), False),
]  # fmt: skip
# Rows of one kind that a table shows; the rest is counted.
MOST = 12


# What the reader can choose besides an edition and a day (ISO): the newest figures, the data version before.
NOW, BEFORE = "nu", "forrige"


@dataclass(frozen=True)
class Side:
    """One of the two states: a day, and the file its figures come from (None: the figures of this run).

    `by_day` when a day was asked for: decisions and milestones are then those of the day, figures those of the newest edition
    until then (`known` is False when there is none).
    """

    day: date
    file: Earlier | None = None
    by_day: bool = False
    known: bool = True


@dataclass(frozen=True)
class Told:
    """What changed, and between which states."""

    since: Since
    older: Side
    newer: Side


def last() -> Told | None:
    """What changed since the edition before, or the data version before while no edition is; None when there is neither."""
    older = database.kept(_last_key, None if (edition := database.edition()) is None else edition.edition_id, clock.today())
    return None if older is None else between(older, NOW)


def _last_key(edition_id: str | None, today: date) -> str | None:
    editions, folder = database.of_edition(None).ask("editions"), build_folder()
    if edition_id is None:
        found = find.last(editions, folder, database.current().version, today)
    else:
        found = find.before(editions, folder, edition_id)
    return None if found is None else found.edition_id or BEFORE


def between(older: str, newer: str) -> Told | None:
    """What changed from one state to another, each an edition's id, a day (ISO), BEFORE or NOW.

    None when a file can no longer be read. Raises KeyError or ValueError for what is none of these.
    """
    return database.kept(_between, older, newer, clock.today())


def _between(older: str, newer: str, today: date) -> Told | None:
    try:
        sides = _side(older, today), _side(newer, today)
        return Told(changes(*(_state(side) for side in sides)), *sides)
    except NoDatabaseError:
        return None


def of_folder(newest: Database, folder: Path, today: date) -> Told | None:
    """As last(), of a database that no page shows: for papers made by a command."""
    older = find.last(newest.ask("editions"), folder, newest.version, today)
    if older is None:
        return None
    before = Database(older.path, older.version)
    try:
        return Told(
            changes(state(before.ask, PLAN_2025, older.day), state(newest.ask, PLAN_2025, today)), Side(older.day, older), Side(today)
        )
    finally:
        before.close()


def _side(key: str, today: date) -> Side:
    if key == NOW:
        return Side(today)
    newest, folder = database.of_edition(None), build_folder()
    if key == BEFORE:
        found = find.version_in_force_before(folder, newest.version)
        if found is None:
            raise NoDatabaseError(tr("Den forrige dataversion kan ikke læses."))
        return Side(found.day, found)
    editions = newest.ask("editions")
    if key in set(editions["edition_id"]):
        found = find.of_edition(editions.set_index("edition_id", drop=False).loc[key], folder)
        return Side(found.day, found)
    found = find.on(editions, folder, date.fromisoformat(key))
    return Side(date.fromisoformat(key), found, by_day=True, known=found is not None)


def _state(side: Side) -> State:
    """The state of a side, in the language of the screen."""
    ask = database.ask if side.file is None else _asker(database.at(side.file))
    if not side.by_day:
        return state(ask, PLAN_2025, side.day)
    newest = _asker(database.of_edition(None))
    journal = State(side.day, newest("plan_milestones", plan_id=PLAN_2025), newest("decisions", plan_id=PLAN_2025))
    if side.known:
        journal = replace(state(ask, PLAN_2025, side.day), milestones=journal.milestones, decisions=journal.decisions)
    return as_of(journal, side.day)


def _asker(opened: Database) -> Callable[..., pd.DataFrame]:
    return lambda question, **parameters: content.translated(opened.ask(question, **parameters))


def named(side: Side) -> str:
    """ "udgaven ”Bestyrelsen, forår” fra 1. maj 2026" """
    if side.by_day:
        return formats.day(side.day)
    if side.file is None:
        return tr("de nyeste tal")
    return file_name(side.file)


def file_name(file: Earlier) -> str:
    """An edition or a data version inside a sentence."""
    if file.title is None:
        return tr("den forrige dataversion fra {day}", day=formats.day(file.day))
    return tr("udgaven ”{title}” fra {day}", title=file.title, day=formats.day(file.day))


_ADDRESSES = {
    Kind.NEW: "udgaver?vis=siden", Kind.REVISED: "udgaver?vis=siden", Kind.WITHDRAWN: "udgaver?vis=siden",
    Kind.REACHED: "fremdrift?vis=milepaele", Kind.PASSED: "fremdrift?vis=milepaele",
    Kind.MADE: "fremdrift?vis=beslutninger", Kind.CARRIED_OUT: "fremdrift?vis=beslutninger",
}  # fmt: skip


def summary(found: Since) -> list[tuple[str, str]]:
    """What changed, counted: the address that shows more, and the words. Empty when nothing did."""
    said = [(address, _counted(kind, found.count(kind))) for kind, address in _ADDRESSES.items() if found.count(kind)]
    if promises := len(found.promises):
        words = trn("{number} løfte har skiftet status", "{number} løfter har skiftet status", promises, number=formats.number(promises))
        said.append(("aktiviteter", words))
    return said


def _counted(kind: Kind, count: int) -> str:
    number = formats.number(count)
    return {
        Kind.NEW: trn("{number} nyt tal", "{number} nye tal", count, number=number),
        Kind.REVISED: trn("{number} rettet tal", "{number} rettede tal", count, number=number),
        Kind.WITHDRAWN: tr("{number} tal trukket tilbage", number=number),
        Kind.REACHED: trn("{number} milepæl nået", "{number} milepæle nået", count, number=number),
        Kind.PASSED: trn("{number} milepæl har overskredet fristen", "{number} milepæle har overskredet fristen", count, number=number),
        Kind.MADE: trn("{number} beslutning truffet", "{number} beslutninger truffet", count, number=number),
        Kind.CARRIED_OUT: trn("{number} beslutning udført", "{number} beslutninger udført", count, number=number),
    }[kind]


def sentence(told: Told) -> str:
    """What changed in one sentence."""
    parts = [words for _, words in summary(told.since)]
    span = {"older": named(told.older), "newer": named(told.newer)}
    if not parts:
        return tr("Fra {older} til {newer} er intet ændret.", **span)
    return tr("Fra {older} til {newer}: {changes}.", changes=", ".join(parts), **span)


def show() -> None:
    """The list of the start page: a heading, what it is held against, a line for each kind of change."""
    told = last()
    theme.render(
        "kit/since.html",
        against="" if told is None else named(told.older),
        lines=[] if told is None else summary(told.since),
    )


def groups(found: Since) -> list[tuple[str, list[dict[str, str]]]]:
    """Rows of COLUMNS for every change, by kind; of a long kind the first, and how many more."""

    def of(kind: Kind) -> list[dict[str, str]]:
        figures = [_figure(one) for one in found.figures if one.kind is kind]
        return figures + [_milestone(one) for one in found.milestones if one.kind is kind]

    def decided(kind: Kind) -> list[dict[str, str]]:
        return [_decision(one) for one in found.decisions if one.kind is kind]

    parts = [
        (tr("Løfter med ny status"), [_promise(one) for one in found.promises]),
        (tr("Milepæle, der er nået"), of(Kind.REACHED)),
        (tr("Milepæle, der har overskredet fristen"), of(Kind.PASSED)),
        (tr("Beslutninger, der er truffet"), decided(Kind.MADE)),
        (tr("Beslutninger, der er udført"), decided(Kind.CARRIED_OUT)),
        (tr("Beslutninger, der er taget ud af loggen"), decided(Kind.WITHDRAWN)),
        (tr("Rettede tal"), of(Kind.REVISED)),
        (tr("Tal, der er trukket tilbage"), of(Kind.WITHDRAWN)),
        (tr("Nye tal"), of(Kind.NEW)),
    ]  # fmt: skip
    return [(f"{heading} ({formats.number(len(rows))})", rows[:MOST]) for heading, rows in parts if rows]


def subject(table: str, words: str) -> str:
    """What a figure is of; a result is of an activity and what it counts, each of which has its own words."""
    return words if table != "activity_result" else ": ".join(tr(part) for part in words.split(": ", 1))


def _figure(one: FigureChange) -> dict[str, str]:
    def cell(value: float | None, status: str | None) -> str:
        # What was public before it was hidden is not shown again.
        return (
            "–"
            if status is None or (value is None and status in TRUSTED)
            else formats.figure_or_status(value, one.unit, one.decimals, status)
        )

    period = formats.period("", one.period_start, one.period_end)
    return {
        "what": subject(one.table, one.subject), "about": ", ".join(part for part in (one.area, period) if part),
        "before": cell(one.before, one.before_status), "after": cell(one.after, one.after_status), "why": tr(one.why),
    }  # fmt: skip


def _promise(one: PromiseChange) -> dict[str, str]:
    return {"what": one.measure, "about": one.activity, "before": _stands(one.before), "after": _stands(one.after), "why": ""}


def _stands(status: Status | None) -> str:
    return "–" if status is None else " ".join(promise_texts.status_words(status))


def _milestone(one: MilestoneChange) -> dict[str, str]:
    return {
        "what": one.title, "about": one.about, "before": "" if one.due is None else tr("frist {day}", day=formats.day(one.due)),
        "after": tr("✓ nået {day}", day=formats.day(one.done)) if one.done is not None else tr("! ikke registreret som nået"), "why": "",
    }  # fmt: skip


def _decision(one: DecisionChange) -> dict[str, str]:
    made = tr("besluttet {day}", day=formats.day(one.decided_on))
    if one.done is not None:
        stands = tr("✓ udført {day}", day=formats.day(one.done))
    else:
        stands = tr("→ åben, uden frist") if one.due is None else tr("→ frist {day}", day=formats.day(one.due))
    return {"what": one.title, "about": one.body, "before": made, "after": stands, "why": ""}

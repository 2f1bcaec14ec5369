"""What waits for somebody, as the start page and Fremdrift show it: facts with the way to each, and the list to decide on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pages.kit import database, decisions, formats, theme
from pages.kit import plan as kit_plan
from pages.kit.language import tr, trn
from queries.pending import Pending, pending

# How many open decisions stand in the list before the rest is counted.
MOST_DECISIONS = 4


@dataclass(frozen=True)
class Chip:
    """A fact in few words with the address where it is dealt with."""

    number: str
    text: str
    href: str
    warning: bool = False


@dataclass(frozen=True)
class Todo:
    """Something to be decided: what, and what about it."""

    title: str
    text: str
    href: str


def load(plan_id: str, today: date) -> Pending:
    """What waits in the plan of the version in force."""
    return database.kept(_load, plan_id, today)


def _load(plan_id: str, today: date) -> Pending:
    milestones, meetings, decided = (
        database.ask(question, plan_id=plan_id) for question in ("plan_milestones", "plan_meetings", "decisions")
    )
    return pending(kit_plan.load(plan_id, today), milestones, meetings, decided, today)


def chips(found: Pending) -> list[Chip]:
    """Deadlines passed, promises behind, promises without a report, the next meeting of the board."""
    made = []
    if found.overdue_milestones:
        said = trn("overskredet frist", "overskredne frister", found.overdue_milestones)
        made.append(Chip(f"! {formats.number(found.overdue_milestones)}", said, "fremdrift?vis=milepaele", warning=True))
    if found.behind:
        made.append(
            Chip(f"! {formats.number(found.behind)}", trn("løfte bagud", "løfter bagud", found.behind), "aktiviteter", warning=True)
        )
    if found.unreported:
        said = trn("løfte mangler indberetning", "løfter mangler indberetning", found.unreported)
        made.append(Chip(formats.number(found.unreported), said, "aktiviteter"))
    if found.next_board is not None:
        day = found.next_board.held
        said = tr("sæt dato") if day is None else formats.day(day)
        made.append(Chip(tr("Næste bestyrelsesmøde:"), said, "fremdrift"))
    return made


def todos(found: Pending) -> list[Todo]:
    """What must be decided next: open decisions by their deadline, dates to set, milestones to report or move, reports to ask for."""
    made = [
        Todo(
            str(row["title"]),
            tr("ingen frist") if row["late"] is None or row["late"] != row["late"] else decisions.deadline(int(row["late"])),
            "fremdrift?vis=beslutninger",
        )
        for row in found.decisions.head(MOST_DECISIONS).to_dict("records")
    ]
    left = len(found.decisions) - len(made)
    if left > 0:
        more = trn("Og {number} åben beslutning mere", "Og {number} åbne beslutninger mere", left, number=formats.number(left))
        made.append(Todo(more, "", "fremdrift?vis=beslutninger"))
    if found.next_board is not None and found.next_board.held is None:
        made.append(Todo(tr("Dato for bestyrelsens næste møde"), _without_day(found.meetings_without_day), "fremdrift"))
    if found.overdue_milestones:
        made.append(Todo(_overdue(found.overdue_milestones), tr("Meld dem nået, eller flyt fristen"), "fremdrift?vis=milepaele"))
    if found.unreported_due:
        made.append(Todo(tr("Hvem indberetter?"), _due(found.unreported_due), "aktiviteter"))
    return made


def _without_day(count: int) -> str:
    return trn("{number} møde i årshjulet har ingen dato", "{number} møder i årshjulet har ingen dato", count, number=formats.number(count))


def _overdue(count: int) -> str:
    return trn("{number} milepæl har overskredet fristen", "{number} milepæle har overskredet fristen", count, number=formats.number(count))


def _due(count: int) -> str:
    return trn(
        "{number} årligt løfte skulle have haft et tal nu",
        "{number} årlige løfter skulle have haft et tal nu",
        count,
        number=formats.number(count),
    )


def show_chips(found: Pending) -> None:
    """Draw the facts in a row."""
    theme.render("kit/chips.html", chips=chips(found))


def show_todos(found: Pending) -> None:
    """Draw the list of what must be decided."""
    theme.render("kit/todos.html", todos=todos(found))

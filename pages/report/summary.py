"""The summary for a meeting of the steering group: two pages from the parts of the reports, what needs an eye first."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from pages.kit import decisions as kit_decisions
from pages.kit import formats, promise_texts
from pages.pack.parts import Column
from pages.report import remarks, sentences
from pages.report.blocks import Block, Bullets, Count, Day, Heading, Name, Sentence, Table, ToWrite, text
from pages.report.figures import Told
from pages.report.model import ReportError
from queries.attainment import Status
from queries.meetings import before
from queries.plan import lacking

# With so much of each, four tables and the comments fill two pages.
_MOST = 4  # rows of a table
_COMING = 2  # milestones
_COMMENTS, _LETTERS = 3, 240  # and of each comment
_NAMES = 70  # letters of those responsible
_QUESTIONS = ("Hvad skal styregruppen tage stilling til?", "Hvad skal der ske inden næste møde, og hvem gør det?")


def of_meeting(told: Told) -> list[Block]:
    """The pages of the meeting that the request names. Raises ReportError when it has no day or is none of the plan's."""
    day, name, since = _meeting(told)
    told_of: list[Sentence] = [
        (Name(f"Til {name}"), "; gjort op ", Day(told.request.ends), "."),
        (Name(promise_texts.sentence(told.name, told.judged.total)),),
        _measured_again(told),
        (Name(kit_decisions.sentence(told.answers["decisions"], told.request.judged_on)),) if len(told.answers["decisions"]) else (
            "Der er ikke registreret nogen beslutninger.",
        ),
    ]  # fmt: skip
    made: list[Block] = [Heading(1, "Kort fortalt"), Bullets(tuple(told_of))]
    made += _behind(told)
    made += _without_results(told)
    made += _indicators(told)
    made += _milestones(told, day)
    made += _decisions(told, since)
    own = told.request.remarks
    if own:
        made.append(Heading(1, "Bemærkninger til mødet"))
        made += [block for remark in own[:_COMMENTS] for block in remarks.shown(remark, named=True, most=_LETTERS)]
        if len(own) > _COMMENTS:
            made.append(
                text(
                    "Og ",
                    Count(len(own) - _COMMENTS, ("comments",)),
                    " mere i monitoren; dér er bemærkningerne hele, i fremdriftsrapporten på siden Fremdrift.",
                )
            )
    return [*made, Heading(1, "Til drøftelse"), ToWrite("Til drøftelse", _QUESTIONS if told.request.outline else ())]


def _meeting(told: Told) -> tuple[date, str, date | None]:
    """Day and name of the meeting, and the day of the one before it."""
    meetings = told.answers["plan_meetings"]
    found = meetings[(meetings["meeting_id"] == told.request.meeting_id) & meetings["date"].notna()]
    if found.empty:
        known = ", ".join(meetings.loc[meetings["date"].notna(), "meeting_id"])
        asked = f"Mødet ”{told.request.meeting_id}” findes ikke med en dato" if told.request.meeting_id else "Opsamlingen er til et møde"
        rest = f"Vælg et af: {known}." if known else "Ingen møder har en dato endnu; skriv den under Registrering."
        raise ReportError(f"{asked}. {rest}")
    row = found.iloc[0]
    return row["date"].date(), f"{str(row['body_name']).lower()} {formats.day(row['date'])}", before(meetings, str(row["meeting_id"]))


def _measured_again(told: Told) -> Sentence:
    every = tuple(item.indicator_id for item in told.measured)
    again = tuple(item.indicator_id for item in told.measured if any(line.moved is not None for line in item.own))
    return (Count(len(again), again), " af ", Count(len(every), every), " indikatorer er målt igen, siden udgangspunktet blev sat.")


def _first(rows: Sequence[tuple[str, ...]], page: str) -> tuple[tuple[tuple[str, ...], ...], str]:
    """The rows that fit, and what says how many more there are and on which page."""
    more = len(rows) - _MOST
    return tuple(rows[:_MOST]), f"Og {formats.number(more)} mere i monitoren, på siden {page}." if more > 0 else ""


def _behind(told: Told) -> list[Block]:
    """The promises that are behind or broken."""
    plan, rows = told.judged, []
    for _, target in plan.targets[plan.targets["promised"]].iterrows():
        key = str(target["target_id"])
        found = plan.attainments[key]
        if found.status in (Status.BEHIND, Status.NOT_ACHIEVED):
            delivered = promise_texts.delivered(target, found, plan.results_of[key])
            stands = " ".join(promise_texts.status_words(found.status))
            rows.append((plan.names[target["activity_id"]], str(target["measure"]), promise_texts.promise(target), delivered, stands))
    if not rows:
        return []
    shown, more = _first(rows, "Aktiviteter")
    columns = (Column("Aktivitet", 2), Column("Løfte", 2.8), Column("Forventet", 1.4), Column("Opnået", 1.2), Column("Status", 1.2))
    return [Heading(1, "Løfter, der er bagud eller ikke nået"), Table("tabel-bagud", "Løfter bagud eller ikke nået", columns, shown, more)]


def _without_results(told: Told) -> list[Block]:
    rows = [(one.activity, formats.number(len(one.measures)), _short(one.responsible or "Ikke oplyst")) for one in lacking(told.judged)]
    if not rows:
        return []
    shown, more = _first(rows, "Aktiviteter")
    columns = (Column("Aktivitet", 3), Column("Løfter uden resultat", 1.2, True), Column("Ansvarlig", 3))
    table = Table("tabel-uden-tal", "Aktiviteter, der mangler at indberette", columns, shown, more)
    return [Heading(1, "Mangler indberetning"), table]


def _indicators(told: Told) -> list[Block]:
    """Where each indicator of the overall goals went; those with one figure, or none, share a line each."""
    items: list[Sentence] = []
    once: list[Sentence] = []
    none: list[Sentence] = []
    for item in (item for goal in told.strategic for item in goal.measured):
        name = Name(str(item.about["short_title"]))
        if not item.own:
            none.append((name,))
        elif str(item.about["unit"]) != "percent_change" and all(line.moved is None for line in item.own):
            once.append((name, ": ", *sentences.standing(item.own)))
        else:
            items.append((name, ": ", *sentences.development(item)[0]))
    if once:
        items.append(("Kun ét brugbart tal, så udviklingen kan ikke siges. ", *_joined(once), "."))
    if none:
        items.append(("Ingen brugbare tal i perioden: ", *_joined(none), "."))
    return [Heading(1, "De overordnede mål"), Bullets(tuple(items))] if items else []


def _joined(parts: Sequence[Sentence]) -> Sentence:
    return tuple(part for number, one in enumerate(parts) for part in (("; ", *one) if number else one))


def _milestones(told: Told, day: date) -> list[Block]:
    """Milestones past their deadline on the day of the meeting, and the next to come."""
    rows = told.answers["plan_milestones"]
    undone = rows[rows["done"].isna() & rows["due"].notna()] if len(rows) else rows
    if undone.empty:
        return []
    late, coming = undone[undone["due"] <= pd.Timestamp(day)], undone[undone["due"] > pd.Timestamp(day)]
    listed = [(row, "! fristen er overskredet") for row in late.to_dict("records")]
    listed += [(row, "→ næste") for row in coming.head(_COMING).to_dict("records")]
    shown, more = _first([(str(row["title"]), formats.day(row["due"]), word) for row, word in listed], "Fremdrift")
    columns = (Column("Milepæl", 5), Column("Frist", 1.6), Column("Status", 2))
    return [Heading(1, "Milepæle"), Table("tabel-milepaele", "Milepæle over fristen, og de næste", columns, shown, more)]


def _decisions(told: Told, since: date | None) -> list[Block]:
    """Open decisions, and those made since the meeting before."""
    rows = told.answers["decisions"]
    if rows.empty:
        return []
    kept = rows[rows["done"].isna() | (rows["decided_on"] > (pd.Timestamp(since) if since else pd.Timestamp.min))]
    shown, more = _first([_decision(row, told.request.judged_on) for row in kept.to_dict("records")], "Fremdrift")
    columns = (Column("Beslutning", 4), Column("Ansvarlig", 2), Column("Status", 2.4))
    table = Table("tabel-beslutninger", "Åbne beslutninger, og nye siden sidst", columns, shown, more)
    return [Heading(1, "Beslutninger"), table] if shown else []


def _decision(row: dict[Any, Any], today: date) -> tuple[str, str, str]:
    who = "–" if pd.isna(row["responsible"]) else _short(str(row["responsible"]))
    return str(row["title"]), who, kit_decisions.state(row["due"], row["done"], today)


def _short(names: str) -> str:
    return textwrap.shorten(names, _NAMES, placeholder=" …")

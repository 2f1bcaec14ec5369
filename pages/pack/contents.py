"""Everything a pack says, gathered once from the published file; the three writers only set it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from pages.kit import formats, wording
from pages.kit import since as kit_since
from pages.kit.wording import PLAN_2025
from pages.pack import chapters, figures, mapping, money, parts, words
from pages.pack.figures import Remarks
from pages.pack.model import AgendaItem, Comment, Decision, Edition, InternalFiguresError
from queries.connection import Database
from queries.plan import QUESTIONS, judged_plan

# What a page's address calls its choices, in the words of the screen.
_PARAMETERS = {
    "omraade": "Boligområde", "omraader": "Boligområder", "indikator": "Indikator", "plan": "Plan", "aar": "År", "med": "Sammenlignet med",
    "kilde": "Tal fra", "vis": "Visning", "kriterium": "Kriterium", "indsats": "Indsatsområde", "organ": "Møde i",
    "oprindelse": "Oprindelse", "maal": "Afstand som", "orden": "Rækkefølge",
}  # fmt: skip


def load(
    database: Database, edition: Edition, agenda: Sequence[AgendaItem], comments: Sequence[Comment], decisions: Sequence[Decision],
    told: Callable[[float, str], None], since: kit_since.Told | None = None,
) -> parts.Contents:  # fmt: skip
    """The contents of the pack of `edition`; `told` hears how far the reading is, from 0 to 1.

    Raises InternalFiguresError for the internal file, and queries.connection.NoDatabaseError when the file breaks.
    """
    _only_published(database)
    areas, plans = database.ask("areas"), database.ask("plan_periods").set_index("plan_id")
    plan = plans.loc[PLAN_2025]
    judged = judged_plan([database.ask(question, plan_id=PLAN_2025) for question in QUESTIONS], database.ask("disruptions"), edition.date)
    told(0.2, "Læser mål og indikatorer")
    indicators = database.ask("indicators")
    names = dict(zip(indicators["indicator_id"], indicators["short_title"], strict=True))
    names |= dict(zip(areas["area_id"], areas["name"], strict=True)) | judged.names
    remarks = _remarks(comments, names)
    goals = figures.strategic(database, PLAN_2025)
    every = [item for goal in goals for item in goal.standings]
    chart, beside = figures.situation(every, areas)
    goal_chapters = figures.goal_chapters(goals, areas, remarks)
    told(0.4, "Læser boligområderne")
    own = [row for _, row in areas[areas["kind"] == "housing_area"].iterrows()]
    area_chapters = tuple(figures.area_chapter(database, row, PLAN_2025, remarks) for row in own)
    told(0.8, "Læser kriterier og løfter")
    name = str(plan["name"])
    promises = chapters.promises(judged, name, remarks)
    chapter_remarks = [*(goal.remarks for goal in goal_chapters), *(area.remarks for area in area_chapters), promises.remarks]
    placed = {remark for group in chapter_remarks for remark in group}
    newest = database.ask("totals").iloc[0]["newest_period"]
    return parts.Contents(
        title=edition.title,
        day=formats.day(edition.date),
        version=edition.version,
        banner=edition.banner,
        plan=name,
        plan_period=f"{formats.day(plan['starts'])} til {formats.day(plan['ends'])}",
        line=_line(edition, newest),
        agenda=tuple((item.headline, item.comment, _view(item, names | _plan_names(plans))) for item in agenda),
        sentence=wording.situation(every),
        situation=chart,
        situation_beside=beside,
        situation_table=_overview(goal_chapters),
        situation_source=figures.source_of(every),
        since=None if since is None else _since(since),
        goals=goal_chapters,
        maps=mapping.chapters(database, agenda, edition.date),
        areas=area_chapters,
        law=chapters.law(database),
        promises=promises,
        money=money.chapters(database, PLAN_2025, edition.date),
        missing=chapters.missing(database, judged, PLAN_2025, edition.date),
        method=words.METHOD_TEXTS,
        decisions=tuple((formats.day(item.decided_on), item.title, item.text) for item in decisions),
        remarks=tuple(remark for group in remarks.by_subject.values() for remark in group if remark not in placed),
        names=names,
    )


def _only_published(database: Database) -> None:
    """A pack leaves the house: the file with small numbers in it is refused by its name, whoever asks."""
    if database.path.stem.endswith("-internal"):
        raise InternalFiguresError("Bestyrelsespakken laves kun af den offentliggjorte fil. Den interne fil rummer små tal.")


def _line(edition: Edition, newest: Any) -> str:
    """What stands on every page: the data's version and age, and the day the pack is of."""
    age = f"tal til og med {formats.day(newest)}" if pd.notna(newest) else "ingen tal"
    return f"Data: version {edition.version}, {age} · Udgave af {formats.day(edition.date)}"


def _remarks(comments: Sequence[Comment], names: dict[str, str]) -> Remarks:
    by_subject: dict[tuple[str, str], tuple[parts.Remark, ...]] = {}
    for comment in sorted(comments, key=lambda item: item.written_on):
        key = (comment.subject_kind, comment.subject_id)
        remark = parts.Remark(names.get(comment.subject_id, comment.subject_id), formats.day(comment.written_on), comment.text)
        by_subject[key] = (*by_subject.get(key, ()), remark)
    return Remarks(by_subject)


def _plan_names(plans: pd.DataFrame) -> dict[str, str]:
    return {str(key): str(name) for key, name in plans["name"].items()}


def _view(item: AgendaItem, names: dict[str, str]) -> str:
    """The page of an agenda item and its choices in words: "Boligområde · Boligområde: Vangdalen"."""
    chosen = [
        f"{_PARAMETERS.get(key, key)}: {', '.join(names.get(part, part) for part in value.split(','))}"
        for key, value in item.choices.items()
    ]
    return " · ".join(text for text in (item.page, *chosen) if text)


def _since(told: kit_since.Told) -> parts.SinceChapter:
    """What changed since last time: kind by kind, as the screen says it."""
    columns = (
        parts.Column("Slags", 1.6),
        parts.Column("Hvad", 3.2),
        parts.Column("Hører til", 2),
        parts.Column("Før", 1.4),
        parts.Column("Nu", 1.6),
    )
    rows = tuple(
        (str(heading), row["what"], row["about"], row["before"], row["after"])
        for heading, group in kit_since.groups(told.since)
        for row in group
    )
    return parts.SinceChapter(kit_since.sentence(told), parts.Table(words.SINCE, columns, rows))


def _overview(goals: Sequence[parts.Goal]) -> parts.Table:
    """Every strategic indicator in one table."""
    columns = (
        parts.Column("Indikator", 2.0), parts.Column("Boligområderne", 1.7, True), parts.Column("Sammenlignet med", 1.9, True),
        parts.Column("Vurdering", 3.5), parts.Column("Periode", 0.8),
    )  # fmt: skip
    rows = tuple((item.title, item.value, item.reference or "–", item.verdict, item.period) for goal in goals for item in goal.readings)
    return parts.Table("De fire mål, alle indikatorer", columns, rows)

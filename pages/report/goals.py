"""The first two levels of a report: the overall goals, and the success criteria of the themes, indicator by indicator."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from pages.kit import formats
from pages.pack.parts import Column
from pages.report import charts, remarks, sentences, styles
from pages.report.blocks import Block, Bullets, Count, Heading, Name, Part, Reference, Sentence, Table, Text, text
from pages.report.figures import Goal, Measured, Told, theme_names
from pages.report.model import Kind

FIRST_LEVEL, SECOND_LEVEL = "Overordnede mål", "Succeskriterier på indsatsniveau"
_ACROSS = "På tværs af indsatsområderne"
_WIDEST = 6  # periods that fit beside one another; with more the table is turned
# What documents say in words about an indicator, that belongs in a report of it.
_KINDS = ("conclusion", "situation")


def overall(told: Told) -> list[Block]:
    """The overall goals of the plan with every indicator."""
    made: list[Block] = [Heading(1, FIRST_LEVEL, new_page=bool(told.strategic))]
    if not told.strategic:
        return [*made, text("Databasen har ingen overordnede mål for planen.")]
    goals = tuple(goal.goal_id for goal in told.strategic)
    count = "ét overordnet mål" if len(goals) == 1 else " overordnede mål"
    start: tuple[Part, ...] = ("Planen har ", *(() if len(goals) == 1 else (Count(len(goals), goals),)), count, ". ")
    made.append(text(*start, "Målene følges med tal om områderne. Hvad tallene viser, er sagt i ord efter faste regler."))
    for goal in told.strategic:
        made += [Heading(2, goal.title), *_aim(goal), *_of_goal(told, goal)]
    return made


def of_themes(told: Told) -> list[Block]:
    """The success criteria and sub-goals of the plan, theme by theme."""
    goals = (*told.sub_goals, *told.criteria)
    made: list[Block] = [Heading(1, SECOND_LEVEL, new_page=bool(goals))]
    if not goals:
        return [*made, text("Databasen har ingen succeskriterier eller delmål for planens indsatsområder.")]
    made.append(text("Her står de mål, som hvert indsatsområde har sat sig, og de tal, de følges med."))
    for theme in (*theme_names(told), None):
        own = [goal for goal in goals if goal.theme == theme]
        if not own:
            continue
        made.append(Heading(2, theme or _ACROSS))
        bare = [goal for goal in own if not goal.measured]
        if bare:
            made.append(text(*_bare(bare)))
        for goal in own:
            if goal.measured:
                made += [Heading(3, goal.title), *_aim(goal), *_of_goal(told, goal, headed=False)]
    return made


def _bare(goals: Sequence[Goal]) -> Sentence:
    names = [(f"”{goal.title}”",) if not _digits(goal.title) else ("”", Name(goal.title), "”") for goal in goals]
    if len(goals) == 1:
        return ("Målet ", *names[0], " følges ikke med noget tal i databasen.")
    parts: list[Part] = ["Disse mål følges ikke med noget tal i databasen: "]
    for place, name in enumerate(names):
        parts += [*(() if not place else (" og " if place == len(names) - 1 else ", ",)), *name]
    return (*parts, ".")


def _digits(words: str) -> bool:
    return any(sign.isdigit() for sign in words)


def _aim(goal: Goal) -> list[Block]:
    return [text(Name(goal.target.rstrip(".") + "."), lead="Målet:")] if goal.target else []


def _of_goal(told: Told, goal: Goal, *, headed: bool = True) -> list[Block]:
    if not goal.measured:
        return [text("Der er ingen indikator med tal for målet i databasen.")]
    made: list[Block] = []
    for item in goal.measured:
        if headed and (len(goal.measured) > 1 or item.about["title"] != goal.title):
            made.append(Heading(3, str(item.about["title"])))
        elif not headed and len(goal.measured) > 1:
            made.append(text(Name(str(item.about["title"])), style="Normal", lead="Indikator:"))
        made += indicator(told, item)
    return [*made, *remarks.of(told.request.remarks, "goal", goal.goal_id)]


def indicator(told: Told, item: Measured) -> list[Block]:
    """What the figures of one indicator say, the picture, the table behind it, doubts, and what it cannot show."""
    source = source_line(item)
    title, unit = str(item.about["title"]), formats.unit_name(str(item.about["unit"]))
    caption = title if unit in title.lower() or "procent" in title.lower() else f"{title} ({unit})"
    picture = charts.of_indicator(item, caption, source)
    behind = table(item, caption, source)
    said = [*sentences.development(item), *sentences.towards_goal(item), *sentences.comparison(item), *sentences.target(item)]
    if told.request.kind is Kind.YEARLY:
        said = [*sentences.in_the_period(item, told.request.starts, told.request.ends), *said]
    made: list[Block] = []
    where: list[Part] = [] if picture is None else ["Se ", Reference(picture.anchor)]
    if behind is not None:
        where += [" og " if where else "Se ", Reference(behind.anchor)]
    made.append(Text((*said, (*where, ".")) if where else tuple(said)))
    if picture is not None:
        made.append(picture)
    if behind is not None:
        made.append(behind)
    # What a reader must know about figures is of no use where the report has none.
    if not item.figures.empty:
        made += _reservations(item)
        made.append(Text((sentences.cannot_show(item),), lead=sentences.CANNOT_SHOW))
    made += statements(told, item)
    return [*made, *remarks.of(told.request.remarks, "indicator", item.indicator_id)]


def _reservations(item: Measured) -> list[Block]:
    found = sentences.reservations(item)
    return [Text((), styles.LEAD, "Forbehold:"), Bullets(tuple(found))] if found else []


def statements(told: Told, item: Measured) -> list[Block]:
    """What the documents themselves say in words about the indicator, with the place."""
    rows = told.answers["statements"]
    own = rows[(rows["indicator_id"].astype("str") == item.indicator_id) & rows["kind"].isin(_KINDS)]
    until = pd.Timestamp(told.request.ends)
    kept = [row for row in own.to_dict("records") if pd.isna(row["period_end"]) or row["period_end"] <= until]
    if not kept:
        return []
    return [Text((), styles.LEAD, "Dokumenterne skriver:"), Bullets(tuple(_statement(row) for row in kept))]


def _statement(row: dict[Any, Any]) -> Sentence:
    area = () if pd.isna(row["area_name"]) else (Name(str(row["area_name"])), ": ")
    return (*area, Name(str(row["text"])), " (", Name(f"{row['source_title']}, {row['source_place']}"), ")")


def source_line(item: Measured) -> str:
    """Register, document and places behind the figures."""
    places = list(dict.fromkeys(str(place) for place in item.figures["source_place"]))
    where = f", {'; '.join(places)}" if len(places) <= 2 and places else ""
    printed = f" Trykt i: {', '.join(item.documents)}{where}." if item.documents else ""
    return f"Kilde: {item.register}.{printed}".replace("..", ".")


def table(item: Measured, caption: str, source: str) -> Table | None:
    """Areas by periods with the figures as they are, missing ones with the reason; None without rows."""
    figures = item.figures
    if figures.empty:
        return None
    kind, unit, decimals = str(item.about["period_kind"]), str(item.about["unit"]), int(item.about["decimals"])
    spans = sorted({(row["period_end"], row["period_start"]) for row in figures.to_dict("records")})
    areas = figures.sort_values("area_order").drop_duplicates("area_id")[["area_id", "area_name"]].to_dict("records")
    cells = {
        (str(row["area_id"]), (row["period_end"], row["period_start"])): formats.figure_or_status(
            # The caption says every unit but percent.
            row["value"],
            unit if unit == "percent" else "count",
            decimals,
            str(row["status"]),
        )
        for row in figures.to_dict("records")
    }
    names = [formats.period(kind, start, end) for end, start in spans]
    if len(spans) <= _WIDEST:
        columns = (Column("Område", 2.2), *(Column(name, 1, True) for name in names))
        rows = [(str(area["area_name"]), *(cells.get((str(area["area_id"]), span), "–") for span in spans)) for area in areas]
    else:
        columns = (Column("Periode", 1.6), *(Column(str(area["area_name"]), 1, True) for area in areas))
        rows = [(name, *(cells.get((str(area["area_id"]), span), "–") for area in areas)) for name, span in zip(names, spans, strict=True)]
    return Table(f"tabel-{item.indicator_id}", caption, columns, tuple(rows), source)

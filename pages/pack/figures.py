"""The goals and the areas as chapters: rows of the database to finished texts and the numbers behind the charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pages.area import texts as area_texts
from pages.kit import formats, theme, wording
from pages.kit.wording import PLAN_DOCUMENT
from pages.overview import texts as overview_texts
from pages.pack import parts, words
from queries.connection import Database
from queries.standings import GoalStandings, by_goal
from queries.verdicts import Standing


@dataclass(frozen=True)
class Remarks:
    """The comments by what they are about, so that each lands in its chapter."""

    by_subject: Mapping[tuple[str, str], tuple[parts.Remark, ...]]

    def of(self, kind: str, subjects: Sequence[str]) -> tuple[parts.Remark, ...]:
        """The comments to subjects of one kind, in the order of the subjects."""
        return tuple(remark for subject in subjects for remark in self.by_subject.get((kind, subject), ()))


def strategic(database: Database, plan_id: str) -> list[GoalStandings]:
    """The strategic goals with their standings, from the edition's own database."""
    return by_goal(database.ask("plan_goals", plan_id=plan_id, level="strategic"), database.ask("strategic_figures", plan_id=plan_id))


def goal_chapters(goals: Sequence[GoalStandings], areas: pd.DataFrame, remarks: Remarks) -> tuple[parts.Goal, ...]:
    """One chapter per strategic goal, also one without indicators."""
    made = []
    for number, goal in enumerate(goals, 1):
        own = goal.standings
        theme_name = f" · {goal.focus_area}" if goal.focus_area else ""
        made.append(
            parts.Goal(
                heading=f"Mål {formats.number(number)} af {formats.number(len(goals))}{theme_name}",
                title=goal.title,
                readings=tuple(reading(item) for item in own),
                bars=tuple(bars_of(own, areas)),
                beside=situation(own, areas)[1],
                source=source_of(own),
                remarks=remarks.of("indicator", [str(item.indicator["indicator_id"]) for item in own]),
            )
        )
    return tuple(made)


def reading(item: Standing) -> parts.Reading:
    """The texts of one indicator, as its card on the start page says them."""
    card = overview_texts.card(item)
    value = card.value or "; ".join(f"{name} {figure}" for name, figure in card.areas)
    return parts.Reading(
        title=card.title,
        value=value or "intet brugbart tal",
        reference=f"{card.reference_name} {card.reference_value}".strip(),
        course=card.course,
        sign=card.sign,
        word=card.word,
        verdict=f"{card.sign} {card.word}{card.verdict}",
        change=card.change,
        missing=tuple(card.missing),
        period="–" if item.areas.empty else card.period,
        source=card.source,
    )


def source_of(own: Sequence[Standing]) -> str:
    """Registers and documents behind indicators."""
    registers = dict.fromkeys(str(item.indicator["register_title"]) for item in own)
    documents = dict.fromkeys(str(item.indicator["source_title"]) for item in own if pd.notna(item.indicator["source_title"]))
    return f"Kilde: {', '.join(registers)}. Trykt i: {', '.join(documents)}." if registers else ""


def bars_of(own: Sequence[Standing], areas: pd.DataFrame) -> list[parts.Bars]:
    """Charts of a goal: indicators of one unit and one comparison together, one of their own for indicators by area."""
    colors = dict(zip(areas["area_id"], areas["color"], strict=True))
    together: dict[tuple[str, str, str], list[Standing]] = {}
    made = []
    for item in own:
        if len(item.areas) == 1 and item.reference is not None:
            key = (str(item.indicator["unit"]), str(item.areas.iloc[0]["area_id"]), str(item.reference["area_id"]))
            together.setdefault(key, []).append(item)
        elif len(item.areas) > 1:
            made.append(_by_area(item, colors))
    return [*(_beside(items, colors) for items in together.values()), *made]


def _beside(items: Sequence[Standing], colors: Mapping[str, str]) -> parts.Bars:
    first = items[0]
    assert first.reference is not None
    unit, decimals = str(first.indicator["unit"]), tuple(int(item.indicator["decimals"]) for item in items)
    area, reference = first.areas.iloc[0], first.reference
    series = (
        parts.Series(str(area["area_name"]), colors[str(area["area_id"])], tuple(float(item.areas.iloc[0]["value"]) for item in items)),
        parts.Series(
            str(reference["area_name"]), colors[str(reference["area_id"])], tuple(float((item.reference or {})["value"]) for item in items)
        ),
    )
    names = tuple(str(item.indicator["short_title"]) for item in items)
    return parts.Bars(formats.unit_name(unit).capitalize(), names, series, unit, decimals, _told(names, series, unit, decimals))


def _by_area(item: Standing, colors: Mapping[str, str]) -> parts.Bars:
    unit, decimals = str(item.indicator["unit"]), int(item.indicator["decimals"])
    rows: list[Mapping[Any, Any]] = [*item.areas.to_dict("records"), *([item.reference] if item.reference else [])]
    names = tuple(str(row["area_name"]) for row in rows)
    title = f"{item.indicator['short_title']} ({formats.unit_name(unit)})"
    series = (parts.Series(str(item.indicator["short_title"]), theme.MUNICIPALITY, tuple(float(row["value"]) for row in rows)),)
    each = (decimals,) * len(names)
    told = _told(names, series, unit, each)
    return parts.Bars(title, names, series, unit, each, told, point_colors=tuple(colors[str(row["area_id"])] for row in rows))


def _told(names: Sequence[str], series: Sequence[parts.Series], unit: str, decimals: Sequence[int]) -> str:
    """A chart in words, for those who cannot see it."""
    lines = []
    for place, name in enumerate(names):
        values = [(one.name, formats.figure(one.values[place], unit, decimals[place])) for one in series]
        alone = len(series) == 1
        lines.append(f"{name}: " + ", ".join(value if alone else f"{who} {value}" for who, value in values))
    return "Søjlediagram. " + "; ".join(lines) + "."


def situation(standings: Sequence[Standing], areas: pd.DataFrame) -> tuple[parts.Bars | None, pd.DataFrame]:
    """All areas together beside the municipality: the chart of shares, and the same rows for pages.kit.charts.beside."""
    shares = [item for item in standings if item.against_municipality and item.indicator["unit"] == "percent"]
    made = [bars for bars in bars_of(shares, areas) if len(bars.series) == 2]
    if not made:
        return None, pd.DataFrame()
    rows = [
        {
            "title": card.title,
            "value": float(item.areas.iloc[0]["value"]),
            "reference_value": float((item.reference or {})["value"]),
            "value_text": card.value,
            "reference_text": card.reference_value,
            "difference_text": wording.compared(item),
            "period": card.period,
        }
        for item in shares
        for card in [overview_texts.card(item)]
    ]
    return made[0], pd.DataFrame(rows)


def area_chapter(database: Database, area: pd.Series, plan_id: str, remarks: Remarks) -> parts.AreaChapter:
    """One housing area, worded as its page on the screen."""
    newest = area_texts.newest_rows(database.ask("area_figures", area_id=area["area_id"]))
    plan = newest[newest["source_id"] == PLAN_DOCUMENT]
    beside = area_texts.comparable_shares(plan)
    activities = database.ask("area_activities", area_id=area["area_id"], plan_id=plan_id)
    name = str(area["name"])
    keys = ("title", "value", "reference", "difference", "period", "source")
    return parts.AreaChapter(
        area_id=str(area["area_id"]),
        name=name,
        color=str(area["color"]),
        sentence=wording.stands(name, list(plan["course"])),
        caveat=area_texts.caveat(plan),
        facts=tuple(area_texts.facts(plan)),
        bars=None if beside.empty else _area_bars(beside, name, str(area["color"])),
        beside=beside,
        groups=tuple(
            (str(heading), tuple(tuple(row[key] for key in keys) for row in rows)) for heading, rows in area_texts.by_topic(plan) if rows
        ),
        activities=tuple((str(row["name"]), _plain(row["focus_area_name"])) for _, row in activities.iterrows()),
        periods="" if beside.empty else wording.periods_line(beside),
        source=wording.source_line(plan) if len(plan) else words.NO_SHARES,
        remarks=remarks.of("area", [str(area["area_id"])]),
    )


def _area_bars(beside: pd.DataFrame, name: str, color: str) -> parts.Bars:
    series = (
        parts.Series(name, color, tuple(beside["value"].map(float))),
        parts.Series("Randers Kommune", theme.MUNICIPALITY, tuple(beside["reference_value"].map(float))),
    )
    names, decimals = tuple(beside["title"].map(str)), tuple(beside["decimals"].map(int))
    return parts.Bars("Procent", names, series, "percent", decimals, _told(names, series, "percent", decimals))


def _plain(value: Any) -> str:
    return "" if pd.isna(value) else str(value)

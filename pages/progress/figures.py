"""Fremdrift ready for the screen: the plan's clock, milestones, hours, meetings, what is due, and the age of the figures."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pandas as pd

from pages.kit import formats
from pages.kit.language import mark, tr, trn
from pages.kit.timeline import Event
from queries.freshness import Freshness, MilestoneState, clock, milestone_state
from queries.meetings import dated
from queries.plan import Plan, lacking

MILESTONE_WORDS = {
    MilestoneState.DONE: ("✓", mark("nået")),
    MilestoneState.PAST_DUE: ("!", mark("har overskredet fristen")),
    MilestoneState.COMING: ("→", mark("ligger forude")),
    MilestoneState.UNDATED: ("?", mark("uden dato")),
}
FRESHNESS_WORDS = {
    Freshness.CURRENT: ("✓", mark("aktuelle")),
    Freshness.WAITING: ("…", mark("venter på næste tal")),
    Freshness.OVERDUE: ("!", mark("forsinkede")),
    Freshness.NO_RHYTHM: ("○", mark("uden fast rytme")),
    Freshness.NO_FIGURES: ("?", mark("uden brugbart tal")),
}
_FRESHNESS_CSS = {Freshness.CURRENT: "bm-achieved", Freshness.WAITING: "bm-on-track", Freshness.OVERDUE: "bm-behind"}


def clock_sentence(plan: pd.Series, today: date) -> tuple[str, str]:
    """Where the plan stands in time, as a sentence and a line below it."""
    starts, ends = plan["starts"].date(), plan["ends"].date()
    found = clock(starts, ends, today)
    days = {"starts": formats.day(starts), "ends": formats.day(ends), "today": formats.day(today)}
    below = tr("Fra {starts} til {ends}. I dag er det {today}.", **days)
    if found.gone == 0:
        return tr("{plan} er ikke begyndt endnu.", plan=plan["name"]), below
    if found.gone == found.days:
        return tr("{plan} er slut.", plan=plan["name"]), below
    share = formats.figure(found.share, "percent", 0)
    now = tr(
        "{plan} er i år {year} af {years}. {share} af tiden er gået.", plan=plan["name"], year=found.year, years=found.years, share=share
    )
    return now, below


def events(milestones: pd.DataFrame, meetings: pd.DataFrame, today: date) -> dict[str, list[Event]]:
    """What stands on the time line: the dated milestones under their sub-agreement, then the meetings that have a day."""
    found: dict[str, list[Event]] = {}
    for row in milestones.to_dict("records"):
        own = found.setdefault(str(row["focus_area_name"]), [])
        if pd.notna(row["due"]) or pd.notna(row["done"]):
            day = row["done"] if pd.notna(row["done"]) else row["due"]
            own.append(Event(day.date(), str(row["title"]), milestone_state(row["due"], row["done"], today)))
    found[tr("Møder")] = [
        Event(row["date"].date(), str(row["body_name"]), MilestoneState.DONE if row["date"].date() < today else MilestoneState.COMING)
        for row in dated(meetings).to_dict("records")
    ]
    return found


def lead(plan: pd.Series, rows: pd.DataFrame, today: date) -> tuple[str, str]:
    """Where the plan stands in time and how many milestones are past their deadline, and a line below it."""
    sentence, below = clock_sentence(plan, today)
    late = [milestone_state(row["due"], row["done"], today) for _, row in rows.iterrows()].count(MilestoneState.PAST_DUE)
    if not late:
        return sentence, below
    passed = trn(
        "{number} milepæl har overskredet fristen.", "{number} milepæle har overskredet fristen.", late, number=formats.number(late)
    )
    return f"{sentence} {passed}", below


def milestones(rows: pd.DataFrame, today: date) -> list[tuple[str | None, list[dict[str, str]]]]:
    """Milestones in groups, one per sub-agreement; dates are the document's, often only a season or a year."""
    return [
        (str(name), [_milestone(row, today) for _, row in group.iterrows()]) for name, group in rows.groupby("focus_area_name", sort=False)
    ]


def _milestone(row: pd.Series, today: date) -> dict[str, str]:
    sign, word = MILESTONE_WORDS[milestone_state(row["due"], row["done"], today)]
    return {
        "title": row["title"],
        "due": formats.day(row["due"]) if pd.notna(row["due"]) else "–",
        "done": formats.day(row["done"]) if pd.notna(row["done"]) else "–",
        "state": f"{sign} {tr(word)}",
        "note": row["note"],
        "source": f"{row['source_title']}, {row['source_place']}",
    }


def milestone_counts(rows: pd.DataFrame, today: date) -> str:
    """How many milestones stand how, in one sentence."""
    states = [milestone_state(row["due"], row["done"], today) for _, row in rows.iterrows()]
    if not states:
        return tr("Planens dokument nævner ingen milepæle.")
    parts = [f"{formats.number(states.count(state))} {tr(word)}" for state, (_, word) in MILESTONE_WORDS.items() if state in states]
    count, listed = formats.number(len(states)), ", ".join(parts)
    return trn("{number} milepæle: {listed}.", "{number} milepæle: {listed}.", len(states), number=count, listed=listed)


def hours(rows: pd.DataFrame) -> list[tuple[str | None, list[dict[str, str]]]]:
    """Promised hours in groups by theme, with the theme's sum in the heading."""
    groups: list[tuple[str | None, list[dict[str, str]]]] = []
    for name, group in rows.groupby("focus_area_name", sort=False):
        total = formats.figure(group["theme_hours"].iloc[0], "hours", 0)
        groups.append((tr("{theme}: {hours} om året", theme=name, hours=total), [_hours(row) for _, row in group.iterrows()]))
    return groups


def _hours(row: pd.Series) -> dict[str, str]:
    return {
        "organisation": row["organisation"],
        "activity": row["activity_name"] if pd.notna(row["activity_name"]) else tr("Hele indsatsområdet"),
        "hours": formats.number(row["hours_per_year"]) if pd.notna(row["hours_per_year"]) else tr("ikke omregnet"),
        "printed": row["printed"],
        "note": row["note"],
        "source": row["source_place"],
    }


def lacking_rows(plan: Plan) -> list[dict[str, str]]:
    """Per activity: how many of its promises with a number have no figures, and which roles answer for it."""
    return [
        {
            "responsible": one.responsible or tr("Ikke oplyst"),
            "activity": one.activity,
            "count": formats.number(len(one.measures)),
            "measures": "; ".join(one.measures),
        }
        for one in lacking(plan)
    ]


def freshness_tiles(kinds: list[Freshness]) -> list[dict[str, str]]:
    """One tile per kind of age that occurs."""
    return [
        {"count": formats.number(kinds.count(kind)), "sign": sign, "word": tr(word), "css": _FRESHNESS_CSS.get(kind, "bm-no-figures")}
        for kind, (sign, word) in FRESHNESS_WORDS.items()
        if kind in kinds
    ]


class RegisterAges(NamedTuple):
    """How many indicators a register has, and how many of each age."""

    register: str
    indicators: int
    counts: dict[Freshness, int]


def by_register(indicators: pd.DataFrame) -> list[RegisterAges]:
    """The ages of every register's indicators, those with most overdue first."""
    rows = [
        RegisterAges(str(name), len(group), {kind: list(group["freshness"]).count(kind) for kind in Freshness})
        for name, group in indicators.groupby("register_title", sort=False)
    ]
    return sorted(rows, key=lambda row: -row.counts[Freshness.OVERDUE])


def register_rows(indicators: pd.DataFrame) -> list[dict[str, str]]:
    """As by_register(), as rows of text: register, indicators, and a count under the value of each age."""
    return [
        {"register": row.register, "indicators": formats.number(row.indicators)}
        | {kind.value: formats.number(count) for kind, count in row.counts.items()}
        for row in by_register(indicators)
    ]


def overdue(indicators: pd.DataFrame) -> list[tuple[str | None, list[dict[str, str]]]]:
    """The overdue indicators under their register, with the day their newest figure ends."""
    late = indicators[indicators["freshness"] == Freshness.OVERDUE]
    return [
        (
            str(name),
            [
                {"href": f"indikator?indikator={row['indicator_id']}", "title": row["title"], "newest": formats.day(row["newest_end"])}
                for _, row in group.iterrows()
            ],
        )
        for name, group in late.groupby("register_title", sort=False)
    ]

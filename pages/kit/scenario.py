"""Scenarie in words: what another level means in persons, and the pace to reach it by the end of the plan."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from pages.kit import choices, database, formats, theme
from pages.kit.language import mark, tr, trn
from pages.kit.wording import PLAN_2025, PLAN_DOCUMENT
from queries.scenario import LEAST_POINTS, Lacking, Pace, Persons, pace, scenario

_WHY = {
    Lacking.HIDDEN: mark("Det nyeste tal er skjult, så der regnes ikke på det."),
    Lacking.NO_FIGURE: mark("Der er intet brugbart tal for området."),
    Lacking.NO_LEVEL: mark("Der er intet tal for kommunen i samme periode."),
    Lacking.NO_BASE: mark("Kilden trykker ikke, hvor mange personer gruppen er, så forskellen kan ikke regnes om til personer."),
    Lacking.NOT_A_SHARE: mark("Tallet er ikke en andel af personer, så forskellen kan ikke regnes om til personer."),
    Lacking.ENDED: mark("Tallet hører ikke til en plan, der løber, så der er ingen slutdato at regne til."),
}
ARITHMETIC = mark("Det er regning på de trykte tal og intet løfte: det siger ikke, hvad der vil ske, eller hvad der virker.")


def show_of_indicator(figures: pd.DataFrame, about: pd.Series) -> None:
    """The scenario of one indicator: an area to choose, the municipality's level, the end of the plan. `figures`: indicator_figures."""
    own = figures[figures["area_kind"].isin(["housing_area", "areas_total"])].sort_values("area_order")
    level = figures[figures["area_kind"] == "municipality"]
    if own.empty or level.empty or about["direction"] == "none":
        return
    unit, decimals, last = str(about["unit"]), int(about["decimals"]), ends(str(about["source_id"]))
    areas = dict(zip(own["area_id"], own["area_name"], strict=True))
    found = {area_id: scenario(own[own["area_id"] == area_id], unit, level, last) for area_id in areas}
    # Closed until somebody asks; it opens on an area for which something can be worked out.
    default = next((area_id for area_id, one in found.items() if one.says_something), None)
    with st.expander(tr("Scenarie: hvad kommunens niveau ville betyde")):
        area_id = choices.choose(tr("Område i scenariet"), areas, "scenarie", default=default, width=420)
        one = found[area_id]
        lines = [_said(part, areas[area_id], unit, decimals) for part in dict.fromkeys((one.persons, one.pace))]
        theme.render("kit/scenario.html", lines=lines, caution=tr(ARITHMETIC))


def ends(source_id: str) -> date | None:
    """The last day of the plan that runs, for figures of its document; None for others."""
    if source_id != PLAN_DOCUMENT:
        return None
    last: date = database.ask("plan_periods").set_index("plan_id").loc[PLAN_2025]["ends"].date()
    return last


def show_of_limit(indicator_id: str, area_id: str, area: str, limit: float) -> None:
    """The scenario of a criterion: the municipality's level in persons of the area, and the pace to the limit of the law."""
    about = database.ask("indicators").set_index("indicator_id").loc[indicator_id]
    figures = database.ask("indicator_figures", indicator_id=indicator_id)
    own, level = figures[figures["area_id"] == area_id], figures[figures["area_kind"] == "municipality"]
    unit, decimals, last = str(about["unit"]), int(about["decimals"]), ends(PLAN_DOCUMENT)
    # Persons to the limit stand above already; the municipality's level is said where it can be.
    step = scenario(own, unit, level, last).persons
    parts = [*([step] if isinstance(step, Persons) else []), pace(own, unit, limit, last)]
    lines = [_said(part, area, unit, decimals) for part in parts]
    theme.render("kit/scenario.html", lines=lines, caution=tr(ARITHMETIC))


def _said(part: Persons | Pace | Lacking, area: str, unit: str, decimals: int) -> str:
    if isinstance(part, Persons):
        return _persons(part, area, decimals)
    if isinstance(part, Pace):
        return _pace(part, unit, decimals)
    if part is Lacking.TOO_FEW:
        return tr("Der er færre end {points} målinger uden hul, så der regnes intet tempo ud.", points=LEAST_POINTS)
    return tr(_WHY[part])


def _persons(part: Persons, area: str, decimals: int) -> str:
    level, value = (formats.figure(number, "percent", decimals) for number in (part.level, part.value))
    group, count = formats.number(part.base), formats.number(abs(part.persons))
    if part.persons == 0:
        return tr(
            "{area} ligger på kommunens niveau, {level}, når der regnes i hele personer af {group}.", area=area, level=level, group=group
        )
    more = {"area": area, "level": level, "value": value, "group": group, "persons": count}
    if part.persons > 0:
        return trn(
            "Kommunens niveau er {level}. I {area} svarer det til {persons} person flere end i dag ({value} af {group}).",
            "Kommunens niveau er {level}. I {area} svarer det til {persons} personer flere end i dag ({value} af {group}).",
            part.persons,
            **more,
        )
    return trn(
        "Kommunens niveau er {level}. I {area} svarer det til {persons} person færre end i dag ({value} af {group}).",
        "Kommunens niveau er {level}. I {area} svarer det til {persons} personer færre end i dag ({value} af {group}).",
        -part.persons,
        **more,
    )


def _pace(part: Pace, unit: str, decimals: int) -> str:
    needed = formats.difference(part.needed, unit, max(decimals, 1))
    mean = formats.difference(part.mean, unit, max(decimals, 1))
    target, expected, low, high = (formats.figure(number, unit, decimals) for number in (part.target, part.expected, part.low, part.high))
    return tr(
        "For at nå {target} den {day} skal tallet ændre sig {needed} om året. Over de {points} målinger har det ændret sig {mean} om året. "
        "Fortsætter det sådan, bliver det {expected}; med den mindste og den største ændring indtil nu {low} til {high}.",
        target=target, day=formats.day(part.ends), needed=needed, points=formats.number(part.points), mean=mean, expected=expected,
        low=low, high=high,
    )  # fmt: skip

"""What Registrering shows and makes: the promises of a period, the changes a form means, and changes in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd
from babel.numbers import NumberFormatError, parse_decimal

from data.releases.draft import Change
from data.releases.results_file import REASONS, number, result
from pages.kit import database, formats, language, promise_texts
from pages.kit.language import tr
from pages.kit.release import value

# One thousand two hundred and seventy to a Dane, one and a quarter to an Englishman.
_EITHER = re.compile(r"\D?[1-9]\d{0,2}\.\d{3}")


@dataclass(frozen=True)
class Period:
    """One year of the plan."""

    key: str
    starts: date
    ends: date

    @property
    def label(self) -> str:
        """1. august 2025 – 31. juli 2026"""
        return f"{formats.day(self.starts)} – {formats.day(self.ends)}"


@dataclass(frozen=True)
class Entered:
    """What stands in the fields of one promise."""

    target_id: str
    figure: str
    status: str
    note: str


def periods(plan: pd.Series) -> dict[str, Period]:
    """The years of a plan by key ("2025-26"), counted from its first day."""
    starts, ends = plan["starts"].date(), plan["ends"].date()
    found, first = {}, starts
    while first <= ends:
        following = first.replace(year=first.year + 1)
        key = f"{first.year}-{following.year % 100:02d}"
        found[key] = Period(key, first, min(following - timedelta(days=1), ends))
        first = following
    return found


def period_of(found: Mapping[str, Period], day: date) -> str:
    """The period that holds a day, or the one nearest to it."""
    holding = [key for key, period in found.items() if period.starts <= day <= period.ends]
    return holding[0] if holding else (next(iter(found)) if day < next(iter(found.values())).starts else list(found)[-1])


def promises(plan_id: str) -> pd.DataFrame:
    """The promises of a plan that a figure can be recorded for: rows of plan_targets with `activity` and `promise` as text."""
    targets = database.ask("plan_targets", plan_id=plan_id)
    targets = targets[targets["unit"] != "text"]
    names = database.ask("plan_activities", plan_id=plan_id).set_index("activity_id")["name"]
    words = [promise_texts.promise(row) for _, row in targets.iterrows()]
    return targets.assign(activity=targets["activity_id"].map(names), promise=words)


def recorded(plan_id: str, period: Period) -> dict[str, pd.Series]:
    """The results that lie in a period by target_id, small numbers included: for the officer who recorded them."""
    results = database.internal().ask("plan_results", plan_id=plan_id)
    starts, ends = pd.Timestamp(period.starts), pd.Timestamp(period.ends)
    own = results[(results["period_start"] >= starts) & (results["period_end"] <= ends)]
    return {str(row["target_id"]): row for _, row in own.iterrows()}


def days(promise: pd.Series, period: Period) -> tuple[date, date]:
    """First and last day of a promise within a period; a promise that began later or ends earlier has fewer."""
    return max(period.starts, promise["starts"].date()), min(period.ends, promise["ends"].date())


def meant(entered: Sequence[Entered], targets: pd.DataFrame, period: Period) -> tuple[list[Change], list[str]]:
    """The rows that the fields mean, and sentences about fields that mean nothing; an empty field is passed over."""
    by_id = targets.set_index("target_id")
    changes, wrong = [], []
    for one in entered:
        name = by_id.loc[one.target_id, "measure"]
        if not one.figure.strip() and not one.status:
            if one.note.strip():
                wrong.append(tr("{name}: en bemærkning, men intet resultat. Skriv et tal, eller vælg, hvorfor der intet er.", name=name))
            continue
        if one.figure.strip() and one.status:
            wrong.append(tr("{name}: både et tal og en grund til, at der intet er. Fjern det ene.", name=name))
            continue
        try:
            figure = read_number(one.figure.strip().rstrip("% ")) if one.figure.strip() else None
        except ValueError as error:
            wrong.append(f"{name}: {error}")
            continue
        starts, ends = days(by_id.loc[one.target_id], period)
        changes.append(result(one.target_id, starts, ends, figure, one.status, one.note.strip() or None))
    return changes, wrong


def read_number(written: str) -> float:
    """A figure as the language of the screen writes it. Raises ValueError with a sentence in that language."""
    if language.current() == language.DANISH:
        return number(written)
    if _EITHER.fullmatch(written):
        raise ValueError(tr("„{text}“ kan læses på to måder. Skriv for eksempel 1.270 eller 1,27.", text=written))
    try:
        return float(parse_decimal(written.replace(formats.MINUS, "-"), locale=formats.LOCALES[language.current()], strict=True))
    except NumberFormatError as error:
        raise ValueError(tr("„{text}“ kan ikke læses som et tal. Skriv for eksempel 1.270 eller 40,6.", text=written)) from error


def statuses() -> dict[str, str]:
    """Choices beside the field for the figure: the status when there is no figure, and what it is called."""
    return {status: formats.status_word(status).capitalize() for status in ("", *REASONS.values())}


def field_of(figure: Any) -> str:
    """A recorded figure as it stands in its field, written as it is read."""
    return "" if figure is None or pd.isna(figure) else formats.number(figure, 0 if float(figure).is_integer() else 1)


def describe(targets: pd.DataFrame) -> Any:
    """How release_views.review says a change of a result."""
    by_id = targets.set_index("target_id")

    def said(change: Change, before: Mapping[str, Any] | None) -> tuple[str, str, str]:
        target = by_id.loc[str(change.row["target_id"])]
        first, last = (formats.day(pd.Timestamp(change.row[name])) for name in ("period_start", "period_end"))
        what = f"{target['activity']}: {target['measure']} ({first} – {last})"
        after = tr("trækkes tilbage") if change.action == "withdraw" else _in_words(change.row, str(target["unit"]))
        return what, after, "–" if before is None else _in_words(before, str(target["unit"]))

    return said


def _in_words(row: Mapping[str, Any], unit: str) -> str:
    figure = promise_texts.amount(value(row, "value"), unit)
    text = figure if value(row, "value") is not None else formats.status_word(str(row["status"]))
    note = value(row, "note")
    return f"{text} · {note}" if note else text

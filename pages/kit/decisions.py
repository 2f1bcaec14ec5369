"""Decisions ready for the screen: the log, and how a deadline stands in words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from pages.kit import formats, tables
from pages.kit.language import tr, trn
from queries.meetings import days_late


def columns() -> list[tables.Column]:
    """The columns of log()."""
    return [
        ("title", tr("Beslutning"), False), ("state", tr("Status"), False), ("responsible", tr("Ansvarlig"), False),
        ("due", tr("Frist"), True), ("decided", tr("Besluttet"), False), ("goal", tr("Følger op på"), False),
    ]  # fmt: skip


def state(due: Any, done: Any, today: date) -> str:
    """ "! åben, fristen er overskredet med 3 dage", "→ åben, 12 dage til fristen", "→ åben, uden frist", "✓ udført 1. maj 2026" """
    if done is not None and pd.notna(done):
        return tr("✓ udført {day}", day=formats.day(done))
    late = days_late(due, done, today)
    if late is None:
        return tr("→ åben, uden frist")
    return tr("! åben, {deadline}", deadline=deadline(late)) if late > 0 else tr("→ åben, {deadline}", deadline=deadline(late))


def deadline(late: int) -> str:
    """How a deadline stands, `late` days after it: "fristen er overskredet med 1 dag", "fristen er i dag", "5 dage til fristen"."""
    if late == 0:
        return tr("fristen er i dag")
    days = formats.number(abs(late))
    if late > 0:
        return trn("fristen er overskredet med {days} dag", "fristen er overskredet med {days} dage", late, days=days)
    return trn("{days} dag til fristen", "{days} dage til fristen", -late, days=days)


def sentence(decisions: pd.DataFrame, today: date) -> str:
    """How many decisions are open, and how many of these are past their deadline."""
    late = [days_late(due, done, today) for due, done in zip(decisions["due"], decisions["done"], strict=True)]
    open_ones, count = int(decisions["done"].isna().sum()), formats.number(len(decisions))
    if not open_ones:
        return trn("Alle {number} beslutninger er udført.", "Alle {number} beslutninger er udført.", len(decisions), number=count)
    passed = sum(days is not None and days > 0 for days in late)
    rest = (
        trn("{number} har overskredet fristen", "{number} har overskredet fristen", passed, number=formats.number(passed))
        if passed
        else tr("ingen har overskredet fristen")
    )
    return trn(
        "{open} af {number} beslutninger er åbne, og {rest}.",
        "{open} af {number} beslutninger er åbne, og {rest}.",
        open_ones,
        open=formats.number(open_ones),
        number=count,
        rest=rest,
    )


def log(decisions: pd.DataFrame, today: date) -> list[tuple[str | None, list[dict[str, str]]]]:
    """Open decisions by their deadline, then those carried out."""
    open_ones, done = decisions[decisions["done"].isna()], decisions[decisions["done"].notna()]
    groups = [
        (tr("Åbne ({count})", count=formats.number(len(open_ones))), open_ones),
        (tr("Udførte ({count})", count=formats.number(len(done))), done),
    ]
    return [(heading, [_row(row, today) for _, row in part.iterrows()]) for heading, part in groups if len(part)]


def _row(row: pd.Series, today: date) -> dict[str, str]:
    text = f" – {row['text']}" if pd.notna(row["text"]) else ""
    return {
        "title": f"{row['title']}{text}",
        "state": state(row["due"], row["done"], today),
        "responsible": row["responsible"] if pd.notna(row["responsible"]) else tr("ikke angivet"),
        "due": formats.day(row["due"]) if pd.notna(row["due"]) else "–",
        "decided": tr("{body} {day}", body=row["body_name"], day=formats.day(row["decided_on"])),
        "goal": row["goal_title"] if pd.notna(row["goal_title"]) else "–",
    }

"""Decisions ready for the screen: the log, and how a deadline stands in words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from pages.parts import formats
from queries.meetings import days_late

COLUMNS = [
    ("title", "Beslutning", False), ("state", "Status", False), ("responsible", "Ansvarlig", False), ("due", "Frist", True),
    ("decided", "Besluttet", False), ("goal", "Følger op på", False),
]  # fmt: skip


def state(due: Any, done: Any, today: date) -> str:
    """ "! åben, fristen er overskredet med 3 dage", "→ åben, 12 dage til fristen", "→ åben, uden frist", "✓ udført 1. maj 2026" """
    if done is not None and pd.notna(done):
        return f"✓ udført {formats.day(done)}"
    late = days_late(due, done, today)
    if late is None:
        return "→ åben, uden frist"
    return f"! åben, {deadline(late)}" if late > 0 else f"→ åben, {deadline(late)}"


def deadline(late: int) -> str:
    """How a deadline stands, `late` days after it: "fristen er overskredet med 1 dag", "fristen er i dag", "5 dage til fristen"."""
    days = f"{formats.number(abs(late))} dag{'' if abs(late) == 1 else 'e'}"
    if late > 0:
        return f"fristen er overskredet med {days}"
    return "fristen er i dag" if late == 0 else f"{days} til fristen"


def sentence(decisions: pd.DataFrame, today: date) -> str:
    """How many decisions are open, and how many of these are past their deadline."""
    late = [days_late(due, done, today) for due, done in zip(decisions["due"], decisions["done"], strict=True)]
    open_ones = int(decisions["done"].isna().sum())
    if not open_ones:
        return f"Alle {formats.number(len(decisions))} beslutninger er udført."
    passed = sum(days is not None and days > 0 for days in late)
    rest = f"{formats.number(passed)} har overskredet fristen" if passed else "ingen har overskredet fristen"
    return f"{formats.number(open_ones)} af {formats.number(len(decisions))} beslutninger er åbne, og {rest}."


def log(decisions: pd.DataFrame, today: date) -> list[tuple[str | None, list[dict[str, str]]]]:
    """Open decisions by their deadline, then those carried out."""
    groups = []
    for heading, part in (("Åbne", decisions[decisions["done"].isna()]), ("Udførte", decisions[decisions["done"].notna()])):
        groups.append((f"{heading} ({formats.number(len(part))})", [_row(row, today) for _, row in part.iterrows()]))
    return [(heading, rows) for heading, rows in groups if rows]


def _row(row: pd.Series, today: date) -> dict[str, str]:
    text = f" – {row['text']}" if pd.notna(row["text"]) else ""
    return {
        "title": f"{row['title']}{text}",
        "state": state(row["due"], row["done"], today),
        "responsible": row["responsible"] if pd.notna(row["responsible"]) else "ikke angivet",
        "due": formats.day(row["due"]) if pd.notna(row["due"]) else "–",
        "decided": f"{row['body_name']} {formats.day(row['decided_on'])}",
        "goal": row["goal_title"] if pd.notna(row["goal_title"]) else "–",
    }

"""Registrering: the day a milestone was reached."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from pages.kit import clock, database, formats, journal, notes
from pages.kit.journal import Row, Sort
from pages.kit.language import mark, tr
from pages.kit.plain import escaped
from pages.kit.release import value
from pages.kit.wording import PLAN_2025

COLUMNS = ("milestone_id", "focus_area_id", "title", "due", "done", "note", "source_id", "source_place")


def show() -> None:
    """Choose a milestone and say when it was reached, or that it was not."""
    st.write(
        tr("Milepælene og deres frister kommer fra planen. Her registreres, hvornår de er nået. Listen med status står under Fremdrift.")
    )
    rows = database.as_written("plan_milestones", plan_id=PLAN_2025)
    if rows.empty:
        notes.info(tr("Planens dokument nævner ingen milepæle."))
        return
    ordered = pd.concat([rows[rows["done"].isna()], rows[rows["done"].notna()]])
    by_id = {str(row["milestone_id"]): row for _, row in ordered.iterrows()}
    sort = Sort("milestone", "milestone_id", mark("milepæl"), mark("milepælen"), say)
    state = journal.settle(sort)
    labels = {key: _label(row) for key, row in by_id.items()}
    chosen = str(st.selectbox(tr("Milepæl"), list(labels), format_func=labels.__getitem__, key="milestone_which"))
    row = _form(by_id[chosen], f"milestone_{state}_{chosen}")
    if row is not None:
        journal.put(sort, row, "Milepæl")
    journal.review(sort)


def say(row: Row) -> tuple[str, str]:
    """A milestone in words: its title; due and done."""
    done = value(row, "done")
    due = value(row, "due")
    reached = tr("nået {day}", day=formats.day(done)) if done is not None else tr("ikke nået")
    parts = [*([tr("Frist {day}", day=formats.day(due))] if due is not None else []), reached]
    return tr(str(value(row, "title"))), ", ".join(parts)


def _label(row: pd.Series) -> str:
    title, state = say(row.to_dict())
    return f"{title} ({state[0].lower()}{state[1:]})"


def _form(known: pd.Series, key: str) -> dict[str, Any] | None:
    with st.form(key):
        done = journal.day_field(
            tr("Nået den (tom: ikke nået)"),
            known["done"] if pd.notna(known["done"]) else None,
            f"{key}_done",
            max_value=clock.today(),
        )
        if pd.notna(known["note"]):
            st.caption(tr("Planens bemærkning: {note}", note=escaped(tr(str(known["note"])))))
        sent = st.form_submit_button(tr("Gennemse"), type="primary", key=f"{key}_send")
    if not sent:
        return None
    row = {name: value(known.to_dict(), name) for name in COLUMNS}
    return {**row, "plan_id": PLAN_2025, "done": done.isoformat() if done else None}

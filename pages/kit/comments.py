"""The officer's dated comments beside what they are about, for the board and the officers."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from pages.kit import database, formats, roles, theme
from pages.kit.guard import Guest
from pages.kit.language import mark, tr
from pages.kit.release import value

PARTS = {"situation": mark("Situation"), "causes": mark("Årsager"), "next_steps": mark("Næste skridt")}


def about(guest: Guest, kind: str, keys: Iterable[str]) -> None:
    """Comments to the subjects (`kind` as in the table comment, and its ids), the newest first; nothing for a viewer.

    The words are the officer's own: whatever the screen speaks, they stand as they were written, and no sign in them is markup.
    """
    if not roles.allows(guest.role, "board"):
        return
    rows = database.as_written("comments")
    wanted = set(keys)
    rows = rows[(rows["subject_kind"] == kind) & rows["subject_id"].isin(wanted)]
    if rows.empty:
        return
    st.header(tr("Kommentarer"))
    for row in rows.to_dict("records"):
        told = [f"{tr(word)}: {text}" for part, word in PARTS.items() if (text := value(row, part))]
        written = tr("Skrevet {day}", day=formats.day(row["written_on"]))
        # A page of one subject has its name in the title.
        heading = f"{row['subject_name']} · {written}" if kind == "activity" else written
        theme.render("kit/journal_entry.html", title=heading, text="\n".join(told), lines=[])

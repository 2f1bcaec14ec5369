"""The officer's side of editions: make one, take its archive along."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from data.editions import EditionError, archive_file, freeze
from data.paths import build_folder, state_folder
from data.releases.commit import UNWRITABLE
from data.releases.draft import Change, Draft
from pages.kit import clock, database, formats, notes, release, roles
from pages.kit.language import tr
from pages.kit.plain import escaped
from pages.kit.wording import PLAN_2025

NONE = ""


def freeze_form() -> None:
    """A title, a day and a meeting; the published figures in force become an edition."""
    if database.edition() is not None:
        notes.info(tr("Du ser en udgave. Forlad den for at lave en ny af de nyeste tal."))
        return
    st.write(
        tr(
            "En udgave gemmer de offentliggjorte tal, som de er nu, sammen med kriterier, målopfyldelse og kommentarer. Den kan åbnes igen "
            "om mange år og viser de samme tal."
        )
    )
    meetings = database.ask("plan_meetings", plan_id=PLAN_2025)
    dated = meetings[meetings["date"].notna()]
    labels = {NONE: tr("Intet møde")} | {
        str(row["meeting_id"]): f"{row['body_name']}, {formats.day(row['date'])}" for _, row in dated.iterrows()
    }
    with st.form("edition", border=True):
        title = st.text_input(tr("Titel"), max_chars=80, placeholder=tr("fx Bestyrelsesmøde, efterår 2026"), key="edition_title")
        meeting_id = st.selectbox(tr("Møde"), list(labels), format_func=labels.__getitem__, key="edition_meeting")
        note = st.text_input(tr("Bemærkning (frivillig)"), max_chars=300, key="edition_note")
        sent = st.form_submit_button(tr("Gennemse"), type="primary")
    if sent:
        _propose(title.strip(), str(meeting_id) or None, note.strip() or None)
    release.review("edition", _said)


def _propose(title: str, meeting_id: str | None, note: str | None) -> None:
    roles.require("officer")
    if not title:
        notes.error(tr("Giv udgaven en titel, så den kan kendes fra de andre."))
        return
    day: date = clock.today()
    try:
        with st.spinner(tr("Samler tallene …")):
            row, content = freeze(build_folder(), title, day, meeting_id, note)
    except (EditionError, *UNWRITABLE) as error:
        notes.error(tr("Udgaven kunne ikke laves: {error}", error=escaped(str(error))))
        return
    draft = Draft("edition", roles.current_role() or "", f"Udgave: {title}", (Change("edition", "put", row),), note)
    release.propose("edition", draft, {row["sha256"]: content})


def _said(change: Change, _before: Mapping[str, Any] | None) -> tuple[str, str, str]:
    row = change.row
    content = tr("{figures} tal, version {version}", figures=formats.number(row["figures"]), version=row["data_version"])
    return str(row["title"]), content, "–"


def archives() -> None:
    """The archive of an edition as a file, for the one who keeps it for the auditor."""
    editions = database.of_edition(None).ask("editions")
    if editions.empty:
        return
    roles.require("officer")
    labels = dict(zip(editions["edition_id"], editions["title"], strict=True))
    chosen = st.selectbox(tr("Udgave"), list(labels), format_func=labels.__getitem__, key="edition_file", width=420)
    row = editions.set_index("edition_id").loc[chosen]
    try:
        content = archive_file(state_folder(), str(row["sha256"])).read_bytes()
    except OSError:
        notes.error(tr("Udgavens fil mangler i mappen med registreringer. Hent den fra sikkerhedskopien (docs/operations.md)."))
        return
    st.download_button(tr("Hent udgavens fil (zip)"), content, f"udgave-{chosen}.zip", "application/zip", on_click="ignore")

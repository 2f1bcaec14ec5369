"""Historik: every release and what it changed, taken along as a file, and undone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from data.releases.commit import Folders, undo
from data.releases.draft import Change
from data.releases.ledger import LedgerError
from pages.parts import database, downloads, formats, release_views, roles, tables
from queries.deadlines import COPENHAGEN

KINDS = {
    "text": "Kildetekst", "recording": "Resultater", "import": "Indlæsning", "journal": "Journal", "undo": "Fortrydelse",
    "edition": "Udgave", "agenda": "Dagsorden",
}  # fmt: skip
TABLES = {
    "activity_result": "resultat", "observation": "indikatortal", "indicator": "indikator", "comment": "kommentar",
    "meeting": "møde", "decision": "beslutning", "milestone": "milepæl", "preparedness_activation": "aktivering af beredskab",
    "edition": "udgave", "agenda_item": "punkt på dagsorden",
}  # fmt: skip
COLUMNS = [
    ("made", "Hvornår", False), ("kind", "Hvad", False), ("origin", "Hvorfra", False), ("role", "Rolle", False),
    ("rows", "Rækker", True), ("state", "I kraft", False), ("note", "Bemærkning", False),
]  # fmt: skip
# What the cells of a row are called; the others only say where it stands.
CELLS = {
    "value": "tal", "status": "status", "numerator": "tæller", "denominator": "grundlag", "note": "bemærkning", "date": "dato",
    "kind": "slags", "done": "udført", "due": "frist", "title": "titel", "text": "tekst", "responsible": "ansvarlig",
    "situation": "situation", "causes": "årsager", "next_steps": "næste skridt", "written_on": "skrevet", "decided_on": "besluttet",
    "level": "niveau",
    "agenda_title": "dagsorden", "headline": "overskrift", "comment": "kommentar", "page": "side", "choices": "valg",
    "opened": "åbnet", "convened": "samlet", "closed": "lukket", "area_id": "område", "body": "forum",
}  # fmt: skip
CHANGE_COLUMNS = [
    ("what", "Hvad", False), ("key", "Nøgle", False), ("action", "Handling", False), ("after", "Nyt", False), ("before", "Stod før", False),
]  # fmt: skip


def history() -> None:
    """The releases, the changes of one of them, the audit trail as files, and undo."""
    internal = database.internal()
    releases = internal.ask("releases")
    made = releases[releases["kind"] != "text"]
    st.write("Alt, hvad der er registreret eller indlæst, bliver stående her, også når det er rettet, trukket tilbage eller fortrudt.")
    if made.empty:
        st.info("Der er ikke registreret noget endnu. Tallene er kildeteksternes alene.", icon=":material/info:")
        return
    tables.show(COLUMNS, [_release(row) for _, row in made.iterrows()], "Registreringer, de nyeste først")
    changes = internal.ask("changes")
    _downloads(releases, changes)
    labels = {str(row["release_id"]): f"{_when(row)} · {row['origin']}" for _, row in made.iterrows()}
    release_id = str(st.selectbox("Se en registrering", list(labels), format_func=labels.__getitem__, key="trace_which", width=520))
    own = changes[changes["release_id"] == release_id]
    tables.show(CHANGE_COLUMNS, [_change(row) for _, row in own.iterrows()], f"Ændringer i {labels[release_id]}")
    _undo(made.set_index("release_id").loc[release_id], release_id)
    release_views.review("undo", _nothing_said)


def _release(row: pd.Series) -> dict[str, str]:
    return {
        "made": _when(row),
        "kind": KINDS[str(row["kind"])],
        "origin": " · ".join(str(part) for part in (row["origin"], row["file_name"]) if pd.notna(part)),
        "role": roles.NAMES.get(str(row["role"]), str(row["role"])),
        "rows": formats.number(row["rows"]),
        "state": "ja" if row["in_force"] else "nej, fortrudt",
        "note": "" if pd.isna(row["note"]) else str(row["note"]),
    }


def _change(row: pd.Series) -> dict[str, str]:
    return {
        "what": TABLES.get(str(row["table_name"]), str(row["table_name"])),
        "key": str(row["row_key"]).replace("|", " · "),
        "action": {"put": "skrevet", "withdraw": "trukket tilbage"}[str(row["action"])],
        "after": _words(release_views.value(row.to_dict(), "after")),
        "before": _words(release_views.value(row.to_dict(), "before")),
    }


def _words(row: str | None) -> str:
    """A row as it was kept, in words: "tal 24, status som trykt"."""
    if row is None:
        return "–"
    cells: Mapping[str, Any] = json.loads(row)
    return ", ".join(f"{CELLS[name]} {_cell(name, cell)}" for name, cell in cells.items() if name in CELLS)


def _cell(name: str, cell: Any) -> str:
    if isinstance(cell, float):
        return formats.number(cell, 0 if cell.is_integer() else 1)
    return formats.status_word(str(cell)) if name == "status" else str(cell)


def _when(row: pd.Series) -> str:
    """The moment of a release in Danish time."""
    return f"{row['loaded_at'].to_pydatetime().replace(tzinfo=UTC).astimezone(COPENHAGEN):%d-%m-%Y kl. %H.%M}"


def _downloads(releases: pd.DataFrame, changes: pd.DataFrame) -> None:
    st.caption("Filerne rummer interne tal. Hver registrering er bundet til den forrige med en kontrolsum (chain).")
    for column, (label, frame, stem) in zip(
        st.columns([1, 1, 3])[:2], (("registreringer", releases, "registreringer"), ("ændringer", changes, "aendringer")), strict=True
    ):
        column.download_button(
            f"Hent {label} (CSV)", partial(downloads.csv, frame), f"{stem}.csv", "text/csv", key=f"trace_{stem}",
            on_click="ignore", width="stretch",
        )  # fmt: skip


def _undo(row: pd.Series, release_id: str) -> None:
    if not row["in_force"]:
        st.caption("Registreringen er allerede fortrudt.")
        return
    with st.expander("Fortryd denne registrering"):
        st.write(
            "Tallene bliver, som om den ikke var lavet. Registreringen selv bliver stående i historikken, og fortrydelsen kan fortrydes."
        )
        note = st.text_input("Hvorfor?", key=f"undo_note_{release_id}")
        if st.button("Gennemse fortrydelsen", key=f"undo_{release_id}"):
            roles.require("officer")
            try:
                draft = undo(release_id, roles.current_role() or "", note.strip() or None, Folders.of_the_settings())
            except KeyError:
                st.error("Registreringen er fortrudt af en anden i mellemtiden. Intet er ændret.", icon=":material/warning:")
            except LedgerError as error:
                st.error(str(error), icon=":material/warning:")
            else:
                release_views.propose("undo", draft)


def _nothing_said(change: Change, _before: Mapping[str, Any] | None) -> tuple[str, str, str]:
    return change.key, "", ""

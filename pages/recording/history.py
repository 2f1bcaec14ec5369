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
from pages.kit import database, downloads, formats, language, notes, release, roles, tables
from pages.kit.language import mark, tr
from pages.kit.plain import escaped
from queries.deadlines import COPENHAGEN

KINDS = {
    "text": mark("Kildetekst"), "recording": mark("Resultater"), "import": mark("Indlæsning"), "journal": mark("Journal"),
    "undo": mark("Fortrydelse"), "edition": mark("Udgave"), "agenda": mark("Dagsorden"),
}  # fmt: skip
TABLES = {
    "activity_result": mark("resultat"), "observation": mark("indikatortal"), "indicator": mark("indikator"),
    "comment": mark("kommentar"), "meeting": mark("møde"), "decision": mark("beslutning"), "milestone": mark("milepæl"),
    "preparedness_activation": mark("aktivering af beredskab"), "edition": mark("udgave"), "agenda_item": mark("punkt på dagsorden"),
    "economy": mark("beløb"), "participant_step": mark("deltagertrin"),
}  # fmt: skip
COLUMNS = [
    ("made", mark("Hvornår"), False), ("kind", mark("Hvad"), False), ("origin", mark("Hvorfra"), False), ("role", mark("Rolle"), False),
    ("rows", mark("Rækker"), True), ("state", mark("I kraft"), False), ("note", mark("Bemærkning"), False),
]  # fmt: skip
# What the cells of a row are called; the others only say where it stands.
CELLS = {
    "value": mark("tal {cell}"), "status": mark("status {cell}"), "numerator": mark("tæller {cell}"),
    "denominator": mark("grundlag {cell}"), "note": mark("bemærkning {cell}"), "date": mark("dato {cell}"),
    "kind": mark("slags {cell}"), "done": mark("udført {cell}"), "due": mark("frist {cell}"), "title": mark("titel {cell}"),
    "text": mark("tekst {cell}"), "responsible": mark("ansvarlig {cell}"), "situation": mark("situation {cell}"),
    "causes": mark("årsager {cell}"), "next_steps": mark("næste skridt {cell}"), "written_on": mark("skrevet {cell}"),
    "decided_on": mark("besluttet {cell}"), "level": mark("niveau {cell}"), "agenda_title": mark("dagsorden {cell}"),
    "headline": mark("overskrift {cell}"), "comment": mark("kommentar {cell}"), "page": mark("side {cell}"),
    "choices": mark("valg {cell}"), "opened": mark("åbnet {cell}"), "convened": mark("samlet {cell}"), "closed": mark("lukket {cell}"),
    "area_id": mark("område {cell}"), "body": mark("forum {cell}"), "amount": mark("beløb {cell}"),
    "decision_id": mark("beslutning {cell}"), "organisation": mark("organisation {cell}"), "financier": mark("betaler {cell}"),
    "purpose": mark("formål {cell}"), "target_id": mark("løfte {cell}"),
}  # fmt: skip
CHANGE_COLUMNS = [
    ("what", mark("Hvad"), False), ("key", mark("Nøgle"), False), ("action", mark("Handling"), False), ("after", mark("Nyt"), False),
    ("before", mark("Stod før"), False),
]  # fmt: skip
ACTIONS = {"put": mark("skrevet"), "withdraw": mark("trukket tilbage")}


def history() -> None:
    """The releases, the changes of one of them, the audit trail as files, and undo."""
    internal = database.internal()
    releases = internal.ask("releases")
    made = releases[releases["kind"] != "text"]
    st.write(tr("Alt, hvad der er registreret eller indlæst, bliver stående her, også når det er rettet, trukket tilbage eller fortrudt."))
    if made.empty:
        notes.info(tr("Der er ikke registreret noget endnu. Tallene er kildeteksternes alene."))
        return
    tables.show(COLUMNS, [_release(row) for _, row in made.iterrows()], tr("Registreringer, de nyeste først"))
    changes = internal.ask("changes")
    _downloads(releases, changes)
    labels = {str(row["release_id"]): f"{_when(row)} · {row['origin']}" for _, row in made.iterrows()}
    release_id = str(st.selectbox(tr("Se en registrering"), list(labels), format_func=labels.__getitem__, key="trace_which", width=520))
    own = changes[changes["release_id"] == release_id]
    caption = tr("Ændringer i {release}", release=labels[release_id])
    tables.show(CHANGE_COLUMNS, [_change(row) for _, row in own.iterrows()], caption)
    _undo(made.set_index("release_id").loc[release_id], release_id)
    release.review("undo", _nothing_said)


def _release(row: pd.Series) -> dict[str, str]:
    return {
        "made": _when(row),
        "kind": tr(KINDS[str(row["kind"])]),
        "origin": " · ".join(str(part) for part in (row["origin"], row["file_name"]) if pd.notna(part)),
        "role": roles.name(str(row["role"])),
        "rows": formats.number(row["rows"]),
        "state": tr("ja") if row["in_force"] else tr("nej, fortrudt"),
        "note": "" if pd.isna(row["note"]) else str(row["note"]),
    }


def _change(row: pd.Series) -> dict[str, str]:
    return {
        "what": tr(TABLES.get(str(row["table_name"]), str(row["table_name"]))),
        "key": str(row["row_key"]).replace("|", " · "),
        "action": tr(ACTIONS[str(row["action"])]),
        "after": _words(release.value(row.to_dict(), "after")),
        "before": _words(release.value(row.to_dict(), "before")),
    }


def _words(row: str | None) -> str:
    """A row as it was kept, in words: "tal 24, status som trykt"."""
    if row is None:
        return "–"
    cells: Mapping[str, Any] = json.loads(row)
    return ", ".join(tr(CELLS[name], cell=_cell(name, cell)) for name, cell in cells.items() if name in CELLS)


def _cell(name: str, cell: Any) -> str:
    if isinstance(cell, float):
        return formats.number(cell, 0 if cell.is_integer() else 1)
    return formats.status_word(str(cell)) if name == "status" else str(cell)


def _when(row: pd.Series) -> str:
    """The moment of a release in Danish time."""
    at = row["loaded_at"].to_pydatetime().replace(tzinfo=UTC).astimezone(COPENHAGEN)
    return tr("{at:%d-%m-%Y} kl. {at:%H.%M}", at=at)


def _downloads(releases: pd.DataFrame, changes: pd.DataFrame) -> None:
    st.caption(tr("Filerne rummer interne tal. Hver registrering er bundet til den forrige med en kontrolsum (chain)."))
    files = ((tr("Hent registreringer (CSV)"), releases, "registreringer"), (tr("Hent ændringer (CSV)"), changes, "aendringer"))
    for column, (label, frame, stem) in zip(st.columns([1, 1, 3])[:2], files, strict=True):
        column.download_button(
            label, language.carried(partial(downloads.csv, frame)), f"{stem}.csv", "text/csv", key=f"trace_{stem}",
            on_click="ignore", width="stretch",
        )  # fmt: skip


def _undo(row: pd.Series, release_id: str) -> None:
    if not row["in_force"]:
        st.caption(tr("Registreringen er allerede fortrudt."))
        return
    with st.expander(tr("Fortryd denne registrering")):
        st.write(
            tr(
                "Tallene bliver, som om den ikke var lavet. Registreringen selv bliver stående i historikken, og fortrydelsen kan "
                "fortrydes."
            )
        )
        note = st.text_input(tr("Hvorfor?"), max_chars=5_000, key=f"undo_note_{release_id}")
        if st.button(tr("Gennemse fortrydelsen"), key=f"undo_{release_id}"):
            roles.require("officer")
            try:
                draft = undo(release_id, roles.current_role() or "", note.strip() or None, Folders.of_the_settings())
            except KeyError:
                notes.error(tr("Registreringen er fortrudt af en anden i mellemtiden. Intet er ændret."))
            except LedgerError as error:
                notes.error(escaped(str(error)))
            else:
                release.propose("undo", draft)


def _nothing_said(change: Change, _before: Mapping[str, Any] | None) -> tuple[str, str, str]:
    return change.key, "", ""

"""The board pack on the screen: what it holds, the button that makes it, the three files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from pages import pack
from pages.kit import choices, clock, database, formats, language, notes, roles, since, theme
from pages.kit.guard import Guest
from pages.kit.language import mark, tr
from pages.kit.meeting import agenda as agendas
from pages.kit.wording import PLAN_2025
from pages.pack.model import MEDIA

LABELS = {
    "pptx": mark("Hent Præsentation (PowerPoint)"), "pdf": mark("Hent Papir (PDF)"), "xlsx": mark("Hent Tal og definitioner (Excel)"),
}  # fmt: skip
NEWEST = mark("De nyeste tal")
NO_AGENDA = "ingen"


def make_and_fetch(guest: Guest) -> None:
    """One button makes the pack of what is shown; three buttons fetch it."""
    edition = _edition(guest)
    _what_it_holds(edition)
    comments = _comments() if roles.allows(guest.role, "board") else ()
    agenda = _agenda(guest)
    if st.button(tr("Lav pakken"), type="primary", key="make_pack"):
        bar = st.progress(0.0, tr("Begynder"))
        made = _made(guest.database.version, edition, agenda, tuple(comments), _decisions(), _progress(bar))
        bar.empty()
        st.session_state["_pack"] = (edition, made, agenda)
    kept = st.session_state.get("_pack")
    if kept is not None and (kept[0], kept[2]) == (edition, agenda):
        notes.success(tr("Pakken er klar."))
        for column, (name, content) in zip(st.columns(len(MEDIA)), kept[1].files().items(), strict=True):
            ending = name.rpartition(".")[2]
            column.download_button(
                tr(LABELS[ending]), content, name, MEDIA[ending], key=f"pack_{ending}", on_click="ignore", width="stretch"
            )


def _what_it_holds(edition: pack.Edition) -> None:
    title = tr(NEWEST) if database.edition() is None else edition.title
    theme.render(
        "kit/lead.html",
        sentence=tr("Papirer til mødet: {edition}", edition=title),
        sub=tr("Tallene er dem fra {day}.", day=formats.day(edition.date)),
    )
    st.write(
        tr(
            "Forside, situationen på én side, hvad der er nyt siden sidst, de fire mål, en side pr. boligområde, statens kriterier, "
            "aktiviteter og målopfyldelse, hvad der mangler, metode og beslutninger. Kun offentliggjorte tal."
        )
    )
    if language.current() != language.DANISH:
        notes.info(tr("Papirerne er på dansk, også når skærmen ikke er."))
    if database.edition() is None:
        notes.info(tr("Til et møde: lav først en udgave på siden Udgaver, åbn den, og lav pakken der. Så kan pakken genskabes."))


def _progress(bar: Any) -> Callable[[float, str], None]:
    """How far the papers are: in Danish also which of them is made, as the makers say it."""
    if language.current() == language.DANISH:
        return bar.progress  # type: ignore[no-any-return]
    making = tr("Laver papirerne")
    return lambda share, _step: bar.progress(share, making)


def _agenda(guest: Guest) -> tuple[pack.AgendaItem, ...]:
    """The items of the agenda chosen for the papers; comments to its items are for board and officers."""
    known = agendas.every()
    if not known:
        return ()
    labels = {NO_AGENDA: tr("Ingen dagsorden")} | {key: one.label for key, one in known.items()}
    chosen = choices.choose(tr("Dagsorden"), labels, "punkter", width=520)
    if chosen == NO_AGENDA:
        return ()
    commented = roles.allows(guest.role, "board")
    with language.using(language.DANISH):
        return tuple(
            pack.AgendaItem(item.headline, item.comment if commented else "", item.title, dict(item.choices))
            for item in known[chosen].items
        )


def _edition(guest: Guest) -> pack.Edition:
    chosen = database.edition()
    if chosen is not None:
        return pack.Edition(chosen.title, chosen.frozen_on, guest.database.version)
    return pack.Edition(NEWEST, clock.today(), guest.database.version, banner="Ikke en udgave: tallene kan ændre sig")


# The same papers for everybody who asks for the same; the progress is only seen by the first.
@st.cache_resource(max_entries=4, show_spinner=False)
def _made(
    version: str,
    edition: pack.Edition,
    agenda: Sequence[pack.AgendaItem],
    comments: Sequence[pack.Comment],
    decisions: Sequence[pack.Decision],
    _progress: object,
) -> pack.Pack:
    del version
    # The board's papers are Danish whatever the screen speaks.
    with language.using(language.DANISH):
        return pack.make(database.current(), edition, agenda, comments, decisions, _progress, since.last())  # type: ignore[arg-type]


def _comments() -> tuple[pack.Comment, ...]:
    rows = database.as_written("comments")
    own = rows[rows["subject_kind"].isin(["indicator", "activity", "area"])]
    return tuple(
        pack.Comment(str(row["subject_kind"]), str(row["subject_id"]), row["written_on"].date(), _text(row)) for _, row in own.iterrows()
    )


def _text(row: pd.Series) -> str:
    return " ".join(str(row[name]) for name in ("situation", "causes", "next_steps") if pd.notna(row[name]))


def _decisions() -> tuple[pack.Decision, ...]:
    rows = database.as_written("decisions", plan_id=PLAN_2025)
    return tuple(
        pack.Decision(row["decided_on"].date(), str(row["title"]), "" if pd.isna(row["text"]) else str(row["text"]))
        for _, row in rows.iterrows()
    )

"""The reports on the screen: what is to be made, the button, the file, and where a person must still write."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from pages.kit import choices, clock, database, formats, language, meeting_names, notes, roles, theme
from pages.kit.comments import PARTS
from pages.kit.guard import Guest
from pages.kit.language import mark, tr, trn
from pages.kit.plain import escaped
from pages.kit.wording import PLAN_2025
from pages.pack.model import Edition
from pages.report.making import make
from pages.report.model import DOCX, Kind, Remark, Report, ReportError, Request
from queries import meetings

_KINDS = {
    Kind.EVALUATION.value: mark("Resultatevaluering"), Kind.YEARLY.value: mark("Årsrapport"),
    Kind.SUMMARY.value: mark("Opsamling til styregruppen"),
}  # fmt: skip
_NEWEST = "De nyeste tal"
_NOT_AN_EDITION = "Ikke en udgave: tallene kan ændre sig"


def make_and_fetch(guest: Guest) -> None:
    """Choose a report, make it with one button, fetch it with another."""
    theme.render("kit/lead.html", sentence=tr("Rapporter til Word, lavet af tallene"), sub=_what_it_holds())
    if language.current() != language.DANISH:
        notes.info(tr("Papirerne er på dansk, også når skærmen ikke er."))
    if database.edition() is None:
        notes.info(tr("Til en endelig rapport: lav først en udgave på siden Udgaver, åbn den, og lav rapporten der. Så kan den genskabes."))
    request = _chosen(guest)
    if request is None:
        return
    if st.button(tr("Lav rapporten"), type="primary", key="make_report"):
        bar = st.progress(0.0, tr("Begynder"))
        try:
            st.session_state["_report"] = (request, _made(database.stamp(), request, _progress(bar)))
        except ReportError as error:
            st.session_state.pop("_report", None)
            notes.error(escaped(str(error)))
        bar.empty()
    kept = st.session_state.get("_report")
    if kept is not None and kept[0] == request:
        _ready(kept[1])


def _what_it_holds() -> str:
    return tr(
        "Overordnede mål, succeskriterier for indsatsområder og aktiviteter, hvad der mangler og hvorfor, metode, kilder og rettelser. Kun "
        "offentliggjorte tal."
    )


def _ready(report: Report) -> None:
    """The file, and how many places a person must still write."""
    count = len(report.to_write)
    said = trn("{number} sted mangler tekst.", "{number} steder mangler tekst.", count, number=formats.number(count))
    notes.success(tr("Rapporten er klar. {places}", places=said))
    st.download_button(tr("Hent rapporten (Word)"), report.content, report.name, DOCX, key="report_file", on_click="ignore")
    with st.expander(tr("Her mangler der tekst")):
        for about in report.to_write:
            st.markdown("- " + escaped(about))
    st.caption(tr("Word spørger, om felterne skal opdateres, når filen åbnes. Svar ja; så kommer sidetallene i indholdsfortegnelsen."))


def _chosen(guest: Guest) -> Request | None:
    """The report asked for by the choices of the page; None while it cannot be made."""
    edition = _edition(guest)
    kind = Kind(choices.choose(tr("Rapport"), {key: tr(name) for key, name in _KINDS.items()}, "rapport", width=420))
    plans = database.as_written("plan_periods").set_index("plan_id")
    names = {str(key): str(name) for key, name in plans["name"].items()}
    plan_id = PLAN_2025 if kind is Kind.SUMMARY else choices.choose(tr("Plan"), names, "plan", default=PLAN_2025, width=420)
    starts, ends = plans.loc[plan_id, "starts"].date(), edition.date
    meeting_id = None
    if kind is Kind.YEARLY:
        starts, ends = _year(plan_id, plans.loc[plan_id], edition.date)
    if kind is Kind.SUMMARY:
        days = meeting_names.dated(plan_id, "steering_group")
        if not days:
            notes.info(tr("Opsamlingen laves til et møde i styregruppen, og intet af dem har en dato endnu."))
            return None
        meeting_id = choices.choose(tr("Møde"), days, "moede", width=420)
    outline = st.checkbox(tr("Med spørgsmål, hvor en medarbejder skal skrive"), key="report_outline")
    template = _template(guest)
    remarks = _remarks(plan_id, meeting_id) if roles.allows(guest.role, "board") else ()
    return Request(kind, plan_id, starts, ends, edition, remarks, outline, template, meeting_id)


def _year(plan_id: str, plan: pd.Series, today: date) -> tuple[date, date]:
    """The calendar or plan year chosen, the newest that has begun first."""
    years: dict[str, tuple[date, date]] = {}
    for year in range(plan["starts"].year, min(plan["ends"].year, today.year) + 1):
        years[f"{year}"] = date(year, 1, 1), date(year, 12, 31)
    begins = plan["starts"]
    for number in range(1, 11):
        first = (begins + pd.DateOffset(years=number - 1)).date()
        last = (begins + pd.DateOffset(years=number) - pd.Timedelta(days=1)).date()
        if first > min(plan["ends"].date(), today):
            break
        years[f"plan{number}"] = first, min(last, plan["ends"].date())
    labels = {
        key: tr("Planens år {number}: {starts} til {ends}", number=key[4:], starts=formats.day(first), ends=formats.day(last))
        if key.startswith("plan")
        else tr("Kalenderåret {year}", year=key)
        for key, (first, last) in reversed(years.items())
    }
    first, last = years[choices.choose(tr("År"), labels, "aar", width=420)]
    return first, min(last, today)


def _template(guest: Guest) -> bytes | None:
    """An officer can bring the municipality's template; its styles and cover are used."""
    if not roles.allows(guest.role, "officer"):
        return None
    uploaded = st.file_uploader(tr("Kommunens skabelon (Word), hvis den skal bruges"), type=["docx", "dotx"], key="report_template")
    return None if uploaded is None else bytes(uploaded.getvalue())


def _edition(guest: Guest) -> Edition:
    chosen = database.edition()
    if chosen is not None:
        return Edition(chosen.title, chosen.frozen_on, guest.database.version)
    return Edition(_NEWEST, clock.today(), guest.database.version, banner=_NOT_AN_EDITION)


def _remarks(plan_id: str, meeting_id: str | None) -> tuple[Remark, ...]:
    """The officer's comments, for those who may see them; those about another plan find no place in the report.

    A summary has those of its meeting, as the progress report has.
    """
    rows = database.as_written("comments")
    if meeting_id is not None:
        rows = meetings.comments_for(rows, database.as_written("plan_meetings", plan_id=plan_id), meeting_id)
    return tuple(_remark(row) for row in rows.to_dict("records") if row["subject_kind"] != "plan" or row["subject_id"] == plan_id)


def _remark(row: Mapping[Any, Any]) -> Remark:
    with language.using(language.DANISH):
        parts = tuple((tr(heading), str(row[part])) for part, heading in PARTS.items() if pd.notna(row[part]))
    return Remark(str(row["subject_kind"]), str(row["subject_id"]), str(row["subject_name"]), row["written_on"].date(), parts)


def _progress(bar: Any) -> Callable[[float, str], None]:
    """How far the report is: in Danish also what is being done."""
    if language.current() == language.DANISH:
        return bar.progress  # type: ignore[no-any-return]
    making = tr("Laver rapporten")
    return lambda share, _step: bar.progress(share, making)


# The same file for everybody who asks for the same; the progress is only seen by the first.
@st.cache_resource(max_entries=4, show_spinner=False)
def _made(stamp: str, request: Request, _told: object) -> Report:
    del stamp
    return make(database.current(), request, _told)  # type: ignore[arg-type]

"""Registrering of results: the form, and the file with its template."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from data.releases.draft import Change, Draft
from data.releases.results_file import COLUMNS, read, template_rows
from pages.kit import choices, clock, database, downloads, formats, language, notes, release, roles
from pages.kit.language import mark, tr
from pages.kit.plain import escaped
from pages.kit.wording import PLAN_2025, RECORDED_PLACE
from pages.recording import results
from pages.recording.results import Entered, Period

HELP = mark("Skriv optalte tal: 24, 1.270 eller 40,6. Lad feltet stå tomt, hvis der intet nyt er.")


def _plan() -> tuple[pd.DataFrame, dict[str, Period], Period]:
    plan = database.ask("plan_periods").set_index("plan_id").loc[PLAN_2025]
    found = results.periods(plan)
    labels = {key: period.label for key, period in found.items()}
    key = choices.choose(tr("Periode"), labels, "periode", default=results.period_of(found, clock.today()), width=420)
    return results.promises(PLAN_2025), found, found[key]


def form() -> None:
    """One activity and one year: a field for each promise, filled with what is recorded."""
    targets, _, period = _plan()
    if targets.empty:
        notes.info(tr("Planen har ingen løfter med tal at registrere resultater for."))
        return
    names = dict(zip(targets["activity_id"], targets["activity"], strict=True))
    activity_id = choices.choose(tr("Aktivitet"), names, "aktivitet", width=420)
    own = targets[targets["activity_id"] == activity_id]
    known = results.recorded(PLAN_2025, period)
    st.caption(tr(HELP))
    with st.form(f"results_{activity_id}_{period.key}", border=True):
        entered = [_fields(row, known.get(str(row["target_id"])), period) for _, row in own.iterrows()]
        note = st.text_input(
            tr("Bemærkning til hele registreringen (frivillig)"), max_chars=5_000, key=f"release_note_{activity_id}_{period.key}"
        )
        sent = st.form_submit_button(tr("Gennemse"), type="primary")
    if sent:
        _propose(entered, own, period, note.strip() or None)
    _withdraw(own, known)
    release.review("results", results.describe(targets))


def _fields(promise: pd.Series, known: pd.Series | None, period: Period) -> Entered:
    target_id = str(promise["target_id"])
    key = f"{target_id}_{period.key}"
    st.markdown(tr("**{measure}** · lovet {promise}", measure=escaped(promise["measure"]), promise=escaped(promise["promise"])))
    figure, status, note = st.columns([1, 1, 3])
    statuses, stood = results.statuses(), release.value(known, "status")
    return Entered(
        target_id,
        figure.text_input(tr("Resultat"), results.field_of(release.value(known, "value")), max_chars=30, key=f"figure_{key}"),
        str(
            status.selectbox(
                tr("Hvis intet tal"),
                list(statuses),
                index=list(statuses).index(stood) if stood in statuses else 0,
                format_func=statuses.__getitem__,
                key=f"status_{key}",
            )
        ),
        note.text_input(tr("Bemærkning"), release.value(known, "note") or "", max_chars=5_000, key=f"note_{key}"),
    )


def _propose(entered: list[Entered], own: pd.DataFrame, period: Period, note: str | None) -> None:
    changes, wrong = results.meant(entered, own, period)
    for sentence in wrong:
        notes.error(escaped(sentence))
    if wrong:
        return
    if not changes:
        notes.info(tr("Ingen felter er udfyldt, så der er intet at gemme."))
        return
    release.propose("results", Draft("recording", roles.current_role() or "", "Registrering af resultater", tuple(changes), note))


def _withdraw(own: pd.DataFrame, known: dict[str, pd.Series]) -> None:
    """Take back a recorded result; what a document prints is corrected in its text, not here."""
    mine = {key: row for key, row in known.items() if key in set(own["target_id"]) and row["source_place"] == RECORDED_PLACE}
    if not mine:
        return
    measures = own.set_index("target_id")["measure"]
    with st.expander(tr("Træk et resultat tilbage")):
        st.write(tr("Resultatet tages ud af tallene. Hvad der stod, bliver i historikken."))
        target_id = st.selectbox(tr("Resultat"), list(mine), format_func=lambda key: str(measures[key]), key="withdraw_which")
        if st.button(tr("Gennemse tilbagetrækningen"), key="withdraw"):
            row = mine[str(target_id)]
            dates = {name: row[name].date().isoformat() for name in ("period_start", "period_end")}
            change = Change("activity_result", "withdraw", {"target_id": str(target_id), **dates})
            release.propose("results", Draft("recording", roles.current_role() or "", "Tilbagetrækning af et resultat", (change,)))


def file() -> None:
    """The template of a year with the right measures, and reading it back."""
    targets, _, period = _plan()
    st.write(tr("**1. Hent skabelonen.** Den har en række for hvert løfte med tal og det, der allerede er registreret for perioden."))
    # Its columns are read back by their Danish headings, and figures as Danes write them.
    with language.using(language.DANISH):
        rows, about = _template(results.promises(PLAN_2025), period), _about(period)
    csv, excel, _ = st.columns([1, 1, 3])
    csv.download_button(
        tr("Skabelon (CSV)"), lambda: downloads.csv(rows), f"resultater-{period.key}.csv", "text/csv", on_click="ignore", width="stretch"
    )
    excel.download_button(
        tr("Skabelon (Excel)"), lambda: downloads.sheet(rows, "Resultater", about), f"resultater-{period.key}.xlsx", downloads.EXCEL,
        on_click="ignore", width="stretch",
    )  # fmt: skip
    if language.current() != language.DANISH:
        st.caption(tr("Skabelonen er på dansk, og tal i den læses som danske: 1.270 og 40,6."))
    st.write(tr("**2. Udfyld kolonnerne resultat, hvis intet tal og bemærkning,** og læg filen ind igen."))
    uploaded = st.file_uploader(tr("Udfyldt skabelon (CSV eller Excel)"), type=["csv", "xlsx"], key="results_file")
    if uploaded is not None and st.button(tr("Gennemse filen"), type="primary", key="read_file"):
        _read(uploaded.name, uploaded.getvalue(), targets)
    release.review("file", results.describe(targets))


def _template(targets: pd.DataFrame, period: Period) -> pd.DataFrame:
    known: dict[str, Any] = {key: row.to_dict() for key, row in results.recorded(PLAN_2025, period).items()}
    offered = [
        {
            "activity": row["activity"], "measure": row["measure"], "promised": row["promise"],
            "unit": formats.unit_name(str(row["unit"])), "target_id": row["target_id"],
            "starts": row["starts"].date(), "ends": row["ends"].date(),
        }
        for _, row in targets.iterrows()
        if row["starts"].date() <= period.ends and row["ends"].date() >= period.starts
    ]  # fmt: skip
    frame = pd.DataFrame(template_rows(offered, period.starts, period.ends, known), columns=list(COLUMNS))
    return frame.assign(fra=pd.to_datetime(frame["fra"]), til=pd.to_datetime(frame["til"]))


def _about(period: Period) -> list[str]:
    return [
        f"Skabelon til resultater, {period.label}.",
        "Skriv i kolonnerne resultat, hvis intet tal og bemærkning. De andre kolonner siger, hvad rækken handler om.",
        "Hvis der intet tal er: skriv ikke opgjort eller ikke offentliggjort.",
        "Kun optalte tal. Skriv aldrig om enkeltpersoner.",
        f"Hentet {formats.day(pd.Timestamp(_today()))} fra version {database.current().version}.",
    ]


def _today() -> date:
    return clock.today()


def _read(name: str, content: bytes, targets: pd.DataFrame) -> None:
    roles.require("officer")
    with st.spinner(tr("Læser filen …")):
        found = read(name, content, dict(zip(targets["target_id"], targets["measure"], strict=True)))
    if release.refuses_file(found.findings):
        return
    if not found.changes:
        notes.info(tr("Ingen rækker i filen har et resultat, så der er intet at gemme."))
        return
    st.caption(tr("{filled} udfyldte rækker, {blank} tomme.", filled=formats.number(len(found.changes)), blank=formats.number(found.blank)))
    digest = hashlib.sha256(content).hexdigest()
    release.propose(
        "file",
        Draft("recording", roles.current_role() or "", "Resultater fra fil", found.changes, file_name=name, file_sha256=digest),
    )

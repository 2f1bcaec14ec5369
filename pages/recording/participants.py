"""Registrering of participants: the counted steps of an activity, place by place, in a form or from a file. Never a person."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from data.releases import steps_file
from data.releases.draft import Change, Draft
from data.releases.steps_file import COLUMNS, step
from pages.kit import choices, clock, database, downloads, formats, language, notes, release, roles
from pages.kit.language import mark, tr
from pages.kit.plain import escaped
from pages.kit.release import value
from pages.kit.wording import PLAN_2025, RECORDED_PLACE
from pages.recording import results
from pages.recording.results import Period

STEPS = {
    "reached": mark("Nået"), "started": mark("Startet"), "completed": mark("Gennemført"), "result": mark("Med resultat"),
    "asked_6": mark("Spurgt efter 6 måneder"), "kept_6": mark("Fortsat efter 6 måneder"), "asked_12": mark("Spurgt efter 12 måneder"),
    "kept_12": mark("Fortsat efter 12 måneder"), "measured": mark("Målt to gange"), "before": mark("Opfyldte målet før"),
    "after": mark("Opfyldte målet efter"),
}  # fmt: skip
_KEY = ("activity_id", "step", "area_id", "period_start", "period_end")


def record() -> None:
    """The ways the steps come in: the form, or a file."""
    st.write(tr("Kun optalte tal: hvor mange, aldrig hvem. Tal om få personer gemmes, men vises ikke."))
    way = choices.choose(tr("Sådan"), {"form": tr("En aktivitet"), "fil": tr("Fil")}, "maade", widget=st.radio, horizontal=True)
    period = _period()
    if way == "form":
        form(period)
    else:
        file(period)


def _period() -> Period:
    plan = database.ask("plan_periods").set_index("plan_id").loc[PLAN_2025]
    found = results.periods(plan)
    labels = {key: period.label for key, period in found.items()}
    return found[choices.choose(tr("Periode"), labels, "periode", default=results.period_of(found, clock.today()), width=420)]


def _activities() -> dict[str, str]:
    rows = database.as_written("plan_activities", plan_id=PLAN_2025)
    return {str(key): str(name) for key, name in zip(rows["activity_id"], rows["name"], strict=True)}


def _areas() -> dict[str, str]:
    rows = database.as_written("areas")
    own = rows[rows["kind"] == "housing_area"]
    return {str(key): str(name) for key, name in zip(own["area_id"], own["name"], strict=True)}


def _known(period: Period) -> pd.DataFrame:
    """What is recorded for a period, small numbers included: for the officer who recorded them."""
    rows = database.internal().ask("participant_steps", plan_id=PLAN_2025)
    return rows[(rows["period_start"] >= pd.Timestamp(period.starts)) & (rows["period_end"] <= pd.Timestamp(period.ends))]


def form(period: Period) -> None:
    """A field for each step of one activity and one place, filled with what is recorded; an emptied field withdraws it."""
    activities, areas = _activities(), _areas()
    activity_id = choices.choose(tr("Aktivitet"), activities, "aktivitet", width=420)
    places = {key: tr(name) for key, name in ((*steps_file.TOTALS.items(),))} | areas
    area_id = choices.choose(tr("Bopæl"), places, "bopael", width=420)
    targets = database.ask("plan_targets", plan_id=PLAN_2025)
    own = targets[targets["activity_id"] == activity_id]
    promises = {"": tr("Intet bestemt løfte"), **dict(zip(own["target_id"].astype(str), own["measure"].astype(str), strict=True))}
    known = _known(period)
    mine = known[(known["activity_id"] == activity_id) & (known["area_id"] == area_id)]
    stood = {str(row["step"]): row for row in mine.to_dict("records")}
    key = f"{activity_id}_{area_id}_{period.key}"
    with st.form(f"steps_{key}"):
        columns = st.columns(4)
        written = {
            name: columns[number % 4].text_input(
                tr(label), results.field_of(value(stood.get(name), "value")), max_chars=12, key=f"step_{name}_{key}"
            )
            for number, (name, label) in enumerate(STEPS.items())
        }
        target_id = st.selectbox(
            tr("Resultatet tælles som løftet"), list(promises), format_func=promises.__getitem__, key=f"step_target_{key}"
        )
        sent = st.form_submit_button(tr("Gennemse"), type="primary", key=f"step_send_{key}")
    if sent:
        _propose(written, stood, activity_id, area_id, period, target_id or None)
    release.review("steps", _describe)


def _propose(
    written: Mapping[str, str],
    stood: Mapping[str, Mapping[Any, Any]],
    activity_id: str,
    area_id: str,
    period: Period,
    target_id: str | None,
) -> None:
    changes, wrong = [], []
    for name, text in written.items():
        if not text.strip():
            if name in stood and stood[name]["source_place"] == RECORDED_PLACE:
                changes.append(_withdrawn(stood[name]))
            continue
        try:
            count = results.read_number(text.strip())
        except ValueError as error:
            wrong.append(f"{tr(STEPS[name])}: {error}")
            continue
        linked = target_id if name == "result" else None
        changes.append(step(activity_id, name, area_id, period.starts, period.ends, count, target_id=linked))
    for sentence in wrong:
        notes.error(escaped(sentence))
    if not wrong and not changes:
        notes.info(tr("Ingen felter er udfyldt, så der er intet at gemme."))
    elif not wrong:
        release.propose("steps", Draft("recording", roles.current_role() or "", "Registrering af deltagere", tuple(changes)))


def _withdrawn(row: Mapping[Any, Any]) -> Change:
    days = {name: pd.Timestamp(row[name]).date().isoformat() for name in ("period_start", "period_end")}
    return Change("participant_step", "withdraw", {name: str(row[name]) for name in _KEY} | days)


def _describe(change: Change, before: Mapping[str, Any] | None) -> tuple[str, str, str]:
    row = change.row
    names = {**{key: tr(name) for key, name in steps_file.TOTALS.items()}, **_areas()}
    first, last = (formats.day(pd.Timestamp(row[name])) for name in ("period_start", "period_end"))
    activity = _activities().get(str(row["activity_id"]), str(row["activity_id"]))
    what = f"{activity}: {tr(STEPS[str(row['step'])])}, {names.get(str(row['area_id']), row['area_id'])} ({first} – {last})"
    after = tr("trækkes tilbage") if change.action == "withdraw" else _count(row)
    return what, after, "–" if before is None else _count(before)


def _count(row: Mapping[str, Any]) -> str:
    count = value(row, "value")
    return formats.number(count) if count is not None else formats.status_word(str(row["status"]))


def file(period: Period) -> None:
    """The template of a period, filled with what is recorded, and reading it back."""
    activities, areas = _activities(), _areas()
    st.write(tr("**1. Hent skabelonen.** Den har en række for hver aktivitet og bopæl: alle deltagere, de syv områder og hvert område."))
    known: list[dict[str, Any]] = [{str(name): cell for name, cell in row.items()} for row in _known(period).to_dict("records")]
    made = steps_file.template_rows(activities, areas, period.starts, period.ends, known)
    rows = pd.DataFrame(made, columns=list(COLUMNS))
    rows = rows.assign(fra=pd.to_datetime(rows["fra"]), til=pd.to_datetime(rows["til"]))
    about = [
        f"Skabelon til deltagere, {period.label}.", "Skriv antal personer (eller familier, som aktiviteten tæller) i hvert trin.",
        "Kun optalte tal. Skriv aldrig en række pr. person.", "Hvis der intet tal er: skriv ikke opgjort eller ikke offentliggjort.",
    ]  # fmt: skip
    csv, excel, _ = st.columns([1, 1, 3])
    csv.download_button(
        tr("Skabelon (CSV)"), lambda: downloads.csv(rows), f"deltagere-{period.key}.csv", "text/csv", on_click="ignore", width="stretch",
        key="steps_csv",
    )  # fmt: skip
    excel.download_button(
        tr("Skabelon (Excel)"), lambda: downloads.sheet(rows, "Deltagere", about), f"deltagere-{period.key}.xlsx", downloads.EXCEL,
        on_click="ignore", width="stretch", key="steps_excel",
    )  # fmt: skip
    if language.current() != language.DANISH:
        st.caption(tr("Skabelonen er på dansk, og tal i den læses som danske: 1.270 og 40,6."))
    st.write(tr("**2. Udfyld trinene,** og læg filen ind igen."))
    uploaded = st.file_uploader(tr("Udfyldt skabelon (CSV eller Excel)"), type=["csv", "xlsx"], key="steps_file")
    if uploaded is not None and st.button(tr("Gennemse filen"), type="primary", key="read_steps"):
        _read(uploaded.name, uploaded.getvalue(), activities, areas)
    release.review("steps_file", _describe)


def _read(name: str, content: bytes, activities: dict[str, str], areas: dict[str, str]) -> None:
    roles.require("officer")
    targets = database.ask("plan_targets", plan_id=PLAN_2025)
    promises = dict(zip(targets["target_id"].astype(str), targets["activity_id"].astype(str), strict=True))
    with st.spinner(tr("Læser filen …")):
        found = steps_file.read(name, content, activities, areas, promises)
    if release.refuses_file(found.findings):
        return
    if not found.changes:
        notes.info(tr("Ingen rækker i filen har et antal, så der er intet at gemme."))
        return
    digest = hashlib.sha256(content).hexdigest()
    draft = Draft("recording", roles.current_role() or "", "Deltagere fra fil", found.changes, file_name=name, file_sha256=digest)
    release.propose("steps_file", draft)

"""Registrering of the economy: a form and a list, the template, and extracts of a finance system by a mapping."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from data.releases import economy_extract, economy_file
from data.releases.draft import Change, Draft
from data.releases.economy_file import COLUMNS, Subjects, entry
from pages.kit import choices, clock, database, downloads, formats, journal, language, notes, release, roles
from pages.kit.journal import Entry, Row, Sort
from pages.kit.language import mark, tr
from pages.kit.plain import escaped
from pages.kit.release import value
from pages.kit.wording import PLAN_2025
from pages.recording import results

KINDS = {
    "commitment": mark("Tilsagn"), "budget": mark("Budget"), "spent": mark("Forbrug"), "bound": mark("Bundne midler"),
    "raised": mark("Rejste midler"), "hours": mark("Leverede timer"),
}  # fmt: skip
TEMPLATE = "skabelon"


def record() -> None:
    """The ways an amount comes in: the form, a file, or money moved between budgets."""
    ways = {"form": tr("Et beløb"), "fil": tr("Fil"), "omfordel": tr("Omfordel mellem budgetter")}
    way = choices.choose(tr("Sådan"), ways, "maade", widget=st.radio, horizontal=True)
    {"form": form, "fil": file, "omfordel": move}[way]()


def form() -> None:
    """One amount at a time, and the list of those there are, the newest period first."""
    subjects = _subjects()
    rows = database.as_written("economy", plan_id=PLAN_2025).sort_values("period_end", ascending=False)
    entries = [Entry(row) for row in rows.to_dict("records")]
    sort = Sort("economy", "economy_id", mark("beløb"), mark("beløbet"), partial(say, subjects))
    journal.show(sort, partial(_form, subjects), entries, tr("Der er ikke registreret nogen beløb endnu."))


def _subjects() -> Subjects:
    """What an amount can be about, in the words of the documents: names are read back from files."""
    activities = database.as_written("plan_activities", plan_id=PLAN_2025)
    themes = activities.dropna(subset=["focus_area_id"]).drop_duplicates("focus_area_id")
    areas = database.as_written("areas")
    decisions = database.as_written("decisions", plan_id=PLAN_2025)
    return Subjects(
        PLAN_2025,
        _named(activities, "activity_id", "name"),
        _named(themes, "focus_area_id", "focus_area_name"),
        _named(areas[areas["kind"] == "housing_area"], "area_id", "name"),
        _named(decisions, "decision_id", "title"),
    )


def _named(rows: pd.DataFrame, key: str, name: str) -> dict[str, str]:
    return {str(one): str(text) for one, text in zip(rows[key], rows[name], strict=True)}


def say(subjects: Subjects, row: Row) -> tuple[str, str]:
    """An amount in words: what it is and about what; amount, who, period, decision."""
    about = subjects.activities.get(str(value(row, "activity_id"))) or subjects.themes.get(str(value(row, "focus_area_id")))
    unit = "hours" if row["kind"] == "hours" else "dkk"
    decided = subjects.decisions.get(str(value(row, "decision_id")))
    parts = [
        formats.figure(float(row["amount"]), unit, 0 if float(row["amount"]).is_integer() else 2),
        value(row, "organisation"), value(row, "financier"), value(row, "purpose"),
        f"{formats.day(pd.Timestamp(row['period_start']))} – {formats.day(pd.Timestamp(row['period_end']))}",
        tr("Beslutning: {title}", title=decided) if decided else None,
        value(row, "note"),
    ]  # fmt: skip
    kind, whole = tr(KINDS[str(row["kind"])]), tr("Hele planen")
    return f"{kind}: {about or whole}", " · ".join(str(part) for part in parts if part)


def _form(subjects: Subjects, known: Row | None, key: str) -> dict[str, Any] | None:
    plan = database.ask("plan_periods").set_index("plan_id").loc[PLAN_2025]
    periods = results.periods(plan)
    year = periods[results.period_of(periods, clock.today())]
    places = {"": tr("Hele planen"), **{f"t:{key}": name for key, name in subjects.themes.items()}}
    places |= {f"a:{key}": name for key, name in subjects.activities.items()}
    stood = f"a:{value(known, 'activity_id')}" if value(known, "activity_id") else f"t:{value(known, 'focus_area_id')}"
    organisations = list(dict.fromkeys(database.as_written("plan_staff_hours", plan_id=PLAN_2025)["organisation"]))
    with st.form(key):
        left, right = st.columns(2)
        kind = left.selectbox(
            tr("Slags"), list(KINDS), index=list(KINDS).index(str(value(known, "kind") or "budget")),
            format_func=lambda one: tr(KINDS[one]), key=f"{key}_kind",
        )  # fmt: skip
        place = right.selectbox(
            tr("Aktivitet eller indsatsområde"), list(places), index=list(places).index(stood) if stood in places else 0,
            format_func=places.__getitem__, key=f"{key}_place",
        )  # fmt: skip
        organisation = _open(
            left, tr("Organisation (budget, forbrug, bundet, timer)"), organisations, value(known, "organisation"), f"{key}_body"
        )
        financier = _open(
            right, tr("Finansieringskilde (tilsagn, rejste midler)"),
            ["Landsbyggefonden", "Randers Kommune", "RandersBolig", "Lejerbo"], value(known, "financier"), f"{key}_pays",
        )  # fmt: skip
        purpose = left.text_input(tr("Formål (rejste midler)"), value(known, "purpose") or "", max_chars=5_000, key=f"{key}_purpose")
        areas = {"": tr("Intet bestemt område"), **subjects.areas}
        area = right.selectbox(
            tr("Boligområde (rejste midler)"), list(areas), index=list(areas).index(str(value(known, "area_id") or "")),
            format_func=areas.__getitem__, key=f"{key}_area",
        )  # fmt: skip
        with left:
            starts = journal.day_field(tr("Fra"), value(known, "period_start") or year.starts, f"{key}_from")
        with right:
            ends = journal.day_field(tr("Til"), value(known, "period_end") or year.ends, f"{key}_to")
        written = left.text_input(
            tr("Beløb i kroner, eller timer"),
            "" if known is None else economy_file.written(float(known["amount"])),
            max_chars=30,
            key=f"{key}_amount",
        )
        decisions = {"": tr("Ingen"), **subjects.decisions}
        stood_decision = str(value(known, "decision_id") or "")
        decision = right.selectbox(
            tr("Beslutning (når et budget ændres)"), list(decisions),
            index=list(decisions).index(stood_decision) if stood_decision in decisions else 0, format_func=decisions.__getitem__,
            key=f"{key}_decision",
        )  # fmt: skip
        note = st.text_input(tr("Bemærkning"), value(known, "note") or "", max_chars=5_000, key=f"{key}_note")
        sent = st.form_submit_button(tr("Gennemse"), type="primary", key=f"{key}_send")
    if not sent:
        return None
    amount, wrong = _amount(written)
    problems = [wrong, "" if starts and ends else tr("Perioden mangler. Vælg både første og sidste dag.")]
    if journal.refused(problems) or starts is None or ends is None or amount is None:
        return None
    more: dict[str, Any] = {
        "economy_id": value(known, "economy_id"), "activity_id": place[2:] if place.startswith("a:") else None,
        "focus_area_id": place[2:] if place.startswith("t:") else None, "organisation": organisation, "financier": financier,
        "purpose": purpose, "area_id": area, "decision_id": decision, "note": note,
    }  # fmt: skip
    return dict(entry(PLAN_2025, str(kind), starts, ends, amount, **more).row)


def _open(place: Any, label: str, offered: list[str], stood: Any, key: str) -> str | None:
    """A choice that may also be written."""
    listed = [*([stood] if stood and stood not in offered else []), *offered]
    chosen: str | None = place.selectbox(
        label, listed, index=listed.index(stood) if stood else None, accept_new_options=True, key=key,
        placeholder=tr("Vælg, eller skriv"),
    )  # fmt: skip
    return chosen


def _amount(written: str) -> tuple[float | None, str]:
    try:
        amount = results.read_number(written.strip()) if written.strip() else None
    except ValueError as error:
        return None, str(error)
    return amount, "" if amount is not None else tr("Beløbet mangler. Skriv det.")


def move() -> None:
    """Money from one budget to another of the same period, by a decision of the log: two changes of one recording."""
    subjects = _subjects()
    rows = database.as_written("economy", plan_id=PLAN_2025)
    budgets = {str(row["economy_id"]): row for row in rows[rows["kind"] == "budget"].to_dict("records")}
    if len(budgets) < 2 or not subjects.decisions:
        notes.info(tr("For at flytte penge skal der være mindst to budgetter, og beslutningen skal stå i beslutningsloggen."))
        return
    names = {key: " · ".join(say(subjects, row)) for key, row in budgets.items()}
    with st.form("economy_move"):
        source = st.selectbox(tr("Fra budget"), list(names), format_func=names.__getitem__, key="move_from")
        target = st.selectbox(tr("Til budget"), list(names), index=1, format_func=names.__getitem__, key="move_to")
        written = st.text_input(tr("Beløb i kroner"), max_chars=30, key="move_amount")
        decision = st.selectbox(
            tr("Beslutning"), list(subjects.decisions), index=None, format_func=subjects.decisions.__getitem__, key="move_decision",
            placeholder=tr("Vælg beslutningen"),
        )  # fmt: skip
        sent = st.form_submit_button(tr("Gennemse"), type="primary", key="move_send")
    if sent:
        amount, wrong = _amount(written)
        problems = [
            wrong,
            "" if source != target else tr("Vælg to forskellige budgetter."),
            "" if decision else tr("Beslutningen mangler. At flytte penge kræver en beslutning i loggen."),
            "" if amount is None or amount < float(budgets[str(source)]["amount"]) else tr("Der er ikke så mange penge i det budget."),
        ]
        if not journal.refused(problems) and amount is not None:
            moved = tuple(
                Change(
                    "economy",
                    "put",
                    {**_stored(budgets[key]), "amount": float(budgets[key]["amount"]) + sign * amount, "decision_id": decision},
                )
                for key, sign in ((str(source), -1), (str(target), 1))
            )
            release.propose("move", Draft("recording", roles.current_role() or "", "Omfordeling mellem budgetter", moved))
    release.review("move", partial(_describe, subjects))


def _stored(row: Mapping[Any, Any]) -> dict[str, Any]:
    """A row of the question as the table has it."""
    more: dict[str, Any] = {
        name: value(row, name)
        for name in ("economy_id", "activity_id", "focus_area_id", "organisation", "financier", "area_id", "purpose", "note")
    }
    starts, ends = (pd.Timestamp(row[name]).date() for name in ("period_start", "period_end"))
    return dict(entry(PLAN_2025, str(row["kind"]), starts, ends, float(row["amount"]), **more).row)


def _describe(subjects: Subjects, change: Change, before: Mapping[str, Any] | None) -> tuple[str, str, str]:
    title, text = say(subjects, change.row)
    return title, text, say(subjects, before)[1] if before else "–"


def file() -> None:
    """The template with what is recorded, and reading it or an extract back."""
    st.write(tr("**1. Hent skabelonen,** eller læg et udtræk fra økonomisystemet ind. Skabelonen har det, der allerede er registreret."))
    with language.using(language.DANISH):
        rows = pd.DataFrame(
            economy_file.template_rows(database.ask("economy", plan_id=PLAN_2025).to_dict("records")), columns=list(COLUMNS)
        )
    about = [
        "Skabelon til økonomi.", f"Slags: {', '.join(economy_file.KINDS)}.",
        "En række „i alt“ (eller „i alt forbrug“) siger summen, og den skal passe.",
        "Kroner med dansk komma: 1.234,50. Timer i samme kolonne, når slags er timer.",
    ]  # fmt: skip
    csv, excel, _ = st.columns([1, 1, 3])
    csv.download_button(
        tr("Skabelon (CSV)"), lambda: downloads.csv(rows), "oekonomi.csv", "text/csv", on_click="ignore", width="stretch", key="economy_csv"
    )
    excel.download_button(
        tr("Skabelon (Excel)"), lambda: downloads.sheet(rows, "Økonomi", about), "oekonomi.xlsx", downloads.EXCEL, on_click="ignore",
        width="stretch", key="economy_excel",
    )  # fmt: skip
    extracts = {name: economy_extract.load(name) for name in economy_extract.names()}
    offered = {TEMPLATE: tr("Skabelonen"), **{name: one.title for name, one in extracts.items()}}
    form_of = choices.choose(tr("Filen er"), offered, "filtype", width=520)
    if form_of != TEMPLATE and not extracts[form_of].layout_known:
        st.caption(
            tr("Kolonnerne er et eksempel, til det første udtræk er set: {columns}.", columns=escaped(", ".join(extracts[form_of].columns)))
        )
    st.write(tr("**2. Læg filen ind.** Summer i filen skal passe, ellers gemmes intet."))
    uploaded = st.file_uploader(tr("Fil (CSV eller Excel)"), type=["csv", "xlsx"], key="economy_file")
    if uploaded is not None and st.button(tr("Gennemse filen"), type="primary", key="read_economy"):
        roles.require("officer")
        content = uploaded.getvalue()
        with st.spinner(tr("Læser filen …")):
            if form_of == TEMPLATE:
                found = economy_file.read(uploaded.name, content, _subjects())
            else:
                found = economy_extract.read(uploaded.name, content, extracts[form_of])
        _proposed(uploaded.name, content, found, offered[form_of], form_of == TEMPLATE)
    release.review("economy_file", partial(_describe, _subjects()))


def _proposed(name: str, content: bytes, found: economy_file.Read, origin: str, template: bool) -> None:
    if release.refuses_file(found.findings):
        return
    if not found.changes:
        notes.info(tr("Ingen rækker i filen har et beløb, så der er intet at gemme."))
        return
    sums = "; ".join(f"{tr(KINDS[kind])}: {formats.number(amount, 2)}" for kind, amount in found.sums.items())
    st.caption(tr("{filled} rækker. Summer: {sums}", filled=formats.number(len(found.changes)), sums=escaped(sums)))
    digest, title = hashlib.sha256(content).hexdigest(), "Økonomi fra fil" if template else f"Indlæsning: {origin}"
    draft = Draft(
        "recording" if template else "import", roles.current_role() or "", title, found.changes, file_name=name, file_sha256=digest
    )
    release.propose("economy_file", draft)

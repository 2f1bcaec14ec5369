"""Registrering: the times the preparedness plan was put in force; an open one is completed later by correcting it."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from pages.kit import activations, clock, database, journal, notes
from pages.kit.journal import Entry, Row, Sort
from pages.kit.language import mark, tr
from pages.kit.release import value

_MOMENTS = {"opened": mark("Åbnet"), "convened": mark("Gruppen samlet"), "closed": mark("Lukket")}
_SAID = {"opened": mark("åbnet {moment}"), "convened": mark("gruppen samlet {moment}"), "closed": mark("lukket {moment}")}


def show() -> None:
    """The log of activations and the form for another."""
    st.write(
        tr(
            "Skriv hvad der skete og hvad der blev aftalt, med roller. Skriv aldrig noget, der kan føre til en person: ikke adresse, "
            "alder eller andet, der peger på nogen. Tider er danske."
        )
    )
    levels, areas = database.ask("preparedness_levels"), database.ask("areas")
    titles = dict(zip(levels["level"], levels["title"], strict=True))
    offered = {level: titles[level] for level in ("yellow", "red") if level in titles}
    own = areas[areas["kind"] == "housing_area"]
    names = dict(zip(own["area_id"], own["name"], strict=True))
    if not offered or not names:
        notes.info(tr("Databasen har ingen beredskabsplan at registrere efter."))
        return
    sort = Sort("preparedness_activation", "activation_id", mark("aktivering"), mark("aktiveringen"), partial(say, names, offered))
    rows = [row for _, row in database.as_written("activations").iterrows()]
    entries = [Entry(row.to_dict(), [activations.kept_words(row, clock.now())]) for row in rows]
    journal.show(sort, partial(_form, names, offered), entries, tr("Der er ikke registreret nogen aktivering af beredskabet."))


def say(names: dict[str, str], levels: dict[str, str], row: Row) -> tuple[str, str]:
    """An activation in words: area and level; its moments and note."""
    area, level = str(value(row, "area_id")), str(value(row, "level"))
    moments = [tr(said, moment=activations.moment(row[name])) for name, said in _SAID.items() if value(row, name) is not None]
    text = ", ".join(moments)
    note = value(row, "note")
    return f"{names.get(area, area)}: {levels.get(level, level)}", (text[:1].upper() + text[1:]) + (f". {note}" if note else "")


def _form(names: dict[str, str], levels: dict[str, str], known: Row | None, key: str) -> dict[str, Any] | None:
    areas, offered = list(names), list(levels)
    with st.form(key):
        left, right = st.columns(2)
        area = left.selectbox(
            tr("Område"), areas, index=areas.index(str(known["area_id"])) if known else None, format_func=names.__getitem__,
            placeholder=tr("Vælg et område"), key=f"{key}_area",
        )  # fmt: skip
        level = right.selectbox(
            tr("Niveau"), offered, index=offered.index(str(known["level"])) if known else 0, format_func=levels.__getitem__,
            key=f"{key}_level",
        )  # fmt: skip
        fields = {
            name: journal.moment_fields(tr(word), value(known, name), f"{key}_{name}", clock.today() if name == "opened" else None)
            for name, word in _MOMENTS.items()
        }
        note = st.text_area(
            tr("Hvad skete der, og hvad blev aftalt?"), value(known, "note") or "", max_chars=5_000, key=f"{key}_note", height=90
        )
        sent = st.form_submit_button(tr("Gennemse"), type="primary", key=f"{key}_send")
    if not sent:
        return None
    moments = {name: journal.moment(*found, tr(_MOMENTS[name])) for name, found in fields.items()}
    problems = ["" if area else tr("Området mangler. Vælg det."), *(problem for _, problem in moments.values())]
    if moments["opened"][0] is None and not moments["opened"][1]:
        problems.append(tr("Skriv, hvornår beredskabet blev åbnet."))
    day = fields["opened"][0]
    if journal.refused(problems) or day is None:
        return None
    return {
        "activation_id": value(known, "activation_id") or journal.new_id("activation", day),
        "area_id": area, "level": level, "note": journal.text(note), **{name: found for name, (found, _) in moments.items()},
    }  # fmt: skip

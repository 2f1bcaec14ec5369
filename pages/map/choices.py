"""What the reader chooses on the map page; every choice is in the link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from pages.kit import choices, clock, play, wording
from pages.kit.language import mark, tr
from pages.kit.map_ground import borders
from pages.map import figures
from pages.map.figures import DEFAULT, ON_REQUEST

DEFAULT_BESIDE = "hp25_basic_school_15_64"
ORIGIN_NOTE = mark(
    "Kortet viser, hvor stor en del af beboerne der har oprindelse i ikke-vestlige lande, som kilden opgør det. Det siger noget om "
    "befolkningens sammensætning og ikke noget om den enkelte beboer eller om, hvordan det går i området."
)
ON_REQUEST_NOTE = mark("Oprindelse vises kun på kortet, når det er valgt under ”Flere valg”. I stedet vises en anden indikator.")
ALL_AREAS = "alle"


@dataclass(frozen=True)
class Chosen:
    """The choices: one or two rows of map_indicators, and how they are shown."""

    maps: tuple[pd.Series, ...]
    zoom: str
    static: bool
    entrances: bool
    day: date
    dotted: bool


def ask(catalogue: pd.DataFrame, areas: Mapping[str, str], has_entrances: bool) -> Chosen:
    """Draw the controls and say what was chosen. `catalogue` is the answer of map_indicators and must not be empty."""
    said = st.container()
    wide, narrow, narrower, last = st.columns([5, 2, 2.4, 1.6], vertical_alignment="bottom")
    with last, st.popover(tr("Flere valg"), width="stretch"):
        static, with_origin, entrances, dotted, then = _more(has_entrances)
    asked = st.query_params.get("indikator")
    if not with_origin and asked in set(catalogue[catalogue["topic"] == ON_REQUEST]["indicator_id"]):
        said.info(tr(ON_REQUEST_NOTE), icon=":material/info:")
        del st.query_params["indikator"]
    offered = catalogue if with_origin else catalogue[catalogue["topic"] != ON_REQUEST]
    with wide:
        indicator_id = choices.choose(tr("Indikator"), _titles(offered), "indikator", default=DEFAULT)
    with narrow:
        compared = choices.choose(tr("Vis"), _ways(catalogue, indicator_id), "kort")
    with narrower:
        zoom = choices.choose(tr("Zoom til"), {ALL_AREAS: tr("Alle områder"), **areas}, "zoom")
    maps = _maps(offered, indicator_id, compared)
    day = max(pd.Timestamp(row["period_end"]).date() for row in maps) if then else clock.today()
    return Chosen(maps, zoom, static, entrances, day, dotted)


def _maps(offered: pd.DataFrame, indicator_id: str, compared: str) -> tuple[pd.Series, ...]:
    """The period of the indicator, and what stands beside it: another period, or another indicator."""
    if compared == "et":
        return (_in_time(offered, indicator_id),)
    left, right = st.columns(2)
    if compared == "perioder":
        with left:
            first = _period(offered, indicator_id, "periode2", tr("Periode"), newest=False)
        with right:
            second = _period(offered, indicator_id, "periode", tr("Periode ved siden af"), newest=True)
        return first, second
    others = offered[offered["indicator_id"] != indicator_id]
    with right:
        other = choices.choose(tr("Indikator ved siden af"), _titles(others), "indikator2", default=DEFAULT_BESIDE)
        second = _period(others, other, "periode2", tr("Periode ved siden af"), newest=True)
    with left:
        return (_period(offered, indicator_id, "periode", tr("Periode"), newest=True), second)


def _more(has_entrances: bool) -> tuple[bool, bool, bool, bool, bool]:
    yes_no = {"nej": tr("Nej"), "ja": tr("Ja")}
    kinds = {"levende": tr("Interaktivt"), "stille": tr("Statisk kort (uden WebGL)")}
    kind = choices.choose(tr("Korttype"), kinds, "korttype", widget=st.radio)
    origin = choices.choose(tr("Vis også indikatorer om oprindelse"), yes_no, "oprindelse", widget=st.radio, horizontal=True)
    entrances = "nej"
    if has_entrances:
        entrances = choices.choose(tr("Vis opgange som prikker"), yes_no, "opgange", default="ja", widget=st.radio, horizontal=True)
    marks = {"bygninger": tr("Bygninger efter antal boliger"), "prikker": tr("Én prik for hver 10 boliger")}
    dotted = choices.choose(tr("Boliger vises som"), marks, "boliger", widget=st.radio)
    drawn = "idag"
    if borders():
        days = {"idag": tr("Som de er i dag"), "periode": tr("Som de var i tallenes periode")}
        drawn = choices.choose(tr("Områdernes grænser"), days, "graenser", widget=st.radio)
    return kind == "stille", origin == "ja", entrances == "ja", dotted == "prikker", drawn == "periode"


def _titles(catalogue: pd.DataFrame) -> dict[str, str]:
    """Indicator ids with topic, title and the years there are maps of."""
    ends: dict[str, list[int]] = {}
    for indicator_id, year in zip(catalogue["indicator_id"], catalogue["period_end"].dt.year, strict=True):
        ends.setdefault(indicator_id, []).append(year)
    titles: dict[str, str] = {}
    for indicator_id, topic, title in zip(catalogue["indicator_id"], catalogue["topic"], catalogue["title"], strict=True):
        first, last = min(ends[indicator_id]), max(ends[indicator_id])
        years = str(last) if first == last else f"{first}–{last}"
        titles.setdefault(indicator_id, f"{tr(wording.TOPICS[topic])}: {title} ({years})")
    return titles


def _ways(catalogue: pd.DataFrame, indicator_id: str) -> dict[str, str]:
    ways = {"et": tr("Ét kort"), "perioder": tr("To perioder"), "indikatorer": tr("To indikatorer")}
    if len(catalogue[catalogue["indicator_id"] == indicator_id]) < 2:
        del ways["perioder"]
    return ways


def _in_time(catalogue: pd.DataFrame, indicator_id: str) -> pd.Series:
    """The row of the chosen period: a slider over all periods, and a button that shows them one after the other."""
    rows = catalogue[catalogue["indicator_id"] == indicator_id]
    by_key = {figures.period_key(row): row for _, row in rows.iterrows()}
    keys = list(by_key)
    if len(keys) == 1:
        return by_key[keys[0]]
    labels = {key: figures.period_text(row) for key, row in by_key.items()}
    slide, button = st.columns([8, 1.6], vertical_alignment="bottom")
    with slide:
        chosen = choices.choose(tr("Periode"), labels, "periode", default=keys[-1], widget=st.select_slider)
    with button:
        play.button("periode", keys, chosen)
    return by_key[chosen]


def _period(catalogue: pd.DataFrame, indicator_id: str, parameter: str, label: str, newest: bool) -> pd.Series:
    """The row of the chosen period; a choice only where there is more than one."""
    rows = catalogue[catalogue["indicator_id"] == indicator_id]
    by_key = {figures.period_key(row): row for _, row in rows.iterrows()}
    keys = list(by_key)
    if len(keys) == 1:
        return by_key[keys[0]]
    labels = {key: figures.period_text(row) for key, row in by_key.items()}
    chosen = choices.choose(label, labels, parameter, default=keys[-1 if newest else 0], widget=st.radio, horizontal=True)
    return by_key[chosen]

"""The parts of the page of an indicator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from pages.kit import charts, formats, tables, theme, wording
from pages.kit import figure as figure_part
from pages.kit.corrections import CORRECTION_COLUMNS, correction_rows
from pages.kit.language import mark, tr
from queries import statuses
from queries.verdicts import newest

_PERIOD_KINDS = {
    "date": mark("opgjort på en dato"),
    "month": mark("måned"),
    "quarter": mark("kvartal"),
    "rolling_quarter": mark("tre måneder, ny hver måned"),
    "year": mark("kalenderår"),
    "school_year": mark("skoleår"),
    "twelve_months": mark("gennemsnit af tolv måneder"),
    "two_years": mark("gennemsnit af to år"),
    "three_years": mark("tre år under ét"),
    "several_years": mark("flere år"),
    "plan_period": mark("hele planperioden"),
    "survey": mark("undersøgelse eller valg"),
    "unstated": mark("dokumentet siger ikke hvornår"),
}
_BETTER = {"up": mark("højere er bedre"), "down": mark("lavere er bedre"), "none": mark("hverken højere eller lavere er bedre")}


def options(indicators: pd.DataFrame) -> dict[str, str]:
    """Indicator ids with titles that tell them apart: title and document."""
    named = zip(indicators["indicator_id"], indicators["title"], indicators["source_title"], strict=True)
    return {indicator_id: f"{title} – {source}" for indicator_id, title, source in named if pd.notna(source)}


def definition(about: pd.Series) -> list[tuple[str, str]]:
    """Headings and texts that say what the indicator is."""
    lines = [
        (tr("Hvad måles"), about["definition"]),
        (tr("Hvem"), about["population"]),
        (tr("Enhed"), formats.unit_name(str(about["unit"]))),
        (tr("Periode"), tr(_PERIOD_KINDS[str(about["period_kind"])])),
        (tr("Retning"), tr(_BETTER[str(about["direction"])])),
        (tr("Mål i planen"), about["goal_title"]),
        (tr("Kilde"), _origin(about)),
        (tr("Det skal du vide"), about["method_note"]),
    ]
    return [(heading, str(text)) for heading, text in lines if pd.notna(text)]


def _origin(about: pd.Series) -> str:
    return tr(
        "{register}, {publisher}. Trykt i {document}",
        register=about["register_title"],
        publisher=about["register_publisher"],
        document=about["source_title"],
    )


def _figure_row(row: Mapping[str, Any], about: pd.Series) -> dict[str, str]:
    unit, decimals = str(about["unit"]), int(about["decimals"])
    return {
        "area": row["area_name"],
        "period": formats.period(str(about["period_kind"]), row["period_start"], row["period_end"]),
        "value": formats.figure(row["value"], unit, decimals),
        "base": _base(row["numerator"], row["denominator"]),
        "status": formats.status_word(str(row["status"])),
        "note": row["note"],
        "place": row["source_place"],
    }


def _base(numerator: float | None, denominator: float | None) -> str:
    if pd.isna(denominator):
        return formats.number(numerator) if pd.notna(numerator) else ""
    count = formats.number(numerator) if pd.notna(numerator) else "?"
    return tr("{count} af {base}", count=count, base=formats.number(denominator))


def latest(figures: pd.DataFrame, about: pd.Series) -> None:
    """Dot per area for the newest period that has an area, with the municipality as the line across."""
    usable = newest(figures)
    own = usable[usable["area_kind"].isin(["housing_area", "areas_total"])]
    if own.empty or len(own) < 2:
        return
    end = own["period_end"].max()
    rows = own[own["period_end"] == end]
    municipality = usable[(usable["area_kind"] == "municipality") & (usable["period_end"] == end)]
    reference = float(municipality["value"].iloc[0]) if len(municipality) else None
    unit, decimals = str(about["unit"]), int(about["decimals"])
    kind = str(about["period_kind"])
    rows = rows.assign(
        reference_value=reference,
        value_text=[formats.figure(value, unit, decimals) for value in rows["value"]],
        reference_text=formats.figure(reference, unit, decimals),
        difference_text=[
            formats.difference(value - reference, unit, decimals) if reference is not None else "–" for value in rows["value"]
        ],
        period=formats.period(kind, rows["period_start"].iloc[0], end),
    )
    named = tr("Randers Kommune") if reference is not None else tr("intet tal for kommunen")
    figure_part.show(
        lambda: charts.areas_against(rows, str(about["title"]), wording.periods_line(rows), unit, named),
        name="indikator",
        choice=(str(about.name),),
        source=tr("Kilde: {registers}. Trykt i: {documents}.", registers=about["register_title"], documents=about["source_title"]),
        alternative=f"{about['title']}: {', '.join(f'{row.area_name} {row.value_text}' for row in rows.itertuples())}",
        behind=figure_part.Behind(
            [
                ("area_name", mark("Område"), False),
                ("period", mark("Periode"), False),
                ("value_text", mark("Værdi"), True),
                ("difference_text", mark("Forskel til kommunen"), True),
            ],
            rows.to_dict("records"),
            lambda: rows.assign(indicator_id=about.name)[
                ["indicator_id", "area_name", "period_start", "period_end", "value", "reference_value", "status"]
            ],
        ),
    )


def all_figures(figures: pd.DataFrame, about: pd.Series) -> None:
    """Every figure with its count, status, note and place."""
    columns = [
        ("area", mark("Område"), False), ("period", mark("Periode"), False), ("value", mark("Værdi"), True),
        ("base", mark("Antal og grundlag"), True),
        ("status", mark("Status"), False), ("note", mark("Bemærkning"), False), ("place", mark("Sted"), False),
    ]  # fmt: skip
    st.header(tr("Alle tal"))
    tables.show(
        columns, [_figure_row(row, about) for row in figures.to_dict("records")], tr("Alle tal: {indicator}", indicator=about["title"])
    )


def coverage(figures: pd.DataFrame) -> None:
    """Areas x years: a figure, or the reason why there is none."""
    words = {status: formats.status_word(status) for status in statuses.WORDS} | {"published": tr("tal"), "corrected": tr("tal (rettet)")}
    ordered = figures.sort_values("area_order", kind="stable")
    cells: dict[str, dict[str, list[str]]] = {}
    for area, year, status in zip(ordered["area_name"], ordered["period_end"].dt.year.astype(str), ordered["status"], strict=True):
        cells.setdefault(area, {}).setdefault(year, []).append(words[status])
    years = sorted({year for own in cells.values() for year in own})
    columns = [("area", mark("Område"), False), *((year, year, False) for year in years)]
    rows = [
        {"area": area, **{year: ", ".join(own.get(year, [tr("dokumentet siger intet")])) for year in years}} for area, own in cells.items()
    ]
    st.header(tr("Dækning"))
    tables.show(columns, rows, tr("Områder og år med tal, og grunden til hvert hul"))


def corrections(all_corrections: pd.DataFrame, indicator_id: str) -> None:
    """Repairs and doubts of this indicator."""
    mine = all_corrections[all_corrections["indicator_id"] == indicator_id]
    if len(mine):
        st.header(tr("Rettelser og tvivl"))
        tables.show(CORRECTION_COLUMNS, correction_rows(mine), tr("Det trykte, det brugte, grunden og beviset"))


def links(about: pd.Series, figures: pd.DataFrame) -> None:
    """Ways on: over time and side by side."""
    theme.render("indicator/links.html", indicator_id=about.name, source_id=about["source_id"], several=figures["period_end"].nunique() > 1)

"""The views of Data og kilder: each takes an answer and shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from pages.parts import choices, database, downloads, formats, tables, texts
from pages.parts.correction_rows import CORRECTION_COLUMNS, correction_rows
from queries import statuses
from queries.connection import Database
from queries.package import data_package


def summary(totals: pd.Series) -> str:
    """One sentence on how much there is."""
    return (
        f"{formats.number(totals['figures'])} tal om {formats.number(totals['indicators'])} indikatorer og "
        f"{formats.number(totals['promises'])} løfter fra aktiviteter. {formats.number(totals['corrections'])} tal er rettet eller "
        f"draget i tvivl, og {formats.number(totals['missing'])} mangler med en grund."
    )


def search_indicators() -> None:
    """The whole catalogue, narrowed by a search in titles, definitions and sources."""
    st.header("Find en indikator")
    wanted = choices.search("Søg i titler, definitioner og kilder", "soeg", "fx tryghed, fravær, Landsbyggefonden")
    rows = [row for text, row in database.kept(_catalogue) if wanted in text]
    if not rows:
        st.info(f"Ingen indikator nævner ”{wanted}”. Prøv et kortere ord.", icon=":material/info:")
        return
    columns = [
        ("title", "Indikator", False), ("topic", "Emne", False), ("years", "År", False), ("figures", "Tal", True),
        ("register", "Kilde", False),
    ]  # fmt: skip
    tables.show(columns, rows, f"{formats.number(len(rows))} indikatorer")


def _catalogue() -> list[tuple[str, dict[str, str]]]:
    """What is searched in, in lower case, and the row of the table, for each indicator."""
    searched = ("title", "definition", "population", "register_title")
    return [
        (
            " ".join(str(row[name]) for name in searched if pd.notna(row[name])).lower(),
            {
                "href": f"indikator?indikator={row['indicator_id']}",
                "title": row["title"],
                "topic": texts.TOPICS[str(row["topic"])],
                "years": _years(row),
                "figures": formats.number(row["figures"]) if pd.notna(row["figures"]) else "0",
                "register": row["register_title"],
            },
        )
        for row in database.ask("indicators").to_dict("records")
    ]


def _years(row: Mapping[str, Any]) -> str:
    if pd.isna(row["first_period"]):
        return "–"
    first, last = row["first_period"].year, row["last_period"].year
    return str(first) if first == last else f"{first}–{last}"


def corrections(all_corrections: pd.DataFrame) -> None:
    """Every repaired or doubted figure."""
    st.write("Det trykte er bevaret. Et tvivlsomt tal indgår aldrig i en sammenligning eller en vurdering.")
    tables.show(CORRECTION_COLUMNS, correction_rows(all_corrections), f"{formats.number(len(all_corrections))} rettelser og tvivl")


_COVERAGE_WORDS = {**statuses.WORDS, "published": "", "suppressed": "skjult"}


def coverage(rows: pd.DataFrame, title: str) -> None:
    """Years and areas there are figures for, and a mark for the reason of each hole."""
    st.write(
        "Et årstal alene betyder, at tallet findes. Et ord efter årstallet siger, hvorfor det ikke kan bruges. Tom: dokumentet siger intet."
    )
    areas = rows[["area_id", "area_name", "area_order"]].drop_duplicates().sort_values("area_order")
    words = rows["status"].map(_COVERAGE_WORDS)
    cells = rows.assign(mark=(rows["year"].astype(str) + " " + words).str.strip())
    matrix = cells.groupby(["title", "area_id"], sort=False)["mark"].agg(", ".join).unstack(fill_value="")
    columns = [("title", "Indikator", False), *((area.area_id, area.area_name, False) for area in areas.itertuples())]
    table = [{"title": name, **{str(area): text for area, text in row.items()}} for name, row in matrix.iterrows()]
    tables.show(columns, table, f"Dækning: {title}")


def sources(all_sources: pd.DataFrame) -> None:
    """Documents and registers with publisher, terms and how many figures came from each."""
    columns = [
        ("title", "Kilde", False), ("publisher", "Udgiver", False), ("published", "Udgivet", False),
        ("licence", "Vilkår", False), ("figures", "Tal", True),
    ]  # fmt: skip
    shown = all_sources.assign(figures=all_sources["figures"].map(formats.number))
    groups = [
        (heading, shown[shown["kind"] == kind].to_dict("records"))
        for kind, heading in (("document", "Dokumenter, som tallene er læst i"), ("register", "Registre og opgørelser bag tallene"))
    ]
    tables.show_groups(columns, groups, "Kilder")


def download(opened: Database) -> None:
    """The published figures for Excel, and everything as a described data package."""
    st.write("Filerne rummer de offentliggjorte tal. Tal om få personer er ikke med; de står med status skjult.")
    st.download_button(
        "Alle tal til Excel (CSV)", lambda: downloads.csv(opened.ask("all_figures")), f"boligsocial-monitor-{opened.version}.csv",
        "text/csv", on_click="ignore",
    )  # fmt: skip
    st.download_button(
        "Datapakke: CSV, Parquet og datapackage.json (zip)", lambda: data_package(opened), f"boligsocial-monitor-{opened.version}.zip",
        "application/zip", on_click="ignore",
    )  # fmt: skip

"""The views of Data og kilder: each takes an answer and shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from pages.kit import choices, database, downloads, formats, notes, search, tables, wording
from pages.kit.corrections import CORRECTION_COLUMNS, correction_rows
from pages.kit.language import mark, tr
from pages.kit.plain import echoed
from queries import statuses
from queries.connection import Database
from queries.package import data_package


def summary(totals: pd.Series) -> str:
    """One sentence on how much there is."""
    counts = {name: formats.number(totals[name]) for name in ("figures", "indicators", "promises", "corrections", "missing")}
    return tr(
        "{figures} tal om {indicators} indikatorer og {promises} løfter fra aktiviteter. {corrections} tal er rettet eller "
        "draget i tvivl, og {missing} mangler med en grund.",
        **counts,
    )


def search_indicators() -> None:
    """The whole catalogue, narrowed by a search in titles, definitions and sources."""
    st.header(tr("Find en indikator"))
    wanted = choices.search(tr("Søg i titler, definitioner og kilder"), "soeg", tr("fx tryghed, fravær, Landsbyggefonden"))
    rows = [row for text, row in database.kept(_catalogue) if search.finds(wanted, text)]
    if not rows:
        notes.info(tr("Ingen indikator nævner ”{wanted}”. Prøv et kortere ord.", wanted=echoed(wanted)))
        return
    columns = [
        ("title", tr("Indikator"), False), ("topic", tr("Emne"), False), ("years", tr("År"), False), ("figures", tr("Tal"), True),
        ("register", tr("Kilde"), False),
    ]  # fmt: skip
    tables.show(columns, rows, tr("{indicators} indikatorer", indicators=formats.number(len(rows))))


def _catalogue() -> list[tuple[str, dict[str, str]]]:
    """What is searched in, in lower case, and the row of the table, for each indicator."""
    searched = ("title", "definition", "population", "register_title")
    return [
        (
            " ".join([tr(wording.TOPICS[str(row["topic"])]), *(str(row[name]) for name in searched if pd.notna(row[name]))]).lower(),
            {
                "href": f"indikator?indikator={row['indicator_id']}",
                "title": row["title"],
                "topic": tr(wording.TOPICS[str(row["topic"])]),
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
    st.write(tr("Det trykte er bevaret. Et tvivlsomt tal indgår aldrig i en sammenligning eller en vurdering."))
    columns = [(key, tr(heading), numeric) for key, heading, numeric in CORRECTION_COLUMNS]
    count = formats.number(len(all_corrections))
    tables.show(columns, correction_rows(all_corrections), tr("{corrections} rettelser og tvivl", corrections=count))


_COVERAGE_WORDS = {**statuses.WORDS, "published": "", "suppressed": mark("skjult")}


def coverage(rows: pd.DataFrame, title: str) -> None:
    """Years and areas there are figures for, and a mark for the reason of each hole."""
    st.write(
        tr(
            "Et årstal alene betyder, at tallet findes. Et ord efter årstallet siger, hvorfor det ikke kan bruges. "
            "Tom: dokumentet siger intet."
        )
    )
    areas = rows[["area_id", "area_name", "area_order"]].drop_duplicates().sort_values("area_order")
    words = rows["status"].map({status: tr(word) for status, word in _COVERAGE_WORDS.items()})
    cells = rows.assign(mark=(rows["year"].astype(str) + " " + words).str.strip())
    # Two titles may read the same in another language.
    matrix = cells.groupby(["indicator_id", "title", "area_id"], sort=False)["mark"].agg(", ".join).unstack(fill_value="")
    columns = [("title", tr("Indikator"), False), *((area.area_id, area.area_name, False) for area in areas.itertuples())]
    table = [{"title": name, **{str(area): text for area, text in row.items()}} for (_, name), row in matrix.iterrows()]
    tables.show(columns, table, tr("Dækning: {title}", title=title))


def sources(all_sources: pd.DataFrame) -> None:
    """Documents and registers with publisher, terms and how many figures came from each."""
    columns = [
        ("title", tr("Kilde"), False), ("publisher", tr("Udgiver"), False), ("published", tr("Udgivet"), False),
        ("licence", tr("Vilkår"), False), ("figures", tr("Tal"), True),
    ]  # fmt: skip
    shown = all_sources.assign(figures=all_sources["figures"].map(formats.number))
    groups = [
        (heading, shown[shown["kind"] == kind].to_dict("records"))
        for kind, heading in (
            ("document", tr("Dokumenter, som tallene er læst i")),
            ("register", tr("Registre og opgørelser bag tallene")),
        )
    ]
    tables.show_groups(columns, groups, tr("Kilder"))


def buildings(tie_out: pd.DataFrame) -> None:
    """How the areas' buildings were found, and whether their dwellings add up to the plan's own number."""
    st.write(
        tr(
            "Planen beskriver et område som en liste af adresser. Bygningerne på listen er fundet i bygningsregisteret, og deres "
            "boliger er talt op mod planens eget antal lejemål. Stemmer de to tal, er listen læst rigtigt."
        )
    )
    columns = [
        ("name", tr("Område"), False), ("buildings", tr("Bygninger"), True), ("found", tr("Boliger fundet"), True),
        ("stated", tr("Lejemål i planen"), True), ("difference", tr("Forskel"), True), ("ways", tr("Fundet efter"), False),
        ("note", tr("Bemærkning"), False),
    ]  # fmt: skip
    tables.show(columns, [_tie_out_row(row) for row in tie_out.to_dict("records")], tr("Boliger i områdernes bygninger"))
    st.caption(
        tr(
            "Indeholder data fra Klimadatastyrelsen (BBR, DAR, DAGI), udtræk fra september 2026. Skoler og dagtilbud på kortet: "
            "Styrelsen for It og Læring (institutionsregistre)."
        )
    )


_WAYS = {
    "listed": mark("{dwellings} efter adresse"),
    "letters": mark("{dwellings} efter husnummer uden bogstav"),
    "property": mark("{dwellings} efter ejendomsnummer"),
}


def _tie_out_row(row: Mapping[Any, Any]) -> dict[str, str]:
    known = pd.notna(row["stated"])
    difference = int(row["found"] - row["stated"]) if known else 0
    return {
        "name": row["name"],
        "buildings": formats.number(row["buildings"]),
        "found": formats.number(row["found"]),
        "stated": formats.number(row["stated"]) if known else tr("intet tal"),
        "difference": (formats.difference(difference, "count", 0) if difference else tr("ingen")) if known else "",
        "ways": ", ".join(tr(text, dwellings=formats.number(row[way])) for way, text in _WAYS.items() if row[way]),
        "note": row["note"] if pd.notna(row["note"]) else "",
    }


def download(opened: Database) -> None:
    """The published figures for Excel, and everything as a described data package."""
    st.write(tr("Filerne rummer de offentliggjorte tal. Tal om få personer er ikke med; de står med status skjult."))
    st.download_button(
        tr("Alle tal til Excel (CSV)"), lambda: downloads.csv(opened.ask("all_figures")), f"boligsocial-monitor-{opened.version}.csv",
        "text/csv", on_click="ignore",
    )  # fmt: skip
    st.download_button(
        tr("Datapakke: CSV, Parquet og datapackage.json (zip)"), lambda: data_package(opened, downloads.package_table),
        f"boligsocial-monitor-{opened.version}.zip", "application/zip", on_click="ignore",
    )  # fmt: skip

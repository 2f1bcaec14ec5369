"""The last chapter of a report: how to read the figures, what was unlike in some years, the sources, every correction."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pages.kit import corrections as kit_corrections
from pages.kit import formats
from pages.pack.parts import Column
from pages.pack.words import METHOD_TEXTS
from pages.report.blocks import Block, Bullets, Heading, Name, Reference, Table, text
from pages.report.figures import Told


def method(told: Told) -> list[Block]:
    """How to read the figures, what was unlike in some years, the sources, and every correction."""
    made: list[Block] = [Heading(1, "Metode og kilder", new_page=True), Heading(2, "Sådan læses tallene")]
    texts = [(title, said.replace("den fil, pakken er lavet af", "de tal, rapporten er lavet af")) for title, said in METHOD_TEXTS]
    made += [text(Name(said), lead=f"{title}.") for title, said in texts]
    how = "Sætningerne om tal er dannet af databasen efter faste regler. De siger retning, størrelse og sammenligning, intet om virkning."
    made.append(text(how, lead="Sætningerne."))
    events = told.answers["disruptions"]
    met = [row for row in events.to_dict("records") if row["starts"] <= told.plan["ends"] and row["ends"] >= told.plan["starts"]]
    if met:
        made += [Heading(2, "Særlige perioder"), Bullets(tuple((Name(_event(row)),) for row in met))]
    return [*made, *_sources(told), *_corrections(told)]


def _event(row: dict[Any, Any]) -> str:
    period = formats.period("event", row["starts"], row["ends"])
    return f"{row['title']}, {period}: {row['note']} Kilde: {row['source_title']}, {row['source_place']}."


def _sources(told: Told) -> list[Block]:
    titles = list(
        dict.fromkeys(
            [
                *(title for item in (*told.measured, *told.apart) for title in item.documents),
                *told.judged.activities["source_title"],
                *told.judged.results["source_title"],
            ]
        )
    )
    registers = list(dict.fromkeys(item.register for item in (*told.measured, *told.apart) if item.register))
    about = told.answers["sources"].drop_duplicates("title").set_index("title")
    rows = tuple(
        (name, str(about.loc[name, "publisher"]), _plain(about.loc[name, "published"]), _plain(about.loc[name, "licence"]))
        for name in dict.fromkeys([*titles, *registers])
        if name in about.index
    )
    columns = (Column("Kilde", 3.4), Column("Udgiver", 2), Column("Udgivet", 1.2), Column("Vilkår", 2.6))
    return (
        [
            Heading(2, "Kilder"),
            Table(
                "tabel-kilder",
                "Dokumenter og registre bag rapporten",
                columns,
                rows,
                "Kilde: monitorens kildeliste på siden Data og kilder.",
            ),
        ]
        if rows
        else []
    )


def _plain(value: Any) -> str:
    """The text, a year without decimals, a dash for nothing."""
    return "–" if pd.isna(value) else str(value).removesuffix(".0")


def _corrections(told: Told) -> list[Block]:
    """Every repaired or doubted figure of the report, with the reason and the evidence."""
    rows = told.answers["corrections"]
    indicators = {item.indicator_id for item in (*told.measured, *told.apart)}
    measures = {f"{told.judged.names[str(row['activity_id'])]}: {row['measure']}" for row in told.judged.targets.to_dict("records")}
    own = rows[rows["indicator_id"].astype("str").isin(indicators) | (rows["indicator_id"].isna() & rows["subject"].isin(measures))]
    own = own[own["period_end"].isna() | (own["period_end"] <= pd.Timestamp(told.request.ends))]
    made: list[Block] = [Heading(2, "Rettelser og tvivl")]
    if own.empty:
        return [*made, text("Ingen af rapportens tal er rettet eller tvivlsomme.")]
    shown: dict[tuple[str, str], list[str]] = {}
    for row in kit_corrections.correction_rows(own):
        where = " ".join(part for part in ("" if pd.isna(row["area"]) else str(row["area"]), row["period"]) if part)
        said = f"{where}: trykt" if where else "Trykt"
        used = f"brugt {row['used']}" if any(sign.isdigit() for sign in row["used"]) else "bruges ikke"
        said += f" {_plain(row['printed'])}, {used} ({row['status']})"
        # What is wrong with many figures in the same way is said once.
        shown.setdefault((str(row["subject"]), f"{row['reason']} {row['evidence']}"), []).append(said)
    lines = tuple((subject, "\n".join(said), why) for (subject, why), said in shown.items())
    columns = (Column("Tal", 2.2), Column("Trykt og brugt", 3), Column("Grund og bevis", 4))
    table = Table("tabel-rettelser", "Rettede og tvivlsomme tal", columns, lines, "Kilde: monitorens rettelser.")
    return [*made, text("De rettede og tvivlsomme tal står i ", Reference(table.anchor), "."), table]

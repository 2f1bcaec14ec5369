"""The two evaluations of the past, made again from the database alone and held against the documents.

yardstick.csv was typed from the documents: every figure of their result tables with its place, the table and row of the report it
must stand in, the value as printed and as it must be shown, and how the report says it where that is another than the printed one.
yardstick_2016.csv has the results and other figures of the yearly report of 2016 in the same way.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from pages.report.blocks import Block, Bullets, Figure, Heading, Table, said

YARDSTICK, YEAR = (
    list(csv.DictReader(Path(__file__).with_name(name).open(encoding="utf-8"))) for name in ("yardstick.csv", "yardstick_2016.csv")
)
_NUMBER = re.compile(r"[−-]?\d[\d.]*(?:,\d+)?")
# How the report says a figure that is not simply the printed one; the empty word is that one.
WORDS = {"": "", "rettet": "", "tvivlsomt": "(tvivlsomt)", "skjult": "skjult (få personer)", "kan ikke læses": "kan ikke læses"}
# So many figures of the documents are shown otherwise than printed, and are told of in the report's own words.
DIFFERENT = {"rettet": 11, "tvivlsomt": 11, "skjult": 16, "kan ikke læses": 24}


# Promised in the text around the tables.
_IN_THE_TEXT = {
    ("Åben anonym rådgivning", "Timer med åben rådgivning pr. uge"), ("Økonomisk Rådgivning", "Timer med økonomisk rådgivning pr. uge"),
}  # fmt: skip


def numbers(text: str) -> set[float]:
    """The numbers in a text of the report, in Danish."""
    return {float(found.replace(".", "").replace(",", ".").replace("−", "-").rstrip(".")) for found in _NUMBER.findall(text)}


def tables(blocks: Sequence[Block]) -> list[Table]:
    return [block for block in blocks if isinstance(block, Table)]


def cell(blocks: Sequence[Block], row: Mapping[str, str]) -> str:
    """What the report says at a place of the yardstick."""
    if row["column"] in ("Forventet", "Opnået"):
        return _promised(blocks, row)
    name = row["table"].removeprefix("Andre tal|")
    if row["table"].startswith("Andre tal|"):
        table = next(table for table in tables(blocks) if table.anchor == "tabel-oplysninger")
        line = next(line[2] for line in table.rows if line[0].startswith(name) and line[1] == row["column"])
        return next(fact for fact in line.split("; ") if fact.startswith(f"{row['row']}: "))
    table = next(table for table in tables(blocks) if table.caption.startswith(name))
    lines = {line[0]: dict(zip([column.heading for column in table.columns], line, strict=True)) for line in table.rows}
    return lines[row["row"]][row["column"]] if row["row"] in lines else lines[row["column"]][row["row"]]


def _promised(blocks: Sequence[Block], row: Mapping[str, str]) -> str:
    """The promise or the result in the table of an activity; of several results also those in the calculation below it."""
    of_activity = f"{row['table']}: forventet og opnået"
    table = next(table for table in tables(blocks) if table.caption == of_activity)
    line = next(line for line in table.rows if line[0] == row["row"])
    if row["column"] == "Forventet":
        return line[1]
    below = next(block for block in blocks[blocks.index(table) :] if isinstance(block, Bullets))
    calculated = next(said(item) for item in below.items if said(item).startswith(f"{row['row']}: "))
    return f"{line[2]} {calculated.removeprefix(row['row'])}"


@pytest.mark.parametrize("document", ["re13", "re17"])
def test_every_figure_of_the_result_tables_is_in_the_report(chapters_of: dict[str, list[Block]], document: str) -> None:
    blocks, wrong = chapters_of[document], []
    for row in (row for row in YARDSTICK if row["document"] == document):
        shown = cell(blocks, row)
        there = float(row["value"]) in numbers(shown) if row["value"] else True
        if not there or WORDS[row["said"]] not in shown:
            wrong.append((row["place"], row["row"], row["column"], row["printed"], row["said"], shown))
    assert wrong == []


def test_corrected_and_unreadable_figures_are_said_with_what_was_printed(chapters_of: dict[str, list[Block]]) -> None:
    for document in ("re13", "re17"):
        corrections = next(table for table in tables(chapters_of[document]) if table.anchor == "tabel-rettelser")
        printed = " ".join(line[1] for line in corrections.rows)
        for row in YARDSTICK:
            if row["document"] == document and row["said"] in ("rettet", "kan ikke læses"):
                assert f": trykt {row['printed']}, {'brugt ' if row['said'] == 'rettet' else 'bruges ikke'}" in printed, row


def test_differences_from_the_documents_are_known() -> None:
    counts = {word: sum(row["said"] == word for row in YARDSTICK) for word in DIFFERENT}
    assert counts == DIFFERENT
    assert len(YARDSTICK) == 489


def test_no_result_table_is_left_out_of_the_yardstick(chapters_of: dict[str, list[Block]]) -> None:
    """Every promise of the two evaluations with a number is a row, so that the yardstick cannot shrink unnoticed."""
    for document in ("re13", "re17"):
        known = {(row["table"], row["row"]) for row in YARDSTICK if row["document"] == document}
        there = {
            (table.caption.removesuffix(": forventet og opnået"), line[0])
            for table in tables(chapters_of[document])
            if table.caption.endswith(": forventet og opnået")
            for line in table.rows
            if "uden tal" not in line[1]
        }
        assert there - known == (_IN_THE_TEXT if document == "re13" else set())


def test_every_figure_of_the_yearly_report_of_2016_is_in_the_one_made(yearly: list[Block]) -> None:
    wrong = []
    for row in YEAR:
        name = f"{row['activity']}: andre resultater, uden løfte"
        own = [
            table
            for table in tables(yearly)
            if table.caption == name or (row["activity"], table.anchor) == ("Andre tal", "tabel-oplysninger")
        ]
        shown = [line[2].rpartition(": ")[2] for table in own for line in table.rows if line[0] == row["row"]]
        wanted = WORDS["skjult"] if row["said"] == "skjult" else f"{row['printed']} {WORDS[row['said']]}".strip()
        if len(shown) != 1 or re.sub(r"(\u00a0%|\u00a0kr\.| gange)$", "", shown[0]) != wanted:
            wrong.append((row, shown))
    assert wrong == []
    assert len(YEAR) == 70


def test_chapters_follow_the_three_levels(chapters_of: dict[str, list[Block]]) -> None:
    for blocks in chapters_of.values():
        first = [block.text for block in blocks if isinstance(block, Heading) and block.level == 1]
        assert first == [
            "Forord", "Kort fortalt", "Overordnede mål", "Succeskriterier på indsatsniveau", "Succeskriterier på aktivitetsniveau",
            "Deltagere og økonomi", "Beslutninger og ændringer undervejs", "Hvad mangler, og hvorfor", "Læring og anbefalinger",
            "Metode og kilder",
        ]  # fmt: skip


def test_headings_over_bars_are_set_smaller_where_they_are_too_long(chapters_of: dict[str, list[Block]]) -> None:
    """The longest heading of 2013-17 was cut at the end of the picture."""
    sizes = {}
    for block in chapters_of["re13"]:
        if isinstance(block, Figure) and block.anchor.startswith("figur-loefter-"):
            specification = block.specification()
            layer = next(one for one in specification["layer"] if one["encoding"].get("text", {}).get("field") == "heading")
            sizes[block.caption] = layer["mark"]["fontSize"]
    assert sizes["Leveret i procent af løftet: Uddannelse, beskæftigelse og erhverv (1 af 2)"] == 20
    assert 15 <= sizes["Leveret i procent af løftet: Uddannelse, beskæftigelse og erhverv (2 af 2)"] < 18


def test_a_note_about_several_results_is_said_once(chapters_of: dict[str, list[Block]]) -> None:
    told = [said(item) for block in chapters_of["re17"] if isinstance(block, Bullets) for item in block.items]
    own = next(text for text in told if text.startswith("Unge fra området tilknyttet værkstederne:"))
    assert own.count("Tabellens årsoverskrifter er delvis tabt") == 1
    assert "Status:" not in own
    assert all(f"Ikke regnet med: {number} (" in own for number in (33, 28, 31))

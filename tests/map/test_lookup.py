"""Coding of a file as the page does it: rows, counts with small numbers hidden, refusals, nothing left behind."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from geo.batch import STATUS_TEXT
from geo.coder import reason_texts
from geo.privacy import counts_per_area
from geo.report import RULE
from pages.addresses import lookup, texts
from pages.addresses import views as addresses_views
from pages.kit import downloads, formats

PEOPLE = ["Falkevej 7", "Falkevej 9", "Falkevej 11", "Falkevej 13", "Falkevej 15", "Rørhaven 2", "Storegade 1", "Falkevej", "=1+1 4"]


def table(addresses: list[str]) -> bytes:
    return ("id;Adresse\n" + "\n".join(f"{number};{address}" for number, address in enumerate(addresses)) + "\n").encode("cp1252")


def coded(content: bytes, name: str = "adresser.csv", column: str = "") -> lookup.Coded:
    return lookup.code_file(content, name, column, formats.number)


def test_rows_come_back_with_area_and_status() -> None:
    result = coded(table(PEOPLE))
    assert result.rows == 9
    rows = result.coded.set_index("id")
    assert rows.loc["0", "område"] == "Glarbjergvej-området"
    assert rows.loc["6", "status"] == "uden for de syv områder"
    assert rows.loc["7", "status"] == "kan ikke læses"
    assert {row["status"]: row["rows"] for row in result.statuses}["I et af de syv områder"] == "6"


def test_small_counts_are_hidden_in_table_and_figure() -> None:
    people = ["Falkevej 7"] * 10 + ["Rørhaven 2"] * 4
    counts = coded(table(people)).counts.set_index("area_id")
    assert counts.loc["glarbjergvej", "count"] == 10
    # Zeros are hidden with the four: otherwise the total would give it.
    assert (counts.drop(index="glarbjergvej")["status"] == "suppressed").all()
    chart = addresses_views.counts_chart(coded(table(people)).counts).to_dict()
    rows = next(iter(chart["datasets"].values()))
    by_name = {row["area_name"]: row for row in rows}
    assert by_name["Vangdalen"]["antal"] is None
    assert by_name["Vangdalen"]["text"] == "skjult"
    assert by_name["Glarbjergvej-området"]["antal"] == 10


def test_a_file_with_cpr_numbers_is_refused_with_a_reason_and_without_a_number() -> None:
    content = b"cpr;Adresse\n010190-1234;Falkevej 7\n"
    with pytest.raises(lookup.UNREADABLE_FILE) as refusal:
        coded(content)
    assert "CPR" in str(refusal.value)
    assert "Intet fra filen er gemt" in str(refusal.value)
    assert "010190" not in str(refusal.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "tom"),
        (b"navn;telefon\nA;1\n", "mangler en adressekolonne"),
        (b"Adresse\n", "ingen rækker"),
        (b"\x00\x01\x02", "ikke en tekstfil"),
    ],
)
def test_bad_files_say_what_is_wrong(content: bytes, words: str) -> None:
    with pytest.raises(lookup.UNREADABLE_FILE, match=words):
        coded(content)


def test_a_named_column_is_used() -> None:
    content = b"hvor;nr\nFalkevej 7;1\n"
    with pytest.raises(lookup.UNREADABLE_FILE):
        coded(content)
    assert coded(content, column="hvor").coded["område"].tolist() == ["Glarbjergvej-området"]


def test_results_open_in_danish_excel_and_hold_no_formula() -> None:
    result = coded(table(PEOPLE))
    text = downloads.csv(result.coded).decode("utf-8-sig")
    assert text.splitlines()[0] == "id;Adresse;area_id;område;status;forklaring;range_id"
    sheet = openpyxl.load_workbook(io.BytesIO(result.excel())).active
    cell = sheet.cell(10, 2)
    assert (cell.value, cell.data_type) == ("=1+1 4", "s")


def test_long_results_are_only_csv() -> None:
    short = coded(table(PEOPLE))
    assert short.workbook
    long = lookup.Coded(100_001, [], [], pd.DataFrame(), pd.DataFrame())
    assert not long.workbook


def test_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    coded(table(PEOPLE * 200)).excel()
    assert list(tmp_path.iterdir()) == []


def test_long_and_strange_text_is_answered() -> None:
    assert lookup.look_up("x" * 100_000).status == "unreadable"
    assert lookup.look_up("Falkevej 7" + " " * 500).area_id == "glarbjergvej"
    assert lookup.look_up("\x00\u202e'; drop table x; --").status == "unreadable"


def test_what_geo_says_in_fixed_words_is_named_for_the_other_language() -> None:
    fixed = {
        RULE,
        counts_per_area(Counter(vangdalen=1)).set_index("area_id").note["vangdalen"],
    }
    assert set(texts.NAMED) == fixed
    assert {key: text.capitalize() for key, text in STATUS_TEXT.items()} == texts.STATUSES


def test_the_screen_has_every_reason_word_for_word() -> None:
    assert {entry["reason"]: entry["text"] for entry in reason_texts()} == texts.REASONS


def test_a_look_up_says_its_reason_with_what_was_read() -> None:
    assert lookup.look_up("Glentevej 4").note == "Planen nævner Glentevej, men ikke nr. 4."
    assert lookup.look_up("Mariagervej 1").note == "Planen nævner kun Mariagervej 1 med bogstav A, B, C."
    assert "ligger i 8900, 8920 og 8930" in lookup.look_up("Glentevej 3, 8960 Randers SØ").note


def test_a_coded_file_says_why_rows_have_no_area() -> None:
    rows = ["Adresse;By", "Glentevej 3;Randers NØ", "Glentevej 3;Uggelhuse", "Glentevej 5;Uggelhuse", "Glentevej 4;", "Boks 3;"]
    coded = lookup.code_file("\n".join(rows).encode(), "f.csv", "", formats.number)
    assert (coded.reasons[0]["rows"], coded.reasons[0]["status"]) == ("2", "Kan ikke læses")
    assert {row["reason"] for row in coded.reasons} == {
        "Byen kendes ikke; skriv postnummer.",
        "Planen nævner vejen, men ikke husnummeret.",
        "En postboks er ikke en bolig; skriv vejnavn og husnummer, fx Falkevej 7.",
    }

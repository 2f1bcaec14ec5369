"""No downloaded file runs anything: text that looks like a formula stays text, and our own import reads it as it was."""

from __future__ import annotations

import ast
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation

from data.loading.formats.text import read_text
from geo.cells import harmless, harmless_frame, harmless_table
from geo.tables import Source, read_table
from geo.writers import open_writer
from pages.addresses.lookup import Coded
from pages.kit import downloads
from pages.pack import charting
from pages.pack.parts import Bars, Series
from queries.connection import Database
from queries.package import data_package
from tests.test_house import ROOT, modules, name, tree

LINK = '=HYPERLINK("https://eksempel.dk","Se her")'
BAD = [LINK, "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "https://eksempel.dk", "'=1", "''-a", "=", "-x"]
NUMBERS = ["-3,2", "+4", "-1.270,5", "-", "-40,6%", "12"]
FRAME = pd.DataFrame({"tekst": [*BAD, *NUMBERS], "tal": [-1.5 - number for number in range(len(BAD) + len(NUMBERS))]})
# What a cell of a table can hold: any text without blanks around it, which every reader takes away.
TEXTS = st.text(st.characters(blacklist_categories=["Cs", "Cc"])).map(str.strip).filter(bool)
RISKY = re.compile("[=+\\-@\t\r\n]")
PLAIN = re.compile("[-+]([0-9][0-9., \u00a0]*%?)?")


def cells(content: bytes) -> list[list[str | None]]:
    grids, findings, _ = read_text(content, "fil.csv", "utf-8", ";")
    assert findings == []
    return [[None if cell is None else str(cell) for cell in row] for row in grids[0].rows]


def test_a_downloaded_csv_runs_nothing_and_is_read_back_as_it_was() -> None:
    written = downloads.csv(FRAME.rename(columns={"tekst": "=tekst"}))
    raw = pd.read_csv(io.BytesIO(written), sep=";", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    assert list(raw.columns) == ["'=tekst", "tal"]
    assert not [text for text in raw["'=tekst"] if RISKY.match(text) and not PLAIN.fullmatch(text)]
    assert list(raw["'=tekst"][len(BAD) :]) == NUMBERS
    assert list(raw["tal"][:2]) == ["-1,5", "-2,5"]
    assert cells(written) == [["=tekst", "tal"], *([text, str(figure).replace(".", ",")] for text, figure in FRAME.itertuples(index=False))]


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5))
def test_any_text_comes_back_through_both_readers(rows: list[tuple[str, str]]) -> None:
    frame = pd.DataFrame(rows, columns=["adresse", "note"])
    written = downloads.csv(frame)
    assert cells(written)[1:] == [list(row) for row in rows]
    read = [row for batch in read_table(Source("fil.csv", written)).batches() for row in batch.to_pylist()]
    assert [(row["adresse"], row["note"]) for row in read] == rows


def test_both_engines_agree_on_what_is_harmless() -> None:
    texts = [*BAD, *NUMBERS, "=\u00a0", "-1 000", "-1\n", "+1+", "", "a=1", "-" + "1" * 200]
    expected = [harmless(text) for text in texts]
    assert list(harmless_frame(pd.DataFrame({"a": texts}))["a"]) == expected
    assert harmless_table(pa.table({"=a": texts})).to_pydict() == {"'=a": expected}
    assert harmless("-" + "1" * 200).startswith("'")


def of_addresses(tmp_path: Path, suffix: str) -> bytes:
    path = tmp_path / f"kodet{suffix}"
    with open_writer(path) as write:
        write(pa.table({"tekst": list(FRAME["tekst"]), "tal": list(FRAME["tal"])}))
    return path.read_bytes()


def test_a_coded_file_runs_nothing_and_is_read_back_as_it_was(tmp_path: Path) -> None:
    written = of_addresses(tmp_path, ".csv")
    assert LINK.encode().replace(b'"', b'""') in written
    assert b"\n=" not in written.replace(b'"', b"")
    table = read_table(Source("kodet.csv", written))
    assert [row["tekst"] for batch in table.batches() for row in batch.to_pylist()] == list(FRAME["tekst"])


def test_the_data_package_runs_nothing(fixture_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Database.table
    monkeypatch.setattr(Database, "table", lambda self, table: whole(self, table).assign(note=LINK))
    with zipfile.ZipFile(io.BytesIO(data_package(fixture_database, downloads.package_table))) as archive:
        texts = [archive.read(entry).decode() for entry in archive.namelist() if entry.endswith(".csv")]
    assert len(texts) > 5
    assert not any(f",{LINK[:10]}" in text.replace('"', "") for text in texts)


WORKBOOKS: dict[str, Callable[[Path], bytes]] = {
    "figures": lambda _: downloads.excel(FRAME, FRAME, [LINK]),
    "template": lambda _: downloads.sheet(FRAME, "Resultater", [LINK]),
    "coded rows on the page": lambda _: Coded(len(FRAME), [], [], FRAME, FRAME).excel(),
    "coded file": lambda place: of_addresses(place, ".xlsx"),
}


@pytest.mark.parametrize("writer", WORKBOOKS)
def test_a_workbook_holds_texts_and_no_formulas_or_links(writer: str, tmp_path: Path) -> None:
    """The board pack's workbook has its own test in tests/pack/test_workbook.py."""
    content = WORKBOOKS[writer](tmp_path)
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheets = [book.read(entry).decode() for entry in book.namelist() if entry.startswith("xl/worksheets/sheet")]
    assert sheets
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)
    opened = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert [cell.value for cell in opened["A"]][1:3] == BAD[:2]
    assert all(cell.data_type != "f" or cell.value == LINK for cell in opened["A"])
    assert opened["B2"].value == -1.5


def test_the_workbook_behind_bars_on_a_slide_holds_texts_and_no_formulas_or_links() -> None:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    charting.bars(
        slide, Bars("Antal", (LINK, BAD[6]), (Series("=1+1", "#112233", (1.5, None)),), "count", (1, 1), "To søjler"), (0, 0, 8, 5)
    )
    chart = next(shape.chart for shape in slide.shapes if shape.has_chart)
    opened = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    assert opened is not None
    assert [[cell.value for cell in row] for row in opened.iter_rows()] == [[None, "=1+1"], [LINK, 1.5], [BAD[6], None]]
    assert {cell.data_type for row in opened.iter_rows() for cell in row if isinstance(cell.value, str)} == {"s"}
    assert not any(cell.hyperlink for row in opened.iter_rows() for cell in row)
    assert [series.name for series in chart.plots[0].series] == ["=1+1"]


def test_tables_are_written_by_those_who_make_them_harmless() -> None:
    """A new writer of CSV or workbooks belongs in WORKBOOKS or in a test above, and here."""
    found = {
        name(path)
        for room in ("pages", "queries", "geo", "data")
        for path in modules(room)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in ("to_csv", "ExcelWriter", "Workbook", "CSVWriter")
    }
    # The archive of an edition is kept byte by byte and read back by data/editions.py; coverage.csv holds counts.
    kept = {"data/editions.py", "data/__main__.py"}
    assert found - kept == {"geo/cells.py", "geo/writers.py", "pages/kit/downloads.py", "pages/pack/workbook.py", "pages/pack/charting.py"}
    assert (ROOT / "tests" / "pack" / "test_workbook.py").exists()

"""Two packs that the tests of this folder open again: one of the real content with all it can carry, one without anything said."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from pypdf import PdfReader

from pages.kit.since import Side, Told
from pages.kit.wording import PLAN_2025
from pages.pack import AgendaItem, Comment, Decision, Edition, Pack, make
from queries.connection import Database
from queries.earlier import Earlier
from queries.since import since, state

DAY = date(2026, 3, 1)
TITLE = "Bestyrelsesmøde i marts 2026"
AGENDA = [
    AgendaItem("Status på de fire mål", "Begynd med dagtilbud.", "Overblik"),
    AgendaItem("To områder", "Fravær.", "Sammenlign", {"omraader": "vangdalen,energivej"}),
]
COMMENTS = [
    Comment("area", "vangdalen", date(2026, 2, 10), "Opdigtet bemærkning om området."),
    Comment("indicator", "hp25_daycare_1_5", date(2026, 2, 1), "=1+1 skal blive ved med at være tekst"),
    Comment("activity", "hp25_a_brandkadet", date(2026, 1, 15), "#strong[ikke] *opmærkning*"),
    Comment("indicator", "hp25_residents", date(2026, 1, 20), "Uden eget kapitel."),
]
DECISIONS = [Decision(date(2025, 11, 20), "Opdigtet beslutning", "Med en uddybning.")]


@pytest.fixture(scope="session")
def heard() -> list[tuple[float, str]]:
    """What was told along the way while the pack was made."""
    return []


@pytest.fixture(scope="session")
def pack(real_database: Database, heard: list[tuple[float, str]]) -> Pack:
    """The pack of the real content."""
    edition = Edition(TITLE, DAY, real_database.version, "Foreløbige tal")
    older = Earlier(date(2025, 9, 1), "a", real_database.path, "Opdigtet møde", "x")
    states = (state(real_database.ask, PLAN_2025, day) for day in (older.day, DAY))
    told = Told(since(*states), Side(older.day, older), Side(DAY))
    return make(real_database, edition, AGENDA, COMMENTS, DECISIONS, lambda share, text: heard.append((share, text)), told)


@pytest.fixture(scope="session")
def bare_pack(fixture_database: Database) -> Pack:
    """The pack of the synthetic content, with nothing but the edition."""
    return make(fixture_database, Edition(TITLE, DAY, "fixture"))


@pytest.fixture(scope="session")
def deck(pack: Pack) -> Any:
    """The presentation, opened again."""
    return Presentation(io.BytesIO(pack.pptx))


@pytest.fixture(scope="session")
def paper(pack: Pack) -> PdfReader:
    """The PDF, opened again."""
    return PdfReader(io.BytesIO(pack.pdf))


@pytest.fixture(scope="session")
def pages(paper: PdfReader) -> list[str]:
    """The text of every page of the PDF; taking it out costs more than making it."""
    return [page.extract_text() for page in paper.pages]


@pytest.fixture(scope="session")
def book(pack: Pack) -> Any:
    """The workbook, opened again."""
    return openpyxl.load_workbook(io.BytesIO(pack.xlsx))


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    """The rows of a sheet by their headings, which stand in its fourth row."""
    head, *rows = sheet.iter_rows(min_row=4, values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def unbroken(text: str) -> str:
    """Text of a page on one line, words that were broken over two lines put together."""
    return " ".join(re.sub(r"(?<=[a-zæøå])-\s*\n\s*(?=[a-zæøå])", "", text).split())


def slide_texts(deck: Any) -> list[str]:
    """Everything written on each slide."""
    found = []
    for slide in deck.slides:
        parts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        parts += [cell.text for shape in slide.shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
        found.append("\n".join(parts))
    return found

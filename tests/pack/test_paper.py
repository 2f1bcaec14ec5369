"""The PDF opened again: tagged, in Danish, with bookmarks and its own type, nothing outside the page."""

from __future__ import annotations

from typing import Any

from pypdf import PdfReader
from pypdf.generic import IndirectObject

from queries.connection import Database
from tests.pack.conftest import TITLE, unbroken


def resolved(value: Any) -> Any:
    return value.get_object() if isinstance(value, IndirectObject) else value


def outline(entries: Any) -> list[str]:
    found: list[str] = []
    for entry in entries:
        found += outline(entry) if isinstance(entry, list) else [entry.title]
    return found


def alternatives(node: Any) -> list[str]:
    """The alternative texts of the figures in the structure of a document."""
    node = resolved(node)
    if isinstance(node, list):
        return [text for child in node for text in alternatives(child)]
    if not hasattr(node, "get"):
        return []
    own = [str(node["/Alt"])] if node.get("/S") == "/Figure" else []
    return own + alternatives(node.get("/K", []))


def test_language_title_and_tags(paper: PdfReader) -> None:
    root = paper.trailer["/Root"]
    assert str(root["/Lang"]).lower().startswith("da")
    assert paper.metadata is not None
    assert paper.metadata.title == f"Bestyrelsespakke: {TITLE}"
    assert resolved(root["/MarkInfo"])["/Marked"]
    assert resolved(root["/ViewerPreferences"])["/DisplayDocTitle"]
    assert b"pdfuaid" in resolved(root["/Metadata"]).get_data()


def test_bookmarks_lead_to_every_chapter_and_area(paper: PdfReader, real_database: Database) -> None:
    marks = outline(paper.outline)
    areas = real_database.ask("areas").query("kind == 'housing_area'")["name"].tolist()
    chapters = ["Dagsorden", "Situationen på en side", "De fire strategiske mål", "Boligområderne", *areas, "Statens kriterier",
                "Aktiviteter og løfter", "Hvad der mangler", "Sådan læses tallene", "Beslutninger siden sidst"]  # fmt: skip
    assert [mark for mark in marks if mark in chapters] == chapters


def test_every_type_is_embedded(paper: PdfReader) -> None:
    fonts = {id(font): resolved(font) for page in paper.pages for font in resolved(resolved(page["/Resources"]).get("/Font", {})).values()}
    assert fonts
    names = set()
    for font in fonts.values():
        below = resolved(resolved(font["/DescendantFonts"])[0])
        description = resolved(below["/FontDescriptor"])
        assert "/FontFile2" in description or "/FontFile3" in description, font["/BaseFont"]
        names.add(str(font["/BaseFont"]).split("+")[-1].split("-")[0])
    assert names == {"SourceSansPro", "DejaVuSansMono"}, "another type was taken for signs that these lack"


def test_charts_are_told_in_words(paper: PdfReader) -> None:
    said = alternatives(paper.trailer["/Root"]["/StructTreeRoot"])
    assert len(said) == 13
    assert all(len(words) > 40 for words in said)
    assert any("Vangdalen 10,0\u00a0%, Randers Kommune 7,8\u00a0%" in words for words in said)


def test_pages_are_a4_and_say_what_data_they_rest_on(paper: PdfReader, pages: list[str], real_database: Database) -> None:
    line = f"Data: version {real_database.version}, tal til og med 31. december 2024"
    count = len(paper.pages)
    for number, (page, text) in enumerate(zip(paper.pages, pages, strict=True), 1):
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)
        said = text.replace("\u00a0", " ")
        assert line in said
        assert number == 1 or f"Side {number} af {count}" in said


def test_no_text_stands_outside_its_page(paper: PdfReader) -> None:
    """On the pages that are fullest: the situation, an area, the law, the promises."""
    outside = []

    def look(said: str, current: list[float], matrix: list[float], *_: Any) -> None:
        x = matrix[4] * current[0] + matrix[5] * current[2] + current[4]
        y = matrix[4] * current[1] + matrix[5] * current[3] + current[5]
        if said.strip() and not (20 <= x <= 575 and 20 <= y <= 830):
            outside.append((said, x, y))

    for page in list(paper.pages)[3::6]:
        page.extract_text(visitor_text=look)
    assert outside == []


def test_figures_are_danish_and_the_documents_own(pages: list[str]) -> None:
    said = unbroken(" ".join(pages))
    for figure in ("38,6 %", "15,8 %", "1.270", "22,8 procentpoint", "skjult (få"):
        assert figure in said, figure


def test_comments_are_text_and_not_markup(pages: list[str]) -> None:
    said = "\n".join(pages)
    assert "#strong[ikke] *opmærkning*" in said
    assert "Opdigtet beslutning" in said


def test_no_page_has_only_a_line_or_two_left_over(pages: list[str]) -> None:
    """Besides the lines at its head and foot a page has a chapter's heading or a good deal of text."""
    for text in pages[1:]:
        lines = [line for line in text.splitlines() if line.strip()]
        assert len(lines) > 7 or lines[1] in ("Dagsorden", "Beslutninger siden sidst", "Bemærkninger"), lines

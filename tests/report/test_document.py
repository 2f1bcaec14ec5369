"""The finished file: styles, captions and references, contents, header rows, texts for those who cannot see, the same bytes again."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import RGBColor
from lxml import etree

from data.pointer import Version
from pages.pack import InternalFiguresError
from pages.pack.parts import Column
from pages.report.__main__ import main
from pages.report.blocks import Heading, Table
from pages.report.document import Cover, write
from pages.report.figures import load
from pages.report.making import chapters, make
from pages.report.model import Kind, Report, ReportError
from queries.connection import Database
from tests.report.conftest import PLANS, REMARK, asked

COVER = Cover("Prøverapport", "Helhedsplanen 2025-29", "1. august 2025 til 21. november 2026", "fixture", ("Linje på forsiden",))
BLOCKS = [Heading(1, "Opdigtet"), Table("t", "Opdigtet tabel", (Column("A", 1), Column("B", 1, True)), (("x", "1"),), "Kilde: ingen.")]


@pytest.fixture(scope="module")
def parts(report: Report) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(report.content)) as file:
        return {name: file.read(name) for name in file.namelist()}


@pytest.fixture(scope="module")
def body(parts: dict[str, bytes]) -> Any:
    return etree.fromstring(parts["word/document.xml"])


def instructions(body: Any) -> list[str]:
    return [found.text.strip() for found in body.iter(qn("w:instrText"))]


def styled(body: Any) -> list[tuple[str, str]]:
    """Style and text of every paragraph outside of tables."""
    return [
        (paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val")), "".join(text.text or "" for text in paragraph.iter(qn("w:t"))))
        for paragraph in body[0].findall(qn("w:p"))
    ]


def test_the_same_bytes_again_and_dated_by_the_edition(report: Report, fixture_version: Version) -> None:
    """The whole report once more, with another connection and pictures drawn anew."""
    database = Database(fixture_version.published, "fixture")
    again = make(database, asked("plan-2025-29", "fixture", remarks=(REMARK,), outline=True))
    database.close()
    assert again.content == report.content
    once = report.content
    with zipfile.ZipFile(io.BytesIO(once)) as file:
        assert {item.date_time for item in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        dates = re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", file.read("docProps/core.xml").decode())
        assert set(dates) == {"2026-11-21T00:00:00Z"}


def test_nothing_is_formatted_directly(parts: dict[str, bytes], body: Any) -> None:
    runs = {child.tag for properties in body.iter(qn("w:rPr")) for child in properties}
    assert runs <= {qn("w:rStyle")}
    paragraphs = {child.tag for properties in body.iter(qn("w:pPr")) for child in properties}
    assert paragraphs <= {qn("w:pStyle"), qn("w:keepNext"), qn("w:pageBreakBefore")}
    known = {style.get(qn("w:styleId")) for style in etree.fromstring(parts["word/styles.xml"]).iter(qn("w:style"))}
    assert {found.get(qn("w:val")) for found in body.iter(qn("w:pStyle"), qn("w:tblStyle"), qn("w:rStyle"))} <= known


def test_headings_skip_no_level_and_stand_in_the_contents(body: Any) -> None:
    levels = [(int(style[-1]), text) for style, text in styled(body) if re.fullmatch(r"Heading[1-9]", style)]
    assert levels[0] == (1, "Forord")
    assert all(after <= before + 1 for (before, _), (after, _) in pairwise(levels))
    shown = [text.removesuffix("…") for style, text in styled(body) if style.startswith("toc")]
    assert shown == [text for level, text in levels if level <= 2]
    assert instructions(body)[0].startswith("TOC ")


def test_tables_and_figures_are_numbered_and_referred_to(body: Any) -> None:
    marks = {found.get(qn("w:name")) for found in body.iter(qn("w:bookmarkStart"))}
    for field in instructions(body):
        if field.startswith(("REF ", "PAGEREF ")):
            assert field.split()[1] in marks, field
    for label in ("Tabel", "Figur"):
        captions = [text for style, text in styled(body) if style == "Caption" and text.startswith(label)]
        assert [int(re.match(rf"{label}\u00a0(\d+)\. .", text)[1]) for text in captions] == list(range(1, len(captions) + 1))  # type: ignore[index]
        assert len(captions) == sum(field.startswith(f"SEQ {label}") for field in instructions(body)) > 0


def test_every_table_repeats_its_head_and_says_what_it_is(body: Any) -> None:
    tables = list(body.iter(qn("w:tbl")))
    assert len(tables) > 5
    for table in tables:
        assert table.find(f"{qn('w:tr')}/{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert table.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}").get(qn("w:val"))
        assert "rækker med kolonnerne" in table.find(f"{qn('w:tblPr')}/{qn('w:tblDescription')}").get(qn("w:val"))


def test_every_picture_is_vector_and_pixels_with_words(parts: dict[str, bytes], body: Any) -> None:
    pictures = list(body.iter(qn("wp:docPr")))
    assert pictures
    assert all(re.match(r"(Linje|Punkt|Søjle)diagram", picture.get("descr")) for picture in pictures)
    kinds = [name.rpartition(".")[2] for name in parts if name.startswith("word/media/")]
    assert kinds.count("svg") == kinds.count("png") == len(pictures)
    assert parts["word/document.xml"].count(b"svgBlip") == len(pictures)
    assert all(content.startswith(b"<svg") for name, content in parts.items() if name.endswith(".svg"))


def test_pages_carry_plan_period_and_version_in_danish(parts: dict[str, bytes]) -> None:
    head = "".join(etree.fromstring(parts["word/header1.xml"]).itertext())
    assert "Helhedsplanen 2025-29 · 1. juni 2025 til 21. november 2026 · Data: version fixture" in head
    styles = etree.fromstring(parts["word/styles.xml"])
    assert styles.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}").get(qn("w:val")) == "da-DK"
    assert b"<dc:language>da-DK</dc:language>" in parts["docProps/core.xml"]


def test_places_to_write_are_counted_and_have_questions(report: Report, body: Any) -> None:
    marked = [text for style, text in styled(body) if style == "Manglertekst"]
    assert marked == [f"Skriv her: [{about}]" for about in report.to_write]
    assert "Forord" in report.to_write
    assert "Anbefalinger" in report.to_write
    assert [text for style, text in styled(body) if style == "Spørgsmål" and text.startswith("Hvad bør fortsætte")]


def test_comments_are_text_and_only_given_ones_are_there(report: Report, body: Any, fixture_database: Database) -> None:
    said = [text for style, text in styled(body) if "Opdigtet <b>bemærkning</b>." in text]
    assert said == ["Bemærkning: skrevet 10. februar 2026. Situation: Opdigtet <b>bemærkning</b>."]
    without = chapters(load(fixture_database, asked("plan-2025-29", "fixture")))
    assert "bemærkning</b>" not in str(without)


def test_progress_is_told_and_never_falls(report: Report, heard: list[tuple[float, str]]) -> None:
    shares = [share for share, _ in heard]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert all(text for _, text in heard)


def template(*, title: str = "{titel} for {plan}", macro: bool = False) -> bytes:
    document = Document()
    document.add_paragraph(title, style="Title")
    document.styles["Heading 1"].font.color.rgb = RGBColor(200, 0, 0)
    document.sections[0].header.paragraphs[0].text = "Opdigtet Kommune"
    content = io.BytesIO()
    document.save(content)
    if macro:
        with zipfile.ZipFile(content, "a") as file:
            file.writestr("word/vbaProject.bin", b"x")
    return content.getvalue()


def test_a_templates_styles_and_cover_are_used() -> None:
    made = Document(io.BytesIO(write(COVER, BLOCKS, {}, asked("plan-2025-29", "fixture", template=template()))))
    assert made.paragraphs[0].text == "Prøverapport for Helhedsplanen 2025-29"
    assert "Linje på forsiden" not in {paragraph.text for paragraph in made.paragraphs}
    assert made.styles["Heading 1"].font.color.rgb == RGBColor(200, 0, 0)
    head = [paragraph.text for paragraph in made.sections[0].header.paragraphs]
    assert head[0] == "Opdigtet Kommune"
    assert "Data: version fixture" in head[1]


def kept_rows(content: bytes) -> int:
    """Cells that hold their row on the page of what follows."""
    body = Document(io.BytesIO(content)).element.body
    return len([keep for cell in body.iter(qn("w:tc")) for keep in cell.iter(qn("w:keepNext"))])


def test_short_tables_stay_whole_but_for_the_paper_of_two_pages() -> None:
    table = next(block for block in BLOCKS if isinstance(block, Table))
    request = asked("plan-2025-29", "fixture")
    # The head always stays with what is below it.
    assert kept_rows(write(COVER, [table], {}, request)) == (1 + len(table.rows)) * len(table.columns)
    assert kept_rows(write(COVER, [table], {}, request, contents=False)) == len(table.columns)


def bomb(sizes: Sequence[int]) -> bytes:
    """A template that is small as a file and has parts of so many bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for number, size in enumerate(sizes):
            file.writestr(f"word/media/{number}", b"\0" * size)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK nothing", "kan ikke læses"), (template(macro=True), "makroer"),
        (bomb([60_000_001]), "fylder for meget"), (bomb([0] * 2001), "fylder for meget"),
    ],
    ids=["no file of Word", "macros", "too large when unpacked", "too many parts"],
)  # fmt: skip
def test_an_unusable_template_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(ReportError, match=why):
        write(COVER, BLOCKS, {}, asked("plan-2025-29", "fixture", template=content))


def test_the_internal_file_is_refused(fixture_version: Version) -> None:
    database = Database(fixture_version.internal, "fixture")
    with pytest.raises(InternalFiguresError, match="offentliggjorte fil"):
        make(database, asked("plan-2025-29", "fixture"))
    database.close()


def test_a_plan_without_results_is_short_and_says_so(fixture_database: Database, real_database: Database) -> None:
    blocks = chapters(load(real_database, asked("plan-2021-25", real_database.version)))
    said = str(blocks)
    assert "Databasen har ingen aktiviteter for planen." in said
    assert "Databasen har ingen overordnede mål for planen." in said
    assert "Databasen har ingen løfter for planen." in said
    assert "Databasen har ingen tal om planens mål." in said
    assert "så rapporten er kort" in said
    assert "0 aktiviteter" not in said
    assert len(blocks) < 45
    with pytest.raises(ReportError, match="findes ikke"):
        load(fixture_database, asked("plan-2001-05", "fixture"))


def test_the_command_says_what_is_wrong(real_build: Version, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(real_build.published.parent)
    for arguments, said in (
        (["--plan", "plan-1999"], "Vælg en af: plan-2025-29"),
        ([], "Skriv med --plan, hvilken plan rapporten gælder. Vælg en af: plan-2025-29"),
        (
            ["--plan", PLANS["re17"], "--template", f"{folder}/ingen.docx"],
            "ingen.docx” kan ikke læses eller skrives: den eller mappen findes",
        ),
        (["--plan", PLANS["re17"], "--out", f"{real_build.published}/her"], "kan ikke læses eller skrives: mappens navn er en fil"),
        (["--plan", PLANS["re17"], "--edition", "ukendt"], "Udgaven ”ukendt” findes ikke. Lavede udgaver: ingen."),
        (["--plan", PLANS["re17"], "--to", "2001-01-01"], "Perioden slutter, før den begynder."),
    ):
        assert main([Kind.EVALUATION.value, "--database", folder, *arguments]) == 1
        assert said in capsys.readouterr().err
    assert main(["--plan", PLANS["re17"]]) == 1
    assert "hvilken rapport der skal laves: resultatevaluering, aarsrapport eller opsamling" in capsys.readouterr().err
    assert main([Kind.SUMMARY.value, "--database", folder, "--plan", PLANS["hp25"]]) == 1
    assert "Opsamlingen er til et møde. Ingen møder har en dato endnu" in capsys.readouterr().err
    for wrong, said in ((["roman"], "”roman” er ingen rapport. Skriv"), ([Kind.YEARLY.value, "--from", "i går"], "”i går” er ingen dag.")):
        with pytest.raises(SystemExit):
            main([*wrong, "--plan", PLANS["re17"]])
        assert said in capsys.readouterr().err

"""Puts blocks at the end of a document, counts its tables and figures, and fills the references to them."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu
from docx.text.paragraph import Paragraph

from pages.pack.parts import Column
from pages.report import fields, styles
from pages.report.blocks import Block, Bullets, Figure, Heading, PageBreak, Reference, Sentence, Table, Text, ToWrite
from pages.report.pictures import Drawn

_TWIPS, _EMU, _POINT = 1440, 914400, 12700
_TOC = r'TOC \o "1-2" \h \z \u'
_DEEPEST = 2  # heading levels in the contents
_UNKNOWN_PAGE = "…"  # until a program has laid the pages out
WRITE_HERE = "Skriv her:"
_TABLE_STYLES = {
    "table": styles.TABLE, "head": styles.HEAD, "head_figure": styles.HEAD_FIGURE, "cell": styles.CELL, "figure": styles.CELL_FIGURE,
}  # fmt: skip


class Writer:
    """The end of a document; `drawn` are the pictures of its figures by anchor, `whole_tables` keeps short tables on one page."""

    def __init__(self, document: Any, blocks: Sequence[Block], drawn: Mapping[str, Drawn], *, whole_tables: bool = True) -> None:
        self.document, self.drawn, self.whole_tables = document, drawn, whole_tables
        section = document.sections[-1]
        self.width = section.page_width - section.left_margin - section.right_margin
        self.numbers = _numbers(blocks)
        # The library looks every style up anew, which took half the time a document took.
        self.styles = {style.name: style.style_id for style in document.styles}
        self.bullet = "" if styles.numbered(document, "List Bullet") else "•\u00a0"
        self.headings = self.marks = self.vectors = 0
        self.end = document.element.body.sectPr

    def paragraph(self, style: str, text: str = "") -> Any:
        """A new last paragraph, as its element."""
        made = OxmlElement("w:p")
        properties, named = OxmlElement("w:pPr"), OxmlElement("w:pStyle")
        named.set(qn("w:val"), self.styles[styles.KNOWN_AS.get(style, style)])
        properties.append(named)
        made.append(properties)
        if text:
            fields.run(made, fields.clean(text))
        self.end.addprevious(made)
        return made

    def contents(self, blocks: Sequence[Block]) -> None:
        """The table of contents as a field that shows the headings at once; a program puts the page numbers in."""
        self.paragraph("TOC Heading", "Indhold")
        headings = [block for block in blocks if isinstance(block, Heading)]
        shown = [(place, block) for place, block in enumerate(headings) if block.level <= _DEEPEST]
        for number, (place, block) in enumerate(shown):
            paragraph = self.paragraph(f"toc {block.level}")
            if not number:
                fields.open_field(paragraph, _TOC)
            link = fields.link(paragraph, _heading_mark(place))
            fields.run(link, block.text)
            fields.run(link, "", tab=True)
            fields.field(link, f"PAGEREF {_heading_mark(place)} \\h", _UNKNOWN_PAGE)
            if number == len(shown) - 1:
                fields.close_field(paragraph)

    def put(self, block: Block) -> None:
        """The block at the end of the document."""
        if isinstance(block, Heading):
            self._heading(block)
        elif isinstance(block, Text):
            self._text(block)
        elif isinstance(block, Bullets):
            for item in block.items:
                self._sentence(self.paragraph("List Bullet", self.bullet), item)
        elif isinstance(block, ToWrite):
            self._to_write(block)
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Figure):
            self._figure(block)
        elif isinstance(block, PageBreak):
            self.page_break()

    def page_break(self) -> None:
        """What follows begins a page."""
        run, cut = OxmlElement("w:r"), OxmlElement("w:br")
        cut.set(qn("w:type"), "page")
        run.append(cut)
        self.paragraph("Normal").append(run)

    def _heading(self, block: Heading) -> None:
        paragraph = self.paragraph(f"Heading {block.level}")
        if block.new_page:
            paragraph.pPr.append(OxmlElement("w:pageBreakBefore"))
        self._marked(paragraph, _heading_mark(self.headings), lambda: fields.run(paragraph, fields.clean(block.text)))
        self.headings += 1

    def _marked(self, paragraph: Any, name: str, write: Callable[[], None]) -> None:
        self.marks += 1
        number = self.marks
        fields.bookmark(paragraph, number, name, end=False)
        write()
        fields.bookmark(paragraph, number, name, end=True)

    def _strong(self, paragraph: Any, text: str) -> None:
        run, properties, named = OxmlElement("w:r"), OxmlElement("w:rPr"), OxmlElement("w:rStyle")
        named.set(qn("w:val"), self.styles["Strong"])
        properties.append(named)
        run.append(properties)
        said = OxmlElement("w:t")
        said.set(qn("xml:space"), "preserve")
        said.text = fields.clean(text)
        run.append(said)
        paragraph.append(run)

    def _text(self, block: Text) -> None:
        paragraph = self.paragraph(block.style)
        if block.lead:
            self._strong(paragraph, f"{block.lead} " if block.sentences else block.lead)
        for place, sentence in enumerate(block.sentences):
            if place:
                fields.run(paragraph, " ")
            self._sentence(paragraph, sentence)

    def _sentence(self, paragraph: Any, sentence: Sentence) -> None:
        said = ""
        for part in sentence:
            if isinstance(part, Reference):
                fields.run(paragraph, said)
                label, number = self.numbers[part.anchor]
                fields.field(paragraph, f"REF {_mark(label, number)} \\h", f"{label}\u00a0{number}")
                said = ""
            else:
                said += fields.clean(part if isinstance(part, str) else part.text)
        fields.run(paragraph, said)

    def _to_write(self, block: ToWrite) -> None:
        paragraph = self.paragraph(styles.TO_WRITE)
        self._strong(paragraph, f"{WRITE_HERE} ")
        fields.run(paragraph, f"[{block.about}]")
        for question in block.questions:
            self.paragraph(styles.QUESTION, question)

    def _caption(self, label: str, anchor: str, text: str) -> None:
        paragraph = self.paragraph("Caption")
        if label == "Tabel":
            paragraph.pPr.append(OxmlElement("w:keepNext"))

        def numbered() -> None:
            fields.run(paragraph, f"{label}\u00a0")
            fields.field(paragraph, f"SEQ {label} \\* ARABIC", str(self.numbers[anchor][1]))

        self._marked(paragraph, _mark(*self.numbers[anchor]), numbered)
        fields.run(paragraph, f". {fields.clean(text)}")

    def _table(self, block: Table) -> None:
        self._caption("Tabel", block.anchor, block.caption)
        named = {key: self.styles[name] for key, name in _TABLE_STYLES.items()}
        twips = int(self.width / _EMU * _TWIPS)
        made = fields.table(
            block.columns, block.rows, _widths(block.columns, twips), named, block.caption, block.alternative, self.whole_tables
        )
        self.end.addprevious(made)
        # A table needs a paragraph after it in any case.
        self.paragraph(styles.SOURCE, block.source)

    def _figure(self, block: Figure) -> None:
        drawn = self.drawn[block.anchor]
        paragraph = self.paragraph(styles.PICTURE)
        width = Emu(min(int(self.width), drawn.points * _POINT))
        picture = Paragraph(paragraph, self.document._body).add_run().add_picture(io.BytesIO(drawn.png), width=width)
        self.vectors += 1
        fields.vector(self.document, picture, drawn.svg, self.vectors)
        fields.described(picture, f"Figur {self.numbers[block.anchor][1]}", block.alternative)
        self._caption("Figur", block.anchor, block.caption)
        self.paragraph(styles.SOURCE, block.source)


def _numbers(blocks: Sequence[Block]) -> dict[str, tuple[str, int]]:
    """Label and number of every table and figure by its anchor. Raises ValueError when two have the same."""
    found: dict[str, tuple[str, int]] = {}
    counts = {"Tabel": 0, "Figur": 0}
    for block in blocks:
        if isinstance(block, (Table, Figure)):
            label = "Tabel" if isinstance(block, Table) else "Figur"
            counts[label] += 1
            if block.anchor in found:
                raise ValueError(f"two blocks have the anchor {block.anchor}")
            found[block.anchor] = label, counts[label]
    return found


def _mark(label: str, number: int) -> str:
    """The bookmark of a table or figure."""
    return f"_Ref_{label}_{number}"


def _heading_mark(number: int) -> str:
    return f"_Toc_{number}"


def _widths(columns: Sequence[Column], twips: int) -> list[int]:
    """The columns' shares of the width; what rounding leaves goes to the first."""
    whole = sum(column.width for column in columns)
    widths = [int(twips * column.width / whole) for column in columns]
    widths[0] += twips - sum(widths)
    return widths

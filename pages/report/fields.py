"""The parts of Word's format that the library has no call for: fields, bookmarks, tables with header rows, vector pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from pages.pack.parts import Column

_TOGETHER = 12  # rows of a table that is not cut where a page ends
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_SVG_NAMESPACE = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def field(parent: Any, instruction: str, shown: str) -> None:
    """A field at the end of a paragraph or link (its XML element), with what it shows until the program counts anew."""
    for kind in ("begin", "instruction", "separate", "shown", "end"):
        run = OxmlElement("w:r")
        if kind == "instruction":
            inside = OxmlElement("w:instrText")
            inside.set(qn("xml:space"), "preserve")
            inside.text = f" {instruction} "
        elif kind == "shown":
            inside = OxmlElement("w:t")
            inside.text = shown
        else:
            inside = OxmlElement("w:fldChar")
            inside.set(qn("w:fldCharType"), kind)
        run.append(inside)
        parent.append(run)


def open_field(parent: Any, instruction: str) -> None:
    """The beginning of a field whose result is paragraphs; close_field() ends it."""
    for kind in ("begin", "instruction", "separate"):
        run = OxmlElement("w:r")
        if kind == "instruction":
            inside = OxmlElement("w:instrText")
            inside.set(qn("xml:space"), "preserve")
            inside.text = f" {instruction} "
        else:
            inside = OxmlElement("w:fldChar")
            inside.set(qn("w:fldCharType"), kind)
        run.append(inside)
        parent.append(run)


def close_field(parent: Any) -> None:
    """The end of a field that open_field() began."""
    run = OxmlElement("w:r")
    end = OxmlElement("w:fldChar")
    end.set(qn("w:fldCharType"), "end")
    run.append(end)
    parent.append(run)


def bookmark(parent: Any, number: int, name: str, *, end: bool) -> None:
    """Where a bookmark begins or ends in a paragraph."""
    made = OxmlElement("w:bookmarkEnd" if end else "w:bookmarkStart")
    made.set(qn("w:id"), str(number))
    if not end:
        made.set(qn("w:name"), name)
    parent.append(made)


def link(parent: Any, anchor: str) -> Any:
    """A link to a bookmark at the end of a paragraph; what it shows is put into it."""
    made = OxmlElement("w:hyperlink")
    made.set(qn("w:anchor"), anchor)
    made.set(qn("w:history"), "1")
    parent.append(made)
    return made


def run(parent: Any, text: str, *, tab: bool = False) -> None:
    """Plain text at the end of a paragraph or link, after a tab where asked."""
    made = OxmlElement("w:r")
    if tab:
        made.append(OxmlElement("w:tab"))
    if text:
        inside = OxmlElement("w:t")
        inside.set(qn("xml:space"), "preserve")
        inside.text = text
        made.append(inside)
    parent.append(made)


def table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
    styles: dict[str, str],
    title: str,
    told: str,
    whole: bool = True,
) -> Any:
    """A table element: its first row is repeated as header, no row breaks over pages, figures in their own style.

    `whole` keeps a table of few rows on one page.

    `widths` in twentieths of a point; `styles` are ids under the keys table, head, head_figure, cell, figure. Built as text: cell by
    cell through the library takes a tenth of a second a table.
    """
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = "".join(
        _cell(column.heading, styles["head_figure" if column.numeric else "head"], width, True)
        for column, width in zip(columns, widths, strict=True)
    )
    together = whole and len(rows) <= _TOGETHER
    body = "".join(
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + "".join(
            _cell(text, styles["figure" if column.numeric else "cell"], width, together)
            for column, text, width in zip(columns, row, widths, strict=True)
        )
        + "</w:tr>"
        for row in rows
    )
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val={quoteattr(styles["table"])}/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(title)}/><w:tblDescription w:val={quoteattr(told)}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{body}</w:tbl>"
    )


def _cell(text: str, style: str, width: int, keep: bool) -> str:
    """A cell; `keep` holds its row on the page of what follows."""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(clean(line))}</w:t>' for line in text.split("\n"))
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"<w:p><w:pPr><w:pStyle w:val={quoteattr(style)}/>{'<w:keepNext/>' if keep else ''}</w:pPr><w:r>{lines}</w:r></w:p></w:tc>"
    )


def clean(text: str) -> str:
    """The text without the signs that XML cannot hold: what officers wrote may have been pasted from anywhere."""
    return "".join(
        sign for sign in text if sign in "\t\n" or (ord(sign) >= 32 and not 0xD800 <= ord(sign) <= 0xDFFF and ord(sign) < 0xFFFE)
    )


def vector(document: Any, picture: Any, svg: bytes, number: int) -> None:
    """Lay the vector picture over a picture that is there: programs that know it show it, the others show what was there."""
    part = Part(PackURI(f"/word/media/vektor{number}.svg"), "image/svg+xml", svg, document.part.package)
    identity = document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    blip = picture._inline.find(".//" + qn("a:blip"))
    blip.append(
        parse_xml(
            f'<a:extLst {nsdecls("a")}><a:ext uri="{_SVG_EXTENSION}">'
            f'<asvg:svgBlip xmlns:asvg="{_SVG_NAMESPACE}" xmlns:r="{_RELATIONSHIPS}" r:embed="{identity}"/></a:ext></a:extLst>'
        )
    )


def described(picture: Any, name: str, alternative: str) -> None:
    """Name and alternative text of a picture."""
    about = picture._inline.docPr
    about.set("name", clean(name))
    about.set("descr", clean(alternative))

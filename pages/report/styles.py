"""The report's styles: our own, or the municipality's template with what it lacks added. Nothing is formatted directly."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from pages.kit import theme
from pages.report.model import ReportError

FONT = "Arial"  # as in the slides: every machine has it, or its metric twin
TO_WRITE, QUESTION, SOURCE, QUOTE, LEAD, FACT = "Mangler tekst", "Spørgsmål", "Kilde", "Bemærkning", "Ledetekst", "Fakta"
COVER_LINE, TABLE, PICTURE = "Forside", "Rapporttabel", "Figurplads"
SHORT_TITLE = "Kort titel"  # of a paper whose text begins on its first page
CELL, CELL_FIGURE, HEAD, HEAD_FIGURE = "Tabeltekst", "Tabeltal", "Tabelhoved", "Tabelhoved tal"
_MARGIN, _LINK = "#8A5A00", "#0B5394"
# What the library calls styles that Word names otherwise.
KNOWN_AS = {"header": "Header", "footer": "Footer"}
_TEXT_WIDTH = Mm(162)
# A template is a zip that somebody brings: no more than this is unpacked of it.
_MOST_BYTES, _MOST_FILES = 60_000_000, 2000
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"

# Style, what it is based on, size in points, space before and after, and what else is set.
_PARAGRAPHS: tuple[tuple[str, str | None, float, float, float, dict[str, Any]], ...] = (
    ("Normal", None, 10.5, 0, 6, {"line": 1.12}),
    ("Title", "Normal", 30, 120, 6, {"bold": True, "color": theme.INK}),
    (SHORT_TITLE, "Title", 22, 0, 2, {}),
    ("Subtitle", "Normal", 15, 0, 18, {"color": theme.QUIET}),
    (COVER_LINE, "Normal", 11, 0, 3, {"color": theme.QUIET}),
    ("Heading 1", "Normal", 20, 24, 10, {"bold": True, "color": theme.INK, "keep": True, "outline": 0}),
    ("Heading 2", "Normal", 14, 16, 6, {"bold": True, "color": theme.INK, "keep": True, "outline": 1}),
    ("Heading 3", "Normal", 11.5, 12, 4, {"bold": True, "color": theme.INK, "keep": True, "outline": 2}),
    ("TOC Heading", "Normal", 20, 0, 10, {"bold": True, "color": theme.INK, "keep": True}),
    ("toc 1", "Normal", 10.5, 6, 2, {"bold": True, "dots": True}),
    ("toc 2", "Normal", 10.5, 0, 1, {"left": 5, "dots": True}),
    ("List Bullet", "Normal", 10.5, 0, 3, {}),
    (LEAD, "Normal", 10.5, 4, 2, {"bold": True, "keep": True}),
    (FACT, "Normal", 10.5, 0, 2, {}),
    ("Caption", "Normal", 9.5, 8, 4, {"bold": True, "color": theme.INK}),
    (PICTURE, "Normal", 10.5, 8, 0, {"keep": True}),
    (SOURCE, "Normal", 8.5, 3, 12, {"color": theme.QUIET}),
    (QUOTE, "Normal", 10.5, 0, 6, {"left": 6, "border": "#9AA7B2"}),
    (TO_WRITE, "Normal", 10.5, 6, 6, {"left": 3, "shading": "#FFF8EA", "border": _MARGIN, "color": _MARGIN, "keep": True}),
    (QUESTION, "Normal", 10, 0, 2, {"left": 3, "shading": "#FFF8EA", "border": _MARGIN, "color": theme.QUIET}),
    (CELL, "Normal", 9, 1, 1, {"line": 1.0}),
    (CELL_FIGURE, CELL, 9, 1, 1, {"right": True}),
    (HEAD, CELL, 9, 1, 1, {"bold": True, "keep": True}),
    (HEAD_FIGURE, HEAD, 9, 1, 1, {"bold": True, "right": True, "keep": True}),
    ("header", "Normal", 8.5, 0, 0, {"color": theme.QUIET}),
    ("footer", "Normal", 8.5, 0, 0, {"color": theme.QUIET}),
)


def tighten(document: Any) -> None:
    """Headings for a paper of two pages."""
    form = document.styles["Heading 1"]
    form.font.size = Pt(14)
    form.paragraph_format.space_before, form.paragraph_format.space_after = Pt(12), Pt(4)


def opened(template: bytes | None) -> Any:
    """An empty document with the report's styles: the template's where it has them. Raises ReportError for an unusable template."""
    document = Document() if template is None else _from(template)
    for name, base, size, before, after, more in _PARAGRAPHS:
        _paragraph(document, name, base, size, before, after, more, own=template is None)
    if "Strong" not in {style.name for style in document.styles}:
        document.styles.add_style("Strong", WD_STYLE_TYPE.CHARACTER).font.bold = True
    _table_style(document)
    _danish(document)
    if template is None:
        section = document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(24)
        section.top_margin, section.bottom_margin = Mm(26), Mm(22)
        section.header_distance = section.footer_distance = Mm(11)
        section.different_first_page_header_footer = True
        document._body._element.remove(document.paragraphs[0]._p) if document.paragraphs else None
    return document


def numbered(document: Any, name: str) -> bool:
    """Whether a style, or one it is based on, makes a list by itself."""
    style = document.styles[name]
    while style is not None:
        if style.element.pPr is not None and style.element.pPr.numPr is not None:
            return True
        style = style.base_style
    return False


def _from(template: bytes) -> Any:
    what = "Skabelonen kan ikke bruges: {why}. Gem den i Word som .docx eller .dotx uden makroer, og prøv igen."
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as file:
            items = file.infolist()
            if len(items) > _MOST_FILES or sum(item.file_size for item in items) > _MOST_BYTES:
                raise ReportError(what.format(why="den fylder for meget, når den pakkes ud"))
            if any(item.filename.lower().endswith("vbaproject.bin") for item in items):
                raise ReportError(what.format(why="den har makroer"))
        return Document(io.BytesIO(_as_document(template)))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        if isinstance(error, ReportError):
            raise
        raise ReportError(what.format(why="den kan ikke læses som et Word-dokument")) from error


def _as_document(template: bytes) -> bytes:
    """A .dotx as the .docx it would make: the library opens documents only."""
    with zipfile.ZipFile(io.BytesIO(template)) as old:
        types = old.read("[Content_Types].xml").decode("utf-8")
        if _TEMPLATE_MAIN not in types:
            return template
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
            for item in old.infolist():
                own = types.replace(_TEMPLATE_MAIN, _MAIN).encode("utf-8") if item.filename == "[Content_Types].xml" else old.read(item)
                new.writestr(item, own)
    return made.getvalue()


def _paragraph(
    document: Any, name: str, base: str | None, size: float, before: float, after: float, more: dict[str, Any], *, own: bool
) -> None:
    """Set a style as the report needs it; one that a template brings stays as the template has it."""
    there = {style.name for style in document.styles}
    known = KNOWN_AS.get(name, name)
    if name in there or known in there:
        if not own:
            return
        style = document.styles[known if known in there else name]
    else:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.quick_style = True
    style.base_style = document.styles[base] if base else None
    style.font.size = Pt(size)
    # What is added to a template speaks in the template's typeface.
    if own:
        style.font.name = FONT
        for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(attribute), None)
    style.font.bold, style.font.italic = more.get("bold", False), False
    style.font.color.rgb = RGBColor.from_string(more.get("color", theme.INK).removeprefix("#"))
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.line_spacing = more.get("line", 1.12)
    form.keep_with_next = more.get("keep", False)
    form.page_break_before = False
    form.widow_control = True
    if "left" in more:
        form.left_indent = Mm(more["left"])
    if more.get("dots"):
        form.tab_stops.add_tab_stop(_TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    if more.get("right"):
        form.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _more(style, more)


def _more(style: Any, more: dict[str, Any]) -> None:
    """What the library has no call for: outline level, border at the left, shading; in the order that the format asks."""
    properties = style.element.get_or_add_pPr()
    for tag in ("w:pBdr", "w:shd", "w:outlineLvl"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    before = ("w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr")
    anchor = next((found for tag in before if (found := properties.find(qn(tag))) is not None), None)

    def put(element: Any) -> None:
        if anchor is None:
            properties.append(element)
        else:
            anchor.addprevious(element)

    if "border" in more:
        color = more["border"].removeprefix("#")
        put(parse_xml(f'<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="18" w:space="8" w:color="{color}"/></w:pBdr>'))
    if "shading" in more:
        put(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{more["shading"].removeprefix("#")}"/>'))
    if "outline" in more:
        properties.append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{more["outline"]}"/>'))


def _table_style(document: Any) -> None:
    """Lines between rows, a stronger one under the header row, no colours that a printer eats."""
    if any(style.name == TABLE for style in document.styles):
        return
    style = document.styles.add_style(TABLE, WD_STYLE_TYPE.TABLE)
    line, strong = theme.LINE.removeprefix("#"), theme.MUNICIPALITY.removeprefix("#")
    style.element.append(
        parse_xml(
            f'<w:tblPr {nsdecls("w")}><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>'
            f'<w:top w:val="single" w:sz="8" w:space="0" w:color="{strong}"/>'
            f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{strong}"/>'
            f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{line}"/></w:tblBorders>'
            '<w:tblCellMar><w:top w:w="20" w:type="dxa"/><w:left w:w="70" w:type="dxa"/><w:bottom w:w="20" w:type="dxa"/>'
            '<w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        )
    )
    style.element.append(
        parse_xml(
            f'<w:tblStylePr {nsdecls("w")} w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>'
            f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{strong}"/></w:tcBorders>'
            '<w:shd w:val="clear" w:color="auto" w:fill="F4F6F8"/></w:tcPr></w:tblStylePr>'
        )
    )


def _danish(document: Any) -> None:
    """Danish as the language of every word that says no other, so that spelling is checked in it and it is read aloud in it."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}") if defaults is not None else None
    if properties is not None:
        for old in properties.findall(qn("w:lang")):
            properties.remove(old)
        properties.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="da-DK" w:eastAsia="da-DK" w:bidi="ar-SA"/>'))
    settings = document.settings.element
    for tag in ("w:updateFields", "w:themeFontLang"):
        for old in settings.findall(qn(tag)):
            settings.remove(old)
    language = parse_xml(f'<w:themeFontLang {nsdecls("w")} w:val="da-DK"/>')
    following = next(
        (found for tag in ("w:clrSchemeMapping", "w:shapeDefaults", "w:decimalSymbol") if (found := settings.find(qn(tag))) is not None),
        None,
    )
    if following is None:
        settings.append(language)
    else:
        following.addprevious(language)
    # The page numbers of the contents are known when a program has laid the pages out.
    update = parse_xml(f'<w:updateFields {nsdecls("w")} w:val="true"/>')
    first = next(
        (
            found
            for tag in ("w:hdrShapeDefaults", "w:footnotePr", "w:endnotePr", "w:compat", "w:docVars", "w:rsids")
            if (found := settings.find(qn(tag))) is not None
        ),
        None,
    )
    if first is None:
        settings.insert(0, update)
    else:
        first.addprevious(update)

"""Native charts, tables and text on a slide, which can be edited; a map alone is a picture."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import vl_convert
from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Inches, Pt

from pages.kit import theme
from pages.pack import typeface
from pages.pack.master import BODY
from pages.pack.parts import Table

_PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # the library's id of "no style, no grid"
CELL_SIDE, CELL_TOP, AFTER_FIGURES = 0.06, 0.055, 0.22
_STEP = 0.1
Box = tuple[float, float, float, float]


def color(value: str) -> Any:
    """A colour of the form #RRGGBB."""
    return RGBColor.from_string(value.removeprefix("#"))


def describe(frame: Any, name: str, alternative: str) -> None:
    """Name and alternative text of a chart or table."""
    about = frame._element.xpath("./p:nvGraphicFramePr/p:cNvPr")[0]
    about.set("name", name)
    about.set("descr", alternative)


def row_height(table: Table, row: Sequence[str], inches: float, size: float, *, head: bool = False) -> float:
    """Inches that a row of `table` needs when the table is `inches` wide."""
    whole = sum(column.width for column in table.columns)
    widths = [column.width / whole * inches - _sides(table, place) for place, column in enumerate(table.columns)]
    high = max(
        typeface.height(text, wide, size, not head and not place) for place, (text, wide) in enumerate(zip(row, widths, strict=True))
    )
    return high + 2 * CELL_TOP


def _sides(table: Table, place: int) -> float:
    """The margins of a column's cells: figures keep a distance to text on their right."""
    before_text = table.columns[place].numeric and place + 1 < len(table.columns) and not table.columns[place + 1].numeric
    return 2 * CELL_SIDE + (AFTER_FIGURES if before_text else 0.0)


def table_height(table: Table, inches: float, size: float = BODY) -> float:
    """Inches that the whole table needs."""
    return sum(row_height(table, row, inches, size, head=not number) for number, row in enumerate([headings(table), *table.rows]))


def headings(table: Table) -> list[str]:
    """The headings for a slide: the short ones where there are such."""
    return [column.short or column.heading for column in table.columns]


def fitted(table: Table, inches: float, size: float = BODY) -> Table:
    """The table with widths in inches that its text asks for: no wrapping where there is room, never less than the longest word."""
    rows = [headings(table), *table.rows]
    cells = [[(row[place], not place and number > 0) for number, row in enumerate(rows)] for place in range(len(table.columns))]
    sides = [_sides(table, place) + 0.04 for place in range(len(table.columns))]
    least = [
        max(typeface.width(word, size, thick) for text, thick in own for word in text.split(" ")) + side
        for own, side in zip(cells, sides, strict=True)
    ]
    # A heading may wrap when its column is narrow; it asks for no more than half of itself.
    wanted = [
        max(typeface.width(text, size, thick) * (0.5 if number == 0 else 1) for number, (text, thick) in enumerate(own)) + side
        for own, side in zip(cells, sides, strict=True)
    ]
    widths = [max(pair) for pair in zip(least, wanted, strict=True)]
    while sum(widths) > inches:
        # A step from the column where it makes the table least higher, of those the widest.
        open_ones = [place for place, low in enumerate(least) if widths[place] > low + _STEP]
        if not open_ones:
            break
        best = min(open_ones, key=lambda place: (_high(table, _narrower(widths, place), size), -widths[place]))
        widths = _narrower(widths, best)
    spare, whole = max(inches - sum(widths), 0.0), sum(column.width for column in table.columns)
    columns = tuple(replace(column, width=wide + spare * column.width / whole) for column, wide in zip(table.columns, widths, strict=True))
    return replace(table, columns=columns)


def _narrower(widths: Sequence[float], place: int) -> list[float]:
    return [wide - (_STEP if number == place else 0.0) for number, wide in enumerate(widths)]


def _high(table: Table, widths: Sequence[float], size: float) -> float:
    columns = tuple(replace(column, width=wide) for column, wide in zip(table.columns, widths, strict=True))
    return round(table_height(replace(table, columns=columns), sum(widths), size), 3)


def pages_of(table: Table, inches: float, room: float, size: float = BODY) -> list[Table]:
    """The table in as many parts as it takes to fit `room` inches each, with a row at least in each; heights evenly used."""
    head = row_height(table, headings(table), inches, size, head=True)
    heights = [row_height(table, row, inches, size) for row in table.rows]
    parts: list[list[tuple[str, ...]]] = [[]]
    count = max(1, -(-int(sum(heights) * 1000) // int(max(room - head, 0.1) * 1000)))
    even = sum(heights) / count
    used = 0.0
    for row, height in zip(table.rows, heights, strict=True):
        full = used + height > room - head
        if parts[-1] and (full or (used >= even and len(parts) < count)):
            parts.append([])
            used = 0.0
        parts[-1].append(row)
        used += height
    return [Table(table.caption, table.columns, tuple(rows)) for rows in parts]


def table(slide: Any, content: Table, box: Box, size: float = BODY) -> None:
    """A native table that begins at the top of `box` and is as high as its rows."""
    left, top, inches, _ = box
    rows = [headings(content), *content.rows]
    heights = [row_height(content, row, inches, size, head=not place) for place, row in enumerate(rows)]
    frame = slide.shapes.add_table(len(rows), len(content.columns), Inches(left), Inches(top), Inches(inches), Inches(sum(heights)))
    describe(frame, content.caption, f"Tabel: {content.caption}. {len(content.rows)} rækker.")
    drawn = frame.table
    frame._element.find(f".//{qn('a:tableStyleId')}").text = _PLAIN
    drawn.horz_banding = False
    whole = sum(column.width for column in content.columns)
    for place, column in enumerate(content.columns):
        drawn.columns[place].width = Emu(int(Inches(inches) * column.width / whole))
    for number, row in enumerate(rows):
        drawn.rows[number].height = Inches(heights[number])
        for place, text in enumerate(row):
            _cell(drawn.cell(number, place), text, size, head=not number, first=not place, right=content.columns[place].numeric)
            drawn.cell(number, place).margin_right = Inches(_sides(content, place) - CELL_SIDE)


def _cell(cell: Any, text: str, size: float, *, head: bool, first: bool, right: bool) -> None:
    cell.margin_left = cell.margin_right = Inches(CELL_SIDE)
    cell.margin_top = cell.margin_bottom = Inches(CELL_TOP)
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if head else MSO_ANCHOR.MIDDLE
    cell.fill.background()
    write(cell.text_frame, [(text, {"bold": first and not head, "size": size, "color": theme.QUIET if head else theme.INK})])
    if right:
        cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
    line = theme.MUNICIPALITY if head else theme.LINE
    weight = 19050 if head else 9525
    border = f'<a:lnB {nsdecls("a")} w="{weight}"><a:solidFill><a:srgbClr val="{line.removeprefix("#")}"/></a:solidFill></a:lnB>'
    cell._tc.get_or_add_tcPr().insert(0, parse_xml(border))


Line = tuple[str, dict[str, Any]]


def write(frame: Any, paragraphs: Sequence[Line]) -> None:
    """Paragraphs into a text frame; each with size, bold, color, space (points before) as wanted."""
    frame.word_wrap = True
    for number, (text, look) in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = text
        run.font.language_id = MSO_LANGUAGE_ID.DANISH
        if "size" in look:
            run.font.size = Pt(look["size"])
        if "bold" in look:
            run.font.bold = look["bold"]
        if "color" in look:
            run.font.color.rgb = color(look["color"])
        if "space" in look:
            paragraph.space_before = Pt(look["space"])


def text(slide: Any, name: str, paragraphs: Sequence[Line], box: Box) -> None:
    """A text box without margins, named for whoever edits or listens."""
    made = slide.shapes.add_textbox(*(Inches(part) for part in box))
    made.name = name
    frame = made.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    write(frame, paragraphs)


def height_of(paragraphs: Sequence[Line], inches: float) -> float:
    """Inches that the paragraphs of a text box need."""
    high = sum(
        typeface.height(said, inches, look.get("size", BODY), bool(look.get("bold"))) + look.get("space", 0) / 72
        for said, look in paragraphs
    )
    return float(high)


def strip(slide: Any, fill: str, box: Box) -> None:
    """A coloured strip that says nothing to a screen reader."""
    made = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *(Inches(part) for part in box))
    made.name = "Farve"
    made.fill.solid()
    made.fill.fore_color.rgb = color(fill)
    made.line.fill.background()
    made.shadow.inherit = False
    about = made._element.xpath("./p:nvSpPr/p:cNvPr")[0]
    about.append(
        parse_xml(
            f'<a:extLst {nsdecls("a")}><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}"><adec:decorative '
            'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
        )
    )


def picture(slide: Any, svg: str, alternative: str, box: Box) -> None:
    """A vector as a picture, sharp at twice the size of a screen."""
    left, top, wide, high = box
    png = io.BytesIO(vl_convert.svg_to_png(svg, scale=2))
    shape = slide.shapes.add_picture(png, Inches(left), Inches(top), Inches(wide), Inches(high))
    shape.name = "Kort"
    shape._element.xpath("./p:nvPicPr/p:cNvPr")[0].set("descr", alternative)

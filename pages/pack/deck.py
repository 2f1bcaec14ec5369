"""The slides being made: one way to begin a slide, so that each has title, sentence, source, data line, number and notes."""

from __future__ import annotations

import copy
import io
from collections.abc import Sequence
from typing import Any

from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from pages.pack import drawing, master, typeface, words
from pages.pack.drawing import Line
from pages.pack.model import Edition
from pages.pack.parts import Column, Contents, Remark, Table
from pages.pack.stamping import stamped

_WIDE = master.RIGHT - master.LEFT


class Deck:
    """A presentation of one edition. Positions are in inches."""

    def __init__(self, contents: Contents, edition: Edition) -> None:
        self.contents = contents
        self.edition = edition
        self.presentation = master.presentation()
        about = self.presentation.core_properties
        about.title, about.subject, about.language = f"{words.PACK}: {contents.title}", contents.plan, "da-DK"
        about.author = about.last_modified_by = "Boligsocial Monitor"
        about.keywords, about.comments = f"version {contents.version}", ""
        about.created = about.modified = edition.moment.replace(tzinfo=None)
        about.revision = 1

    def cover(self, title: str, lines: Sequence[Line], colors: Sequence[str]) -> None:
        """The first slide, with a strip of the areas' colours."""
        slide = self.presentation.slides.add_slide(self.presentation.slide_layouts[master.COVER])
        self._say(slide.shapes.title, title)
        drawing.write(slide.placeholders[1].text_frame, lines)
        for place, own in enumerate(colors):
            drawing.strip(slide, own, (1.0 + place * 1.2, 1.25, 1.08, 0.14))
        self._note(slide, "", self.contents.line)

    def page(self, title: str, lead: str, source: str, filters: str) -> tuple[Any, float]:
        """A slide and where its content may begin. `filters` say in the notes and at the foot what was chosen."""
        slide = self.presentation.slides.add_slide(self.presentation.slide_layouts[master.PAGE])
        holders = {holder.placeholder_format.idx: holder for holder in slide.placeholders}
        slide.shapes.title.name, holders[1].name, holders[master.SOURCE_PLACEHOLDER].name = "Titel", "Hovedpointe", "Kilde"
        below = self._put(slide.shapes.title, title, master.TITLE_TOP, master.TITLE, bold=True) + 0.06
        if lead:
            below = self._put(holders[1], lead, below, master.LEAD)
        else:
            holders[1]._element.getparent().remove(holders[1]._element)
        # Sources can be many: the foot holds two lines, the notes all of it.
        foot = " ".join(part for part in (f"Vist: {filters}.", source) if part)
        self._say(holders[master.SOURCE_PLACEHOLDER], shortened(foot, 2 * _WIDE * 0.97, master.FOOT))
        self._foot(slide)
        self._note(slide, source, f"Vist: {filters}. {self.contents.line}.")
        return slide, below + 0.16

    def _put(self, holder: Any, text: str, top: float, size: int, *, bold: bool = False) -> float:
        """Text in a placeholder as high as it needs; returns where it ends."""
        high = typeface.height(text, _WIDE, size, bold) + 0.04
        self._say(holder, text)
        holder.left, holder.top, holder.width, holder.height = Inches(master.LEFT), Inches(top), Inches(_WIDE), Inches(high)
        return top + high

    def _foot(self, slide: Any) -> None:
        """Data line and number; the library leaves these two placeholders of a layout out."""
        for shape in slide.slide_layout.placeholders:
            if shape.placeholder_format.idx not in (11, 12):
                continue
            own = copy.deepcopy(shape._element)
            own.find(f"{qn('p:nvSpPr')}/{qn('p:cNvPr')}").set("id", str(100 + shape.placeholder_format.idx))
            slide.shapes._spTree.append(own)
            if shape.placeholder_format.idx == 11:
                own.find(f".//{qn('a:t')}").text = self.contents.line
            else:
                own.find(f".//{qn('a:t')}").text = str(len(self.presentation.slides))

    def _say(self, shape: Any, text: str) -> None:
        drawing.write(shape.text_frame, [(text, {})])

    def _note(self, slide: Any, source: str, line: str) -> None:
        frame = slide.notes_slide.notes_text_frame
        frame.text = "\n".join(part for part in (source, line) if part)
        for paragraph in frame.paragraphs:
            for run in paragraph.runs:
                run.font.language_id, run.font.size = MSO_LANGUAGE_ID.DANISH, Pt(12)

    def table(self, title: str, lead: str, content: Table, source: str, filters: str, empty: str = "") -> None:
        """A table over as many slides as it needs; `empty` is said when it has no rows."""
        if not content.rows:
            slide, top = self.page(title, lead, source, filters)
            drawing.text(slide, "Tekst", [(empty, {"size": master.LEAD})], (master.LEFT, top + 0.2, _WIDE, 1.0))
            return
        above = typeface.height(title + " (1 af 2)", _WIDE, master.TITLE, bold=True) + 0.26
        above += typeface.height(lead, _WIDE, master.LEAD) + 0.04 if lead else 0.0
        parts = drawing.pages_of(drawing.fitted(content, _WIDE), _WIDE, master.CONTENT_BOTTOM - master.TITLE_TOP - above)
        for number, part in enumerate(parts, 1):
            suffix = f" ({number} af {len(parts)})" if len(parts) > 1 else ""
            slide, top = self.page(title + suffix, lead, source, filters)
            drawing.table(slide, part, (master.LEFT, top, _WIDE, 0))

    def remarks(self, title: str, remarks: Sequence[Remark], filters: str) -> None:
        """The comments to what the slides before were about; nothing when there are none."""
        if remarks:
            self.table(title, "", remark_table(remarks), "", filters)

    def write(self) -> bytes:
        """The file, without a trace of the clock."""
        buffer = io.BytesIO()
        self.presentation.save(buffer)
        return stamped(buffer.getvalue(), self.edition.moment)


def remark_table(remarks: Sequence[Remark]) -> Table:
    """Comments as a table."""
    columns = (Column("Til", 3), Column("Skrevet", 2), Column("Bemærkning", 7))
    return Table(words.REMARKS, columns, tuple((item.subject, item.written, item.text) for item in remarks))


def shortened(text: str, inches: float, size: float) -> str:
    """The text, cut at a word with an ellipsis when it is wider than `inches` in all."""
    if typeface.width(text, size) <= inches:
        return text
    kept = text.split(" ")
    while kept and typeface.width(" ".join(kept) + " …", size) > inches:
        kept.pop()
    return " ".join(kept).rstrip(",.") + " …"

"""The blocks as a Word document: styles, numbered captions, cross-references, contents, headers; the same bytes for the same input."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from pages.pack.stamping import stamped
from pages.report import fields, styles
from pages.report.blocks import Block
from pages.report.model import Request
from pages.report.pictures import Drawn
from pages.report.writer import Writer


@dataclass(frozen=True)
class Cover:
    """What the cover and the head of every page say; the words are also a template's {titel}, {plan}, {periode} and {version}."""

    title: str
    plan: str
    period: str
    version: str
    lines: tuple[str, ...]

    @property
    def head(self) -> str:
        """The line on top of every page."""
        return f"{self.title} · {self.plan} · {self.period} · Data: version {self.version}"

    @property
    def words(self) -> dict[str, str]:
        """What a template may ask for, by what it writes."""
        return {"{titel}": self.title, "{plan}": self.plan, "{periode}": self.period, "{version}": self.version}


def write(cover: Cover, blocks: Sequence[Block], drawn: Mapping[str, Drawn], request: Request, *, contents: bool = True) -> bytes:
    """The document as bytes; `drawn` are the pictures of its figures by anchor. Raises ReportError when the template cannot be used."""
    document = styles.opened(request.template)
    if not contents and request.template is None:
        styles.tighten(document)
    # A paper of two pages has no room for tables that move to the next one whole.
    writer = Writer(document, blocks, drawn, whole_tables=contents)
    broken = _ends_with_page_break(document)
    filled = _fill(document, cover.words)
    _properties(document, cover, request)
    _head_and_foot(document, cover)
    # A template's own pages come first; its cover says the title where it asks for it.
    if "{titel}" not in filled:
        writer.paragraph("Title" if contents else styles.SHORT_TITLE, cover.title)
        writer.paragraph("Subtitle", f"{cover.plan}, {cover.period}")
        for line in cover.lines:
            writer.paragraph(styles.COVER_LINE, line)
    if contents:
        if not broken or "{titel}" not in filled:
            writer.page_break()
        writer.contents(blocks)
    for block in blocks:
        writer.put(block)
    content = io.BytesIO()
    document.save(content)
    return stamped(content.getvalue(), request.edition.moment)


def _ends_with_page_break(document: Any) -> bool:
    """Whether a template's cover ends its page itself."""
    last = document.paragraphs[-1]._p if document.paragraphs else None
    return last is not None and any(cut.get(qn("w:type")) == "page" for cut in last.iter(qn("w:br")))


def _properties(document: Any, cover: Cover, request: Request) -> None:
    about = document.core_properties
    about.title, about.subject = cover.title, f"{cover.plan}, {cover.period}"
    about.author = about.last_modified_by = "Boligsocial Monitor"
    about.language, about.comments, about.keywords = "da-DK", f"Data: version {cover.version}", ""
    about.created = about.modified = request.edition.moment.replace(tzinfo=None)
    about.last_printed = about.created
    about.revision = 1


def _fill(document: Any, words: dict[str, str]) -> set[str]:
    """Write the words where a template asks for them, in body, heads and feet; returns those it asks for."""
    found: set[str] = set()
    stories = [document.element.body]
    for section in document.sections:
        stories += [part._element for part in (section.header, section.footer, section.first_page_header, section.first_page_footer)]
    for story in stories:
        for element in story.iter(qn("w:p")):
            paragraph = Paragraph(element, document)
            asked = [word for word in words if word in paragraph.text]
            if not asked or not paragraph.runs:
                continue
            found.update(asked)
            # Word may have cut a word into several runs; the first keeps its look, and the others give their text to it.
            whole = "".join(run.text for run in paragraph.runs)
            for word in asked:
                whole = whole.replace(word, words[word])
            paragraph.runs[0].text = whole
            for run in paragraph.runs[1:]:
                run.text = ""
    return found


def _head_and_foot(document: Any, cover: Cover) -> None:
    """Plan, period and version over every page, its number under it; a template's own head stays above."""
    section = document.sections[-1]
    for part, style in ((section.header, "Header"), (section.footer, "Footer")):
        written = [paragraph for paragraph in part.paragraphs if paragraph.text.strip()]
        if written and any(cover.version in paragraph.text for paragraph in written):
            continue
        target = part.add_paragraph() if written else part.paragraphs[0]
        target.style = document.styles[style]
        if style == "Header":
            fields.run(target._p, cover.head)
        else:
            fields.run(target._p, "Side ")
            fields.field(target._p, "PAGE", "1")
            fields.run(target._p, " af ")
            fields.field(target._p, "NUMPAGES", "1")

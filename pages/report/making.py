"""Make a report: read once, put the chapters together, set them, and tell how far it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pages.kit import formats, language
from pages.report import activities, figures, frame, goals, method, pictures, resources, styles, summary
from pages.report.blocks import Block, Figure, ToWrite
from pages.report.document import Cover, write
from pages.report.figures import Told
from pages.report.model import Kind, Report, Request
from queries.connection import Database

Progress = Callable[[float, str], None]
TITLES = {Kind.EVALUATION: "Resultatevaluering", Kind.YEARLY: "Årsrapport", Kind.SUMMARY: "Opsamling til styregruppen"}


def _silent(_share: float, _text: str) -> None:
    """Nobody listens."""


def make(database: Database, request: Request, progress: Progress = _silent) -> Report:
    """The report as a Word file, the same bytes for the same request and database; papers are Danish whatever the screen speaks.

    `progress` is called with a share from 0 to 1, never falling, and what is being done in Danish. Raises ReportError for a request
    that cannot be met and InternalFiguresError for the internal file.
    """
    with language.using(language.DANISH):
        progress(0.0, "Læser tallene")
        if request.template is not None:
            styles.opened(request.template)  # one that cannot be used is refused before the pictures are drawn
        told = figures.load(database, request)
        progress(0.2, "Skriver kapitlerne")
        short = request.kind is Kind.SUMMARY
        blocks = summary.of_meeting(told) if short else chapters(told)
        drawn = _drawn(blocks, lambda share, text: progress(0.3 + 0.6 * share, text))
        progress(0.9, "Sætter dokumentet")
        content = write(cover(told), blocks, drawn, request, contents=not short)
        progress(1.0, "Rapporten er klar")
    about = tuple(block.about for block in blocks if isinstance(block, ToWrite))
    return Report(f"{request.kind.value}-{request.plan_id}-{request.edition.version}.docx", content, about)


def chapters(told: Told) -> list[Block]:
    """Every chapter of the report, in its order."""
    return [
        *frame.opening(told),
        *goals.overall(told),
        *goals.of_themes(told),
        *activities.of_activities(told),
        *resources.participants_and_economy(told),
        *frame.decisions(told),
        *frame.missing(told),
        *frame.closing(told),
        *method.method(told),
    ]


def cover(told: Told) -> Cover:
    """What the cover says."""
    request = told.request
    last = min(request.ends, told.plan["ends"].date()) if told.plan["ends"].date() >= request.starts else request.ends
    period = f"{formats.day(request.starts)} til {formats.day(last)}"
    lines = [
        request.edition.title,
        *([request.edition.banner] if request.edition.banner else []),
        f"Opgjort {formats.day(request.edition.date)} efter dataversion {request.edition.version}.",
        "Lavet af Boligsocial Monitor af offentliggjorte tal. Felter, der begynder med ”Skriv her”, skal skrives af en medarbejder.",
    ]
    return Cover(TITLES[request.kind], told.name, period, request.edition.version, tuple(lines))


def _drawn(blocks: Sequence[Block], progress: Progress) -> dict[str, pictures.Drawn]:
    """Every picture by its anchor; the time goes here, so this is where the progress is told."""
    shown = [block for block in blocks if isinstance(block, Figure)]
    found = {}
    for number, block in enumerate(shown):
        progress(number / len(shown), f"Tegner figur {number + 1} af {len(shown)}")
        found[block.anchor] = pictures.drawn(block.specification())
    return found

"""Make the pack: read once, then write the three files, and tell how far it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pages.kit.since import Told
from pages.pack.contents import load
from pages.pack.model import AgendaItem, Comment, Decision, Edition, Pack
from pages.pack.paper import write as write_paper
from pages.pack.slides import write as write_slides
from pages.pack.workbook import write as write_workbook
from queries.connection import Database

Progress = Callable[[float, str], None]


def _silent(_share: float, _text: str) -> None:
    """Nobody listens."""


def make(
    database: Database,
    edition: Edition,
    agenda: Sequence[AgendaItem] = (),
    comments: Sequence[Comment] = (),
    decisions: Sequence[Decision] = (),
    progress: Progress = _silent,
    since: Told | None = None,
) -> Pack:
    """The three files of `edition` from the published file, the same bytes for the same input.

    `progress` is called with a share from 0 to 1, never falling, and what is being done in Danish. Comments to subjects
    that have no chapter come at the end; `since` is what changed since last time. Raises InternalFiguresError for the internal file.
    """
    progress(0.0, "Åbner data")
    told = load(database, edition, agenda, comments, decisions, _part(progress, 0.0, 0.2), since)
    progress(0.2, "Laver præsentationen")
    pptx = write_slides(told, edition, _part(progress, 0.2, 0.4))
    progress(0.4, "Tegner diagrammer til papiret")
    pdf = write_paper(told, edition, _part(progress, 0.4, 0.85))
    progress(0.85, "Laver regnearket")
    xlsx = write_workbook(database, told, edition, (agenda, comments, decisions))
    progress(1.0, "Pakken er klar")
    return Pack(f"bestyrelsespakke-{edition.version}", pptx, pdf, xlsx)


def _part(progress: Progress, first: float, last: float) -> Progress:
    """The progress of one step as its share of the whole."""
    return lambda share, text: progress(first + share * (last - first), text)

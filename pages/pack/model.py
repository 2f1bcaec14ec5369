"""What goes into a pack besides the figures, and what comes out of it: plain data, known to no page and no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

MEDIA = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class InternalFiguresError(ValueError):
    """The database holds small numbers, which no pack may carry; the message is Danish."""


@dataclass(frozen=True)
class Edition:
    """The dated statement a pack is made for. `date` is also the day that promises and freshness are judged on.

    `version` is the data version, `banner` a line for the cover, such as a warning; empty when there is none.
    """

    title: str
    date: date
    version: str
    banner: str = ""

    @property
    def moment(self) -> datetime:
        """The instant written into the files instead of the clock, so that one edition gives the same bytes."""
        return datetime(self.date.year, self.date.month, self.date.day, tzinfo=UTC)


@dataclass(frozen=True)
class AgendaItem:
    """One point of a meeting: a view of a page with what is said about it. `choices` are the page's query parameters."""

    headline: str
    comment: str = ""
    page: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Comment:
    """A dated comment to an indicator, an activity or an area; `subject_kind` is one of those three words."""

    subject_kind: str
    subject_id: str
    written_on: date
    text: str


@dataclass(frozen=True)
class Decision:
    """What the board decided since last time."""

    decided_on: date
    title: str
    text: str = ""


@dataclass(frozen=True)
class Pack:
    """The three files and the stem of their names."""

    stem: str
    pptx: bytes
    pdf: bytes
    xlsx: bytes

    def files(self) -> dict[str, bytes]:
        """Every file by its name, as it is written or offered."""
        return {f"{self.stem}.{ending}": getattr(self, ending) for ending in MEDIA}

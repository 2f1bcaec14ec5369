"""What a report is asked for with, and what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pages.pack.model import Edition

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Kind(StrEnum):
    """The kinds of report, as the command names them."""

    EVALUATION = "resultatevaluering"
    YEARLY = "aarsrapport"
    SUMMARY = "opsamling"


class ReportError(ValueError):
    """The report cannot be made as asked; the message is Danish and says what to do."""


@dataclass(frozen=True)
class Remark:
    """An officer's dated comment with what it is about; `subject_kind` as in the table comment, `parts` are (heading, text)."""

    subject_kind: str
    subject_id: str
    subject: str
    written_on: date
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Request:
    """A report to be made.

    `starts` and `ends` bound what is told: figures and results of periods that end later are left out. `edition` is the dated
    statement it is made for; its day is written into the file in place of the clock. `remarks` are the comments that whoever gets
    the report may see. `outline` adds questions where a person must write. `template` is the content of a .docx or .dotx whose
    styles and cover are used. `meeting_id` is the meeting of a summary.
    """

    kind: Kind
    plan_id: str
    starts: date
    ends: date
    edition: Edition
    remarks: tuple[Remark, ...] = ()
    outline: bool = False
    template: bytes | None = None
    meeting_id: str | None = None

    @property
    def judged_on(self) -> date:
        """The day promises are judged on: the day after the last one told about, so that a plan that ended then has ended."""
        return min(self.ends + timedelta(days=1), self.edition.date)


@dataclass(frozen=True)
class Report:
    """The finished file and the headings of the places where a person must write."""

    name: str
    content: bytes
    to_write: tuple[str, ...]

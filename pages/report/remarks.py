"""The officer's dated comments where they belong, as text. Whoever makes the report gives only those its reader may see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pages.report import styles
from pages.report.blocks import Block, Day, Name, Text
from pages.report.model import Remark


def of(remarks: Iterable[Remark], kind: str, subject_id: str) -> list[Block]:
    """The comments to one subject, the oldest first."""
    return [
        block
        for remark in sorted(remarks, key=lambda one: one.written_on)
        if (remark.subject_kind, remark.subject_id) == (kind, subject_id)
        for block in shown(remark)
    ]


def shown(remark: Remark, *, named: bool = False) -> Sequence[Block]:
    """One comment: when it was written, and what it says."""
    about = (Name(f"{remark.subject}, "),) if named else ()
    parts = tuple((f"{heading}: ", Name(said)) for heading, said in remark.parts)
    return [Text(((*about, "skrevet ", Day(remark.written_on), "."), *parts), styles.QUOTE, "Bemærkning:")]

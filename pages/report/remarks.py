"""The officer's dated comments where they belong, as text. Whoever makes the report gives only those its reader may see."""

from __future__ import annotations

import textwrap
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


def shown(remark: Remark, *, named: bool = False, most: int | None = None) -> Sequence[Block]:
    """One comment: when it was written, and what it says; at most so many letters of it."""
    about = (Name(f"{remark.subject}, "),) if named else ()
    parts = tuple((f"{heading}: ", Name(said)) for heading, said in (remark.parts if most is None else _shortened(remark.parts, most)))
    return [Text(((*about, "skrevet ", Day(remark.written_on), "."), *parts), styles.QUOTE, "Bemærkning:")]


def _shortened(parts: Sequence[tuple[str, str]], most: int) -> list[tuple[str, str]]:
    """The parts with as many letters each as leaves room for all; what is short leaves its room to the others."""
    room, kept = most, {}
    for left, (heading, said) in zip(range(len(parts), 0, -1), sorted(parts, key=lambda part: len(part[1])), strict=True):
        kept[heading] = textwrap.shorten(said, room // left, placeholder=" …")
        room -= len(kept[heading])
    return [(heading, kept[heading]) for heading, _ in parts]

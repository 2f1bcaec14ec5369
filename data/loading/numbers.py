"""Numbers as Danes, Excel and databases write them, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Convention = Literal[",", "."]

_MINUS = str.maketrans({"−": "-", "–": "-"})
_BLANK = re.compile(r"[\s\u00a0\u202f\u2009]+")
_SUFFIX = re.compile(r"(?P<number>.*?)[ ]?(?P<suffix>%|pct\.?|procent|kr\.?|kroner|personer|person|børn|dage|elever)?", re.IGNORECASE)
_PREFIX = re.compile(r"(?:kr\.?|dkk)[ ]?", re.IGNORECASE)
# What each convention allows; groups of thousands are whole groups of three.
_FORMS = {
    ",": re.compile(r"-?(?:\d+|\d{1,3}(?:[. ]\d{3})+)(?:,\d+)?", re.ASCII),
    ".": re.compile(r"-?(?:\d+|\d{1,3}(?:[, ]\d{3})+)(?:\.\d+)?", re.ASCII),
}
_PERCENT = re.compile(r"%|pct\.?|procent", re.IGNORECASE)


@dataclass(frozen=True)
class Number:
    """A number and whether a percent sign stood beside it."""

    value: float
    percent: bool


def parse_number(text: str, decimal: Convention) -> Number | None:
    """The number that `text` is, or None when it is none under this decimal sign.

    Blanks of any kind may part thousands, and so may the other sign, in whole groups of three. A unit may stand behind
    it (%, pct., kr., personer, ...). "ca. 40", "<5" and "1,2,3" are no numbers.
    """
    number, percent = _bare(text)
    if not _FORMS[decimal].fullmatch(number):
        return None
    thousands = "." if decimal == "," else ","
    return Number(float(number.replace(" ", "").replace(thousands, "").replace(decimal, ".")), percent)


def conventions(text: str) -> frozenset[Convention]:
    """The decimal signs under which `text` is a number with one meaning of its own.

    "7,3" allows the comma only, "7.3" the point only, "2.351" both (with two meanings), "12" both (with one).
    """
    number, _ = _bare(text)
    return frozenset(sign for sign in (",", ".") if _FORMS[sign].fullmatch(number))  # type: ignore[misc]


def ambiguous(text: str) -> bool:
    """Whether the text is one number with a decimal comma and another with a decimal point."""
    comma, point = parse_number(text, ","), parse_number(text, ".")
    return comma is not None and point is not None and comma.value != point.value


def only(texts: Iterable[str], sign: Convention) -> list[str]:
    """Those that are numbers with this decimal sign and none with the other."""
    return [text for text in texts if conventions(text) == {sign}]


def _bare(text: str) -> tuple[str, bool]:
    plain = _BLANK.sub(" ", text.strip()).translate(_MINUS)
    plain = _PREFIX.sub("", plain, count=1) if _PREFIX.match(plain) else plain
    parts = _SUFFIX.fullmatch(plain)
    if parts is None or not parts["suffix"]:
        return plain, False
    return parts["number"], bool(_PERCENT.fullmatch(parts["suffix"]))

"""The marks every picture in HTML is made of: rows with dots, diamonds, lines and spans, typed and placed on the server.

One grammar on every screen (docs/method.md, "The marks"): a dot in the area's colour, a square for a second area beside it, a dark
diamond for the municipality and nobody else, a short line for another comparison, a thin line for the distance, a grey bar for the
span of the areas. A row costs no chart library: positions are per cent of its width.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pages.kit import formats, theme
from pages.kit.language import mark, tr
from queries.verdicts import Course

# The seven areas as one, until somebody looks at a single one.
TOGETHER = "#0B5394"
# Marks closer than this, in per cent of a row's width, stand at a quarter and three quarters of its height.
CLOSE = 4.5
# Room at the ends of a row for half a mark.
_EDGE = 1.5
_AGES = re.compile(r"\b\d{1,3}-\d{1,3} (?:år|years)")
# Sign and word of a comparison, where COURSE_WORDS of wording.py are about time.
VERDICTS = {
    Course.BETTER: ("▲", mark("bedre")),
    Course.WORSE: ("▼", mark("dårligere")),
    Course.UNCHANGED: ("■", mark("næsten ens")),
    Course.RISING: ("↑", mark("højere")),
    Course.FALLING: ("↓", mark("lavere")),
    Course.UNKNOWN: ("○", mark("kan ikke sammenlignes")),
}
TONES = {Course.BETTER: "bm-better", Course.WORSE: "bm-worse"}


class Shape(StrEnum):
    """What a mark stands for; its value is the class that draws it."""

    AREA = "area"
    SECOND = "second"
    MUNICIPALITY = "municipality"
    BENCHMARK = "benchmark"
    OTHER = "other"


@dataclass(frozen=True)
class Point:
    """A mark at `at` per cent of the width with its figure as `text`, on the `side` left or right of it; `lift` -1 up, 1 down."""

    at: float
    shape: Shape
    color: str = theme.MUNICIPALITY
    text: str = ""
    side: str = "right"
    lift: int = 0


@dataclass(frozen=True)
class Verdict:
    """How something stands: sign, words and the class that colours them."""

    sign: str
    words: str
    tone: str = ""


@dataclass(frozen=True)
class Row:
    """One row of a picture.

    `spoken` says to those who cannot see what the marks show. `hole` stands in place of marks with `why` on hover and focus. `ends` are
    the ends of a scale of the row's own. `details` (heading, text) and `links` (address, words) open below the row.
    """

    title: str
    spoken: str
    verdict: Verdict
    points: Sequence[Point] = ()
    group: str = ""
    href: str = ""
    period: str = ""
    lines: Sequence[tuple[float, float]] = ()
    span: tuple[float, float] | None = None
    ends: tuple[str, str] | None = None
    hole: str = ""
    why: str = ""
    figures: str = ""
    details: Sequence[tuple[str, str]] = ()
    links: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Tick:
    """A line across all rows with its label."""

    at: float
    label: str
    strong: bool = False


@dataclass(frozen=True)
class Key:
    """An entry of the line that says what the marks mean."""

    shape: str
    text: str
    color: str = theme.MUNICIPALITY


@dataclass(frozen=True)
class Picture:
    """Rows below one another on a scale. `kind` is its form in marks.css; `heads` stand at both ends of the scale and over verdicts."""

    kind: str
    label: str
    rows: Sequence[Row]
    ticks: Sequence[Tick] = ()
    keys: Sequence[Key] = ()
    heads: tuple[str, str, str] = ("", "", "")
    foot: Sequence[str] = ()
    foot_keys: Sequence[Key] = ()
    title: str = ""


@dataclass(frozen=True)
class Scale:
    """From values to per cent of a row's width."""

    low: float
    high: float

    def at(self, value: float) -> float:
        """Where a value stands, kept inside the row."""
        share = (value - self.low) / ((self.high - self.low) or 1.0)
        return round(_EDGE + (100 - 2 * _EDGE) * min(max(share, 0.0), 1.0), 2)


def scale_of(unit: str, values: Iterable[float]) -> Scale:
    """The scale of figures of one unit: shares from nought to a hundred, grades from 4 to 10, the rest from nought to their largest."""
    found = list(values)
    low, high = min(found, default=0.0), max(found, default=1.0)
    if unit == "percent" and low >= 0 and high <= 100:
        return Scale(0, 100)
    if unit == "grade" and low >= 4 and high <= 10:
        return Scale(4, 10)
    return Scale(min(0.0, low), high * 1.15 or 1.0)


def ends_of(scale: Scale, unit: str) -> tuple[str, str] | None:
    """The ends of a row's own scale in words; None for shares, whose scale is the picture's."""
    if unit == "percent":
        return None
    return formats.number(scale.low), f"{formats.unit_name(unit)} {formats.number(scale.high)}"


def verdict(course: Course, size: str = "", word: str | None = None) -> Verdict:
    """ "▼ 22,8 dårligere": the sign, how far, and the word."""
    sign, own = VERDICTS[course]
    said = tr(own) if word is None else word
    judged = course in (Course.BETTER, Course.WORSE, Course.RISING, Course.FALLING)
    return Verdict(sign, f"{size} {said}".strip() if judged else said, TONES.get(course, ""))


def beside(one: Point, other: Point) -> tuple[Point, Point, tuple[tuple[float, float], ...]]:
    """Two marks with their figures on the outer sides and the line between them; marks that touch stand above one another."""
    left, right = ("left", "right") if one.at <= other.at else ("right", "left")
    close = abs(one.at - other.at) < CLOSE
    first = Point(one.at, one.shape, one.color, one.text, left)
    second = Point(other.at, other.shape, other.color, other.text, right)
    return first, second, () if close else ((min(one.at, other.at), max(one.at, other.at)),)


def apart(points: Sequence[Point]) -> tuple[Point, ...]:
    """The first two marks moved apart in height where they would cover one another; the rest as they are."""
    if len(points) < 2 or abs(points[0].at - points[1].at) >= CLOSE:
        return tuple(points)
    one, other = points[0], points[1]
    return (
        Point(one.at, one.shape, one.color, one.text, one.side, -1),
        Point(other.at, other.shape, other.color, other.text, other.side, 1),
        *points[2:],
    )


def unbroken(text: str) -> str:
    """The text with ages kept on one line: "15-29 år"."""
    return _AGES.sub(lambda found: found[0].replace(" ", formats.NBSP).replace("-", "\u2011"), text)


def show(picture: Picture) -> None:
    """Draw the picture."""
    theme.put(markup(picture))


def markup(picture: Picture) -> str:
    """The picture as HTML in the light look, for theme.put() and for keeping."""
    return theme.html("kit/rows.html", picture=picture, Shape=Shape)

"""Where the names on a map stand: beside their area or on a leader line, never on top of each other. Pure functions on boxes.

Areas come first: of all ways to place their names that keep them apart, the one with the least disturbance is searched
for. Schools, roads and other helps come after and are left out where there is no room. Same input, same places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf

# Advance widths of Arial and its metric twins in thousandths of the type size, grouped; other letters are 556 (small),
# 667 (capital). Bold, and fonts of other machines, are a little wider.
_WIDTHS = {
    222: "ijl'|", 278: "ft.,:;!/[]I \u00a0", 333: "()-r", 500: "ckszvxyJ", 611: "øFTZ", 722: "CDHKNRUw", 778: "GOQØ", 833: "mM",
    889: "æ%", 944: "W", 1000: "Æ",
}  # fmt: skip
_WIDTH_OF = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_SPARE, _BOLD = 1.03, 1.1
LINE_HEIGHT = 1.2
# Pixels between a name and what it stands beside, and between two names.
_BESIDE = 6.0
_APART = 4.0
# A search that has not found the best by then is content with the best so far.
_MOST_STEPS = 40_000
# Directions a name may take from its area: right, left, above, below, and between them.
_DIRECTIONS = [(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1)]
# Above or below with one end flush with the area's own edge, for areas near the rim of the map.
_FLUSH = [(1, 1), (1, -1), (-1, 1), (-1, -1)]
_RINGS = (0.0, 18.0, 42.0, 75.0, 120.0)
_COST_RING, _COST_SLANT, _COST_SIDE, _COST_OVER_AREA, _COST_NEAR_AREA, _COST_OVER_PLACE = 3.0, 0.6, 0.2, 25.0, 5.0, 1.5
# Pixels: a name this close to another area could be taken for that area's.
_NEAR = 14.0


@dataclass(frozen=True)
class Box:
    """A rectangle in the plane of the map, y growing upwards."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Box, apart: float = 0.0) -> bool:
        """Whether the boxes overlap or are closer than `apart`."""
        across = self.left - apart < other.right and other.left - apart < self.right
        return across and self.bottom - apart < other.top and other.bottom - apart < self.top

    def inside(self, other: Box) -> bool:
        """Whether this box lies wholly within the other."""
        return self.left >= other.left and self.right <= other.right and self.bottom >= other.bottom and self.top <= other.top

    def grown(self, by: float) -> Box:
        """The box with a rim of `by` around it."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)

    def crossed(self, line: tuple[float, float, float, float]) -> bool:
        """Whether the line x1, y1, x2, y2 runs through the box (Liang and Barsky's clipping)."""
        x, y, end_x, end_y = line
        first, last = 0.0, 1.0
        for step, start, low, high in ((end_x - x, x, self.left, self.right), (end_y - y, y, self.bottom, self.top)):
            if step == 0:
                if not low < start < high:
                    return False
                continue
            near, far = sorted(((low - start) / step, (high - start) / step))
            first, last = max(first, near), min(last, far)
        return first < last

    def meets_ellipse(self, other: Box) -> bool:
        """Whether this box touches the ellipse that fills `other`; areas are round rather than square."""
        half_x, half_y = (other.right - other.left) / 2, (other.top - other.bottom) / 2
        middle_x, middle_y = other.left + half_x, other.bottom + half_y
        near_x = min(max(middle_x, self.left), self.right) - middle_x
        near_y = min(max(middle_y, self.bottom), self.top) - middle_y
        return (near_x / max(half_x, 1e-9)) ** 2 + (near_y / max(half_y, 1e-9)) ** 2 < 1


@dataclass(frozen=True)
class Label:
    """A name to place: its lines, type size in pixels, and the box of what it names."""

    key: str
    text: str
    size: float
    of: Box
    bold: bool = True


@dataclass(frozen=True)
class Placed:
    """A placed name. (x, y) is the anchor; `across` and `along` are -1, 0 or 1: the text lies left of, on or right of x,
    below, on or above y. `leader` runs from the name's nearest edge towards the middle of what it names."""

    label: Label
    x: float
    y: float
    across: int
    along: int
    box: Box
    leader: tuple[float, float, float, float] | None = None


def text_width(text: str, size: float, bold: bool = True) -> float:
    """Width in pixels of the longest line."""
    widths = [sum(_WIDTH_OF.get(letter, 667 if letter.isupper() else 556) for letter in line) for line in text.split("\n")]
    return max(widths) * size / 1000 * _SPARE * (_BOLD if bold else 1.0)


def text_height(text: str, size: float) -> float:
    """Height in pixels of all lines."""
    return (text.count("\n") + 1) * size * LINE_HEIGHT


def place(
    labels: Sequence[Label],
    places: Sequence[tuple[float, float]],
    frame: Box,
    scale: float,
    parts: Sequence[tuple[str, Box]] = (),
) -> dict[str, Placed]:
    """key -> where the name of each area stands; no two names overlap, and no leader line crosses a name or another area.

    `parts` are the boxes of all parts of all areas with their keys (default: what the labels name), `places` are points
    better left free, `frame` is what must hold the names, `scale` is metres per pixel. A name that
    finds no room at all is left out, so that what is shown stays readable.
    """
    every = list(parts) or [(label.key, label.of) for label in labels]
    options = [_options(label, every, places, frame, scale) for label in labels]
    # The most crowded first: a branch that cannot work is found early.
    order = sorted(range(len(labels)), key=lambda index: (len(options[index]), index))
    best = _search([options[index] for index in order], scale)
    return {placed.label.key: placed for placed in best}


def _options(
    label: Label, parts: Sequence[tuple[str, Box]], places: Sequence[tuple[float, float]], frame: Box, scale: float
) -> list[tuple[float, Placed]]:
    """Everywhere the name fits into the frame with what it costs to put it there, cheapest first."""
    areas = [box for _, box in parts]
    others = [box for key, box in parts if key != label.key]
    found = []
    for ring in _RINGS:
        slants = [(across, along, False) for across, along in _DIRECTIONS] + [(across, along, True) for across, along in _FLUSH]
        for number, (across, along, flush) in enumerate(slants):
            placed = _beside(label, across, along, ring, scale, flush)
            box = placed.box
            if not box.inside(frame) or (placed.leader and any(other.crossed(placed.leader) for other in others)):
                continue
            cost = _COST_RING * (ring / _RINGS[1]) + _COST_SIDE * number + (_COST_SLANT if across and along else 0)
            cost += _COST_OVER_AREA * sum(box.meets_ellipse(area) for area in areas)
            cost += _COST_NEAR_AREA * sum(box.meets_ellipse(area.grown(_NEAR * scale)) for area in others)
            cost += _COST_OVER_PLACE * sum(box.left <= x <= box.right and box.bottom <= y <= box.top for x, y in places)
            found.append((cost, placed))
    return sorted(found, key=lambda option: option[0])


def _beside(label: Label, across: int, along: int, ring: float, scale: float, flush: bool = False) -> Placed:
    """The name in one direction from what it names, `ring` pixels further out than it must."""
    of = label.of
    gap = (_BESIDE + ring) * scale
    if flush:
        x = of.left if across > 0 else of.right
        y = of.top + gap if along > 0 else of.bottom - gap
        return _with_leader(Placed(label, x, y, across, along, box_at(label, x, y, across, along, scale)))
    # On the slant the edge of a round area is nearer than the corner of its box.
    reach = 0.71 if across and along else 1.0
    x = (of.left + of.right) / 2 + across * reach * ((of.right - of.left) / 2 + gap)
    y = (of.bottom + of.top) / 2 + along * reach * ((of.top - of.bottom) / 2 + gap)
    return _with_leader(Placed(label, x, y, across, along, box_at(label, x, y, across, along, scale)))


def _with_leader(placed: Placed) -> Placed:
    of, box = placed.label.of, placed.box
    middle_x, middle_y = (of.left + of.right) / 2, (of.bottom + of.top) / 2
    return replace(
        placed,
        leader=(min(max(middle_x, box.left), box.right), min(max(middle_y, box.bottom), box.top), middle_x, middle_y),
    )


def box_at(label: Label, x: float, y: float, across: int, along: int, scale: float) -> Box:
    """The box a name fills when it is anchored there."""
    width, height = text_width(label.text, label.size, label.bold) * scale, text_height(label.text, label.size) * scale
    left = x + (across - 1) / 2 * width
    bottom = y + (along - 1) / 2 * height
    return Box(left, bottom, left + width, bottom + height)


def _search(options: list[list[tuple[float, Placed]]], scale: float) -> list[Placed]:
    """The cheapest way to take at most one option from each list without overlaps; leaving one out costs more than any."""
    left_out = 1000.0
    rest = [0.0] * (len(options) + 1)
    for index in reversed(range(len(options))):
        rest[index] = rest[index + 1] + (options[index][0][0] if options[index] else left_out)
    best: tuple[float, list[Placed]] = (inf, [])
    steps = 0

    def walk(index: int, cost: float, taken: list[Placed]) -> None:
        nonlocal best, steps
        steps += 1
        if cost + rest[index] >= best[0] or (steps > _MOST_STEPS and best[0] < inf):
            return
        if index == len(options):
            best = (cost, list(taken))
            return
        for own, placed in options[index]:
            if not any(_in_the_way(placed, other, scale) for other in taken):
                walk(index + 1, cost + own, [*taken, placed])
        walk(index + 1, cost + left_out, taken)

    walk(0, 0.0, [])
    return best[1]


def _in_the_way(one: Placed, other: Placed, scale: float) -> bool:
    """Whether two names, or a name and the other's leader line, meet."""
    if one.box.meets(other.box, _APART * scale):
        return True
    return (one.leader is not None and other.box.crossed(one.leader)) or (other.leader is not None and one.box.crossed(other.leader))


def fill_in(labels: Sequence[Label], taken: Sequence[Box], areas: Sequence[Box], frame: Box, scale: float) -> list[Placed]:
    """The names of helps that find room beside their place, in the given order; the others are left out.

    `taken` are boxes already used, `areas` what must not be written on.
    """
    used = list(taken)
    placed = []
    for label in labels:
        for across, along in _DIRECTIONS[:4]:
            option = _beside(label, across, along, 0.0, scale)
            free = option.box.inside(frame) and not any(option.box.meets(box, _APART * scale) for box in used)
            if free and not any(option.box.meets_ellipse(area) for area in areas):
                placed.append(option)
                used.append(option.box)
                break
    return placed

"""The grammar of printed address ranges: text -> intervals -> canonical text.

The grammar is in ranges.lark; here its tree becomes intervals, and the house's reading of unclear texts is stated:

**A side of the street ("lige numre", "ulige numre") covers the one interval it stands at.** The plan's own lists call
for this: "Vølundsvej 1-9 + 11-15 (Ulige numre)" would have been printed 1-15 if the words covered both intervals,
and "Ymersvej 21-34 + 36-46 (Lige numre)" starts its first interval at an odd number. An interval with no side of its
own therefore means all numbers. Where both its ends lie on the same side the other reading cannot be ruled out, and
the interval is flagged as ambiguous.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedInput

from geo.errors import GeoError

Parity = Literal["even", "odd", "all"]

GRAMMAR = Path(__file__).with_name("ranges.lark")
SIDE_NAMES: dict[Parity, str] = {"even": "lige", "odd": "ulige", "all": "alle"}


@dataclass(frozen=True)
class Interval:
    """House numbers `from_number` to `to_number` on the side `parity`.

    Letters, when given, apply to each number: 28-36 with A to B is 28A, 28B, 30A ... Without letters an interval
    holds every entrance of its numbers, lettered or not. `text` is the printed piece, `rule` the Danish explanation of
    the reading, `ambiguous` true when the text allows another one, `settled` when evidence has decided between them.
    """

    from_number: int
    from_letter: str | None
    to_number: int
    to_letter: str | None
    parity: Parity
    text: str = ""
    ambiguous: bool = False
    rule: str = ""
    settled: bool = False

    @property
    def numbers(self) -> range:
        """The house numbers the interval covers."""
        if self.parity == "all":
            return range(self.from_number, self.to_number + 1)
        first = self.from_number + ((self.from_number % 2 == 1) != (self.parity == "odd"))
        return range(first, self.to_number + 1, 2)

    @property
    def contested(self) -> range:
        """The numbers that fall out if an ambiguous interval was meant for one side only."""
        if self.ambiguous and self.parity == "all":
            return range(self.from_number + 1, self.to_number, 2)
        return range(0)

    @property
    def coverage(self) -> tuple[int, str | None, int, str | None, Parity]:
        """What is covered, without how it was printed or read."""
        return self.from_number, self.from_letter, self.to_number, self.to_letter, self.parity


@dataclass(frozen=True)
class StreetRanges:
    """One printed street with its intervals in printed order."""

    street: str
    intervals: tuple[Interval, ...]


@cache
def _parser() -> Lark:
    return Lark(GRAMMAR.read_text(encoding="utf-8"), parser="lalr", propagate_positions=True)


def parse(text: str) -> StreetRanges:
    """Read one printed street.

    Raises GeoError (Danish) when the text is not an address list the grammar knows, an interval runs backwards or
    letters stand at the ends of an interval over several numbers.
    """
    try:
        tree = _parser().parse(text)
    except UnexpectedInput as error:
        place = text[error.pos_in_stream :][:20] if error.pos_in_stream is not None else ""
        where = f"ved „{place}“" if place.strip() else "ved slutningen"
        raise GeoError(f"Adresselisten „{text}“ kan ikke læses {where}.") from error
    street = " ".join(str(tree.children[0]).split())
    pieces = list(tree.find_data("interval"))
    pieces.sort(key=lambda piece: piece.meta.start_pos)
    sides = [_side(piece) for piece in pieces]
    intervals: list[Interval] = []
    for position, piece in enumerate(pieces):
        intervals.extend(_intervals(piece, text, sides[position + 1 :]))
    return StreetRanges(street, tuple(intervals))


def canonical(parsed: StreetRanges) -> str:
    """The same coverage in one fixed spelling, every interval with its own side, so that nothing is left to a rule."""
    return f"{parsed.street} " + ", ".join(_canonical_interval(interval) for interval in parsed.intervals)


def _canonical_interval(interval: Interval) -> str:
    low, high = interval.from_letter, interval.to_letter
    if interval.from_number == interval.to_number:
        first = f"{interval.from_number}{low or ''}"
        return first if low == high else f"{first}-{interval.to_number}{high}"
    letters = [] if low is None else [low if low == high else f"{low}-{high}"]
    marks = ", ".join([*letters, f"{SIDE_NAMES[interval.parity]} numre"])
    return f"{interval.from_number}-{interval.to_number} ({marks})"


def _tokens(piece: Tree[Token], kind: str) -> list[Token]:
    return [token for token in piece.scan_values(lambda value: isinstance(value, Token)) if token.type == kind]


def _side(piece: Tree[Token]) -> Parity | None:
    words = _tokens(piece, "PARITY")
    if not words:
        return None
    if len(words) > 1:
        raise GeoError(f"Et interval har både „{words[0]}“ og „{words[1]}“.")
    word = words[0].lower()
    if "ulige" in word:
        return "odd"
    return "even" if "lige" in word else "all"


def _intervals(piece: Tree[Token], text: str, later_sides: Sequence[Parity | None]) -> list[Interval]:
    """One interval of the text; several when it names letters that do not follow each other (a & c)."""
    printed = text[piece.meta.start_pos : piece.meta.end_pos].strip()
    span = next(piece.find_data("span"))
    first, last, letters = _ends(span, printed)
    for group in piece.find_data("letters"):
        named = [letter.upper() for letter in _tokens(group, "LETTER")]
        letters.append((named[0], named[-1]))
    side = _side(piece)
    parity, ambiguous, rule = _reading(first, last, side, bool(letters), later_sides)
    spans: list[tuple[str, str] | tuple[None, None]] = [*_joined(letters)]
    return [Interval(first, low, last, high, parity, printed, ambiguous, rule) for low, high in spans or [(None, None)]]


def _ends(span: Tree[Token], printed: str) -> tuple[int, int, list[tuple[str, str]]]:
    """First and last number, and the letter interval of a lettered number (5A, 5A-C, 5A-5C)."""
    numbers = [int(token) for token in _tokens(span, "NUMBER")]
    letters = [token.upper() for token in _tokens(span, "LETTER")]
    first, last = numbers[0], numbers[-1]
    if last < first:
        raise GeoError(f"Intervallet „{printed}“ går baglæns.")
    if letters and first != last:
        raise GeoError(f"Intervallet „{printed}“ har bogstaver i enderne; skriv bogstaverne i parentes, fx 28-36 (a&b).")
    if len(numbers) == 2 and len(letters) == 1:
        raise GeoError(f"Intervallet „{printed}“ har kun bogstav i den ene ende.")
    if letters and letters[-1] < letters[0]:
        raise GeoError(f"Bogstaverne i „{printed}“ går baglæns.")
    return first, last, [(letters[0], letters[-1])] if letters else []


def _joined(letters: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Letter intervals that follow each other made one: a & b -> A-B."""
    joined: list[tuple[str, str]] = []
    for low, high in letters:
        if joined and ord(low) == ord(joined[-1][1]) + 1:
            joined[-1] = (joined[-1][0], high)
        else:
            joined.append((low, high))
    return joined


def _reading(first: int, last: int, side: Parity | None, lettered: bool, later_sides: Sequence[Parity | None]) -> tuple[Parity, bool, str]:
    """How an interval is read: its parity, whether another reading is possible, and the reason in Danish."""
    ends: set[Parity] = {"odd" if number % 2 else "even" for number in (first, last)}
    conflict = side in ("even", "odd") and ends != {side}
    if conflict and side is not None:
        name = SIDE_NAMES[side]
        reading = "det enkelte nummer" if first == last else f"de {name} numre mellem enderne"
        return (
            "all" if first == last else side,
            True,
            f"„{name} numre“ passer ikke med {first}-{last}. Læst som {reading}.",
        )
    if first == last:
        if lettered:
            return "all", False, "Husnummer med bogstav: kun de nævnte indgange."
        return "all", False, "Enkelt husnummer: alle indgange med nummeret, også dem med bogstav."
    if side is not None:
        return side, False, f"„{SIDE_NAMES[side]} numre“ står ved intervallet og gælder kun det."
    if len(ends) == 2:
        return "all", False, "Ingen side er nævnt, og intervallet går fra lige til ulige eller omvendt: alle numre."
    return "all", True, _open_rule(ends.pop(), later_sides)


def _open_rule(end: Parity, later_sides: Sequence[Parity | None]) -> str:
    name = SIDE_NAMES[end]
    rule = f"Ingen side er nævnt: læst som alle numre, men kan være ment som kun de {name}"
    return f"{rule}; „{name} numre“ længere fremme på listen kan gælde begge." if end in later_sides else f"{rule}."

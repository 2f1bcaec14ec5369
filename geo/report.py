"""The report over the plan's address ranges: what was read, and what a reader should know about it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

import pandas as pd

from geo.buildings import WHY_TEXT, placed_buildings, tie_out
from geo.coder import plan_coder
from geo.danish import counted
from geo.danish import number as shown
from geo.plan import AddressRange, area_names
from geo.ranges import SIDE_NAMES
from geo.streets import street_keys

LETTERS = ("A", "Å")
WAYS = {"listed": "adresse", "letters": "husnummer uden bogstav", "property": "ejendomsnummer"}
RULE = (
    "Reglen: „lige numre“ og „ulige numre“ gælder kun det interval, de står ved. Ellers ville „Vølundsvej 1-9 + 11-15 "
    "(Ulige numre)“ være trykt som 1-15. Et interval uden side er derfor alle numre; ligger begge ender på samme side, er "
    "det uklart og nævnt her. Et adresseregister viser, om de omstridte numre findes."
)


def overlaps(ranges: Sequence[AddressRange]) -> pd.DataFrame:
    """House numbers that two intervals cover. Columns: street, number, range_id_1, range_id_2, area_id_1, area_id_2.

    Between two areas it is an overlap, within one area a duplicate.
    """
    rows = [
        {
            "street": first.street,
            "number": number,
            "range_id_1": first.range_id,
            "range_id_2": second.range_id,
            "area_id_1": first.area_id,
            "area_id_2": second.area_id,
        }
        for (_, number), covering in sorted(_coverage(ranges).items())
        for first, second in combinations(covering, 2)
        if _letters_meet(first, second)
    ]
    return pd.DataFrame(rows, columns=["street", "number", "range_id_1", "range_id_2", "area_id_1", "area_id_2"])


def _coverage(ranges: Sequence[AddressRange]) -> dict[tuple[str, int], list[AddressRange]]:
    covering: dict[tuple[str, int], list[AddressRange]] = defaultdict(list)
    for key, item in zip(street_keys([item.street for item in ranges]), ranges, strict=True):
        for number in item.numbers:
            covering[key, number].append(item)
    return covering


def _letters_meet(first: AddressRange, second: AddressRange) -> bool:
    low = max(first.from_letter or LETTERS[0], second.from_letter or LETTERS[0])
    high = min(first.to_letter or LETTERS[1], second.to_letter or LETTERS[1])
    return low <= high


def gaps(ranges: Sequence[AddressRange]) -> pd.DataFrame:
    """Numbers left out between two numbers of the same area on the same side of a street.

    Columns: area_id, street, side (even, odd), from_number, to_number, other_areas (ids of areas that have some of
    them, comma-separated).
    """
    covering = _coverage(ranges)
    sides: dict[tuple[str, str, str, int], set[int]] = defaultdict(set)
    for (key, number), items in covering.items():
        for item in items:
            sides[item.area_id, item.street, key, number % 2].add(number)
    rows = []
    for (area_id, street, key, odd), numbers in sorted(sides.items()):
        for first, last in _holes(sorted(numbers)):
            others = {item.area_id for number in range(first, last + 1, 2) for item in covering.get((key, number), [])}
            side = "odd" if odd else "even"
            rows.append((area_id, street, side, first, last, ", ".join(sorted(others))))
    columns = ["area_id", "street", "side", "from_number", "to_number", "other_areas"]
    return pd.DataFrame(rows, columns=columns)


def _holes(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    for before, after in pairwise(numbers):
        if after - before > 2:
            yield before + 2, after - 2


def split_streets(ranges: Sequence[AddressRange]) -> pd.DataFrame:
    """Streets that more than one area has a part of. Columns: street, area_id, canonical (that area's part)."""
    keyed = list(zip(street_keys([item.street for item in ranges]), ranges, strict=True))
    areas: dict[str, set[str]] = defaultdict(set)
    for key, item in keyed:
        areas[key].add(item.area_id)
    parts = [(item.street, item.area_id, item.canonical) for key, item in keyed if len(areas[key]) > 1]
    frame = pd.DataFrame(dict.fromkeys(parts).keys(), columns=["street", "area_id", "canonical"])
    return frame.sort_values("street", kind="stable", ignore_index=True)


def repeated_streets(ranges: Sequence[AddressRange]) -> pd.DataFrame:
    """Streets printed more than once in one area's list. Columns: area_id, street, lines (how often)."""
    lines = pd.DataFrame({(item.area_id, item.street, item.street_text) for item in ranges})
    lines.columns = pd.Index(["area_id", "street", "street_text"])
    counted = lines.groupby(["area_id", "street"], as_index=False).agg(lines=("street_text", "size"))
    return counted[counted["lines"] > 1].reset_index(drop=True)


def respelled_streets(ranges: Sequence[AddressRange]) -> pd.DataFrame:
    """Streets shown in another spelling than printed. Columns: printed, street."""
    pairs = {(item.street_text, item.street) for item in ranges if not item.street_text.startswith(item.street)}
    return pd.DataFrame(sorted(pairs), columns=["printed", "street"])


def report_text(ranges: Sequence[AddressRange]) -> str:
    """The whole report in Danish, as `python -m geo report` prints it."""
    found = overlaps(ranges)
    between = found[found["area_id_1"] != found["area_id_2"]]
    within = found[found["area_id_1"] == found["area_id_2"]]
    streets = {(item.area_id, item.street_text) for item in ranges}
    sections = [
        f"Adresseintervaller i planen: {len(streets)} gader på listerne er læst som {len(ranges)} intervaller.",
        _section("Læst", _parse_lines(ranges)),
        _section("Uklare intervaller og det valg, der er truffet", [RULE, *_ambiguous_lines(ranges)]),
        _section("Overlap mellem områder", _overlap_lines(between)),
        _section("Husnumre nævnt to gange i samme område", _overlap_lines(within)),
        _section("Gader delt mellem områder", _split_lines(ranges)),
        _section("Gader med flere linjer i samme område", _repeated_lines(ranges)),
        _section("Huller: numre, der springes over på samme side af gaden", _gap_lines(ranges)),
        _section("Vist med en anden stavemåde end trykt", _respelled_lines(ranges)),
        _section("Boliger i områdernes bygninger (bygningsregisteret)", _dwelling_lines(ranges)),
    ]
    return "\n\n".join(sections) + "\n"


def _section(title: str, lines: list[str]) -> str:
    return "\n".join([title, "-" * len(title), *(lines or ["Ingen."])])


def _parse_lines(ranges: Sequence[AddressRange]) -> list[str]:
    lines: list[str] = []
    for area_id, name in area_names().items():
        own = [item for item in ranges if item.area_id == area_id]
        lines.append(f"{name} ({len(own)} intervaller)")
        for text, canonical in dict.fromkeys((item.street_text, item.canonical) for item in own):
            lines += [f"  trykt: {text}", f"  læst:  {canonical}"]
    return lines


def _ambiguous_lines(ranges: Sequence[AddressRange]) -> list[str]:
    lines = []
    for item in ranges:
        if item.ambiguous:
            contested = ", ".join(map(str, item.contested))
            tail = f" Numre, valget afgør: {contested}." if contested else ""
            lines.append(f"{area_names()[item.area_id]}: {item.street} {item.text}. {item.rule}{tail}")
    return lines


def _overlap_lines(found: pd.DataFrame) -> list[str]:
    return [f"{row.street} {row.number}: {row.range_id_1} og {row.range_id_2}" for row in found.itertuples()]


def _split_lines(ranges: Sequence[AddressRange]) -> list[str]:
    return [f"{row.street}: {area_names()[str(row.area_id)]} har {row.canonical}" for row in split_streets(ranges).itertuples()]


def _repeated_lines(ranges: Sequence[AddressRange]) -> list[str]:
    rows = repeated_streets(ranges).itertuples()
    return [f"{area_names()[str(row.area_id)]}: {row.street} står på {row.lines} linjer" for row in rows]


def _gap_lines(ranges: Sequence[AddressRange]) -> list[str]:
    lines = []
    for row in gaps(ranges).itertuples():
        numbers = str(row.from_number) if str(row.from_number) == str(row.to_number) else f"{row.from_number}-{row.to_number}"
        others = [area_names()[area_id] for area_id in str(row.other_areas).split(", ") if area_id]
        tail = f" (heraf hører nogle til {' og '.join(others)})" if others else ""
        side = SIDE_NAMES["odd" if row.side == "odd" else "even"]
        lines.append(f"{area_names()[str(row.area_id)]}: {row.street}, {side} side: {numbers}{tail}")
    return lines


def _respelled_lines(ranges: Sequence[AddressRange]) -> list[str]:
    return [f"{row.printed} vises som {row.street}" for row in respelled_streets(ranges).itertuples()]


def _dwelling_lines(ranges: Sequence[AddressRange]) -> list[str]:
    placed = placed_buildings(ranges, plan_coder())
    lines = []
    for row in tie_out(placed).to_dict("records"):
        ways = [f"{shown(row[way])} efter {name}" for way, name in WAYS.items() if row[way]]
        found = f"{counted(row['found'], 'bolig', 'boliger')} i {counted(row['buildings'], 'bygning', 'bygninger')}"
        note = f". {row['note'].rstrip('.')}" if isinstance(row["note"], str) else ""
        lines.append(f"{area_names()[row['area_id']]}: {found} ({', '.join(ways)}){note}.")
    joined = placed[placed["why"].isin(["letters", "property"])]
    lines += [f"{row.street} {row.house_no}: {area_names()[str(row.area_id)]}. {WHY_TEXT[str(row.why)]}" for row in joined.itertuples()]
    return lines

"""The one place where pages meet geo/: one address, the printed ranges beside their parse, a file of addresses.

Nothing that comes in here is kept: no cache, no log, no file, no link.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from geo.batch import ADDED, STATUS_TEXT, Coding, code_bytes
from geo.errors import GeoError
from geo.locate import Located, locate
from geo.plan import AddressRange, area_names, plan_ranges
from geo.ranges import SIDE_NAMES
from geo.report import RULE, gaps, overlaps, repeated_streets, respelled_streets, split_streets

__all__ = ["RULE", "UNREADABLE_FILE", "Answer", "Coded", "Section", "area_names", "code_file", "look_up", "prepare", "printed", "report"]

# What a file that cannot be used raises; its message is Danish and says what to do.
UNREADABLE_FILE = GeoError
LONGEST_ADDRESS = 200
# Rows of a workbook that can be made while somebody waits; longer results are CSV.
LONGEST_WORKBOOK = 100_000


@dataclass(frozen=True)
class Answer:
    """The answer to one address. `status` is inside, outside or unreadable; `lines` are (heading, text)."""

    status: str
    sentence: str
    note: str
    area_id: str | None
    lines: list[tuple[str, str]]


def prepare() -> None:
    """Load what the first look-up needs."""
    locate("")


def look_up(text: str) -> Answer:
    """The area of an address as people write it, how it was read, and why it has none."""
    found = locate(text[:LONGEST_ADDRESS])
    address = _address(found)
    sentences = {
        "inside": f"{address} hører til {found.area_name}.",
        "outside": f"{address} ligger uden for de syv områder.",
        "unreadable": "Adressen kan ikke læses.",
    }
    return Answer(found.status, sentences[found.status], found.note, found.area_id, [*_read_as(found), *_range_lines(found.matched)])


def _address(found: Located) -> str:
    return f"{found.street} {found.number}{found.letter or ''}" if found.street and found.number else "Adressen"


def _read_as(found: Located) -> list[tuple[str, str]]:
    parts = [
        ("vejnavn", found.street),
        ("husnummer", found.number),
        ("bogstav", found.letter),
        ("postnummer", found.postcode),
    ]
    read = [f"{heading} {value}" for heading, value in parts if value is not None]
    return [("Læst som", ", ".join(read))] if read else []


def _range_lines(matched: AddressRange | None) -> list[tuple[str, str]]:
    if matched is None:
        return []
    lines = [
        ("Trykt i planen", matched.street_text),
        ("Interval", f"{matched.street} {matched.text}: {_interval(matched)}"),
        ("Sådan er det læst", matched.rule),
        ("Sted", matched.source_place),
    ]
    return [*lines, *_doubt(matched)]


def _interval(item: AddressRange) -> str:
    """ "ulige numre fra 1 til 41": what an interval covers, in words."""
    letters = "" if not item.from_letter else f", bogstav {item.from_letter}"
    if item.from_letter and item.to_letter and item.to_letter != item.from_letter:
        letters += f" til {item.to_letter}"
    if item.from_number == item.to_number:
        return f"nr. {item.from_number}{letters}"
    return f"{SIDE_NAMES[item.parity]} numre fra {item.from_number} til {item.to_number}{letters}"


def _doubt(item: AddressRange) -> list[tuple[str, str]]:
    if not item.ambiguous:
        return []
    return [("Uklart", f"Teksten kan læses på mere end én måde.{_contested(item)}")]


def _contested(item: AddressRange) -> str:
    return f" Omstridte numre: {', '.join(map(str, item.contested))}." if len(item.contested) else ""


def printed(area_id: str) -> list[dict[str, str]]:
    """One row per printed street of an area: the text, the parse, what it covers, and why a reading is uncertain."""
    own = [item for item in plan_ranges() if item.area_id == area_id]
    rows = []
    for text in dict.fromkeys(item.street_text for item in own):
        items = [item for item in own if item.street_text == text]
        doubtful = [item for item in items if item.ambiguous]
        rows.append(
            {
                "printed": text,
                "read": items[0].canonical,
                "numbers": str(sum(len(item.numbers) for item in items)),
                "doubt": " ".join(f"⚑ {item.text}: {item.rule}{_contested(item)}" for item in doubtful),
            }
        )
    return rows


def ambiguous_count(area_id: str) -> int:
    """How many intervals of an area can be read in more than one way."""
    return sum(item.ambiguous for item in plan_ranges() if item.area_id == area_id)


@dataclass(frozen=True)
class Section:
    """One finding of the report: heading, what it means, columns and rows."""

    heading: str
    meaning: str
    columns: list[tuple[str, str, bool]]
    rows: list[dict[str, str]]


def report() -> list[Section]:
    """What a reader should know about the printed ranges."""
    ranges = plan_ranges()
    found = overlaps(ranges)
    across = found["area_id_1"] != found["area_id_2"]
    return [
        _ambiguous(),
        Section("Overlap mellem områder", "Husnumre, som to områder gør krav på.", _OVERLAP, _overlap_rows(found[across])),
        Section("Husnumre nævnt to gange", "Samme husnummer i to intervaller af samme område.", _OVERLAP, _overlap_rows(found[~across])),
        _split(split_streets(ranges)),
        _repeated(repeated_streets(ranges)),
        _gaps(gaps(ranges)),
        _respelled(respelled_streets(ranges)),
    ]


def _ambiguous() -> Section:
    rows = [
        {"area": area_names()[item.area_id], "range": f"{item.street} {item.text}", "rule": f"{item.rule}{_contested(item)}"}
        for item in plan_ranges()
        if item.ambiguous
    ]
    columns = [("area", "Område", False), ("range", "Interval", False), ("rule", "Valgt læsning", False)]
    return Section("Uklare intervaller", RULE, columns, rows)


_OVERLAP = [("street", "Adresse", False), ("first", "Første interval", False), ("second", "Andet interval", False)]


def _overlap_rows(found: pd.DataFrame) -> list[dict[str, str]]:
    texts = {item.range_id: f"{area_names()[item.area_id]}: {item.street} {item.text}" for item in plan_ranges()}
    return [
        {"street": f"{row['street']} {row['number']}", "first": texts[row["range_id_1"]], "second": texts[row["range_id_2"]]}
        for _, row in found.iterrows()
    ]


def _split(found: pd.DataFrame) -> Section:
    rows = [
        {"street": str(row["street"]), "area": area_names()[str(row["area_id"])], "part": str(row["canonical"])}
        for _, row in found.iterrows()
    ]
    columns = [("street", "Gade", False), ("area", "Område", False), ("part", "Områdets del", False)]
    return Section("Gader delt mellem områder", "Her er husnummeret nødvendigt for at kende området.", columns, rows)


def _repeated(found: pd.DataFrame) -> Section:
    rows = [
        {"area": area_names()[str(row["area_id"])], "street": str(row["street"]), "lines": str(row["lines"])} for _, row in found.iterrows()
    ]
    columns = [("street", "Gade", False), ("area", "Område", False), ("lines", "Linjer", True)]
    return Section("Gader med flere linjer i samme område", "Planen deler dem over flere linjer; de læses sammen.", columns, rows)


def _gaps(found: pd.DataFrame) -> Section:
    rows = []
    for _, row in found.iterrows():
        first, last = int(row["from_number"]), int(row["to_number"])
        others = [area_names()[area_id] for area_id in str(row["other_areas"]).split(", ") if area_id]
        rows.append(
            {
                "street": str(row["street"]),
                "area": area_names()[str(row["area_id"])],
                "side": SIDE_NAMES["odd" if row["side"] == "odd" else "even"],
                "numbers": str(first) if first == last else f"{first}-{last}",
                "others": ", ".join(others),
            }
        )
    columns = [
        ("street", "Gade", False), ("area", "Område", False), ("side", "Side", False), ("numbers", "Mangler", False),
        ("others", "Nogle hører til", False),
    ]  # fmt: skip
    return Section("Huller", "Numre, der springes over på samme side af en gade. De er ikke med i området.", columns, rows)


def _respelled(found: pd.DataFrame) -> Section:
    rows = [{"printed": str(row["printed"]), "street": str(row["street"])} for _, row in found.iterrows()]
    columns = [("printed", "Trykt", False), ("street", "Vises som", False)]
    return Section("Vist med en anden stavemåde", "Stavemåder, der er samlet under ét navn.", columns, rows)


@dataclass(frozen=True)
class Coded:
    """A coded file: texts for the screen and what can be taken along. Lives in the officer's own session only."""

    rows: int
    statuses: list[dict[str, str]]
    counts: pd.DataFrame
    coded: pd.DataFrame

    @property
    def workbook(self) -> bool:
        """Whether the result is short enough for a workbook."""
        return self.rows <= LONGEST_WORKBOOK

    def excel(self) -> bytes:
        """The rows as a workbook; a cell that looks like a formula stays text."""
        buffer = io.BytesIO()
        plain = {"options": {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}}
        with pd.ExcelWriter(buffer, engine="xlsxwriter", engine_kwargs=plain) as writer:
            self.coded.to_excel(writer, sheet_name="Adresser", index=False, freeze_panes=(1, 0))
        return buffer.getvalue()


def code_file(content: bytes, name: str, column: str, number: Callable[[int], str]) -> Coded:
    """Give every row of an uploaded file its area. `column` names the address column, or is empty; `number` writes numbers.

    Raises UNREADABLE_FILE for a file that cannot be read, has no address column, or holds CPR numbers.
    """
    coding: Coding = code_bytes(content, name, column or None)
    summary = coding.summary
    statuses = [{"status": STATUS_TEXT[status].capitalize(), "rows": number(rows)} for status, rows in summary.statuses.items()]
    return Coded(summary.rows, statuses, summary.counts, coding.rows)


def added_columns() -> str:
    """The columns a coded file gets, for the explanation."""
    return ", ".join(ADDED)

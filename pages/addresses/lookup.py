"""The one place where pages meet geo/: one address, the printed ranges beside their parse, a file of addresses.

Nothing that comes in here is kept: no cache, no log, no file, no link.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from geo import inside, plan
from geo.batch import ADDED
from geo.coder import plan_postcodes, reason_texts
from geo.errors import GeoError
from geo.locate import Located, locate
from geo.plan import AddressRange, plan_ranges
from geo.report import RULE, gaps, overlaps, repeated_streets, respelled_streets, split_streets
from pages.addresses.texts import NUMBERS, OF_MANY, REASONS, SIDES, STATUSES
from pages.kit import downloads
from pages.kit.language import mark, tr

__all__ = ["RULE", "UNREADABLE_FILE", "Answer", "Coded", "Section", "area_names", "code_file", "look_up", "prepare", "printed", "report"]

# What a file that cannot be used raises; its message is Danish and says what to do.
UNREADABLE_FILE = GeoError
LONGEST_ADDRESS = 200
# Rows of a workbook that can be made while somebody waits; longer results are CSV.
LONGEST_WORKBOOK = 100_000


@dataclass(frozen=True)
class Answer:
    """The answer to one address. `status` is inside, outside or unreadable; `lines` are (heading, text); `place` (inside) is street,
    number, letter."""

    status: str
    sentence: str
    note: str
    area_id: str | None
    lines: list[tuple[str, str]]
    place: tuple[str, int, str | None] | None = None


def prepare() -> None:
    """Load what the first look-up needs."""
    locate("")


def area_names() -> dict[str, str]:
    """area_id -> name, in printed order."""
    return {area_id: tr(name) for area_id, name in plan.area_names().items()}


def look_up(text: str) -> Answer:
    """The area of an address as people write it, how it was read, and why it has none."""
    found = locate(text[:LONGEST_ADDRESS])
    address = _address(found)
    sentences = {
        "inside": tr("{address} hører til {area}.", address=address, area=area_names().get(str(found.area_id))),
        "outside": tr("{address} ligger uden for de syv områder.", address=address),
        "unreadable": tr("Adressen kan ikke læses."),
    }
    lines = [*_read_as(found), *_range_lines(found.matched)]
    place = (found.street, found.number, found.letter) if found.area_id and found.street and found.number else None
    return Answer(found.status, sentences[found.status], _note(found), found.area_id, lines, place)


def _note(found: Located) -> str:
    blanks = {"street": found.street, "number": found.number, "postcode": found.postcode, "plan": found.plan}
    return tr(REASONS[found.reason], plan_postcodes=plan_postcodes(), **blanks)


def _address(found: Located) -> str:
    return f"{found.street} {found.number}{found.letter or ''}" if found.street and found.number else tr("Adressen")


def _read_as(found: Located) -> list[tuple[str, str]]:
    parts = [
        (mark("vejnavn {street}"), "street", found.street),
        (mark("husnummer {number}"), "number", found.number),
        (mark("bogstav {letter}"), "letter", found.letter),
        (mark("postnummer {postcode}"), "postcode", found.postcode),
    ]
    read = [tr(pattern, **{name: value}) for pattern, name, value in parts if value is not None]
    return [(tr("Læst som"), ", ".join(read))] if read else []


def _range_lines(matched: AddressRange | None) -> list[tuple[str, str]]:
    if matched is None:
        return []
    lines = [
        (tr("Trykt i planen"), matched.street_text),
        (tr("Interval"), f"{matched.street} {matched.text}: {_interval(matched)}"),
        (tr("Sådan er det læst"), tr(matched.rule)),
        (tr("Sted"), matched.source_place),
    ]
    return [*lines, *_doubt(matched)]


def _interval(item: AddressRange) -> str:
    """ "ulige numre fra 1 til 41": what an interval covers, in words."""
    numbers = tr(NUMBERS[item.parity], first=item.from_number, last=item.to_number)
    if item.from_number == item.to_number:
        numbers = tr("nr. {number}", number=item.from_number)
    if not item.from_letter:
        return numbers
    if item.to_letter and item.to_letter != item.from_letter:
        return tr("{numbers}, bogstav {first} til {last}", numbers=numbers, first=item.from_letter, last=item.to_letter)
    return tr("{numbers}, bogstav {letter}", numbers=numbers, letter=item.from_letter)


def _doubt(item: AddressRange) -> list[tuple[str, str]]:
    if not item.ambiguous:
        return []
    return [(tr("Uklart"), tr("Teksten kan læses på mere end én måde.") + _contested(item))]


def _contested(item: AddressRange) -> str:
    """The numbers that two readings disagree on, as a sentence after another; empty when there are none."""
    if not len(item.contested):
        return ""
    return " " + tr("Omstridte numre: {numbers}.", numbers=", ".join(map(str, item.contested)))


def printed(area_id: str) -> list[dict[str, str]]:
    """One row per printed street of an area: the text, the parse, what it covers, and why a reading is uncertain."""
    own = [item for item in plan_ranges() if item.area_id == area_id]
    rows = []
    for text in dict.fromkeys(item.street_text for item in own):
        items = [item for item in own if item.street_text == text]
        rows.append(
            {
                "printed": text,
                "read": items[0].canonical,
                "numbers": str(sum(len(item.numbers) for item in items)),
                "doubt": " ".join(_remark(item) for item in items if item.ambiguous or item.settled),
            }
        )
    return rows


def _remark(item: AddressRange) -> str:
    """Why an unclear interval is read as it is; the flag is for what is still open."""
    return f"{'⚑ ' if item.ambiguous else ''}{item.text}: {tr(item.rule)}{_contested(item)}"


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
        _overlap(tr("Overlap mellem områder"), tr("Husnumre, som to områder gør krav på."), found[across]),
        _overlap(tr("Husnumre nævnt to gange"), tr("Samme husnummer i to intervaller af samme område."), found[~across]),
        _split(split_streets(ranges)),
        _repeated(repeated_streets(ranges)),
        _gaps(gaps(ranges)),
        _respelled(respelled_streets(ranges)),
    ]


def _ambiguous() -> Section:
    rows = [
        {"area": area_names()[item.area_id], "range": f"{item.street} {item.text}", "rule": f"{tr(item.rule)}{_contested(item)}"}
        for item in plan_ranges()
        if item.ambiguous
    ]
    columns = [("area", tr("Område"), False), ("range", tr("Interval"), False), ("rule", tr("Valgt læsning"), False)]
    return Section(tr("Uklare intervaller"), tr(RULE), columns, rows)


def _overlap(heading: str, meaning: str, found: pd.DataFrame) -> Section:
    columns = [("street", tr("Adresse"), False), ("first", tr("Første interval"), False), ("second", tr("Andet interval"), False)]
    texts = {item.range_id: f"{area_names()[item.area_id]}: {item.street} {item.text}" for item in plan_ranges()}
    rows = [
        {"street": f"{row['street']} {row['number']}", "first": texts[row["range_id_1"]], "second": texts[row["range_id_2"]]}
        for _, row in found.iterrows()
    ]
    return Section(heading, meaning, columns, rows)


def _split(found: pd.DataFrame) -> Section:
    rows = [
        {"street": str(row["street"]), "area": area_names()[str(row["area_id"])], "part": str(row["canonical"])}
        for _, row in found.iterrows()
    ]
    columns = [("street", tr("Gade"), False), ("area", tr("Område"), False), ("part", tr("Områdets del"), False)]
    return Section(tr("Gader delt mellem områder"), tr("Her er husnummeret nødvendigt for at kende området."), columns, rows)


def _repeated(found: pd.DataFrame) -> Section:
    rows = [
        {"area": area_names()[str(row["area_id"])], "street": str(row["street"]), "lines": str(row["lines"])} for _, row in found.iterrows()
    ]
    columns = [("street", tr("Gade"), False), ("area", tr("Område"), False), ("lines", tr("Linjer"), True)]
    return Section(tr("Gader med flere linjer i samme område"), tr("Planen deler dem over flere linjer; de læses sammen."), columns, rows)


def _gaps(found: pd.DataFrame) -> Section:
    rows = []
    for _, row in found.iterrows():
        first, last = int(row["from_number"]), int(row["to_number"])
        others = [area_names()[area_id] for area_id in str(row["other_areas"]).split(", ") if area_id]
        rows.append(
            {
                "street": str(row["street"]),
                "area": area_names()[str(row["area_id"])],
                "side": tr(SIDES[str(row["side"])]),
                "numbers": str(first) if first == last else f"{first}-{last}",
                "others": ", ".join(others),
            }
        )
    columns = [
        ("street", tr("Gade"), False), ("area", tr("Område"), False), ("side", tr("Side"), False), ("numbers", tr("Mangler"), False),
        ("others", tr("Nogle hører til"), False),
    ]  # fmt: skip
    return Section(tr("Huller"), tr("Numre, der springes over på samme side af en gade. De er ikke med i området."), columns, rows)


def _respelled(found: pd.DataFrame) -> Section:
    rows = [{"printed": str(row["printed"]), "street": str(row["street"])} for _, row in found.iterrows()]
    columns = [("printed", tr("Trykt"), False), ("street", tr("Vises som"), False)]
    return Section(tr("Vist med en anden stavemåde"), tr("Stavemåder, der er samlet under ét navn."), columns, rows)


@dataclass(frozen=True)
class Coded:
    """A coded file: texts for the screen and what can be taken along. Lives in the officer's own session only."""

    rows: int
    statuses: list[dict[str, str]]
    reasons: list[dict[str, str]]
    counts: pd.DataFrame
    coded: pd.DataFrame

    @property
    def workbook(self) -> bool:
        """Whether the result is short enough for a workbook."""
        return self.rows <= LONGEST_WORKBOOK

    def excel(self) -> bytes:
        """The rows as a workbook; a cell that looks like a formula stays text."""
        buffer = io.BytesIO()
        with downloads.workbook(buffer) as writer:
            self.coded.to_excel(writer, sheet_name="Adresser", index=False, freeze_panes=(1, 0))
        return buffer.getvalue()


def code_file(
    content: bytes,
    name: str,
    column: str,
    number: Callable[[int], str],
    run: Callable[[bytes], bytes] = inside.code,
    sheet: str = "",
) -> Coded:
    """Give every row of an uploaded file its area.

    `column` names the address column and `sheet` the sheet, or are empty; `number` writes numbers. `run` codes the bytes; the
    page does it in a child process. Raises UNREADABLE_FILE for a file that cannot be read, has no address column, or holds
    CPR numbers.
    """
    coding = inside.coded(run(inside.payload(content, name, column or None, sheet or None)))
    summary = coding.summary
    statuses = [{"status": tr(STATUSES[status]), "rows": number(rows)} for status, rows in summary.statuses.items()]
    return Coded(summary.rows, statuses, _reasons(summary.reasons, number), summary.counts, coding.rows)


def _reasons(counted: dict[str, int], number: Callable[[int], str]) -> list[dict[str, str]]:
    """Why addresses got no area, the most frequent reason first."""
    status = {entry["reason"]: entry["status"] for entry in reason_texts()}
    return [
        {"reason": tr(OF_MANY.get(reason, REASONS[reason])), "status": tr(STATUSES[status[reason]]), "rows": number(rows)}
        for reason, rows in counted.items()
        if status[reason] != "inside"
    ]


def added_columns() -> str:
    """The columns a coded file gets, for the explanation."""
    return ", ".join(ADDED)

"""The plan's address ranges: the printed texts of address_ranges.yml, parsed and given ids."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from geo.errors import GeoError
from geo.ranges import Interval, StreetRanges, canonical, parse
from geo.streets import shown_streets, slugs

FOLDER = Path(__file__).parent
PRINTED = FOLDER / "address_ranges.yml"
RULES = FOLDER / "rules.yml"
READINGS = FOLDER / "readings.yml"
# Text, read as a file: the package data/ itself is not known here.
AREAS = FOLDER.parent / "data" / "areas.yml"


@dataclass(frozen=True)
class AddressRange(Interval):
    """An interval of the plan.

    `street` is the street as we show it (street_names.yml), `text` the printed piece the interval was read from,
    `street_text` the whole printed street, `canonical` the printed street in the grammar's fixed spelling.
    """

    range_id: str = ""
    area_id: str = ""
    street: str = ""
    street_text: str = ""
    canonical: str = ""
    source_place: str = ""


@cache
def rules() -> dict[str, Any]:
    """The limits of rules.yml."""
    loaded: dict[str, Any] = yaml.load(RULES.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return loaded


@cache
def _printed() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(PRINTED.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return loaded


@cache
def area_names() -> dict[str, str]:
    """area_id -> name, in printed order."""
    return {area["area_id"]: area["name"] for area in _printed()["areas"]}


def spelling_key(text: str) -> str:
    """A name without case, spaces and signs: 'Glarbjergvej-området' and 'GLARBJERGVEJ OMRÅDET' are one."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


@cache
def area_spellings() -> dict[str, str]:
    """spelling_key of every name, id and alias (areas.yml of data/) -> area_id, for the areas of the plan."""
    areas = [area for area in yaml.load(AREAS.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) if area["area_id"] in area_names()]
    return {spelling_key(text): area["area_id"] for area in areas for text in (area["area_id"], area["name"], *area["aliases"])}


@cache
def plan_ranges() -> tuple[AddressRange, ...]:
    """Every interval of the plan, in printed order."""
    return tuple(read_ranges(_printed()["areas"], yaml.safe_load(READINGS.read_text(encoding="utf-8"))))


def read_ranges(areas: Iterable[dict[str, Any]], readings: Sequence[dict[str, Any]] = ()) -> list[AddressRange]:
    """Parse areas as address_ranges.yml holds them: area_id, heading, source_place, streets.

    range_id is `<area>_<street>_<n>`, n counting the intervals of the street in its area in printed order. `readings`
    (readings.yml: area_id, street, interval, side, rule) settle intervals the text leaves open.
    Raises GeoError when a text cannot be read, or a reading names no unclear interval.
    """
    printed = [(area, line, text) for area in areas for line, text in enumerate(area["streets"], start=1)]
    parsed = _settled([area["area_id"] for area, _, _ in printed], [parse(text) for _, _, text in printed], readings)
    shown = shown_streets([item.street for item in parsed])
    counts: Counter[str] = Counter()
    ranges: list[AddressRange] = []
    for (area, line, text), item, street, slug in zip(printed, parsed, shown, slugs(shown), strict=True):
        for interval in item.intervals:
            stem = f"{area['area_id']}_{slug}"
            counts[stem] += 1
            ranges.append(
                AddressRange(
                    **asdict(interval),
                    range_id=f"{stem}_{counts[stem]}",
                    area_id=area["area_id"],
                    street=street,
                    street_text=text,
                    canonical=canonical(item),
                    source_place=f"{area['source_place']}, {area['heading']}, gade nr. {line}",
                )
            )
    return ranges


def _settled(area_ids: list[str], parsed: list[StreetRanges], readings: Sequence[dict[str, Any]]) -> list[StreetRanges]:
    """The parsed streets with the sides that evidence has settled."""
    settled = list(parsed)
    for reading in readings:
        place = (reading["area_id"], reading["street"])
        found = 0
        for row, (area_id, item) in enumerate(zip(area_ids, settled, strict=True)):
            if (area_id, item.street) != place:
                continue
            intervals = list(item.intervals)
            for position, interval in enumerate(intervals):
                if interval.ambiguous and f"{interval.from_number}-{interval.to_number}" == reading["interval"]:
                    intervals[position] = replace(interval, parity=reading["side"], ambiguous=False, rule=reading["rule"], settled=True)
                    found += 1
            settled[row] = replace(item, intervals=tuple(intervals))
        if found != 1:
            raise GeoError(
                f"readings.yml: {' '.join(place)} {reading['interval']} passer på {found} uklare intervaller, ikke på ét. "
                "Ret posten, eller fjern den, hvis listen nu er klar."
            )
    return settled


def range_frame(ranges: Iterable[AddressRange]) -> pd.DataFrame:
    """One row per interval: the columns of the table address_range, then canonical, street_text, ambiguous, rule."""
    columns = [
        "range_id",
        "area_id",
        "street",
        "from_number",
        "from_letter",
        "to_number",
        "to_letter",
        "parity",
        "text",
        "source_place",
        "street_text",
        "canonical",
        "ambiguous",
        "rule",
    ]
    frame = pd.DataFrame([asdict(item) for item in ranges], columns=columns)
    text = [name for name in columns if name not in ("from_number", "to_number", "ambiguous")]
    return frame.astype({**dict.fromkeys(text, "str"), "from_number": "int32", "to_number": "int32", "ambiguous": "bool"})

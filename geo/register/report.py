"""What a register says about the plan's ranges: found, missing and repeated addresses."""

from collections.abc import Hashable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

import pandas as pd
import pyarrow as pa

from geo.coder import Coder
from geo.danish import counted, number
from geo.plan import AddressRange, area_names
from geo.register.entrances import SKIPPED_TEXT, Tally
from geo.streets import street_keys

MISSING_SHOWN = 12


def area_of_entrances(entrances: pd.DataFrame, coder: Coder) -> pd.DataFrame:
    """area_id and range_id per entrance (missing outside the areas); the index of `entrances` is kept."""
    house = entrances["number"].astype("str") + entrances["letter"]
    text = entrances["street"] + " " + house + ", " + entrances["postcode"].where(entrances["postcode"] != "", "Randers")
    coded: pd.DataFrame = coder.code(pa.array(text, pa.string())).select(["area_id", "range_id"]).to_pandas()
    return coded.set_index(entrances.index)


def range_report(ranges: Sequence[AddressRange], entrances: pd.DataFrame, placed: pd.DataFrame) -> pd.DataFrame:
    """One row per interval, in printed order.

    Columns: range_id, area_id, street, text, entrances (found in the register), missing (house numbers of the interval
    without an entrance, '7, 9'), missing_count, doubled (entrances that stood more than once in the file), contested
    (contested numbers that the register has, '8, 10').
    """
    found = entrances.assign(range_id=placed["range_id"]).dropna(subset="range_id")
    by_range = {str(key): own for key, own in found.groupby("range_id")}
    nothing = found.iloc[:0]
    rows = []
    for item in ranges:
        own = by_range.get(item.range_id, nothing)
        numbers = set(own["number"])
        missing = [house for house in item.numbers if house not in numbers and house not in item.contested]
        rows.append(
            {
                "range_id": item.range_id,
                "area_id": item.area_id,
                "street": item.street,
                "text": item.text,
                "entrances": len(own),
                "missing": ", ".join(map(str, missing)),
                "missing_count": len(missing),
                "doubled": int((own["copies"] > 1).sum()),
                "contested": ", ".join(str(house) for house in item.contested if house in numbers),
            }
        )
    return pd.DataFrame(rows)


def unknown_streets(ranges: Sequence[AddressRange], entrances: pd.DataFrame) -> dict[str, list[str]]:
    """Streets of the plan that the register does not have -> register streets with a similar name."""
    plan = sorted({item.street for item in ranges})
    registered = sorted(set(entrances["street"]))
    by_key = dict(zip(street_keys(registered), registered, strict=True))
    placed = {item.street for item in ranges if item.street in registered}
    return {
        street: [by_key[close] for close in get_close_matches(key, list(by_key), n=3, cutoff=0.8)]
        for street, key in zip(plan, street_keys(plan), strict=True)
        if key not in by_key and street not in placed
    }


def import_text(tally: Tally, entrances: pd.DataFrame, report: pd.DataFrame, unknown: dict[str, list[str]]) -> str:
    """The report of an import in Danish."""
    lines = [
        f"{counted(tally.read, 'række', 'rækker')} læst, {counted(len(entrances), 'opgang', 'opgange')} i kommunen beholdt.",
        *(f"  {number(rows)} sprunget over: {SKIPPED_TEXT[reason]}" for reason, rows in tally.skipped.items() if rows),
        f"  {counted(int((entrances['copies'] > 1).sum()), 'opgang', 'opgange')} stod mere end én gang i filen.",
        "",
        "Planens intervaller i registeret:",
    ]
    for area_id, name in area_names().items():
        own = report[report["area_id"] == area_id]
        lines.append(f"{name}: {counted(int(own['entrances'].sum()), 'opgang', 'opgange')}")
        lines += [f"  {_range_line(row)}" for row in own.to_dict("records")]
    if unknown:
        lines += ["", "Gader i planen, som registeret ikke har:"]
        lines += [f"  {street} (ligner {', '.join(close)})" if close else f"  {street}" for street, close in unknown.items()]
    return "\n".join(lines) + "\n"


def _range_line(row: Mapping[Hashable, Any]) -> str:
    parts = [f"{row['street']} {row['text']}: {number(row['entrances'])} fundet"]
    if row["missing"]:
        missing = row["missing"].split(", ")
        more = f" og {len(missing) - MISSING_SHOWN} til" if len(missing) > MISSING_SHOWN else ""
        parts.append(f"mangler nr. {', '.join(missing[:MISSING_SHOWN])}{more}")
    if row["doubled"]:
        parts.append(f"{row['doubled']} gentaget")
    if row["contested"]:
        parts.append(f"omstridte numre, der findes: {row['contested']}")
    return "; ".join(parts)

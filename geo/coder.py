"""Free-text addresses -> areas, a column at a time.

The reading and the matching are one SQL statement (code_addresses.sql), so that one address from the command line and
a million from a file are treated alike.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import yaml

from geo.plan import AddressRange, plan_ranges, rules
from geo.streets import alias_keys, define_macros, street_keys, street_words
from geo.wording import define_wording, other_towns, places, words

FOLDER = Path(__file__).parent
REASONS = FOLDER / "reasons.yml"

# What a batch may use; a million addresses pass through in batches and need far less.
LIMITS = {"memory_limit": "600MB", "threads": "2"}

# A coder takes texts in pieces of this many: large enough for both cores, small enough to stay small in memory.
PIECE = 200_000
CHUNK = 8_192


class Coder:
    """The plan's ranges in a DuckDB of their own, in memory and closed to files."""

    def __init__(self, ranges: Iterable[AddressRange]) -> None:
        ranges = list(ranges)
        self._query = (FOLDER / "code_addresses.sql").read_text(encoding="utf-8")
        self._connection = duckdb.connect(config=dict(LIMITS))
        self._connection.execute("set temp_directory = ''")  # nothing uploaded may spill to disk
        define_macros(self._connection)
        define_wording(self._connection)
        self._table("plan_entrance", _with_lettered(pd.DataFrame(_entrances(ranges))))
        streets = _plan_streets(ranges)
        self._table("plan_street", streets)
        reasons = pd.DataFrame(reason_texts())
        reasons["text"] = reasons["text"].str.replace("{plan_postcodes}", plan_postcodes(), regex=False)
        self._table("reason_text", reasons.assign(has_blanks=reasons["text"].str.contains("{", regex=False)))
        own = [f"{places()['town']}", *places()["parts"], *places()["own_villages"]]
        self._table("other_town", pd.DataFrame({"name": other_towns()}).assign(elsewhere=lambda towns: ~towns["name"].isin(own)))
        self._table("plan_short", _shortened(streets))
        self._table("plan_lost", pd.DataFrame({"lost_key": pd.Series(_lost_letters(streets["street"]), dtype="str")}))
        self._macros(streets)
        self._connection.execute("set enable_external_access = false")
        self._connection.execute("set lock_configuration = true")

    def _macros(self, streets: pd.DataFrame) -> None:
        """Constants of this package as macros, so that the statement is planned with them: keys of streets, a distance."""
        keys = "|".join(sorted(streets["written_key"], key=len, reverse=True))
        self._connection.execute(f"create macro names_plan_street(name) as regexp_matches(street_key(name), '(?:{keys})[0-9]')")
        self._connection.execute(f"create macro hint_distance() as {rules()['hint_distance']:d}")

    def _table(self, name: str, frame: pd.DataFrame) -> None:
        self._connection.register("frame", frame)
        self._connection.execute(f"create table {name} as select * from frame")  # noqa: S608 - names of this module
        self._connection.unregister("frame")

    def code(self, addresses: pa.Array | pa.ChunkedArray | list[str | None], columns: str = "*") -> pa.Table:
        """One row per address, in order.

        Columns: row_no, plan_street, number, letter, postcode, status (inside, outside, unreadable), reason (code of
        reasons.yml), note (Danish), plan (what is printed), range_id, area_id; or those of `columns`, a select list.
        """
        texts = addresses if isinstance(addresses, pa.Array | pa.ChunkedArray) else pa.array(addresses, pa.string())
        table = pa.table({"row_no": np.arange(len(texts)), "address": texts})
        # The scan is shared between threads by chunks.
        table = pa.Table.from_batches(table.to_batches(max_chunksize=CHUNK), table.schema)
        # One connection must not be used by two threads at once: a cursor per question.
        with self._connection.cursor() as cursor:
            cursor.register("input_address", table)
            return cursor.sql(self._query).select(columns).to_arrow_table()


@cache
def reason_texts() -> list[dict[str, str]]:
    """Every reason an address can get: reason, status, text (Danish, with blanks), as reasons.yml has them."""
    loaded: list[dict[str, str]] = yaml.safe_load(REASONS.read_text(encoding="utf-8"))
    return loaded


def plan_postcodes() -> str:
    """'8900, 8920 og 8930': the postcodes that the plan's streets lie in."""
    codes = places()["plan_postcodes"]
    return f"{', '.join(codes[:-1])} og {codes[-1]}"


@cache
def plan_coder() -> Coder:
    """The coder of the plan's own ranges; made once."""
    return Coder(plan_ranges())


def _entrances(ranges: Iterable[AddressRange]) -> Iterator[dict[str, Any]]:
    """One row per street, number and letter ('' for any); where two ranges overlap the first printed one counts."""
    ranges = list(ranges)
    keys = dict(zip([item.range_id for item in ranges], street_keys([item.street for item in ranges]), strict=True))
    seen: set[tuple[str, int, str]] = set()
    for item in ranges:
        for number in item.numbers:
            for letter in _letters(item):
                place = (keys[item.range_id], number, letter)
                if place in seen:
                    continue
                seen.add(place)
                yield {
                    "street_key": place[0],
                    "number": number,
                    "letter": letter,
                    "range_id": item.range_id,
                    "area_id": item.area_id,
                    "contested": number in item.contested,
                    "text": item.text,
                }


def _letters(item: AddressRange) -> list[str]:
    if item.from_letter is None or item.to_letter is None:
        return [""]
    return [chr(code) for code in range(ord(item.from_letter), ord(item.to_letter) + 1)]


def _with_lettered(entrances: pd.DataFrame) -> pd.DataFrame:
    """The entrances, and for numbers listed with letters only a row without letter that says which: letters 'A, B'."""
    place = ["street_key", "number"]
    lettered = entrances[entrances["letter"] != ""].groupby(place, as_index=False).agg(letters=("letter", ", ".join))
    whole = pd.MultiIndex.from_frame(entrances.loc[entrances["letter"] == "", place])
    lettered = lettered[~pd.MultiIndex.from_frame(lettered[place]).isin(whole)].assign(letter="")
    columns = dict.fromkeys(["street_key", "letter", "range_id", "area_id", "text", "letters"], "str")
    return pd.concat([entrances, lettered], ignore_index=True).astype(columns | {"contested": "boolean"})


def _abbreviated(written: dict[str, str]) -> dict[str, str]:
    """Streets by their keys with the ending cut short as people do (Sjællandsgd.), where that means one street only."""
    short: dict[str, set[str]] = {}
    for key, street in written.items():
        for ending, cuts in words()["cut_endings"].items():
            for cut in cuts if key.endswith(ending) else []:
                short.setdefault(key.removesuffix(ending) + cut, set()).add(street)
    return {key: streets.pop() for key, streets in short.items() if len(streets) == 1}


def _shortened(streets: pd.DataFrame) -> pd.DataFrame:
    """Streets of several words with the first one cut short: 'hstillingsvej' and 'hermstillingsvej' -> Hermann Stillings Vej.

    Columns written_key and street, where that means one street only. Takes _plan_streets().
    """
    short: dict[str, set[str]] = {}
    for street in streets["street"].unique():
        first, *others = street_words([street])[0].split(" ")
        for length in range(1, len(first)) if others else []:
            for ending in {"".join(others), street_keys([" ".join(others)])[0]}:
                short.setdefault(first[:length] + ending, set()).add(street)
    known = set(streets["written_key"])
    rows = [(key, found.pop()) for key, found in sorted(short.items()) if len(found) == 1 and key not in known]
    return pd.DataFrame(rows, columns=["written_key", "street"], dtype="str")


def _lost_letters(streets: pd.Series) -> list[str]:
    """Keys of the streets without their Danish letters, as they are left when a file loses them: 'sjllandsgade'."""
    lost = [re.sub("[æøåÆØÅ]", "", street) for street in streets.unique() if re.search("[æøåÆØÅ]", street)]
    return sorted(set(street_keys(lost)))


def _plan_streets(ranges: Iterable[AddressRange]) -> pd.DataFrame:
    """Every spelling of the plan's streets: written_key -> street_key and the street as we show it."""
    shown = sorted({item.street for item in ranges})
    keys = dict(zip(shown, street_keys(shown), strict=True))
    written = {key: street for key, street in alias_keys().items() if street in keys}
    written |= {key: street for street, key in keys.items()}
    written = _abbreviated(written) | written
    return pd.DataFrame([{"written_key": key, "street_key": keys[street], "street": street} for key, street in sorted(written.items())])

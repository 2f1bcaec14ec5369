"""Street names: the key under which two spellings of a street meet.

The key is made by SQL macros built from street_names.yml, because a million addresses are keyed in DuckDB; the few
names handled in Python ask the same macros, so there is one rule and not two.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import yaml

STREET_NAMES = Path(__file__).with_name("street_names.yml")


@cache
def _names() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(STREET_NAMES.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return loaded


def define_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the macros `street_words` (words apart) and `street_key` on a connection."""
    spelled = "lower(nfc_normalize(name))"
    for letter, spelling in _names()["letters"].items():
        spelled = f"replace({spelled}, '{letter}', '{spelling}')"
    connection.execute(f"create macro street_words(name) as trim(regexp_replace({spelled}, '[^a-z0-9]+', ' ', 'g'))")
    # Two spaces between words: each word then has a space of its own on both sides to be matched with.
    keyed = "'  ' || replace(street_words(name), ' ', '  ') || '  '"
    for short, full in _names()["words"].items():
        keyed = f"replace({keyed}, ' {short} ', ' {full} ')"
    connection.execute(f"create macro street_key(name) as replace({keyed}, ' ', '')")


@cache
def _connection() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    define_macros(connection)
    return connection


def street_keys(names: Sequence[str]) -> list[str]:
    """The keys of street names, in order."""
    return _spelled("street_key(name)", names)


def street_words(names: Sequence[str]) -> list[str]:
    """Names in lower case with æ, ø and å spelled out and one space between words, in order: 'Øster Velling' -> 'oester velling'."""
    return _spelled("street_words(name)", names)


def slugs(streets: Sequence[str]) -> list[str]:
    """Stable ASCII names of streets, in order: 'Gl. Jennumvej' -> 'gl_jennumvej'."""
    return _spelled("replace(street_words(name), ' ', '_')", streets)


def _spelled(expression: str, names: Sequence[str]) -> list[str]:
    with _connection().cursor() as cursor:
        query = f"select {expression} from (select unnest($1) as name, unnest(range(len($1))) as i) order by i"  # noqa: S608 - expressions of this module
        return [row[0] for row in cursor.execute(query, [list(names)]).fetchall()]


@cache
def alias_keys() -> dict[str, str]:
    """Key of an alias -> the street as we show it; the shown spelling itself included."""
    pairs = [(spelling, entry["street"]) for entry in _names()["aliases"] for spelling in (entry["street"], *entry["spellings"])]
    return dict(zip(street_keys([spelling for spelling, _ in pairs]), [street for _, street in pairs], strict=True))


def shown_streets(printed: Sequence[str]) -> list[str]:
    """Streets as we show them, in order: the alias table's spelling, or as printed."""
    keys = street_keys(printed)
    return [alias_keys().get(key, street) for key, street in zip(keys, printed, strict=True)]

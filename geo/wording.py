"""What is read out of an address besides its street: labels, floors, sizes, dates, postcodes and towns.

The words stand in address_words.yml, the places in places.yml and other_towns.txt. The patterns made of them become SQL
macros, because a pattern that DuckDB knows beforehand is compiled once and not once per address.
"""

from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import yaml

from geo.plan import rules
from geo.streets import street_words

FOLDER = Path(__file__).parent
WORDS = FOLDER / "address_words.yml"
PLACES = FOLDER / "places.yml"
OTHER_TOWNS = FOLDER / "other_towns.txt"

# Signs without width are dropped, every blank there is becomes a space and every dash a hyphen. Lines stay apart.
_NO_WIDTH = r"[\x{ad}\x{200b}-\x{200f}\x{2060}\x{feff}]"
_BLANKS = r"[\p{Zs}\t\r\x{b}\f\x{85}_]+"
_DASHES = r"[\p{Pd}\x{2212}\x{2043}]"

_MONTHS = "jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec"
_YEAR = r"(?:19|20)\d\d"
_DATE = (
    rf"\b{_YEAR}-\d{{1,2}}-\d{{1,2}}(?:[t ]+\d{{1,2}}:\d\d(?::\d\d)?)?"
    rf"|\b\d{{1,2}}[./-]\d{{1,2}}[./-](?:{_YEAR}|\d\d)\b"
    rf"|\b\d{{1,2}}\.? ?(?:{_MONTHS})[a-z]*\.? ?{_YEAR}\b"
)
_PHONE = (
    r"\b(?:tlf|tel|telefon|mobil|mob|fax)[ .:]*(?:nr)?[ .:]*(?:\+ ?45)? ?(?:\d ?){7}\d\b"
    r"|\+ ?45 ?(?:\d ?){7}\d\b|\b\d{8}\b|\b\d\d \d\d \d\d \d\d\b"
)
# A dwelling of a thousand square metres there is not: four digits before "m2" may be a postcode.
_SIZE = r"\b\d{1,3}(?:[.,]\d+)? ?(?:m ?2\b|m²|m\^2|kvm\b|kvadratmeter)|\b\d{1,2}(?:[.,]5)? ?-? ?(?:v\.|(?:vær|rum)[a-z]*)"


@cache
def places() -> dict[str, Any]:
    """The town's postcodes, its parts and the country, as places.yml has them."""
    loaded: dict[str, Any] = yaml.load(PLACES.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return loaded


@cache
def words() -> dict[str, Any]:
    """Words by what they are, as address_words.yml has them."""
    loaded: dict[str, Any] = yaml.load(WORDS.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return loaded


@cache
def other_towns() -> list[str]:
    """Names of towns and villages that are not Randers, as the macro street_words leaves them."""
    lines = OTHER_TOWNS.read_text(encoding="utf-8").split("\n")
    return street_words([line for line in lines if line and not line.startswith("#")])


def _listed_words() -> dict[str, list[str]]:
    """The lists that the query compares with, each a macro without arguments."""
    after = [*words()["number_words"], *words()["labels"], *words()["other"], *words()["post_boxes"], *places()["country"]]
    town = [places()["town"], *places()["parts"]]
    return {
        "plan_postcodes": places()["plan_postcodes"],
        "town_postcodes": [*places()["plan_postcodes"], *places()["other_town_postcodes"]],
        "town_words": town,
        "words_after": [*after, *town],
        "words_before": [*after, *town, *words()["before"]],
        "labels": words()["labels"],
        # Before a street it may stand for "Nørre", "Gammel" or a first name: another street.
        "one_letter": [*"abcdefghijklmnopqrstuvwxyz", "oe", "ae", "aa"],
        "post_boxes": words()["post_boxes"],
        "no_streets": [*words()["labels"], *words()["other"], *words()["number_words"]],
        "other_street_words": words()["other_street"],
    }


def define_wording(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the macros of code_addresses.sql on a connection that has those of geo.streets."""
    labels, numbers = _spelled(words()["labels"]), _spelled(words()["number_words"])
    label = rf"\b(?:{labels})[\s\x{{a0}}.:]*(?:(?:{numbers})[\s\x{{a0}}.:]*)?\d+(?:[-/.]\d+)*[a-z]?"
    # "1. Maj Vej" begins with its number; a lettered label ("Blok C 4") is a label too.
    split = rf"(?i)^((?:[^0-9]*?{label}(?:[^0-9a-zæøå]+|$))+)?((?:\s*\d{{1,2}}\. ?)?[^0-9]*)(\d+)(.*)$"
    numbered = r"^()((?:\s*\d{1,2}\. ?)?[^0-9]*)(\d+)(.*)$"
    # No two of its parts can hold the same sign: such a pattern is read in one pass, in half the time of the one above.
    plain = r"^()([^0-9]*)(\d+)((?:[^0-9].*)?)$"
    fields = "['lead', 'before', 'number', 'rest']"
    tidied = f"regexp_replace(lower(text), '{_NO_WIDTH}', '', 'g')"
    tidied = f"regexp_replace(regexp_replace({tidied}, '{_BLANKS}', ' ', 'g'), '{_DASHES}', '-', 'g')"
    stripped = f"regexp_replace(regexp_replace(regexp_replace(text, '{_DATE}', ' ', 'g'), '{_PHONE}', ' ', 'g'), '{_SIZE}', ' ', 'g')"
    apart = rf"regexp_replace(regexp_replace(street_words({stripped}), '(\d)([a-z])', '\1 \2', 'g'), '([a-z])(\d)', '\1 \2', 'g')"
    codes = "|".join(_listed_words()["town_postcodes"])
    named = [word for word in words()["labels"] if word not in ("sal", "etage")]  # "1. sal 5000 Odense" names a postcode
    labelled = rf"\b(?:{'|'.join([*named, *words()['post_boxes']])}) (?:(?:{'|'.join(words()['number_words'])}) )?\d{{4}}\b"
    south = "|".join(sorted(places()["other_directions"], key=len, reverse=True))
    municipality = r"\bkommune(?:kode|nr)? \d{1,4}\b"
    directed = rf"\b({places()['town']}|{codes}) (?:{'|'.join(sorted(places()['directions'], key=len, reverse=True))})\b"
    macros = {
        # DuckDB tries a pattern without groups fast; few addresses have a label or begin with a number and need the slow ones.
        "split_address(text)": f"case when regexp_matches(text, '(?i)\\b(?:{labels})\\b') then "
        f"regexp_extract(text, '{split}', {fields}, 's') when regexp_matches(text, '^\\s*\\d') then "
        f"regexp_extract(text, '{numbered}', {fields}, 's') else regexp_extract(text, '{plain}', {fields}, 's') end",
        "tidy(text)": tidied,
        "without_number_word(text)": rf"regexp_replace(text, '[\s,]*(\b(?:{numbers})\b)?[\s,.:#(-]*$', '')",
        "tail_words(text)": rf"regexp_replace({apart}, '{directed}', '\1', 'g')",
        "names_other_part(text)": rf"regexp_matches(street_words(text), '\b{places()['town']} (?:{south})(?:$| )')",
        "labelled_number(words)": f"regexp_matches(words, '{labelled}')",
        "without_labelled(words)": f"regexp_replace(words, '{labelled}|{municipality}', ' ', 'g')",
    }
    macros |= {f"{name}()": str(listed) for name, listed in _listed_words().items()}
    macros["municipality_code()"] = f"'{rules()['municipality']['code'].lstrip('0')}'"
    for signature, body in macros.items():
        connection.execute(f"create macro {signature} as {body}")


def _spelled(listed: list[str]) -> str:
    """Alternatives of a pattern, for text in which æ, ø and å are not spelled out yet."""
    spelled = "|".join(sorted(listed, key=len, reverse=True))
    for pair, letter in (("aa", "å"), ("ae", "æ"), ("oe", "ø")):
        spelled = spelled.replace(pair, f"(?:{pair}|{letter})")
    return spelled

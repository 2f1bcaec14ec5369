"""Which column is which: headings as people and registers write them (column_names.yml)."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import yaml

from geo.errors import GeoError

COLUMN_NAMES = Path(__file__).with_name("column_names.yml")


@cache
def accepted() -> dict[str, list[str]]:
    """Meaning -> headings that are understood, most specific first."""
    loaded: dict[str, list[str]] = yaml.safe_load(COLUMN_NAMES.read_text(encoding="utf-8"))
    return loaded


def find_columns(headings: Sequence[str], meanings: Iterable[str]) -> dict[str, str]:
    """meaning -> the heading of the file, for the meanings that are there."""
    by_name = {_plain(heading): heading for heading in reversed(headings)}
    found: dict[str, str] = {}
    for meaning in meanings:
        names = [by_name[_plain(name)] for name in accepted()[meaning] if _plain(name) in by_name]
        if names:
            found[meaning] = names[0]
    return found


def missing_column(headings: Sequence[str], wanted: str, meanings: Iterable[str]) -> GeoError:
    """The error for a column that is not there: what was found, what is understood."""
    understood = "; ".join(f"{', '.join(accepted()[meaning][:4])}" for meaning in meanings)
    found = ", ".join(f"„{heading}“" for heading in headings)
    return GeoError(f"Filen mangler {wanted}. Fundne kolonner: {found}. Giv kolonnen en af disse overskrifter: {understood}.")


def _plain(heading: str) -> str:
    return re.sub(r"[\s_.\-]+", "", heading.lower())

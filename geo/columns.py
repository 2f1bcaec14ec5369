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
    found = {meaning: find_all(headings, meaning) for meaning in meanings}
    return {meaning: names[0] for meaning, names in found.items() if names}


def find_all(headings: Sequence[str], meaning: str) -> list[str]:
    """Every heading of the file with that meaning, the most specific first."""
    by_name = {_plain(heading): heading for heading in reversed(headings)}
    return [by_name[name] for name in dict.fromkeys(map(_plain, accepted()[meaning])) if name in by_name]


def named_column(headings: Sequence[str], name: str) -> str | None:
    """The heading that a person means by `name`: as written, or without regard to case, blanks and signs."""
    if name in headings:
        return name
    return next((heading for heading in headings if _plain(heading) == _plain(name)), None)


def missing_column(headings: Sequence[str], wanted: str, meanings: Iterable[str], searched: str = "") -> GeoError:
    """The error for a column that is not there: what was found and where, what is understood."""
    understood = "; ".join(f"{', '.join(accepted()[meaning][:4])}" for meaning in meanings)
    found = ", ".join(f"„{heading}“" for heading in headings)
    between = " " if searched else ""
    return GeoError(
        f"Filen mangler {wanted}. {searched}{between}Fundne kolonner: {found}. Giv kolonnen en af disse overskrifter: {understood}."
    )


def _plain(heading: str) -> str:
    return re.sub(r"[\W_]+", "", heading.casefold())

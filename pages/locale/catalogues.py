"""Which texts there are to translate, and the catalogues brought up to date with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages import extract, pofile
from babel.messages.catalog import Catalog
from jinja2.ext import babel_extract

from pages.kit.language import ENGLISH, FOLDER
from queries import statuses
from queries.connection import Database

ROOT = Path(__file__).resolve().parents[2]
# The functions of pages/kit/language.py.
KEYWORDS = {"tr": (1,), "trn": (1, 2), "mark": (1,)}
# The papers of the board are Danish whatever the screen speaks.
_DANISH_ONLY = "pages/pack/"
_FIELD = re.compile(r"\{([^{}:!]*)[^{}]*\}")


def screens() -> Catalog:
    """The texts of the code and the templates of pages/, each with the files it stands in."""
    catalogue = Catalog()
    for path in [ROOT / "app.py", *sorted((ROOT / "pages").rglob("*.py")), *sorted((ROOT / "pages").rglob("*.html"))]:
        place = path.relative_to(ROOT).as_posix()
        if place.startswith(_DANISH_ONLY):
            continue
        with path.open("rb") as file:
            found = (
                babel_extract(file, tuple(KEYWORDS), [], {})
                if path.suffix == ".html"
                else extract.extract("python", file, keywords=KEYWORDS, options={"encoding": "utf-8"})
            )
            for message in found:
                catalogue.add(_message(message), locations=[(place, 0)])
    return catalogue


def _message(found: tuple[object, ...]) -> str | tuple[str, str]:
    """The text of one call, from either extractor: (line, function, texts, ...) or (line, texts, ...)."""
    texts = found[2] if isinstance(found[1], str) and found[1] in KEYWORDS else found[1]
    if isinstance(texts, str):
        return texts
    strings = [text for text in texts if isinstance(text, str)]  # type: ignore[attr-defined]
    # The extractor of Python names no function: two texts are one of trn.
    return (strings[0], strings[1]) if len(strings) > 1 and (found[1] == "trn" or texts is found[1]) else strings[0]


def content(database: Database) -> Catalog:
    """The names and texts of a database file, each with the columns it stands in, and the words for a figure's status."""
    catalogue = Catalog()
    for place, text in database.ask("translatable_texts").itertuples(index=False, name=None):
        catalogue.add(text, locations=[(place, 0)])
    for word in statuses.WORDS.values():
        catalogue.add(word, locations=[("queries/statuses.py", 0)])
    return catalogue


def known(domain: str, language: str = ENGLISH) -> Catalog:
    """The catalogue as it lies in the folder; an empty one when there is none yet."""
    path = FOLDER / language / f"{domain}.po"
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return pofile.read_po(file, locale=language)


def write(domain: str, texts: Catalog, language: str = ENGLISH) -> list[str]:
    """Write the catalogue with exactly these texts, keeping what is translated; returns the texts that are not."""
    catalogue = known(domain, language)
    catalogue.update(texts, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    path = FOLDER / language / f"{domain}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        pofile.write_po(file, catalogue, width=120, sort_output=True, no_location=True, omit_header=True)
    return list(untranslated(texts, catalogue))


def untranslated(texts: Catalog, catalogue: Catalog) -> Iterator[str]:
    """Texts without a translation, or with one that names other fields than the Danish."""
    for message in texts:
        if not message.id:
            continue
        found = catalogue.get(message.id)
        if found is None or found.fuzzy or not _all(found.string):
            yield _first(message.id)
        elif fields(message.id) != fields(found.string):
            yield f"{_first(message.id)} (other fields in the translation)"


def _all(text: str | tuple[str, ...] | list[str] | None) -> bool:
    return all(text) if isinstance(text, tuple | list) else bool(text)


def _first(text: str | tuple[str, ...] | list[str]) -> str:
    return text if isinstance(text, str) else text[0]


def fields(text: str | tuple[str, ...] | list[str] | None) -> set[str]:
    """The {names} to be filled in; a plural form may leave out the count."""
    forms = [text] if isinstance(text, str) else list(text or [])
    return {name for form in forms for name in _FIELD.findall(form)}

"""The language of the screen: Danish as written in the code and the database, English from the catalogues in pages/locale.

Danish is the key of every text. A text that has no English yet is shown in Danish; tests/language names it.
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from functools import cache
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import streamlit as st
from babel.messages import mofile, pofile
from streamlit.runtime.scriptrunner import get_script_run_ctx

FOLDER = Path(__file__).resolve().parents[1] / "locale"
# screens: the words of pages/; content: names and texts of the database.
DOMAINS = ("screens", "content")
DANISH, ENGLISH = "da", "en"
# Each language by its own name, as those who look for it read it.
LANGUAGES = {DANISH: "Dansk", ENGLISH: "English"}
# The language in the address: ?sprog=en. It stays while the reader goes from page to page.
PARAMETER = "sprog"
_SESSION = "_language"

_now: ContextVar[str | None] = ContextVar("language", default=None)
_Taken = ParamSpec("_Taken")
_Made = TypeVar("_Made")


def settle() -> None:
    """Take the language from the address or, after a step to another page, from the session; first thing in every run."""
    _now.set(_of_session(st.query_params.get(PARAMETER)))
    st.session_state[_SESSION] = current()


def keep() -> str | None:
    """Write the language into the address where it got lost; returns what the address asks for when it is unknown."""
    asked = st.query_params.get(PARAMETER)
    if current() != DANISH and asked != current():
        st.query_params[PARAMETER] = current()
    return asked if asked is not None and asked not in LANGUAGES else None


def current() -> str:
    """ "da" or "en": the language of this run, Danish outside of one."""
    chosen = _now.get()
    if chosen is None:
        # A callback runs before the page does.
        chosen = _of_session(None) if get_script_run_ctx(suppress_warning=True) else DANISH
        _now.set(chosen)
    return chosen


def _of_session(asked: str | None) -> str:
    return asked if asked in LANGUAGES else str(st.session_state.get(_SESSION, DANISH))


@contextmanager
def using(language: str) -> Iterator[None]:
    """Everything inside is in this language, whatever the session has: papers are Danish."""
    before = _now.set(language)
    try:
        yield
    finally:
        _now.reset(before)


def carried(make: Callable[_Taken, _Made]) -> Callable[_Taken, _Made]:
    """The function as it is to be called from another thread: in the language of this run."""
    context = copy_context()
    return lambda *args, **kwargs: context.copy().run(make, *args, **kwargs)


def tr(text: str, /, **values: Any) -> str:
    """The text in the language of the screen, with {name} filled in from `values`.

    `text` is a literal, so that it is found for the catalogue, or one marked with mark() or a text of the database.
    """
    found = _catalogue(current()).gettext(text) if text else text
    return found.format(**values) if values else found


def trn(one: str, many: str, count: int, /, **values: Any) -> str:
    """As tr, for a text that depends on how many: {count} is the number as it is, so give another name where it is shown."""
    return _catalogue(current()).ngettext(one, many, count).format(count=count, **values)


def mark(text: str) -> str:
    """The text itself: it stands in the catalogue and is translated where it is shown, with tr()."""
    return text


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    found: gettext.NullTranslations | None = None
    for domain in reversed(DOMAINS):
        path = FOLDER / language / f"{domain}.po"
        if not path.exists():
            continue
        with path.open("rb") as file:
            catalogue = pofile.read_po(file, locale=language)
        # The standard library reads the compiled form only; making it here leaves no file to forget.
        compiled = io.BytesIO()
        mofile.write_mo(compiled, catalogue)
        compiled.seek(0)
        translations = gettext.GNUTranslations(compiled)
        if found is not None:
            translations.add_fallback(found)
        found = translations
    return found or gettext.NullTranslations()

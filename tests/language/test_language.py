"""The language of the screen: where it comes from, what it changes, and that no text lacks its English."""

from __future__ import annotations

import ast
import threading
from collections.abc import Callable
from datetime import date, datetime

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from pages.kit import content, formats, language, theme
from pages.kit.language import ENGLISH, using
from pages.locale import catalogues
from queries.connection import Database
from tests import source

NBSP = "\u00a0"


def test_every_text_of_the_screen_has_an_english_one_with_the_same_fields() -> None:
    assert list(catalogues.untranslated(catalogues.screens(), catalogues.known("screens"))) == []


def test_every_name_and_text_of_the_database_has_an_english_one(real_database: Database) -> None:
    found = catalogues.content(real_database)
    assert len(found) > 1500
    assert list(catalogues.untranslated(found, catalogues.known("content"))) == []


@pytest.mark.parametrize("domain", language.DOMAINS)
def test_the_catalogues_hold_nothing_that_is_no_longer_said(domain: str, real_database: Database) -> None:
    said = catalogues.screens() if domain == "screens" else catalogues.content(real_database)
    assert [message.id for message in catalogues.known(domain) if message.id and message.id not in said] == []


def test_no_text_hides_where_the_catalogue_does_not_look() -> None:
    """Babel finds no call inside an f-string, and a text that is put together is no key."""
    hidden = []
    for path in [catalogues.ROOT / "app.py", *(catalogues.ROOT / "pages").rglob("*.py")]:
        tree = source.tree(path)
        inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in catalogues.KEYWORDS and call.args:
                literal = isinstance(call.args[0], ast.Constant)
                if (literal and id(call) in inside) or isinstance(call.args[0], ast.JoinedStr | ast.BinOp):
                    hidden.append(f"{path.name}:{call.lineno}")
    assert hidden == []


def test_a_missing_or_wrong_translation_would_be_named() -> None:
    texts, catalogue = catalogues.Catalog(), catalogues.Catalog(locale=ENGLISH)
    for text in ("Ét", "{count} tal", "To"):
        texts.add(text)
    catalogue.add("Ét", "One")
    catalogue.add("{count} tal", "{number} figures")
    assert list(catalogues.untranslated(texts, catalogue)) == ["{count} tal (other fields in the translation)", "To"]


@pytest.mark.parametrize(
    ("write", "danish", "english"),
    [
        (lambda: formats.number(1270.5, 1), "1.270,5", "1,270.5"),
        (lambda: formats.figure(40.6, "percent", 1), f"40,6{NBSP}%", "40.6%"),
        (lambda: formats.figure(24.3, "per_1000", 1), f"24,3 pr.{NBSP}1.000", f"24.3 per{NBSP}1,000"),
        (lambda: formats.difference(-2.6, "percent", 1), f"\u22122,6{NBSP}procentpoint", f"\u22122.6{NBSP}percentage points"),
        (lambda: formats.day(date(2026, 3, 1)), "1. marts 2026", "1 March 2026"),
        (lambda: formats.weekday(date(2026, 11, 23)), "mandag den 23. november 2026", "Monday 23 November 2026"),
        (lambda: formats.moment(datetime(2026, 11, 23, 10, 30)),
         "mandag den 23. november 2026 kl. 10.30", "Monday 23 November 2026 at 10:30"),
        (lambda: formats.period("school_year", pd.Timestamp(2023, 8, 1), pd.Timestamp(2024, 7, 31)),
         "skoleåret 2023/24", "school year 2023/24"),
        (lambda: formats.period("unstated", pd.Timestamp(2025, 1, 1), pd.Timestamp(2025, 12, 31)),
         "uden dato (senest 2025)", "no date (2025 at the latest)"),
        (lambda: formats.status_word("suppressed"), "skjult (få personer)", "hidden (few people)"),
    ],
)  # fmt: skip
def test_numbers_and_days_follow_the_language(write: Callable[[], str], danish: str, english: str) -> None:
    assert write() == danish
    with using(ENGLISH):
        assert write() == english
    # The English one, kept for the next time, does not come back on a Danish screen.
    assert write() == danish


def test_charts_write_the_numbers_of_the_language() -> None:
    assert theme._configuration("da").to_dict()["locale"]["number"]["decimal"] == ","
    assert theme._configuration("en").to_dict()["locale"]["number"]["decimal"] == "."


def test_answers_come_with_their_names_translated_and_their_keys_as_they_are(real_database: Database) -> None:
    answer = real_database.ask("areas")
    assert content.translated(answer) is answer
    with using(ENGLISH):
        english = content.translated(answer)
    assert list(english["area_id"]) == list(answer["area_id"])
    assert list(english.dtypes) == list(answer.dtypes)
    names = english.set_index("area_id")["name"]
    assert names["randers_kommune"] == "Randers Municipality"
    assert names["vangdalen"] == "Vangdalen"


def test_what_is_done_in_another_thread_is_done_in_the_language_of_the_page() -> None:
    said: list[str] = []
    with using(ENGLISH):
        make = language.carried(lambda: said.append(formats.number(0.5, 1)))
    thread = threading.Thread(target=make)
    thread.start()
    thread.join()
    assert said == ["0.5"]


def _screen() -> None:
    import streamlit as st

    from pages.kit import formats, language

    language.settle()
    unknown = language.keep()
    st.write(f"{language.current()} {formats.number(0.5, 1)} {unknown}")


def _said(app: AppTest) -> str:
    return str(app.markdown[0].value)


def test_the_address_says_which_language_and_the_session_keeps_it() -> None:
    app = AppTest.from_function(_screen).run()
    assert _said(app) == "da 0,5 None"
    app.query_params["sprog"] = "en"
    assert _said(app.run()) == "en 0.5 None"
    # A step to another page loses the address; the language stays and is written into the new one.
    del app.query_params["sprog"]
    assert _said(app.run()) == "en 0.5 None"
    assert app.query_params["sprog"] == "en"
    app.query_params["sprog"] = "da"
    assert _said(app.run()) == "da 0,5 None"


def test_an_unknown_language_is_named() -> None:
    app = AppTest.from_function(_screen)
    app.query_params["sprog"] = "fr"
    assert _said(app.run()) == "da 0,5 fr"

"""The text under data/: no person in it, and every printed figure beside the number it became."""

from __future__ import annotations

import hashlib
import re

import pandas as pd
import pytest

from data.paths import DOCUMENTS, ROOT
from data.reading import Content, read_content

TEXTS = sorted(path for path in ROOT.rglob("*") if path.suffix in {".yml", ".csv", ".md", ".py", ".sql", ".txt"})
# Day, month and year that can be, then four digits.
CPR = re.compile(r"(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d[- ]?\d{4}(?!\d)")
# The words alone are no number: what refuses numbers must be able to say them.
PHONE = re.compile(
    r"\+45 ?\d|(?<!\d)\d\d(?: \d\d){3}(?!\d)|(?<!\d)\d{4} \d{4}(?!\d)|(?:\b[Tt]lf\b|\b[Tt]elefonnummer|\b[Mm]obilnummer)\W{0,3}\d"
)
EIGHT_DIGITS = re.compile(r"(?<![\d/.])\d{8}(?![\d/])")
MAIL = re.compile(r"[\w.]+@[\w.]+\.\w+")
# Surnames of people whom the documents name, kept as hashes so that this file does not name them either.
SURNAMES = {
    "2ce2c27714", "6bc4a0d3fe", "4a22553fe1", "41b3ab146f", "0b099fa957", "cab6ee1bea", "6ccc4cc3c8", "99a1c4f548", "6ffa280d27",
    "a6674e38c1", "216f4a4299", "7f3806e77b", "c10e59bd27", "84e652f087", "df37036a78", "4929a8aa61", "6d6a3d8c44", "ed914629ca",
}  # fmt: skip
NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?")
SCALES = {"mio. kr.": 1e6, "mia. kr.": 1e9}


@pytest.fixture(scope="module")
def content() -> Content:
    return read_content()


def test_the_texts_are_looked_through() -> None:
    assert len(TEXTS) > 80
    assert any(path.is_relative_to(DOCUMENTS) for path in TEXTS)


@pytest.mark.parametrize(
    ("pattern", "caught", "passed"),
    [
        (CPR, ["010190-1234", "3112991234"], ["1900000000", "2023-08-01,2024-07-31"]),
        (PHONE, ["Tlf 1234", "12 34 56 78", "8915 1000", "+45 89"], ["58 79 76", "1.300 1.400", "et telefonnummer", "[tlf, email]"]),
        (EIGHT_DIGITS, ["ring 89151234"], ["2946589", "1900000000", "bilag/29465890/"]),
        (MAIL, ["navn@randers.dk"], ["@cache"]),
    ],
)
def test_patterns_catch_what_they_are_for(pattern: re.Pattern[str], caught: list[str], passed: list[str]) -> None:
    assert all(pattern.search(text) for text in caught)
    assert not any(pattern.search(text) for text in passed)


def test_no_personal_number_phone_mail_or_name() -> None:
    found: dict[str, list[str]] = {}
    for path in TEXTS:
        text = path.read_text("utf-8")
        # Amounts of money in kroner are round; a phone number is not.
        digits = [digits for digits in EIGHT_DIGITS.findall(text) if not digits.endswith("00")]
        words = set(re.findall(r"[A-ZÆØÅ][a-zæøåé]+", text))
        names = [word for word in words if hashlib.sha256(word.lower().encode()).hexdigest()[:10] in SURNAMES]
        if wrong := [*CPR.findall(text), *PHONE.findall(text), *MAIL.findall(text), *digits, *names]:
            found[str(path.relative_to(ROOT))] = wrong
    assert found == {}


def numbers(text: str) -> list[float]:
    """Every number in a Danish text, with millions and billions of kroner written out."""
    scale = next((factor for words, factor in SCALES.items() if words in text), 1)
    return [round(float(found.replace(".", "").replace(",", ".")) * scale, 6) for found in NUMBER.findall(text)]


def test_numbers_are_read_out_of_danish_text() -> None:
    assert numbers("577.970 kroner") == [577970]
    assert numbers("mere end 1,9 mia. kr.") == [1_900_000_000]
    assert numbers("(5 personer) 60,0%") == [5, 60]


def test_published_figures_are_the_printed_ones(content: Content) -> None:
    """A slip of the pen in carrying over shows as a value that its own print does not hold."""
    rows = content.tables["observation"]
    rows = rows[(rows["status"] == "published") & rows["value"].notna()]
    # Words instead of digits, and "likewise for 2016", are read by people.
    digits = rows[rows["printed"].fillna("").str.contains(r"\d") & ~rows["printed"].fillna("").str.startswith("tilsvarende")]
    wrong = [
        f"{row.indicator_id} / {row.area_id} / {row.period_end.date()}: {row.printed!r} blev til {row.value}"
        for row in digits.itertuples()
        if round(abs(row.value), 6) not in numbers(row.printed)
    ]
    assert wrong == []
    assert len(digits) > 500
    assert rows["printed"].notna().all()


@pytest.mark.parametrize(
    ("table", "column"), [("activity_target", "target_low"), ("activity_target", "target_high"), ("activity_result", "value")]
)
def test_promises_and_results_are_the_printed_ones(table: str, column: str, content: Content) -> None:
    rows = content.tables[table]
    rows = rows[rows[column].notna() & rows["printed"].fillna("").str.contains(r"\d")]
    if "status" in rows:
        rows = rows[rows["status"] == "published"]
    wrong = [f"{row.target_id}: {row.printed!r}" for row in rows.itertuples() if getattr(row, column) not in numbers(row.printed)]
    assert wrong == []
    assert len(rows) > 100


def test_repairs_change_something_and_doubts_keep_the_print(content: Content) -> None:
    rows = content.tables["observation"]
    repaired = rows[rows["status"] == "corrected"]
    same = [row.indicator_id for row in repaired.itertuples() if row.value in numbers(row.printed)]
    assert same == []
    assert len(repaired) > 10
    doubted = rows[rows["status"] == "doubtful"]
    assert doubted["printed"].notna().all()
    assert doubted["value"].notna().all()


def test_decimals_of_an_indicator_cover_its_figures(content: Content) -> None:
    """A figure with more decimals than its indicator shows would be rounded on the screen."""
    rows = content.tables["observation"].merge(content.tables["indicator"][["indicator_id", "decimals"]], on="indicator_id")
    rows = rows[rows["value"].notna() & (rows["status"] != "corrected")]
    rounded = pd.Series([round(value, int(decimals)) for value, decimals in zip(rows["value"], rows["decimals"], strict=True)])
    assert rows[(rounded.to_numpy() != rows["value"].to_numpy())]["indicator_id"].tolist() == []


def test_comparable_indicators_name_each_other(content: Content) -> None:
    indicators = content.tables["indicator"].set_index("indicator_id")
    linked = indicators[indicators["comparable_with"].notna()]
    assert len(linked) > 1
    for indicator_id, row in linked.iterrows():
        for other in row["comparable_with"].split("|"):
            assert other in indicators.index, (indicator_id, other)
            assert indicators.loc[other, "unit"] == row["unit"], (indicator_id, other)

"""Small numbers: hidden by rule, and physically absent from the published file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from data import disclosure, schema
from data.disclosure.primary import primary
from data.pointer import Version
from data.reading import read_content
from tests.fixture_content import HP25, RULES, make_content
from tests.raw import raw


def judged(unit: str, value: float, count: float | None, base: float | None, topic: str = "default") -> bool:
    """Whether one figure is hidden under the fixture's rules."""
    spared = topic in {entry["topic"] for entry in RULES["exempt_topics"]}
    figure = {"unit": unit, "topic": topic, "value": value, "numerator": count, "denominator": base, "spared": spared}
    figures = pd.DataFrame([figure]).astype({"numerator": "float64", "denominator": "float64"})
    return bool(primary(figures, RULES).iloc[0])


@pytest.mark.parametrize(
    ("unit", "value", "count", "base", "expected"),
    [
        # Counts of persons: 1 to 4 are hidden, zero and five are not.
        ("count", 0, None, None, False),
        ("count", 1, None, None, True),
        ("count", 4, None, None, True),
        ("count", 5, None, None, False),
        # The same for the count behind a share, and for those left over.
        ("percent", 10.0, 4, 40, True),
        ("percent", 12.5, 5, 40, False),
        ("percent", 87.5, 35, 40, False),
        ("percent", 90.0, 36, 40, True),
        ("percent", 0.0, 0, 40, False),
        ("percent", 100.0, 40, 40, False),
        # A base under ten is hidden even where nobody or everybody is counted.
        ("percent", 0.0, 0, 9, True),
        ("percent", 100.0, 9, 9, True),
        ("percent", 50.0, 5, 10, False),
        # Without a printed count it follows from share and base.
        ("percent", 10.0, None, 40, True),
        ("percent", 12.5, None, 40, False),
        ("per_1000", 3.0, None, 1000, True),
        ("per_1000", 30.0, None, 1000, False),
        ("per_1000", 997.0, None, 1000, True),
        # A printed count under a share without a base.
        ("percent", 2.1, 3, None, True),
        ("percent", 2.1, None, None, False),
        # Other units do not count persons.
        ("grade", 2.0, None, None, False),
        ("days", 3.0, None, None, False),
        ("dkk", 4.0, None, None, False),
    ],
)
def test_rule(unit: str, value: float, count: float | None, base: float | None, expected: bool) -> None:
    assert judged(unit, value, count, base) is expected


def test_limits_are_per_topic_and_topics_can_be_exempt() -> None:
    assert judged("count", 3, None, None, "crime") is False
    assert judged("count", 2, None, None, "crime") is True
    assert judged("count", 3, None, None, "staff") is False


def test_an_indicator_can_be_exempt() -> None:
    rules: dict[str, Any] = RULES | {"exempt_indicators": [{"indicator": "fx_placed", "reason": "test"}]}
    figures, few, _ = disclosure.decide(make_content().tables, rules)
    assert "fx_placed" not in set(figures.loc[few, "concept"])
    assert "fx_language_special" in set(figures.loc[few, "concept"])


def test_rows_without_a_value_are_left_alone() -> None:
    assert judged("count", float("nan"), None, None) is False


FIXTURE_HIDDEN = {
    ("fx_placed", "vangdalen", 2020): 3,
    ("fx_placed", "vangdalen", 2021): 4,
    ("fx_language_special", "vangdalen", 2023): 23.1,
    ("fx_language_special", "vangdalen", 2024): 40.0,
    ("fx_language_general", "vangdalen", 2023): 76.9,
    ("fx_language_general", "vangdalen", 2024): 60.0,
}


def figures(path: Path) -> dict[tuple[str, str, int], tuple[Any, ...]]:
    with raw(path) as connection:
        rows = connection.execute(
            "select indicator_id, area_id, year(period_end), value, numerator, denominator, printed, status, note from observation"
        ).fetchall()
    return {row[:3]: row[3:] for row in rows}


def test_fixture_hides_exactly_the_small_numbers(fixture_version: Version) -> None:
    published, internal = figures(fixture_version.published), figures(fixture_version.internal)
    changed = {key for key in internal if published[key] != internal[key]}
    # The repaired total beside the hidden figures keeps its value, but not what was printed: 48,2 of other areas is a clue.
    repaired = ("fx_language_special", "areas_7", 2023)
    assert changed == {*FIXTURE_HIDDEN, repaired}
    assert published[repaired] == (*internal[repaired][:3], None, *internal[repaired][4:])
    for key, value in FIXTURE_HIDDEN.items():
        assert published[key] == (None, None, None, None, "suppressed", disclosure.NOTE)
        assert internal[key][0] == value
    # Zeros stay, and so do what the source itself left out, staff, and a count of five or more.
    assert published["fx_placed", "gl_jennumparken", 2023][0] == 0
    assert published["fx_language_special", "gl_jennumparken", 2024][:3] == (0, 0, 20)
    assert published["fx_placed", "vangdalen", 2023][4:] == ("suppressed", "Skjult af kilden.")
    assert published["fx_staff", "areas_7", 2021][0] == 3


def test_only_observations_and_corrections_differ(fixture_version: Version) -> None:
    with raw(fixture_version.published) as published, raw(fixture_version.internal) as internal:
        differing = {
            table
            for table in schema.tables()
            if published.execute(f"from {table}").fetchall() != internal.execute(f"from {table}").fetchall()
        }
    assert differing == {"observation", "correction", "participant_step"}


def test_evidence_that_quotes_small_numbers_is_only_in_the_internal_file(fixture_version: Version) -> None:
    clue = "8 af 27 og 3 af 13"
    evidence = []
    for path in (fixture_version.published, fixture_version.internal):
        with raw(path) as connection:
            evidence.append(dict(connection.execute("select correction_id, evidence from correction").fetchall()))
    published, internal = evidence
    assert internal["fx-correction-2"] == f"{clue} giver 11 af 40."
    assert published["fx-correction-2"] == disclosure.EVIDENCE_NOTE
    # An unreadable figure hides nobody, but its evidence may quote its neighbours; another subject is left alone.
    assert published["fx-correction-3"] == disclosure.EVIDENCE_NOTE
    assert published["fx-correction-1"] == internal["fx-correction-1"]
    # Physically absent: the words are in the bytes of one file and not of the other.
    assert clue.encode() in fixture_version.internal.read_bytes()
    assert clue.encode() not in fixture_version.published.read_bytes()


@pytest.mark.parametrize(
    ("area", "period_end", "kept"),
    [
        ("vangdalen", "2021-12-31", False),
        # One that speaks of all areas or all years prints the figure as well.
        (None, "2021-12-31", False),
        ("vangdalen", None, False),
        (None, None, False),
        ("gl_jennumparken", "2021-12-31", True),
        ("vangdalen", "2022-12-31", True),
    ],
)
def test_correction_of_a_hidden_figure_is_left_out(area: str | None, period_end: str | None, kept: bool) -> None:
    tables = make_content().tables
    row = {
        "correction_id": "leak", "indicator_id": "fx_placed", "area_id": area, "period_end": period_end, "printed": "4", "used": 4,
        "reason": "Læst forkert.", "evidence": "Fire.", "source_id": HP25,
    }  # fmt: skip
    tables["correction"] = schema.cast("correction", pd.DataFrame([row]))
    corrections = disclosure.published(tables, RULES)["correction"]
    assert corrections["evidence"].tolist() == ([disclosure.EVIDENCE_NOTE] if kept else [])


@pytest.fixture(scope="module")
def published(real_build: Version) -> Iterator[duckdb.DuckDBPyConnection]:
    with raw(real_build.published) as connection:
        yield connection


SMALL = """
    from observation inner join indicator on indicator.indicator_id = observation.indicator_id
    where topic not in ({topics}) and observation.indicator_id not in ({indicators}) and (
        (unit = 'count' and value between 1 and 4) or numerator between 1 and 4
        or denominator - numerator between 1 and 4
        or (unit in ('percent', 'per_1000') and denominator < 10 and value is not null)
        or (unit = 'percent' and round(value * denominator / 100) between 1 and 4)
    )
"""


def small_numbers() -> str:
    """The rule once more, in another language and straight against a file."""
    rules = disclosure.read_rules()
    topics = ", ".join(f"'{entry['topic']}'" for entry in rules["exempt_topics"])
    indicators = ", ".join(f"'{entry['indicator']}'" for entry in rules["exempt_indicators"])
    return SMALL.format(topics=topics, indicators=indicators)


def test_real_published_file_holds_no_small_number(published: duckdb.DuckDBPyConnection, internal: duckdb.DuckDBPyConnection) -> None:
    columns = "select observation.indicator_id, area_id, value, numerator, denominator"
    assert published.execute(columns + small_numbers()).fetchall() == []
    assert len(internal.execute(columns + small_numbers()).fetchall()) > 20


def test_real_hidden_figures_are_in_the_internal_file_only(
    published: duckdb.DuckDBPyConnection, internal: duckdb.DuckDBPyConnection
) -> None:
    keys = "indicator_id, area_id, period_start, period_end"
    query = f"select {keys}, value, numerator, denominator, printed, status from observation order by {keys}"
    pairs = list(zip(published.execute(query).fetchall(), internal.execute(query).fetchall(), strict=True))
    assert all(public[4] == secret[4] or public[8] == "suppressed" for public, secret in pairs)
    changed = [(public, secret) for public, secret in pairs if public[4] != secret[4]]
    assert len(changed) > 40
    for public, secret in changed:
        assert public[:4] == secret[:4]
        assert public[4:] == (None, None, None, None, "suppressed")
        assert secret[4] is not None
    # A person can see what was taken: children with special language support in the smallest area, 3 of 5.
    hidden = {secret[:2]: secret[4:7] for _, secret in changed}
    assert hidden["hp25_language_special", "centrale_randers"] == (60.0, 3, 5)
    assert hidden["re17_placed_parents", "vangdalen"][0] in (2, 3, 4)


def test_real_corrections_keep_no_clue(
    published: duckdb.DuckDBPyConnection, internal: duckdb.DuckDBPyConnection, real_build: Version
) -> None:
    """Evidence quotes whole rows of a table; where one figure of the subject is hidden, none of it is published."""
    subjects = """
        select distinct secret.source_id, topic from observation as secret
        inner join indicator on indicator.indicator_id = secret.indicator_id
        where (secret.indicator_id, area_id, period_end) in ({hidden})
    """
    gone = published.execute("select indicator_id, area_id, period_end from observation where note = ?", [disclosure.NOTE]).fetchall()
    hidden = ", ".join(f"('{row[0]}', '{row[1]}', date '{row[2]}')" for row in gone)
    pairs = set(internal.execute(subjects.format(hidden=hidden)).fetchall())
    assert ("helhedsplan-2025-29", "language") in pairs
    query = """select correction_id, correction.source_id, topic, evidence from correction
        left join indicator on indicator.indicator_id = correction.indicator_id order by correction_id"""
    secret = {row[0]: row[3] for row in internal.execute(query).fetchall()}
    quoting = [row for row in published.execute(query).fetchall() if (row[1], row[2]) in pairs]
    assert quoting
    assert {row[3] for row in quoting} == {disclosure.EVIDENCE_NOTE}
    # The replaced words stand nowhere in the published file, in no table and in no left-over page.
    raw = real_build.published.read_bytes()
    for row in quoting:
        assert secret[row[0]].encode() not in raw
    assert b"(15, 5, 3)" not in raw
    removed = set(secret) - {row[0] for row in published.execute(query).fetchall()}
    assert removed
    assert all(secret[name].encode() not in raw for name in removed)


def test_rules_in_the_database_are_those_of_the_text(published: duckdb.DuckDBPyConnection) -> None:
    rows = published.execute("select topic, least_count, least_complement, least_base from disclosure_rule order by topic").fetchall()
    rules = disclosure.read_rules()["rules"]
    assert rows == sorted((rule["topic"], rule["least_count"], rule["least_complement"], rule["least_base"]) for rule in rules)
    assert "default" in {row[0] for row in rows}


def test_exemptions_name_something_and_say_why() -> None:
    indicators = read_content().tables["indicator"]
    rules = disclosure.read_rules()
    for entry in rules["exempt_topics"]:
        assert entry["topic"] in set(indicators["topic"])
        assert len(entry["reason"]) > 10
    for entry in rules["exempt_indicators"]:
        assert entry["indicator"] in set(indicators["indicator_id"])
        assert len(entry["reason"]) > 10

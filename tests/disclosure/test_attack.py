"""An attacker with linear programs: nothing hidden can be calculated back, from the real content or from random tables."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import given, settings

from data import disclosure
from data.disclosure import publish
from data.pointer import Version
from data.reading import read_content
from tests.disclosure.attacker import Figure
from tests.disclosure.random_tables import Table, random_tables
from tests.disclosure.reader import pinned, rows_of, told
from tests.raw import raw


@pytest.fixture(scope="module")
def shown(real_build: Version) -> list[Figure]:
    """Everything the real published file shows, and for what is hidden the reason."""
    with raw(real_build.published) as published, raw(real_build.internal) as internal:
        return told(rows_of(published), internal)


def test_nothing_of_the_real_content_can_be_calculated_back(shown: list[Figure]) -> None:
    hidden = [figure for figure in shown if figure.hidden]
    assert len(hidden) > 50
    assert {figure.hidden for figure in hidden} == {"few", "others"}
    assert pinned(shown) == {}


def test_without_secondary_suppression_the_real_content_gives_children_away(
    monkeypatch: pytest.MonkeyPatch, internal: duckdb.DuckDBPyConnection
) -> None:
    monkeypatch.setattr(publish, "choose", lambda *_, **__: set())
    tables = disclosure.published(read_content().tables, disclosure.read_rules())
    with duckdb.connect() as connection:
        for name in ("observation", "indicator"):
            frame = tables[name]
            connection.register(name, frame.astype({column: object for column in frame if frame[column].dtype == "str"}))
        found = pinned(told(rows_of(connection), internal))
    known = {figure[:2]: bounds for figure, bounds in found.items()}
    # 57 young people in all and 56 in the six other areas; 23 children, of whom 15 and 5 are in the two other groups.
    assert known["hp25_youth_education_15m_base", "centrale_randers"] == (1, 1)
    assert known["hp25_language_special", "hermann_stillingsvej"] == (3, 3)
    assert len(known) >= 6


def test_a_note_that_tells_which_of_two_figures_is_small_would_give_both() -> None:
    # 57 young people, 51 of them shown: with one and five hidden, "the small one" and "not small" are 1 and 5. So a larger
    # neighbour goes with the one, although the five would cost the same and do for somebody who knows less.
    tables, rules = read_content().tables, disclosure.read_rules()
    figures, few, others = disclosure.decide(tables, rules)
    base = figures[(figures["concept"] == "hp25_youth_education_15m_base")]
    hidden = base[(few | others)[base.index]].set_index("area")["value"].to_dict()
    assert hidden.pop("centrale_randers") == 1
    assert sum(hidden.values()) >= 8
    assert "vangdalen" not in hidden or len(hidden) > 1
    for name, frame in disclosure.published(tables, rules).items():
        if name in ("observation", "activity_result"):
            assert set(frame.loc[frame["note"].fillna("").str.startswith("Skjult:"), "note"]) == {disclosure.NOTE}


def attacked(table: Table) -> list[str]:
    return table.pinned(disclosure.published(table.tables(), table.rules)["observation"])


@settings(max_examples=6)
@given(random_tables(shares=False))
def test_random_counts_stay_uncertain(table: Table) -> None:
    assert attacked(table) == []


@settings(max_examples=6)
@given(random_tables(shares=True))
def test_random_rounded_shares_stay_uncertain(table: Table) -> None:
    assert attacked(table) == []


# Two children in one area; the total and the other two areas are shown.
PLAIN = Table(counts=((2, 6, 20), (30, 40, 50)), shares=False, decimals=0, with_counts=False, missing=())


def test_without_secondary_suppression_the_attacker_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    assert attacked(PLAIN) == []
    monkeypatch.setattr(publish, "choose", lambda *_, **__: set())
    assert attacked(PLAIN) == ["c0 vangdalen: 2 to 2"]


def test_rounding_to_whole_percent_hides_nobody_on_a_small_base(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table(counts=((2, 9, 12), (6, 9, 10), (12, 22, 20)), shares=True, decimals=0, with_counts=False, missing=())
    assert attacked(table) == []
    monkeypatch.setattr(publish, "choose", lambda *_, **__: set())
    assert "c0 vangdalen: 2 to 2" in attacked(table)

"""Which further figures are hidden: the cheapest that protect, over every relation an attacker can add up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import chain, combinations
from typing import Any

import pandas as pd
import pytest

from data import disclosure, schema
from data.disclosure import publish
from tests.disclosure.random_tables import Table
from tests.fixture_content import RULES

TOWN = ["vangdalen", "energivej", "rest_of_town"]
KINDS = {
    "areas_7": "areas_total",
    "nordbyen": "areas_total",
    "randers_kommune": "municipality",
    "randers_excl_nordbyen": "municipality_rest",
}
LOSS = {"housing_area": 10, "areas_total": 30, "municipality": 50, "municipality_rest": 30, "otherwise": 10}


def content(
    rows: list[tuple[str, str, Any, float]], units: Mapping[str, str] | None = None, **meta: Mapping[str, Any]
) -> dict[str, pd.DataFrame]:
    """SYNTHETIC tables: (indicator, area, year or pair of years, value), all published in one document."""
    observations = []
    for name, area, when, value in rows:
        first, last = when if isinstance(when, tuple) else (when, when)
        row = {"indicator_id": name, "area_id": area, "period_start": f"{first}-01-01", "period_end": f"{last}-12-31", "value": value}
        observations.append(row | {"status": "published", "source_id": "test", "printed": f"{value:g}".replace(".", ",")})
    names = sorted({row[0] for row in rows})
    indicators = [
        {"indicator_id": name, "unit": (units or {}).get(name, "count"), "topic": "families"} | dict(meta.get(name, {})) for name in names
    ]
    areas = [{"area_id": area, "kind": KINDS.get(area, "housing_area")} for area in sorted({row[1] for row in rows})]
    made = {
        "observation": observations,
        "indicator": indicators,
        "area": areas,
        "activity_result": [],
        "activity_target": [],
        "correction": [],
    }
    return {name: schema.cast(name, pd.DataFrame(entries)) for name, entries in made.items()}


def hidden(tables: dict[str, pd.DataFrame], earlier: Any = (), **rules: Any) -> dict[tuple[str, str, int], str]:
    """What is hidden, and whether for its own sake."""
    figures, few, others = disclosure.decide(tables, RULES | {"loss": LOSS} | rules, earlier)
    rows = figures[few | others]
    return {(row.concept, row.area, row.end.year): "few" if few[row.Index] else "others" for row in rows.itertuples()}


AREAS = {"kind": "areas", "indicator": "x", "parts": ["vangdalen", "energivej", "glarbjergvej"], "total": "areas_7"}
THREE = [("x", "vangdalen", 2024, 2.0), ("x", "energivej", 2024, 9.0), ("x", "glarbjergvej", 2024, 70.0), ("x", "areas_7", 2024, 81.0)]


def test_the_cheapest_area_goes_with_the_hidden_one() -> None:
    found = hidden(content(THREE), checks=[AREAS])
    assert found == {("x", "vangdalen", 2024): "few", ("x", "energivej", 2024): "others"}


def test_what_a_figure_costs_is_data() -> None:
    found = hidden(content(THREE), checks=[AREAS], loss=LOSS | {"areas_total": 1})
    assert found == {("x", "vangdalen", 2024): "few", ("x", "areas_7", 2024): "others"}


def test_without_a_total_nothing_else_is_hidden() -> None:
    assert hidden(content(THREE[:3]), checks=[]) == {("x", "vangdalen", 2024): "few"}


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    assert hidden(content([(*row[:3], row[3] + 10) for row in THREE[:3]] + [("x", "areas_7", 2024, 111.0)]), checks=[AREAS]) == {}


def test_two_small_areas_protect_each_other_only_if_their_sum_leaves_all_four_values() -> None:
    rows = [("x", "vangdalen", 2024, 2.0), ("x", "energivej", 2024, 3.0), ("x", "glarbjergvej", 2024, 70.0), ("x", "areas_7", 2024, 75.0)]
    assert set(hidden(content(rows), checks=[AREAS]).values()) == {"few"}
    # 1 + 1: whoever knows that both are from 1 to 4 knows both, so a third one must go.
    rows = [("x", "vangdalen", 2024, 1.0), ("x", "energivej", 2024, 1.0), ("x", "glarbjergvej", 2024, 70.0), ("x", "areas_7", 2024, 72.0)]
    assert hidden(content(rows), checks=[AREAS])[("x", "glarbjergvej", 2024)] == "others"


def test_a_small_rest_that_nobody_prints_is_protected_too() -> None:
    # Energivej is not printed; 81 - 70 - 9 would be its two.
    rows = [("x", "vangdalen", 2024, 9.0), ("x", "glarbjergvej", 2024, 70.0), ("x", "areas_7", 2024, 81.0)]
    town = {"areas_7": ["vangdalen", "energivej", "glarbjergvej"]}
    assert hidden(content(rows), compositions=town) == {("x", "vangdalen", 2024): "others"}


def test_municipality_with_and_without_the_areas() -> None:
    rows = [("x", "nordbyen", 2024, 3.0), ("x", "randers_excl_nordbyen", 2024, 90.0), ("x", "randers_kommune", 2024, 93.0)]
    town = {"nordbyen": ["vangdalen"], "randers_excl_nordbyen": ["rest_of_town"], "randers_kommune": ["vangdalen", "rest_of_town"]}
    assert hidden(content(rows), compositions=town) == {
        ("x", "nordbyen", 2024): "few",
        ("x", "randers_excl_nordbyen", 2024): "others",
    }
    assert len(hidden(content(rows))) == 1


def test_years_under_a_mean_of_two_years() -> None:
    rows = [("x", "vangdalen", 2023, 3.0), ("x", "vangdalen", 2024, 20.0), ("m", "vangdalen", (2023, 2024), 11.5)]
    alone = {("x", "vangdalen", 2023): "few"}
    assert hidden(content(rows)) == alone
    found = hidden(content(rows), means=[{"mean": "m", "of": "x"}])
    assert len(found) == 2
    assert found.items() > alone.items()


def test_means_of_two_years_that_overlap() -> None:
    # 3, 20, 30 and 3, 40: from the means and two of the years the hidden third follows.
    rows = [
        ("x", "vangdalen", 2022, 3.0), ("x", "vangdalen", 2024, 30.0),
        ("m", "vangdalen", (2022, 2023), 11.5), ("m", "vangdalen", (2023, 2024), 25.0),
    ]  # fmt: skip
    found = hidden(content(rows), means=[{"mean": "m", "of": "x"}])
    assert list(found.values()) == ["few", "others"]
    # A two-year mean is one by its period_kind; then the years behind it are its own.
    kinds = {"m": {"period_kind": "two_years"}}
    assert hidden(content(rows, **kinds)) == {("x", "vangdalen", 2022): "few"}


def test_the_same_figure_in_two_documents() -> None:
    rows = [*THREE, ("y", "energivej", 2024, 9.0)]
    alike = {"y": {"comparable_with": "x"}}
    found = hidden(content(rows, **alike), checks=[AREAS])
    # Hiding Energivej would take two figures now; Glarbjergvej costs less than both.
    assert found == {("x", "vangdalen", 2024): "few", ("x", "glarbjergvej", 2024): "others"}
    # Where the documents differ they count differently, and one tells nothing of the other.
    other = [*THREE, ("y", "energivej", 2024, 11.0)]
    assert hidden(content(other, **alike), checks=[AREAS])[("x", "energivej", 2024)] == "others"


def test_a_part_of_another_count() -> None:
    rows = [("x", "vangdalen", 2024, 12.0), ("part", "vangdalen", 2024, 9.0), ("others", "vangdalen", 2024, 3.0)]
    sums = [{"parts": ["part", "others"], "whole": "x"}]
    assert len(hidden(content(rows), sums=sums)) == 2
    assert len(hidden(content(rows), subsets=[{"part": "others", "whole": "x"}])) == 1


def printed_and_loaded() -> dict[str, pd.DataFrame]:
    """Two areas printed in a public document, a third and the total loaded from a register; two persons in each of two areas."""
    tables = content(
        [("x", "vangdalen", 2024, 2.0), ("x", "energivej", 2024, 2.0), ("x", "glarbjergvej", 2024, 70.0), ("x", "areas_7", 2024, 74.0)]
    )
    loaded = tables["observation"]["area_id"].isin(["vangdalen", "areas_7"])
    tables["observation"]["source_id"] = tables["observation"]["source_id"].mask(loaded, "register")
    tables["source"] = pd.DataFrame({"source_id": ["test", "register"], "kind": ["document", "register"]})
    return tables


def test_what_a_document_prints_is_hidden_or_shown_by_a_dated_decision() -> None:
    decisions = [{"decision": "printed_in_public_documents", "value": "show", "valid_from": date(2026, 1, 1), "source": "test"}]
    before = hidden(printed_and_loaded(), checks=[AREAS], decisions=decisions, on=date(2025, 12, 31))
    assert before == hidden(printed_and_loaded(), checks=[AREAS])
    assert before["x", "energivej", 2024] == "few"
    # Shown from its day. The two who were loaded stay hidden, and are attacked with everything the document prints: 74 - 70 - 2
    # would be they, so the total goes, although an area would be cheaper.
    shown = hidden(printed_and_loaded(), checks=[AREAS], decisions=decisions, on=date(2026, 1, 1))
    assert shown == {("x", "vangdalen", 2024): "few", ("x", "areas_7", 2024): "others"}
    with pytest.raises(ValueError, match="hide eller show"):
        hidden(printed_and_loaded(), checks=[AREAS], decisions=[decisions[0] | {"value": "vis"}], on=date(2026, 1, 1))


def test_figures_that_contradict_each_other_prove_nothing() -> None:
    rows = [*THREE[:3], ("x", "areas_7", 2024, 20.0)]
    assert hidden(content(rows), checks=[AREAS]) == {("x", "vangdalen", 2024): "few"}


def test_what_an_earlier_file_showed_is_still_known() -> None:
    tables = content(THREE)
    first = hidden(tables, checks=[AREAS])
    assert ("x", "energivej", 2024) in first
    # Before there was secondary suppression the file showed Energivej: now Glarbjergvej must go as well.
    shown = tables["observation"][tables["observation"]["area_id"] == "energivej"]
    later = hidden(tables, [{"observation": shown, "activity_result": tables["activity_result"]}], checks=[AREAS])
    assert later == first | {("x", "glarbjergvej", 2024): "others"}
    # A figure that was revised since tells nothing of the one that holds now.
    revised = shown.assign(value=8.0)
    assert hidden(tables, [{"observation": revised, "activity_result": tables["activity_result"]}], checks=[AREAS]) == first


TABLES = [
    Table(counts=((2, 6, 20), (30, 40, 50)), shares=False, decimals=0, with_counts=False, missing=()),
    Table(counts=((1, 1, 9), (8, 7, 7)), shares=False, decimals=0, with_counts=False, missing=((1, 2),)),
    Table(counts=((3, 12, 15), (10, 11, 9)), shares=True, decimals=1, with_counts=True, missing=()),
]


@pytest.mark.parametrize("table", [TABLES[0], TABLES[2]])
def test_no_cheaper_choice_protects(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = table.tables()
    figures, few, others = disclosure.decide(tables, table.rules)
    assert others.any()
    cost = figures.loc[others, "loss"].sum()
    free = figures.index[~few & figures["value"].notna()]
    monkeypatch.setattr(publish, "choose", lambda *_, **__: set())
    bare = disclosure.published(tables, table.rules)["observation"]
    for some in chain.from_iterable(combinations(free, number) for number in range(int(others.sum()) + 1)):
        if figures.loc[list(some), "loss"].sum() < cost:
            closed = bare.assign(status=bare["status"].mask(bare.index.isin(some), "suppressed"))
            assert table.pinned(closed) != [], some


def test_hashes_of_what_was_loaded_are_published_under_the_key_only() -> None:
    given = {"sha256": ["5feceb66", "6b86b273"], "file_sha256": ["d4735e3a", None], "chain": [None, "4e074085"]}
    tables = content([("x", "vangdalen", 2023, 12), ("x", "energivej", 2023, 20)]) | {
        "release": pd.DataFrame({"release_id": ["r1", "r2"], **given}, dtype="str")
    }
    shown = [disclosure.published(tables, RULES | {"key": key})["release"] for key in (b"one", b"one", b"other")]
    for name, hashes in given.items():
        assert shown[0][name].isna().tolist() == [value is None for value in hashes]
        assert shown[0][name].dropna().str.startswith("hmac-sha256:").all()
        assert not set(shown[0][name].dropna()) & set(shown[2][name].dropna())
    assert shown[0].equals(shown[1])
    assert tables["release"]["sha256"].tolist() == given["sha256"]


def test_the_same_input_gives_the_same_choice() -> None:
    table = TABLES[1]
    one, other = (disclosure.decide(table.tables(), table.rules)[2].tolist() for _ in range(2))
    assert one == other


def test_a_rule_applies_from_its_day() -> None:
    stricter = RULES["rules"][0] | {"least_count": 12, "valid_from": date(2026, 1, 1)}
    rules = {"rules": [stricter, RULES["rules"][0]], "checks": []}
    rows = content(THREE[:3])
    assert len(hidden(rows, on=date(2025, 12, 31), **rules)) == 1
    assert len(hidden(rows, on=date(2026, 1, 1), **rules)) == 2
    with pytest.raises(ValueError, match="trådt i kraft"):
        hidden(rows, on=date(2020, 1, 1), **rules)

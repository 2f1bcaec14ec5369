"""Each check at its limits: what it lets pass and where it begins to complain."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import schema
from data.checks.corrections import check_corrections
from data.checks.figures import check_figures, fits_whole_count, rounding
from data.checks.relations import check_relations
from data.checks.structure import check_structure
from tests.fixture_content import ALL7, HP25, JENNUM, RELATIONS, VANG, make_content, year


@pytest.fixture
def tables() -> dict[str, pd.DataFrame]:
    return make_content().tables


def with_figure(tables: dict[str, pd.DataFrame], indicator: str, **cells: Any) -> list[str]:
    """Messages about one figure of an indicator, otherwise like its first figure in the fixture."""
    observations = tables["observation"]
    row = observations[observations["indicator_id"] == indicator].iloc[[0]].copy()
    for name, cell in cells.items():
        row[name] = pd.Timestamp(cell) if isinstance(cell, date) else cell
    found = check_figures({**tables, "observation": schema.cast("observation", row)})
    return [finding.message for finding in found if finding.table == "observation"]


@pytest.mark.parametrize(
    ("indicator", "value", "allowed"),
    [
        ("fx_outside", 0, True),
        ("fx_outside", 100, True),
        ("fx_outside", 100.1, False),
        ("fx_outside", -0.1, False),
        # The seven-step scale begins at -3.
        ("fx_grade", -3, True),
        ("fx_grade", 12, True),
        ("fx_grade", -3.1, False),
        ("fx_grade", 12.1, False),
        ("fx_charged", 1000, True),
        ("fx_charged", 1000.1, False),
        ("fx_residents", 0, True),
        ("fx_residents", -1, False),
    ],
)
def test_range_of_a_unit(indicator: str, value: float, allowed: bool, tables: dict[str, pd.DataFrame]) -> None:
    messages = with_figure(tables, indicator, value=value, numerator=None, denominator=None)
    assert [("ligger uden for" in message) for message in messages] == ([] if allowed else [True])


@pytest.mark.parametrize(
    ("indicator", "starts", "ends", "allowed"),
    [
        ("fx_grade", date(2023, 8, 1), date(2024, 7, 31), True),
        ("fx_grade", date(2023, 8, 1), date(2024, 6, 30), False),
        ("fx_outside", date(2023, 10, 1), date(2024, 9, 30), True),
        ("fx_outside", date(2022, 10, 1), date(2024, 9, 30), False),
        ("fx_charged", date(2023, 1, 1), date(2023, 12, 31), True),
        ("fx_charged", date(2024, 1, 1), date(2024, 12, 31), True),
        ("fx_charged", date(2023, 1, 1), date(2023, 1, 1), False),
        ("fx_residents", date(2024, 1, 1), date(2024, 1, 1), True),
        ("fx_residents", date(2024, 1, 1), date(2024, 1, 2), False),
        # A survey or a plan period may be of any length, but never backwards.
        ("fx_safe", date(2023, 3, 1), date(2023, 4, 30), True),
        ("fx_staff", date(2017, 6, 1), date(2021, 6, 30), True),
        ("fx_staff", date(2021, 6, 30), date(2017, 6, 1), False),
    ],
)
def test_length_of_a_period(indicator: str, starts: date, ends: date, allowed: bool, tables: dict[str, pd.DataFrame]) -> None:
    messages = with_figure(tables, indicator, period_start=starts, period_end=ends)
    assert (messages == []) is allowed
    assert all("perioden" in message for message in messages)


@pytest.mark.parametrize(
    ("kind", "starts", "ends", "allowed"),
    [
        ("quarter", date(2026, 4, 1), date(2026, 6, 30), True),
        ("quarter", date(2026, 1, 1), date(2026, 12, 31), False),
        ("rolling_quarter", date(2026, 12, 1), date(2027, 2, 28), True),
        ("three_years", date(2022, 8, 1), date(2025, 7, 31), True),
        ("three_years", date(2022, 8, 1), date(2024, 7, 31), False),
    ],
)
def test_length_of_a_period_that_only_loads_bring(
    kind: str, starts: date, ends: date, allowed: bool, tables: dict[str, pd.DataFrame]
) -> None:
    own = tables["indicator"].assign(
        period_kind=tables["indicator"]["period_kind"].mask(tables["indicator"]["indicator_id"] == "fx_grade", kind)
    )
    messages = with_figure({**tables, "indicator": own}, "fx_grade", period_start=starts, period_end=ends)
    assert (messages == []) is allowed


def test_a_count_is_a_whole_number(tables: dict[str, pd.DataFrame]) -> None:
    assert with_figure(tables, "fx_residents", value=12.5) == [
        "værdien 12.5 er ikke et helt antal. Ret tallet, enheden eller antallet af decimaler."
    ]


@pytest.mark.parametrize(
    ("value", "count", "base", "status", "complaint"),
    [
        (29.6, 8, 27, "published", ""),
        (29.7, 8, 27, "published", "29.7 % passer ikke med 8 af 27, som er 29.63 %"),
        (29.7, 8, 27, "corrected", "passer ikke"),
        # A doubted figure is allowed to be wrong: that is why it is doubted.
        (29.7, 8, 27, "doubtful", ""),
        (29.6, None, 27, "published", ""),
        (28.0, None, 27, "published", "28.0 % af 27 er ikke et helt antal"),
        (28.0, None, 27, "doubtful", ""),
        (28.0, 8, None, "published", ""),
        (100.0, 28, 27, "doubtful", "tælleren 28.0 er større end grundlaget 27.0"),
        (0.0, 0, 27, "published", ""),
    ],
)
def test_share_against_count(
    value: float, count: float | None, base: float | None, status: str, complaint: str, tables: dict[str, pd.DataFrame]
) -> None:
    messages = with_figure(tables, "fx_language_special", value=value, numerator=count, denominator=base, status=status)
    assert len(messages) == (1 if complaint else 0)
    assert all(complaint in message for message in messages)


@given(st.integers(1, 3000).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))), st.integers(0, 2))
def test_a_rounded_true_share_always_fits(pair: tuple[int, int], decimals: int) -> None:
    count, base = pair
    assert fits_whole_count(round(100 * count / base, decimals), base, decimals)


@given(st.integers(2, 60), st.integers(0, 59))
@settings(max_examples=50)
def test_a_share_half_way_between_two_counts_does_not_fit(base: int, count: int) -> None:
    count %= base
    assert not fits_whole_count(100 * (count + 0.5) / base, base, 1)


def test_rounding_is_half_of_the_last_decimal() -> None:
    assert [rounding(decimals) for decimals in (0, 1, 2)] == [0.5, pytest.approx(0.05), pytest.approx(0.005)]


def test_a_result_in_words_needs_no_number(tables: dict[str, pd.DataFrame]) -> None:
    results = tables["activity_result"].copy()
    results.loc[0, ["status", "value", "printed"]] = ["published", None, "Næsten alle var tilfredse"]
    assert check_figures({**tables, "activity_result": results}) == []
    results.loc[0, "printed"] = None
    assert [finding.message for finding in check_figures({**tables, "activity_result": results})] == [
        "har status published, men intet tal. Skriv tallet eller ret status."
    ]


def sums(tables: dict[str, pd.DataFrame]) -> list[str]:
    return [str(finding) for finding in check_relations(tables["observation"], RELATIONS)]


def change(tables: dict[str, pd.DataFrame], indicator: str, area: str, end: date, **cells: Any) -> None:
    rows = tables["observation"]
    chosen = (rows["indicator_id"] == indicator) & (rows["area_id"] == area) & (rows["period_end"] == pd.Timestamp(end))
    assert chosen.sum() == 1
    for name, cell in cells.items():
        rows.loc[chosen, name] = cell


def test_sums_hold_in_the_fixture(tables: dict[str, pd.DataFrame]) -> None:
    assert sums(tables) == []


def test_tolerance_of_a_sum(tables: dict[str, pd.DataFrame]) -> None:
    # 70.4 and 29.6; 0.15 is let pass.
    change(tables, "fx_language_general", JENNUM, date(2023, 12, 31), value=70.5)
    assert sums(tables) == []
    change(tables, "fx_language_general", JENNUM, date(2023, 12, 31), value=70.6)
    where = "checks · fx_language_general+fx_language_special i gl_jennumparken 2023-12-31"
    assert sums(tables) == [f"{where}: delene giver 100.2, men totalen er 100. Find fejlen, eller sæt tvivl i corrections."]


def test_doubtful_and_missing_parts_are_left_out_of_a_sum(tables: dict[str, pd.DataFrame]) -> None:
    change(tables, "fx_language_general", JENNUM, date(2023, 12, 31), value=12.0, status="doubtful")
    assert sums(tables) == []
    change(tables, "fx_residents", VANG, date(2024, 1, 1), value=None, status="not_published")
    change(tables, "fx_residents", JENNUM, date(2024, 1, 1), value=1)
    assert sums(tables) == []


def test_parts_against_a_total_that_is_an_indicator(tables: dict[str, pd.DataFrame]) -> None:
    relation = {"kind": "categories", "indicators": ["fx_placed"], "total": "fx_residents"}
    starts, ends = year(2020)
    change(tables, "fx_residents", JENNUM, date(2024, 1, 1), value=9, period_start=pd.Timestamp(starts), period_end=pd.Timestamp(ends))
    found = check_relations(tables["observation"], [relation])
    assert [finding.message.split(".")[0] for finding in found] == ["delene giver 8, men totalen er 9"]


def test_areas_against_their_total(tables: dict[str, pd.DataFrame]) -> None:
    change(tables, "fx_residents", ALL7, date(2024, 1, 1), value=2085)
    assert sums(tables) == [
        "checks · fx_residents 2024-01-01: delene giver 2084, men totalen er 2085. Find fejlen, eller sæt tvivl i corrections."
    ]


def test_every_status_that_needs_it_needs_a_correction(tables: dict[str, pd.DataFrame]) -> None:
    none = tables["correction"].iloc[:0]
    found = check_corrections({**tables, "correction": none})
    assert sorted(finding.where for finding in found) == [
        "fx_language_special / areas_7 / 2023-12-31",
        "fx_outside / areas_7 / 2023-09-30",
        "fx_placed / vangdalen / 2022-12-31",
        "fx_t_children / 2021-06-30",
        "fx_t_meetings / 2021-06-30",
    ]
    assert {finding.table for finding in found} == {"observation", "activity_result"}


def test_a_correction_of_a_figure_that_stands_as_printed_is_refused(tables: dict[str, pd.DataFrame]) -> None:
    tables["observation"]["status"] = tables["observation"]["status"].mask(
        tables["observation"]["indicator_id"] == "fx_outside", "published"
    )
    said = [finding.message for finding in check_corrections(tables)]
    assert said == ["retter intet: tallet er ført, som det er trykt. Skriv afvigelsen i tallets note, eller ret tallets status."]


def test_a_correction_may_speak_of_a_promise(tables: dict[str, pd.DataFrame]) -> None:
    """A doubted promise has no status of its own; the correction is held against its print."""
    row = {
        "correction_id": "promise", "target_id": "fx_t_courses", "printed": "15-20 om året", "used": 15, "reason": "x", "evidence": "x",
        "source_id": HP25,
    }  # fmt: skip
    added = pd.concat([tables["correction"], schema.cast("correction", pd.DataFrame([row]))], ignore_index=True)
    assert check_corrections({**tables, "correction": added}) == []
    wrong = added.assign(printed=added["printed"].replace("15-20 om året", "15-25 om året"))
    assert [finding.where for finding in check_corrections({**tables, "correction": wrong})] == ["promise"]


def test_every_reference_of_the_schema_is_checked(tables: dict[str, pd.DataFrame]) -> None:
    """Whichever column points at another table: pointing at nothing is found."""
    unchecked = []
    for table, spec in schema.tables().items():
        for column, about in spec["columns"].items():
            if "refers" not in about or tables[table].empty:
                continue
            broken = tables[table].copy()
            broken[column] = broken[column].astype("object")
            broken.loc[broken.index[0], column] = "findes_ikke"
            other = about["refers"].split(".")[0]
            found = check_structure({other: tables[other], table: schema.cast(table, broken)})
            if not any(finding.table == table and f"{column} 'findes_ikke' findes ikke i" in finding.message for finding in found):
                unchecked.append((table, column))
    assert unchecked == []


def test_every_required_cell_and_every_key_is_checked(tables: dict[str, pd.DataFrame]) -> None:
    unchecked = []
    for table, spec in schema.tables().items():
        if tables[table].empty:
            continue
        twice = pd.concat([tables[table], tables[table].iloc[[0]]], ignore_index=True)
        if not any("nøglen findes flere gange" in finding.message for finding in check_structure({table: twice})):
            unchecked.append((table, "key"))
        required = [name for name, about in spec["columns"].items() if about.get("required") and about["type"] != "boolean"]
        emptied = tables[table].copy()
        for name in required:
            emptied[name] = emptied[name].astype("object")
            emptied.loc[emptied.index[0], name] = None
        messages = [finding.message for finding in check_structure({table: emptied})]
        unchecked += [(table, name) for name in required if f"{name} mangler. Udfyld cellen." not in messages]
    assert unchecked == []

"""Warnings about a reading that is odd against the figures in force: each said, and none when nothing is odd."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from data.loading.compare import compare, spread
from tests.loading.bad_files import COUNTED, COUNTS
from tests.loading.makers import known, mapping, plain_table, read, table

NAME = "„Andel uden arbejde“ for Vangdalen"
STEADY = {2016: 44.0, 2017: 43.6, 2018: 43.5, 2019: 42.9, 2020: 42.6, 2021: 42.0, 2022: 41.8}


def rows(values: dict[int, float], area: str = "Vangdalen") -> list[str]:
    return [f"{area};{year};{str(value).replace('.', ',')}" for year, value in values.items()]


def held(values: dict[int, float] = STEADY, area: str = "Vangdalen") -> pd.DataFrame:
    return read(plain_table(*rows(values, area)), mapping()).observations


def said(current: pd.DataFrame, *lines: str) -> list[str]:
    return [f"{one.kind}: {one}" for one in compare(read(plain_table(*lines), mapping()), current, known())]


def test_next_figure_of_a_steady_series_is_not_odd() -> None:
    assert said(held(), "Vangdalen;2023;41,5") == []
    assert said(held(), "Vangdalen;2023;40,9") == []


def test_jump_over_three_spreads_is_said_with_both_figures() -> None:
    [sentence] = said(held(), "Vangdalen;2023;44,5")
    assert sentence.startswith("jump: „Andel uden arbejde“ for Vangdalen 2023 er 44,5 mod 41,8 2022; det er ")
    assert sentence.endswith("Se efter hos kilden, at tallet er rigtigt.")


def test_spread_is_not_moved_by_one_wild_step() -> None:
    steps = np.array([-0.4, -0.1, -0.6, -0.3, -0.6, -0.2])
    assert spread(steps) == pytest.approx(1.4826 * 0.2)
    assert spread(np.append(steps, 25.0)) == pytest.approx(1.4826 * 0.2)
    wild = {**STEADY, 2019: 55.0}
    assert any(sentence.startswith("jump") for sentence in said(held(wild), "Vangdalen;2023;49,9"))


def test_short_series_borrows_the_steps_of_the_other_areas() -> None:
    short = {2021: 50.0, 2022: 49.5}
    assert said(held(short), "Vangdalen;2023;60,0") == []
    both = pd.concat([held(short), held(area="Gl. Jennumparken")])
    assert [sentence.split(":")[0] for sentence in said(both, "Vangdalen;2023;60,0", "Gl. Jennumparken;2023;41,5")] == ["jump"]


def test_series_that_stood_still_is_not_odd_for_one_rounding() -> None:
    still = dict.fromkeys(range(2015, 2023), 40.0)
    assert said(held(still), "Vangdalen;2023;40,1") == []
    assert len(said(held(still), "Vangdalen;2023;40,5")) == 1


def test_share_delivered_as_a_fraction_is_another_unit_and_nothing_else() -> None:
    lines = rows({year: round(value / 100, 3) for year, value in STEADY.items()})
    assert said(held(), *lines) == [
        "unit_changed: „Andel uden arbejde“ for Vangdalen er omkring 100 gange lavere end de tal, monitoren har. "
        "Er enheden en anden? Så ret factor i tilknytningen."
    ]  # fmt: skip


def test_other_value_for_the_same_figure_is_a_revision() -> None:
    assert said(held(), *rows({**STEADY, 2022: 41.6})) == [
        "revised: „Andel uden arbejde“ for Vangdalen 2022 var 41,8 og bliver 41,6. Det gamle tal bliver i den gamle version."
    ]
    assert said(held(), *rows(STEADY)) == []


def test_series_that_lost_years_is_said_but_a_file_with_the_newest_year_alone_is_not() -> None:
    late = {year: value for year, value in STEADY.items() if year >= 2019}
    [sentence] = said(held(), *rows(late))
    assert sentence.startswith(
        f"series_shortened: {NAME} mangler 3 af 7 perioder, monitoren har (31. december 2016 til 31. december 2018)."
    )
    assert said(held(), "Vangdalen;2022;41,8") == []


def test_area_that_is_not_in_the_file_is_named() -> None:
    both = pd.concat([held(), held(area="Gl. Jennumparken")])
    [sentence] = said(both, "Vangdalen;2023;41,5")
    assert sentence.startswith("area_missing: „Andel uden arbejde“ er i filen uden områder, som monitoren har: Gl. Jennumparken.")


def counted(*lines: str) -> list[str]:
    own = mapping(**COUNTS)
    before = read(table(COUNTED, "Vangdalen;2021;40,0;320;800", "Vangdalen;2022;40,0;324;810"), own).observations
    return [f"{one.kind}: {one}" for one in compare(read(table(COUNTED, *lines), own), before, known())]


def test_changed_base_is_said_for_the_same_period_and_for_the_next() -> None:
    assert counted("Vangdalen;2023;40,0;322;805") == []
    assert counted("Vangdalen;2022;40,0;320;800") == [
        "denominator_changed: Grundlaget for „Andel uden arbejde“ for Vangdalen 2022 er 800 mod 810, som monitoren har for samme periode. "
        "Er området eller gruppen afgrænset anderledes?"
    ]  # fmt: skip
    [sentence] = counted("Vangdalen;2023;40,0;480;1200")
    assert "er 1200 mod 810 i perioden før" in sentence


def test_indicator_that_is_new_has_nothing_to_be_odd_against() -> None:
    assert said(held({}), "Vangdalen;2023;41,5") == []

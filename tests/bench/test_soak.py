"""What the soak says: memory that levels off, memory that does not, and clicks on every page that is open to all."""

from __future__ import annotations

import random

import pytest

from benchmarks.soak import BOUND, Sample, Soak, choices, links
from pages.kit.register import SCREENS


def soak(memory: list[float]) -> Soak:
    return Soak([Sample(30.0 * place, value, 50, place) for place, value in enumerate(memory)], times=[0.1])


def test_memory_that_fills_its_caches_and_then_stays_is_well() -> None:
    levelled = soak([400 + min(place, 60) for place in range(120)])
    levelled.samples[-5] = Sample(levelled.samples[-5].seconds, 900, 50, 1)
    assert levelled.slope() == 0, "one page that needs much for a moment is no growth"
    assert levelled.verdict() == ""


def test_memory_that_grows_all_the_time_fails() -> None:
    growing = soak([400 + BOUND * place for place in range(120)])
    assert growing.slope() == pytest.approx(2 * BOUND)
    assert growing.verdict() == f"memory still grows by {2 * BOUND:.2f} MB a minute, more than {BOUND}"


def test_clicks_that_failed_and_a_run_of_a_moment_prove_nothing() -> None:
    failed = soak([400] * 120)
    failed.errors.append("overblik?: status 1")
    assert failed.verdict() == "1 of 1 clicks failed"
    assert soak([400, 400]).verdict() == "too short to say anything"


def test_it_visits_every_page_that_is_open_to_all_with_a_fixed_number_of_links() -> None:
    pages = choices(["one", "other"])
    assert set(pages) == {screen.address for screen in SCREENS if screen.needs == "viewer"}
    chance = random.Random(1)  # noqa: S311
    few, many = ({links(pages, count)["sammenlign"](chance) for _ in range(500)} for count in (5, 0))
    assert len(few) == 5
    assert len(many) > 100

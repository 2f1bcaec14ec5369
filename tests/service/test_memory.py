"""What the server must not hold: each test is a way that memory grew under load."""

from __future__ import annotations

import logging
import tracemalloc
from pathlib import Path

import pytest

from pages.kit import database


@pytest.fixture
def asked(fixture_folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    # Outside a script run the framework warns at every question, and the test's own log would keep it.
    caplog.set_level(logging.CRITICAL, "streamlit.runtime.scriptrunner_utils.script_run_context")
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(fixture_folder))
    database.renew()


def read_all_columns() -> None:
    for name, _ in database.ask("indicators").items():
        assert name


@pytest.mark.usefixtures("asked")
def test_answers_that_are_asked_for_again_hold_nothing_about_the_times_before() -> None:
    read_all_columns()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        # Under the 500 after which pandas itself tidies up.
        for _ in range(200):
            read_all_columns()
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert grown < 100_000

"""What the server must not hold: each test is a way that memory grew under load."""

from __future__ import annotations

import gc
import logging
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from pages.kit import database


@pytest.fixture
def asked(fixture_folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    # Outside a script run the framework warns at every question, and the test's own log would keep it.
    caplog.set_level(logging.CRITICAL, "streamlit.runtime.scriptrunner_utils.script_run_context")
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(fixture_folder))
    database.renew()


@dataclass(frozen=True)
class Inner:
    rows: pd.DataFrame


@dataclass(frozen=True)
class Outer:
    inner: Inner


def make() -> Outer:
    return Outer(Inner(database.ask("indicators").assign(made=1)))


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("get", [lambda: database.ask("indicators"), lambda: database.kept(make).inner.rows], ids=["answer", "kept"])
def test_frames_of_all_sessions_hold_nothing_about_the_times_they_were_read(get: Callable[[], pd.DataFrame]) -> None:
    def read() -> None:
        frame = get().copy(deep=False)
        assert [name for name, _ in frame.items()]

    read()
    gc.collect()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        # Under the 500 after which pandas itself tidies up.
        for _ in range(200):
            read()
        gc.collect()
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert grown < 20_000

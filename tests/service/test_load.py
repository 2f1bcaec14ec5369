"""Many sessions at once, in short (`make audit`); `python -m benchmarks.bench_load` does it in earnest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.bench_load import VISITS, Result, Served, growth, load
from benchmarks.client import Browser
from tests.service.servers import monitor


@pytest.fixture(scope="module")
def server(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with monitor(folder, tmp_path_factory.mktemp("server") / "log") as running:
        yield Served(running.base, running.process)


@pytest.mark.audit
def test_sessions_click_side_by_side_without_an_error_and_memory_stays(server: Served) -> None:
    load(server, 10, 2, 0.5, settle=0.5)
    result = load(server, 20, 4, 0.5, settle=0.5)
    assert result.errors == []
    assert len(result.times) > 40
    # What the first clicks of a kind leave in the caches is there now; from here on nothing may pile up.
    assert growth(result) < 15
    sessions = "".join(line for line in metrics(server).splitlines(keepends=True) if line.startswith("monitor_sessions "))
    assert float(sessions.split()[1]) == 0, "tabs that were closed are still counted"


def metrics(server: Served) -> str:
    return Browser(server.base).get("/metrics")[2].decode()


@pytest.mark.audit
def test_load_visits_pages_that_exist(server: Served) -> None:
    for path in VISITS:
        screen = Browser(server.base).open(f"/{path}")
        assert screen.status == 0
        assert screen.says("dataversion"), path


def test_quantiles_and_growth_of_a_result() -> None:
    result = Result(4, times=[0.1] * 95 + [2.0] * 5, memory_mb=[400, 410, 411, 412])
    assert (result.milliseconds(0.5), result.milliseconds(0.94), result.milliseconds(0.95)) == (100, 100, 2000)
    assert growth(result) == 1
    assert Result(1).row()["memory_mb"] == 0

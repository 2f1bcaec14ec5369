"""Pytest plugin that runs each mutant's tests one mutant after the other in one process (see tests/mutation/__main__.py).

mutmut's own runner starts pytest anew in a fork for each mutant, half a second before the first test begins, and a fork of
a process that has run DuckDB crashes now and then. Here nothing is forked: mutmut's trampolines choose the mutant while the
program runs. So that nothing of one mutant is left for the next, all fixtures are torn down and all caches cleared after
each, and a test that failed is tried again without the mutant: if it still fails, the process ends and a fresh one goes on.
"""

from __future__ import annotations

import functools
import gc
import json
import os
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import Phase, settings
from mutmut.mutation.trampoline import get_mutant_under_test, set_mutant_under_test
from mutmut.state import state

from data.pointer import Version
from queries.connection import Database
from tests.mutation import mutants

# What a fresh process must be started for.
UNCLEAN = 77
# Tests that take longer than this without a mutant take no part: seconds of processor time, fixtures included.
SLOWEST = 2.5
# A mutant's tests together: the quickest come first, and those beyond this are left out.
MOST_SECONDS = 20.0
READING = ("queries.connection.", "queries.frames.", "queries.sql_text.", "stats")
READY, TODO, RESULTS, COVERED = Path("fixture-database"), Path("todo.json"), Path("results.jsonl"), Path("covered.json")

settings.register_profile(
    "mutants", deadline=None, max_examples=25, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate]
)


class EndlessError(BaseException):
    """A mutant that runs for ever; no Exception, so that no code under test catches it."""


def _ended(*_: object) -> None:
    raise EndlessError


def _linked(folder: Path) -> Version:
    for path in READY.iterdir():
        os.link(path.resolve(), folder / path.name)
    return Version.in_folder(folder, "fixture")


class _KeptOpen(Database):
    """The fixture database, opened once for all mutants but those of what opens and reads it."""

    def close(self) -> None:
        """Stay open for the next mutant."""


_kept: list[_KeptOpen] = []


def _opened(path: Path, version: str) -> Database:
    if version != "fixture" or get_mutant_under_test().startswith(READING):
        return Database(path, version)
    if not _kept:
        _kept.append(_KeptOpen(READY.resolve() / path.name, version))
    return _kept[0]


def pytest_sessionstart() -> None:
    from tests import conftest

    settings.load_profile("mutants")
    conftest.write_database = _linked
    conftest.Database = _opened


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests that build the real content are too slow, and one reads the source, of which the copy holds all mutants."""
    slow = {"real_build", "built"}
    items[:] = [item for item in items if not slow & set(getattr(item, "fixturenames", ())) and "only_this_module" not in item.name]


def pytest_runtestloop(session: pytest.Session) -> bool:
    items = {item.nodeid: item for item in session.items}
    covered = _covered(list(items.values()))
    known = mutants.read()
    signal.signal(signal.SIGPROF, _ended)
    fresh = True
    for key in json.loads(TODO.read_text("utf-8")):
        ids = covered["tests"].get(known[key].function, [])
        _write({"begins": known[key].name})
        result = _result(key, _quickest([items[each] for each in ids if each in items], covered["seconds"]), covered["seconds"])
        clean = result.pop("clean")
        if clean or fresh:
            _write({"mutant": known[key].name} | result)
        if not clean:
            os._exit(UNCLEAN)
        fresh = False
    return True


def _quickest(items: list[pytest.Item], seconds: dict[str, float]) -> list[pytest.Item]:
    chosen, total = [], 0.0
    for item in sorted(items, key=lambda item: seconds[item.nodeid]):
        total += seconds[item.nodeid]
        if total > MOST_SECONDS:
            break
        chosen.append(item)
    return chosen


def _result(key: str, items: list[pytest.Item], seconds: dict[str, float]) -> dict[str, Any]:
    if not items:
        return {"result": "no tests", "clean": True}
    for item in items:
        failed = _fails(item, key, 10 * seconds[item.nodeid] + 5)
        if failed:
            return {"result": failed, "by": item.nodeid, "clean": not _fails(item, "", 10 * seconds[item.nodeid] + 5)}
    return {"result": "survived", "clean": True}


def _fails(item: pytest.Item, key: str, limit: float) -> str:
    """ "killed" or "timeout" when the test fails with this mutant, else empty."""
    set_mutant_under_test(key)
    signal.setitimer(signal.ITIMER_PROF, limit)
    try:
        reports = runtestprotocol(item, log=False, nextitem=None)
    except EndlessError:
        os._exit(UNCLEAN)  # Between two tests: counted as a time-out by the process that started this one.
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        set_mutant_under_test("")
        for cached in _caches():
            cached.cache_clear()
    failed = [report for report in reports if report.failed]
    return "" if not failed else "timeout" if any("EndlessError" in report.longreprtext for report in failed) else "killed"


@functools.cache
def _caches() -> list[Any]:
    """Every cached function of ours."""
    kind = type(_caches)
    return [
        found
        for found in gc.get_objects()
        if isinstance(found, kind) and found is not _caches and found.__module__.partition(".")[0] in ("data", "geo", "queries", "pages")
    ]


def _covered(items: Sequence[pytest.Item]) -> dict[str, Any]:
    """Which tests call which function, and how long each takes alone; measured once and kept for the next process."""
    if COVERED.exists():
        return json.loads(COVERED.read_text("utf-8"))
    tests: dict[str, list[str]] = {}
    seconds: dict[str, float] = {}
    for item in items:
        state()._stats.clear()
        set_mutant_under_test("stats")
        start = time.process_time()
        reports = runtestprotocol(item, log=False, nextitem=None)
        took = time.process_time() - start
        for cached in _caches():
            cached.cache_clear()
        for failed in (report for report in reports if report.failed):
            sys.exit(f"{item.nodeid} fails without a mutant:\n{failed.longreprtext}")
        if took > SLOWEST:
            continue
        seconds[item.nodeid] = took
        for function in state()._stats:
            tests.setdefault(function, []).append(item.nodeid)
    RESULTS.touch()  # The time that this took is no sign of a process that hangs.
    COVERED.write_text(json.dumps({"tests": tests, "seconds": seconds}), "utf-8")
    print(f"{len(seconds)} of {len(items)} tests take part, {sum(seconds.values()):.0f} s", file=sys.__stderr__)
    return {"tests": tests, "seconds": seconds}


def _write(row: dict[str, Any]) -> None:
    with RESULTS.open("a", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")

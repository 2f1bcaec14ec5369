"""How long a page takes: a rerun on the server, and in a browser from the click on a choice to the drawn chart.

The server is the real one, started as `make run` does, and is spoken to as a browser does, over its websocket: a rerun is
what happens between the message of a click and the message that the run is over. AppTest would be simpler, but it runs a page
without the server's event loop and tuning, builds a Python object of every element, and its first run imports the framework.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks import browser
from benchmarks.client import Browser, Screen, run_message
from benchmarks.serving import Server, server
from pages.kit.register import SCREENS

RERUN_MS, REDRAW_MS = 100.0, 300.0


def page_paths() -> list[str]:
    """The addresses of all pages in the register but the start page's empty one."""
    return [screen.address for screen in SCREENS if screen.address]


GOALS = {
    **{f"page_{path}_server_ms": ("<", RERUN_MS) for path in page_paths()},
    **{f"browser_{name}_{state}_ms": ("<", REDRAW_MS) for name in browser.CHOICES for state in ("new", "again")},
}


def measure(reruns: int = 15, rounds: int = 5) -> dict[str, float]:
    """Medians in milliseconds.

    Returns for each page page_<address>_first_ms (the first visit after the start), page_<address>_server_ms (a rerun after
    that) and page_<address>_cpu_ms (the processor time of such a rerun, which a busy machine stretches less); for each
    choice of browser.CHOICES browser_<name>_new_ms (a value nobody has chosen before) and browser_<name>_again_ms.
    """
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name, server(Path(name)) as running:
        for path in page_paths():
            found |= rerun(running, path, reruns)
        found |= browser.measure(running.base, rounds)
    return found


def rerun(running: Server, path: str, reruns: int) -> dict[str, float]:
    """One page: its first visit, then the same view again and again."""
    visitor = Browser(running.base)
    started = time.perf_counter()
    screen = whole(path, visitor.open(f"/{path}"))
    first = time.perf_counter() - started
    message = run_message(path, "", {}, screen.page_hash)
    whole(path, visitor.send(message))
    times, before = [], running.cpu_ms()
    for _ in range(reruns):
        started = time.perf_counter()
        whole(path, visitor.send(message))
        times.append(time.perf_counter() - started)
    cpu = (running.cpu_ms() - before) / reruns
    visitor.close()
    return {
        f"page_{path}_first_ms": round(1000 * first, 1),
        f"page_{path}_server_ms": round(1000 * statistics.median(times), 1),
        f"page_{path}_cpu_ms": round(cpu, 1),
    }


class BrokenPageError(Exception):
    """A page that did not show what it should: its time means nothing."""


def whole(path: str, screen: Screen) -> Screen:
    """The screen, unless it is empty or shows an error."""
    if len(screen.elements) < 5 or screen.of("exception") or screen.says("Siden kunne ikke vises"):
        raise BrokenPageError(f"/{path} shows {len(screen.elements)} elements or an error")
    return screen


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))

"""How many people at once: real websocket sessions against a real server, each clicking every ten seconds.

    python -m benchmarks.bench_load                    the limit as it is: 25, 50, 100, 150, 200 sessions
    python -m benchmarks.bench_load --steps            the same load, from the framework as it comes to all measures

A click changes a choice on the page the session is on, as a link or a widget does; it is over when the server says that the run
is finished. Sessions keep large messages as browsers do. The clients run in a process of their own, so on two cores they
take a part of what the server could have; on a busy machine look at the processor time per click, which is steadier.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.client import Session, run_message
from benchmarks.load_steps import STEPS
from data.build import build

ROOT = Path(__file__).resolve().parent.parent
EVERY_SECONDS = 10.0
GOAL_SESSIONS, GOAL_P95_MS = 100, 1000.0
GOALS = {"load_100_p95_ms": ("<", GOAL_P95_MS), "load_100_errors": ("<", 1), "load_soak_growth_mb": ("<", 50)}
AREAS = ("gl_jennumparken", "vangdalen", "glarbjergvej", "jennumparken", "orebyvej", "energivej")
# What people look at, roughly: pages and the choices that each click goes through.
VISITS = {
    "overblik": ("",),
    "boligomraade": tuple(f"omraade={area}" for area in AREAS),
    "sammenlign": tuple(f"omraader={one},{other}" for one, other in itertools.pairwise(AREAS)),
    "udvikling": ("interval=ja", "interval=nej"),
    "data": ("vis=kilder", "vis=indikatorer"),
}
WEIGHTS = (25, 35, 20, 10, 10)
_ARRIVAL_SECONDS = 0.15
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass
class Result:
    """What one load gave."""

    sessions: int
    times: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    cpu_seconds: float = 0.0
    memory_mb: list[float] = field(default_factory=list)
    before_mb: float = 0.0

    def milliseconds(self, share: float) -> float:
        """A quantile of the time of a click; 0 when there was none, which the number of clicks says."""
        ordered = sorted(self.times)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0

    def row(self) -> dict[str, float]:
        """The figures of a table."""
        return {
            "sessions": self.sessions,
            "clicks": len(self.times),
            "p50_ms": round(self.milliseconds(0.5)),
            "p95_ms": round(self.milliseconds(0.95)),
            "max_ms": round(self.milliseconds(1.0)),
            "cpu_ms_per_click": round(1000 * self.cpu_seconds / max(1, len(self.times)), 1),
            "errors": len(self.errors),
            "memory_mb": round(self.memory_mb[-1]) if self.memory_mb else 0,
            "kb_per_session": round(1000 * (self.memory_mb[-1] - self.before_mb) / self.sessions) if self.memory_mb else 0,
        }


@dataclass(frozen=True)
class Served:
    """A server under load."""

    base: str
    process: subprocess.Popen[bytes]

    def cpu_seconds(self) -> float:
        """Processor time used so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def memory_mb(self) -> float:
        """Memory held now."""
        return int(Path(f"/proc/{self.process.pid}/statm").read_text("ascii").split()[1]) * _PAGE / 1e6


@contextlib.contextmanager
def served(folder: Path, variant: str = "all") -> Iterator[Served]:
    """The monitor on the database in `folder`; `variant` is one of the steps of load_servers.py."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    arguments = ["--runner.postScriptGC", "true"] if variant in ("stock", "uvloop") else []
    script = "server.py" if variant == "all" else "benchmarks/load_servers.py"
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port), *arguments]
    environment = {**os.environ, "MONITOR_BUILD_DIR": str(folder), "LOAD_VARIANT": variant, "PYTHONPATH": str(ROOT)}
    with (folder.parent / f"{variant}.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)  # noqa: S603
        try:
            _wait(f"http://localhost:{port}", process)
            yield Served(f"http://localhost:{port}", process)
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait(base: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < until:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{base}/_stcore/health", timeout=5):  # noqa: S310
            return
        time.sleep(0.1)
    raise RuntimeError(f"the server did not start: {process.poll()}")


async def person(server: Served, number: int, arrives: float, starts: float, seconds: float, every: float, result: Result) -> None:
    """One session: arrive and open a page; when all are there, click at a steady pace, each at a moment of its own."""
    chance = random.Random(number)  # noqa: S311
    [page] = chance.choices(list(VISITS), WEIGHTS)
    queries = itertools.cycle(VISITS[page])
    session = Session(server.base)
    try:
        await asyncio.sleep(arrives - time.monotonic())
        await session.connect()
        screen = await session.run(run_message(page, next(queries)))
        held: set[str] = set(screen.cacheable)
        ends = starts + seconds
        await asyncio.sleep(starts - time.monotonic() + chance.uniform(0, every))
        while time.monotonic() < ends:
            started = time.monotonic()
            screen = await session.run(run_message(page, next(queries), page_hash=session.screen.page_hash, held=held))
            result.times.append(time.monotonic() - started)
            held |= screen.cacheable
            if screen.status != 0 or screen.of("exception"):
                result.errors.append(f"{page}: status {screen.status}")
            await asyncio.sleep(max(0.0, every - (time.monotonic() - started)))
    except Exception as error:
        result.errors.append(f"{page}: {type(error).__name__} {error}")
    finally:
        with contextlib.suppress(Exception):
            await session.close()


async def _load(server: Served, sessions: int, seconds: float, every: float, settle: float) -> Result:
    result, now = Result(sessions, before_mb=server.memory_mb()), time.monotonic()
    # People come one after the other; a room that opens the same page in the same second is another question.
    starts = now + _ARRIVAL_SECONDS * sessions + settle
    people = [
        asyncio.create_task(person(server, number, now + _ARRIVAL_SECONDS * number, starts, seconds, every, result))
        for number in range(sessions)
    ]
    await asyncio.sleep(starts - time.monotonic())
    before, until = server.cpu_seconds(), starts + seconds * 2 + 60
    while not all(task.done() for task in people):
        result.memory_mb.append(server.memory_mb())
        await asyncio.wait(people, timeout=max(0.5, seconds / 20))
        if time.monotonic() > until:
            result.errors.append("sessions did not come to an end")
            for task in people:
                task.cancel()
    result.cpu_seconds = server.cpu_seconds() - before
    await asyncio.gather(*people, return_exceptions=True)
    return result


def load(server: Served, sessions: int, seconds: float, every: float = EVERY_SECONDS, settle: float = 3.0) -> Result:
    """`sessions` people for `seconds`, each clicking every `every` seconds, from `settle` seconds after the last has come."""
    return asyncio.run(_load(server, sessions, seconds, every, settle))


def limit(server: Served, counts: Sequence[int], seconds: float) -> list[Result]:
    """More and more sessions, until the 95th percentile is over a second."""
    results = []
    for sessions in counts:
        results.append(load(server, sessions, seconds))
        show(str(sessions), results[-1])
        if results[-1].milliseconds(0.95) > GOAL_P95_MS:
            break
    return results


def steps(folder: Path, sessions: int, seconds: float) -> dict[str, dict[str, float]]:
    """The same load on the server as the framework comes and with one measure after the other, in one run."""
    found = {}
    for variant in STEPS:
        with served(folder, variant) as server:
            load(server, 5, 5, 1)
            result = load(server, sessions, seconds)
            show(variant, result)
            found[variant] = result.row()
    return found


def growth(result: Result) -> float:
    """Megabytes the server grew by from the middle of a load to its end."""
    half = result.memory_mb[len(result.memory_mb) // 2 :]
    return half[-1] - half[0] if half else 0.0


def show(name: str, result: Result) -> None:
    """One line of the table."""
    print(f"{name:16} " + "  ".join(f"{key} {value:g}" for key, value in result.row().items()), flush=True)
    for error, group in itertools.groupby(sorted(result.errors)):
        print(f"    {len(list(group))} x {error}")


def measure(seconds: float = 30.0, soak: float = 60.0) -> dict[str, float]:
    """The figures for benchmarks/results.json.

    Returns load_100_p50_ms, load_100_p95_ms, load_100_errors, load_100_cpu_ms_per_click, load_limit_sessions (the most, of the
    numbers tried, with the 95th percentile under a second), load_kb_per_session, load_soak_growth_mb.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "build"
        build(folder)
        with served(folder) as server:
            load(server, 5, 5, 1)
            results = limit(server, (50, GOAL_SESSIONS, 150, 200), seconds)
            soaked = load(server, 50, soak, 2.0)
    hundred = next((result for result in results if result.sessions == GOAL_SESSIONS), results[-1])
    held = [result.sessions for result in results if result.times and result.milliseconds(0.95) <= GOAL_P95_MS and not result.errors]
    return {
        "load_100_p50_ms": round(hundred.milliseconds(0.5)),
        "load_100_p95_ms": round(hundred.milliseconds(0.95)),
        "load_100_errors": len(hundred.errors),
        "load_100_cpu_ms_per_click": hundred.row()["cpu_ms_per_click"],
        "load_limit_sessions": max(held, default=0),
        "load_kb_per_session": hundred.row()["kb_per_session"],
        "load_soak_growth_mb": round(growth(soaked), 1),
    }


def main() -> int:
    """Print a table; 1 when there were errors."""
    parser = argparse.ArgumentParser(description="Load the monitor with real websocket sessions.")
    parser.add_argument("--sessions", type=int, nargs="+", default=[25, 50, 100, 150, 200])
    parser.add_argument("--seconds", type=float, default=30.0, help="length of each load")
    parser.add_argument("--every", type=float, default=EVERY_SECONDS, help="seconds between two clicks of a session")
    parser.add_argument(
        "--steps", action="store_true", help="compare the framework as it comes with each measure, at the first number of sessions"
    )
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "build"
        build(folder)
        if chosen.steps:
            print(json.dumps(steps(folder, chosen.sessions[0], chosen.seconds), indent=2))
            return 0
        with served(folder) as server:
            load(server, 5, 5, 1)
            results = limit(server, chosen.sessions, chosen.seconds)
    return 1 if any(result.errors for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())

"""Does memory end? Many sessions for an hour, over every page and its choices; people come, click about and leave.

    python -m benchmarks.soak                          an hour, 50 sessions, as in `make audit`
    python -m benchmarks.soak --links 0                choices without end: how much do full caches hold?

Where bench_load.py asks how fast the server answers, this asks whether what it holds levels off. Clicks are drawn from a fixed
number of links for each page: after some minutes each has been seen and everything that may be cached is, so that what grows
from then on is held without a use. Visits end and others begin, because what a session holds must be given back.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import csv
import itertools
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field, fields
from pathlib import Path

from benchmarks.bench_load import Served, served
from benchmarks.client import Browser, Session, run_message
from data.build import build
from queries.connection import Database, choose_version

CLICK_SECONDS, VISIT_SECONDS, SAMPLE_SECONDS = 10.0, 240.0, 30.0
LINKS = 40
# Megabytes a minute over the last third. At this pace a server that has 1 GB to spare lasts a day and a half at full load.
BOUND = 0.5
_MOVES = 0.3  # share of clicks that go to another page
AREAS = ("gl_jennumparken", "glarbjergvej", "hermann_stillingsvej", "energivej", "sjaellandsgade", "centrale_randers", "vangdalen")
_OTHERS = ("randers_kommune", "areas_7", "energivej", "vangdalen")
_PLANS = ("plan-2009-13", "plan-2013-17", "plan-2017-21", "plan-2021-25", "plan-2025-29")

# One page's parameters and the values they can have; none means areas that are drawn together.
Parameters = Mapping[str, Sequence[str]]
# A page's address and the next of its links.
Links = Mapping[str, Callable[[random.Random], str]]


@dataclass(frozen=True)
class Sample:
    """The server at one moment: seconds since the start, megabytes, sessions connected, clicks answered so far."""

    seconds: float
    memory_mb: float
    sessions: int
    clicks: int


@dataclass
class Soak:
    """What a soak saw."""

    samples: list[Sample] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    visits: int = 0
    errors: list[str] = field(default_factory=list)

    def slope(self, share: float = 1 / 3) -> float:
        """Megabytes a minute over the last `share` of the samples; 0 for fewer than two.

        It is the median of the slopes between any two of them (Theil and Sen), which a page that needs much for a moment does
        not move.
        """
        last = self.samples[-max(2, round(len(self.samples) * share)) :]
        pairs = itertools.combinations(last, 2)
        slopes = [60 * (late.memory_mb - early.memory_mb) / (late.seconds - early.seconds) for early, late in pairs]
        return statistics.median(slopes) if slopes else 0.0

    def verdict(self) -> str:
        """What is wrong, or nothing."""
        if self.errors:
            return f"{len(self.errors)} of {len(self.times)} clicks failed"
        if not self.times or len(self.samples) < 6:
            return "too short to say anything"
        return f"memory still grows by {self.slope():.2f} MB a minute, more than {BOUND}" if self.slope() > BOUND else ""


def choices(indicators: Sequence[str]) -> dict[str, Parameters]:
    """Address -> parameters of every page that is open to all."""
    yes_no = ("ja", "nej")
    return {
        "overblik": {},
        "boligomraade": {"omraade": AREAS},
        "sammenlign": {"omraader": (), "med": _OTHERS, "vis": ("alle", "en", "tid"), "indikator": indicators},
        "udvikling": {"omraader": (), "indikator": indicators, "interval": yes_no},
        "kort": {"indikator": indicators, "korttype": ("levende", "stille"), "zoom": ("alle", *AREAS)},
        "aktiviteter": {"vis": ("loefter", "planer", "slaegt"), "plan": _PLANS},
        "fremdrift": {"vis": ("moeder", "beslutninger", "rapport", "milepaele", "helbred")},
        "antagelser": {},
        "rapporter": {},
        "oekonomi": {"vis": ("forbrug", "timer", "midler", "historik")},
        "deltagere": {"vis": ("trin", "loefter"), "plan": _PLANS},
        "kriterier": {"vis": ("omraader", "hvis", "udsagn", "regler"), "oprindelse": yes_no},
        "beredskab": {},
        "dagsorden": {},
        "pakke": {},
        "indikator": {"indikator": indicators},
        "data": {"vis": ("indikatorer", "rettelser", "daekning", "kilder", "bygninger", "hent")},
        "udgaver": {},
        "adresser": {"vis": ("opslag", "intervaller", "rapport")},
        "hjaelp": {},
        "tilgaengelighed": {},
    }


def link(parameters: Parameters, chance: random.Random) -> str:
    """The query of one view of a page; a tenth of them in English, a tenth as a meeting sees it."""
    chosen = {
        name: chance.choice(values) if values else ",".join(chance.sample(AREAS, chance.randint(1, len(AREAS))))
        for name, values in parameters.items()
        if chance.random() < 0.8
    }
    chosen |= {name: value for name, value in (("sprog", "en"), ("visning", "moede")) if chance.random() < 0.1}
    return "&".join(f"{name}={value}" for name, value in chosen.items())


def links(pages: Mapping[str, Parameters], count: int) -> Links:
    """For each page what draws one of `count` links, the same in every run; of 0 links, a new one each time."""
    fixed = random.Random(count)  # noqa: S311

    def drawing(parameters: Parameters) -> Callable[[random.Random], str]:
        known = [link(parameters, fixed) for _ in range(count)]
        return (lambda chance: chance.choice(known)) if known else (lambda chance: link(parameters, chance))

    return {address: drawing(parameters) for address, parameters in pages.items()}


async def _visit(server: Served, pages: Links, chance: random.Random, leaves: float, soak: Soak) -> None:
    """One visit: a fresh tab, clicks at random moments, and the tab is closed."""
    session, page, page_hash, held = Session(server.base), chance.choice(list(pages)), "", set[str]()
    try:
        await session.connect()
        while (started := time.monotonic()) < leaves:
            asked = pages[page](chance)
            screen = await session.run(run_message(page, asked, page_hash=page_hash, held=held), timeout=300)
            soak.times.append(time.monotonic() - started)
            held |= screen.cacheable
            page_hash = screen.page_hash
            if screen.status != 0 or screen.of("exception"):
                soak.errors.append(f"{page}?{asked}: status {screen.status}")
            if chance.random() < _MOVES:
                page, page_hash = chance.choice(list(pages)), ""
            await asyncio.sleep(max(0.0, min(chance.expovariate(1 / CLICK_SECONDS), leaves - time.monotonic())))
    except Exception as error:
        soak.errors.append(f"{page}: {type(error).__name__} {error}")
    finally:
        with contextlib.suppress(Exception):
            await session.close()
        soak.visits += 1


async def _seat(server: Served, pages: Links, number: int, ends: float, soak: Soak) -> None:
    """One of the sessions that are open at any time: visit after visit."""
    chance = random.Random(number)  # noqa: S311
    await asyncio.sleep(chance.uniform(0, CLICK_SECONDS))
    while time.monotonic() < ends:
        await _visit(server, pages, chance, min(ends, time.monotonic() + chance.expovariate(1 / VISIT_SECONDS)), soak)
        await asyncio.sleep(1)


def _sessions(base: str) -> int:
    lines = Browser(base).get("/metrics")[2].decode().splitlines()
    return int(float(next((line.split()[1] for line in lines if line.startswith("monitor_sessions ")), "0")))


async def _watch(server: Served, started: float, ends: float, every: float, soak: Soak, path: Path | None) -> None:
    """A sample every `every` seconds, written at once, so that a run that is cut short has said what it saw."""
    with _table(path) as write:
        while (now := time.monotonic()) < ends:
            connected = await asyncio.to_thread(_sessions, server.base)
            soak.samples.append(Sample(round(now - started, 1), round(server.memory_mb(), 1), connected, len(soak.times)))
            write(soak.samples[-1])
            await asyncio.sleep(max(0.0, now + every - time.monotonic()))


@contextlib.contextmanager
def _table(path: Path | None) -> Iterator[Callable[[Sample], None]]:
    if path is None:
        yield lambda sample: None
        return
    with path.open("w", encoding="utf-8", newline="", buffering=1) as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in fields(Sample)])
        yield lambda sample: writer.writerow(astuple(sample))


async def _run(server: Served, pages: Links, sessions: int, seconds: float, every: float, path: Path | None) -> Soak:
    soak, started = Soak(), time.monotonic()
    ends = started + seconds
    seats = (_seat(server, pages, number, ends, soak) for number in range(sessions))
    await asyncio.gather(_watch(server, started, ends, every, soak, path), *seats)
    return soak


def run(server: Served, pages: Links, sessions: int, seconds: float, every: float = SAMPLE_SECONDS, path: Path | None = None) -> Soak:
    """`sessions` open at any time for `seconds`, the server's memory every `every` seconds, also as a table in `path`."""
    return asyncio.run(_run(server, pages, sessions, seconds, every, path))


def indicators(folder: Path) -> list[str]:
    """The indicators of the database in `folder`."""
    choice = choose_version(folder)
    return [str(name) for name in Database(choice.path, choice.version, choice.note).ask("indicators")["indicator_id"]]


def show(soak: Soak) -> None:
    """The figures, and every distinct error."""
    memory, times = [sample.memory_mb for sample in soak.samples], sorted(soak.times)
    places = [memory[place * (len(memory) - 1) // 6] for place in range(7)]
    print(f"{soak.visits} visits, {len(times)} clicks, {len(soak.errors)} errors, p95 {times[int(0.95 * len(times))]:.2f} s")
    print(f"memory in MB at each sixth: {', '.join(f'{value:.0f}' for value in places)}; last third {soak.slope():+.2f} MB a minute")
    for error, group in itertools.groupby(sorted(soak.errors)):
        print(f"    {len(list(group))} x {error}")


def main() -> int:
    """Print what a soak saw; 1 when a click failed or memory does not level off."""
    parser = argparse.ArgumentParser(description="Whether the monitor's memory levels off under load.")
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--links", type=int, default=LINKS, help="for each page; 0 for a new one at every click")
    parser.add_argument("--csv", type=Path, help="where the samples go while it runs")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "build"
        build(folder)
        pages = links(choices(indicators(folder)), chosen.links)
        with served(folder) as server:
            soak = run(server, pages, chosen.sessions, 60 * chosen.minutes, path=chosen.csv)
    if soak.times and soak.samples:
        show(soak)
    if verdict := soak.verdict():
        print(f"FAILED: {verdict}")
    return 1 if soak.verdict() else 0


if __name__ == "__main__":
    sys.exit(main())

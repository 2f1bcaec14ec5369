"""`python -m benchmarks [name ...]`: run the benchmarks and print one table; a run of all is kept in benchmarks/results.json."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import benchmarks
from benchmarks import report

RESULTS = Path(__file__).resolve().parent / "results.json"


def names() -> list[str]:
    """All benchmarks: modules called bench_<name> that have a function measure()."""
    return sorted(
        found.name.removeprefix("bench_") for found in pkgutil.iter_modules(benchmarks.__path__) if found.name.startswith("bench_")
    )


def run(wanted: Sequence[str]) -> tuple[list[report.Result], dict[str, str]]:
    """The figures of the benchmarks, and the errors of those that failed: one that cannot run does not stop the others."""
    found: list[report.Result] = []
    failed: dict[str, str] = {}
    for name in wanted:
        print(f"{name} ...", file=sys.stderr, flush=True)
        try:
            module = importlib.import_module(f"benchmarks.bench_{name}")
            goals: Mapping[str, report.Goal] = getattr(module, "GOALS", {})
            found += report.results(name, module.measure(), goals)
        except Exception as error:
            failed[name] = f"{type(error).__name__}: {error}".splitlines()[0]
    return found, failed


def main(arguments: list[str] | None = None) -> int:
    """Run and report; 1 when a benchmark could not be run. A missed goal is marked in the table and is no failure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure how fast the monitor is.")
    parser.add_argument("name", nargs="*", choices=[*names(), []], help="which benchmarks; all when none is named")
    parser.add_argument("--out", type=Path, help="where to keep the figures; a run of all goes to benchmarks/results.json")
    chosen = parser.parse_args(arguments)
    about = report.machine()
    found, failed = run(chosen.name or names())
    out = chosen.out or (None if chosen.name else RESULTS)
    if out is not None:
        report.write(out, about, found, failed)
    print(report.table(found))
    for name, error in failed.items():
        print(f"{name} could not be run: {error}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

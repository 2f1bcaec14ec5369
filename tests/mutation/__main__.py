"""`python -m tests.mutation [PATTERN ...]`: how many wrong lines the tests would notice (`make mutants`).

mutmut writes mutants of our source, one wrong operator, number, word or argument each; the tests that call the changed
function run on it, quickest first, until one fails. Survivors are listed, and those in equivalent.yml left out of the score
with their reasons. PATTERN chooses modules, functions or single mutants (`queries.verdicts*`). Earlier results of mutants
outside it are kept; `--again` runs only what has survived so far.
"""

from __future__ import annotations

import argparse
import fnmatch
import json
import os
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import yaml
from mutmut.configuration import config

from tests.mutation.mutants import FOLDER, RESULTS, Mutant, make

EQUIVALENT = Path(__file__).with_name("equivalent.yml")
LEAST = 90.0
# Without a result for so long a process hangs; single tests have a limit of processor time of their own.
HANGS = 300


def main() -> int:
    """Run, print the table and the survivors; 1 when the score is below LEAST."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__.partition("\n")[0])
    parser.add_argument("pattern", nargs="*", help="modules, functions or mutants; all when left out")
    parser.add_argument("--tests", nargs="+", help="test files instead of those named in pyproject.toml")
    parser.add_argument("--again", action="store_true", help="only mutants that no test has killed yet")
    parser.add_argument("--every", type=int, default=1, help="a sample: each so-manieth mutant of a module")
    parser.add_argument("--report", action="store_true", help="run nothing, print the results there are")
    chosen = parser.parse_args()
    made = make()
    wanted = [mutant for mutant in made if not chosen.pattern or _any(mutant, chosen.pattern)]
    if not chosen.report:
        todo = wanted[:: chosen.every]
        if chosen.again:
            before = _results()
            todo = [mutant for mutant in todo if before.get(mutant.name) not in ("killed", "timeout")]
        subprocess.run(
            [sys.executable, "-m", "tests.fixture_content", str(FOLDER / "fixture-database")], check=True, stdout=subprocess.DEVNULL
        )
        _run(todo, chosen.tests or config().pytest_add_cli_args_test_selection)
    return _report(wanted)


def _any(mutant: Mutant, patterns: Iterable[str]) -> bool:
    return any(fnmatch.fnmatchcase(mutant.key, pattern) for pattern in patterns)


def _results() -> dict[str, str]:
    """The last result of each mutant by name; one that was begun and not ended broke or outlived its process."""
    found: dict[str, str] = {}
    for line in RESULTS.read_text("utf-8").splitlines():
        row = json.loads(line)
        if "begins" in row:
            found[row["begins"]] = "begun"
        else:
            found[row["mutant"]] = row["result"]
    return found


def _run(todo: list[Mutant], tests: list[str]) -> None:
    """One process after the other, until each mutant has a result; the one at which a process breaks down twice is killed by it."""
    results, tries = RESULTS, Counter[str]()
    options = [
        "-q",
        # No words about failures: nobody reads them, and making them costs more than most tests.
        "--assert=plain",
        "--tb=native",
        "-p",
        "tests.mutation.plugin",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "-p",
        "no:playwright",
        "-p",
        "no:faulthandler",
    ]
    while todo:
        (FOLDER / "todo.json").write_text(json.dumps([mutant.key for mutant in todo]), "utf-8")
        names = {mutant.name for mutant in todo}
        started = results.stat().st_size
        process = subprocess.Popen(
            [sys.executable, "-m", "pytest", *options, *tests], cwd=FOLDER, env=os.environ | {"OPENBLAS_NUM_THREADS": "1"}
        )
        while process.poll() is None:
            time.sleep(0.5)
            if time.time() - results.stat().st_mtime > HANGS and (FOLDER / "covered.json").exists():
                process.kill()
        rows = [json.loads(line) for line in results.read_bytes()[started:].decode().splitlines()]
        done = {row["mutant"] for row in rows if "mutant" in row}
        begun = [row["begins"] for row in rows if "begins" in row and row["begins"] not in done]
        if not rows:
            sys.exit("The tests do not run without a mutant either.")
        for name in begun:
            tries[name] += 1
            if tries[name] > 1:
                done.add(name)
                with results.open("a", encoding="utf-8") as file:
                    file.write(json.dumps({"mutant": name, "result": "timeout", "by": "process"}) + "\n")
        print(f"{len(names & done)} mutants, {len(todo) - len(names & done)} left", file=sys.stderr, flush=True)
        todo = sorted((mutant for mutant in todo if mutant.name not in done), key=lambda mutant: mutant.name not in begun)


def _report(wanted: list[Mutant]) -> int:
    results = _results()
    equivalent = [f"{row['function']}: {row['change']}" for row in yaml.safe_load(EQUIVALENT.read_text("utf-8"))]
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for mutant in wanted:
        result = results.get(mutant.name, "not run")
        kept = result in ("survived", "no tests") and mutant.name in equivalent
        counts[mutant.module]["equivalent" if kept else result] += 1
        if not kept and result in ("survived", "no tests"):
            print(f"{result}: {mutant.key}\n    {mutant.change}")
    columns = ("killed", "timeout", "survived", "no tests", "equivalent", "not run")
    print(f"\n{'module':32}{''.join(f'{name:>11}' for name in ('mutants', *columns))}{'score':>8}")
    counts["all"] = sum(counts.values(), Counter())
    for module, found in counts.items():
        print(f"{module:32}{found.total():11}{''.join(f'{found[name]:11}' for name in columns)}{_score(found):7.1f}%")
    functions, names = {mutant.function for mutant in wanted}, {mutant.name for mutant in wanted}
    stale = [name for name in equivalent if name.partition(": ")[0] in functions and name not in names]
    for name in stale:
        print(f"equivalent.yml names a mutant that is not made any more: {name}")
    return int(bool(stale) or _score(counts["all"]) < LEAST)


def _score(found: Counter[str]) -> float:
    """Percent killed of those that were run and can be killed."""
    killed = found["killed"] + found["timeout"]
    return 100 * killed / max(1, killed + found["survived"] + found["no tests"])


if __name__ == "__main__":
    sys.exit(main())

"""What the benchmarks found, as one table to read and one file to keep."""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

# A goal is "<" at most or ">" at least, and the limit.
Goal = tuple[str, float]
_UNITS = {"ms": "ms", "seconds": "s", "mib": "MiB", "mb": "MB", "ratio": "times", "rows": "rows", "sessions": "sessions"}
_LIBRARIES = ("duckdb", "pandas", "polars", "numpy", "pyarrow", "streamlit", "altair")


@dataclass(frozen=True)
class Result:
    """One figure: which benchmark, what was measured, how much, and whether it meets its goal (None without one)."""

    bench: str
    measure: str
    value: float
    unit: str
    goal: str = ""
    met: bool | None = None


def results(bench: str, found: Mapping[str, float], goals: Mapping[str, Goal]) -> list[Result]:
    """The figures of one benchmark in its own order. The last part of a name is its unit."""
    return [_result(bench, name, float(value), goals.get(name)) for name, value in found.items()]


def _result(bench: str, name: str, value: float, goal: Goal | None) -> Result:
    unit = _UNITS.get(name.rpartition("_")[2], "")
    if goal is None:
        return Result(bench, name, value, unit)
    sign, limit = goal
    return Result(bench, name, value, unit, f"{sign} {limit:g}", value < limit if sign == "<" else value >= limit)


def table(found: Iterable[Result]) -> str:
    """The figures in columns, those that miss their goal marked."""
    rows = [("benchmark", "measured", "value", "unit", "goal", "")]
    words = {None: "", True: "met", False: "MISSED"}
    rows += [(item.bench, item.measure, f"{item.value:,.10g}", item.unit, item.goal, words[item.met]) for item in found]
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = []
    for row in rows:
        # Numbers stand to the right, so that their size can be compared.
        cells = [cell.rjust(width) if place == 2 else cell.ljust(width) for place, cell, width in zip(range(9), row, widths, strict=False)]
        lines.append("  ".join(cells).rstrip())
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:]])


def machine() -> dict[str, Any]:
    """What the figures were measured on: cores, versions, and how busy it was; nothing that names the machine."""
    libraries = {name: importlib.metadata.version(name) for name in _LIBRARIES if _installed(name)}
    return {
        "cores": os.cpu_count(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "system": platform.system(),
        "architecture": platform.machine(),
        "python": platform.python_version(),
        "chromium": _chromium(),
        "load_before": round(os.getloadavg()[0], 1),
        **libraries,
    }


def _installed(name: str) -> bool:
    return any(importlib.metadata.distributions(name=name))


def _chromium() -> str:
    path = next(filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        return ""
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    return next((word for word in said.split() if word[:1].isdigit()), "")


def write(path: Path, about: Mapping[str, Any], found: Iterable[Result], failed: Mapping[str, str]) -> None:
    """Keep machine, figures and benchmarks that failed (name -> error) as JSON."""
    content = {"machine": dict(about), "results": [asdict(item) for item in found], "failed": dict(failed)}
    path.write_text(json.dumps(content, indent=2) + "\n", "utf-8")

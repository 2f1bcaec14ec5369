"""What the monitor is made of: allowed licences, pinned versions. Known weaknesses are looked up by `make audit`."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
# What a municipality may run and pass on without asking; weak copyleft is named one by one.
PERMISSIVE = re.compile(
    r"\b(MIT|MIT-0|MIT-CMU|CMU|BSD|BSD-[23]-Clause|0BSD|Apache|ISC|PSF|Python|PSF-2\.0|HPND|Zlib|Unlicense|Public Domain|CC0|ZPL)\b", re.I
)
NAMED = {
    "certifi": "MPL-2.0: the list of authorities, unchanged",
    "tzdata": "Apache-2.0",
    "font-source-sans-pro": "OFL-1.1: a typeface, embedded in documents and unchanged",
    "psycopg": "LGPL-3.0: the PostgreSQL driver, unchanged, loaded only when a load asks for it",
    "psycopg-binary": "LGPL-3.0: the same with its library",
}
STRONG = re.compile(r"\b(A?GPL|AFFERO|GNU General Public|SSPL|BUSL|Business Source)\b", re.I)
# Packages that say nothing readable about their licence; looked up by hand.
LOOKED_UP: dict[str, str] = {}


@cache
def runtime() -> dict[str, Distribution]:
    """Every package that requirements.txt brings in, by name."""
    lines = (line.split("#")[0].strip() for line in (ROOT / "requirements.txt").read_text("utf-8").splitlines())
    todo = [Requirement(line) for line in lines if line and not line.startswith("-")]
    found: dict[str, Distribution] = {}
    seen: set[tuple[str, tuple[str, ...]]] = set()
    while todo:
        wanted = todo.pop()
        key = re.sub(r"[-_.]+", "-", wanted.name).lower()
        if (key, tuple(sorted(wanted.extras))) in seen:
            continue
        seen.add((key, tuple(sorted(wanted.extras))))
        try:
            found[key] = distribution(wanted.name)
        except PackageNotFoundError:
            continue
        for text in found[key].requires or []:
            needed = Requirement(text)
            if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in (*wanted.extras, "")):
                todo.append(needed)
    return found


def licence(package: Distribution) -> str:
    """What the package says of its licence, in whichever of the three places."""
    about = package.metadata
    classifiers = [line.rsplit("::", 1)[1].strip() for line in about.get_all("Classifier", []) if line.startswith("License ::")]
    return about.get("License-Expression") or "; ".join(classifiers) or (about.get("License") or "").strip().split("\n")[0]


def test_every_licence_is_one_we_may_pass_on() -> None:
    packages = runtime()
    assert {"streamlit", "duckdb", "pyarrow"} <= packages.keys()
    said = {package: LOOKED_UP.get(package) or licence(packages[package]) for package in packages}
    assert {package: text for package, text in said.items() if STRONG.search(text)} == {}
    assert {package: text for package, text in said.items() if not PERMISSIVE.search(text) and package not in NAMED} == {}


def test_every_requirement_is_pinned() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text("utf-8").splitlines():
            wanted = line.split("#")[0].strip()
            assert not wanted or wanted.startswith("-") or re.fullmatch(r"[\w.-]+(\[[\w,]+\])?==[\w.]+", wanted), line


@pytest.mark.audit
def test_no_known_weakness() -> None:
    """pip-audit on what is installed here. It calls a run in which nothing could be looked up "no known weakness"; here
    such a run is skipped aloud."""
    command = [sys.executable, "-m", "pip_audit", "--progress-spinner", "off", "--format", "json", "--timeout", "10"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
        packages = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        pytest.skip("pip-audit could not reach its service: known weaknesses are NOT checked here")
    if all("skip_reason" in package for package in packages):
        pytest.skip("pip-audit's service knows none of the packages from here: known weaknesses are NOT checked")
    weak = {package["name"]: [weakness["id"] for weakness in package["vulns"]] for package in packages if package.get("vulns")}
    assert not weak

"""A folder with a small database and a change of text waiting to be built, for tests of builds that go wrong."""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from data import build as building
from data.build import build
from data.pointer import Version
from queries import connection
from queries.connection import Database, choose_version
from tests.data.text_folder import edit, write_text
from tests.service.servers import ROOT


@pytest.fixture(scope="module", autouse=True)
def geometry() -> Iterator[None]:
    """Shapes and addresses are the same in every build here, and slow to make."""
    patch = pytest.MonkeyPatch()
    made = building.geo_build.geometry_tables()
    patch.setattr(building.geo_build, "geometry_tables", lambda: made)
    yield
    patch.undo()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A text folder that builds fast, and its first version in out/."""
    place = tmp_path_factory.mktemp("small")
    text = write_text(place / "text")
    build(place / "out", text, None)
    return place


@pytest.fixture
def out(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the first version, and a change of text waiting to be built."""
    shutil.copytree(small, tmp_path, dirs_exist_ok=True)
    edit(tmp_path / "text", "school.csv", "Ikke målt.", "Ikke målt endnu.")
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(tmp_path / "out"))
    return tmp_path / "out"


def text_of(out: Path) -> Path:
    return out.parent / "text"


def whole(out: Path) -> Version:
    """The version in force, after every byte of it was checked."""
    choice = choose_version(out)
    assert not choice.note
    connection.check_file(choice.internal, choice.internal_sum)
    for path in (choice.path, choice.internal):
        database = Database(path, choice.version)
        assert len(database.table("observation")) == 9
        database.close()
    return Version.in_folder(out, choice.version)


def without_rights(folder: Path, code: str, limit: int | None = None) -> subprocess.CompletedProcess[str]:
    """Run code on `folder` as somebody whom the rights of files bind; `limit` is the largest file it may write."""

    def restrict() -> None:
        if os.geteuid() == 0:
            # Without capabilities even root is bound by them (prctl PR_CAPBSET_DROP, all of them).
            for capability in range(41):
                ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)
        if limit is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    environment = {**os.environ, "MONITOR_BUILD_DIR": str(folder), "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, preexec_fn=restrict, check=False)


BUILD_SMALL = """
import sys
from pathlib import Path
from data import __main__ as commands
from data.build import build
commands.build = lambda folder, state=None: build(folder, Path({text!r}), None)
sys.exit(commands.main(["build"]))
"""

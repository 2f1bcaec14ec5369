"""A folder with a small database and a change of text waiting to be built, for tests of builds that go wrong."""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from data import __main__ as commands
from data import build as building
from data.build import build
from data.pointer import Version
from queries import connection
from queries.connection import Database, choose_version
from tests.data.text_folder import edit, write_text


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


@dataclass(frozen=True)
class Done:
    """How a process ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str


def started(run: Callable[[], int], before: Callable[[], None] = lambda: None) -> Callable[[], Done]:
    """Run it in a process of its own, after `before`; a fork has everything imported. Gives what waits for its end."""
    ends = [os.pipe(), os.pipe()]
    child = os.fork()
    if child == 0:
        try:
            # What it says goes around pytest's own catching.
            for number, (_, end) in enumerate(ends, start=1):
                os.dup2(end, number)
            sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
            status = 99
            before()
            status = run()
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)
    for _, end in ends:
        os.close(end)

    def finished() -> Done:
        said = [os.fdopen(end).read() for end, _ in ends]
        return Done(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), *said)

    return finished


def without_rights(run: Callable[[], int], limit: int | None = None) -> Done:
    """Run it as somebody whom the rights of files bind; `limit` is the largest file it may write."""

    def restrict() -> None:
        # Without capabilities even root is bound by them: none effective, permitted or inherited (version 3, this process).
        header, none = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
        assert ctypes.CDLL(None).capset(header, none) == 0
        if limit is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return started(run, restrict)()


def build_command(text: Path) -> int:
    """`python -m data build` on a small text; for a process of its own."""
    commands.build = lambda folder, state=None: build(folder, text, None)  # type: ignore[assignment]
    return commands.main(["build"])

"""Processes of their own for tests: forked from a server that has everything imported and has never started a thread.

A fork of the test process itself crashes now and then, because DuckDB and Arrow have threads there that its child has not.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import resource
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from types import ModuleType
from unittest import mock

ROOT = Path(__file__).resolve().parents[1]
PRELOAD = ["data.__main__", "data.build", "data.backup", "data.releases.commit", "queries.connection", "tests.fixture_content",
           "tests.service.small_build"]  # fmt: skip
# OpenBLAS and Arrow's allocator start threads when they are imported; these settings keep them from it.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "JE_ARROW_MALLOC_CONF": "background_thread:false"}


@cache
def context() -> ForkServerContext:
    """The server, started once for a test process; it ends with it."""
    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload(PRELOAD)
    with mock.patch.dict(os.environ, {**ONE_THREAD, "PYTHONPATH": str(ROOT)}):
        forkserver.ensure_running()
    return made


def threads_of_the_server() -> int:
    """How many threads the process has that this one was forked from."""
    return len(list(Path(f"/proc/{os.getppid()}/task").iterdir()))


@dataclass(frozen=True)
class Done:
    """How a process ended, and what it said; a negative code is the signal that ended it."""

    returncode: int
    stdout: str
    stderr: str


class Started:
    """A process that runs `run(*arguments)`, which must be importable, with the environment of this one."""

    def __init__(self, run: Callable[..., int], *arguments: object) -> None:
        place = Path(tempfile.mkdtemp(prefix="process-"))
        self._said = [place / "stdout", place / "stderr"]
        for file in self._said:
            file.touch()
        self.process: ForkServerProcess = context().Process(target=_child, args=(self._said, dict(os.environ), run, arguments))
        # A child loads the main module of its parent, and AppTest leaves the last page there, which would be run. A command
        # whose own function is to run is its main module and needs it.
        main = sys.modules["__main__"] if run.__module__ == "__main__" else ModuleType("__main__")
        with mock.patch.dict(sys.modules, {"__main__": main}):
            self.process.start()

    @property
    def pid(self) -> int:
        """Its number in the system."""
        assert self.process.pid is not None
        return self.process.pid

    def finished(self) -> Done:
        """Wait for its end."""
        self.process.join()
        said = [file.read_text("utf-8") for file in self._said]
        assert self.process.exitcode is not None
        return Done(self.process.exitcode, *said)


def _child(said: list[Path], environment: dict[str, str], run: Callable[..., int], arguments: tuple[object, ...]) -> None:
    status = 99
    for number, path in enumerate(said, start=1):
        with path.open("wb") as file:
            os.dup2(file.fileno(), number)
    sys.stdout, sys.stderr = os.fdopen(1, "w", encoding="utf-8"), os.fdopen(2, "w", encoding="utf-8")
    os.environ.clear()
    os.environ.update(environment)
    try:
        assert threads_of_the_server() == 1, "forked from a process that has threads"
        status = run(*arguments)
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def without_rights(run: Callable[..., int], *arguments: object, limit: int | None = None) -> Done:
    """Run it as somebody whom the rights of files bind; `limit` is the largest file it may write."""
    return Started(_restricted, limit, run, arguments).finished()


def _restricted(limit: int | None, run: Callable[..., int], arguments: tuple[object, ...]) -> int:
    # Without capabilities even root is bound by them: none effective, permitted or inherited (version 3, this process).
    header, none = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    assert ctypes.CDLL(None).capset(header, none) == 0
    if limit is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    return run(*arguments)

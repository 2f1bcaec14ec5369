"""One writer at a time in the folder of the database files; readers never wait."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

WAIT_SECONDS = 60.0
# Some network folders have no locks. Two builds there still cannot harm each other: every name they write is their own
# and is moved into place whole. They only lose the tidying up.
_NO_LOCKS = {errno.ENOLCK, errno.ENOTSUP, errno.EINVAL}
_LEFTOVERS = (
    ".monitor-*", ".edition-*", ".current.json.*", ".previous.json.*", ".restore-*",
    ".ledger.jsonl.*", "rows/.*.json*.*", "editions/.*.zip.*",
)  # fmt: skip


class BusyError(OSError):
    """Another build or restore holds the folder."""


@contextlib.contextmanager
def writing(folder: Path, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold `folder` alone and without what a killed writer left behind. Raises BusyError after `wait` seconds."""
    with _held(folder, fcntl.LOCK_EX, wait) as locked:
        if locked:
            _tidy(folder)
        yield


@contextlib.contextmanager
def copying(folder: Path, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold `folder` as it is, beside others who only copy. Raises BusyError after `wait` seconds."""
    with _held(folder, fcntl.LOCK_SH, wait):
        yield


@contextlib.contextmanager
def _held(folder: Path, kind: int, wait: float) -> Iterator[bool]:
    # The lock is on the folder itself: no file of its own, and the system lets go of it when the process dies.
    handle = os.open(folder, os.O_RDONLY)
    try:
        yield _lock(handle, kind, folder, time.monotonic() + wait)
    finally:
        os.close(handle)


def _lock(handle: int, kind: int, folder: Path, until: float) -> bool:
    while True:
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() >= until:
                raise BusyError(f"En anden bygning skriver i {folder}. Prøv igen, når den er færdig.") from error
            time.sleep(0.05)
        except OSError as error:
            if error.errno in _NO_LOCKS:
                return False
            raise
        else:
            return True


def _tidy(folder: Path) -> None:
    for pattern in _LEFTOVERS:
        for path in folder.glob(pattern):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)

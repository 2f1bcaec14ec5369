"""Run a parser of somebody else's file in a process of its own, with limits of time, memory and output.

A workbook can be made to fill the memory, never to end, or to crash the library that reads it. Here it takes only the
child with it: the server goes on and the visitor gets a sentence. The child writes no files and knows no secrets.
"""

from __future__ import annotations

import importlib
import os
import re
import resource
import signal
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
# For starting the process and loading the libraries, on top of what the parsing may take.
_GRACE_SECONDS = 10.0
_DONE, _REFUSED = b"+", b"-"
_TOO_LITTLE_MEMORY, _TOO_MUCH_OUTPUT = 3, 4
_TIME = "Filen tog mere end {seconds:g} sekunder at læse og er afvist."
# One thread: a library that starts one per core reserves memory for each before it reads a byte.
_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}


class LimitError(Exception):
    """The child did not get through; the message says in Danish what it ran into."""


def run(function: str, payload: bytes, *, seconds: float = 20, megabytes: int = 512, most_output: int = 100_000_000) -> bytes:
    """What `function` ("module:name", bytes to bytes) makes of `payload`, in a child process.

    `megabytes` is what the parsing itself may take, on top of the libraries. A ValueError of the function comes back as
    a ValueError with its message. Raises LimitError when a limit was hit or the child crashed.
    """
    command = [sys.executable, "-m", "data.child", function, str(seconds), str(megabytes), str(most_output)]
    try:
        done = subprocess.run(  # noqa: S603  # our own module and a function our own code names
            command, input=payload, cwd=_ROOT, env=_ENVIRONMENT, capture_output=True, timeout=seconds + _GRACE_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise LimitError(_TIME.format(seconds=seconds)) from error
    if done.returncode == 0 and done.stdout.startswith(_DONE):
        return done.stdout[1:]
    if done.returncode == 0 and done.stdout.startswith(_REFUSED):
        raise ValueError(done.stdout[1:].decode())
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise LimitError(_TIME.format(seconds=seconds))
    if done.returncode == _TOO_LITTLE_MEMORY:
        raise LimitError(f"Filen brugte mere end {megabytes} MB hukommelse at læse og er afvist.")
    if done.returncode == _TOO_MUCH_OUTPUT:
        raise LimitError(f"Filen gav mere end {most_output // 1_000_000} MB, da den blev læst, og er afvist.")
    if done.returncode < 0:
        # A library in C that gets no memory ends the process itself.
        what = (
            f"Programmet, der læste filen, gik ned (signal {-done.returncode}): filen er beskadiget, eller den tog mere end {megabytes} MB"
        )
        raise LimitError(f"{what}. Den er afvist.")
    # What the error says may hold cells of the file.
    raise LimitError(
        "Programmet, der læste filen, mødte noget, det ikke kender, og filen er afvist; bliver det ved, så kontakt administratoren."
    )


def _child(function: str, seconds: float, megabytes: int, most_output: int) -> int:
    module, name = function.split(":")
    parse = getattr(importlib.import_module(module), name)
    payload = sys.stdin.buffer.read()
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu = int(used.ru_utime + used.ru_stime + seconds) + 1
    for limit, value in (
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_DATA, _data_bytes() + megabytes * 1_000_000),
    ):
        resource.setrlimit(limit, (value, value))
    try:
        answer = bytes(parse(payload))
    except ValueError as error:
        answer, mark = str(error).encode(), _REFUSED
    except MemoryError:
        return _TOO_LITTLE_MEMORY
    else:
        mark = _DONE
    if len(answer) > most_output:
        return _TOO_MUCH_OUTPUT
    sys.stdout.buffer.write(mark + answer)
    sys.stdout.buffer.flush()
    return 0


def _data_bytes() -> int:
    """Memory of its own that the process has asked for until now."""
    status = Path("/proc/self/status")
    found = re.search(r"^VmData:\s+(\d+) kB", status.read_text("ascii"), re.MULTILINE) if status.exists() else None
    return int(found.group(1)) * 1024 if found else 1 << 30


if __name__ == "__main__":
    os.umask(0o077)
    sys.exit(_child(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])))

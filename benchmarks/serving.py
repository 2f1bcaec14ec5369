"""A server of the monitor as a process of its own, on a build of the real content in a folder of its own."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from data.build import build

ROOT = Path(__file__).resolve().parent.parent
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """A running server: its address and its process."""

    base: str
    process: subprocess.Popen[bytes]

    def cpu_ms(self) -> float:
        """Milliseconds of processor time used so far by the process and all its threads (Linux)."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        return 1000 * (int(fields[11]) + int(fields[12])) / _TICKS


@contextlib.contextmanager
def server(folder: Path) -> Iterator[Server]:
    """Build into `folder`, serve it as `make run` does, and stop."""
    build(folder)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "server.py", "--server.port", str(port), "--server.address", "127.0.0.1"]
    environment = {**os.environ, "MONITOR_BUILD_DIR": str(folder)}
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)  # noqa: S603
        try:
            base = f"http://127.0.0.1:{port}"
            _wait(base, process)
            yield Server(base, process)
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait(base: str, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends and process.poll() is None:
        with contextlib.suppress(urllib.error.URLError, OSError), urllib.request.urlopen(f"{base}/_stcore/health", timeout=2):  # noqa: S310
            return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")

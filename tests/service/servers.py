"""Real processes for the tests: the monitor's server and an OpenID provider, each on a port of its own."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROBE = "tests/service/probe/server.py"
COOKIE_SECRET = "0123456789abcdef0123456789abcdef"  # noqa: S105  # of servers that live for a test
_START_SECONDS = 300  # however busy the machine is


@dataclass
class Server:
    """A running server, and what it has written so far."""

    base: str
    process: subprocess.Popen[bytes]
    log: Path

    def lines(self) -> list[dict[str, object]]:
        """What it logged, one dictionary per line of JSON."""
        return [json.loads(line) for line in self.log.read_text("utf-8").splitlines() if line.startswith("{")]


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def monitor(
    folder: Path,
    log: Path,
    script: str = "server.py",
    arguments: Sequence[str] = (),
    port: int | None = None,
    base: str = "",
    **settings: str,
) -> Iterator[Server]:
    """The monitor on the database in `folder`, logging to `log`; `settings` are environment variables."""
    port = port or free_port()
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("MONITOR_", "STREAMLIT_"))}
    environment = {
        **inherited, "MONITOR_BUILD_DIR": str(folder), "MONITOR_LOG_FORMAT": "json", "PYTHONPATH": str(ROOT), **settings,
    }  # fmt: skip
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port), *arguments]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            wait_for(f"http://localhost:{port}{base}/_stcore/health", process, log)
            yield Server(f"http://localhost:{port}{base}", process, log)
        finally:
            process.terminate()
            process.wait(120)


@contextlib.contextmanager
def provider(log: Path, people: Sequence[Mapping[str, object]]) -> Iterator[str]:
    """An OpenID provider that knows `people` by their claims; gives its address."""
    port = free_port()
    known = [argument for person in people for argument in ("--user-claims", json.dumps(person))]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), *known]
    with log.open("wb") as output:
        process = subprocess.Popen(command, env={**os.environ, "AUTHLIB_INSECURE_TRANSPORT": "1"}, stdout=output, stderr=subprocess.STDOUT)
        try:
            wait_for(f"http://127.0.0.1:{port}/.well-known/openid-configuration", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(120)


def wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return when the address answers; fail with the log when the process ends or takes too long."""
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    raise AssertionError(f"{address} answers nothing:\n{log.read_text('utf-8')}")


def login_settings(provider_address: str, port: int) -> dict[str, str]:
    """The settings that make the monitor on `port` log people in at the provider."""
    return {
        "MONITOR_OIDC_METADATA_URL": f"{provider_address}/.well-known/openid-configuration",
        "MONITOR_OIDC_CLIENT_ID": "monitor",
        "MONITOR_OIDC_CLIENT_SECRET": "hemmelig",
        "MONITOR_OIDC_REDIRECT_URI": f"http://localhost:{port}/oauth2callback",
        "MONITOR_COOKIE_SECRET": COOKIE_SECRET,
    }

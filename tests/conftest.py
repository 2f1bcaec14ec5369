"""Databases that many tests share: the small synthetic one and one built from the real content, each made once."""

from __future__ import annotations

import shutil
import socket
import sys
import traceback
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import local_script_runner
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from data.build import build, write_file
from data.pointer import Version
from queries.connection import Database
from tests import remembered
from tests.fixture_content import write_database
from tests.raw import raw

# A busy machine makes single examples slow without anything being wrong.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


# Files of few and long tests. They begin first, so that at the end no core waits for the other.
LONG = ("tests/test_static.py", "tests/recording/", "tests/service/", "tests/browser/", "tests/board/", "tests/map/", "tests/pack/")
# Folders whose files share a server or a pack, which each core would make for itself.
TOGETHER = ("tests/browser", "tests/pack")


@pytest.hookimpl(tryfirst=True)  # before the marks are read
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The order in which `make test` hands out groups of tests, and the groups: files, or folders that share something."""

    def turn(item: pytest.Item) -> int:
        return next((number for number, folder in enumerate(LONG) if item.nodeid.startswith(folder)), len(LONG))

    items.sort(key=turn)
    for item in items:
        file = item.nodeid.split("::")[0]
        item.add_marker(pytest.mark.xdist_group(next((folder for folder in TOGETHER if file.startswith(folder)), file)))


def _wait(runner: LocalScriptRunner, timeout: float = 3) -> None:
    """Wait for the end of the script's thread; the framework's own asks a thousand times a second, which the script pays for."""
    thread = runner._script_thread
    assert thread is not None
    thread.join(timeout)
    if thread.is_alive():
        runner.request_stop()
        raise RuntimeError(
            f"The page took more than {timeout} s:\n" + "".join(traceback.format_stack(sys._current_frames()[thread.ident or 0]))
        )


@pytest.fixture(scope="session", autouse=True)
def app_tests_without_waste() -> Iterator[None]:
    """What each AppTest pays for again is paid for once: a look at every installed package, a third of a second, and compiling
    the page. A page is waited for and not polled.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        patch.setattr(local_script_runner, "ScriptCache", cache(local_script_runner.ScriptCache))
        patch.setattr(local_script_runner, "require_widgets_deltas", _wait)
        yield


@pytest.fixture(scope="session", autouse=True)
def worked_out_once() -> Iterator[None]:
    """What builds of the same input work out again and again is worked out once."""
    with pytest.MonkeyPatch.context() as patch:
        remembered.remember(patch)
        yield


_asked_outside: list[str] = []


def _stays_here(call: Callable[..., Any], host_of: Callable[..., Any]) -> Callable[..., Any]:
    """The call, refused for any machine other than this one; no test needs another."""

    def asked(*arguments: Any, **options: Any) -> Any:
        host = host_of(*arguments)
        host = host.decode() if isinstance(host, bytes) else str(host or "")
        if host not in ("", "localhost", "0.0.0.0", "::", "::1") and not host.startswith("127."):  # noqa: S104  # compared, not bound
            _asked_outside.append(host)
            raise OSError(f"A test asks {host}: tests ask no machine but their own")
        return call(*arguments, **options)

    return asked


def _host(_socket: socket.socket, address: Any) -> Any:
    return address[0] if isinstance(address, tuple) else ""  # a path is a socket of this machine


@pytest.fixture(scope="session", autouse=True)
def only_this_machine() -> Iterator[None]:
    """Sockets of the test process lead to this machine alone."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _stays_here(getattr(socket.socket, name), _host))
        patch.setattr(socket, "getaddrinfo", _stays_here(socket.getaddrinfo, lambda host, *_: host))
        yield


@pytest.fixture(autouse=True)
def no_network() -> Iterator[list[str]]:
    """Fails a test that asks the network, even where the code under test takes the refusal for an outage."""
    _asked_outside.clear()
    yield _asked_outside
    assert _asked_outside == [], "a test asks the network"


@pytest.fixture(scope="session")
def fixture_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with the synthetic database; the app reads it when MONITOR_BUILD_DIR names it."""
    folder = tmp_path_factory.mktemp("fixture")
    with remembered.explained():
        write_database(folder)
    return folder


@pytest.fixture(scope="session")
def fixture_version(fixture_folder: Path) -> Version:
    """The two files of the synthetic database."""
    return Version.in_folder(fixture_folder, "fixture")


@pytest.fixture(scope="session")
def fixture_database(fixture_version: Version) -> Iterator[Database]:
    """The synthetic database as pages see it: the published file."""
    database = Database(fixture_version.published, fixture_version.version)
    yield database
    database.close()


@pytest.fixture
def nothing_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds without the tables that geo/ makes: quicker, where a test is about text and figures."""
    monkeypatch.setattr("data.build.geo_build.geometry_tables", dict)


def _two_alike(version: Version, tables: dict[str, pd.DataFrame], *_: Any) -> None:
    write_file(version.published, tables, version.version)
    shutil.copy(version.published, version.internal)


def quicken(patch: pytest.MonkeyPatch) -> None:
    """Commits without what a test of them is not about: geometry and small numbers."""
    patch.setattr("data.build.geo_build.geometry_tables", dict)
    patch.setattr("data.build.write_files", _two_alike)


@pytest.fixture
def quick_commits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Quick commits for one test."""
    quicken(monkeypatch)


@pytest.fixture(scope="session")
def real_build(tmp_path_factory: pytest.TempPathFactory) -> Version:
    """The real content, built with all checks."""
    with remembered.explained():
        return build(tmp_path_factory.mktemp("real"))


@pytest.fixture(scope="session")
def real_database(real_build: Version) -> Iterator[Database]:
    """The published file of the real content."""
    database = Database(real_build.published, real_build.version)
    yield database
    database.close()


@pytest.fixture(scope="session")
def internal(real_build: Version) -> Iterator[duckdb.DuckDBPyConnection]:
    """The internal file of the real content, read-only; for one thread."""
    with raw(real_build.internal) as connection:
        yield connection

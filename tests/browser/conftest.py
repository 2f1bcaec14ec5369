"""A served monitor on the real content, one for all browser tests of a worker, and the system's Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from data.pointer import Version
from tests.service.servers import Server, monitor

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
]  # fmt: skip
LAST = ".bm-footer"  # the last thing every page draws


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium. Ends with the file: while it runs, nothing else in the process may start an event loop."""
    path = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
    if path is None:
        assert "CI" not in os.environ, "No Chromium: `make chromium` installs it"
        pytest.skip("No Chromium on this machine: `make chromium` installs it")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def server(real_build: Version, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The monitor on the real content; at the end its log must hold no traceback."""
    log = tmp_path_factory.mktemp("server") / "log"
    with monitor(real_build.published.parent, log) as running:
        yield running
    assert "Traceback" not in log.read_text("utf-8")


Opener = Callable[..., Page]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor whose browser speaks English and stands west of Greenwich: the screen must be Danish all the same."""
    visitor = browser.new_context(viewport={"width": 1920, "height": 1080}, locale="en-US", timezone_id="America/Los_Angeles")
    yield visitor
    visitor.close()


@pytest.fixture
def visit(context: BrowserContext, server: Server) -> Opener:
    """Open a page of the monitor and wait until it has drawn its last part."""

    def opened(path: str, base: str = server.base) -> Page:
        page = context.new_page()
        page.goto(base + path)
        page.wait_for_selector(LAST, timeout=30_000)
        return page

    return opened

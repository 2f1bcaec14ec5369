"""A served monitor on the real content, one for all browser tests of a worker, and the system's Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from data.pointer import Version
from tests.service.servers import Server, monitor

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
    # Names outside this machine are not even looked up.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]  # fmt: skip
PATIENCE = 120_000  # milliseconds: a busy machine is slow without anything being wrong
LAST = ".bm-footer"  # the last thing every page draws
# The page has its own title (the router's stands there for a moment), the run is over and nothing of it is still on its way:
# letters, and the libraries that charts and maps fetch when they are shown.
DRAWN = """before => document.title !== before && document.title.includes(' · ') && document.querySelector('.bm-footer')
  && document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'
  && document.fonts.status === 'loaded' && !document.querySelector('[data-testid=stSkeleton]')
  && [...document.querySelectorAll('[data-testid=stVegaLiteChart]')].every(chart => chart.querySelector('canvas, svg'))
  && [...document.querySelectorAll('[data-testid=stDeckGlJsonChart]')].every(map => map.querySelector('canvas'))"""
# The first is the same browser without windows of its own: half the processor time of the next (3.8 against 8.1 s for six pages).
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


def _patient(make: Callable[..., Any]) -> Callable[..., Any]:
    """What it makes waits as long as a busy machine needs."""

    def made(**options: Any) -> Any:
        opened = make(**options)
        opened.set_default_timeout(PATIENCE)
        return opened

    return made


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium. Ends with the file: while it runs, nothing else in the process may start an event loop."""
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        assert "CI" not in os.environ, "No Chromium: `make chromium` installs it"
        pytest.skip("No Chromium on this machine: `make chromium` installs it")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS, timeout=PATIENCE)
        for name in ("new_context", "new_page"):
            setattr(started, name, _patient(getattr(started, name)))
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


def walk(page: Page, path: str) -> None:
    """Another page of the app in the same document, as with the browser's own back and forward, and wait until it is drawn: a
    quarter of the processor time of loading everything again. Pages of one title cannot be told apart.
    """
    before = page.title()
    page.evaluate("path => { history.pushState({}, '', path); dispatchEvent(new PopStateEvent('popstate')); }", path)
    page.wait_for_function(DRAWN, arg=before)


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
        page.wait_for_selector(LAST)
        return page

    return opened

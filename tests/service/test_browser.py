"""What only a real browser shows: that the content-security policy stops nothing of ours, and a login from page to page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from pages.kit.register import SCREENS
from service import web
from tests.browser.conftest import DRAWN, browser, walk
from tests.service.servers import PROBE, Server, free_port, login_settings, monitor, provider

__all__ = ["browser"]

pytestmark = pytest.mark.browser
LISTEN = """window.refused = [];
document.addEventListener('securitypolicyviolation', event => window.refused.push(event.violatedDirective + ' ' + event.blockedURI))"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context()
    opened.add_init_script(LISTEN)
    yield opened
    opened.close()


def refusals(page: Page) -> list[str]:
    return list(page.evaluate("window.refused"))


def paths() -> list[str]:
    """The address of every page that a viewer sees, the start page's first."""
    return ["", *(screen.address for screen in SCREENS[1:] if screen.needs == "viewer")]


@pytest.fixture(scope="module")
def server(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with monitor(folder, tmp_path_factory.mktemp("server") / "log") as running:
        yield running


def test_policy_stops_nothing_on_any_page(context: BrowserContext, server: Server) -> None:
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    first, *others = paths()
    page.goto(f"{server.base}/{first}")
    page.wait_for_function(DRAWN, arg="")
    titles = [page.title()]
    for path in others:
        # The policy is the document's: the pages follow each other in it, as with the browser's own back and forward.
        walk(page, f"/{path}")
        titles.append(page.title())
        assert refusals(page) == [], path
        assert errors == [], path
    assert len(set(titles)) == len(paths()) > 10


def test_policy_stops_no_heavy_element(context: BrowserContext, folder: Path, tmp_path: Path) -> None:
    """Chart with a selection, data frame, editor, map, upload, download, picture, formula: each asks the policy for something."""
    with monitor(folder, tmp_path / "log", PROBE) as probe:
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{probe.base}/elementer")
        page.locator(".bm-footer").wait_for()
        page.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg").first.wait_for()
        page.locator("[data-testid=stDeckGlJsonChart] canvas").first.wait_for()
        page.locator("[data-testid=stDataFrame] canvas").first.wait_for()
        page.locator(".katex").first.wait_for()
        page.set_input_files("[data-testid=stFileUploader] input", {"name": "tal.csv", "mimeType": "text/csv", "buffer": b"1;2"})
        page.get_by_text("tal.csv").first.wait_for()
        with page.expect_download() as download:
            page.get_by_role("button", name="Hent").click()
        assert Path(download.value.path()).read_bytes() == b"tal"
        assert refusals(page) == []
        assert errors == []


def test_policy_is_in_force(context: BrowserContext, server: Server) -> None:
    """The page asks for what the policy forbids, and does not get it."""
    page = context.new_page()
    page.goto(f"{server.base}/overblik")
    page.locator(".bm-footer").wait_for()
    page.evaluate("""() => {
        const script = document.createElement('script'); script.textContent = 'window.ran = true'; document.body.append(script);
        const image = document.createElement('img'); image.src = 'https://example.org/x.png'; document.body.append(image);
        const frame = document.createElement('iframe'); frame.src = 'https://example.org/'; document.body.append(frame);
    }""")
    page.wait_for_function("() => window.refused.length >= 3")
    assert page.evaluate("window.ran") is None
    directives = {refusal.split()[0] for refusal in refusals(page)}
    assert {"script-src-elem", "img-src", "frame-src"} <= directives
    assert web.POLICY["frame-ancestors"] == "'none'"


def test_login_from_a_deep_link_and_back(context: BrowserContext, folder: Path, tmp_path: Path) -> None:
    people = [{"sub": "anna", "roles": ["monitor-officer"]}]
    with provider(tmp_path / "provider.log", people) as address:
        port = free_port()
        with monitor(folder, tmp_path / "log", PROBE, port=port, **login_settings(address, port)) as running:
            page = context.new_page()
            page.goto(f"{running.base}/indlaes?omraade=vangdalen")
            page.get_by_text("Monitoren kræver login.").wait_for()
            page.get_by_role("button", name="Log ind").click()
            page.wait_for_url(f"{address}/**")
            page.get_by_role("button", name="anna").click()
            page.wait_for_url(f"{running.base}/indlaes?omraade=vangdalen")
            page.get_by_text("Her indlæses tal").wait_for()
            page.get_by_role("button", name="Gem").click()
            page.get_by_text("Skrevet").wait_for()
            assert refusals(page) == []
            page.get_by_role("button", name="Log ud").click()
            page.wait_for_url(f"{address}/**")
            page.goto(f"{running.base}/indlaes")
            page.get_by_text("Monitoren kræver login.").wait_for()
            assert page.get_by_text("Her indlæses tal").count() == 0

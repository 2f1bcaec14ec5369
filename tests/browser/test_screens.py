"""What only a browser shows: deep links on a fresh server, nothing leaves the host, Danish numbers in charts, print, keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from data.pointer import Version
from tests.browser.accessibility import violations
from tests.browser.conftest import DRAWN, LAST, walk
from tests.service.servers import Server, monitor

# Address -> heading of the page; Indikator first, because it shows what was chosen before.
PAGES = {
    "/indikator": "Uden for arbejdsmarkedet",
    "/": "Helhedsplanen i Randers 2025-29",
    "/boligomraade": "Gl. Jennumparken",
    "/sammenlign": "Sammenlign boligområder",
    "/udvikling": "Udvikling over tid",
    "/kort": "Kort",
    "/adresser": "Adresser",
    "/aktiviteter": "Aktiviteter",
    "/antagelser": "Antagelser",
    "/oekonomi": "Økonomi",
    "/deltagere": "Deltagere",
    "/rapporter": "Rapporter",
    "/dagsorden": "Dagsorden",
    "/fremdrift": "Fremdrift",
    "/kriterier": "Statens kriterier",
    "/beredskab": "Beredskab",
    "/udgaver": "Udgaver",
    "/pakke": "Bestyrelsespakke",
    "/data": "Data og kilder",
}
Opener = Callable[..., Page]


@pytest.fixture(scope="module")
def walked(browser: Browser, server: Server) -> Iterator[tuple[Page, list[str], list[str]]]:
    """A page that goes through the whole app without being loaded again, what it asked for, and what its console said."""
    page = browser.new_page(viewport={"width": 1920, "height": 1080}, locale="en-US", timezone_id="America/Los_Angeles")
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: errors.append(f"{message.text} {message.location}") if message.type == "error" else None)
    page.goto(f"{server.base}/hjaelp")
    page.wait_for_function(DRAWN, arg="")
    yield page, asked, errors
    page.close()


@pytest.mark.parametrize("path", PAGES)
def test_every_page(path: str, walked: tuple[Page, list[str], list[str]], server: Server) -> None:
    """Danish, drawn, accessible, nothing asked for outside the host, nothing cut on a phone or at double size."""
    page, asked, errors = walked
    page.set_viewport_size({"width": 1920, "height": 1080})
    walk(page, path)
    expect(page.locator("h1").first).to_contain_text(PAGES[path])
    assert page.locator("html").get_attribute("lang") == "da"
    assert page.locator("[data-testid=stException]").count() == 0
    assert not re.search(r"\b(nan|NaT|None|undefined)\b", page.locator("[data-testid=stMainBlockContainer]").inner_text())
    assert violations(page) == []
    for width in (960, 390):
        page.set_viewport_size({"width": width, "height": 844})
        # What stands on the page follows the window a moment later.
        page.wait_for_function(FITS, arg=width)
    host = urlparse(server.base).netloc
    assert [url for url in asked if urlparse(url).scheme in ("http", "https", "ws", "wss") and urlparse(url).netloc != host] == []
    # Below a page's own path the framework first looks for its endpoints there and gets a 404: its way of finding its root.
    assert [error for error in errors if "404" not in error or "_stcore" not in error] == []
    asked.clear()
    errors.clear()


# A function: the pages' own policy lets no text be evaluated.
FITS = """width => {
    const main = document.querySelector('[data-testid=stMain]');
    return document.documentElement.clientWidth <= width && main.scrollWidth - main.clientWidth <= 1;
}"""


def test_first_request_to_a_fresh_server_is_a_deep_link(browser: Browser, real_build: Version, tmp_path: Path) -> None:
    with monitor(real_build.published.parent, tmp_path / "log") as fresh:
        page = browser.new_page(viewport={"width": 1920, "height": 1080})
        page.goto(f"{fresh.base}/boligomraade?omraade=vangdalen")
        page.wait_for_selector(LAST)
        # The guard has run, and the menu is the app's own and not the names of the files.
        assert "Boligsocial Monitor" in page.title()
        assert page.get_by_role("link", name="Sammenlign", exact=True).count() >= 1
        assert page.get_by_text("overview", exact=True).count() == 0
        # Nor does the framework's window for unknown addresses lie over the page.
        assert page.get_by_role("dialog").count() == 0
        page.get_by_role("link", name="English").click()
        page.wait_for_url(re.compile("sprog=en"))
        page.close()


def test_a_file_name_as_address_shows_no_page_of_its_own(context: BrowserContext, server: Server) -> None:
    page = context.new_page()
    page.goto(f"{server.base}/data_sources")
    page.wait_for_selector(LAST)
    expect(page.locator("h1").first).to_contain_text("Helhedsplanen i Randers")


def test_two_presses_to_energivej_against_vangdalen_and_the_link_reopens_it(visit: Opener, browser: Browser) -> None:
    page = visit("/")
    page.get_by_role("button", name="Energivej-området").click()
    page.get_by_role("button", name="Vangdalen").click()
    expect(page.locator("h1").first).to_contain_text("Sammenlign")
    lead = page.locator(".bm-lead")
    expect(lead).to_contain_text("dårligere end Vangdalen på 9 af 10 indikatorer")
    page.wait_for_function("() => location.search.includes('med=vangdalen')")
    sent = page.url
    receiver = browser.new_context(viewport={"width": 1366, "height": 768})
    opened = receiver.new_page()
    opened.goto(sent)
    opened.wait_for_selector(LAST)
    assert opened.locator(".bm-lead").inner_text() == lead.inner_text()
    receiver.close()


def test_a_choice_is_written_into_the_address(visit: Opener) -> None:
    page = visit("/boligomraade")
    page.get_by_role("combobox").first.click()
    page.get_by_role("option", name="Centrale Randers").click()
    expect(page.locator("h1").first).to_have_text("Centrale Randers")
    page.wait_for_function("() => location.search.includes('omraade=centrale_randers')")


def test_nonsense_in_a_link_is_said(visit: Opener) -> None:
    page = visit("/boligomraade?omraade=%3Cscript%3Ealert(1)%3C%2Fscript%3E")
    expect(page.get_by_test_id("stAlert").first).to_contain_text("<script>alert(1)</script>”, som ikke findes her")


def test_charts_are_drawn_with_the_areas_colours(visit: Opener) -> None:
    page = visit("/udvikling?indikator=re17_charged_per_1000")
    chart = page.locator("[data-testid=stVegaLiteChart] svg")
    chart.wait_for()
    drawn = chart.inner_html()
    # The lines of Vangdalen and of the municipality, years without a thousands separator.
    assert "#4D4DFF" in drawn
    assert "#3C4650" in drawn
    years = page.eval_on_selector_all("[data-testid=stVegaLiteChart] svg text", "nodes => nodes.map(node => node.textContent)")
    assert {"2017", "2021"} <= set(years)


def test_numbers_in_charts_are_danish_for_an_american_visitor(visit: Opener) -> None:
    page = visit("/sammenlign?vis=en&indikator=hp25_outside_labour_market_own_12m")
    page.locator("[data-testid=stVegaLiteChart] svg").wait_for()
    texts = page.eval_on_selector_all("[data-testid=stVegaLiteChart] svg text", "nodes => nodes.map(node => node.textContent)")
    assert "54,0\u00a0%" in texts
    assert not any(re.search(r"\d\.\d(?!\d\d)", text) for text in texts)


def test_exported_picture_is_danish_for_an_american_visitor(visit: Opener, tmp_path: Path) -> None:
    page = visit("/sammenlign?vis=en&indikator=hp25_outside_labour_market_own_12m")
    page.get_by_text("Se tabel og hent data").first.click()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Hent billede (SVG)").first.click()
    taken.value.save_as(tmp_path / "chart.svg")
    picture = (tmp_path / "chart.svg").read_text("utf-8")
    assert "54,0" in picture
    assert "54.0" not in re.sub(r'\b[\w-]+="[^"]*"', "", picture)
    assert "Kilde: " in picture
    assert "version" in picture


# Where a button stands once it has not moved for twenty pictures: what folds out takes its time.
AT_REST = """words => new Promise(done => {
    let last, same = 0;
    const look = () => {
        const button = [...document.querySelectorAll('button')].find(one => one.innerText.includes(words));
        const top = button && button.getBoundingClientRect().top + document.querySelector('[data-testid=stMain]').scrollTop;
        same = top !== undefined && top === last ? same + 1 : 0;
        last = top;
        same > 20 ? done(top) : requestAnimationFrame(look);
    };
    look();
})"""


def test_a_press_while_a_chart_arrives_is_not_lost(context: BrowserContext, visit: Opener) -> None:
    """On a slow line the library that draws comes last; what stands below the chart must not move away under the hand."""
    held: list[Route] = []
    released = False

    def hold(route: Route) -> None:
        route.continue_() if released else held.append(route)

    context.route("**/*VegaLite*.js", hold)
    page = visit("/sammenlign?vis=en&indikator=hp25_outside_labour_market_own_12m")
    page.get_by_text("Tabel og hent").first.click()
    button = page.get_by_role("button", name="Hent tal (CSV)").first
    with page.expect_download():
        button.click()
    before = page.evaluate(AT_REST, "Hent tal (CSV)")
    assert held
    assert page.locator("[data-testid=stVegaLiteChart]").count() == 0
    released = True
    for route in held:
        route.continue_()
    page.locator("[data-testid=stVegaLiteChart] svg").wait_for()
    assert page.evaluate(AT_REST, "Hent tal (CSV)") == pytest.approx(before, abs=1)


def test_downloaded_figures_open_as_danish_csv(visit: Opener, tmp_path: Path) -> None:
    page = visit("/data?vis=hent")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Alle tal til Excel").click()
    taken.value.save_as(tmp_path / "tal.csv")
    content = (tmp_path / "tal.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    lines = content.decode("utf-8-sig").splitlines()
    assert len(lines) > 600
    assert any(";54,0;" in line or ";54;" in line for line in lines)


def test_the_start_page_fits_a_projector(visit: Opener) -> None:
    """Also for a first visitor, whose guide stands below the picture."""
    page = visit("/")
    page.set_viewport_size({"width": 1366, "height": 768})
    lowest = page.evaluate("() => Math.max(...[...document.querySelectorAll('.bm-row')].map(row => row.getBoundingClientRect().bottom))")
    assert 600 < lowest <= 768


def test_keyboard_reaches_the_choices_with_visible_focus(visit: Opener) -> None:
    page = visit("/")
    reached = []
    while len(reached) < 80 and not (reached and "Gl. Jennumparken" in reached[-1]):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("() => document.activeElement.textContent.trim().slice(0, 40)"))
    # The seven buttons are one stop; the arrow keys move among them.
    assert "Børn i dagtilbud" in reached
    assert "Kopiér link" in reached
    assert reached[-1] == "Gl. Jennumparken"
    assert page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_print_holds_every_row(visit: Opener) -> None:
    page = visit("/boligomraade?omraade=vangdalen")
    page.emulate_media(media="print")
    assert page.get_by_text("Rørhaven 2-12").first.is_visible()
    assert not page.locator("[data-testid=stHeader]").is_visible()
    assert len(page.pdf(format="A4")) > 50_000

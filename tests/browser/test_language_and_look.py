"""What only a browser shows of language, look and help: the switches keep the view, the look is remembered, keys and hover work."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.accessibility import violations
from tests.browser.conftest import LAST, Opener
from tests.service.servers import Server

DARK = "rgb(18, 24, 30)"
WHITE = "rgb(255, 255, 255)"


def ground(page: Page) -> str:
    return str(page.evaluate("() => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"))


def chart_texts(page: Page) -> list[str]:
    page.locator("[data-testid=stVegaLiteChart] svg").first.wait_for()
    return page.eval_on_selector_all("[data-testid=stVegaLiteChart] svg text", "nodes => nodes.map(node => node.textContent)")


def drawn(page: Page) -> None:
    """The page has been loaded anew and has drawn its last part."""
    page.wait_for_selector(LAST)
    expect(page.locator("[data-testid=stApp]")).to_have_attribute("data-test-script-state", "notRunning")


def test_english_keeps_the_view_and_stays_from_page_to_page(visit: Opener) -> None:
    page = visit("/sammenlign?vis=en&indikator=hp25_outside_labour_market_own_12m&omraader=energivej,vangdalen")
    page.get_by_role("link", name="English").click()
    page.wait_for_url(re.compile("sprog=en"))
    drawn(page)
    expect(page.locator("h1").first).to_have_text("Compare housing areas")
    assert "omraader=energivej" in page.url
    assert page.locator("html").get_attribute("lang") == "en"
    texts = chart_texts(page)
    assert "54.0%" in texts
    assert not any(re.search(r"\d,\d", text) for text in texts)
    assert violations(page) == []
    # By the framework's menu, which takes nothing along in the address, and by a link of ours.
    page.get_by_role("link", name="Housing area", exact=True).first.click()
    expect(page.get_by_role("heading", name="Who lives here")).to_be_visible()
    page.wait_for_function("() => location.search.includes('sprog=en')")
    page.locator(".bm-footer").get_by_role("link", name="Accessibility statement").click()
    expect(page.locator("h1").first).to_have_text("Accessibility statement")
    page.get_by_role("link", name="Dansk").click()
    page.wait_for_url(re.compile("sprog=da"))
    expect(page.locator("h1").first).to_have_text("Tilgængelighedserklæring")
    assert page.locator("html").get_attribute("lang") == "da"


@pytest.mark.parametrize(("name", "key", "colour"), [("Mørkt", "moerk", DARK), ("Høj kontrast", "kontrast", WHITE)])
def test_a_look_is_chosen_once_drawn_everywhere_and_breaks_no_rule(
    name: str, key: str, colour: str, context: BrowserContext, server: Server, visit: Opener
) -> None:
    page = visit("/udvikling")
    assert ground(page) == WHITE
    # By keyboard alone: open the list, go to the look, press.
    page.locator(".bm-drop summary", has_text="Udseende").focus()
    page.keyboard.press("Enter")
    page.locator(".bm-drop").get_by_role("link", name=name).focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"udseende={key}"))
    drawn(page)
    page.wait_for_function("() => !location.search.includes('embed_options')")
    assert ground(page) == colour
    # Another visit with a bare address: the browser remembers, and the address stays bare.
    # Colours are all that a look changes; cards, a chart with its table, and signs with words.
    for path in ("/", "/udvikling", "/kriterier"):
        page.goto(server.base + path)
        drawn(page)
        assert ground(page) == colour, path
        assert violations(page, ["color-contrast", "link-in-text-block"]) == [], path
    assert "udseende" not in page.url
    assert {cookie["name"]: cookie["value"] for cookie in context.cookies()}["monitor_udseende"] == key  # type: ignore[typeddict-item]


def test_a_visitor_whose_system_is_dark_gets_the_light_screen_until_asked(browser: object, server: Server) -> None:
    visitor = browser.new_context(color_scheme="dark")  # type: ignore[attr-defined]
    page = visitor.new_page()
    page.goto(server.base + "/hjaelp")
    drawn(page)
    assert ground(page) == WHITE
    visitor.close()


def test_the_guide_is_closed_for_good(visit: Opener, context: BrowserContext, server: Server) -> None:
    page = visit("/")
    expect(page.locator(".bm-guide li")).to_have_count(3)
    page.get_by_role("button", name="Skjul vejledningen").click()
    expect(page.locator(".bm-guide")).to_have_count(0)
    page.goto(server.base)
    drawn(page)
    assert page.locator(".bm-guide").count() == 0
    # The page of help brings it back.
    page.goto(server.base + "/?guide=1")
    expect(page.locator(".bm-guide li")).to_have_count(3)


def test_help_and_terms_open_and_close_by_keyboard(visit: Opener) -> None:
    page = visit("/")
    summary = page.locator(".bm-drop summary", has_text="Hjælp")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".bm-drop[open] div")).to_contain_text("planens fire strategiske mål")
    page.keyboard.press("Escape")
    expect(page.locator(".bm-drop[open]")).to_have_count(0)
    assert page.evaluate("() => document.activeElement.textContent.trim()") == "Hjælp"
    term = page.locator(".bm-term").first
    tip = term.locator(".bm-tip")
    expect(tip).to_be_hidden()
    term.focus()
    expect(tip).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    term.evaluate("node => node.blur()")
    term.hover()
    expect(tip).to_be_visible()


def test_the_short_address_leads_to_the_statement(visit: Opener) -> None:
    page = visit("/was")
    expect(page.locator("h1").first).to_have_text("Tilgængelighedserklæring")
    assert violations(page) == []

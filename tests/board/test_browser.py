"""Board mode in the browser: an agenda by keyboard alone, the size rule, no scrolling, nothing against the guidelines."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from data.releases.commit import Folders
from pages.kit.register import FOR_MEETING
from tests.board.conftest import AGENDA, ITEMS
from tests.browser.accessibility import violations
from tests.browser.conftest import DRAWN, LAST, browser, walk
from tests.service.servers import Server, monitor

__all__ = ["browser"]
pytestmark = pytest.mark.browser
SCREENS = {"full HD": (1920, 1080), "projector": (1366, 768)}
# docs/method.md: shares of the screen's height. Head 72, room 40, words of a row of marks 36, figures at marks 27, desk 24 of 1080.
HEAD, ROOM, ROW, MARK, DESK = 72 / 1080, 40 / 1080, 36 / 1080, 27 / 1080, 24 / 1080
STAND = "() => { const main = document.querySelector('[data-testid=stMain]'); return [main.scrollHeight - main.clientHeight, main.scrollWidth - main.clientWidth]; }"  # noqa: E501
# Smallest letters of what is read in the room, and of what is used at the desk; hidden parts do not count.
LETTERS = """() => {
  const main = document.querySelector('[data-testid=stMainBlockContainer]');
  const found = { room: [], row: [], mark: [], desk: [], head: [] };
  const walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode.textContent.trim(), parent = walk.currentNode.parentElement;
    if (!text || parent.closest('style, caption, svg') || !parent.checkVisibility()) continue;
    if (getComputedStyle(parent).clipPath !== 'none' || parent.closest('[data-testid=stElementContainer]')?.offsetWidth <= 1) continue;
    const kind = parent.closest('.bm-headline') ? 'head'
      : parent.closest('.bm-row-foot') || (parent.closest('h1') && main.querySelector('.bm-lead')) ? 'desk'
      : parent.closest('.bm-row-head, .bm-lane, .bm-row-group') ? 'mark'
      : parent.closest('.bm-rows, .bm-themes') ? 'row'
      : parent.closest('.bm-room:not(p), .bm-lead, .bm-item, .bm-progress, h1, h2') && !parent.closest('.bm-source') ? 'room' : 'desk';
    found[kind].push([parseFloat(getComputedStyle(parent).fontSize), text.slice(0, 40)]);
  }
  return found;
}"""


@pytest.fixture(scope="module")
def server(with_agenda: Folders, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    log = tmp_path_factory.mktemp("server") / "log"
    settings = {"MONITOR_LOCAL_OFFICER": "1", "MONITOR_STATE_DIR": str(with_agenda.state)}
    with monitor(with_agenda.build, log, **settings) as running:
        yield running
    assert "script error" not in log.read_text("utf-8")


@pytest.fixture
def room(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": 1920, "height": 1080}, reduced_motion="reduce")
    yield opened
    opened.close()


def at(page: Page, number: int) -> Locator:
    """Wait until an item is shown; the sentence of its page or its footer is the last to come."""
    expect(page.locator(".bm-progress b")).to_have_text(f"{number} af {len(ITEMS)}")
    expect(page.locator(".bm-headline")).to_have_text(ITEMS[number - 1][2])
    expect(page.locator("[data-testid=stApp]")).to_have_attribute("data-test-script-state", "notRunning")
    return page.locator("[data-testid=stMain]")


def fits(page: Page, width: int, height: int) -> list[str]:
    """What does not fit a screen or is written smaller than the rule."""
    page.set_viewport_size({"width": width, "height": height})
    expect(page.locator(LAST)).to_be_visible()
    down, across = page.evaluate(STAND)
    wrong = [f"scrolls by {down} x {across} at {width} x {height}"] if max(down, across) > 0 else []
    letters: dict[str, list[tuple[float, str]]] = page.evaluate(LETTERS)
    assert letters["room"] + letters["row"], "nothing for the room was found"
    for kind, least in (("head", HEAD), ("room", ROOM), ("row", ROW), ("mark", MARK), ("desk", DESK)):
        # Half a pixel is the browser's rounding.
        wrong += [f"{size} px for {kind}: {text}" for size, text in letters[kind] if size < least * height - 0.5]
    return wrong + [f"{size} px in a picture" for size in in_pictures(page) if size < ROOM * height - 0.5]


def in_pictures(page: Page) -> list[float]:
    """The size on the screen of every letter of the pictures shown."""
    found = []
    for picture in page.locator("img.bm-board-picture").all():
        drawn: dict[str, Any] = picture.evaluate(
            "image => ({source: image.src, high: image.getBoundingClientRect().height, own: image.naturalHeight})"
        )
        svg = base64.b64decode(drawn["source"].split(",", 1)[1]).decode("utf-8")
        sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)(?:px)?"', svg)]
        found += [size * drawn["high"] / drawn["own"] for size in sizes if size]
        assert found, "a picture without letters"
    return found


def test_an_agenda_by_keyboard_alone_fits_both_screens_and_follows_the_size_rule(room: BrowserContext, server: Server) -> None:
    page = room.new_page()
    asked: list[str] = []
    errors: list[str] = []
    room.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{server.base}/?dagsorden={AGENDA}&punkt=1&visning=moede")
    wrong: dict[str, list[str]] = {}
    keys = ["PageDown", "ArrowRight"]
    for number, (place, *_) in enumerate(ITEMS, 1):
        at(page, number)
        for width, height in SCREENS.values():
            if found := fits(page, width, height):
                wrong[f"{number} {place}"] = found
        if number in (3, 6):
            assert violations(page) == []
        page.keyboard.press(keys[number % 2])
    assert wrong == {}
    # The last item stays where there is none after it; back, first and last.
    at(page, len(ITEMS))
    page.keyboard.press("PageUp")
    at(page, len(ITEMS) - 1)
    page.keyboard.press("Home")
    at(page, 1)
    page.keyboard.press("End")
    at(page, len(ITEMS))
    page.keyboard.press("ArrowLeft")
    at(page, len(ITEMS) - 1)
    assert errors == []
    assert [url for url in asked if url.startswith("http") and not url.startswith(server.base)] == []
    assert any(url.endswith("/taster.js") for url in asked)


def test_controls_stay_usable_and_one_key_goes_back_to_the_same_view(room: BrowserContext, server: Server) -> None:
    page = room.new_page()
    page.goto(f"{server.base}/?dagsorden={AGENDA}&punkt=3&visning=moede")
    at(page, 3)
    # The meeting holds the areas against another one: by keyboard, in the list arrows and Escape are the list's own.
    box = page.get_by_role("combobox", name="Sammenlignet med")
    box.focus()
    box.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    at(page, 3)
    box.press("ArrowDown")
    page.keyboard.type("Vangdalen")
    page.keyboard.press("Enter")
    expect(page.locator(".bm-source")).to_contain_text("Lodret streg: Vangdalen")
    assert "med=vangdalen" in page.url
    at(page, 3)
    # The focus is still on the choice and can be seen; the clicker works all the same, and back again the item is as it was saved.
    page.keyboard.press("PageDown")
    at(page, 4)
    page.keyboard.press("PageUp")
    at(page, 3)
    expect(page.locator(".bm-source")).to_contain_text("Lodret streg: kommunen")
    # One key: the full page with the same choices.
    page.keyboard.press("Escape")
    expect(page.locator("[data-testid=stHeader]")).to_be_visible()
    expect(page.locator(".bm-progress")).to_have_count(0)
    expect(page.get_by_role("radio", name="Én indikator")).to_be_checked()
    assert "vis=en" in page.url
    assert "visning" not in page.url
    assert "dagsorden" not in page.url
    # On the full page the keys are the reader's own.
    page.keyboard.press("PageDown")
    expect(page.locator("h1").first).to_contain_text("Sammenlign boligområder")


def test_every_page_of_a_meeting_fits_without_an_agenda(room: BrowserContext, server: Server) -> None:
    page = room.new_page()
    wrong: dict[str, list[str]] = {}
    page.goto(f"{server.base}/?visning=moede")
    page.wait_for_function(DRAWN, arg="")
    for place in FOR_MEETING:
        if place != "overblik":
            walk(page, f"/{place}?visning=moede")
        for width, height in SCREENS.values():
            if found := fits(page, width, height):
                wrong[place] = found
    assert wrong == {}
    # From page to page the mode stays.
    page.get_by_role("button", name="Sider").click()
    page.get_by_role("link", name="Udvikling").click()
    expect(page.locator("h1").first).to_contain_text("Udvikling over tid")
    assert "visning=moede" in page.url

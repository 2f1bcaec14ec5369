"""From the press on a choice to the drawn chart, in the system's Chromium."""

from __future__ import annotations

import shutil
import statistics
from dataclasses import dataclass

from playwright.sync_api import Page, sync_playwright
from playwright.sync_api import TimeoutError as NothingDrawnError

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
# Notes when a pointer was last pressed and when a chart was last drawn: the first frame after its picture changed.
_WATCH = """
window.pressed = 0; window.drawn = 0;
addEventListener('pointerdown', () => { window.pressed = performance.now(); }, true);
const chart = node => (node.nodeType === 1 ? node : node.parentElement)?.closest('[data-testid="stVegaLiteChart"] svg');
new MutationObserver(changes => {
    if (changes.some(change => chart(change.target) || [...change.addedNodes].some(chart)))
        requestAnimationFrame(() => { window.drawn = performance.now(); });
}).observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
"""
_STILL = """() => window.drawn > window.pressed && performance.now() - window.drawn > 400 &&
    document.querySelector('[data-testid="stApp"]').getAttribute('data-test-script-state') === 'notRunning'"""
_CHARTS = '[data-testid="stVegaLiteChart"] svg'


@dataclass(frozen=True)
class Choice:
    """A select box on a page with a chart: the address and the label of the box."""

    path: str
    label: str


CHOICES = {
    "udvikling_indikator": Choice("udvikling", "Indikator"),
    "boligomraade_omraade": Choice("boligomraade", "Vælg boligområde"),
    "sammenlign_indikator": Choice("sammenlign?vis=en", "Indikator"),
    "sammenlign_med": Choice("sammenlign?vis=en", "Sammenlignet med"),
    "indikator_indikator": Choice("indikator", "Indikator"),
}


def measure(base: str, rounds: int) -> dict[str, float]:
    """Medians in milliseconds of `rounds` values: browser_<name>_new_ms and, going back to them, browser_<name>_again_ms.

    Raises RuntimeError when there is no Chromium.
    """
    path = next(filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        raise RuntimeError("there is no Chromium: `make chromium` installs it")
    found: dict[str, float] = {}
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for name, choice in CHOICES.items():
            page = started.new_page(viewport={"width": 1600, "height": 1000}, locale="da-DK")
            page.add_init_script(_WATCH)
            page.goto(f"{base}/{choice.path}")
            page.wait_for_selector(_CHARTS, timeout=60_000)
            page.wait_for_timeout(1500)
            found |= _of_choice(page, name, choice, rounds)
            page.close()
        started.close()
    return found


def _of_choice(page: Page, name: str, choice: Choice, rounds: int) -> dict[str, float]:
    # A value whose figures make no chart is passed over; ten more are tried.
    new = {place: seconds for place in range(1, rounds + 10) if (seconds := press(page, choice.label, place)) is not None}
    places = list(new)[:rounds]
    again = [seconds for place in places if (seconds := press(page, choice.label, place)) is not None]
    return {
        f"browser_{name}_new_ms": round(statistics.median(list(new.values())[:rounds]), 1),
        f"browser_{name}_again_ms": round(statistics.median(again), 1),
    }


def press(page: Page, label: str, place: int) -> float | None:
    """Milliseconds from pressing the value at `place` in the list to its chart; None when there is no such value or no chart."""
    page.get_by_role("combobox", name=label, exact=True).first.click()
    options = page.get_by_role("option")
    options.first.wait_for()
    if place >= options.count():
        page.keyboard.press("Escape")
        return None
    options.nth(place).click()
    # Away from the chart, so that nothing is drawn because of the pointer.
    page.mouse.move(2, 2)
    try:
        page.wait_for_function(_STILL, timeout=6_000, polling=50)
    except NothingDrawnError:
        return None
    return float(page.evaluate("window.drawn - window.pressed"))

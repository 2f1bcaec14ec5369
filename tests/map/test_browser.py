"""What only a browser shows of Kort and Adresser: pixels, presses, phone and paper, who is asked, what is left behind."""

from __future__ import annotations

import http.server
import io
import threading
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from urllib.parse import urlparse

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import Error as PlaywrightError

from pages.kit.map_ground import Ground
from pages.map import svg
from tests.browser.conftest import LAST
from tests.map.conftest import MapOf
from tests.service.servers import Server, monitor

pytestmark = pytest.mark.browser
Opener = Callable[..., Page]
DECK = "[data-testid=stDeckGlJsonChart]"
# Three quarters of the darkest and the lightest class over the ground.
DARK, LIGHT, TILE = (0x5A, 0x5D, 0x86), (0xCA, 0xD9, 0xE6), (90, 200, 40)


def picture(page: Page) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(page.locator(DECK).first.screenshot())).convert("RGB"))


def share(pixels: np.ndarray, color: tuple[int, int, int]) -> float:
    return float((abs(pixels.astype(int) - color).max(axis=2) <= 2).mean())


def drawn(page: Page, color: tuple[int, int, int], least: float) -> np.ndarray:
    """The interactive map once it shows that much of the colour; software rendering takes its time."""
    page.wait_for_selector(f"{DECK} canvas")
    for _ in range(500):  # each picture waits for the next frame
        pixels = picture(page)
        if share(pixels, color) >= least:
            return pixels
    raise AssertionError(f"The map never showed {color}: {share(pixels, color):.4f} of it")


def middle_of(pixels: np.ndarray, color: tuple[int, int, int]) -> tuple[float, float]:
    """A point well inside the uppermost patch of the colour."""
    rows, columns = np.nonzero(abs(pixels.astype(int) - color).max(axis=2) <= 2)
    first = rows.min()
    near = (rows < first + 60) & (abs(columns - columns[rows.argmin()]) < 40)
    return float(columns[near].mean()), float(rows[near].mean())


def test_the_interactive_map_draws_asks_nobody_and_leads_to_an_area(visit: Opener, server: Server) -> None:
    asked: list[str] = []
    page = visit("/adresser")
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{server.base}/kort")
    page.wait_for_selector(LAST)
    pixels = drawn(page, DARK, 0.005)
    assert share(pixels, LIGHT) > 0.001
    assert share(pixels, (0xF6, 0xF5, 0xF0)) > 0.3, "no ground"
    # Letters: pixels nearly as dark as the ink beside the areas.
    assert (pixels.max(axis=2) < 70).mean() > 0.002
    host = urlparse(server.base).netloc
    assert [url for url in asked if urlparse(url).scheme in ("http", "https", "ws", "wss") and urlparse(url).netloc != host] == []

    x, y = middle_of(pixels, DARK)
    box = page.locator(DECK).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + x, box["y"] + y)
    expect(page.get_by_text("Randers Kommune: 17,2\u00a0% (forskel +36,8\u00a0procentpoint)")).to_be_visible()
    # A press that lasts too long, as happens while software draws, is taken for a drag. Another press while the first is being
    # answered would begin the answer anew, so it is given time.
    for _ in range(4):
        page.mouse.click(box["x"] + x, box["y"] + y)
        try:
            page.wait_for_url("**/boligomraade*")
            break
        except PlaywrightError:
            continue
    expect(page.locator("h1").first).to_have_text("Energivej-området")
    assert "omraade=energivej" in page.url


def test_another_year_is_another_map(visit: Opener) -> None:
    page = visit("/kort?indikator=re17_charged_per_1000&korttype=stille")
    expect(page.locator(".bm-lead")).to_contain_text("Sigtede pr. 1.000, 2021")
    page.get_by_role("slider").press("ArrowLeft")
    expect(page.locator(".bm-lead")).to_contain_text("Sigtede pr. 1.000, 2020")
    page.wait_for_function("() => location.search.includes('periode=2020-01-01_2020-12-31')")
    # Playing goes on by itself, and is over at the last period.
    page.get_by_role("button", name="Afspil").click()
    expect(page.locator(".bm-lead")).to_contain_text("Sigtede pr. 1.000, 2021")
    page.wait_for_function("() => location.search.includes('periode=2021-01-01_2021-12-31')")
    expect(page.get_by_role("button", name="Afspil")).to_be_visible()


def test_on_a_phone_the_still_map_takes_over(browser: Browser, server: Server) -> None:
    phone = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = phone.new_page()
    page.goto(f"{server.base}/kort")
    page.wait_for_selector(LAST)
    still = page.locator(".st-key-map_small .bm-still")
    expect(still).to_be_visible()
    expect(page.locator(DECK)).to_be_hidden()
    box = still.bounding_box()
    assert box is not None
    assert box["width"] > 330
    seen = np.asarray(Image.open(io.BytesIO(still.screenshot())).convert("RGB"))
    assert share(seen, DARK) > 0.002
    page.locator(".st-key-map_small a[aria-label^='Vangdalen']").tap()
    expect(page.locator("h1").first).to_have_text("Vangdalen")
    phone.close()


def test_areas_are_reached_by_keyboard(visit: Opener) -> None:
    page = visit("/kort?korttype=stille")
    link = page.locator(".st-key-map_still a[aria-label^='Energivej-området']")
    link.focus()
    assert link.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("h1").first).to_have_text("Energivej-området")


def test_paper_gets_the_still_map(visit: Opener) -> None:
    page = visit("/kort")
    page.emulate_media(media="print")
    expect(page.locator(".st-key-map_print img")).to_be_visible()
    expect(page.locator(DECK)).to_be_hidden()
    expect(page.locator(".st-key-map_small")).to_be_hidden()


@pytest.mark.parametrize("narrow", [False, True])
def test_real_letters_do_not_overlap(narrow: bool, browser: Browser, map_of: MapOf, ground: Ground) -> None:
    page = browser.new_page()
    for indicator in ("hp25_outside_labour_market_own_12m", "hp25_feels_safe", "re17_charged_per_1000", "hp25_residents"):
        still = svg.still([map_of(indicator)], ground, "", narrow, [])
        page.set_content(still.svg)
        boxes = page.evaluate(
            "() => [...document.querySelectorAll('g.name')].map(n => n.getBoundingClientRect())"
            ".map(b => [b.left, b.top, b.right, b.bottom])"
        )
        assert len(boxes) > 8
        assert not [(a, b) for a, b in combinations(boxes, 2) if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]]
    page.close()


class _Tiles(http.server.BaseHTTPRequestHandler):
    """A tile service that gives a tile of one colour and remembers what it was asked."""

    asked: list[str] = []  # noqa: RUF012 - one service per test run

    def do_GET(self) -> None:
        type(self).asked.append(self.path)
        buffer = io.BytesIO()
        Image.new("RGB", (256, 256), TILE).save(buffer, "PNG")
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        self.wfile.write(buffer.getvalue())

    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture(scope="module")
def tile_service() -> Iterator[str]:
    service = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Tiles)
    threading.Thread(target=service.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{service.server_port}"
    service.shutdown()


@pytest.fixture(scope="module")
def own_machine(registered_folder: Path, tile_service: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A single machine of an officer, with a register imported and a tile service named."""
    log = tmp_path_factory.mktemp("own") / "log"
    with monitor(registered_folder, log, MONITOR_LOCAL_OFFICER="1", MONITOR_TILE_URL=f"{tile_service}/{{z}}/{{x}}/{{y}}.png") as running:
        yield running


def test_a_named_tile_service_is_asked_and_nobody_else(visit: Opener, own_machine: Server, tile_service: str) -> None:
    asked: list[str] = []
    page = visit("/adresser", own_machine.base)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{own_machine.base}/kort")
    page.wait_for_selector(LAST)
    drawn(page, TILE, 0.3)
    hosts = {urlparse(url).netloc for url in asked if urlparse(url).scheme in ("http", "https", "ws", "wss")}
    assert hosts == {urlparse(own_machine.base).netloc, urlparse(tile_service).netloc}
    assert all(path.startswith("/14/86") for path in _Tiles.asked)
    expect(page.get_by_text("Baggrundskortet hentes fra 127.0.0.1")).to_be_visible()


def test_an_address_is_answered_and_left_nowhere(visit: Opener, own_machine: Server) -> None:
    page = visit("/adresser", own_machine.base)
    field = page.get_by_label("Adresse", exact=True)
    field.fill("Ymersvej 24, 1. th, 8900 Randers C")
    field.press("Enter")
    expect(page.locator(".bm-lead")).to_have_text("Ymersvej 24 hører til Energivej-området.")
    assert "ymersvej" not in page.url.lower()
    assert "Ymersvej" not in own_machine.log.read_text("utf-8")
    assert field.get_attribute("autocomplete") == "off"
    assert page.evaluate("() => JSON.stringify({...localStorage, ...sessionStorage})").find("Ymersvej") == -1


def test_an_officer_codes_a_file_and_nothing_is_kept(visit: Opener, own_machine: Server, tmp_path: Path) -> None:
    page = visit("/adresser?vis=filer", own_machine.base)
    rows = "\n".join(["Navn;Adresse", *(f"P{number};Falkevej {number}" for number in range(1, 20, 2)), "P99;Storegade 4"])
    upload = page.locator("input[type=file]")
    upload.set_input_files({"name": "liste.csv", "mimeType": "text/csv", "buffer": rows.encode("utf-8")})
    expect(page.get_by_text("Antal pr. område, klar til en figur")).to_be_visible()
    expect(page.get_by_role("row", name="Glarbjergvej-området 10")).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Hent rækkerne (CSV)").click()
    taken.value.save_as(tmp_path / "resultat.csv")
    text = (tmp_path / "resultat.csv").read_text("utf-8-sig")
    assert text.count("Glarbjergvej-området") == 10
    assert "P99;Storegade 4;;;uden for de syv områder" in text
    page.get_by_role("button", name="Remove liste.csv").or_(page.locator("[data-testid=stFileUploaderDeleteBtn] button")).first.click()
    expect(page.get_by_text("Antal pr. område, klar til en figur")).to_be_hidden()
    upload.set_input_files({"name": "cpr.csv", "mimeType": "text/csv", "buffer": b"cpr;Adresse\n010190-1234;Falkevej 7\n"})
    expect(page.get_by_role("alert").filter(has_text="CPR-numre")).to_be_visible()
    log = own_machine.log.read_text("utf-8")
    assert "Falkevej" not in log
    assert "010190" not in log

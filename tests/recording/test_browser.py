"""A full round of recording in the browser: template, mistake, correction, restart, second officer."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from data.pointer import Version
from data.releases.results_file import read
from tests.browser.conftest import LAST, browser
from tests.browser.test_screens import FITS, violations
from tests.service.servers import monitor

__all__ = ["browser"]
pytestmark = pytest.mark.browser
ADDRESS = "/registrering?vis=fil&periode=2025-26"


class Restartable:
    """A monitor of an officer's machine that can be stopped and started again on the same folders."""

    def __init__(self, place: Path, build: Path) -> None:
        self.place, self.state = place, place / "state"
        self.build = shutil.copytree(build, place / "build")
        self.running = contextlib.ExitStack()
        self.base = ""
        self.start()

    def start(self) -> None:
        self.running.close()
        settings = {"MONITOR_LOCAL_OFFICER": "1", "MONITOR_STATE_DIR": str(self.state)}
        self.base = self.running.enter_context(monitor(self.build, self.place / "log", **settings)).base


@pytest.fixture(scope="module")
def server(real_build: Version, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Restartable]:
    """A database of the real content, and an empty place for recordings."""
    started = Restartable(tmp_path_factory.mktemp("recording"), real_build.published.parent)
    with started.running:
        yield started


@pytest.fixture
def officer(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1366, "height": 768}, accept_downloads=True)
    yield page
    page.close()


def visit(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector(LAST)


def hand_in(page: Page, file: Path) -> None:
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Gennemse filen").click()


def test_template_mistake_correction_restart_and_second_officer(
    server: Restartable, browser: Browser, officer: Page, tmp_path: Path
) -> None:
    filled = tmp_path / "udfyldt.csv"
    visit(officer, server.base + ADDRESS)
    with officer.expect_download() as download:
        officer.get_by_role("button", name="Skabelon (CSV)").click()
    lines = Path(download.value.path()).read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("aktivitet;løfte;lovet;enhed;løfte-id;fra;til;resultat")
    cells = lines[1].split(";")
    promise = cells[4]
    # A mistake is said with its row, and nothing is saved.
    filled.write_text("\n".join([lines[0], ";".join([*cells[:7], "mange", "", ""])]), "utf-8")
    hand_in(officer, filled)
    expect(officer.get_by_text("„mange“ kan ikke læses som et tal")).to_be_visible()
    assert not (server.state / "ledger.jsonl").exists()
    # The corrected file is seen through and saved.
    filled.write_text("\n".join([lines[0], ";".join([*cells[:7], "7", "", "Optalt i juni"])]), "utf-8")
    visit(officer, server.base + ADDRESS)
    hand_in(officer, filled)
    expect(officer.get_by_text("Gennemse, før det gemmes")).to_be_visible()
    officer.get_by_role("button", name="Gem", exact=True).click()
    expect(officer.get_by_text("Gemt. Tallene er nu version")).to_be_visible()
    server.start()
    # After the restart it stands in the form, in the template and on the page of the activities.
    visit(officer, f"{server.base}/registrering?periode=2025-26")
    field = officer.get_by_role("textbox", name="Resultat", exact=True).first
    expect(field).to_have_value("7")
    field.fill("8")
    field.press("Tab")
    officer.get_by_role("button", name="Gennemse", exact=True).click()
    expect(officer.get_by_text("Gennemse, før det gemmes")).to_be_visible()
    # The second officer hands in a file meanwhile.
    filled.write_text("\n".join([lines[0], ";".join([*cells[:7], "9", "", ""])]), "utf-8")
    assert read("udfyldt.csv", filled.read_bytes(), {promise: ""}).findings == []
    second = browser.new_page()
    visit(second, server.base + ADDRESS)
    hand_in(second, filled)
    expect(second.get_by_text("Gennemse, før det gemmes")).to_be_visible()
    second.get_by_role("button", name="Gem", exact=True).click()
    expect(second.get_by_text("Gemt. Tallene er nu version")).to_be_visible()
    second.close()
    officer.get_by_role("button", name="Gem", exact=True).click()
    expect(officer.get_by_text("Andre har gemt, siden du begyndte: Resultater fra fil (medarbejder")).to_be_visible()
    # Nothing of the first was saved, and nothing of the second overwritten.
    visit(officer, f"{server.base}/registrering?periode=2025-26")
    expect(officer.get_by_role("textbox", name="Resultat", exact=True).first).to_have_value("9")


OFFICERS = (
    "registrering", "registrering?vis=fil", "registrering?vis=kommentarer", "registrering?vis=moeder", "registrering?vis=beredskab",
    "registrering?vis=historik", "indlaes", "indlaes?vis=tilknytninger", "udgaver?vis=ny",
)  # fmt: skip


def test_the_officers_pages_for_everybody_who_works_there(server: Restartable, officer: Page) -> None:
    """Accessible, nothing cut on a phone, nothing asked for outside the host."""
    asked: list[str] = []
    officer.on("request", lambda request: asked.append(request.url))
    for address in OFFICERS:
        officer.set_viewport_size({"width": 1366, "height": 768})
        visit(officer, f"{server.base}/{address}")
        assert officer.locator("[data-testid=stException]").count() == 0, address
        assert violations(officer) == [], address
        officer.set_viewport_size({"width": 390, "height": 844})
        officer.wait_for_function(FITS, arg=390)
    assert [url for url in asked if url.startswith("http") and not url.startswith(server.base)] == []

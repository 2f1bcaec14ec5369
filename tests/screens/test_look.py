"""The looks: colours that can be read and told apart in each, and what the reader chose is what is drawn."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path

import numpy as np
import pytest
import yaml
from colorspacious import cspace_convert
from streamlit.testing.v1 import AppTest

from data.paths import ROOT as TEXT
from pages.kit import look, theme

ROOT = Path(__file__).resolve().parents[2]
AREAS = yaml.safe_load((TEXT / "areas.yml").read_text("utf-8"))
GROUNDS = {look.DARK: ("#12181E", "#1C252D"), look.CONTRAST: ("#FFFFFF",)}
# Text wants 4.5:1, marks and lines of figures 3:1; high contrast wants 7:1 and 4.5:1 (WCAG 2.2, 1.4.3, 1.4.6, 1.4.11).
TEXTS = ("#1D2730", "#4A5763", "#0B5394", "#0F5C4C", "#8A5A00", "#8A3B12", "#1B6B3A", "#7A5200", "#7A4F00", "#A11C1C")
LEAST = {look.DARK: (4.5, 3.0), look.CONTRAST: (7.0, 4.5)}


def rgb(color: str) -> np.ndarray:
    return np.array([int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)])


def contrast(one: str, other: str) -> float:
    def luminance(color: str) -> float:
        linear = np.where(rgb(color) <= 0.04045, rgb(color) / 12.92, ((rgb(color) + 0.055) / 1.055) ** 2.4)
        return float(linear @ [0.2126, 0.7152, 0.0722])

    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", GROUNDS)
@pytest.mark.parametrize("color", TEXTS)
def test_text_can_be_read(color: str, name: str) -> None:
    assert all(contrast(look.color(color, name), ground) >= LEAST[name][0] for ground in GROUNDS[name])


@pytest.mark.parametrize("name", GROUNDS)
@pytest.mark.parametrize("color", sorted({area["color"] for area in AREAS} | {"#9AA7B2", "#7B8A97"}))
def test_marks_stand_out(color: str, name: str) -> None:
    assert all(contrast(look.color(color, name), ground) >= LEAST[name][1] for ground in GROUNDS[name])


@pytest.mark.parametrize("sight", [None, "deuteranomaly", "protanomaly", "tritanomaly"])
@pytest.mark.parametrize("name", GROUNDS)
def test_the_seven_colours_can_be_told_apart(name: str, sight: str | None) -> None:
    def seen(color: str) -> np.ndarray:
        shown = rgb(look.color(color, name))
        if sight:
            shown = np.clip(cspace_convert(shown, {"name": "sRGB1+CVD", "cvd_type": sight, "severity": 100}, "sRGB1"), 0, 1)
        return cspace_convert(shown, "sRGB1", "CAM02-UCS")

    colors = [area["color"] for area in AREAS if area["kind"] == "housing_area"]
    distances = [np.linalg.norm(seen(one) - seen(other)) for one, other in itertools.combinations(colors, 2)]
    assert len(colors) == 7
    assert min(distances) >= 10


def test_every_colour_of_text_in_the_style_sheet_has_a_place_in_the_dark_table() -> None:
    sheet = (ROOT / "pages/kit/style.css").read_text("utf-8")
    used = {color.upper() for color in re.findall(r"(?<![-\w])(?:color|border-top-color):\s*(#[0-9A-Fa-f]{6})", sheet)}
    used |= {color.upper() for color in re.findall(r"--\w+:\s*(#[0-9A-Fa-f]{6})", sheet)}
    assert len(used) >= 8
    assert {color for color in used if look.color(color, look.DARK) == color} == set()


def opened(file: str, **link: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / file), default_timeout=300)
    for name, value in link.items():
        app.query_params[name] = value
    return app.run()


def _sheets(app: AppTest) -> str:
    return "".join(element.proto.body for element in app.get("html") if "<style>" in element.proto.body)


def test_a_dark_screen_is_dark_in_style_sheet_and_charts(real_build: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(real_build.published.parent))  # type: ignore[attr-defined]
    app = opened("pages/trends/page.py", udseende="moerk")
    assert not app.exception
    assert "--card: #12181E" in _sheets(app)
    chart = json.loads(app.get("vega_lite_chart")[0].proto.spec)
    assert chart["config"]["background"] == "#12181E"
    assert chart["config"]["axis"]["labelColor"] == "#E9EEF2"
    # The municipality's dark grey is a light grey here.
    assert "#D3DAE0" in json.dumps(chart)
    assert theme.MUNICIPALITY not in json.dumps(chart)


def test_high_contrast_adds_its_own_sheet(real_build: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(real_build.published.parent))  # type: ignore[attr-defined]
    assert "outline: 4px solid #000" in _sheets(opened("pages/help/page.py", udseende="kontrast"))
    assert "outline: 4px solid #000" not in _sheets(opened("pages/help/page.py"))


def test_an_unknown_look_is_said_and_the_page_is_light(real_build: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(real_build.published.parent))  # type: ignore[attr-defined]
    app = opened("pages/help/page.py", udseende="blinkende")
    assert "”blinkende”, som ikke findes" in app.info[0].value
    assert "--card: #FFFFFF" in _sheets(app)

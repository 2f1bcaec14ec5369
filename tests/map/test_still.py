"""The still map: it draws (pixels), in the plan's projection, with hatching, legend, source and notice; as SVG, PNG and PDF."""

from __future__ import annotations

import base64
import gzip
import io
import re
from collections import Counter
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from pages.kit import look, map_ground, map_marks
from pages.kit.map_ground import Ground
from pages.map import svg as map_svg
from queries import shapes
from tests.map.conftest import MapOf, make_map

SVG = "{http://www.w3.org/2000/svg}"
OUTSIDE = "hp25_outside_labour_market_own_12m"


def pixels(svg: str) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(map_svg.png(svg))).convert("RGB"))


def share(picture: np.ndarray, color: str) -> float:
    """How much of the picture has this colour, give or take what blending rounds away."""
    wanted = np.array([int(color[place : place + 2], 16) for place in (1, 3, 5)])
    return float((abs(picture.astype(int) - wanted) <= 1).all(axis=2).mean())


def over_land(color: str) -> str:
    """What three quarters of a colour make of the ground's."""
    mixed = (round(0.75 * int(color[place : place + 2], 16) + 0.25 * int("F6F5F0"[place - 1 : place + 1], 16)) for place in (1, 3, 5))
    return "#" + "".join(f"{part:02X}" for part in mixed)


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314  # our own


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in parsed(svg).iter(f"{SVG}text")]


def test_the_map_draws_its_classes(map_of: MapOf, ground: Ground) -> None:
    still = map_svg.still([map_of(OUTSIDE)], ground, "", False, ["Kilde: X"])
    picture = pixels(still.svg)
    assert picture.shape == (2 * still.height, 2 * still.width, 3)
    # Three areas in the darkest class and one in the lightest (three quarters of the colour on land), buildings, the town.
    assert share(picture, over_land("#262A63")) > 0.006
    assert share(picture, over_land("#BCD0E3")) > 0.001
    assert share(picture, "#F6F5F0") > 0.5
    assert share(picture, "#C4C2BA") > 0.005
    assert share(picture, "#1D2730") > 0.005


def test_north_is_up_and_east_is_right(map_of: MapOf, ground: Ground) -> None:
    still = map_svg.still([map_of(OUTSIDE)], ground, "", False, [])
    middle = {link["label"].split(":")[0]: (link["left"] + link["width"] / 2, link["top"] + link["height"] / 2) for link in still.links}
    assert middle["Gl. Jennumparken"][1] < middle["Hermann Stillingsvej-området"][1]
    assert middle["Vangdalen"][0] < middle["Energivej-området"][0] < middle["Hermann Stillingsvej-området"][0]
    # And its own dark ground is about there.
    picture = pixels(still.svg)
    x, y = (int(part / 100 * size) for part, size in zip(middle["Energivej-området"], (picture.shape[1], picture.shape[0]), strict=True))
    assert share(picture[y - 60 : y + 60, x - 60 : x + 60], over_land("#262A63")) > 0.1


def test_distances_are_those_of_the_plan_projection(ground: Ground) -> None:
    window = shapes.window([shape.geometry for shape in ground.shapes.values()], 1000, 640, (142, 48))
    a, b = (ground.shapes[key].geometry.centroid for key in ("vangdalen", "hermann_stillingsvej"))
    (ax, ay), (bx, by) = window.pixel(a.x, a.y), window.pixel(b.x, b.y)
    assert np.hypot(ax - bx, ay - by) * window.scale == pytest.approx(a.distance(b), rel=1e-3)
    bar = map_marks.scale_bar(window)
    assert bar["length"] * window.scale == pytest.approx({"500 m": 500, "1 km": 1000}[bar["text"]], rel=1e-2)


def test_everything_that_must_be_said_is_on_it(map_of: MapOf, ground: Ground) -> None:
    svg = map_svg.still([map_of("hp25_household_income_of_municipality")], ground, "", False, ["Kilde: X. Data: version abc."]).svg
    words = " ".join(texts(svg))
    for needed in (
        "procent", "2023", "55\u00a0%", "Energivej", "tvivlsomt",
        "trykt som 52\u00a0%", "Randers Kommune har intet tal", "version abc", "nord er op", "Vestervangsskolen",
    ):  # fmt: skip
        assert needed in words, needed
    root = parsed(svg)
    assert root.get("role") == "img"
    assert "6 af 7 områder" in (root.find(f"{SVG}desc").text or "")  # type: ignore[union-attr]


def test_the_municipality_is_marked_on_the_legend(map_of: MapOf, ground: Ground) -> None:
    assert "Randers Kommune 17,2\u00a0%" in texts(map_svg.still([map_of(OUTSIDE)], ground, "", False, []).svg)


def test_hatching_is_drawn_over_a_doubtful_value(map_of: MapOf, ground: Ground) -> None:
    svg = map_svg.still([map_of("hp25_household_income_of_municipality")], ground, "", False, []).svg
    assert share(pixels(svg), "#5B6672") > 0.0005
    assert share(pixels(map_svg.still([map_of(OUTSIDE)], ground, "", False, []).svg), "#5B6672") < 0.00001


def test_two_maps_in_one_picture(map_of: MapOf, ground: Ground) -> None:
    pair = [map_of("re17_charged_per_1000", 0), map_of("re17_charged_per_1000")]
    wide = map_svg.still(pair, ground, "", False, [])
    narrow = map_svg.still(pair, ground, "", True, [])
    assert wide.width > 2 * 600
    assert narrow.width == 360
    assert narrow.height > 2 * 420
    assert Counter(link["href"] for link in narrow.links) == {f"boligomraade?omraade={area.area_id}": 2 for area in pair[0].areas}
    # Frames of the same page have names of their own.
    assert len(set(re.findall(r'clipPath id="([^"]+)"', wide.svg + narrow.svg))) == 4
    assert all(link["left"] >= 0 and link["left"] + link["width"] <= 100 for link in [*wide.links, *narrow.links])


def test_zooming_shows_one_area_large(map_of: MapOf, ground: Ground) -> None:
    still = map_svg.still([map_of(OUTSIDE)], ground, "energivej", False, [])
    sizes = {link["label"].split(":")[0]: link["height"] for link in still.links}
    assert sizes["Energivej-området"] > 25
    assert "Vangdalen" not in sizes


def test_polygons_and_entrances_of_a_register(with_register: None) -> None:
    ground = map_ground.ground()
    assert {shape.method for shape in ground.shapes.values()} == {"addresses", "buildings"}
    assert len(ground.entrances) > 500
    shown = make_map(OUTSIDE)
    with_dots = map_svg.still([shown], ground, "", False, [ground.note])
    plain = map_svg.still([shown], ground, "", False, [], entrances=False)
    assert with_dots.svg.count("<circle") - plain.svg.count("<circle") == len(ground.entrances)
    # One area is not in the register: the map says how each came about.
    words = " ".join(texts(with_dots.svg))
    assert "tegnet om opgangene i det indlæste adresseregister" in words
    assert "tegnet om deres bygninger i bygningsregisteret" in words


def test_zooming_names_the_streets_of_the_area(map_of: MapOf, ground: Ground) -> None:
    words = texts(map_svg.still([map_of(OUTSIDE)], ground, "energivej", False, []).svg)
    assert {"Vølundsvej", "Ymersvej", "Vidarsvej"} <= set(words)
    assert "Falkevej" not in words
    assert "Vølundsvej" not in texts(map_svg.still([map_of(OUTSIDE)], ground, "", False, []).svg)


def test_a_screen_in_dark_gets_a_dark_map_and_paper_a_light_one(map_of: MapOf, ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    still = map_svg.still([map_of(OUTSIDE)], ground, "", False, [])
    monkeypatch.setattr("pages.kit.look.current", lambda: look.DARK)
    on_screen = base64.b64decode(still.address.partition(",")[2]).decode("utf-8")
    assert "#F6F5F0" in still.svg
    assert "#F6F5F0" not in on_screen
    assert look.color("#F6F5F0", look.DARK) in on_screen


def test_pdf_and_svg_are_whole_files(map_of: MapOf, ground: Ground) -> None:
    still = map_svg.still([map_of(OUTSIDE)], ground, "", False, [])
    assert map_svg.pdf(still.svg).startswith(b"%PDF-")
    assert still.address.startswith("data:image/svg+xml;base64,")
    assert len(still.svg) < 80_000
    assert len(gzip.compress(still.svg.encode())) < 25_000
    assert "http" not in still.svg.replace("http://www.w3.org/2000/svg", "")


def test_a_name_with_markup_stays_text(map_of: MapOf, ground: Ground) -> None:
    import dataclasses

    shown = dataclasses.replace(map_of(OUTSIDE), title="<script>alert(1)</script> & mere")
    svg = map_svg.still([shown], ground, "", False, []).svg
    assert "<script" not in svg
    assert "<script>alert(1)</script> & mere" in " ".join(texts(svg))

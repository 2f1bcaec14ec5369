"""Names on the map: never on top of each other, in every indicator, size and period."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageFont

from pages.kit import database, map_labels
from pages.kit.map_ground import Ground
from pages.kit.map_labels import Box, Label
from pages.map.layout import Sizes, layout
from queries import shapes
from tests.map.conftest import make_map

# Plane, width, height, margin and type of every way the page draws a map (map_svg.py, map_deck.py).
VIEWS = {
    "paper": ("plan", 1000, 640, (142, 48), Sizes(17, 12)),
    "two on paper": ("plan", 680, 560, (97, 48), Sizes(17, 12)),
    "screen": ("web", 760, 640, (60, 40), Sizes(18, 12)),
    "two on a screen": ("web", 520, 520, (60, 40), Sizes(16, 12)),
    "phone": ("plan", 360, 420, (28, 56), Sizes(12, 9, narrow=True)),
}
FONTS = Path("/usr/share/fonts/truetype/liberation")


@pytest.mark.parametrize("view", VIEWS)
def test_no_name_covers_another_in_any_map(view: str, ground: Ground) -> None:
    plane, width, height, margin, sizes = VIEWS[view]
    drawn = [shape.geometry for shape in ground.shapes.values()]
    flat = shapes.PLAN if plane == "plan" else shapes.web_plane(drawn)
    window = shapes.window([flat.of(geometry) for geometry in drawn], width, height, margin)
    frame = Box(*window.bounds)
    catalogue = database.ask("map_indicators")
    for indicator_id in catalogue["indicator_id"].unique():
        shown = make_map(str(indicator_id))
        names = layout(ground, shown, flat, window, sizes)
        assert set(names.areas) == set(ground.shapes), f"{indicator_id}: a name found no room"
        boxes = [placed.box for placed in [*names.areas.values(), *names.helps]]
        assert not any(a.meets(b) for a, b in combinations(boxes, 2)), indicator_id
        assert all(box.inside(frame) for box in boxes)
        parts = {key: [Box(*part.bounds) for part in shapely.get_parts(flat.of(shape.geometry))] for key, shape in ground.shapes.items()}
        for area_id, placed in names.areas.items():
            others = [box for key, boxes in parts.items() if key != area_id for box in boxes]
            assert not any(placed.box.meets_ellipse(other) for other in others), f"{indicator_id}: {area_id} lies on another area"
            assert placed.leader is not None
            crossed = [key for key, other in names.areas.items() if key != area_id and other.box.crossed(placed.leader)]
            assert crossed == [], f"{indicator_id}: the line to {area_id} crosses a name"
            assert not any(other.crossed(placed.leader) for other in others), f"{indicator_id}: the line to {area_id} crosses an area"


def test_a_line_crosses_a_box_or_passes_it() -> None:
    box = Box(0, 0, 10, 10)
    assert box.crossed((-5, 5, 15, 5))
    assert box.crossed((5, 5, 20, 20))
    assert not box.crossed((-5, 11, 15, 11))
    assert not box.crossed((-5, 5, -1, 5))
    assert not box.crossed((12, 0, 12, 10))


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(50, 950), st.integers(50, 650), st.integers(5, 60), st.text("abcAW %", min_size=1, max_size=24)),
        min_size=1, max_size=9,
    )
)  # fmt: skip
def test_names_of_any_areas_keep_apart(areas: list[tuple[int, int, int, str]]) -> None:
    labels = [Label(str(i), text, 17, Box(x - r, y - r, x + r, y + r)) for i, (x, y, r, text) in enumerate(areas)]
    frame = Box(0, 0, 1000, 700)
    placed = map_labels.place(labels, [], frame, 1.0)
    assert not any(a.box.meets(b.box) for a, b in combinations(placed.values(), 2))
    assert all(item.box.inside(frame) for item in placed.values())
    assert {key: (item.x, item.y) for key, item in placed.items()} == {
        key: (item.x, item.y) for key, item in map_labels.place(labels, [], frame, 1.0).items()
    }


def test_a_name_stands_right_of_a_lonely_area() -> None:
    label = Label("a", "Energivej\n54,0 %", 17, Box(400, 300, 500, 400))
    placed = map_labels.place([label], [], Box(0, 0, 1000, 700), 1.0)["a"]
    assert (placed.across, placed.along) == (1, 0)
    assert placed.x == 506
    assert placed.box.right - placed.box.left == pytest.approx(map_labels.text_width("Energivej", 17))


def test_a_name_at_the_rim_goes_to_the_other_side() -> None:
    label = Label("a", "Hermann Stillingsvej", 17, Box(900, 300, 980, 380))
    assert map_labels.place([label], [], Box(0, 0, 1000, 700), 1.0)["a"].across == -1


def test_a_name_without_room_is_left_out() -> None:
    label = Label("a", "Hermann Stillingsvej", 40, Box(10, 10, 90, 90))
    assert map_labels.place([label], [], Box(0, 0, 100, 100), 1.0) == {}


def test_helps_give_way_to_names_and_to_each_other() -> None:
    taken = [Box(0, 0, 500, 500)]
    helps = [
        Label("inside", "Skole", 12, Box(100, 100, 104, 104), bold=False),
        Label("free", "Skole", 12, Box(600, 100, 604, 104), bold=False),
    ]
    placed = map_labels.fill_in([*helps, helps[1]], taken, [], Box(0, 0, 700, 700), 1.0)
    assert [item.label.key for item in placed] == ["free", "free"]
    assert not placed[0].box.meets(placed[1].box)


@pytest.mark.skipif(not FONTS.exists(), reason="the fonts of the picture engine are not installed")
@pytest.mark.parametrize("bold", [False, True])
def test_reckoned_widths_hold_the_real_letters(bold: bool) -> None:
    font = ImageFont.truetype(str(FONTS / f"LiberationSans-{'Bold' if bold else 'Regular'}.ttf"), 100)
    texts = [
        "Gl. Jennumparken", "Hermann Stillingsvej", "Sjællandsgade", "Centrale Randers", "ikke offentliggjort", "46,3\u00a0%", "1.270",
        "skjult", "24,3 pr.\u00a01.000", "Langvang Idrætscenter", "Randers HF & VUC", "Regionshospitalet Randers",
    ]  # fmt: skip
    for text in texts:
        assert 0.97 <= map_labels.text_width(text, 100, bold) / font.getlength(text) <= 1.2, text

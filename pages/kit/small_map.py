"""One area's own map: its shape, buildings, streets, schools and day cares; and an address in it that was looked up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import shapely
import streamlit as st

from pages.kit import clock, database, map_labels, map_marks, theme
from pages.kit.language import mark, tr
from pages.kit.map_ground import Building, Ground, dot_label, ground, is_named, point_of, view_of
from pages.kit.map_labels import Box, Label, Placed
from pages.kit.plain import escaped
from queries import shapes

# Width and height in pixels on a screen, and on a narrow one; type sizes there.
_SIZES = {False: (760, 460), True: (360, 340)}
_LETTERS = {False: 13, True: 11}
_OTHERS = "#D9DEE3"
# So pale that the names of streets can be read on it.
_OPACITY = 0.4
# Buildings of a street beside which its name may stand, those in the middle of the street first.
_TRIES = 8


@dataclass(frozen=True)
class Found:
    """Where a looked-up address is. `exact` is False where only the nearest building of its street is known; `at` is its address."""

    point: Any
    exact: bool
    at: str


def find(under: Ground, area_id: str, street: str, number: int, letter: str | None) -> Found | None:
    """The entrance or building of an address in an area, or the building of the street with the nearest number; None without one.

    A building carries one of its addresses, so that most house numbers have no point of their own before a register is imported.
    """
    own = {f"{street} {number}{letter or ''}".casefold(): True, f"{street} {number}".casefold(): True}
    entrances = [(address, point) for key, address, point in under.addresses if key == area_id]
    buildings = [(f"{item.street} {item.house_no}", item.point) for item in under.buildings if item.area_id == area_id]
    for wanted in own:
        for address, point in [*entrances, *buildings]:
            if address.casefold() == wanted:
                return Found(point, True, address)
    beside = [(number_of(address), address, point) for address, point in buildings if _street_of(address) == street.casefold()]
    if not beside:
        return None
    # On the same side of the street first: even and odd numbers are often far apart.
    _, address, point = min(beside, key=lambda item: ((item[0] - number) % 2, abs(item[0] - number), item[1]))
    return Found(point, False, address)


def number_of(address: str) -> int:
    """The house number of "Falkevej 7A": 7."""
    found = re.search(r" (\d+)[A-Za-z]?$", address)
    return int(found[1]) if found else 0


def _street_of(address: str) -> str:
    return address.rpartition(" ")[0].casefold()


def show(area_id: str, found: Found | None = None) -> None:
    """The map as a picture that leads to the area on Kort, one for wide and one for narrow screens; nothing without a shape."""
    under = ground()
    if area_id not in under.shapes:
        return
    about = database.ask("map_shapes", day=clock.today()).set_index("area_id").loc[area_id]
    name, color = str(about["name"]), str(about["color"])
    # An address is somebody's own question: its picture is drawn and not kept.
    wide, narrow = (
        picture(under, area_id, name, color, small, found) if found else _kept(database.stamp(), area_id, name, color, small)
        for small in _SIZES
    )
    theme.render(
        "kit/small_map.html",
        wide=map_marks.address(wide),
        narrow=map_marks.address(narrow),
        alternative=alternative(name, found),
        href=f"kort?zoom={area_id}",
        label=tr("Se {area} på det store kort", area=name),
    )
    st.caption(escaped(f"{_ringed(found)} {under.note}" if found else under.note))


def alternative(name: str, found: Found | None) -> str:
    """The map in words."""
    said = tr("Kort over {area}: områdets bygninger, veje, skoler og dagtilbud.", area=name)
    return said if found is None else f"{said} {_ringed(found)}"


def _ringed(found: Found) -> str:
    exact, near = mark("Ringen viser {address}."), mark("Ringen viser den nærmeste kendte bygning, {address}.")
    return tr(exact if found.exact else near, address=found.at)


@st.cache_resource(max_entries=60, show_spinner=False)
def _kept(stamp: str, area_id: str, name: str, color: str, narrow: bool) -> str:
    return picture(ground(), area_id, name, color, narrow)


def picture(under: Ground, area_id: str, name: str, color: str, narrow: bool = False, found: Found | None = None) -> str:
    """The map as SVG in light colours; the other areas are pale and without names."""
    width, height = _SIZES[narrow]
    seen = [*view_of(under, area_id), *([found.point] if found else [])]
    window = shapes.window(seen, width, height, (width // 8, height // 8))
    frame = {"key": f"small-{area_id}-{width}", "x": 0, "y": 0, "map_y": 0, "width": width, "map_height": height}
    without = {"heading": [], "small": [], "heading_size": 0, "small_size": 0, "legend": None, "legend_y": 0}
    panel = {
        **frame,
        **without,
        **_drawn(under, area_id, name, color, window),
        **_names(under, area_id, window, _LETTERS[narrow], found),
        "bar": map_marks.scale_bar(window),
        "found": {"at": window.pixel(found.point.x, found.point.y), "exact": found.exact} if found else None,
    }
    said = alternative(name, found)
    return theme.html(
        "kit/map.svg", width=width, height=height, panels=[panel], notes=[], note_size=0, title=name, description=said, font=map_marks.FONT
    )


def _drawn(under: Ground, area_id: str, name: str, color: str, window: shapes.Window) -> dict[str, Any]:
    """Borders, the town, the shapes and the areas' buildings."""
    borders = [shapes.clipped(item.geometry, window) for item in under.background if item.layer == "border"]
    built = [item for item in under.buildings if map_marks.within(window, item.point.x, item.point.y)]
    return {
        "borders": "".join(map_marks.path_of(border, window) for border in borders),
        "fabric": "".join(map_marks.square(window, x, y, map_marks.FABRIC) for x, y in under.fabric if map_marks.within(window, x, y)),
        "areas": [
            {
                "path": map_marks.path_of(shapes.clipped(shape.geometry, window), window),
                "color": color if key == area_id else _OTHERS,
                "opacity": _OPACITY,
                "hatching": "",
                "name": name if key == area_id else "",
                "text": "",
            }
            for key, shape in under.shapes.items()
        ],
        "buildings": "".join(map_marks.square(window, item.point.x, item.point.y, map_marks.side(item.dwellings)) for item in built),
        "entrances": [],
        "leaders": [],
        "labels": [],
    }


def _names(under: Ground, area_id: str, window: shapes.Window, size: int, found: Found | None) -> dict[str, Any]:
    """Dots and names of streets, schools and day cares where there is room for them; no name stands on a building of the areas."""
    frame, scale = Box(*window.bounds), window.scale
    places = {item.name: point_of(item, shapes.PLAN) for item in under.background if is_named(item, closer=True)}
    seen = {name: point for name, point in places.items() if map_marks.within(window, *point)}
    labels = [dot_label(name, point, size, scale) for name, point in seen.items()]
    blocks = [_block(item, scale) for item in under.buildings if map_marks.within(window, item.point.x, item.point.y)]
    taken = [map_marks.bar_box(window), *_ring(found, window), *blocks, *(label.of for label in labels)]
    placed: list[Placed] = []
    for street in _streets(under, area_id):
        for building in street[:_TRIES]:
            label = Label(building.street, building.street, size, _block(building, scale), bold=False)
            if own := map_labels.fill_in([label], taken, [], frame, scale):
                placed += own
                taken += [item.box for item in own]
                break
    placed += map_labels.fill_in(labels, taken, [], frame, scale)
    return {"dots": [window.pixel(*point) for point in seen.values()], "helps": [map_marks.text_of(item, window) for item in placed]}


def _streets(under: Ground, area_id: str) -> list[list[Building]]:
    """The buildings of each street of an area, those nearest to its middle first."""
    streets: dict[str, list[Building]] = {}
    for item in under.buildings:
        if item.area_id == area_id:
            streets.setdefault(item.street, []).append(item)
    middles = {street: shapely.MultiPoint([item.point for item in own]).centroid for street, own in streets.items()}
    return [
        sorted(own, key=lambda item, middle=middles[street]: (item.point.distance(middle), item.house_no))  # type: ignore[misc]
        for street, own in sorted(streets.items())
    ]


def _block(building: Building, scale: float) -> Box:
    reach = map_marks.side(building.dwellings) / 2 + scale
    return Box(building.point.x - reach, building.point.y - reach, building.point.x + reach, building.point.y + reach)


def _ring(found: Found | None, window: shapes.Window) -> Sequence[Box]:
    """The box of the ring about an address, where no name is written."""
    if found is None:
        return []
    reach = 14 * window.scale
    left, bottom, right, top = shapely.buffer(found.point, reach).bounds
    return [Box(left, bottom, right, top)]

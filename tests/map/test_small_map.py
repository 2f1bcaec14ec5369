"""The small map of one area: what is on it, and where an address that was looked up is shown."""

from __future__ import annotations

from xml.etree import ElementTree

import shapely

from pages.kit import small_map
from pages.kit.map_ground import Ground

SVG = "{http://www.w3.org/2000/svg}"
JENNUM = "gl_jennumparken"


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314 - our own picture


def test_an_area_is_drawn_with_its_streets_and_schools_inside_the_frame(ground: Ground) -> None:
    for area_id in ground.shapes:
        for narrow in (False, True):
            svg = small_map.picture(ground, area_id, area_id, "#0B5394", narrow)
            assert svg.count('fill="#0B5394"') == 1
            streets = {item.street for item in ground.buildings if item.area_id == area_id}
            assert streets & set(texts(svg)), area_id
            assert 'class="found"' not in svg
            assert len(svg) < 150_000


def test_an_address_is_ringed_at_its_own_building_or_dashed_at_the_nearest_of_its_street(ground: Ground) -> None:
    own = next(item for item in ground.buildings if item.area_id == JENNUM and item.house_no.isdigit())
    exact = small_map.find(ground, JENNUM, own.street, int(own.house_no), None)
    assert exact is not None
    assert exact.exact
    assert exact.point.equals(own.point)
    lettered = small_map.find(ground, JENNUM, own.street, int(own.house_no), "B")
    assert lettered is not None
    assert lettered.point.equals(own.point)
    near = small_map.find(ground, JENNUM, own.street, int(own.house_no) + 2000, None)
    assert near is not None
    assert not near.exact
    assert near.at.startswith(own.street)
    assert small_map.find(ground, JENNUM, "Falkevej", 7, None) is None
    ring = small_map.picture(ground, JENNUM, "x", "#0B5394", False, exact)
    dashed = small_map.picture(ground, JENNUM, "x", "#0B5394", False, near)
    assert ring.count('class="found"') == dashed.count('class="found"') == 1
    assert ("stroke-dasharray" in ring, "stroke-dasharray" in dashed) == (False, True)


def test_the_nearest_building_is_on_the_same_side_of_the_street(ground: Ground) -> None:
    numbers: dict[str, list[int]] = {}
    for item in ground.buildings:
        if item.area_id == JENNUM and item.house_no.isdigit():
            numbers.setdefault(item.street, []).append(int(item.house_no))
    street = next(street for street, found in numbers.items() if len({number % 2 for number in found}) == 2)
    even = max(number for number in numbers[street] if number % 2 == 0)
    found = small_map.find(ground, JENNUM, street, even + 400, None)
    assert found is not None
    assert found.at == f"{street} {even}"


def test_entrances_of_a_register_say_where_an_address_is(with_register: None) -> None:
    from pages.kit.map_ground import ground as ground_now

    under = ground_now()
    area_id, address, point = under.addresses[0]
    street, _, number = address.rpartition(" ")
    digits = number.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    found = small_map.find(under, area_id, street, int(digits), number.removeprefix(digits) or None)
    assert found is not None
    assert found.exact
    assert shapely.equals(found.point, point)

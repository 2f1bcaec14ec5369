"""A dot for every ten dwellings, at the buildings that they are in. A dot is never a person, and never a figure of an indicator."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin, sqrt

from pages.kit.map_ground import Building

DWELLINGS = 10
# Metres between the dots of one building.
_APART = 9.0
# Each dot is turned by the golden angle and a little further out than the one before: no two meet, and the same every time.
_GOLDEN = pi * (3 - sqrt(5))


def dots(buildings: Sequence[Building]) -> list[tuple[float, float, Building]]:
    """Easting, northing and building of each dot, in the order of the buildings.

    What is left over in one building counts on in the next of its area, so that an area has its dwellings / 10, rounded.
    """
    made: list[tuple[float, float, Building]] = []
    left: dict[str, float] = {}
    for item in buildings:
        # Half a dot at first rounds the whole area to the nearest.
        counted = left.get(item.area_id, DWELLINGS / 2) + item.dwellings
        count, left[item.area_id] = divmod(counted, DWELLINGS)
        for number in range(int(count)):
            out = _APART * sqrt(number)
            made.append((item.point.x + out * cos(number * _GOLDEN), item.point.y + out * sin(number * _GOLDEN), item))
    return made

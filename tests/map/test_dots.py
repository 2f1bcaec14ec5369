"""Dots for dwellings, and the borders of another day."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from pages.kit import map_ground
from pages.kit.map_ground import Ground
from pages.map import svg as map_svg
from pages.map.dots import DWELLINGS, dots
from tests.map.conftest import MapOf


def test_an_area_has_a_dot_for_every_ten_dwellings_at_their_buildings(ground: Ground) -> None:
    made = dots(ground.buildings)
    for area_id in ground.shapes:
        dwellings = sum(item.dwellings for item in ground.buildings if item.area_id == area_id)
        assert sum(item.area_id == area_id for _, _, item in made) == int(dwellings / DWELLINGS + 0.5)
    places = {(round(x, 2), round(y, 2)) for x, y, _ in made}
    assert len(places) == len(made)
    # The largest block has some seventy dwellings: its dots stay about it.
    assert max(item.point.distance(type(item.point)(x, y)) for x, y, item in made) < 40
    assert made == dots(ground.buildings)


def test_dots_replace_the_squares_and_say_what_they_are(map_of: MapOf) -> None:
    plain, dotted = map_ground.ground(), map_ground.ground(dotted=True)
    assert "en prik er ingen person" in dotted.note
    assert "en prik er ingen person" not in plain.note
    shown = map_of("hp25_residents")
    pictures = [map_svg.still([shown], under, "", False, []).svg for under in (plain, dotted)]
    assert [picture.count(" 0 1 0 ") for picture in pictures] == [0, 2 * len(dots(plain.buildings))]


def test_borders_are_those_of_the_day(real: None, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[date] = []

    def ask(question: str, **parameters: Any) -> Any:
        if question == "map_borders":
            return {"valid_from": ["2024-01-01", "2026-01-01"]}
        if question == "map_shapes":
            asked.append(parameters["day"])
        return real_ask(question, **parameters)

    real_ask = map_ground.database.ask
    monkeypatch.setattr(map_ground, "database", SimpleNamespace(ask=ask, stamp=lambda: "borders of a test"))
    variants = [map_ground.ground(day).variant for day in (date(2023, 12, 31), date(2025, 6, 1), date(2026, 1, 1), date(2027, 1, 1))]
    assert variants == ["", "2024-01-01", "2026-01-01", "2026-01-01"]
    assert asked == [date.min, date(2024, 1, 1), date(2026, 1, 1)]

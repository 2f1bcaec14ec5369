"""The interactive map as it is sent to the browser: no outside address, what can be pressed, what the tooltip says."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest

from data.pointer import read_pointer
from pages.kit import map_ground
from pages.kit.map_ground import Ground
from pages.map import deck, tiles
from queries.connection import Database
from tests.map.conftest import MapOf, make_map

OUTSIDE = "hp25_outside_labour_market_own_12m"


def spec(shown: Any, ground: Ground, **options: Any) -> dict[str, Any]:
    chosen = {"zoom": "", "maps": 1, "entrances": True, "tiles": ""} | options
    loaded: dict[str, Any] = json.loads(deck.deck(shown, ground, **chosen).to_json())
    return loaded


def layers(sent: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {layer["id"]: layer for layer in sent["layers"]}


def test_nothing_of_it_points_outside(map_of: MapOf, ground: Ground) -> None:
    sent = spec(map_of(OUTSIDE), ground)
    # pydeck's own mark for "no style", which the framework takes for "no background"; test_browser.py sees that nobody is asked.
    assert sent["mapStyle"] == "__MAP_STYLE__"
    assert "mapProvider" not in sent
    assert "http" not in json.dumps(sent)


def test_areas_carry_value_municipality_distance_and_period(map_of: MapOf, ground: Ground) -> None:
    areas = layers(spec(map_of(OUTSIDE), ground))["areas"]
    assert areas["pickable"] is True
    energivej = next(row for row in areas["data"] if row["area_id"] == "energivej")
    assert energivej["value"] == "54,0\u00a0%"
    assert energivej["municipality"] == "Randers Kommune: 17,2\u00a0%"
    assert energivej["distance"] == " (forskel +36,8\u00a0procentpoint)"
    assert energivej["period"] == "okt. 2023–sep. 2024"
    assert energivej["color"] == [0x26, 0x2A, 0x63, 191]
    longitude, latitude = energivej["polygon"][0][0]
    assert 9.9 < longitude < 10.1
    assert 56.4 < latitude < 56.6
    for part in ("name", "value", "municipality", "distance", "period"):
        assert f"{{{part}}}" in deck.TOOLTIP["html"]


def test_areas_and_their_buildings_can_be_pressed(map_of: MapOf, ground: Ground) -> None:
    sent = layers(spec(map_of("hp25_household_income_of_municipality"), ground))
    assert [name for name, layer in sent.items() if layer.get("pickable")] == ["areas", "buildings"]
    assert {"borders", "fabric", "areas", "hatching", "buildings", "places", "help-names", "leaders", "area-names"} == set(sent)
    one = next(row for row in sent["buildings"]["data"] if row["name"] == "Asavænget 15")
    assert (one["area_id"], one["title"]) == ("energivej", "32 boliger, opført 1942")
    fields = set(re.findall(r"{(\w+)}", deck.TOOLTIP["html"]))
    assert fields <= set(one)


def test_names_stand_in_metres_and_stop_growing(map_of: MapOf, ground: Ground) -> None:
    names = layers(spec(map_of(OUTSIDE), ground))["area-names"]
    assert names["sizeUnits"] == "meters"
    assert names["sizeMaxPixels"] == pytest.approx(21.6)
    assert names["characterSet"] == "auto"
    assert {row["text"] for row in names["data"]} >= {"Energivej\n54,0\u00a0%", "Sjællandsgade\n30,5\u00a0%"}
    assert len(names["data"]) == 7


def test_zoom_goes_to_the_area(map_of: MapOf, ground: Ground) -> None:
    shown = map_of(OUTSIDE)
    home, closer = spec(shown, ground)["initialViewState"], spec(shown, ground, zoom="vangdalen")["initialViewState"]
    assert closer["zoom"] > home["zoom"] + 1
    assert closer["longitude"] == pytest.approx(10.0086, abs=0.003)
    assert closer["latitude"] == pytest.approx(56.479, abs=0.003)
    # Names keep their places, so that zooming out shows the map of before.
    assert layers(spec(shown, ground))["area-names"]["data"] == layers(spec(shown, ground, zoom="vangdalen"))["area-names"]["data"]


def test_polygons_and_dots_of_a_register(with_register: None) -> None:
    ground = map_ground.ground()
    shown = make_map(OUTSIDE)
    sent = layers(spec(shown, ground))
    assert len(sent["entrances"]["data"]) == len(ground.entrances)
    assert len(sent["areas"]["data"]) >= 7
    assert "entrances" not in layers(spec(shown, ground, entrances=False))


def test_tiles_only_when_a_service_is_named(map_of: MapOf, ground: Ground) -> None:
    sent = layers(spec(map_of(OUTSIDE), ground, tiles="https://kort.example/{z}/{x}/{y}.png"))
    pictures = [layer["image"] for layer in sent.values() if layer["@@type"] == "BitmapLayer"]
    assert 8 <= len(pictures) <= 60
    assert all(address.startswith("https://kort.example/14/86") and address.endswith(".png") for address in pictures)
    assert "fabric" not in sent
    closer = layers(spec(map_of(OUTSIDE), ground, tiles="https://kort.example/{z}/{x}/{y}.png", zoom="energivej"))
    pictures = [layer["image"] for layer in closer.values() if layer["@@type"] == "BitmapLayer"]
    assert 8 <= len(pictures) <= 60
    assert all(address.startswith("https://kort.example/16/") for address in pictures)
    assert tiles.tile_host("https://kort.example/{z}/{x}/{y}.png") == "kort.example"


def test_a_map_is_small_enough_to_send(map_of: MapOf, ground: Ground) -> None:
    sent = deck.deck(map_of(OUTSIDE), ground, zoom="", maps=1, entrances=True, tiles="").to_json()
    assert len(sent) < 150_000
    assert len(gzip.compress(sent.encode())) < 30_000


def test_entrances_of_a_register_are_those_inside_the_areas(registered_folder: Path) -> None:
    version = read_pointer(registered_folder)
    assert version is not None
    database = Database(version.published, version.version)
    entrances = database.ask("map_entrances")
    database.close()
    assert "Falkevej 7" in set(entrances[entrances["area_id"] == "glarbjergvej"]["address"])
    # Vangdalen has no register, and an address outside the areas is none of theirs.
    housing = {"gl_jennumparken", "glarbjergvej", "hermann_stillingsvej", "energivej", "sjaellandsgade", "centrale_randers"}
    assert set(entrances["area_id"]) == housing
    assert list(entrances["area_id"]) == sorted(entrances["area_id"])


def test_names_of_streets_stand_on_a_pale_ground_where_one_area_is_looked_at(map_of: MapOf, ground: Ground) -> None:
    shown = map_of(OUTSIDE)
    whole, near = (layers(spec(shown, ground, zoom=zoom))["help-names"] for zoom in ("", "energivej"))
    assert (whole.get("background"), near.get("background")) == (None, True)
    assert "Vølundsvej" in {row["text"] for row in near["data"]}

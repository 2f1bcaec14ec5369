"""The interactive map: layers for pydeck. Nothing is fetched from outside unless an administrator has named a tile service."""

from __future__ import annotations

import json
from dataclasses import replace
from math import hypot
from typing import Any

import pydeck as pdk
import shapely

from pages.kit import look
from pages.kit.language import tr
from pages.kit.map_ground import Ground, view_of
from pages.kit.map_labels import Placed
from pages.map.dots import dots
from pages.map.figures import MUNICIPALITY, MapOfPeriod
from pages.map.layout import LEADER_FROM, Layout, Sizes, layout
from pages.map.tiles import tile_layers
from queries import shapes

INK, QUIET, PAPER, _BORDER, _FABRIC, _HATCHING = "#1D2730", "#4A5763", "#FFFFFF", "#D2CFC4", "#C4C2BA", "#5B6672"
# The layer whose objects can be pressed.
AREAS = "areas"
# Pressed, they lead to their area as well; they lie on top of it.
BUILDINGS = "buildings"
_FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
# Decimals of a degree: a decimetre, and a metre for what is only background.
_DIGITS, _BLOCK_DIGITS = 6, 5
# Room around each letter of the font picture, or a j loses its hook.
_LETTERS = {"fontSize": 64, "buffer": 12}
_PLAIN: dict[str, Any] = {"font_settings": _LETTERS}
# Metres between the lines of a hatching.
_HATCH = 55.0
# Pixels: the size of the names of streets where one area is looked at.
_NEAR = 14
# Metres: the radius of a dot for ten dwellings.
_DOT = 4
TOOLTIP = {
    "html": "<b>{name}</b><br>{title}<br><b>{value}</b>{reason}<br>{municipality}{distance}<br>{period}{residents}<br><i>{hint}</i>",
    "style": {
        "backgroundColor": "#FFFFFF",
        "color": "#1D2730",
        "border": "2px solid #1D2730",
        "borderRadius": "6px",
        "fontSize": "16px",
        "maxWidth": "22rem",
        "padding": "8px 12px",
    },
}


class _Deck(pdk.Deck):  # type: ignore[misc]  # pydeck has no types
    """A map that is sent without the line breaks and indents of pydeck, which make it three times as large."""

    def to_json(self) -> str:
        """The specification as the browser gets it."""
        return json.dumps(json.loads(super().to_json()), separators=(",", ":"), ensure_ascii=False)


def height(maps: int) -> int:
    """Height of the map on the page in pixels when `maps` stand side by side."""
    return 640 if maps == 1 else 520


def deck(shown: MapOfPeriod, under: Ground, *, zoom: str, maps: int, entrances: bool, tiles: str) -> pdk.Deck:
    """The map of one period. `tiles` is the address pattern of a tile service, or empty for the monitor's own background."""
    plane = shapes.web_plane([shape.geometry for shape in under.shapes.values()])
    # The width a map has at least on a screen that is not narrow.
    size = (760 if maps == 1 else 520, height(maps))
    sizes = Sizes(18 if maps == 1 else 16, 12)
    margin = (60, 40)
    window = shapes.window([plane.of(geometry) for geometry in view_of(under, "")], *size, margin)
    # Names keep the places of the whole map, whatever part of it is looked at.
    names = layout(under, shown, plane, window, sizes)
    areas = _areas(shown, under, clear=bool(tiles))
    dots = _entrances(under) if entrances and under.entrances else []
    closer = shapes.window([plane.of(geometry) for geometry in view_of(under, zoom)], *size, (size[0] // 4, size[1] // 4))
    start = closer if zoom in under.shapes else window
    # Streets and day cares have names where one area is looked at.
    near = layout(under, shown, plane, closer, replace(sizes, help=_NEAR), zoom=zoom) if zoom in under.shapes else names
    helps = [] if tiles else _helps(near, plane, start, zoom in under.shapes)
    background = tile_layers(start, plane, tiles, zoom in under.shapes) if tiles else _background(under)
    return _Deck(
        layers=[
            *background,
            *areas,
            *_buildings(under),
            *dots,
            *helps,
            *_leaders(names, under, plane, window.scale),
            *_names(names, plane, window),
        ],
        initial_view_state=_view(start, window, plane),
        views=[pdk.View(type="MapView", controller={"dragRotate": False, "touchRotate": False, "doubleClickZoom": True})],
        map_provider=None,
        tooltip=TOOLTIP,  # type: ignore[arg-type]
    )


def _view(start: shapes.Window, home: shapes.Window, plane: shapes.Plane) -> pdk.ViewState:
    longitude, latitude = plane.lonlat(start.x, start.y)
    widest = shapes.zoom_level(home.scale, latitude)
    return pdk.ViewState(
        longitude=longitude,
        latitude=latitude,
        zoom=round(shapes.zoom_level(start.scale, latitude), 3),
        min_zoom=round(widest - 3, 3),
        max_zoom=round(widest + 5, 3),
        pitch=0,
        bearing=0,
    )


def _areas(shown: MapOfPeriod, under: Ground, clear: bool) -> list[pdk.Layer]:
    rows: list[dict[str, Any]] = []
    hatching: list[dict[str, Any]] = []
    for area in shown.areas:
        if area.area_id not in under.shapes:
            continue
        geometry = under.shapes[area.area_id].geometry
        texts = {
            "area_id": area.area_id,
            "name": area.name,
            "title": shown.short_title,
            "value": area.text,
            "reason": f" – {area.reason}" if area.reason else "",
            "municipality": tr(MUNICIPALITY) + ": " + (shown.municipality_text or tr("intet tal")),
            "distance": tr(" (forskel {difference})", difference=area.distance) if area.distance else "",
            "period": shown.period,
            "residents": tr(" · {residents} beboere", residents=area.residents) if area.residents else "",
            "hint": tr("Tryk for at åbne områdets side"),
            "color": [*_rgb(area.color), 225 if clear else 191],
        }
        rows += [{**texts, "polygon": polygon} for polygon in shapes.polygons(shapes.lonlat(geometry), _DIGITS)]
        if area.hatch:
            lines = shapes.hatch(geometry, _HATCH, crossed=area.hatch == "crossed")
            hatching += [{"path": path} for path in shapes.lines(shapes.lonlat(lines), _DIGITS)]
    layers = [
        pdk.Layer(
            "PolygonLayer", data=rows, id=AREAS, get_polygon="polygon", get_fill_color="color", get_line_color=_tone(INK), stroked=True,
            line_width_units=pdk.types.String("pixels"), get_line_width=2, pickable=True, auto_highlight=True,
            highlight_color=[255, 255, 255, 70],
        )
    ]  # fmt: skip
    if hatching:
        layers.append(_paths("hatching", hatching, _HATCHING, 1.5))
    return layers


def _halo() -> dict[str, Any]:
    return {"outline_width": 5, "outline_color": [*_tone(PAPER), 255], "font_settings": {**_LETTERS, "sdf": True, "radius": 14}}


def _boxed() -> dict[str, Any]:
    """A pale ground behind small letters, which a halo would eat."""
    return {**_PLAIN, "background": True, "get_background_color": [*_tone(PAPER), 225], "background_padding": [3, 1]}


def _tone(color: str) -> list[int]:
    """A colour of the light look in that of this run."""
    return _rgb(look.color(color, look.current()))


def _rgb(color: str) -> list[int]:
    return [int(color[place : place + 2], 16) for place in (1, 3, 5)]


def _paths(name: str, rows: list[dict[str, Any]], color: str, pixels: float, metres: float = 0) -> pdk.Layer:
    """Lines that are `metres` wide on the ground but never thinner than `pixels`."""
    return pdk.Layer(
        "PathLayer", data=rows, id=name, get_path="path", get_color=_tone(color), get_width=metres, width_min_pixels=pixels,
        cap_rounded=True, joint_rounded=True,
    )  # fmt: skip


def _background(under: Ground) -> list[pdk.Layer]:
    """Border lines and the town's residential buildings."""
    borders = [{"path": path} for item in under.background if item.layer == "border" for path in _path(item.geometry)]
    fabric = shapely.get_coordinates(shapes.lonlat(shapely.multipoints(list(under.fabric)))).round(_BLOCK_DIGITS).tolist()
    town = pdk.Layer(
        "ScatterplotLayer",
        data=[{"p": place} for place in fabric],
        id="fabric",
        get_position="p",
        get_radius=7,
        radius_min_pixels=1.2,
        radius_max_pixels=6,
        get_fill_color=_tone(_FABRIC),
    )
    return [_paths("borders", borders, _BORDER, 1.2), town]


def _path(geometry: Any) -> list[shapes.Coordinates]:
    return shapes.lines(shapes.lonlat(geometry), _BLOCK_DIGITS)


def _buildings(under: Ground) -> list[pdk.Layer]:
    """The areas' buildings, their size by dwellings; pointed at, each says its address, dwellings and year."""
    rows = [
        {
            "area_id": item.area_id,
            "place": _place(item.point),
            "size": round(5 + item.dwellings**0.5, 1),
            "name": f"{item.street} {item.house_no}",
            "title": tr("{dwellings} boliger, opført {year}", dwellings=item.dwellings, year=item.year_built),
            **dict.fromkeys(("value", "reason", "municipality", "distance", "period", "residents"), ""),
            "hint": tr("Tryk for at åbne områdets side"),
        }
        for item in under.buildings
    ]
    by_building = dict(zip(map(id, under.buildings), rows, strict=True))
    if under.dotted:
        rows = [{**by_building[id(item)], "place": _place(shapely.Point(x, y)), "size": _DOT} for x, y, item in dots(under.buildings)]
    return [
        pdk.Layer(
            "ScatterplotLayer",
            data=rows,
            id=BUILDINGS,
            get_position="place",
            get_radius="size",
            radius_min_pixels=2,
            radius_max_pixels=14,
            get_fill_color=_tone(INK),
            get_line_color=_tone(PAPER),
            stroked=True,
            line_width_min_pixels=0.8,
            line_width_max_pixels=1.5,
            pickable=True,
        )
    ]


def _place(point: Any) -> list[float]:
    place: list[float] = shapely.get_coordinates(shapes.lonlat(point))[0].round(_DIGITS).tolist()
    return place


def _entrances(under: Ground) -> list[pdk.Layer]:
    rows = [{"place": [round(point.x, _DIGITS), round(point.y, _DIGITS)]} for point in map(shapes.lonlat, under.entrances)]
    return [
        pdk.Layer(
            "ScatterplotLayer", data=rows, id="entrances", get_position="place", get_radius=4, radius_min_pixels=1.4, radius_max_pixels=6,
            get_fill_color=_tone(PAPER), get_line_color=_tone(INK), stroked=True, line_width_min_pixels=0.8, line_width_max_pixels=1,
        )
    ]  # fmt: skip


def _helps(names: Layout, plane: shapes.Plane, window: shapes.Window, near: bool) -> list[pdk.Layer]:
    """Schools and streets; `near`, where one area is looked at, streets stand on its colour, however dark it is."""
    dots = [{"place": plane.lonlat(x, y)} for x, y in names.dots]
    return [
        pdk.Layer(
            "ScatterplotLayer", data=dots, id="places", get_position="place", get_radius=4, radius_units=pdk.types.String("pixels"),
            get_fill_color=_tone(QUIET), get_line_color=_tone(PAPER), stroked=True, line_width_min_pixels=1,
        ),
        _text("help-names", names.helps, plane, window, INK if near else QUIET, bold=False, boxed=near),
    ]  # fmt: skip


def _leaders(names: Layout, under: Ground, plane: shapes.Plane, scale: float) -> list[pdk.Layer]:
    """Lines from the names to the edge of their areas."""
    rows = []
    for key, placed in names.areas.items():
        if placed.leader:
            x, y, to_x, to_y = placed.leader
            end = shapes.first_touch(plane.of(under.shapes[key].geometry), (x, y), (to_x, to_y))
            if hypot(end[0] - x, end[1] - y) > LEADER_FROM * scale:
                rows.append({"path": [plane.lonlat(x, y), plane.lonlat(*end)]})
    return [_paths("leaders", rows, INK, 1.4)] if rows else []


def _names(names: Layout, plane: shapes.Plane, window: shapes.Window) -> list[pdk.Layer]:
    return [_text("area-names", tuple(names.areas.values()), plane, window, INK, bold=True)]


def _text(
    name: str, placed: tuple[Placed, ...], plane: shapes.Plane, window: shapes.Window, color: str, bold: bool, boxed: bool = False
) -> pdk.Layer:
    """Names in metres, so that they keep their distance at every zoom; not larger on the screen than a little above their size."""
    rows = [
        {
            "text": item.label.text,
            "place": plane.lonlat(item.x, item.y),
            "size": round(item.label.size * window.scale, 2),
            "anchor": {-1: "end", 0: "middle", 1: "start"}[item.across],
            "baseline": {-1: "top", 0: "center", 1: "bottom"}[item.along],
        }
        for item in placed
    ]
    # Small letters would be eaten by a halo.
    largest = max((item.label.size for item in placed), default=0)
    return pdk.Layer(
        "TextLayer", data=rows, id=name, get_text="text", get_position="place", get_size="size", get_text_anchor="anchor",
        get_alignment_baseline="baseline", get_color=_tone(color), size_units=pdk.types.String("meters"), size_max_pixels=largest * 1.2,
        character_set=pdk.types.String("auto"), font_family=pdk.types.String(_FONT),
        font_weight=pdk.types.String("bold" if bold else "normal"),
        line_height=1.2, **(_halo() if bold else _boxed() if boxed else _PLAIN),
    )  # fmt: skip

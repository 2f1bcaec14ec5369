"""Pictures of a tile service that an administrator has named, as layers under the interactive map."""

from __future__ import annotations

from urllib.parse import urlsplit

import pydeck as pdk

from queries import shapes

_TILE_LEVEL = {"home": 14, "zoomed": 16}


def tile_layers(window: shapes.Window, plane: shapes.Plane, pattern: str, zoomed: bool) -> list[pdk.Layer]:
    """A picture per tile, only around the areas, so that no more is asked of the service than what is looked at."""
    level = _TILE_LEVEL["zoomed" if zoomed else "home"]
    wider = shapes.Window(window.x, window.y, window.scale, window.width * 2, window.height)
    return [
        pdk.Layer("BitmapLayer", id=f"tile-{x}-{y}", image=pdk.types.String(tile_address(pattern, level, x, y)), bounds=list(bounds))
        for x, y, bounds in shapes.tiles(wider, plane, level)
    ]


def tile_address(pattern: str, level: int, x: int, y: int) -> str:
    """The address of one tile; the pattern has {z}, {x} and {y}."""
    return pattern.replace("{z}", str(level)).replace("{x}", str(x)).replace("{y}", str(y))


def tile_host(pattern: str) -> str:
    """Who is asked for the tiles."""
    return urlsplit(pattern).hostname or pattern

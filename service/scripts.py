"""The monitor's own scripts, served from this server and named in the framework's page.

keys.js      the keys of a meeting and of what opens on a page
memory.js    what a browser remembers for its user: the look, and that the guide was read

The content-security policy lets no inline script run and nothing be fetched from elsewhere.
"""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_FOLDER = Path(__file__).resolve().parent
# Address -> file. memory.js must run before the framework starts and therefore does not wait for the page (no defer).
_SCRIPTS = {"husk.js": ("memory.js", ""), "taster.js": ("keys.js", " defer")}
# Beside the pages, which lie one level deep, so that they are found below any path of a proxy.
TAGS = "".join(f'<script{how} src="./{name}"></script>' for name, (_, how) in _SCRIPTS.items()).encode()


def _routes(name: str, file: str) -> list[Route]:
    content = (_FOLDER / file).read_bytes()

    async def script(_: Request) -> Response:
        return Response(content, media_type="text/javascript", headers={"Cache-Control": "no-cache"})

    # The framework does not put routes below the path of a proxy by itself.
    return [Route(f"/{name}", script), Route(f"/{{below:path}}/{name}", script)]


ROUTES = [route for name, (file, _) in _SCRIPTS.items() for route in _routes(name, file)]

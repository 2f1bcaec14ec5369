"""The monitor's own script, for the keys of a meeting: served from this server and named in the framework's page.

The content-security policy lets no inline script run and nothing be fetched from elsewhere.
"""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_SCRIPT = (Path(__file__).resolve().parent / "keys.js").read_bytes()
NAME = "taster.js"
# Beside the pages, which lie one level deep, so that it is found below any path of a proxy.
TAG = f'<script defer src="./{NAME}"></script>'.encode()


async def _script(_: Request) -> Response:
    return Response(_SCRIPT, media_type="text/javascript", headers={"Cache-Control": "no-cache"})


# The framework does not put routes below the path of a proxy by itself.
ROUTES = [Route(f"/{NAME}", _script), Route(f"/{{below:path}}/{NAME}", _script)]

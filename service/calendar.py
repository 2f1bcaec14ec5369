"""/kalender.ics: the calendar that programs subscribe to, for those who may see the pages.

A calendar program has no login. Where pages need one, the address carries the key of MONITOR_CALENDAR_KEY (?noegle=...), or the
request brings the login of a browser.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from queries.connection import NoDatabaseError
from queries.deadlines import COPENHAGEN
from service import media, metrics, settings

PATH = "/kalender.ics"
KEY = "noegle"
_HEADERS = {"Cache-Control": "private, max-age=3600", "Content-Disposition": 'inline; filename="helhedsplan.ics"'}

# The file in a language at a time of the day (pages/kit/calendar.py), and whether claims let somebody see the pages.
Feed = Callable[[str, datetime], bytes]
MayRead = Callable[[Mapping[str, Any]], bool]


def routes(feed: Feed, may_read: MayRead) -> list[Route]:
    """The route, answered with `feed` to those whom `may_read` or the key lets in."""

    async def answer(request: Request) -> Response:
        if not _has_key(request) and not await asyncio.to_thread(may_read, media.claims(HTTPConnection(request.scope))):
            metrics.REFUSALS.labels(reason="calendar").inc()
            return PlainTextResponse("Kalenderen kræver login eller nøglen i adressen. Spørg administratoren.", 403)
        try:
            made = await asyncio.to_thread(feed, request.query_params.get("sprog", ""), datetime.now(COPENHAGEN).replace(tzinfo=None))
        except NoDatabaseError as error:
            return PlainTextResponse(str(error), 503)
        return Response(made, headers=_HEADERS, media_type="text/calendar")

    return [Route(PATH, answer, methods=["GET", "HEAD"])]


def _has_key(request: Request) -> bool:
    key, given = settings.text("MONITOR_CALENDAR_KEY"), request.query_params.get(KEY, "")
    return bool(key) and secrets.compare_digest(key.encode(), given.encode())

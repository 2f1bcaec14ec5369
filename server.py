"""What is served: the app with a warm start and pages that say they are in Danish.

`streamlit run app.py` works as well; it only lacks the Danish language mark and the warm start.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import AsyncIterator

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime.pages_manager import PagesManager

from pages.parts import warm


class DanishPages:
    """Mark every HTML answer as Danish; the framework writes English and offers no setting for it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on everything but HTML unchanged."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        start: Message | None = None
        body = b""

        async def rewrite(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                if b"text/html" in dict(message["headers"]).get(b"content-type", b""):
                    start = message
                    return
            elif start is not None and message["type"] == "http.response.body":
                body += message.get("body", b"")
                if message.get("more_body"):
                    return
                body = body.replace(b'<html lang="en"', b'<html lang="da"', 1)
                MutableHeaders(raw=start["headers"])["content-length"] = str(len(body))
                await send(start)
                message = {"type": "http.response.body", "body": body}
            await send(message)

        await self.app({**scope, "headers": _uncompressed(scope)}, receive, rewrite)


def _uncompressed(scope: Scope) -> list[tuple[bytes, bytes]]:
    """Request headers; a page (not a script or picture) is asked for uncompressed so that it can be rewritten."""
    headers = list(scope["headers"])
    if b"text/html" not in dict(headers).get(b"accept", b""):
        return headers
    return [(name, value) for name, value in headers if name != b"accept-encoding"]


@contextlib.asynccontextmanager
async def _lifespan(_: st.App) -> AsyncIterator[dict[str, object]]:
    # Until the first run of app.py the framework believes in its old convention of a pages/ folder and would run a
    # page file by its name without app.py. The guard in every page is the protection; this keeps the menu right too.
    PagesManager.uses_pages_directory = False
    warm.up()
    # What is loaded now lives as long as the process; taking it out of the collector's sight makes every rerun shorter.
    gc.collect()
    gc.freeze()
    yield {}


app = st.App("app.py", lifespan=_lifespan, middleware=[Middleware(DanishPages)])

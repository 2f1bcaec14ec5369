"""Who may upload, and how much the server holds at once.

The framework takes a file of any visitor into memory before a page runs: sixty of 20 MB without a login held 1.1 GB. Here an
upload needs a session whose last run was an officer's, and room left for the session and for everybody. What is on its
way counts as if it had come.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import threading
from collections import Counter, OrderedDict

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config, runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

# A form takes one file; a second may come before the first is taken away.
FOR_A_SESSION = 45_000_000
# Ten officers at once, in a container of 1 GB (deploy/).
FOR_ALL = 200_000_000
_PATH = re.compile(r"/_stcore/upload_file/([^/]{1,100})/[^/]{1,100}$")
_MOST_SESSIONS = 1_000
_NO_ROLE = 403
# How long the rest of a refused file is waited for: 20 MB on a line of 5 Mbit/s.
_REST_SECONDS = 32
_permitted: OrderedDict[str, None] = OrderedDict()
_on_their_way: Counter[str] = Counter()
_lock = threading.Lock()


def permit(allowed: bool) -> None:
    """Say at each run of a page whether its session may upload; what was said last counts."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is None:
        return
    with _lock:
        _permitted.pop(context.session_id, None)
        if allowed:
            _permitted[context.session_id] = None
        if len(_permitted) > _MOST_SESSIONS:
            _permitted.popitem(last=False)


class BoundedUploads:
    """Refuse an upload without a role (403), or over the bound of the session (413) or of all (503), before it is read."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on everything but uploads unchanged."""
        upload = _PATH.search(scope["path"]) if scope["type"] == "http" and scope["method"] == "PUT" else None
        if upload is None:
            await self.app(scope, receive, send)
            return
        session, size = upload[1], _size(scope)
        refused = _take(session, size)
        if refused:
            if refused == _NO_ROLE:
                await PlainTextResponse("", refused)(scope, receive, send)
            else:
                await _refuse(refused, receive, send)
            return
        try:
            await self.app(scope, receive, send)
        finally:
            with _lock:
                _on_their_way[session] -= size
                if not _on_their_way[session]:
                    del _on_their_way[session]


async def _refuse(status: int, receive: Receive, send: Send) -> None:
    """Answer at once, then take what is still sent off the line and keep none of it.

    A connection that is closed under a browser which still sends shows it a fault of the network and not the status.
    """
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "more_body": True})
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_REST_SECONDS):
            while (await receive()).get("more_body"):
                pass
    await send({"type": "http.response.body"})


def _size(scope: Scope) -> int:
    """What an upload says it takes, and the most there can be when it does not say; the framework cuts off what is longer."""
    said = Headers(scope=scope).get("content-length", "")
    most = int(config.get_option("server.maxUploadSize")) * 1024 * 1024
    return min(int(said), most) if said.isdecimal() and len(said) < 20 else most


def _take(session: str, size: int) -> int:
    """Keep room for an upload; the status to refuse it with, or 0."""
    held = _held()
    with _lock:
        if session not in _permitted:
            return _NO_ROLE
        if held.get(session, 0) + _on_their_way[session] + size > FOR_A_SESSION:
            return 413
        if sum(held.values()) + _on_their_way.total() + size > FOR_ALL:
            return 503
        _on_their_way[session] += size
    return 0


def _held() -> dict[str, int]:
    """Bytes of finished uploads per session, as the framework holds them until the session ends."""
    manager = runtime.get_instance().uploaded_file_mgr if runtime.exists() else None
    if not isinstance(manager, MemoryUploadedFileManager):
        return {}
    return {session: sum(len(file.data) for file in list(files.values())) for session, files in list(manager.file_storage.items())}

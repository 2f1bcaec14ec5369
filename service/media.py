"""Files that a page hands out (/media/...) go to the login of the page's own session, and to nobody else.

The framework gives them to whoever knows the address, with or without a login, and after the login has ended. An address
stands in the browser's history and in a proxy's log.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import runtime
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.web.server.starlette import starlette_websocket as sockets
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from service import auth

# A login's name when it counts now: it has not ended, is not too old and not shut out. None otherwise (pages/kit/roles.py).
LoginOf = Callable[[Mapping[str, Any]], str | None]
_whole = MediaFileManager.execute_deferred


class OwnFiles:
    """Answer 404 to a file of a session whose login the request does not bring."""

    def __init__(self, app: ASGIApp, login_of: LoginOf) -> None:
        self.app, self.login_of = app, login_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on everything else unchanged, and everything where nobody logs in."""
        if scope["type"] == "http" and "/media/" in scope["path"] and auth.configured() and not self._may(scope):
            await PlainTextResponse("", 404)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _may(self, scope: Scope) -> bool:
        mine = self.login_of(claims(HTTPConnection(scope)))
        for session in _sessions_with(scope["path"].rsplit("/", 1)[-1].partition(".")[0]):
            # A session that never had a login shows what is open to all; one that was logged out has neither.
            if session.is_resumable() and not session._user_info:
                return True
            if mine is not None and self.login_of(session._user_info) == mine:
                return True
        return False


def claims(connection: HTTPConnection) -> Mapping[str, Any]:
    """What the request's login cookie says, once its signature holds and it was given out for this address."""
    cookie = sockets._get_signed_cookie_with_chunks(dict(connection.cookies), USER_COOKIE_NAME)
    redirect = str(auth.section().get("redirect_uri", ""))
    return sockets._parse_decoded_user_cookie(cookie, redirect) if cookie else {}


def _sessions_with(file_id: str) -> Iterator[Any]:
    """The open sessions that hold a file."""
    server = runtime.get_instance()
    manager = server.media_file_mgr
    with manager._lock:
        held = [name for name, files in manager._files_by_session_and_coord.items() if file_id in files.values()]
    for name in held:
        if (found := server._session_mgr.get_session_info(name)) is not None:
            yield found.session


def _execute_deferred(manager: MediaFileManager, file_id: str) -> str:
    """Make a file that is asked for, as the framework does, and remember whose it is until that session's next run."""
    entry = manager._deferred_callables.get(file_id)
    url = _whole(manager, file_id)
    with manager._lock:
        if entry is not None and entry["session_id"] in manager._files_by_session_and_coord:
            made = url.rsplit("/", 1)[-1].partition(".")[0]
            manager._files_by_session_and_coord[entry["session_id"]][f"made from {file_id}"] = made
    return url


def install() -> None:
    """Have the framework remember whose file a deferred download is."""
    setattr(MediaFileManager, "execute_deferred", _execute_deferred)  # noqa: B010  # typed as a method, not as its replacement

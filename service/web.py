"""What goes around every request: language, security headers, closed doors, the way back after a login."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util
from streamlit.proto.BackMsg_pb2 import BackMsg

from service import scripts, settings


def _inline_scripts() -> str:
    """Hashes of the scripts that stand in the framework's own page, so that no other inline script runs."""
    page = (Path(file_util.get_static_dir()) / "index.html").read_text("utf-8")
    inline = [rest.partition("</script>")[0] for rest in page.split("<script>")[1:]]
    digests = [hashlib.sha256(script.encode()).digest() for script in inline]
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def _may_be_asked() -> str:
    """Whom a page may ask: this server, and the tile service an administrator has named for the map."""
    try:
        return f"'self' {settings.tile_origin()}".rstrip()
    except settings.SettingError:  # settings.problems() says so; nobody is asked.
        return "'self'"


# Measured in Chromium with every page and with one of each heavy element (tests/service/test_browser.py). Charts need no
# unsafe-eval, because the framework has Vega interpret its expressions.
POLICY = {
    "default-src": "'self'",
    # wasm-unsafe-eval: maps and data frames load WebAssembly.
    "script-src": f"'self' 'wasm-unsafe-eval' {_inline_scripts()}".rstrip(),
    # unsafe-inline: the framework makes its style sheets in the browser, and ours comes with st.html.
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    "font-src": "'self' data:",
    "connect-src": _may_be_asked(),
    "object-src": "'none'",
    "frame-src": "'none'",
    "frame-ancestors": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Addresses hold what somebody looked at; they go to no other site.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_HTTPS_ONLY = "max-age=31536000"
# The framework's own numbers and its interface for programs; nobody here uses them, so nobody outside may.
_CLOSED = ("/_stcore/metrics", "/_stcore/agent/", "/_stcore/script-health-check")
# Messages of a browser that concern every other visitor, or the folder the app lies in.
_IGNORED_MESSAGES = ("clear_cache", "set_run_on_save", "load_git_info")
# Operations on the server's own files, for those who develop with the framework.
_IGNORED_OPERATIONS = ("install_skills", "dismiss_skills_nudge")
_RETURN_COOKIE = "monitor_return"
_RETURN_SECONDS = 600
_LONGEST_RETURN = 1000


def is_https(scope: Scope) -> bool:
    """Whether the visitor's side of the connection is encrypted, here or at the proxy in front."""
    forwarded = Headers(scope=scope).get("x-forwarded-proto", "")
    return scope["scheme"] in ("https", "wss") or forwarded.split(",")[0].strip() == "https"


class SecurityHeaders:
    """Set the headers that keep a browser from doing what the monitor never asks for."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does, with the headers on top."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                for name, value in HEADERS.items():
                    headers[name] = value
                if is_https(scope):
                    headers["Strict-Transport-Security"] = _HTTPS_ONLY
                    message["headers"] = [(name, _secured(name, value)) for name, value in message["headers"]]
            await send(message)

        await self.app(scope, receive, with_headers)


def _secured(name: bytes, value: bytes) -> bytes:
    """A cookie that is only sent over https; the framework leaves that out because it cannot know."""
    if name.lower() == b"set-cookie" and b"; secure" not in value.lower():
        return value + b"; Secure"
    return value


class ClosedDoors:
    """Answer 404 where the framework has doors the monitor does not use, and drop messages that concern others."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on everything else unchanged."""
        if scope["type"] == "http" and any(door in f"{scope['path']}/" for door in _CLOSED):
            await PlainTextResponse("", 404)(scope, receive, send)
        elif scope["type"] == "websocket" and _is_from_elsewhere(scope):
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] == "websocket":
            await self.app(scope, _filtered(receive), send)
        else:
            await self.app(scope, receive, send)


def _is_from_elsewhere(scope: Scope) -> bool:
    """Whether a page of another port or name opens a socket to a trusted machine, where a visitor is an officer.

    The framework takes every page of localhost for its own, whatever its port.
    """
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    return settings.text("MONITOR_LOCAL_OFFICER") != "0" and origin is not None and urlsplit(origin).netloc != headers.get("host")


def _filtered(receive: Receive) -> Receive:
    async def next_message() -> Message:
        while True:
            message = await receive()
            if message["type"] != "websocket.receive" or not _is_ignored(message.get("bytes")):
                return message

    return next_message


def _is_ignored(data: bytes | None) -> bool:
    """Whether a browser asks for something that would touch all sessions, such as emptying the common cache.

    Every message is parsed as the framework does it: a message can be made longer by fields that nobody knows.
    """
    if not data:
        return False
    message = BackMsg()
    try:
        message.ParseFromString(data)
    except Exception:  # The framework closes the connection of whoever sends this; it is left to it.
        return False
    kind = message.WhichOneof("type")
    if kind == "backend_operation_request":
        return message.backend_operation_request.WhichOneof("payload") in _IGNORED_OPERATIONS
    return kind in _IGNORED_MESSAGES


class ReturnAfterLogin:
    """Bring the visitor back to the page the login was asked from; the framework always ends at the start page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Remember the page in a short-lived cookie on the way out, and use it once on the way back."""
        path = scope.get("path", "")
        if scope["type"] != "http" or not path.endswith(("/auth/login", "/oauth2callback")):
            await self.app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        leaving = path.endswith("/auth/login")
        wanted = _page_of(connection) if leaving else safe_return(unquote(connection.cookies.get(_RETURN_COOKIE, "")))

        async def redirected(message: Message) -> None:
            if message["type"] == "http.response.start" and wanted:
                headers = MutableHeaders(raw=message["headers"])
                if leaving:
                    headers.append("set-cookie", _cookie(quote(wanted, safe=""), _RETURN_SECONDS))
                else:
                    headers.append("set-cookie", _cookie("", 0))
                    if message["status"] == 302:
                        headers["location"] = wanted
            await send(message)

        await self.app(scope, receive, redirected)


def _page_of(connection: HTTPConnection) -> str:
    """Path and query of the page that led here, when it is one of this server's."""
    referrer = urlsplit(connection.headers.get("referer", ""))
    if not referrer.netloc or referrer.netloc != connection.headers.get("host"):
        return ""
    return safe_return(f"{referrer.path}?{referrer.query}" if referrer.query else referrer.path)


def safe_return(target: str) -> str:
    """The target when it is a path of this server and nothing else, otherwise nothing."""
    plain = target.isascii() and target.isprintable() and len(target) <= _LONGEST_RETURN
    if not plain or not target.startswith("/") or target.startswith("//") or "\\" in target:
        return ""
    return "" if "/auth/" in target or "/oauth2callback" in target else target


def _cookie(value: str, seconds: int) -> str:
    return f"{_RETURN_COOKIE}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}"


class OwnPages:
    """Mark every HTML answer with the language asked for, Danish otherwise, and name our scripts in it.

    The framework writes English and has no setting for either.
    """

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
                body = body.replace(b'<html lang="en"', _html_tag(scope), 1).replace(b"</head>", scripts.TAGS + b"</head>", 1)
                MutableHeaders(raw=start["headers"])["content-length"] = str(len(body))
                await send(start)
                message = {"type": "http.response.body", "body": body}
            await send(message)

        await self.app({**scope, "headers": _uncompressed(scope)}, receive, rewrite)


def _html_tag(scope: Scope) -> bytes:
    """The start of the page in the language that ?sprog= asks for (pages/kit/language.py)."""
    english = "en" in parse_qs(scope.get("query_string", b"").decode("latin-1")).get("sprog", [])
    return b'<html lang="en"' if english else b'<html lang="da"'


def _uncompressed(scope: Scope) -> list[tuple[bytes, bytes]]:
    """Request headers; a page (not a script or picture) is asked for uncompressed so that it can be rewritten."""
    headers = list(scope["headers"])
    if b"text/html" not in dict(headers).get(b"accept", b""):
        return headers
    return [(name, value) for name, value in headers if name != b"accept-encoding"]

"""A browser without a screen: speaks the framework's websocket protocol, for the load benchmark and the service tests.

It does what a browser does to the server - the handshake with cookies and XSRF token, a run per click with the state of
all widgets - and reads the elements that come back. It draws nothing, so that a hundred of them fit beside the server.
"""

from __future__ import annotations

import asyncio
import contextlib
import http.cookiejar
import socket
import urllib.error
import urllib.request
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from typing import Any
from urllib.parse import urlsplit

import websockets.sync.client
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

XSRF = "_streamlit_xsrf"


def run_message(
    path: str, query: str = "", widgets: Mapping[str, Mapping[str, Any]] | None = None, page_hash: str = "", held: Iterable[str] = ()
) -> bytes:
    """The message that asks for a run of the page at `path`; `widgets` are id -> field and value of WidgetState, `held` the
    hashes of large messages that the browser keeps and need not be sent again."""
    message = BackMsg()
    state = message.rerun_script
    state.query_string = query
    state.cached_message_hashes.extend(held)
    if page_hash:
        state.page_script_hash = page_hash
    else:
        state.page_name = path.strip("/")
    state.context_info.timezone = "Europe/Copenhagen"
    state.context_info.locale = "da-DK"
    for name, values in (widgets or {}).items():
        widget = state.widget_states.widgets.add()
        widget.id = name
        for kind, value in values.items():
            if kind == "string_array_value":
                widget.string_array_value.data.extend(value)
            else:
                setattr(widget, kind, value)
    return bytes(message.SerializeToString())


@dataclass
class Screen:
    """What one run put on the page."""

    elements: list[Any] = field(default_factory=list)
    redirect: str = ""
    page_hash: str = ""
    session: str = ""
    status: int | None = None
    received: int = 0
    cacheable: set[str] = field(default_factory=set)

    def take(self, data: bytes) -> bool:
        """Read one message; True when the run is over."""
        message = ForwardMsg()
        message.ParseFromString(data)
        self.received += len(data)
        if message.metadata.cacheable and message.hash:
            self.cacheable.add(message.hash)
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.elements, self.page_hash = [], message.new_session.page_script_hash
            self.session = message.new_session.initialize.session_id
        elif kind == "navigation":
            self.page_hash = message.navigation.page_script_hash
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self.elements.append(message.delta.new_element)
        elif kind == "auth_redirect":
            self.redirect = message.auth_redirect.url
        elif kind == "script_finished":
            self.status = message.script_finished
            # A run that was cut short to make room for the next is not the end of it.
            return self.status != ForwardMsg.FINISHED_EARLY_FOR_RERUN
        return False

    def of(self, kind: str) -> list[Any]:
        """The elements of one kind, for example "button"."""
        return [getattr(element, kind) for element in self.elements if element.WhichOneof("type") == kind]

    def text(self) -> str:
        """Everything that can be read, in order."""
        return "\n".join(str(element) for element in self.elements)

    def says(self, words: str) -> bool:
        """Whether the words stand anywhere on the page; the protocol's own notation escapes Danish letters."""
        return any(words in str(value) for element in self.elements for value in _strings(element))


def _strings(message: Any) -> list[str]:
    found: list[str] = []
    for descriptor, value in message.ListFields():
        for item in value if isinstance(value, list) or hasattr(value, "append") else [value]:
            if isinstance(item, str):
                found.append(item)
            elif descriptor.message_type is not None and hasattr(item, "ListFields"):
                found.extend(_strings(item))
    return found


class Browser:
    """One visitor with a cookie jar: plain requests, and a session over the websocket."""

    def __init__(self, base: str, headers: Mapping[str, str] | None = None, name: str = "") -> None:
        """`base` is where the server is; `name` is the host and port that the visitor's browser believes it is at."""
        self.base, self.headers = base.rstrip("/"), dict(headers or {})
        self.name = name or urlsplit(self.base).netloc
        self.jar = http.cookiejar.CookieJar(http.cookiejar.DefaultCookiePolicy(rfc2965=False))
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar), _NoRedirect())
        self.tab = contextlib.ExitStack()
        self.socket: websockets.sync.client.ClientConnection | None = None
        self.screen, self.path, self.query = Screen(), "/", ""
        self.widgets: dict[str, Mapping[str, Any]] = {}
        # Cookies beside those the server set, an XSRF token instead of the right one, where a login ended.
        self.extra: dict[str, str] = {}
        self.token, self.landed = "", ""

    def get(
        self, path: str, headers: Mapping[str, str] | None = None, data: bytes | None = None, method: str | None = None
    ) -> tuple[int, Message, bytes]:
        """Status, headers and body of a request; redirects are not followed."""
        address = path if "://" in path else self.base + path
        request = urllib.request.Request(address, data, {**self.headers, **(headers or {})}, method=method)  # noqa: S310
        if address.startswith(self.base):
            request.add_header("Host", self.name)
        if self.extra and address.startswith(self.base):
            request.add_header("Cookie", "; ".join(f"{name}={value}" for name, value in self.cookies().items()))
        try:
            with self.opener.open(request, timeout=300) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    def cookies(self) -> dict[str, str]:
        """Name -> value of the cookies held for the server."""
        host = urlsplit(self.base).hostname
        return {cookie.name: cookie.value or "" for cookie in self.jar if cookie.domain.removesuffix(".local") == host} | self.extra

    def open(self, path: str = "/", query: str = "") -> Screen:
        """Go to a page as a fresh tab does; returns what it shows."""
        self.get("/_stcore/health")
        self.close()
        cookies = self.cookies()
        held = "; ".join(f"{name}={value}" for name, value in cookies.items())
        place = urlsplit(self.base)
        connection = websockets.sync.client.connect(
            f"ws://{self.name}{place.path}/_stcore/stream",
            sock=socket.create_connection((place.hostname, place.port)),
            additional_headers={"Origin": f"http://{self.name}", "Cookie": held, **self.headers},
            subprotocols=[Subprotocol("streamlit"), Subprotocol(self.token or cookies.get(XSRF, "x"))],
            max_size=None, open_timeout=300, proxy=None,
        )  # fmt: skip
        self.socket = self.tab.enter_context(connection)
        self.path, self.query, self.widgets = path, query, {}
        return self.run()

    def run(self, **trigger: Any) -> Screen:
        """One run with the widgets as they stand; `trigger` is the id and value of what was pressed."""
        return self.send(run_message(self.path, self.query, {**self.widgets, **trigger}, self.screen.page_hash if self.widgets else ""))

    def send(self, data: bytes) -> Screen:
        """Send a message and read until the run is over."""
        assert self.socket is not None
        self.screen = Screen(page_hash=self.screen.page_hash)
        self.socket.send(data)
        while not self.screen.take(bytes(self.socket.recv(timeout=300))):
            pass
        return self.screen

    def press(self, label: str) -> Screen:
        """Press the button of that label."""
        [identity] = [button.id for button in self.screen.of("button") if button.label == label]
        return self.run(**{identity: {"trigger_value": True}})

    def close(self) -> None:
        """Close the tab."""
        self.tab.close()
        self.socket = None


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


class Session:
    """A visitor among many: the asynchronous sibling of Browser, without cookies."""

    def __init__(self, base: str) -> None:
        self.address, self.origin = f"{base.replace('http', 'ws', 1)}/_stcore/stream", base
        self.socket: ClientConnection | None = None
        self.screen = Screen()

    async def connect(self) -> None:
        """Open the websocket."""
        self.socket = await connect(
            self.address,
            origin=Origin(self.origin),
            subprotocols=[Subprotocol("streamlit"), Subprotocol("x")],
            max_size=None,
            open_timeout=300,
            proxy=None,
        )

    async def run(self, data: bytes, timeout: float = 60.0) -> Screen:
        """Send a message and read until the run is over."""
        assert self.socket is not None
        screen = Screen()
        await self.socket.send(data)
        async with asyncio.timeout(timeout):
            while not screen.take(bytes(await self.socket.recv())):
                pass
        self.screen = screen
        return screen

    async def close(self) -> None:
        """Close the tab."""
        if self.socket is not None:
            await self.socket.close()

"""Who may do what: the one place that turns a visit into a role.

viewer   published figures
board    published figures, board mode, comments
officer  loads and records figures, sees the internal file, makes editions

Without login configured everybody is a viewer; MONITOR_LOCAL_OFFICER=1 makes the visitor of a single trusted machine
an officer. With login configured nothing is shown before a login, and a login without a role is refused, unless
MONITOR_PUBLIC=1 lets such people in as viewers. Anything doubtful is decided downwards. docs/operations.md has the table.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from pages.kit.language import mark, tr
from service import auth, provider, settings

ROLES = ("viewer", "board", "officer")
# What the roles are called on the screen.
NAMES = {"viewer": mark("læser"), "board": mark("bestyrelse"), "officer": mark("medarbejder")}
# The address of a meeting's view: ?visning=moede. Nothing internal is opened while it stands there.
BOARD_VIEW = ("visning", "moede")
# Clocks of two machines differ; a login from further ahead than this comes from a clock that is wrong.
_CLOCK_SECONDS = 300
_MOST_ENDED = 10_000
_ended: dict[str, None] = {}
_ended_lock = threading.Lock()
_NAMES_OF_A_PERSON = ("sub", "oid", "preferred_username", "upn", "email")


class Reason(StrEnum):
    """Why the role is what it is."""

    OPEN = "open"
    LOCAL_OFFICER = "local_officer"
    NOT_LOCAL = "not_local"
    CLAIM = "claim"
    LOGIN = "login"
    EXPIRED = "expired"
    REVOKED = "revoked"
    NO_ROLE = "no_role"
    UNCONFIRMED = "unconfirmed"
    MISCONFIGURED = "misconfigured"


class NotAllowedError(Exception):
    """The visitor's role does not allow what was asked; the message says so in the language of the screen."""


@dataclass(frozen=True)
class Visit:
    """What is known of who is asking: login configured or not, claims, where the request came from."""

    login: bool = False
    claims: Mapping[str, Any] = field(default_factory=dict)
    # Kinds of tokens that come with every login; one without them has lost a cookie, or somebody took it away.
    tokens: frozenset[str] = frozenset()
    # Host header, whether the connection came from this machine, whether a proxy stood between, where the server listens.
    host: str | None = None
    from_here: bool = False
    proxied: bool = False
    listens_on: str | None = None
    # The page that opened the connection; a browser always says it.
    origin: str | None = None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decision:
    """The role, or None when nothing may be shown, and why."""

    role: str | None
    reason: Reason


def current() -> Decision:
    """The decision on the visitor of this run; made anew at every run."""
    return decide(visit(), time.time())


def current_role() -> str | None:
    """The visitor's role: viewer, board or officer; None when nothing may be shown."""
    return current().role


def name(role: str) -> str:
    """What a role is called in the language of the screen; the key itself for one that is none of ours."""
    return tr(NAMES.get(role, role))


def allows(role: str | None, needs: str) -> bool:
    """Whether `role` may do what needs the role `needs`. Raises ValueError for a role that does not exist."""
    return role is not None and ROLES.index(role) >= ROLES.index(needs)


def require(needs: str) -> None:
    """Check the role again right before something is written or opened. Raises NotAllowedError."""
    role = current_role()
    if not allows(role, needs):
        if role is None:
            raise NotAllowedError(tr("Det kræver rollen {role}. Din rolle er ingen.", role=name(needs)))
        raise NotAllowedError(tr("Det kræver rollen {role}. Din rolle er {own}.", role=name(needs), own=name(role)))


def board_mode() -> bool:
    """Whether the page is shown to a meeting."""
    parameter, value = BOARD_VIEW
    return st.query_params.get(parameter) == value or bool(st.session_state.get("board_mode"))


def visit() -> Visit:
    """What the framework knows of this run's visitor."""
    headers = st.context.headers
    login, tokens, problems = _configuration(settings.environment())
    return Visit(
        login=login,
        claims=st.user.to_dict() if login else {},
        tokens=tokens,
        host=headers.get("Host"),
        # The framework gives no address for a connection from this machine, and none without a connection either.
        from_here=headers.get("Host") is not None and st.context.ip_address is None,
        proxied=any(name in headers for name in auth.PROXY_HEADERS),
        origin=headers.get("Origin"),
        listens_on=st.get_option("server.address"),
        problems=problems,
    )


@lru_cache(maxsize=8)
def _configuration(_environment: frozenset[tuple[str, str]]) -> tuple[bool, frozenset[str], tuple[str, ...]]:
    """Whether login is configured, which tokens come with it, and what is wrong with the configuration.

    Without a secrets file the framework looks for one every time it is asked; what it finds does not change while the
    server runs.
    """
    return auth.configured(), auth.exposed_tokens(), (*settings.problems(), *auth.problems())


def decide(visit: Visit, now: float) -> Decision:
    """The role of a visit at `now` (seconds since 1970)."""
    if visit.problems:
        return Decision(None, Reason.MISCONFIGURED)
    if not visit.login:
        return _without_login(visit)
    try:
        return _with_login(visit.claims, visit.tokens, now)
    except OSError:  # The list of those shut out cannot be read: nobody can be said not to be on it.
        return Decision(None, Reason.MISCONFIGURED)


def _without_login(visit: Visit) -> Decision:
    if not settings.flag("MONITOR_LOCAL_OFFICER"):
        return Decision("viewer", Reason.OPEN)
    # A page elsewhere can point a name of its own at 127.0.0.1; the host it asks for gives it away.
    asked = urlsplit(f"//{visit.host or ''}").hostname
    # So does a page of another server on this machine, which may be anybody's.
    own = visit.origin is None or (visit.host or "") == urlsplit(visit.origin).netloc
    here = own and visit.from_here and not visit.proxied and visit.listens_on in auth.LOOPBACK and asked in auth.LOOPBACK
    return Decision("officer", Reason.LOCAL_OFFICER) if here else Decision("viewer", Reason.NOT_LOCAL)


def _with_login(claims: Mapping[str, Any], tokens: frozenset[str], now: float) -> Decision:
    if not claims.get("is_logged_in"):
        return _outside(Reason.LOGIN)
    if _revoked(claims):
        return _outside(Reason.REVOKED)
    if not _fresh(claims.get("iat"), now) or _login_of(claims) in _ended:
        return _outside(Reason.EXPIRED)
    confirmed = _confirmed(claims, tokens)
    if confirmed.held is provider.Held.ENDED:
        return _outside(Reason.EXPIRED)
    if confirmed.held is provider.Held.UNKNOWN:
        # Published figures are not worth a closed meeting; everything above them is not shown on an old word.
        return Decision("viewer", Reason.UNCONFIRMED) if role_of(claims) else _outside(Reason.NO_ROLE)
    role = role_of(confirmed.claims)
    return Decision(role, Reason.CLAIM) if role else _outside(Reason.NO_ROLE)


def _outside(reason: Reason) -> Decision:
    return Decision("viewer" if settings.flag("MONITOR_PUBLIC") else None, reason)


def role_of(claims: Mapping[str, Any]) -> str | None:
    """The highest role that the claims give by the MONITOR_..._VALUES settings; None when they give none."""
    held = set(_strings(_claim(claims, settings.text("MONITOR_ROLE_CLAIM"))))
    for role in reversed(ROLES):
        if held & settings.values(f"MONITOR_{role.upper()}_VALUES"):
            return role
    return None


def _claim(claims: Mapping[str, Any], name: str) -> Any:
    """The claim of that name, or the one a dotted name leads to."""
    if name in claims:
        return claims[name]
    found: Any = claims
    for step in name.split("."):
        found = found.get(step) if isinstance(found, Mapping) else None
    return found


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        yield from (item for item in value if isinstance(item, str))


def _fresh(issued: Any, now: float) -> bool:
    """Whether a login issued then still counts; one from the future comes from a clock that jumped and does not."""
    if isinstance(issued, bool) or not isinstance(issued, int | float):
        return False
    return -_CLOCK_SECONDS <= now - issued < settings.number("MONITOR_LOGIN_HOURS") * 3600


def _confirmed(claims: Mapping[str, Any], expected: frozenset[str]) -> provider.Answer:
    """The claims as the provider gives them now; those of the login when the server is given no token to ask with.

    Identity and tokens come in two cookies, and whoever holds a browser can take one away or put another person's in its
    place. A token that is missing ends the login, and so does one of somebody else (OpenID Connect Core 1.0, section 5.3.2:
    the sub of userinfo must be that of the identity token, otherwise its values must not be used).
    """
    ended = provider.Answer(provider.Held.ENDED, {})
    tokens, person = claims.get("tokens") or {}, claims.get("sub")
    if any(not tokens.get(kind) for kind in expected):
        return ended
    if "id" in expected and provider.subject(str(tokens["id"])) != person:
        return ended
    if "access" not in expected:
        return provider.Answer(provider.Held.HOLDS, claims)
    section = auth.providers().get(str(claims.get("provider")), {})
    period = settings.number("MONITOR_RECHECK_MINUTES") * 60
    answer = provider.recheck.ask(str(section.get("server_metadata_url", "")), str(tokens["access"]), period)
    return ended if answer.held is provider.Held.HOLDS and answer.claims.get("sub") != person else answer


def end_login() -> None:
    """Let the login of this run count no more, in this tab and every other, also with a copy of its cookie.

    The framework only takes the cookie away from the browser that logs out. Remembered until the server restarts.
    """
    with _ended_lock:
        if len(_ended) >= _MOST_ENDED:
            del _ended[next(iter(_ended))]
        _ended[_login_of(st.user.to_dict())] = None


def may_read(claims: Mapping[str, Any]) -> bool:
    """Whether a request with these claims, from no page of ours, may have what every visitor may see."""
    login, tokens, problems = _configuration(settings.environment())
    return decide(Visit(login=login, claims=claims, tokens=tokens, problems=problems), time.time()).role is not None


def login_of(claims: Mapping[str, Any]) -> str | None:
    """Which login these claims are of, when it counts now without asking the provider; None otherwise."""
    try:
        counts = bool(claims.get("is_logged_in")) and not _revoked(claims) and _fresh(claims.get("iat"), time.time())
    except OSError:
        return None
    name = _login_of(claims)
    return name if counts and name not in _ended else None


def _login_of(claims: Mapping[str, Any]) -> str:
    """One login of one person, as a hash: who it was is not kept."""
    return hashlib.sha256(f"{claims.get('iss')} {claims.get('sub')} {claims.get('iat')}".encode()).hexdigest()


def _revoked(claims: Mapping[str, Any]) -> bool:
    name = settings.text("MONITOR_REVOKED_FILE")
    if not name:
        return False
    path = Path(name)
    stat = path.stat()
    shut_out = _shut_out(path, stat.st_mtime_ns, stat.st_size)
    return any(str(claims.get(key, "")).lower() in shut_out for key in _NAMES_OF_A_PERSON if claims.get(key))


@lru_cache(maxsize=2)
def _shut_out(path: Path, _changed: int, _size: int) -> frozenset[str]:
    lines = path.read_text("utf-8").split("\n")
    return frozenset(line.split("#")[0].strip().lower() for line in lines) - {""}

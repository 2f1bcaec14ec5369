"""Asking the OpenID provider whether a login still holds.

The framework keeps the claims of the moment of login in a cookie for thirty days and never looks again. With
expose_tokens = ["access"] in [auth] the server holds the access token, and the provider's userinfo endpoint answers
with the roles of now, or refuses when the person was shut out.
"""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

import httpx

_TIMEOUT = httpx.Timeout(3.0)
_MOST_REMEMBERED = 5000


class Held(Enum):
    """What the provider says of a login."""

    HOLDS = "holds"
    ENDED = "ended"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Answer:
    """The provider's answer; claims are those of now and only there when the login holds."""

    held: Held
    claims: Mapping[str, Any]


def subject(token: str) -> str | None:
    """Whom an identity token is about (its claim sub); None when it cannot be read. Its signature was checked at the login."""
    try:
        payload = token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        return str(claims["sub"])
    except (ValueError, KeyError, IndexError, TypeError):
        return None


class Rechecker:
    """Asks at most once per login and period; safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[str, tuple[float, Answer]] = {}
        self._endpoints: dict[str, str] = {}

    def ask(self, metadata_url: str, token: str, seconds: float) -> Answer:
        """The provider's word on the login of `token`, no older than `seconds`."""
        key = hashlib.sha256(f"{metadata_url} {token}".encode()).hexdigest()
        # The clock of the wall can be set back; this one cannot.
        now = time.monotonic()
        with self._lock:
            asked, answer = self._known.get(key, (-1.0, None))
        if answer is not None and now - asked < seconds:
            return answer
        answer = self._fetch(metadata_url, token)
        # An outage is not remembered for the whole period: the next click asks again, a second later at the earliest.
        asked = now if answer.held is not Held.UNKNOWN else now - seconds + 1
        with self._lock:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            self._known[key] = (asked, answer)
        return answer

    def _fetch(self, metadata_url: str, token: str) -> Answer:
        try:
            with httpx.Client(timeout=_TIMEOUT, follow_redirects=False) as client:
                if metadata_url not in self._endpoints:
                    self._endpoints[metadata_url] = str(client.get(metadata_url).raise_for_status().json()["userinfo_endpoint"])
                response = client.get(self._endpoints[metadata_url], headers={"Authorization": f"Bearer {token}"})
            if response.status_code in (400, 401, 403):
                return Answer(Held.ENDED, {})
            claims = response.raise_for_status().json()
        except (httpx.HTTPError, ValueError, KeyError, TypeError):
            return Answer(Held.UNKNOWN, {})
        return Answer(Held.HOLDS, claims) if isinstance(claims, dict) else Answer(Held.UNKNOWN, {})


recheck = Rechecker()

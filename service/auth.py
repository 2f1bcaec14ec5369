"""Whether login is configured, and whether it is configured so that it can be trusted.

The framework treats a secrets file that it cannot read as if there were none, which would open a monitor that was
meant to be closed. Everything here errs the other way: what is wrong or doubtful is a problem, and a problem shuts.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from streamlit import auth_util

from service import settings

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
# What a proxy adds to a request; one of them is enough to know that it does not come from where it seems to.
PROXY_HEADERS = ("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Forwarded", "Via")
LEAST_SECRET = 32
_NEEDED = ("client_id", "client_secret", "server_metadata_url")
_FROM_ENVIRONMENT = {
    "server_metadata_url": "MONITOR_OIDC_METADATA_URL",
    "client_id": "MONITOR_OIDC_CLIENT_ID",
    "client_secret": "MONITOR_OIDC_CLIENT_SECRET",
    "redirect_uri": "MONITOR_OIDC_REDIRECT_URI",
    "cookie_secret": "MONITOR_COOKIE_SECRET",
}


def secrets_from_environment() -> dict[str, Any]:
    """The [auth] section made of the MONITOR_OIDC_ settings; empty when the provider's address is not set."""
    if not settings.text("MONITOR_OIDC_METADATA_URL"):
        return {}
    # The access token stays on the server; it is what the provider is asked with whether the login still holds.
    return {"auth": {key: settings.text(name) for key, name in _FROM_ENVIRONMENT.items()} | {"expose_tokens": ["access"]}}


def section() -> dict[str, Any]:
    """The [auth] section in force; empty when login is not configured."""
    return dict(auth_util.get_secrets_auth_section())


def configured() -> bool:
    """True when people log in, or were meant to: also when the configuration cannot be read."""
    return bool(section()) or bool(settings.text("MONITOR_OIDC_METADATA_URL")) or bool(_unreadable_secrets())


def exposed_tokens() -> frozenset[str]:
    """The kinds of tokens (id, access) that the server is given with every login, by expose_tokens in [auth]."""
    named = section().get("expose_tokens", [])
    return frozenset([named] if isinstance(named, str) else map(str, named))


def providers() -> dict[str, dict[str, Any]]:
    """Name -> section of each provider; the nameless one is called default."""
    auth = section()
    named = {name: dict(value) for name, value in auth.items() if isinstance(value, Mapping) and name != "client_kwargs"}
    return named or ({"default": auth} if auth else {})


def problems() -> list[str]:
    """What makes the login or the server unsafe as configured, in Danish sentences for the administrator."""
    found = [f"Hemmelighedsfilen {path} kan ikke læses." for path in _unreadable_secrets()]
    if settings.text("MONITOR_OIDC_METADATA_URL") and not section():
        found.append("Login er sat i miljøet, men serveren er startet uden server.py, som læser det.")
    if st.get_option("server.trustedUserHeaders"):
        found.append("server.trustedUserHeaders lader en afsender selv bestemme, hvem vedkommende er. Den skal være tom.")
    if st.get_option("server.enableAgentApi"):
        found.append("server.enableAgentApi skal være slået fra.")
    if not st.get_option("server.enableXsrfProtection"):
        found.append("server.enableXsrfProtection skal være slået til.")
    if configured() and settings.text("MONITOR_LOCAL_OFFICER") != "0":
        found.append("MONITOR_LOCAL_OFFICER kan ikke bruges sammen med login.")
    return found + _section_problems(section())


def _section_problems(auth: Mapping[str, Any]) -> list[str]:
    if not auth:
        return []
    found = []
    if len(str(auth.get("cookie_secret", ""))) < LEAST_SECRET:
        found.append(f"cookie_secret skal være mindst {LEAST_SECRET} tilfældige tegn.")
    if exposed_tokens() - {"id", "access"}:
        found.append("expose_tokens må kun nævne id og access.")
    redirect = urlsplit(str(auth.get("redirect_uri", "")))
    if not redirect.path.endswith("/oauth2callback"):
        found.append("redirect_uri skal være monitorens adresse fulgt af /oauth2callback.")
    elif redirect.scheme != "https" and redirect.hostname not in LOOPBACK:
        found.append("redirect_uri skal begynde med https; kun på localhost må den begynde med http.")
    for name, provider in providers().items():
        missing = [key for key in _NEEDED if not provider.get(key)]
        if missing:
            found.append(f"Login-udbyderen {name} mangler {', '.join(missing)}.")
    return found


def _unreadable_secrets() -> list[str]:
    """Secrets files that are there but cannot be parsed; directories of Kubernetes secrets hold no TOML."""
    broken = []
    for name in st.get_option("secrets.files") or []:
        path = Path(name)
        if path.is_dir() or not path.exists():
            continue
        try:
            tomllib.loads(path.read_text("utf-8"))
        except (OSError, ValueError):
            broken.append(path.name)
    return broken

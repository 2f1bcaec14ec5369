"""Every setting by environment, in one table that docs/operations.md repeats and a test compares with the code.

A leaf: it imports nothing of the project, so that any room of the house may ask it.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from urllib.parse import urlsplit


class SettingError(Exception):
    """A setting has a value that cannot be used; the message names the setting and what is allowed."""


@dataclass(frozen=True)
class Setting:
    """One environment variable: its name, what holds without it, what it means."""

    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting("MONITOR_BUILD_DIR", "data/build", "Folder with the database files and the pointer; made again by a build."),
    Setting(
        "MONITOR_STATE_DIR",
        "data/state",
        "Folder with what officers recorded and loaded; nothing can make it again, so keep it and back it up.",
    ),
    Setting("MONITOR_LOCAL_OFFICER", "0", "1 makes the visitor an officer, without login, on a single trusted machine."),
    Setting("MONITOR_PUBLIC", "0", "With login configured: 1 lets people without login, or without a role, see the published figures."),
    Setting("MONITOR_ROLE_CLAIM", "roles", "Claim with the visitor's roles; a dot steps into an object (realm_access.roles)."),
    Setting("MONITOR_VIEWER_VALUES", "monitor-viewer", "Values of the claim that give the role viewer, separated by commas."),
    Setting("MONITOR_BOARD_VALUES", "monitor-board", "Values of the claim that give the role board, separated by commas."),
    Setting("MONITOR_OFFICER_VALUES", "monitor-officer", "Values of the claim that give the role officer, separated by commas."),
    Setting("MONITOR_LOGIN_HOURS", "8", "Hours a login counts; afterwards the visitor logs in again and the claims are read anew."),
    Setting("MONITOR_RECHECK_MINUTES", "5", "Minutes between asking the provider whether role and login still hold (needs expose_tokens)."),
    Setting("MONITOR_REVOKED_FILE", "", "File with one subject (sub) per line that is shut out at once; read again when it changes."),
    Setting("MONITOR_OIDC_METADATA_URL", "", "Provider's discovery address; configures login without a secrets file."),
    Setting("MONITOR_OIDC_CLIENT_ID", "", "The client's name at the provider, with the line above."),
    Setting("MONITOR_OIDC_CLIENT_SECRET", "", "The client's secret, with the lines above."),
    Setting("MONITOR_OIDC_REDIRECT_URI", "", "The monitor's public address followed by /oauth2callback, with the lines above."),
    Setting("MONITOR_COOKIE_SECRET", "", "Signs the login cookie; at least 32 random characters, with the lines above."),
    Setting("MONITOR_LOG_FORMAT", "text", "text for people, json for a log collector."),
    Setting("MONITOR_LOG_DETAILS", "0", "1 writes messages of errors in full; they can hold what a file contained. For a test machine."),
    Setting("MONITOR_HEALTH_SECONDS", "3", "Seconds the database may take to answer before /healthz fails."),
    Setting(
        "MONITOR_TILE_URL",
        "",
        "Address pattern of a tile service with {z}, {x} and {y} as background of the map. Every visitor's browser then fetches from "
        "it, which tells it the visitor's IP address and what is looked at; without it nothing leaves the machine.",
    ),
    Setting(
        "MONITOR_FETCH",
        "0",
        "1 lets officers fetch tables from Statistikbanken and Jobindsats; the server then asks them over the internet.",
    ),
    Setting("MONITOR_JOBINDSATS_TOKEN", "", "The municipality's token at Jobindsats, needed to fetch from there."),
    Setting(
        "MONITOR_POSTGRES_DSN",
        "",
        "Connection to the municipality's own PostgreSQL (libpq form), for loading a table or view; a user that may only read.",
    ),
    Setting("MONITOR_ORGANISATION", "Randers Kommune", "Who is responsible for the website, named in the accessibility statement."),
    Setting("MONITOR_CONTACT", "", "E-mail or address for those who meet a barrier; the law wants a written and a telephone contact."),
    Setting("MONITOR_CONTACT_PHONE", "", "Telephone for those who meet a barrier."),
    Setting("MONITOR_WAS_URL", "", "The official statement made with the authority's WAS-Tool (https://was.digst.dk/...)."),
    Setting("MONITOR_DISCLOSURE_KEY", "", "Secret behind the choice of hidden figures; else the file disclosure.key in the state folder."),
    Setting("MONITOR_CALENDAR_KEY", "", "Lets calendar programs subscribe where pages need a login: /kalender.ics?noegle=<key>."),
    Setting("MONITOR_ALERTS_TO", "", "Address that gets the weekly mail with alerts; without it no mail is sent."),
    Setting("MONITOR_ALERTS_FROM", "", "Sender of that mail; needed with the line above."),
    Setting("MONITOR_ADDRESS", "", "The monitor's public address, for links in the mail."),
    Setting("MONITOR_SMTP_HOST", "", "Mail server of the weekly mail; always over TLS."),
    Setting("MONITOR_SMTP_PORT", "587", "Its port; 465 is TLS from the start, any other begins with STARTTLS."),
    Setting("MONITOR_SMTP_USER", "", "Login at the mail server, when it wants one."),
    Setting("MONITOR_SMTP_PASSWORD", "", "Password at the mail server."),
    Setting("MONITOR_SMTP_CA", "", "File with the authority that signed the mail server's certificate; the system's without it."),
    Setting("MONITOR_METRICS", "1", "0 closes /metrics; it never answers a request that came through a proxy."),
)  # fmt: skip
_BY_NAME = {setting.name: setting for setting in SETTINGS}


def text(name: str) -> str:
    """The value of a setting, or its default when it is not set or empty. Raises KeyError for one not in the table."""
    return os.environ.get(name, "").strip() or _BY_NAME[name].default


def flag(name: str) -> bool:
    """A setting that is 0 or 1. Raises SettingError for anything else."""
    value = text(name)
    if value not in ("0", "1"):
        raise SettingError(f"{name} er ”{value}”, men må kun være 0 eller 1.")
    return value == "1"


def number(name: str) -> float:
    """A setting that is a number above zero. Raises SettingError for anything else."""
    value = text(name)
    try:
        parsed = float(value)
    except ValueError:
        parsed = 0.0
    if not 0 < parsed < float("inf"):
        raise SettingError(f"{name} er ”{value}”, men skal være et tal over 0.")
    return parsed


def values(name: str) -> frozenset[str]:
    """A setting that lists values separated by commas, without blanks around them."""
    return frozenset(value.strip() for value in text(name).split(",") if value.strip())


def tile_origin() -> str:
    """Scheme and host of the tile service, for the policy that says whom a page may ask; empty when none is named.

    Raises SettingError for an address that cannot be a tile service's.
    """
    pattern = text("MONITOR_TILE_URL")
    if not pattern:
        return ""
    parts = urlsplit(pattern)
    local = parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1")
    whole = all(place in pattern for place in ("{z}", "{x}", "{y}")) and re.fullmatch(r"[\w.:-]+", parts.netloc)
    if not whole or not (parts.scheme == "https" or local):
        raise SettingError(f"MONITOR_TILE_URL er ”{pattern}”, men skal være en https-adresse med {{z}}, {{x}} og {{y}}.")
    return f"{parts.scheme}://{parts.netloc}"


def environment() -> frozenset[tuple[str, str]]:
    """The settings as the environment has them."""
    return frozenset((name, os.environ[name]) for name in _BY_NAME if name in os.environ)


def problems() -> list[str]:
    """What is wrong with the settings as they stand, in Danish sentences for the administrator."""
    found = []
    for check, names in (
        (flag, ("MONITOR_LOCAL_OFFICER", "MONITOR_PUBLIC", "MONITOR_LOG_DETAILS", "MONITOR_FETCH", "MONITOR_METRICS")),
        (number, ("MONITOR_LOGIN_HOURS", "MONITOR_RECHECK_MINUTES", "MONITOR_HEALTH_SECONDS")),
    ):
        for name in names:
            try:
                check(name)
            except SettingError as error:
                found.append(str(error))
    try:
        tile_origin()
    except SettingError as error:
        found.append(str(error))
    if text("MONITOR_LOG_FORMAT") not in ("text", "json"):
        found.append(f"MONITOR_LOG_FORMAT er ”{text('MONITOR_LOG_FORMAT')}”, men må kun være text eller json.")
    return found


def unknown() -> list[str]:
    """Variables that look like settings and are none: most often misspelt, so that something is not in force."""
    return sorted(name for name in os.environ if name.startswith("MONITOR_") and name not in _BY_NAME)

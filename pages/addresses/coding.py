"""Coding of an officer's file of addresses in a process of its own, within limits of time and memory."""

from __future__ import annotations

from data import child
from geo.errors import GeoError
from pages.kit import roles

# 18 MB with 700,000 addresses took 30 s on a busy machine, came within 900 MB and gave 116 MB.
SECONDS, MEGABYTES, MOST_OUTPUT = 90, 900, 200_000_000


def in_child(sent: bytes) -> bytes:
    """What geo.inside.code makes of an upload. Raises GeoError for a file that cannot be used or goes over a limit."""
    roles.require("officer")
    try:
        return child.run("geo.inside:code", sent, seconds=SECONDS, megabytes=MEGABYTES, most_output=MOST_OUTPUT)
    except (ValueError, child.LimitError) as error:
        raise GeoError(str(error)) from error

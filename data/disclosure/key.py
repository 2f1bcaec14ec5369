"""The secret that the chance in the choice of figures comes from (chance.py)."""

from __future__ import annotations

import logging
import os
import secrets
from pathlib import Path

from data.paths import disclosure_key

NAME = "disclosure.key"
_LOG = logging.getLogger("monitor.disclosure")


def secret(state: Path | None) -> bytes:
    """The key: the setting, or the file beside what officers recorded; none without a state, where all figures are those of the text.

    The repository's figures need none: whoever has the repository has them. What officers load lies in the state, and so does the key.
    """
    if given := disclosure_key():
        return given.encode()
    if state is None:
        return b""
    try:
        return (state / NAME).read_bytes().strip()
    except FileNotFoundError:
        return b""


def ensure(state: Path) -> None:
    """Make the key of a state that has none. The file appears whole or not at all; a state that can only be read stays without."""
    place = state / NAME
    if place.exists() or not state.is_dir():
        return
    temporary = state / f".{NAME}.{secrets.token_hex(4)}"
    try:
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
            file.flush()
            os.fsync(file.fileno())
        os.link(temporary, place)
    except FileExistsError:
        pass  # Another process made it at the same moment.
    except OSError as error:
        _LOG.warning(
            "Små tal: der kan ikke laves en nøgle i %s (%s). Valget af skjulte tal kan så regnes efter.", place, type(error).__name__
        )
    finally:
        temporary.unlink(missing_ok=True)
